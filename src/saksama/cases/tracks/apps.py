"""Django's handle on the tables of roads outside the office; part of the casework room."""

from django.apps import AppConfig


class TracksConfig(AppConfig):
    """Tables, texts and templates of the tracks."""

    name = "saksama.cases.tracks"
    label = "tracks"
