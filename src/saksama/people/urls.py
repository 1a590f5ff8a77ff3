"""Routes of the log-in, the own account, the administrator's screens and the example's way in.

Of allauth's views only those stand here that we want, under the names by which allauth looks for
them: nobody signs up, and no password comes by e-mail. Every route says who may open it; the
start-up check refuses one that does not.
"""

from django.urls import path

from saksama.people import log_in, views
from saksama.people.directory import views as directory

urlpatterns = [
    path("masuk/", log_in.log_in, name="account_login"),
    path("masuk/kode/", log_in.second_factor, name="mfa_authenticate"),
    path("masuk/siapkan/", views.set_up, name="account_setup"),
    path("masuk/ulang/", log_in.confirm_password, name="account_reauthenticate"),
    path("masuk/nonaktif/", log_in.barred, name="account_inactive"),
    path("keluar/", log_in.log_out, name="account_logout"),
    path("akun/", views.own_account, name="own_account"),
    path("akun/selesai/", views.set_up, name="mfa_index"),
    path("akun/sandi/", log_in.own_password, name="account_change_password"),
    path("akun/ponsel/", log_in.set_up_phone, name="mfa_activate_totp"),
    path("akun/ponsel/ganti/", log_in.change_phone, name="mfa_deactivate_totp"),
    path("akun/kode-cadangan/", log_in.see_recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/kode-cadangan/baru/", log_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/sesi/<int:pk>/akhiri/", views.end_session, name="end_session"),
    path("akun/sesi/akhiri-lain/", views.end_other_sessions, name="end_other_sessions"),
    path("meja/petugas/", views.people, name="people"),
    path("meja/petugas/tambah/", views.add_person, name="add_person"),
    path("meja/petugas/<int:pk>/", views.person, name="person"),
    path("meja/petugas/<int:pk>/tugas/", views.add_duty, name="add_duty"),
    path("meja/petugas/<int:pk>/tugas/<int:duty_pk>/akhiri/", views.end_duty, name="end_duty"),
    path("meja/petugas/<int:pk>/reset/", views.reset, name="reset_login"),
    path("meja/lembaga/", directory.directory, name="directory"),
    path("meja/lembaga/tambah/", directory.add_institution, name="add_institution"),
    path("meja/lembaga/masukkan/", directory.import_sheet, name="import_directory"),
    path("meja/lembaga/tabel-kosong.xlsx", directory.blank, name="blank_directory"),
    path("meja/lembaga/<str:code>/", directory.institution, name="institution"),
    path("meja/lembaga/<str:code>/ubah/", directory.change_institution, name="change_institution"),
    path("meja/lembaga/<str:code>/tutup/", directory.close_institution, name="close_institution"),
    path("meja/lembaga/<str:code>/jabatan/", directory.add_post, name="add_post"),
    path("meja/lembaga/<str:code>/jabatan/<int:pk>/", directory.place_person, name="place_person"),
    path("meja/lembaga/<str:code>/pejabat/<int:pk>/", directory.change_person, name="change_person"),
    path("contoh/masuk/<str:token>/", views.demo, name="demo_login"),
]
