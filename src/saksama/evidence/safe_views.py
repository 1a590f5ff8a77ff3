"""What leaves the house: pictures built anew without what they carried, all else as a download."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from PIL import Image, ImageOps

from saksama.evidence import inspection

MAX_EDGE = 1600  # pixels
QUALITY = 82
PIECE = 256 * 1024  # bytes


@dataclass(frozen=True)
class SafeView:
    """Bytes to hand to a browser. ``chunks`` can be read once; it is computed while it is read."""

    content_type: str
    chunks: Iterator[bytes]
    filename: str
    as_attachment: bool

    @property
    def headers(self) -> dict[str, str]:
        """Nothing in the file may run, be guessed at, or be kept by a shared cache."""
        return {
            "Content-Type": self.content_type,
            "Content-Disposition": content_disposition_header(self.as_attachment, self.filename) or "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }

    def response(self) -> StreamingHttpResponse:
        """For the view of the room that owns the record, after its own permission check."""
        return StreamingHttpResponse(self.chunks, headers=self.headers)

    def read(self) -> bytes:
        """All of it, for documents and tests."""
        return b"".join(self.chunks)


def picture(open_plain: Callable[[], BinaryIO], media_type: str) -> Iterator[bytes]:
    """The picture as a new JPEG of at most 1600 pixels, upright, without EXIF, GPS, comments or profile."""
    with open_plain() as file, Image.open(file, formats=[inspection.FORMATS[media_type]]) as original:
        original.draft("RGB", (MAX_EDGE, MAX_EDGE))
        upright = ImageOps.exif_transpose(original)
        plain = _on_white(upright)
        plain.thumbnail((MAX_EDGE, MAX_EDGE))
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=QUALITY, optimize=False)
    yield out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """A new RGB picture that shares nothing but pixels with ``image``."""
    canvas = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        canvas.paste(layer, mask=layer.getchannel("A"))
    else:
        canvas.paste(image.convert("RGB"))
    return canvas


def pieces(open_plain: Callable[[], BinaryIO]) -> Iterator[bytes]:
    """The original bytes."""
    with open_plain() as file:
        while piece := file.read(PIECE):
            yield piece
