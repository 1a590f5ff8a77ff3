"""Sealed files and sealed identities: custody, quarantine, safe views, reveal with a ground."""
