"""After a whole case, the reporter's name stands in clear only where the form warned and she left it.

She types it as her name, into the story, into the name of two files, and it stands inside the picture of her
identity card. Then tables, files, logs, sessions, cache and temporary files are searched, packed ones opened.
"""

import io
import logging
import secrets
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.browser import traces
from tests.browser.hands import picture
from tests.browser.hours import Clock
from tests.browser.story import Office, Reporter

from saksama.cases.models import Case
from saksama.cases.testing import Scene

pytestmark = pytest.mark.browser
WORDS = "cases_words"


@pytest.fixture
def word() -> str:
    """A word that stands nowhere else in the world, new each time: what is deleted lingers in free pages."""
    return "Qo" + "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(6))


@pytest.fixture
def logged(caplog: Any, capfd: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Everything said since: log records of all levels, and both outputs. Temporary files go to a folder of ours."""
    caplog.set_level(logging.DEBUG)
    for name in ("asyncio", "PIL"):
        logging.getLogger(name).setLevel(logging.INFO)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = []

    def read() -> str:
        kept.extend(capfd.readouterr())
        return "\n".join([caplog.text, *kept])

    return read


def card(name: str) -> dict[str, Any]:
    """A photo of an identity card that says the name in its text, its EXIF data and its file name."""
    text, exif, data = PngInfo(), Image.Exif(), io.BytesIO()
    text.add_text("Author", name)
    text.add_text("Comment", f"KTP {name} " * 20, zip=True)
    exif[0x010E] = name
    Image.new("RGB", (64, 40), (200, 40, 60)).save(data, "PNG", pnginfo=text, exif=exif)
    return {"name": f"KTP {name}.png", "mimeType": "image/png", "buffer": data.getvalue()}


def reporter_named(sit_down: Any, word: str) -> Reporter:
    name = f"Zubaidah {word}"
    reporter = Reporter(sit_down, name=name, what=f"Saya, {name}, melihat amplop dibagikan.", card=card(name))
    reporter.photos.append(picture(f"foto {name}.jpg", 10, comment=name.encode()))
    return reporter


def is_warned(reporter: Reporter) -> bool:
    """Is she asked whether the text may stay as it is?"""
    return bool(reporter.phone.page.locator("[name=keep_identity]").count())


def columns(word: str) -> set[str]:
    """Columns of the database with the word, the many tables of the search's words as one."""
    found = traces.columns_with(word)
    return {WORDS if table.startswith(WORDS) else f"{table}.{column}" for table, column in found}


def everything_else(word: str, said: str) -> dict[str, set[str]]:
    """As told, without the file of the database itself, whose tables are searched apart."""
    found = traces.places_with(word, logged=said)
    others = {name for name in found.pop("files", set()) if "sqlite3" not in name}
    return found | ({"files": others} if others else {})


def looks_at_everything(office: Office, word: str) -> None:
    """An officer reveals the identity, looks at each file, searches by name, and takes the papers."""
    case, officer = office.case, office.officer
    party = case.parties.get(role="reporter")
    officer.open(f"/meja/perkara/{case.pk}/pihak/{party.pk}/buka/")
    officer.page.locator("[name=ground]").first.check()
    officer.write(note=f"Menghubungi {word}.").press()
    assert officer.sees(word)
    request = officer.context.request
    for file in case.files.all():
        seen = request.get(f"/meja/perkara/{case.pk}/berkas/{file.pk}/")
        assert seen.ok
        assert not traces.holds(word, seen.body())  # built anew, without what the camera wrote into it
    officer.open("/meja/cari/").write(q=f"zubaidah {word}").press("main form button")
    assert officer.page.locator(f'main a[href*="{case.pk}"]').count()
    for kind in ("receipt", "shortcomings"):
        assert not traces.holds(word, request.get(f"/meja/perkara/{case.pk}/dokumen/{kind}.pdf").body())


def test_the_search_finds_the_word_however_it_is_packed(word: str) -> None:
    assert [traces.holds(word, hidden) for hidden in traces.packed(word)] == [True] * 6
    assert traces.holds(word, card(word)["buffer"])
    assert not traces.holds(word, picture("amplop.jpg")["buffer"])


def test_a_name_left_in_the_story_stands_there_and_nowhere_else(
    sit_down: Any, stage: Scene, hour: Clock, word: str, logged: Any
) -> None:
    hour.move_to(4, 20, 10)
    reporter = reporter_named(sit_down, word)
    reporter.begins_a_report()
    reporter.goes_on_with_another_phone()
    reporter.comes_to_the_last_look()
    assert columns(word) == set()  # the draft
    assert is_warned(reporter)
    reporter.phone.write(is_true=True).press()
    assert reporter.phone.faults() == ["keep_identity"]
    case = reporter.sends(keep_identity=True)
    reporter.tracks(due="5 November 2024")

    hour.move_to(5, 8)
    office = Office(sit_down, stage, case)
    office.finds_one_item_missing()
    looks_at_everything(office, word)
    reporter.tracks(due="6 November 2024")
    hour.move_to(6, 8)
    reporter.completes()
    hour.move_to(7, 9)
    office.finds_it_complete_and_registers()
    office.summons_the_witness(day=8)
    hour.move_to(8, 10)
    office.hears_the_witness()
    office.decides_on_both()
    office.forwards_tells_and_closes()
    reporter.reads_the_end(case)

    assert columns(word) == {"cases_case.what", WORDS}
    assert everything_else(word, logged()) == {}
    assert not traces.holds(word, traces.kept_by(reporter.phone.context))
    assert not traces.holds(word, traces.kept_by(office.officer.context))


def test_a_name_taken_out_of_the_story_stands_nowhere(
    sit_down: Any, stage: Scene, hour: Clock, word: str, logged: Any
) -> None:
    hour.move_to(4, 20, 10)
    reporter = reporter_named(sit_down, word)
    reporter.begins_a_report()
    reporter.comes_to_the_last_look()
    assert is_warned(reporter)
    reporter.phone.follow("/lapor/cerita/").write(what="Saya melihat amplop dibagikan.").press()
    assert reporter.phone.path == "/lapor/periksa/"
    assert not is_warned(reporter)
    case: Case = reporter.sends()
    hour.move_to(5, 8)
    office = Office(sit_down, stage, case)
    office.finds_one_item_missing()
    looks_at_everything(office, word)

    assert columns(word) == set()
    checkpoint()
    assert traces.places_with(word, logged=logged()) == {}


def checkpoint() -> None:
    """Bring what SQLite still keeps beside the database into its file, so that the file is searched whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
