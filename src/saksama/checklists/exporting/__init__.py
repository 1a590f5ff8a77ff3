"""What the field sent, as CSV or Parquet: asked for at the desk, made beside the server, fetched, gone in days."""
