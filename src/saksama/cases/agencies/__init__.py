"""Agencies that receive what the plenary decided: KPU, DKPP, regent, commander and others."""
