"""The journal as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """No signals, no start-up work: the chain is written by :mod:`saksama.journal.operations` alone."""

    name = "saksama.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
