"""Routes of neutrality, below ``/meja/``; named inside the casework room."""

from django.urls import path

from saksama.cases.neutrality import views

urlpatterns = [
    path("netralitas/", views.neutrality, name="neutrality"),
    path("netralitas/angka.xlsx", views.neutrality_xlsx, name="neutrality_xlsx"),
    path("netralitas/tabel-sanksi/", views.sanction_table, name="neutrality_table"),
    path("netralitas/berulang/", views.repeats, name="neutrality_repeats"),
    path("netralitas/surat/", views.reminders, name="neutrality_letters"),
    path("netralitas/surat/<uuid:pk>.pdf", views.reminder, name="neutrality_letter"),
    path("perkara/<uuid:pk>/netralitas/<int:party>/", views.sheet, name="neutrality_sheet"),
    path("perkara/<uuid:pk>/netralitas/<int:party>/<slug:what>/", views.write, name="neutrality_write"),
    path(
        "perkara/<uuid:pk>/netralitas/<int:party>/perbuatan/<int:conduct>/",
        views.drop,
        name="neutrality_drop",
    ),
]
