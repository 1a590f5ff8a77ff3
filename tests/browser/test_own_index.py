"""As a new user would: from an XLSX of ten made-up districts to a map, ranks with intervals and a PDF.

With the screens' help alone: without a script, and far under the ten minutes that a person may take.
"""

import io
from time import perf_counter
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.browser.hands import words_of

from saksama.cases.testing import Scene
from saksama.places.models import Area

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def districts() -> None:
    """Twenty districts stand in the country; ten of them are enough here."""
    for number in range(1, 11):
        code = f"64.02.{number:02}"
        Area.objects.get_or_create(
            code=code,
            defaults={
                "name": f"Kecamatan {number}",
                "level": "district",
                "kind": "kecamatan",
                "parent_id": "64.02",
            },
        )


def test_from_a_table_of_ten_districts_to_a_map_ranks_and_a_pdf(sit_down: Any, stage: Scene) -> None:
    districts()
    began = perf_counter()
    chair = sit_down(javascript=False, accept_downloads=True).come_as(stage.cast.chair)

    # the way in, and the sample that the page offers
    chair.open("/meja/kerawanan/").follow("/hitung/")
    table = chair.fetch("/contoh.xlsx")
    assert len(list(load_workbook(io.BytesIO(table)).active.rows)) == 11

    # first with a slip of the pen: it is told with row and remedy
    book = load_workbook(io.BytesIO(table))
    book.active["D4"] = "sembilan"
    slip = io.BytesIO()
    book.save(slip)
    file = {"name": "sepuluh.xlsx", "mimeType": XLSX, "buffer": slip.getvalue()}
    chair.write(title="Sepuluh kecamatan", file=file).press().press()
    assert chair.sees("Baris 4, kolom “intimidasi”")
    assert chair.sees("sembilan")

    # then as it should be
    chair.open("/meja/kerawanan/hitung/")
    chair.write(title="Sepuluh kecamatan", file={**file, "buffer": table}).press()
    assert chair.sees("10 wilayah, 7 kolom")
    chair.press()
    assert chair.page.locator(".pages-map__areas a").count() == 10
    assert chair.page.locator(".vulnerability-lens__body").count() == 10
    assert chair.sees("Indeks dihitung 2.000 kali")
    assert len(chair.fetch("/hasil.csv").splitlines()) == 11

    # what if
    chair.follow("/andai/").write(weight="90").press()
    assert chair.sees("milidetik")
    chair.page.go_back()
    chair.page.go_back()

    # one area, and its report
    chair.press("#ranking a")
    words = words_of(chair.fetch(".pdf"))
    assert "peringkat 1 dari 10" in words
    assert "Seberapa pasti" in words
    assert perf_counter() - began < 600
