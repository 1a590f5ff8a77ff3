"""Every route of the house. Rooms name their own; this file only joins them."""

from django.urls import include, path

from saksama.config import errors, health

urlpatterns = [
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("saksama.checklists.urls")),  # the doors of the field first: they are asked most
    path("", include("saksama.people.urls")),
    path("meja/", include("saksama.cases.urls")),
    path("meja/kerawanan/", include("saksama.vulnerability.urls")),
    path("", include("saksama.meetings.urls")),
    path("", include("saksama.site.urls")),
    path("meja/", include("saksama.bridges.urls")),
    path("meja/", include("saksama.situation.urls")),
    path("meja/", include("saksama.desk.urls")),
    path("bahasa/", include("django.conf.urls.i18n")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
