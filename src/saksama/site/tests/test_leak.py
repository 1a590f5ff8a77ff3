"""After a whole report the reporter's name stands nowhere in clear, but where the reporter left it."""

import base64
import contextlib
import io
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image

from saksama.evidence.models import SealedFile
from saksama.site.tests.conftest import MARKER

pytestmark = pytest.mark.django_db
WORD = MARKER.split()[1].lower().encode()  # one rare word is enough, in any spelling
STORY = {"cases_case"}


def layers(data: bytes, depth: int = 2) -> Iterator[bytes]:
    """The bytes, and what is packed inside them: base64 and zlib, one in the other."""
    yield data
    if depth == 0:
        return
    for start in range(4):
        try:
            yield from layers(
                base64.b64decode(data[start:].strip(), altchars=b"-_", validate=True), depth - 1
            )
        except ValueError:
            continue
    view, position = memoryview(data), data.find(b"\x78")
    while position != -1:
        # RFC 1950: the first two bytes of a zlib stream, read as one number, are a multiple of 31.
        if int.from_bytes(view[position : position + 2]) % 31 == 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(view[position:])
        position = data.find(b"\x78", position + 1)


def holds(value: object) -> bool:
    data = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    inside = base64.b64encode(MARKER.encode())[4:-4]
    return inside in data or any(WORD in layer.lower() for layer in layers(data))


def tables_with_the_name() -> set[str]:
    """Tables of the database in which a value holds the name; places have none and are passed over."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("places_"):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(holds(value) for row in cursor.fetchall() for value in row if value is not None):
                found.add(table)
    return found


def files_with_the_name() -> list[Path]:
    root = Path(settings.VAR)
    return [path for path in root.rglob("*") if path.is_file() and holds(path.read_bytes())]


def marked_card() -> io.BytesIO:
    """A photo that says the name: in its comment, and in its file name."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "JPEG", comment=MARKER.encode())
    data.seek(0)
    data.name = f"KTP {MARKER}.jpg"
    return data


def answer_all(phone, story=None) -> None:
    phone.answer_until("terlapor")
    if story:
        phone.post("/lapor/cerita/", {**phone.story, "what": story})
    phone.post("/lapor/terlapor/", phone.respondent)
    phone.post("/lapor/saksi/", {"name": f"Kerabat {MARKER}", "address": "Sebulu", "phone": ""})
    phone.post("/lapor/bukti/", {"files": marked_card()})
    phone.post("/lapor/pelapor/", {**phone.reporter, "identity_card": marked_card()})


def test_the_search_finds_the_name_when_it_is_there():
    hidden = base64.b64encode(zlib.compress(MARKER.encode()))
    assert holds(MARKER)
    assert holds(hidden)
    assert holds(b"\0\1" + zlib.compress(MARKER.encode()))
    assert not holds("Amplop")


def test_a_draft_holds_no_name_in_clear(phone):
    answer_all(phone, story=f"Saya, {MARKER}, melihatnya.")
    assert tables_with_the_name() == set()
    assert files_with_the_name() == []


def test_after_sending_the_name_stands_nowhere_in_clear(phone, caplog):
    caplog.set_level(logging.DEBUG)
    answer_all(phone)
    assert phone.send().status_code == 302
    phone.post("/lacak/", {"code": phone.get("/lapor/diterima/").context["receipt"].code})
    phone.get("/lapor/diterima/tanda-bukti.pdf")
    assert SealedFile.objects.count() == 2
    assert tables_with_the_name() == set()
    assert files_with_the_name() == []
    logged = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert not holds(logged)


def test_a_name_left_in_the_story_stands_only_in_the_story_and_its_words(phone):
    answer_all(phone, story=f"Saya, {MARKER}, melihatnya.")
    assert phone.send().status_code == 200  # warned first
    assert phone.post("/lapor/periksa/", {"is_true": "on", "keep_identity": "on"}).status_code == 302
    found = tables_with_the_name()
    assert "cases_case" in found
    assert {table for table in found if "word" not in table} == STORY
    assert files_with_the_name() == []
