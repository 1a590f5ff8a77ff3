"""Django's handle on the table of advice; part of the casework room."""

from django.apps import AppConfig


class AdviceConfig(AppConfig):
    """What was advised, and its letter."""

    name = "saksama.cases.advice"
    label = "advice"
