"""Routes of advice, below ``/meja/``; named inside the casework room."""

from django.urls import path

from saksama.cases.advice import views

urlpatterns = [
    path("saran/", views.advice, name="advice"),
    path("saran/baru/", views.new, name="advice_new"),
    path("saran/<uuid:pk>.pdf", views.letter, name="advice_letter"),
]
