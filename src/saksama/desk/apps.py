"""The desk."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DeskConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.desk"
    label = "desk"

    def ready(self) -> None:
        from saksama.desk import stamps, subjects

        pre_migrate.connect(stamps.remove, sender=self)
        post_migrate.connect(stamps.install, sender=self)
        subjects.register()
