"""The citizen's pages as Django knows them."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "saksama.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
