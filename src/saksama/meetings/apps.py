"""The room of meetings."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.meetings"
    label = "meetings"
