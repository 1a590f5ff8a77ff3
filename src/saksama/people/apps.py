"""The room registers its start-up check and its listeners here."""

from django.apps import AppConfig
from django.core import checks as django_checks


class PeopleConfig(AppConfig):
    name = "saksama.people"
    label = "people"

    def ready(self) -> None:
        from saksama.people import checks, listeners

        django_checks.register(checks.every_route_is_marked, django_checks.Tags.security)
        listeners.connect()
