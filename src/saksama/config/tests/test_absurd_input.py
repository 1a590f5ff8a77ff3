"""No address and no field brings a page down: NUL, numbers of five thousand figures, figures of other scripts.

PostgreSQL refuses NUL in a text and Python a number of so many figures, each by an error of its own.
"""

import pytest
from django.test import Client

from saksama.cases import operations as acts
from saksama.cases.testing import scene, wita
from saksama.config import clock
from saksama.people.testing import client_of
from saksama.site import queries

pytestmark = pytest.mark.django_db

ENDLESS = "9" * 5000
LONG = "9" * 30
ONCE = "00000000-0000-0000-0000-000000000001"


@pytest.fixture
def stage(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: wita(4))
    return scene()


def is_answered(response):
    return response.status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/kantor/?regency=%00", "/kantor/?province=%00", "/periksa/%00/", "/lapor/?known_on=%00",
        f"/lapor/terlapor/?place={ENDLESS}", "/masuk/?next=%00",
    ],
)  # fmt: skip
def test_a_citizens_address(stage, address):
    assert is_answered(Client().get(address))


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/lacak/", {"code": "\0"}),
        ("/lapor/lanjut/", {"code": "\0" * 12}),
        ("/lapor/lanjut/", {"code": "١" * 12}),
        ("/periksa/", {"code": "\0"}),
        ("/lapor/terlapor/", {"remove": ENDLESS}),
        ("/lapor/terlapor/", {"place": ENDLESS, "name": "x"}),
        ("/lapor/bukti/", {"remove": "\0"}),
        ("/lapor/", {"known_on_0": ENDLESS, "known_on_1": ENDLESS, "known_on_2": ENDLESS}),
        ("/lapor/", {"known_on_0": "٣", "known_on_1": "²", "known_on_2": "٢٠٢٤"}),
        ("/lapor/", {"known_on": "0001-01-01"}),
        ("/lapor/", {"known_on": "2024-11-04\0"}),
        ("/masuk/", {"login": "\0abc", "password": "x\0"}),
    ],
)
def test_a_citizens_form(stage, address, typed):
    assert is_answered(Client().post(address, typed))


def test_the_choice_of_a_regency(stage, monkeypatch):
    monkeypatch.setattr(queries, "home_office", lambda at: None)
    for typed in ({"province": "\0"}, {"province": "64", "regency": "\0"}):
        assert is_answered(Client().post("/lapor/daerah/", typed))


def test_the_place_of_a_respondent_in_a_draft(stage):
    phone = Client()
    phone.post("/lapor/", {"quick": "today"})
    phone.post("/lapor/kejadian/", {"unsure_day": "on", "area": "64.02", "where_text": "x"})
    phone.post("/lapor/cerita/", {"title": "t", "what": "w"})
    assert phone.get(f"/lapor/terlapor/?place={ENDLESS}").status_code == 200
    assert is_answered(phone.post("/lapor/terlapor/", {"remove": ENDLESS}))


def test_the_version_sent_with_a_completion(stage):
    received = stage.report()
    checks = stage.checks(received.case, evidence="Foto belum ada.")
    acts.conclude_initial_study(
        received.case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(4)
    )
    acts.notify_shortcomings(received.case, channel="sms", actor=stage.officer, at=wita(4))
    typed = {"code": received.tracking_code, "version": ENDLESS, "told": "Ini."}
    assert is_answered(Client().post("/lacak/lengkapi/", typed))


@pytest.mark.parametrize("who", ["officer", "administrator", "chair"])
def test_a_desks_address(stage, who):
    person = client_of(getattr(stage.cast, who))
    for address in (
        "?on=%00", f"?on={ENDLESS}", f"perkara/?halaman={ENDLESS}", "perkara/?dari=%00&keadaan=%00&pemegang=%00",
        "petugas/?q=%00", f"petugas/?q={'a+' * 2000}", f"petugas/?halaman={ENDLESS}", f"petugas/{LONG}/",
        f"jurnal/?sebelum={LONG[:18]}", f"jurnal/?sebelum={ENDLESS}", "rekap/?on=%00", "register/?dari=%00",
        f"pelimpahan/?halaman={ENDLESS}", f"pengawasan/?halaman={ENDLESS}", "kalender/%00/",
        f"kalender/?tahun={ENDLESS}", "catat/batas/?known_on=%00", f"catat/laporan/?known_on={ENDLESS}",
    ):  # fmt: skip
        assert is_answered(person.get(f"/meja/{address}")), address


def test_addresses_below_a_case(stage):
    case, officer = stage.registered(), client_of(stage.cast.officer)
    for number in (LONG, ENDLESS, "%00"):
        for address in (
            f"dokumen/invitation.pdf?nomor={number}",
            f"berkas/{number}/",
            f"pihak/{number}/buka/",
        ):
            assert officer.get(f"/meja/perkara/{case.pk}/{address}").status_code == 404, address


def test_forms_of_a_case(stage):
    case, officer = stage.registered(), client_of(stage.cast.officer)
    act = f"/meja/perkara/{case.pk}/tindakan/invite_to_clarify/"
    for typed in (
        {"version": ENDLESS},
        {"version": "٣", "once": "\0"},
        *({"version": str(case.version), "once": ONCE, "party": value} for value in (LONG, ENDLESS, "\0")),
    ):
        assert is_answered(officer.post(act, typed))


def test_forms_that_open_a_case_and_the_search(stage):
    officer = client_of(stage.cast.officer)
    nul = dict.fromkeys(("office", "event", "area", "once", "title", "what", "known_on", "q"), "\0")
    for address in ("catat/laporan/", "catat/informasi/", "pengawasan/baru/", "cari/"):
        assert is_answered(officer.post(f"/meja/{address}", nul)), address


def test_the_language_switch_leads_to_no_other_site(stage):
    answer = Client().post("/bahasa/setlang/", {"language": "\0", "next": "https://jahat.example/"})
    assert "jahat" not in answer["Location"]
