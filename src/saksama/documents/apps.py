"""The room of numbers, letterheads, issued documents and their verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "saksama.documents"
    label = "documents"
    verbose_name = _("Documents")
