"""Routes: the doors of the field (keys, no log-in), and the staff's pages below /meja/."""

from django.urls import path

from saksama.checklists.views import cards, carried, day, field, instruments, openrosa, received, results, web

app_name = "checklists"

_KEY = "kunci/<str:key>/<slug:event>/"

urlpatterns = [
    path(_KEY + "formList", openrosa.form_list, name="openrosa_list"),
    path(_KEY + "forms/<str:code>.xml", openrosa.form, name="openrosa_form"),
    path(_KEY + "forms/<str:code>/manifest", openrosa.manifest, name="openrosa_manifest"),
    path(_KEY + "forms/<str:code>/attachments/<str:name>", openrosa.media, name="openrosa_media"),
    path(_KEY + "submission", openrosa.submission, name="openrosa_submission"),
    path("lapangan/", field.show, name="field"),
    path("lapangan/pekerja.js", field.worker, name="field_worker"),
    path("lapangan/aplikasi.webmanifest", field.manifest, name="field_manifest"),
    path("lapangan/kirim/titipan", field.carry, name="field_carry"),
    path("meja/titipan/", carried.show, name="carried"),
    path("lapangan/kirim/masuk", web.open_phone, name="web_open_phone"),
    path("lapangan/kirim/<slug:event>/bekal", web.bundle, name="web_bundle"),
    path("lapangan/kirim/<slug:event>/kiriman", web.submission, name="web_submission"),
    path("lapangan/kirim/<slug:event>/lampiran/<str:instance_id>/<str:name>", web.file, name="web_file"),
    path("meja/lapangan/", instruments.home, name="home"),
    path("meja/lapangan/bekukan/", instruments.freeze, name="freeze"),
    path("meja/lapangan/formulir/unggah/", instruments.upload, name="upload"),
    path("meja/lapangan/formulir/bawaan/<slug:code>/", instruments.take_shipped, name="take_shipped"),
    path("meja/lapangan/formulir/<int:pk>/", instruments.version, name="version"),
    path("meja/lapangan/formulir/<int:pk>/berkas/", instruments.source, name="source"),
    path("meja/lapangan/formulir/<int:pk>/terbitkan/", instruments.publish, name="publish"),
    path("meja/lapangan/petugas/", cards.cards, name="cards"),
    path("meja/lapangan/petugas/daftar-kosong/", cards.empty_list, name="empty_list"),
    path("meja/lapangan/petugas/kartu/", cards.sheets, name="card_sheets"),
    path("meja/lapangan/petugas/<int:pk>/", cards.card, name="card"),
    path("meja/lapangan/petugas/<int:pk>/<slug:act>/", cards.card_act, name="card_act"),
    path("meja/lapangan/kiriman/", received.submissions, name="submissions"),
    path("meja/lapangan/kiriman/<int:pk>/", received.submission, name="submission"),
    path("meja/lapangan/kiriman/<int:pk>/berkas/<int:file>/", received.attachment, name="attachment"),
    path("meja/lapangan/karantina/", received.quarantine, name="quarantine"),
    path("meja/lapangan/karantina/<int:pk>/", received.quarantined, name="quarantined"),
    path("meja/lapangan/lisan/", received.voice, name="voice"),
    path("meja/lapangan/lisan/<str:code>/", received.voice_form, name="voice_form"),
    path("meja/hasil/", results.home, name="results"),
    path("meja/hasil/<slug:event>/", results.home, name="results_event"),
    path("meja/hasil/<slug:event>/bagian/", results.part, name="results_part"),
    path("meja/hasil/<slug:event>/berikutnya/", results.following, name="results_next"),
    path("meja/hasil/<slug:event>/lembar/", results.sheets, name="results_sheets"),
    path("meja/hasil/lembar/<int:pk>/", results.sheet, name="results_sheet"),
    path("meja/hasil/lembar/<int:pk>/isi/", results.enter, name="results_enter"),
    path("meja/tps/", day.board, name="day"),
    path("meja/tps/kejadian/<int:pk>/", day.incident, name="day_incident"),
    path("meja/tps/<slug:event>/", day.board, name="day_event"),
    path("meja/tps/<slug:event>/bagian/", day.board_part, name="day_part"),
    path("meja/tps/<slug:event>/kecamatan/<str:code>/", day.district, name="day_district"),
    path("meja/tps/<slug:event>/<str:code>/", day.station, name="day_station"),
]
