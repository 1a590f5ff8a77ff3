"""Advice for correction (saran perbaikan): what an office asks to be put right, before it becomes a violation."""
