"""The administrator's screens: who comes in, what they do, what a wrong input gets."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from saksama import people
from saksama.people.models import Account, Duty, Role
from saksama.people.testing import HERE, Cast, client_of

SCREENS = ("people", "add_person", "person", "reset_login")


@pytest.fixture(name="desk")
def _desk(cast: Cast) -> Client:
    return client_of(cast.administrator)


def path_of(screen: str, account: Account) -> str:
    return reverse(screen, args=[account.pk] if screen in {"person", "reset_login"} else [])


@pytest.mark.parametrize("screen", SCREENS)
def test_administrator_opens_every_screen(desk: Client, cast: Cast, screen: str) -> None:
    assert desk.get(path_of(screen, cast.officer)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_nobody_else_knows_the_screens_exist(cast: Cast, screen: str) -> None:
    for name, somebody in cast.everybody().items():
        if name in {"administrator", "visitor"}:
            continue
        assert client_of(somebody).get(path_of(screen, cast.officer)).status_code == 404, name


@pytest.mark.parametrize("screen", SCREENS)
def test_visitor_is_sent_to_log_in_and_comes_back(cast: Cast, screen: str) -> None:
    path = path_of(screen, cast.officer)
    assert Client().get(path)["Location"] == f"{reverse('account_login')}?next={path}"


def test_person_of_another_area_does_not_exist_here(desk: Client, cast: Cast) -> None:
    for stranger in (cast.neighbour, cast.province_viewer):
        assert desk.get(reverse("person", args=[stranger.pk])).status_code == 404
        assert desk.post(reverse("reset_login", args=[stranger.pk])).status_code == 404
        assert desk.post(reverse("add_duty", args=[stranger.pk])).status_code == 404


def test_duty_of_another_area_cannot_be_ended_here(desk: Client, cast: Cast) -> None:
    elsewhere = Duty.objects.create(
        account=cast.officer,
        role=Role.VIEWER,
        office_id="64.01",
        area_code="64.01",
        starts_on=date(2024, 1, 1),
    )
    path = reverse("end_duty", args=[cast.officer.pk, elsewhere.pk])
    assert desk.post(path, {"segera": "1"}).status_code == 404


def test_adding_a_person_shows_the_password_once(desk: Client, cast: Cast) -> None:
    wanted = {"name": "PTPS Dua", "role": "ptps", "office": "64.02.06", "starts_on": "2026-01-01"}
    page = desk.post(reverse("add_person"), wanted)
    account = Account.objects.get(name="PTPS Dua")
    assert account.code == "64.02.06-ptps-2"
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert account.code in page.content.decode()


def test_faulty_input_says_what_is_wrong_and_keeps_what_was_typed(desk: Client) -> None:
    wanted = {"name": "PTPS Dua", "role": "ptps", "office": "64.99", "starts_on": "2026-01-01"}
    page = desk.post(reverse("add_person"), wanted)
    assert page.status_code == 422
    assert "Tidak ada kantor 64.99" in page.content.decode()
    assert "PTPS Dua" in page.content.decode()
    assert not Account.objects.filter(name="PTPS Dua").exists()


def test_giving_and_ending_a_duty(desk: Client, cast: Cast) -> None:
    wanted = {"role": "viewer", "office": HERE, "starts_on": "2026-01-01"}
    assert desk.post(reverse("add_duty", args=[cast.ptps.pk]), wanted).status_code == 302
    duty = cast.ptps.duties.get(role="viewer")
    path = reverse("end_duty", args=[cast.ptps.pk, duty.pk])
    assert desk.post(path, {"last_day": ""}).status_code == 422
    assert desk.post(path, {"last_day": "2020-01-01"}).status_code == 422
    assert desk.post(path, {"last_day": "2999-12-31"}).status_code == 302
    assert desk.post(path, {"segera": "1"}).status_code == 302
    duty.refresh_from_db()
    assert duty.withdrawn_at is not None


def test_a_second_same_duty_is_refused_on_the_same_page(desk: Client, cast: Cast) -> None:
    wanted = {"role": "case_officer", "office": HERE, "starts_on": "2026-01-01"}
    page = desk.post(reverse("add_duty", args=[cast.officer.pk]), wanted)
    assert page.status_code == 422
    assert "sudah memegang tugas ini" in page.content.decode()


def test_reset_shows_a_password_that_works_once(desk: Client, cast: Cast) -> None:
    page = desk.post(reverse("reset_login", args=[cast.officer.pk])).content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.must_change_password
    assert cast.officer.code in page


def test_own_reset_is_refused_with_the_way_to_go(desk: Client, cast: Cast) -> None:
    page = desk.post(reverse("reset_login", args=[cast.administrator.pk]))
    assert page.status_code == 409
    assert "administrator lain" in page.content.decode()


def test_account_without_a_duty_is_told_so(cast: Cast) -> None:
    page = client_of(cast.former_officer).get(reverse("own_account")).content.decode()
    assert "Saat ini Anda tidak memegang tugas" in page


def test_head_of_the_page_says_who_is_logged_in_and_offers_the_way_out(desk: Client, cast: Cast) -> None:
    page = desk.get(reverse("own_account")).content.decode()
    assert "Bawaslu Kabupaten Kutai Kartanegara" in page
    assert reverse("people") in page
    assert reverse("people") not in client_of(cast.officer).get(reverse("own_account")).content.decode()


def test_english_is_complete(desk: Client, cast: Cast) -> None:
    desk.cookies["bahasa"] = "en"
    page = desk.get(reverse("person", args=[cast.officer.pk])).content.decode()
    assert "Give another duty" in page
    assert "Case officer" in page


@pytest.mark.rules
def test_every_text_has_its_indonesian() -> None:
    catalogue = Path(people.__file__).parent / "locale/id/LC_MESSAGES/django.po"
    _head, *entries = catalogue.read_text(encoding="utf-8").split("\n\n")
    assert len(entries) > 150
    assert [entry for entry in entries if 'msgstr ""' in entry or "fuzzy" in entry] == []
