"""Thin views of the desk: parse, call, render."""
