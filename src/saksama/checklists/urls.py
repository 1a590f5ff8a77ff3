"""Routes: the doors of the field (keys, no log-in), and the staff's pages below /meja/."""

from django.urls import path

from saksama.checklists.views import openrosa

app_name = "checklists"

_KEY = "kunci/<str:key>/<slug:event>/"

urlpatterns = [
    path(_KEY + "formList", openrosa.form_list, name="openrosa_list"),
    path(_KEY + "forms/<str:code>.xml", openrosa.form, name="openrosa_form"),
    path(_KEY + "forms/<str:code>/manifest", openrosa.manifest, name="openrosa_manifest"),
    path(_KEY + "forms/<str:code>/attachments/<str:name>", openrosa.media, name="openrosa_media"),
    path(_KEY + "submission", openrosa.submission, name="openrosa_submission"),
]
