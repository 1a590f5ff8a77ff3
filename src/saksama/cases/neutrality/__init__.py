"""Neutrality of civil servants and of others who serve the state, from the first screenshot to the sanction."""
