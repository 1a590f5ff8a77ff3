"""Routes of the room: the staff's below ``meja/rapat/``, and a guest's own page."""

from django.urls import path

from saksama.meetings.views import commitments, door, guests, live, minutes, planning, public

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
    path("meja/rapat/<uuid:pk>/tamu/surel/", guests.mail, name="mail"),
    path("meja/rapat/<uuid:pk>/tamu/surat.zip", guests.letters, name="letters"),
    path("meja/rapat/<uuid:pk>/tamu/<uuid:guest>/", guests.guest, name="guest"),
    path("meja/rapat/<uuid:pk>/tamu/<uuid:guest>/surat.pdf", guests.letter, {"kind": "pdf"}, name="letter"),
    path(
        "meja/rapat/<uuid:pk>/tamu/<uuid:guest>/surat.docx",
        guests.letter,
        {"kind": "docx"},
        name="letter_docx",
    ),
    path("meja/rapat/<uuid:pk>/kursi/", live.live, {"part": "kursi"}, name="live_seats"),
    path("meja/rapat/<uuid:pk>/acara/", live.live, {"part": "acara"}, name="live_agenda"),
    path("meja/rapat/<uuid:pk>/pintu/", door.door, name="door"),
    path("meja/rapat/<uuid:pk>/pintu/gabung/", door.merge, name="merge"),
    path("meja/rapat/<uuid:pk>/pintu/<uuid:attendee>/tarik/", door.undo, name="undo"),
    path("meja/rapat/<uuid:pk>/daftar-hadir.pdf", door.sheet, name="sheet"),
    path("meja/rapat/<uuid:pk>/notulen/", minutes.minutes, name="minutes"),
    path("meja/rapat/<uuid:pk>/notulen/<int:decision>/komitmen/", minutes.promise, name="promise"),
    path("meja/rapat/<uuid:pk>/notulen.pdf", minutes.minutes_paper_of, {"kind": "pdf"}, name="minutes_paper"),
    path(
        "meja/rapat/<uuid:pk>/notulen.docx", minutes.minutes_paper_of, {"kind": "docx"}, name="minutes_docx"
    ),
    path("meja/rapat/<uuid:pk>/berkas/<int:item>/", minutes.show_file, name="file"),
    path("meja/rapat/komitmen/", commitments.commitments, name="commitments"),
    path("meja/rapat/komitmen/papan.pdf", commitments.board, {"kind": "pdf"}, name="board_pdf"),
    path("meja/rapat/komitmen/papan.xlsx", commitments.board, {"kind": "xlsx"}, name="board_xlsx"),
    path("meja/rapat/komitmen/<uuid:pk>/", commitments.commitment, name="commitment"),
    path("meja/rapat/komitmen/<uuid:pk>/bukti/<int:act>/", commitments.proof, name="proof"),
    path("komitmen/<str:token>/", commitments.own_commitment, name="own_commitment"),
    path("undangan/<str:token>/", public.own_invitation, name="own_invitation"),
    path("undangan/<str:token>/kalender.ics", public.own_calendar, name="own_calendar"),
    path("undangan/<str:token>/bahan/<int:pk>/", public.own_file, name="own_file"),
]
