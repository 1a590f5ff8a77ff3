"""Keys and a store of their own for each test, files of every kind, and an attacker's view of the disk."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from saksama.evidence import keys
from saksama.journal import keys as journal_keys

AT = datetime(2024, 11, 9, 3, 15, tzinfo=UTC)
WHO = {"office": "64.02", "actor": "A-1", "at": AT}
MARKER = "Rahasiawati Penanda"


@pytest.fixture(autouse=True)
def own_installation(settings: Any, tmp_path: Path) -> Path:
    settings.KEYS = tmp_path / "keys"
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    journal_keys.create()
    keys.create()
    return tmp_path


@pytest.fixture
def on_disk(own_installation: Path) -> Callable[[], bytes]:
    """Everything below the evidence folder."""

    def _bytes() -> bytes:
        return b"".join(
            path.read_bytes() for path in (own_installation / "evidence").rglob("*") if path.is_file()
        )

    return _bytes


def photo(
    form: str = "JPEG", size: tuple[int, int] = (60, 40), *, secret: str = "", orientation: int = 1
) -> bytes:
    image = Image.new("RGB", size, "red")
    exif = image.getexif()
    if secret:
        exif[0x010E] = secret  # ImageDescription
        exif.get_ifd(0x8825)[2] = (0.0, 30.0, 12.5)  # GPSLatitude
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, form, exif=exif)
    return out.getvalue()


def pdf(*, javascript: bool = False, password: str = "", hidden: str = "") -> bytes:
    out, document = io.BytesIO(), pikepdf.new()
    page = document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    if hidden == "page":  # run when the page is opened
        page.obj.AA = pikepdf.Dictionary(O=script)
    if hidden == "names":
        names = pikepdf.Array([pikepdf.String("x"), script])
        document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))
    if hidden == "next":  # behind a harmless action
        harmless = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([script]))
        document.Root.OpenAction = harmless
    if javascript:
        document.Root.OpenAction = script
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(out, encryption=encryption)
    return out.getvalue()


def archive(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()
