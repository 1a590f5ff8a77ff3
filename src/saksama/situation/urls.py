"""Routes of the day's picture, below ``/meja/``. Every view is marked with the permission that opens it."""

from django.urls import path

from saksama.situation.views import normality, situation

app_name = "situation"
urlpatterns = [
    path("situasi/", situation.show, name="situation"),
    path("situasi/lapor/", situation.report, name="report"),
    path("situasi/wajar/", normality.show, name="normality"),
]
