from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "saksama.pages"
    label = "pages"
