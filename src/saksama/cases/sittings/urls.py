"""Routes of the plenary, below ``/meja/``; named inside the casework room."""

from django.urls import path

from saksama.cases.sittings import views

urlpatterns = [
    path("pleno/", views.sittings, name="sittings"),
    path("pleno/baru/", views.new, name="sitting_new"),
    path("pleno/<uuid:pk>/", views.sitting, name="sitting"),
    path("pleno/<uuid:pk>/agenda/<int:item>/", views.take_off, name="sitting_item"),
    path("pleno/<uuid:pk>/berita-acara/", views.issue, name="sitting_issue"),
    path("pleno/<uuid:pk>/berita-acara.<slug:file>", views.preview, name="sitting_minutes"),
    path("pleno/<uuid:pk>/berita-acara/<uuid:document>/", views.issued, name="sitting_issued"),
    path("pleno/<uuid:pk>/<slug:act>/", views.act, name="sitting_act"),
]
