"""Base templates, components, style sheets, scripts and icons; knows no other room but ``law``."""
