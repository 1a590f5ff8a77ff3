"""Sentra Gakkumdu: Bawaslu, police and prosecutor under one roof, from the first discussion to the high court."""
