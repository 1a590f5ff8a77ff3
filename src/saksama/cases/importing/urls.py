"""Routes of bringing a register over."""

from django.urls import path

from saksama.cases.importing import views

urlpatterns = [
    path("impor/", views.tables, name="imports"),
    path("impor/<uuid:pk>/", views.table, name="import"),
    path("impor/<uuid:pk>/mulai/", views.begin, name="import_begin"),
    path("impor/<uuid:pk>/lanjut/", views.go_on, name="import_go_on"),
    path("impor/<uuid:pk>/buang/", views.discard, name="import_discard"),
    path("impor/<uuid:pk>/perbaiki.xlsx", views.bad_rows, name="import_bad_rows"),
]
