"""Is it told twice? Likely duplicates of what comes in, each explained; people decide (docs/intake.md)."""
