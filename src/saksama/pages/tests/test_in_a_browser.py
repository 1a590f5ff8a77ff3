"""The gallery in a real browser: axe finds nothing, nothing runs over the edge, the keyboard works."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.test import RequestFactory

from saksama.pages import gallery

pytestmark = [pytest.mark.browser, pytest.mark.rules]
STATIC = Path(gallery.__file__).parent / "static"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SITE = "http://pages.test"


@pytest.fixture
def drawn(page: Any) -> Any:
    """Answer every request of the page from templates and built files; no server, no database."""

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        else:
            route.fulfill(
                body=document(path.strip("/") or "gallery"), content_type="text/html; charset=utf-8"
            )

    page.route(f"{SITE}/**", answer)
    return page


def document(name: str) -> str:
    look = "dark" if name.endswith("-dark") else "light"
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = look
    context: dict[str, Any] = {
        "demo": {"on": date(2024, 11, 9), "sample": True},
        "navigation": [
            {"label": f"Bagian {number}", "url": "#", "current": number == 1} for number in range(1, 7)
        ],
        "search_url": "/cari/",
        "account": {"name": "Rahmi Adawiyah", "office": "Kab. Kutai Kartanegara", "sign_out_url": "/keluar/"},
        "office_name": "Bawaslu Kabupaten Kutai Kartanegara",
    }
    if name.startswith("question"):
        context |= {"question": "Kapan Anda mengetahui kejadian ini?", "form": gallery.sample_form("faulty")}
        return render_to_string("pages/question.html", {**context, "step": 2, "steps": 8}, request)
    return render_to_string("pages/gallery.html", {**context, **gallery.gallery_context()}, request)


@pytest.mark.parametrize(
    ("name", "width"),
    [("gallery-light", 320), ("gallery-dark", 1440), ("question-light", 768), ("question-dark", 320)],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(drawn: Any, name: str, width: int) -> None:
    drawn.set_viewport_size({"width": width, "height": 800})
    drawn.goto(f"{SITE}/{name}/")
    found = Axe().run(drawn, options={"runOnly": RULES}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert drawn.evaluate("document.documentElement.scrollWidth") <= width


def test_the_error_summary_takes_the_focus(drawn: Any) -> None:
    drawn.goto(f"{SITE}/question/")
    assert drawn.evaluate("document.activeElement.className") == "pages-error-summary"


def test_why_this_date_opens_without_a_script(browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(document("gallery"))
    closed = page.locator("#clock details:not([open])").first
    closed.locator("summary").click()
    assert page.locator("#clock details[open]").count() == 3
    context.close()


def test_the_keys_of_a_list_go_to_search_and_from_row_to_row(drawn: Any) -> None:
    drawn.goto(f"{SITE}/gallery/")
    drawn.evaluate("document.activeElement.blur()")
    drawn.keyboard.press("j")
    first = drawn.evaluate("document.activeElement.textContent")
    drawn.keyboard.press("j")
    assert first != drawn.evaluate("document.activeElement.textContent")
    drawn.keyboard.press("/")
    assert drawn.evaluate("document.activeElement.name") == "q"


def test_the_chosen_look_is_kept_in_a_cookie(drawn: Any) -> None:
    drawn.goto(f"{SITE}/gallery/")
    drawn.locator(".pages-account > summary").click()
    drawn.select_option("#pages-theme", "dark")
    assert drawn.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in drawn.evaluate("document.cookie")
    drawn.keyboard.press("Escape")
    assert drawn.locator(".pages-account[open]").count() == 0
