"""Routes of the room: the staff's below ``meja/rapat/``, and a guest's own page."""

from django.urls import path

from saksama.meetings.views import guests, planning, public

app_name = "meetings"
urlpatterns = [
    path("meja/rapat/", planning.meetings, name="list"),
    path("meja/rapat/rencana/", planning.plan, name="plan"),
    path("meja/rapat/<uuid:pk>/", planning.meeting, name="meeting"),
    path("meja/rapat/<uuid:pk>/ubah/", planning.change, name="change"),
    path("meja/rapat/<uuid:pk>/pindah/", planning.move, name="move"),
    path("meja/rapat/<uuid:pk>/keadaan/", planning.state, name="state"),
    path("meja/rapat/<uuid:pk>/tamu/", guests.guests, name="guests"),
    path("meja/rapat/<uuid:pk>/tamu/pilih/", guests.choose, name="choose"),
    path("meja/rapat/<uuid:pk>/tamu/nomor/", guests.number, name="number"),
    path("meja/rapat/<uuid:pk>/tamu/surat.zip", guests.letters, name="letters"),
    path("meja/rapat/<uuid:pk>/tamu/<uuid:guest>/", guests.guest, name="guest"),
    path("meja/rapat/<uuid:pk>/tamu/<uuid:guest>/surat.pdf", guests.letter, {"kind": "pdf"}, name="letter"),
    path(
        "meja/rapat/<uuid:pk>/tamu/<uuid:guest>/surat.docx",
        guests.letter,
        {"kind": "docx"},
        name="letter_docx",
    ),
    path("undangan/<str:token>/", public.own_invitation, name="own_invitation"),
    path("undangan/<str:token>/kalender.ics", public.own_calendar, name="own_calendar"),
    path("undangan/<str:token>/bahan/<int:pk>/", public.own_file, name="own_file"),
]
