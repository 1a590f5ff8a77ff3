"""The room of areas, offices, stations, elections and office calendars."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "saksama.places"
    verbose_name = _("Places and elections")
