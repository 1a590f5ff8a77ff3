"""Small made-up pictures for the example; each says CONTOH."""

import hashlib
import io
from collections.abc import Mapping

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


def results_sheet(station: str, figures: Mapping[str, int]) -> bytes:
    """A PNG that looks like a photo of a results sheet; ``figures`` by cell, in the order of the paper."""
    picture = Image.new("RGB", (760, 1040), (239, 234, 239))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((24, 24, 736, 1016), fill="white", outline=(85, 70, 91), width=2)
    draw.text((48, 44), "CONTOH", fill=(140, 33, 19), font_size=44)
    draw.text((270, 52), f"C.HASIL  TPS {station}", fill=(33, 21, 37), font_size=24)
    for row, (cell, value) in enumerate(figures.items()):
        top = 120 + row * 52
        draw.line((48, top + 46, 712, top + 46), fill=(194, 181, 195))
        draw.text(
            (52, top + 8),
            _ON_PAPER.get(cell, cell.replace("pair_", "Pasangan ")),
            fill=(33, 21, 37),
            font_size=22,
        )
        for place, sign in enumerate(f"{value:03d}"):
            left = 560 + place * 52
            draw.rectangle((left, top, left + 44, top + 42), outline=(85, 70, 91))
            draw.text((left + 13, top + 5), sign, fill=(32, 48, 120), font_size=30)
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


_ON_PAPER = {
    "roll": "I.A  Pemilih dalam DPT",
    "present_roll": "I.B.1  Pengguna dari DPT",
    "present_moved": "I.B.2  Pengguna, pindahan",
    "present_added": "I.B.3  Pengguna, tambahan (KTP-el)",
    "present": "I.B.4  Jumlah pengguna hak pilih",
    "received": "II.1  Surat suara diterima",
    "used": "II.2  Surat suara digunakan",
    "spoilt": "II.3  Rusak atau keliru dicoblos",
    "left": "II.4  Tidak digunakan",
    "present_disabled": "III  Pemilih disabilitas, pengguna",
    "valid": "V.A  Jumlah suara sah",
    "invalid": "V.B  Jumlah suara tidak sah",
    "all": "V.C  Jumlah seluruhnya",
}
