"""Checklists as Django knows them."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """Instruments, cards and submissions from the field; written by :mod:`saksama.checklists.operations` alone."""

    name = "saksama.checklists"
    label = "checklists"
    default_auto_field = "django.db.models.BigAutoField"
