"""The room of alerts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Django's handle on the room."""

    name = "saksama.notices"
    label = "notices"
    verbose_name = _("Alerts")

    def ready(self) -> None:
        from saksama.notices import kinds, standstill

        kinds.register(standstill.TICK, standstill.KIND)
