"""A new user: a form of five questions is written, published, filled on a phone without a network, and counted.

Then the office holds a drill; what the phone sends in it is counted apart.
"""

import io
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from tests.browser.test_field import NEXT, PHONE, waiting_until

from saksama.checklists import directory, operations
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.models import Submission
from saksama.checklists.testing import Field, make_field, on_the_day

pytestmark = pytest.mark.browser

SURVEY = (
    ("type", "name", "label", "required", "relevant"),
    ("select_one yn", "hadir", "Apakah saksi hadir?", "yes", ""),
    ("integer", "jumlah", "Berapa saksi?", "", "${hadir} = 'ya'"),
    ("select_multiple alat", "alat", "Alat apa yang ada?", "", ""),
    ("text", "catatan", "Catatan", "", ""),
    ("select_one yn", "aman", "Apakah keadaan aman?", "yes", ""),
)
CHOICES = (
    ("list_name", "name", "label"), ("yn", "ya", "Ya"), ("yn", "tidak", "Tidak"), ("alat", "tinta", "Tinta"),
    ("alat", "kotak", "Kotak suara"),
)  # fmt: skip


def workbook() -> dict[str, Any]:
    """What somebody types in a spreadsheet: two sheets, no id, no version."""
    book, data = Workbook(), io.BytesIO()
    survey, choices = book.active, book.create_sheet("choices")
    survey.title = "survey"
    for sheet, lines in ((survey, SURVEY), (choices, CHOICES)):
        for line in lines:
            sheet.append(line)
    book.save(data)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "Saksi dan alat.xlsx", "mimeType": kind, "buffer": data.getvalue()}


def answer(page: Any, person: str, number: str, home: str = "Yang Anda laporkan") -> None:
    """Fill the five questions as a thumb does."""
    page.get_by_role("group", name="Apakah saksi hadir?").get_by_label("Ya").check()
    page.get_by_label("Berapa saksi?").fill(number)
    page.get_by_label("Tinta").check()
    page.get_by_label("Kotak suara").check()
    page.get_by_label("Catatan").fill(person)
    if page.get_by_role("button", name=NEXT).count():  # the fifth stands on a screen of its own
        page.get_by_role("button", name=NEXT).click()
    page.get_by_role("group", name="Apakah keadaan aman?").get_by_label("Ya").check()
    page.get_by_role("button", name="Selesai dan kirim").click()
    page.get_by_role("heading", name=home).wait_for()


def test_a_form_of_five_questions_is_written_published_filled_offline_and_counted(
    transactional_db: None, hour: Any, sit_down: Any, browser: Any, live_server: Any
) -> None:
    hour.now = on_the_day(9)
    field: Field = make_field()
    desk = sit_down().come_as(field.cast.coordinator)
    desk.open("/meja/lapangan/formulir/unggah/").write(file=workbook()).press()
    assert desk.sees("Apakah saksi hadir?")
    desk.press()  # put it into use
    directory.forget()

    context = browser.new_context(base_url=live_server.url, **PHONE)
    context.set_default_timeout(15_000)
    phone = context.new_page()
    phone.goto(f"/lapangan/#k={field.card.secret['token']}")
    fill = phone.get_by_role("button", name="Isi: Saksi dan alat")
    fill.wait_for()
    phone.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    fill.click()
    answer(phone, "Semua lengkap", "7")
    phone.get_by_role("heading", name="Antrean kirim (1)").wait_for()
    assert not Submission.objects.exists()
    context.set_offline(False)
    waiting_until(lambda: Submission.objects.count() == 1, phone)
    operations.read_waiting(at=on_the_day(9, 5))
    assert desk.open("/meja/lapangan/jawaban/").sees("1 formulir dihitung")
    for told in (
        "terkecil 7",
        "Tinta 1 TPS di balik angka ini 100,0%",
        "Kotak suara 1 TPS di balik angka ini",
        "Tidak 0 0,0%",
    ):
        assert desk.sees(told), told
    assert not Axe().run(desk.page).response["violations"]
    desk.press("main table a")
    assert desk.sees("1 TPS, 1 formulir")

    drill = drilling.begin_drill(
        field.event, office="64.02", starts_at=on_the_day(9), ends_at=on_the_day(11), actor=field.cast.coordinator,
        at=on_the_day(8, 59),
    )  # fmt: skip
    directory.forget()
    phone.reload()
    phone.get_by_role("button", name="Ikut latihan").click()
    phone.get_by_text("LATIHAN 27 November 2024. Yang diisi di sini tidak dihitung.").wait_for()
    assert not Axe().run(phone).response["violations"]
    fill.click()
    answer(phone, "Hanya latihan", "9", home="Latihan: berlatihlah di sini")
    waiting_until(lambda: Submission.objects.filter(event=drill.pk).count() == 1, phone)
    phone.get_by_role("button", name="Kembali ke laporan sungguhan").click()
    phone.get_by_role("heading", name="Yang Anda laporkan").wait_for()
    assert phone.locator("#field-drill").is_hidden()
    operations.read_waiting(at=on_the_day(9, 10))
    assert desk.open("/meja/lapangan/jawaban/").sees("1 formulir dihitung")
    assert desk.open(f"/meja/lapangan/latihan/{drill.pk}/").sees("0 dari 1 tidak pernah masuk")
    context.close()
