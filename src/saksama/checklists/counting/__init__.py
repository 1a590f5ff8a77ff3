"""Answers counted per question: by form version, day, hour and place, with the stations behind each number."""
