"""What was typed is kept when it cannot be taken: a locked database, an ended log-in, a form that waited too long."""

import re
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from saksama.cases.models import Case
from saksama.cases.testing import scene, wita
from saksama.config import clock
from saksama.people.testing import client_of

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
STORY = "Baris satu\nbaris dua & <tiga>"


@pytest.fixture
def stage(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: wita(4))
    return scene()


def fields_of(page):
    """Name and content of the hidden fields, as a browser would send them."""
    found = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    return {
        name: value.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") for name, value in found
    }


def correction(case, client):
    """What an officer would send to correct the facts of a case."""
    form = client.get(reverse("cases:act", args=[case.pk, "correct_facts"])).context["form"]
    return {
        "version": case.version, "once": str(form["once"].value()), "title": "Judul baru", "what": STORY,
        "reason": "Salah ketik.", "where_text": "", "area": "", "occurred_on": "", "known_on": "",
    }  # fmt: skip


def test_an_officer_whose_log_in_has_ended_keeps_the_text_and_sends_it_after_logging_in(stage):
    case, browser = stage.report().case, client_of(stage.cast.officer)
    address, typed = reverse("cases:act", args=[case.pk, "correct_facts"]), correction(case, browser)
    browser.logout()
    answer = browser.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert reverse("account_login") in page
    assert fields_of(page)["what"] == STORY
    assert "no-store" in answer["Cache-Control"]
    assert client_of(stage.cast.officer).post(address, fields_of(page)).status_code == 302
    assert Case.objects.get().title == "Judul baru"


def test_a_locked_database_gives_an_officer_the_text_back(stage):
    case, browser = stage.report().case, client_of(stage.cast.officer)
    address, typed = reverse("cases:act", args=[case.pk, "correct_facts"]), correction(case, browser)
    locked = OperationalError("database is locked")
    with mock.patch("saksama.cases.operations.acting.record", side_effect=locked):
        answer = browser.post(address, typed)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert fields_of(page)["what"] == STORY
    assert "Traceback" not in page
    assert browser.post(address, fields_of(page)).status_code == 302


def test_a_page_that_only_reads_offers_to_try_again(stage):
    browser = client_of(stage.cast.officer)
    with mock.patch("saksama.desk.views.today.desk_of", side_effect=OperationalError("database is locked")):
        answer = browser.get("/meja/?on=2024-11-04")
    assert answer.status_code == 503
    assert 'href="/meja/?on=2024-11-04"' in answer.content.decode()


@pytest.mark.parametrize(
    ("origin", "is_kept"), [(HERE, True), ({"HTTP_ORIGIN": "https://jahat.example"}, False), ({}, False)]
)
def test_a_form_that_waited_too_long_is_kept_only_when_it_came_from_here(stage, origin, is_kept):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/lapor/cerita/", {"title": "Judul", "what": STORY}, **origin)
    assert answer.status_code == 403
    assert (fields_of(answer.content.decode()).get("what") == STORY) == is_kept


def test_a_kept_form_can_be_sent_with_its_new_token(stage):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/lacak/", {"code": "QF48-TN62-MWP0"}, **HERE).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    again = strict.post("/lacak/", {**fields_of(page), "csrfmiddlewaretoken": token}, **HERE)
    assert again.status_code == 200


def test_a_password_is_never_written_into_a_page(stage):
    secret = "tujuh kura kura di kolam"
    pages = [
        Client(enforce_csrf_checks=True).post("/masuk/", {"login": "a", "password": secret}, **HERE),
        Client().post("/akun/sandi/", {"oldpassword": secret, "password1": secret, "password2": secret}),
    ]
    for page in pages:
        assert page.status_code in (302, 403)
        assert secret not in page.content.decode()


def test_a_form_of_megabytes_is_not_carried_along(stage):
    answer = Client().post(reverse("cases:report"), {"what": "x" * 300_000})
    assert len(answer.content) < 100_000
