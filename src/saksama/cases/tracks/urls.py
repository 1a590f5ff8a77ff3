"""Routes of the roads outside, below ``/meja/``; named inside the casework room."""

from django.urls import path

from saksama.cases.agencies import views as agencies
from saksama.cases.tracks import views

urlpatterns = [
    path("instansi/", agencies.agencies, name="agencies"),
    path("instansi/tabel.xlsx", agencies.agencies_table, name="agencies_table"),
    path("jalur/<uuid:pk>/", views.track, name="track"),
    path("jalur/<uuid:pk>/tindakan/<slug:act>/", views.act, name="track_act"),
    path("jalur/<uuid:pk>/bukti/<int:seq>/", views.proof, name="track_proof"),
]
