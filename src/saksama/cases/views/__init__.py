"""Screens of the casework room: parse, call, render."""
