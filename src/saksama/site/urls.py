"""Addresses of the citizen's pages. Short and Indonesian: they are read aloud and written on paper."""

from django.urls import path

from saksama.site.views import home, news, tracking
from saksama.site.views.report import evidence, last_look, matter, people, sent

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("kantor/", home.offices, name="offices"),
    path("berita/", news.listed, name="news"),
    path("berita/umpan/", news.feed, name="news_feed"),
    path("berita/<slug:slug>/", news.item, name="news_item"),
    path("privasi/", home.privacy, name="privacy"),
    path("kamus/", home.words, name="glossary"),
    path("formulir-kosong.pdf", home.blank_form, name="blank_form"),
    path("periksa/", home.verify, name="verify"),
    path("periksa/<str:code>/", home.verify, name="verify_code"),
    path("lapor/", matter.KnownStep.as_view(), name="report_known"),
    path("lapor/daerah/", matter.AreaStep.as_view(), name="report_area"),
    path("lapor/batas/", matter.LimitPage.as_view(), name="report_limit"),
    path("lapor/kejadian/", matter.EventStep.as_view(), name="report_event"),
    path("lapor/cerita/", matter.StoryStep.as_view(), name="report_story"),
    path("lapor/terlapor/", people.RespondentsStep.as_view(), name="report_respondents"),
    path("lapor/saksi/", people.WitnessesStep.as_view(), name="report_witnesses"),
    path("lapor/bukti/", evidence.FilesStep.as_view(), name="report_files"),
    path("lapor/pelapor/", people.ReporterStep.as_view(), name="report_reporter"),
    path("lapor/kuasa/", people.RepresentativeStep.as_view(), name="report_representative"),
    path("lapor/periksa/", last_look.CheckStep.as_view(), name="report_check"),
    path("lapor/diterima/", sent.received, name="received"),
    path("lapor/diterima/tanda-bukti.pdf", sent.receipt_pdf, name="receipt_pdf"),
    path("lapor/lanjut/", sent.ResumeView.as_view(), name="resume"),
    path("lapor/hapus/", sent.forget, name="forget"),
    path("lacak/", tracking.track, name="track"),
    path("lacak/jadwal.ics", tracking.appointment, name="appointment"),
    path("lacak/lengkapi/", tracking.complete, name="complete"),
]
