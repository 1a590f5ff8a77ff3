"""Is a count usual for a place of its size? Pure. Formulas and sources: docs/rules/normality.md."""
