"""Sittings of the plenary (rapat pleno): agenda, who sat, signatures, minutes. Decisions are acts of the cases."""
