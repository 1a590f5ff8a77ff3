"""Colours people can read, sheets that stay small, templates that keep the content security policy."""

import gzip
import json
import re
from pathlib import Path

import pytest

from saksama.pages import drawings

pytestmark = pytest.mark.rules

PAGES = Path(__file__).parents[1]
SOURCE = PAGES.parent
TOKENS = json.loads((PAGES / "assets" / "tokens.json").read_text())
TEMPLATES = sorted(
    path
    for path in SOURCE.rglob("*.html")
    if "node_modules" not in path.parts and ("templates" in path.parts or "components" in path.parts)
)
GROUNDS = ("paper", "surface", "sunken")
STATES = ("ok", "today", "late", "wait", "new", "done")


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    pairs = [(text, ground) for text in ("ink", "ink-2", "link", "link-visited") for ground in GROUNDS]
    pairs += [("on-brand", "brand"), ("on-brand", "brand-strong"), ("on-band", "band"), ("on-band-2", "band")]
    pairs += [(state, ground) for state in STATES for ground in ("paper", "surface", f"{state}-tint")]
    pairs += [("ink", f"{state}-tint") for state in STATES]
    return [
        *pairs,
        ("unsure", "surface"),
        ("unsure", "paper"),
        ("brand", "brand-tint"),
        ("ink", "brand-tint"),
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), text_pairs())
def test_text_stands_out_at_least_seven_to_one(look: str, text: str, ground: str) -> None:
    assert contrast(TOKENS[look][text], TOKENS[look][ground]) >= 7


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("mark", [*(f"{state}-mark" for state in STATES), "control", "focus"])
def test_marks_and_edges_stand_out_three_to_one(look: str, mark: str) -> None:
    for ground in ("paper", "surface"):
        assert contrast(TOKENS[look][mark], TOKENS[look][ground]) >= 3


def test_light_and_dark_define_the_same_colours() -> None:
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()


def test_every_custom_property_used_is_defined() -> None:
    own = {"state", "state-tint", "state-mark", "pages-ground", "focus-on-band"}
    known = own | TOKENS["fixed"].keys() | TOKENS["light"].keys()
    for sheet in [*PAGES.glob("assets/css/*.css"), *PAGES.glob("components/*/*.css")]:
        used = set(re.findall(r"var\(--([\w-]+)", sheet.read_text()))
        assert used <= known, sheet.name


@pytest.mark.parametrize(
    ("name", "limit"), [("citizen.css", 10), ("citizen.js", 2), ("desk.css", 16), ("desk.js", 24)]
)
def test_what_is_loaded_stays_small(name: str, limit: int) -> None:
    size = len(gzip.compress((drawings.BUILT / name).read_bytes(), 9))
    assert size <= limit * 1024, f"{name}: {size} bytes"


def test_the_citizens_sheet_loads_nothing_else() -> None:
    sheet = (drawings.BUILT / "citizen.css").read_text()
    assert "url(" not in sheet
    assert "@font-face" not in sheet


def test_the_sheets_colour_nothing_by_value_but_what_is_white_by_meaning() -> None:
    for sheet in [*PAGES.glob("assets/css/*.css"), *PAGES.glob("components/*/*.css")]:
        found = set(re.findall(r"#[0-9a-f]{3,6}\b", sheet.read_text()))
        assert found <= {"#fff", "#591d47", "#7fe3dd"}, sheet.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_template_keeps_the_content_security_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"""\sstyle\s*=\s*["']""", text), "style attribute"
    assert not re.search(r"<style[\s>]", text), "inline style sheet"
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", text), "inline script"
    assert not re.search(r"""\s(on[a-z]+|hx-on[\w:-]*)\s*=\s*["']""", text), "inline handler"
    assert "javascript:" not in text


CLASSES = re.compile(r"(?<![\w/.#-])pages-[a-z][\w-]*")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_class_a_template_names_has_a_look(path: Path) -> None:
    sheet = (drawings.BUILT / "desk.css").read_text()
    known = set(re.findall(r"\.(pages-[\w-]+)", sheet)) | {"pages-theme"}
    markup = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "\x00", path.read_text())
    named = {
        name
        for value in re.findall(r'class="([^"]*)"', markup)
        for name in CLASSES.findall(re.sub(r"\S*\x00\S*", " ", value))
    }
    assert named <= known


def test_icons_and_glyphs_are_hidden_from_readers_of_the_screen() -> None:
    assert 'aria-hidden="true"' in drawings.icon("search")
    assert 'aria-hidden="true"' in drawings.glyph("ok")


def test_every_icon_named_in_a_template_is_built() -> None:
    names = {name for path in TEMPLATES for name in re.findall(r'{%\s*icon "([\w-]+)"', path.read_text())}
    for name in names:
        drawings.icon(name)


def test_an_icon_that_is_not_built_says_what_to_do() -> None:
    with pytest.raises(Exception, match=r"icon-names\.json"):
        drawings.icon("no-such-icon")


def test_missing_built_files_name_the_command(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(drawings, "BUILT", tmp_path)
    drawings._icon_drawings.cache_clear()
    drawings.icon.cache_clear()
    try:
        with pytest.raises(Exception, match="make setup"):
            drawings.icon("search")
    finally:
        drawings._icon_drawings.cache_clear()
        drawings.icon.cache_clear()
