"""Routes of acts between two kinds of work, below /meja/."""

from django.urls import path

from saksama.bridges import views

app_name = "bridges"

urlpatterns = [path("tps/kejadian/<int:pk>/teruskan/", views.incident, name="incident")]
