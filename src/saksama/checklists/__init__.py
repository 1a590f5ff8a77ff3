"""Checklists: instruments (XLSForm, XForms), cards for temporary staff, and what the field sends."""
