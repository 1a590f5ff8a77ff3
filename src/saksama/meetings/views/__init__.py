"""Pages of the room. Thin: parse, call, render."""
