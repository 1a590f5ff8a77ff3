"""Django's handle on the tables of neutrality cases; part of the casework room."""

from django.apps import AppConfig


class NeutralityConfig(AppConfig):
    """Subjects, conduct, captured links and the reminder letters."""

    name = "saksama.cases.neutrality"
    label = "neutrality"
