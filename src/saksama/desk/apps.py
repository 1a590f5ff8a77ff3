from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "saksama.desk"
    label = "desk"
