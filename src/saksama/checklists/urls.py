"""Routes: the doors of the field (keys, no log-in), and the staff's pages below /meja/."""

from django.urls import path

from saksama.checklists.views import day, openrosa

app_name = "checklists"

_KEY = "kunci/<str:key>/<slug:event>/"

urlpatterns = [
    path(_KEY + "formList", openrosa.form_list, name="openrosa_list"),
    path(_KEY + "forms/<str:code>.xml", openrosa.form, name="openrosa_form"),
    path(_KEY + "forms/<str:code>/manifest", openrosa.manifest, name="openrosa_manifest"),
    path(_KEY + "forms/<str:code>/attachments/<str:name>", openrosa.media, name="openrosa_media"),
    path(_KEY + "submission", openrosa.submission, name="openrosa_submission"),
    path("meja/tps/", day.board, name="day"),
    path("meja/tps/kejadian/<int:pk>/", day.incident, name="day_incident"),
    path("meja/tps/<slug:event>/", day.board, name="day_event"),
    path("meja/tps/<slug:event>/bagian/", day.board_part, name="day_part"),
    path("meja/tps/<slug:event>/kecamatan/<str:code>/", day.district, name="day_district"),
    path("meja/tps/<slug:event>/<str:code>/", day.station, name="day_station"),
]
