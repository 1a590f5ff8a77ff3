"""A supervisor at a station: one scan, no signal, three forms, a browser that dies, and everything arrives once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from tests.browser.hands import picture

from saksama.checklists.models import Attachment, Channel, Quarantine, Submission
from saksama.checklists.testing import STATION, Field, make_field, on_the_day

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "id-ID", "reduced_motion": "reduce"}
NEXT, BACK = "Berikutnya", "Kembali ke daftar"


@pytest.fixture
def field(transactional_db: None, hour: Any) -> Field:
    hour.now = on_the_day(9)
    return make_field()


@pytest.fixture
def phone(
    browser_type: Any, browser_type_launch_args: Any, tmp_path: Path, live_server: Any
) -> Iterator[Any]:
    """``phone()`` takes the same phone up again, with what its browser had kept."""
    opened: list[BrowserContext] = []

    def take_up() -> Page:
        context = browser_type.launch_persistent_context(
            tmp_path / "phone", base_url=live_server.url, **browser_type_launch_args, **PHONE
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.pages[0]

    yield take_up
    for context in opened:
        context.close()


def open_with_card(page: Page, field: Field) -> None:
    """What the camera does with the code on the card: it opens this address."""
    page.goto(f"/lapangan/#k={field.card.secret['token']}")
    page.get_by_role("button", name="Isi: Uji buka").wait_for()
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")


def fill(page: Page, present: int, shade: int) -> None:
    page.get_by_role("button", name="Isi: Uji buka").click()
    page.get_by_label("Ya").check()
    page.get_by_label("Pemilih hadir").fill(str(present))
    page.locator("input[type=file]").set_input_files(picture(f"IMG_{shade}_Siti.jpg", shade))
    page.locator(".field-file img").wait_for()


def finish(page: Page) -> None:
    page.get_by_role("button", name="Selesai dan kirim").click()
    page.get_by_role("heading", name="Yang Anda laporkan").wait_for()


def waiting_until(true: Callable[[], bool], page: Page) -> None:
    for _try in range(100):
        if true():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come about within ten seconds.")


def test_three_forms_filled_without_a_network_survive_a_killed_browser_and_arrive_once(
    phone: Any, field: Field
) -> None:
    page = phone()
    open_with_card(page, field)
    page.context.set_offline(True)
    page.reload()  # from the service worker
    expect(page.get_by_text("Tanpa sinyal. Teruskan saja mengisi.")).to_be_visible()
    for present, shade in ((101, 60), (102, 120)):
        fill(page, present, shade)
        finish(page)
    fill(page, 103, 180)
    page.get_by_text("Tersimpan di ponsel ini pukul").wait_for()
    page.context.close()  # the phone went out in the middle of the third form

    page = phone()
    page.context.set_offline(True)
    page.goto("/lapangan/")
    page.get_by_role("heading", name="Antrean kirim (2)").wait_for()
    page.get_by_role("button", name="Lanjutkan: Uji buka").click()
    assert page.get_by_label("Pemilih hadir").input_value() == "103"
    assert page.locator(".field-file img").count() == 1
    finish(page)
    page.get_by_role("heading", name="Antrean kirim (3)").wait_for()
    assert not Submission.objects.exists()

    page.context.set_offline(False)
    page.get_by_role("heading", name="Antrean kirim (0)").wait_for()
    assert sorted(bytes(row.payload).count(b"<present>10") for row in Submission.objects.all()) == [1, 1, 1]
    assert Attachment.objects.count() == 3
    assert {row.name.split("-")[0] for row in Attachment.objects.all()} == {
        "berkas"
    }  # no name of the camera's
    assert not Quarantine.objects.exists()


def test_an_answer_that_got_lost_is_sent_again_and_counted_once(phone: Any, field: Field) -> None:
    page = phone()
    open_with_card(page, field)
    lost = []

    def lose_the_first(route: Any) -> None:
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(answer.status)
            route.abort()

    page.route("**/kiriman", lose_the_first)
    fill(page, 104, 90)
    finish(page)
    waiting_until(lambda: lost == [201], page)
    page.get_by_role("button", name="Kirim sekarang").click()
    page.get_by_role("heading", name="Antrean kirim (0)").wait_for()
    assert Submission.objects.count() == 1


def test_a_fault_stays_in_the_queue_until_a_person_has_looked_at_it(phone: Any, field: Field) -> None:
    page = phone()
    open_with_card(page, field)
    page.context.set_offline(True)
    fill(page, 105, 90)
    finish(page)
    page.route("**/kiriman", lambda route: route.fulfill(status=409, json={"message": "Kode sudah ada."}))
    page.context.set_offline(False)
    page.get_by_text("Perlu Anda lihat: Uji buka").wait_for()
    expect(page.get_by_text("Kode sudah ada.")).to_be_visible()
    page.unroute("**/kiriman")
    page.get_by_role("button", name="Betulkan: Perlu Anda lihat: Uji buka").click()
    page.get_by_label("Pemilih hadir").fill("106")
    finish(page)
    page.get_by_role("heading", name="Antrean kirim (0)").wait_for()
    assert b"<present>106" in bytes(Submission.objects.get().payload)


def test_a_queue_carried_by_another_phone_is_counted_once_for_the_station_that_filled_it(
    phone: Any, field: Field, browser: Any, live_server: Any, tmp_path: Path
) -> None:
    """The file goes to a second phone that has a network; later the first finds one too."""
    page = phone()
    open_with_card(page, field)
    page.context.set_offline(True)
    fill(page, 108, 90)
    finish(page)
    page.get_by_role("button", name="Titipkan lewat ponsel lain").click()
    page.locator(".field-code svg").first.wait_for()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Simpan berkas").click()
    coming.value.save_as(tmp_path / "antrean.titipan")
    assert field.card.secret["pin"] not in (sealed := (tmp_path / "antrean.titipan").read_text())
    assert "present" not in sealed

    context = browser.new_context(base_url=live_server.url, **PHONE)
    other = context.new_page()
    open_with_card(other, field)
    other.get_by_role("button", name="Bawakan laporan ponsel lain").click()
    other.get_by_label("Berkas yang dititipkan kepada Anda").set_input_files(tmp_path / "antrean.titipan")
    waiting_until(Submission.objects.exists, other)
    brought = Submission.objects.get()
    assert (brought.channel, brought.station_code) == (Channel.CARRIED, STATION)
    assert Attachment.objects.count() == 1
    context.close()

    page.context.set_offline(False)
    page.get_by_role("button", name="Kembali ke daftar").click()
    page.get_by_role("heading", name="Antrean kirim (0)").wait_for()
    assert Submission.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_what_is_missing_is_named_linked_and_keeps_what_was_typed(phone: Any, field: Field) -> None:
    page = phone()
    open_with_card(page, field)
    page.get_by_role("button", name="Isi: Uji buka").click()
    page.get_by_label("Pemilih hadir").fill("banyak")
    page.get_by_role("button", name="Selesai dan kirim").click()
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").all_inner_texts() == [
        "Sudah dibuka? · Mohon dijawab.",
        "Pemilih hadir · Ini belum terbaca sebagai jawaban yang diminta. Bilangan ditulis dengan angka.",
    ]
    assert page.get_by_label("Pemilih hadir").input_value() == "banyak"
    assert not Axe().run(page).response["violations"]
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.type") == "radio"


def test_every_screen_of_the_phone_can_be_used_by_everybody(phone: Any, field: Field) -> None:
    page = phone()
    page.goto("/lapangan/")
    page.get_by_role("heading", name="Pindai kartu Anda").wait_for()
    assert not Axe().run(page).response["violations"]
    page.get_by_label("Nomor kartu").fill(field.card.number.lower())
    page.get_by_label("PIN").fill("000000")
    page.get_by_role("button", name="Masuk").click()
    assert "Nomor kartu dan PIN" in page.get_by_role("alert").inner_text()
    page.get_by_label("Nomor kartu").fill(f" {field.card.number.lower()} ")
    page.get_by_label("PIN").fill(field.card.secret["pin"])
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Isi: Uji buka").wait_for()
    assert not Axe().run(page).response["violations"]
    fill(page, 107, 90)
    assert not Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
