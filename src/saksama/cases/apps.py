"""The casework room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.cases"
    label = "cases"
