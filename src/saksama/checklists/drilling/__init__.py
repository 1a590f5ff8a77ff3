"""Drills with their score, and the switch for a day on which the line must be spared."""
