"""Evidence as Django knows it."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """No signals: files and identities are written by :mod:`saksama.evidence.operations` alone."""

    name = "saksama.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
