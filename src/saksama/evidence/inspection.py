"""Is a file what it says, whole, and without anything that runs? If not, it is kept, but in quarantine.

Runs while the upload is received, outside any transaction: reading a photo takes tenths of a second.
"""

from collections.abc import Callable
from typing import BinaryIO

import pikepdf
from django.utils.translation import gettext_lazy
from PIL import Image

from saksama.evidence import media

MAX_PIXELS = 80_000_000  # 80 megapixels: beyond any phone, and 240 MB once unpacked
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}

REASONS = {
    "lies_about_type": gettext_lazy("Its name says one kind of file, its content is another."),
    "type_not_allowed": gettext_lazy("This kind of file is not accepted as evidence and may be dangerous."),
    "broken_image": gettext_lazy("The picture is damaged or incomplete."),
    "image_too_large": gettext_lazy("The picture has too many pixels to be shown safely."),
    "broken_pdf": gettext_lazy("The PDF is damaged or incomplete."),
    "encrypted_pdf": gettext_lazy("The PDF is locked with a password."),
    "active_pdf": gettext_lazy("The PDF contains a program or opens other files."),
    "not_inspected": gettext_lazy("It has just arrived and is being checked."),
}
"""Why a file is in quarantine, in one sentence each."""


def reason_to_quarantine(file: BinaryIO, told: str, name: str) -> str:
    """A key of REASONS, or empty. Leaves the file at its beginning."""
    if told not in media.ALLOWED:
        return "type_not_allowed"
    if not media.agrees(name, told):
        return "lies_about_type"
    file.seek(0)
    reason = _LOOKS.get(told, _nothing_more)(file)
    file.seek(0)
    return reason


def _nothing_more(file: BinaryIO) -> str:
    return ""


def _look_at_image(file: BinaryIO) -> str:
    try:
        with Image.open(file, formats=list(FORMATS.values())) as image:
            if image.width * image.height > MAX_PIXELS:
                return "image_too_large"
            image.draft("RGB", (400, 400))  # JPEG only: reads every byte but builds a small picture
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "image_too_large"
    except Exception:
        return "broken_image"
    return ""


def _look_at_pdf(file: BinaryIO) -> str:
    try:
        with pikepdf.open(file) as pdf:
            return "active_pdf" if _is_active(pdf) else ""
    except pikepdf.PasswordError:
        return "encrypted_pdf"
    except Exception:
        return "broken_pdf"


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """JavaScript, launching of programs, or embedded files anywhere among the document's objects."""
    return any(_runs(thing) for thing in pdf.objects)


def _runs(thing: object, depth: int = 0) -> bool:
    """This object, or one written inside it. Objects it refers to have their own turn."""
    if depth > _DEEPEST:
        return True  # nobody nests like this by accident
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if any(name in thing for name in _RUNNING_KEYS) or str(thing.get("/S", "")) in _RUNNING:
            return True
        inside = [value for _, value in thing.items()]
    else:
        return False
    return any(_runs(value, depth + 1) for value in inside if not getattr(value, "is_indirect", False))


_DEEPEST = 30
_RUNNING_KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/Launch", "/XFA")
_RUNNING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}
_LOOKS: dict[str, Callable[[BinaryIO], str]] = {
    **dict.fromkeys(FORMATS, _look_at_image),
    media.PDF: _look_at_pdf,
}
