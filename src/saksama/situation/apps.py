"""The room of the day's picture."""

from django.apps import AppConfig


class SituationConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.situation"
    label = "situation"

    def ready(self) -> None:
        from saksama.situation import ways

        ways.register()
