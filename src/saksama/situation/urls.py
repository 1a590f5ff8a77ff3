"""Routes of the day's picture, below ``/meja/``. Every view is marked with the permission that opens it."""

from django.urls import path

from saksama.situation.views import briefing, normality, releases, situation, turnout

app_name = "situation"
urlpatterns = [
    path("situasi/", situation.show, name="situation"),
    path("situasi/lapor/", situation.report, name="report"),
    path("situasi/lembar/", briefing.show, name="briefing"),
    path("situasi/lembar/<slug:shape>/", briefing.file, name="briefing_file"),
    path("situasi/angka/<slug:key>/", briefing.figure, name="figure"),
    path("situasi/wajar/", normality.show, name="normality"),
    path("partisipasi/<slug:event>/", turnout.show, name="turnout"),
    path("rilis/", releases.listed, name="releases"),
    path("rilis/konsep/", releases.draft, name="release_draft"),
    path("rilis/<uuid:pk>/", releases.show, name="release"),
    path("rilis/<uuid:pk>/siaran-pers.pdf", releases.paper, name="release_paper"),
    path("rilis/<uuid:pk>/<slug:act>/", releases.act, name="release_act"),
]
