"""The picture of the day: is a count normal, how is the situation, what does the table need to know."""
