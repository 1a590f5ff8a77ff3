"""Routes of the desk, all below ``/meja/``. Names of people and words of cases stand in no address."""

from django.urls import path

from saksama.desk.views import (
    absences,
    alert_plan,
    alert_ways,
    alerts,
    books,
    calendar,
    cases,
    gallery,
    journal,
    loop,
    office,
    search,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.show, name="today"),
    path("perkara/", cases.show, name="cases"),
    path("perkara.xlsx", cases.table, name="cases_table"),
    path("cari/", search.show, name="search"),
    path("register/", books.register, name="register"),
    path("register.xlsx", books.register_xlsx, name="register_xlsx"),
    path("register.pdf", books.register_pdf, name="register_pdf"),
    path("rekap/", books.week, name="recap"),
    path("rekap.xlsx", books.week_xlsx, name="recap_xlsx"),
    path("rekap.pdf", books.week_pdf, name="recap_pdf"),
    path("kalender/", calendar.show, name="calendar"),
    path("kalender/<str:act>/", calendar.preview, name="calendar_preview"),
    path("kalender/<str:act>/catat/", calendar.confirm, name="calendar_confirm"),
    path("kantor/", office.show, name="office"),
    path("peringatan/", alerts.show, name="alerts"),
    path("ketidakhadiran/", absences.show, name="absences"),
    path("ketidakhadiran/<int:pk>/kembali/", absences.cancel, name="absence_cancel"),
    path("peringatan/saluran/", alert_ways.show, name="alert_ways"),
    path("peringatan/saluran/<str:act>/", alert_ways.change, name="alert_way"),
    path("peringatan/rencana/", alert_plan.show, name="alert_plan"),
    path("peringatan/<int:pk>/terkirim/", alerts.sent_by_hand, name="alert_sent_by_hand"),
    path("umpan/<str:token>.ics", alert_ways.feed, name="feed"),
    path("peringatan/tahu/", alerts.acknowledge, name="alerts_acknowledge"),
    path("peringatan/<int:pk>/", alerts.follow, name="alert"),
    path("pencegahan-perkara/", loop.show, name="loop"),
    path("jurnal/", journal.show, name="journal"),
    path("jurnal/periksa/", journal.check, name="journal_check"),
    path("galeri/", gallery.show, name="gallery"),
]
