"""Shared by the tests: examples made whole with their QR codes, and text read back from a PDF."""

import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from saksama.documents import qr

EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture
def example():
    """The example of a template as the house would render it."""

    def whole(template, **changed):
        data = {**json.loads((EXAMPLES / f"{template}.json").read_text()), **changed}
        if data.get("seal"):
            data["seal"] = {
                **data["seal"],
                "qr_svg": qr.image("https://saksama.example/periksa/K7QF4M8TN62X"),
            }
        if template == "receipt":
            data["tracking_qr_svg"] = qr.image(data["tracking_url"])
        if "reply_qr_svg" in data:
            data["reply_qr_svg"] = qr.image(data["reply_url"])
        return data

    return whole


@pytest.fixture
def words():
    """Words of a PDF in one line, page by page or together; break points inside long words removed."""

    def read(document, page=None):
        pages = PdfReader(io.BytesIO(document)).pages
        texts = [each.extract_text() for each in (pages if page is None else [pages[page]])]
        return re.sub(r"\s+", " ", " ".join(texts).replace("\u200b", ""))

    return read
