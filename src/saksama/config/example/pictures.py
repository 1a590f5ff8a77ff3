"""Small made-up pictures for the example; each says CONTOH."""

import hashlib
import io

from PIL import Image, ImageDraw

SIZE = (480, 320)


def screenshot(title: str) -> bytes:
    """A PNG that looks like a note on a screen; the same title gives the same bytes."""
    shade = hashlib.sha256(title.encode()).digest()[0] // 8
    picture = Image.new("RGB", SIZE, (223 + shade, 215 + shade // 2, 223 + shade // 2))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((24, 24, SIZE[0] - 24, SIZE[1] - 24), fill="white", outline=(89, 29, 71), width=2)
    for row, width in enumerate((380, 400, 300, 360, 220)):
        draw.rectangle((44, 90 + row * 36, 44 + width, 104 + row * 36), fill=(194, 181, 195))
    draw.text((44, 48), "CONTOH", fill=(89, 29, 71), font_size=28)
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
