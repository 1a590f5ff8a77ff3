"""Meetings with stakeholders, and what was promised there."""
