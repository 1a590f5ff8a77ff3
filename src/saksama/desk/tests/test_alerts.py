"""The page of alerts: one's own first, acknowledged by oneself alone, of cases one may see."""

import re

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.operations.deadlines import untrue
from saksama.cases.testing import wita
from saksama.cases.tracks import deadlines as tracks
from saksama.notices.models import Alert, Beat, Channel, Deadline, Policy
from saksama.notices.operations import set_channel, sweep
from saksama.people.models import Duty
from saksama.people.testing import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned(stage):
    """A case in the officer's hands whose initial study ends on the ninth; its alerts of the eighth and ninth."""
    case = stage.report(wita(8)).case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(8))
    sweep(wita(8, 10))
    sweep(wita(9, 8))
    return case


def test_each_person_sees_the_own_alerts_with_number_reason_and_act(stage, ask, assigned):
    page = ask(stage.cast.officer, "alerts").content.decode()
    assert "1 peringatan menunggu jawaban Anda" in page
    assert assigned.number_received.split("/")[0] in page
    assert "Selesaikan kajian awal" in page
    assert "berakhir hari ini" in page
    assert "Budi Santoso" not in page
    assert "Tidak ada peringatan yang menunggu Anda" in ask(stage.cast.secretary, "alerts").content.decode()


def test_the_bell_counts_on_every_page_of_the_desk(stage, ask, assigned):
    assert '<b>1</b><span class="pages-hidden">' in ask(stage.cast.officer, "today").content.decode()
    assert "pages-bell--ringing" not in ask(stage.cast.secretary, "today").content.decode()


def test_acknowledging_is_the_persons_own(stage, stand, assigned):
    alert = Alert.objects.filter(account=stage.cast.officer).latest("pk")
    address = reverse("desk:alerts_acknowledge")
    client_of(stage.cast.chair).post(address, {"alert": alert.pk})
    alert.refresh_from_db()
    assert alert.acknowledged_at is None
    said = client_of(stage.cast.officer).post(address, {"alert": [alert.pk, "x", "9" * 40]}, follow=True)
    assert "1 peringatan ditanggapi." in said.content.decode()
    alert.refresh_from_db()
    assert alert.acknowledged_at == wita(9, 10)


def test_opening_is_noted_and_leads_to_the_case(stage, stand, assigned):
    alert = Alert.objects.filter(account=stage.cast.officer).latest("pk")
    address = reverse("desk:alert", args=[alert.pk])
    assert client_of(stage.cast.chair).get(address).status_code == 404
    answer = client_of(stage.cast.officer).get(address)
    assert answer["Location"] == reverse("cases:case", args=[assigned.pk])
    alert.refresh_from_db()
    assert alert.opened_at == wita(9, 10)
    assert client_of(stage.cast.officer).get("/meja/peringatan/99999999999999999999/").status_code == 404


def test_who_leads_sees_what_others_have_not_answered(stage, ask, assigned):
    page = ask(stage.cast.chair, "alerts").content.decode()
    assert "Belum ditanggapi petugas lain" in page
    assert "Petugas Satu" in page
    assert "Belum ditanggapi petugas lain" not in ask(stage.cast.officer, "alerts").content.decode()


def test_an_alert_of_a_case_that_is_out_of_sight_now_is_not_shown(stage, ask, assigned):
    Duty.objects.filter(account=stage.cast.officer).update(area_code="64.01", office="64.01")
    assert "Tidak ada peringatan" in ask(stage.cast.officer, "alerts").content.decode()


def test_a_sweep_that_stands_still_is_said_on_the_page(stage, ask):
    Beat.objects.create(name="sweep", last_at=wita(1))
    assert "Pekerjaan terjadwal tidak berjalan sejak" in ask(stage.cast.pkd, "alerts").content.decode()


def test_the_open_deadlines_are_the_running_clocks_after_every_act(stage):
    """Folding every act of a whole life: study, registration, extension, decision, notice, close."""
    case = stage.registered(wita(4))
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(5, 11))
    case.refresh_from_db()
    assert untrue() == []
    acts.extend_handling(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    assert untrue() == [] == tracks.untrue()
    running = Deadline.objects.get(closed_at=None, subject_kind="case")
    police = Deadline.objects.filter(closed_at=None, subject_kind="track")
    assert {row.owner for row in police} == {
        stage.cast.officer
    }  # hour and day clocks of Gakkumdu follow the case
    assert (running.step, running.owner) == ("extended_handling", stage.cast.officer)
    assert running.reference.startswith("001/Reg/")
    acts.stop_case(case, reason="Dicabut.", actor=stage.chair, at=wita(7))
    assert untrue() == [] == tracks.untrue()
    assert {row.step for row in Deadline.objects.filter(closed_at=None)} <= {"status_notice"}


# --- addresses, feed, plan -----------------------------------------------------------------------------


def post(account, name, *args, **typed):
    return client_of(account).post(reverse(f"desk:{name}", args=args), typed, follow=True)


def test_a_person_sets_and_removes_the_own_addresses_and_what_was_typed_wrong_stays(stage, ask, settings):
    settings.ALERTS_MAILER = "mailto://127.0.0.1:9?from=saksama@example.org"
    officer = stage.cast.officer
    assert "belum menyiapkannya" in ask(officer, "alert_ways").content.decode()  # no bot, no webhook hosts
    refused = post(officer, "alert_way", "simpan", kind="email", address="bukan alamat")
    assert refused.status_code == 422
    assert "Ini bukan alamat surel." in refused.content.decode()
    assert 'value="bukan alamat"' in refused.content.decode()
    assert (
        "petugas@example.org"
        in post(officer, "alert_way", "simpan", kind="email", address="petugas@example.org").content.decode()
    )
    assert "petugas@example.org" not in ask(stage.cast.chair, "alert_ways").content.decode()
    assert "tidak dapat dikirim" in post(officer, "alert_way", "coba", kind="email").content.decode()
    assert "Dihapus." in post(officer, "alert_way", "hapus", kind="email").content.decode()
    assert post(officer, "alert_way", "simpan", kind="gotify", address="x").status_code == 404
    assert post(officer, "alert_way", "lain").status_code == 404


def test_the_key_of_a_webhook_is_shown_once(stage, ask, settings):
    settings.ALERTS_WEBHOOK_HOSTS = ["kabar.example.org"]
    page = post(
        stage.cast.officer, "alert_way", "simpan", kind="webhook", address="https://kabar.example.org/"
    )
    secret = Channel.objects.get().secret
    assert secret in page.content.decode()
    assert secret not in ask(stage.cast.officer, "alert_ways").content.decode()


def test_the_feed_opens_without_a_log_in_by_its_address_alone(stage, ask, assigned, client):
    page = post(stage.cast.officer, "alert_way", "umpan").content.decode()
    address = re.search(r"http://testserver(/meja/umpan/[\w-]+\.ics)", page)[1]
    feed = client.get(address)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in feed["Cache-Control"]
    text = feed.content.decode()
    assert "Kajian awal" in text
    assert "Budi" not in text
    assert "Siti" not in text
    assert client.get("/meja/umpan/" + "a" * 43 + ".ics").status_code == 404
    post(stage.cast.officer, "alert_way", "cabut-umpan")
    assert client.get(address).status_code == 404


def test_whoever_leads_reminds_by_the_own_telephone_and_notes_it(stage, ask, assigned):
    set_channel(stage.cast.officer, "whatsapp", "0812 3456 7890", at=wita(8))
    page = ask(stage.cast.chair, "alerts").content.decode()
    assert "https://wa.me/6281234567890?text=" in page
    alert = Alert.objects.filter(account=stage.cast.officer).latest("pk")
    assert post(stage.cast.officer, "alert_sent_by_hand", alert.pk).status_code == 404
    noted = post(stage.cast.chair, "alert_sent_by_hand", alert.pk, note="centang dua").content.decode()
    assert "diingatkan oleh Ketua" in noted
    assert "centang dua" in noted
    assert "sudah mengirim" in post(stage.cast.chair, "alert_sent_by_hand", alert.pk).content.decode()


def test_the_plan_of_an_office_is_tried_saved_and_refused_where_it_would_be_silent(stage, ask):
    chair = stage.cast.chair
    assert "Rencana bawaan program" in ask(chair, "alert_plan").content.decode()
    assert ask(stage.cast.officer, "alert_plan").status_code in {403, 404}
    plan = {"opens": "07.30", "closes": "17.00", "climb_hours": "4", "who_0": "owner", "days_0": "4"}
    silent = post(chair, "alert_plan", **plan)
    assert silent.status_code == 422
    assert "tidak boleh ada yang diam" in silent.content.decode()
    assert 'value="07.30"' in silent.content.decode()
    plan |= {"who_1": "chair", "days_1": "0"}
    assert "belum disimpan" in post(chair, "alert_plan", **plan, act="preview").content.decode()
    assert not Policy.objects.exists()
    post(chair, "alert_plan", **plan)
    assert Policy.objects.get().plan["opens"] == "07:30"
    assert post(chair, "alert_plan", **plan | {"days_1": ""}).status_code == 422
