from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from saksama.pages.gallery import sample_form

pytestmark = pytest.mark.rules
ERRORS = ["bad_request", "forbidden", "not_found", "server_error", "expired_form", "busy"]


def drawn(template: str, request=None, **context: object) -> str:
    return render_to_string(template, context, request=request or RequestFactory().get("/"))


@pytest.mark.parametrize("template", ["pages/citizen.html", "pages/desk.html", "pages/desk_rail.html"])
def test_a_page_draws_with_no_context_at_all(template: str) -> None:
    html = drawn(template)
    assert '<html lang="id" data-theme="auto">' in html
    assert 'id="content"' in html


def test_the_look_follows_the_cookie_and_ignores_nonsense() -> None:
    for wish, look in (("dark", "dark"), ("light", "light"), ('"><script>', "auto")):
        request = RequestFactory().get("/")
        request.COOKIES["theme"] = wish
        assert f'data-theme="{look}"' in drawn("pages/citizen.html", request)


@pytest.mark.parametrize("template", ["pages/citizen.html", "pages/desk.html"])
def test_the_example_says_so_on_every_page_with_its_day(template: str) -> None:
    html = drawn(template, demo={"on": date(2024, 11, 9), "sample": True})
    assert "CONTOH" in html
    assert "Sabtu, 9 November 2024" in html


@pytest.mark.parametrize("template", ["pages/citizen.html", "pages/desk.html"])
def test_a_real_office_shows_no_mark_of_an_example(template: str) -> None:
    assert "CONTOH" not in drawn(template, demo=None)


def test_a_question_keeps_its_place_its_faults_and_its_code() -> None:
    html = drawn(
        "pages/question.html", question="Kapan?", step=2, steps=8, form=sample_form("faulty"),
        back_url="/lapor/", resume_code="K7MX-2QDT-9F",
    )  # fmt: skip
    assert "<title>Galat: Kapan? · Saksama</title>" in html
    assert "Langkah 2 dari 8" in html
    assert html.count("pages-progress__done") == 2
    assert 'enctype="multipart/form-data"' in html
    assert "K7MX-2QDT-9F" in html
    assert "csrfmiddlewaretoken" in html
    assert "data-quick-exit" in html


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_page_says_what_to_do(kind: str) -> None:
    html = drawn("pages/error.html", kind=kind, code=500)
    assert "Ke halaman depan" in html
    assert "<h1></h1>" not in html


def test_the_page_for_a_broken_server_needs_nothing() -> None:
    html = render_to_string("500.html")
    assert "Kesalahan ada pada kami" in html
    assert "Traceback" not in html


def test_staff_search_by_post_so_that_names_stay_out_of_addresses() -> None:
    html = drawn("pages/desk.html", search_url="/meja/cari/")
    assert '<form class="pages-find" method="post" action="/meja/cari/"' in html


def test_htmx_may_not_evaluate_code() -> None:
    assert '"allowEval":false' in drawn("pages/desk.html")


def test_english_has_every_word(in_english) -> None:
    html = drawn("pages/citizen.html", demo={"on": date(2024, 11, 9), "sample": True})
    assert "EXAMPLE" in html
    assert '<html lang="en"' in html
