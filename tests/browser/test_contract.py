"""Payloads that @getodk/xforms-engine makes pass the contract that our generic OpenRosa client passes.

The engine runs in a browser, as it does on phones, through the adapter that phones use; no payload is written here.
Each form that ships, in both languages, and one with everything a form can ask, is published, listed, downloaded with
its media, filled, sent with its pictures, and compared with what was answered. One is then corrected in the engine's
own edit mode, with photos that the engine splits over several requests; one goes in chunks through a real server.
"""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from bench.installation import free_port
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from openpyxl import Workbook

from saksama.checklists import directory, operations, shipped, xlsforms
from saksama.checklists.models import Attachment, InstrumentVersion, Quarantine, Submission
from saksama.checklists.operations import MediaIn, Told
from saksama.checklists.testing import Field, make_field, on_the_day
from saksama.checklists.tests.openrosa_client import OpenRosaClient
from saksama.config.wsgi import application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILL = Path(__file__).with_name("fill.mjs")
CHECKOUT = Path(__file__).parents[2]
BUILT = CHECKOUT / "src/saksama/pages/static/pages/built"
ENGINE = CHECKOUT / "node_modules/@getodk/xforms-engine/dist/index.js"
MADE_BY_PHONE = {"start", "end", "today", "deviceid"}

LABELS = "label::Bahasa Indonesia (id) | label::English (en)"
SURVEY = f"""type | name | {LABELS} | calculation | relevant | constraint | parameters
start | start
end | end
begin group | keadaan | Keadaan | Situation
select_one yn | aman | Apakah aman? | Is it safe?
select_multiple alat | alat | Alat apa yang ada? | What tools are there?
rank alat | urutan | Urutkan | Put in order
begin group | dalam | Lebih dalam | Further in
decimal | lebar | Lebar pintu | Width of the door
range | nilai | Nilai | Mark | | | | start=1 end=10 step=1
end group
end group
begin repeat | saksi | Saksi | Witness
text | nama | Nama | Name
integer | umur | Umur | Age | | | . > 5
end repeat
calculate | jumlah_umur | | | sum(${{umur}})
calculate | banyak | | | count(${{saksi}})
note | catatan | Jumlah umur ${{jumlah_umur}} | Ages add up to ${{jumlah_umur}}
date | tanggal | Tanggal | Day
time | pukul | Pukul | Time
dateTime | saat | Saat | Moment
select_one_from_file wilayah.csv | wilayah | Wilayah | Area
acknowledge | paham | Saya paham | I understand
barcode | kode | Kode | Code
file | berkas | Berkas | File
image | gambar | Gambar | Picture
text | terakhir | Terakhir | Last | | ${{banyak}} > 1"""
CHOICES = f"""list_name | name | {LABELS}
yn | ya | Ya | Yes
yn | tidak | Tidak | No
alat | tinta | Tinta | Ink
alat | kotak | Kotak | Box
alat | bilik | Bilik | Booth"""
SETTINGS = """form_title | form_id | version | default_language
Segala pertanyaan | segala | 1 | Bahasa Indonesia (id)"""
AREAS = b"name,label\nw1,Tenggarong\nw2,Sebulu\n"


def workbook() -> bytes:
    book, data = Workbook(), io.BytesIO()
    assert book.active is not None
    book.remove(book.active)
    for name, text in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append([cell.strip() or None for cell in line.split("|")])
    book.save(data)
    return data.getvalue()


@pytest.fixture
def served(db: None) -> Iterator[str]:
    """Address of the web server as ``saksama serve`` starts it, on the database of the test; it starts meanwhile."""
    port = free_port()
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--blocking-threads", "4"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *words, "saksama.config.wsgi:application"],
        env={**os.environ, "DATABASE_URL": f"sqlite://{connection.settings_dict['NAME']}"},
    )
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait()


@pytest.fixture
def field(served: str) -> Field:
    """All forms that ship, and one with everything, in use for the vote."""
    made = make_field()
    for one in shipped.everything():
        _publish(made, shipped.workbook(one), Told(one.kind, one.title_en, one.needs_station), ())
    _publish(made, workbook(), Told(), [MediaIn("wilayah.csv", AREAS, "text/csv")])
    directory.forget()
    return made


def _publish(field: Field, book: bytes, told: Told, media: Any) -> None:
    form = xlsforms.read(book)
    version = operations.save_version(
        form, office=field.office.pk, told=told, actor=None, at=on_the_day(6), media=media
    )
    operations.publish(version, field.event, actor=None, at=on_the_day(6))


@pytest.fixture
def client(field: Field, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenRosaClient]:
    monkeypatch.setattr("saksama.config.clock.now", on_the_day)
    ends = (request_started, request_finished)
    for signal in ends:  # they would close the test's own connection
        signal.disconnect(close_old_connections)
    with httpx.Client(transport=httpx.WSGITransport(app=application), base_url="http://127.0.0.1") as http:
        yield OpenRosaClient(http, f"http://127.0.0.1{field.address('')}")
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def engine(browser: Any) -> Iterator[Callable[..., Any]]:
    """``engine("fillAll", "engine", jobs)``: a function of ``fill.mjs`` with our adapter, or with the engine alone."""
    files = {
        "/": ("text/html", b"<!doctype html>"),
        "/fill.mjs": ("text/javascript", FILL.read_bytes()),
        "/adapter.js": ("text/javascript", (BUILT / "field-engine.js").read_bytes()),
        "/engine.js": ("text/javascript", ENGINE.read_bytes()),
    }
    context = browser.new_context(timezone_id="Asia/Makassar", locale="id-ID")
    page = context.new_page()
    page.clock.set_fixed_time(on_the_day(8, 55))

    def serve(route: Any) -> None:
        kind, body = files.get(httpx.URL(route.request.url).path, ("text/plain", b""))
        route.fulfill(body=body, content_type=kind)

    page.route("https://engine.test/**", serve)
    page.goto("https://engine.test/")
    program = "async ([act, engine, job]) => (await import('/fill.mjs'))[act](await import(engine), job)"
    yield lambda act, script, job: page.evaluate(program, [act, script, job])
    context.close()


def test_payloads_of_the_form_engine_pass_the_contract_answer_by_answer(
    engine: Callable[..., Any], client: OpenRosaClient, served: str
) -> None:
    forms = [form for form in client.forms() if form.id != "uji-buka"]
    assert len(forms) == len(shipped.everything()) + 1
    jobs = []
    for form in forms:
        xml = client.download(form).decode()
        media = {name: data.decode() for name, data in client.media(form).items()}
        jobs += [
            {"id": form.id, "xform": xml, "media": media, "language": language, "choice": choice}
            for language, choice in (("id", 0), ("en", -1))
        ]
    everything = next(job for job in jobs if job["id"] == "segala")
    *filled, again = engine("fillAll", "/adapter.js", [*jobs, everything])
    for job, told in zip(jobs, filled, strict=True):
        passes_the_contract(client, job, told)
    corrected_in_several_requests(client, engine, everything, filled[jobs.index(everything)])
    goes_in_chunks(client, served, again)
    assert not Quarantine.objects.exclude(reason="conflict").exists()


def passes_the_contract(client: OpenRosaClient, job: dict[str, Any], told: dict[str, Any]) -> None:
    """Sent, sent again, sent with other content; kept once, as answered, with its pictures."""
    name = f"{job['id']} {job['language']}"
    assert told["problems"] == [], name
    raw = told["xml"].encode()
    files = {file: base64.b64decode(data) for file, data in told["files"].items()}
    assert client.submit(raw, files) == 1
    assert client.post(raw, {}).status_code == 201
    assert client.post(raw.replace(b"</data>", b"<x>y</x></data>"), {}).status_code == 409
    operations.read_waiting(at=on_the_day(9))
    row = Submission.objects.get(instance_id=told["instanceID"])
    assert (row.instrument.code, row.flags) == (job["id"], ""), name

    expected = {path: text for path, text in told["answers"].items() if not isinstance(text, dict)}
    pictures = {path: text["file"] for path, text in told["answers"].items() if isinstance(text, dict)}
    if job["id"] == "segala":
        expected |= {"jumlah_umur": "14", "banyak": "2"}
    kept = {path: text for path, text in row.answers.values.items() if text and path not in MADE_BY_PHONE}
    assert {path: text for path, text in kept.items() if path not in pictures} == expected, name
    hashes = dict(Attachment.objects.filter(submission=row).values_list("name", "sha256"))
    assert {path: hashes[kept[path]] for path in pictures} == {
        path: hashlib.sha256(base64.b64decode(data)).hexdigest() for path, data in pictures.items()
    }, name

    version = InstrumentVersion.objects.get(pk=row.version_id)
    for question in version.questions:
        for path, label in told["labels"].items():
            if path.replace("[1]", "").replace("[2]", "") == question["path"] and "${" not in label:
                spoken = next(
                    text for tongue, text in question["label"].items() if f"({job['language']})" in tongue
                )
                assert label == spoken or question["readonly"], json.dumps([name, path])


def corrected_in_several_requests(
    client: OpenRosaClient, engine: Callable[..., Any], job: dict[str, Any], told: dict[str, Any]
) -> None:
    """The engine corrects what was sent and splits it by what the door announces; it comes last part first."""
    most = int(client.http.head(f"{client.base}/submission").headers["x-openrosa-accept-content-length"])
    change = {"path": "terakhir", "value": "Sudah dibetulkan", "photos": ["berkas", "gambar"], "most": most}
    parts = engine("correct", "/engine.js", job | told | change)
    assert len(parts) == 2
    (raw,) = {part["xml"].encode() for part in parts}
    for part in reversed(parts):
        files = {name: base64.b64decode(data) for name, data in part["files"].items()}
        assert client.post(raw, files).status_code == 201
    operations.read_waiting(at=on_the_day(9))

    old = Submission.objects.get(instance_id=told["instanceID"])
    new = Submission.objects.get(deprecates=old.instance_id)
    assert old.superseded_by == new.instance_id
    assert (old.answers.is_current, new.answers.is_current) == (False, True)
    before, after = old.answers.values, new.answers.values
    assert {path for path in before | after if before.get(path) != after.get(path)} == {
        "terakhir", "berkas", "gambar",
    }  # fmt: skip
    assert after["terakhir"] == "Sudah dibetulkan"
    kept = dict(Attachment.objects.filter(submission=new).values_list("name", "sha256"))
    assert kept == {
        name: hashlib.sha256(base64.b64decode(data)).hexdigest()
        for part in parts
        for name, data in part["files"].items()
    }
    assert set(kept) == {after["berkas"], after["gambar"]}


def goes_in_chunks(client: OpenRosaClient, served: str, told: dict[str, Any]) -> None:
    """A chunked body with pictures, through a socket to the server that offices run."""
    files = {name: base64.b64decode(data) for name, data in told["files"].items()}
    address = f"{served}{httpx.URL(client.base).path}"
    with httpx.Client(transport=httpx.HTTPTransport(retries=20), timeout=30) as http:
        chunked = OpenRosaClient(InChunks(http), address)
        assert chunked.submit(told["xml"].encode(), files) == 1
    row = Submission.objects.get(instance_id=told["instanceID"])
    assert bytes(row.payload) == told["xml"].encode()
    assert set(Attachment.objects.filter(submission=row).values_list("name", flat=True)) == set(files)


class InChunks:
    """Sends each body in pieces of a few hundred bytes and never says how long it is."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.head = http.head

    def post(self, address: str, **more: Any) -> httpx.Response:
        whole = self.http.build_request("POST", address, **more)
        body = whole.read()
        pieces = (body[start : start + 700] for start in range(0, len(body), 700))
        headers = {name: value for name, value in whole.headers.items() if name != "content-length"}
        request = self.http.build_request("POST", address, content=pieces, headers=headers)
        assert request.headers["transfer-encoding"] == "chunked"
        return self.http.send(request)
