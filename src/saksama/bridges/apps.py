"""The room of acts that join two kinds of work."""

from django.apps import AppConfig


class BridgesConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.bridges"
    label = "bridges"

    def ready(self) -> None:
        from saksama.bridges import ways

        ways.register()
