"""The directory of institutions around the office, their posts and the persons in them (decision 14)."""
