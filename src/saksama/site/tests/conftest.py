"""A phone in Kutai Kartanegara on 9 November 2024, and a whole report typed on it without a script."""

import io
from datetime import UTC, datetime
from unittest import mock

import pytest
from django.test import Client
from PIL import Image

from saksama.places import testing

NOW = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)  # 08.02 WITA, a Saturday
MARKER = "Zubaidah Qomarunnisa"


def picture(shade: int = 90, name: str = "foto.jpg") -> io.BytesIO:
    """A small true JPEG."""
    data = io.BytesIO()
    Image.new("RGB", (32, 24), (shade, 40, 60)).save(data, "JPEG")
    data.seek(0)
    data.name = name
    return data


class Phone(Client):
    """A browser without JavaScript that answers the questions one after the other."""

    known = {"known_on_0": "7", "known_on_1": "November", "known_on_2": "2024"}
    event = {
        "occurred_on_0": "5", "occurred_on_1": "November", "occurred_on_2": "2024",
        "area": "64.02.06", "where_text": "Halaman balai desa",
    }  # fmt: skip
    story = {
        "title": "Amplop dibagikan sebelum pengajian",
        "what": "Dua orang membagikan amplop berisi uang.",
    }
    respondent = {"name": "Fulan bin Fulan", "post": "Kepala desa", "address": "Tenggarong", "phone": ""}
    witness = {"name": "Saksi Satu", "address": "Sebulu", "phone": "0812 0000 111"}
    reporter = {
        "entitlement": "voter", "name": MARKER, "address": "Jalan Melati 4, Tenggarong", "phone": "0812-5555-777",
        "nik": "6402060101900001", "birth_place": "Samarinda", "citizenship": "Indonesia", "sex": "P",
    }  # fmt: skip

    def answer_until(self, last: str) -> None:
        """Answer each question before ``last``."""
        steps = {
            "kejadian": ("/lapor/", self.known),
            "cerita": ("/lapor/kejadian/", self.event),
            "terlapor": ("/lapor/cerita/", self.story),
            "saksi": ("/lapor/terlapor/", self.respondent),
            "bukti": ("/lapor/saksi/", self.witness),
            "pelapor": ("/lapor/bukti/", {"files": [picture(), picture(120, "foto2.jpg")]}),
            "periksa": ("/lapor/pelapor/", {**self.reporter, "identity_card": picture(200, "ktp.jpg")}),
        }
        for name, (url, answer) in steps.items():
            response = self.post(url, answer)
            assert response.status_code == 302, (url, response.content.decode())
            if name == last:
                return

    def send(self):
        return self.post("/lapor/periksa/", {"is_true": "on"})

    def report(self) -> str:
        """A whole report; returns its tracking code as printed."""
        self.answer_until("periksa")
        assert self.send().status_code == 302
        return str(self.get("/lapor/diterima/").context["receipt"].code)


@pytest.fixture
def at():
    """Move the clock at the edge; tests change ``.now``."""

    class Clock:
        now = NOW

    with mock.patch("saksama.config.clock.now", side_effect=lambda: Clock.now):
        yield Clock


@pytest.fixture
def kukar(db, at):
    return testing.kukar()


@pytest.fixture
def phone(kukar):
    return Phone()
