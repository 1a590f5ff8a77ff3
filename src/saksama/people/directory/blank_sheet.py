"""The empty table of the directory: heads, one example row, and the words for the categories."""

import io
from typing import Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from saksama.people.directory import sheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXAMPLE: Final = {
    "nama lembaga": "Kantor Camat Contoh", "kategori": "camat", "wilayah": "64.02.06", "forkopimda": "tidak",
    "alamat": "Jalan Contoh 1", "telepon": "0541000000", "surel": "camat@contoh.example", "jabatan": "Camat",
    "pejabat": "Nama Contoh, S.STP.", "sejak": "2024-01-02", "telepon pejabat": "0800000000",
}  # fmt: skip


def file() -> bytes:
    """The table as a file's bytes. Codes are text cells, so that 64.02 does not become a number."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Lembaga"
    page.append(list(sheet.HEADS))
    page.append([_EXAMPLE.get(head) for head in sheet.HEADS])
    for place in range(1, len(sheet.HEADS) + 1):
        letter = get_column_letter(place)
        page[f"{letter}1"].font = Font(bold=True)
        page.column_dimensions[letter].width = 22
        page.column_dimensions[letter].number_format = "@"
        for row in range(1, 3):
            page[f"{letter}{row}"].number_format = "@"
    page.freeze_panes = "A2"
    words = book.create_sheet("Kategori")
    words.append([_("Words for the column “kategori”")])
    for word in sheet.CATEGORY_WORDS:
        words.append([word])
    words.column_dimensions["A"].width = 40
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
