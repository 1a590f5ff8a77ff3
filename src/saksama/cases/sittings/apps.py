"""Django's handle on the tables of sittings; part of the casework room."""

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    """Tables, texts and templates of the plenary's sittings."""

    name = "saksama.cases.sittings"
    label = "sittings"
