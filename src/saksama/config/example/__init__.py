"""The Kukar example: published facts and invented cases, replayed through the acts the screens call."""
