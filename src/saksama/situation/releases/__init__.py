"""Press releases: what is drafted, how it reads, and whether its figures still hold."""
