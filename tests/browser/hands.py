"""Somebody's hands on a browser: they write into fields by name, press the main button, and follow links.

Nothing here knows a word of a screen, so that wording may be polished without touching a test.
"""

import io
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from PIL import Image
from pypdf import PdfReader

from saksama.people.testing import client_of, totp_secret

PASSWORD = "tujuh kura kura di kolam"
MAIN = "main .pages-button--main"


def picture(name: str, shade: int = 90, **options: Any) -> dict[str, Any]:
    """A small true photo, PNG or JPEG by its name, as a file that a browser sends."""
    data = io.BytesIO()
    kind = "PNG" if name.endswith(".png") else "JPEG"
    Image.new("RGB", (64, 48), (shade, 40, 60)).save(data, kind, **options)
    return {"name": name, "mimeType": f"image/{kind.lower()}", "buffer": data.getvalue()}


class Hands:
    """One person before one browser."""

    def __init__(self, context: Any, site: str) -> None:
        self.context, self.site = context, site
        self.page = context.new_page()

    # looking

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def sees(self, text: str) -> bool:
        return text in self.text

    @property
    def text(self) -> str:
        """What stands on the page to be read, blanks made even."""
        return " ".join(self.page.locator("body").inner_text().split())

    def value(self, name: str) -> str:
        return str(self.page.locator(f'[name="{name}"]').first.input_value())

    def faults(self) -> list[str]:
        """Fields beside which an error stands, by name."""
        marked = self.page.locator(".pages-field--error").all()
        inner = "input:not([type=hidden]), textarea, select"
        return [field.locator(inner).first.get_attribute("name") for field in marked]

    # doing

    def open(self, path: str) -> "Hands":
        self.page.goto(path)
        return self

    def write(self, **answers: Any) -> "Hands":
        """Answer by name; a double underscore is a dash. A date is written as ``(day, month, year)``."""
        for name, answer in answers.items():
            self._answer(name.replace("__", "-"), answer)
        return self

    def _answer(self, name: str, answer: Any) -> None:
        if isinstance(answer, tuple):
            for place, part in enumerate(answer):
                self.page.fill(f'[name="{name}_{place}"]', str(part))
            return
        field = self.page.locator(f'main [name="{name}"]')
        kind = field.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            for value in answer if isinstance(answer, list) else [answer]:
                chosen = (
                    field.first if value is True else self.page.locator(f'[name="{name}"][value="{value}"]')
                )
                chosen.check()
        elif kind == "file":
            field.set_input_files(answer)
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(answer)
        else:
            self._unfold(field)
            field.fill(str(answer))

    @staticmethod
    def _unfold(field: Any) -> None:
        """Open what folds the field away, as its reader would."""
        if not field.is_visible():
            field.locator("xpath=ancestor::details[not(@open)]/summary").first.click()

    def press(self, selector: str = MAIN) -> "Hands":
        """Press a button, the main one of the page unless told otherwise, and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self

    def follow(self, address_ends: str) -> "Hands":
        """Follow the first link to an address that ends so."""
        return self.press(f'main a[href$="{address_ends}"]')

    def fetch(self, address_ends: str) -> bytes:
        """Follow a link that downloads a file."""
        with self.page.expect_download() as download:
            self.page.locator(f'main a[href$="{address_ends}"]').first.click()
        return Path(download.value.path()).read_bytes()

    def leave(self) -> None:
        """Close the browser; nothing of it stays."""
        self.context.close()

    # entering

    def log_in(self, account: Any) -> "Hands":
        """Through the form: user name, password, and the code on the phone."""
        self.write(login=account.code, password=PASSWORD).press()
        return self.write(code=code_of(account)).press()

    def come_as(self, account: AbstractBaseUser) -> "Hands":
        """With the cookie of somebody who has logged in already."""
        cookie = client_of(account).cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.site}])
        return self


def code_of(account: Any) -> str:
    """The six figures on the phone of ``account`` now."""
    return str(totp.format_hotp_value(totp.hotp_value(totp_secret(account), int(time.time()) // 30)))


def words_of(pdf: bytes) -> str:
    """The text of a PDF without its line breaks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
