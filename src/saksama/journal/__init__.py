"""Append-only, chained record of acts. Names actor and subject by id, so every room above may write to it."""
