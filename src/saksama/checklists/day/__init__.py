"""The voting day at the desk: stations heard and silent, calls, incidents."""
