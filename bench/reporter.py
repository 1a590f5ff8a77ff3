"""A citizen who reports over HTTP and does not give up: sends again whatever the server did not answer.

Every answer that was given is held against the server: a step that was answered is saved, and a receipt that was
shown names a report that the office has.
"""

import hashlib
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

PATIENCE = 0.1  # seconds between two tries
LAST = "/lapor/periksa/"
STEPS = ("/lapor/", "/lapor/kejadian/", "/lapor/cerita/", "/lapor/terlapor/", "/lapor/saksi/", "/lapor/bukti/",
         "/lapor/pelapor/", LAST)  # fmt: skip


class Broken(Exception):
    """The server forgot what it had answered, or answered what no page may answer."""


class Stopped(Exception):
    """The test is over."""


@dataclass
class Sent:
    """What one citizen was told, and what was sent. ``number`` is empty until a receipt was seen."""

    mark: str
    number: str = ""
    code: str = ""
    hashes: list[str] = field(default_factory=list)
    tries: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Reporter(threading.Thread):
    """Sends one report after the other until told to stop. ``known`` holds all of them, ``faults`` what went wrong."""

    def __init__(self, name: str, address: str, seed: int, over: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.address = address
        self.draw = random.Random(seed)
        self.over = over
        self.known: list[Sent] = []
        self.faults: list[str] = []
        self.answered = 0
        self.cut = 0  # requests that got no answer
        self.place = 0

    def run(self) -> None:
        while not self.over.is_set():
            self.place += 1
            sent = Sent(f"{self.name}-{self.place}")
            self.known.append(sent)
            try:
                self._report(sent)
            except Stopped:
                return
            except Broken as fault:
                self.faults.append(f"{sent.mark}: {fault}")

    def _report(self, sent: Sent) -> None:
        # each report from an address of its own, as from a phone, so that the day's limits are not met
        number = self.draw.randrange(1 << 24)
        client_address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        with httpx.Client(
            base_url=self.address, timeout=30, headers={"X-Forwarded-For": client_address}
        ) as client:
            self._ask(lambda: client.get("/lapor/"), 200)
            files = [picture(self.draw) for _ in range(2)]
            sent.hashes = sorted(hashlib.sha256(data).hexdigest() for data in files)
            for url in STEPS:
                sent.tries += 1
                self._send(client, url, answers(url, sent.mark), files if url == "/lapor/bukti/" else [])
            page = self._ask(lambda: client.get("/lapor/diterima/"), 200).text
            sent.number, sent.code = told_by(page)
            if self.draw.random() < 0.5:  # the phone's owner presses "send" once more
                self._send(client, LAST, answers(LAST, sent.mark), [])
                again = told_by(self._ask(lambda: client.get("/lapor/diterima/"), 200).text)
                if again != (sent.number, sent.code):
                    raise Broken(f"sent again, the receipt changed from {sent.number} to {again[0]}")

    def _send(self, client: httpx.Client, url: str, data: Mapping[str, str], files: list[bytes]) -> None:
        """One answer of the form, with the same bytes at each try; the server must take us further."""
        parts = [("files", (f"foto-{place}.jpg", body, "image/jpeg")) for place, body in enumerate(files)]

        def post() -> httpx.Response:
            token = {"csrfmiddlewaretoken": client.cookies.get("csrftoken", path="/") or ""}
            return client.post(url, data={**token, **data}, files=parts or None)

        answer = self._ask(post, 302)
        if "lost" in answer.headers["location"]:
            raise Broken(f"{url}: the draft is gone")

    def _ask(self, ask: Callable[[], httpx.Response], wanted: int) -> httpx.Response:
        """Ask until there is an answer. 503 asks for patience; anything else unexpected is a fault."""
        while True:
            if self.over.is_set():
                raise Stopped
            try:
                answer = ask()
            except httpx.TransportError:
                self.cut += 1
            else:
                self.answered += 1
                if answer.status_code == wanted:
                    return answer
                if answer.status_code != 503:
                    raise Broken(f"{answer.request.method} {answer.request.url.path}: {answer.status_code}")
            time.sleep(PATIENCE)


def answers(url: str, mark: str) -> dict[str, str]:
    """What is typed on each page; ``mark`` finds the report again."""
    return {
        "/lapor/": {"known_on_0": "7", "known_on_1": "November", "known_on_2": "2024"},
        "/lapor/kejadian/": {
            "occurred_on_0": "5", "occurred_on_1": "November", "occurred_on_2": "2024", "area": "64.02.06",
            "where_text": "Halaman balai desa",
        },
        "/lapor/cerita/": {"title": mark, "what": "Dua orang membagikan amplop berisi uang."},
        "/lapor/terlapor/": {"name": "Fulan", "post": "Kepala desa", "address": "Tenggarong", "phone": ""},
        "/lapor/saksi/": {"name": "Saksi", "address": "Sebulu", "phone": "0812 0000 111"},
        "/lapor/bukti/": {},
        "/lapor/pelapor/": {
            "entitlement": "voter", "name": f"Pelapor {mark}", "address": "Jalan Melati 4", "phone": "0812-5555-777",
            "nik": "6402060101900001", "citizenship": "Indonesia",
        },
        LAST: {"is_true": "on"},
    }[url]  # fmt: skip


def told_by(page: str) -> tuple[str, str]:
    """Number and tracking code, as the receipt shows them."""
    plain = page.replace("<wbr>", "")
    code = re.search(r'pages-receipt__main"[^>]*>\s*([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\s*<', plain)
    number = re.search(r">\s*([^<>\s]+/LP/[^<>\s]+)\s*<", plain)
    if not code or not number:
        raise Broken("a receipt without number or code")
    return number.group(1), code.group(1)


def picture(draw: random.Random) -> bytes:
    """A true JPEG unlike any other, some 10 to 150 KB."""
    side = draw.choice((64, 160, 320))
    data = BytesIO()
    Image.frombytes("RGB", (side, side), draw.randbytes(side * side * 3)).save(data, "JPEG", quality=80)
    return data.getvalue()
