"""Acts that carry something from one kind of work into another, one transaction each. Both sides stay linked."""
