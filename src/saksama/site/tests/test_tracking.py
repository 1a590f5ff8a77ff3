"""Tracking by code: what is told, what is never told, and completing a report on the page itself."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from saksama.cases import operations as acts
from saksama.cases.models import Case
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.rules import shown_tracking_code
from saksama.cases.testing import scene, wita
from saksama.site import queries
from saksama.site.tests.conftest import Phone, picture
from saksama.site.tracking import without_names

pytestmark = pytest.mark.django_db
RESPONDENT = "Budi Santoso"


@pytest.fixture
def stage(db, at):
    at.now = wita(5, 12).astimezone(UTC)
    return scene()


@pytest.fixture
def phone():
    return Phone()


def words_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("<wbr>", ""))


def track(phone, code) -> str:
    return words_of(phone.post("/lacak/", {"code": code}))


def awaiting(stage, missing="Alamat terlapor belum ada."):
    """A report that waits for its completion since 5 November; returns case and code."""
    received = stage.report(wita(4))
    acts.conclude_initial_study(
        received.case, checks=stage.checks(received.case, evidence=missing), classes=["criminal"],
        actor=stage.officer, at=wita(5),
    )  # fmt: skip
    acts.notify_shortcomings(received.case, channel="whatsapp", actor=stage.officer, at=wita(5, 11))
    received.case.refresh_from_db()
    return received.case, received.tracking_code


# --- finding it --------------------------------------------------------------------------------------


def test_a_code_opens_its_report_however_it_is_typed(stage, phone):
    code = stage.report(wita(5)).tracking_code
    for typed in (code, shown_tracking_code(code), f" {code.lower()} "):
        assert "Perjalanan laporan" in track(phone, typed)


def test_a_code_of_the_wrong_length_is_explained_and_stays_in_the_box(stage, phone):
    page = track(phone, "900/LP/PB")
    assert "Kode lacak terdiri dari 12 huruf dan angka; Anda menulis 7" in page
    assert 'value="900/LP/PB"' in page


def test_an_unknown_code_is_said_to_be_unknown_and_stays_in_the_box(stage, phone):
    page = track(phone, "ZZZZ-ZZZZ-ZZZZ")
    assert "Tidak ada laporan dengan kode ini" in page
    assert "ZZZZ-ZZZZ-ZZZZ" in page


def test_the_code_is_never_part_of_an_address(stage, phone):
    code = stage.report(wita(5)).tracking_code
    assert phone.get(f"/lacak/?code={code}").status_code == 200
    assert "Perjalanan laporan" not in words_of(phone.get(f"/lacak/?code={code}"))
    assert not re.search(rf'(href|action)="[^"]*{code[:4]}', track(phone, code))


def test_wrong_codes_are_held_back_by_address_by_head_and_in_all(stage, phone, settings):
    code = stage.report(wita(5)).tracking_code
    settings.SITE_LIMITS = {"try": 2}
    for _ in range(2):
        track(phone, "ZZZZ-ZZZZ-ZZZZ")
    assert phone.post("/lacak/", {"code": code}).status_code == 429
    elsewhere = {"REMOTE_ADDR": "198.51.100.7"}
    assert phone.post("/lacak/", {"code": code}, **elsewhere).status_code == 200
    settings.SITE_LIMITS = {"try_head": 2}
    assert phone.post("/lacak/", {"code": "ZZZZ-0000-0000"}, **elsewhere).status_code == 429
    settings.SITE_LIMITS = {"try_all": 2}
    assert phone.post("/lacak/", {"code": code}, **elsewhere).status_code == 429


def test_right_codes_are_never_counted(stage, phone, settings):
    settings.SITE_LIMITS = {"try": 1}
    code = stage.report(wita(5)).tracking_code
    for _ in range(5):
        assert phone.post("/lacak/", {"code": code}).status_code == 200


def test_a_known_and_an_unknown_code_ask_the_database_the_same(stage, phone, django_assert_num_queries):
    code = stage.report(wita(5)).tracking_code
    for typed in (code, "ZZZZZZZZZZZZ"):
        with django_assert_num_queries(1):
            queries.case_by_code(typed)


# --- what it says ------------------------------------------------------------------------------------


def test_a_received_report_says_what_comes_next_and_when(stage, phone):
    page = track(phone, stage.report(wita(5)).tracking_code)
    assert "Kami periksa kelengkapannya" in page
    assert "besok, Rabu, 6 November 2024" in page
    assert "Diregistrasi dan ditangani" in page


def test_no_party_is_named_at_any_stage(stage, phone):
    code = stage.report(wita(5)).tracking_code
    page = track(phone, code)
    for name in ("Siti", "Rahmawati", "Budi", "Santoso", "Joko"):
        assert name not in page


def test_what_is_missing_is_told_without_the_name_somebody_typed(stage, phone):
    _case, code = awaiting(stage, missing=f"Alamat {RESPONDENT} belum ada; jabatan BUDI juga.")
    page = track(phone, code)
    assert "Alamat terlapor belum ada; jabatan terlapor juga." in page
    assert "Budi" not in page
    assert "BUDI" not in page


def test_names_are_taken_out_whole_and_in_parts():
    from django.utils.translation import override

    with override("id"):
        assert (
            without_names("Kata Budi Santoso, lalu santoso.", [RESPONDENT]) == "Kata terlapor, lalu terlapor."
        )
        assert without_names("Budidaya ikan", ["Budi"]) == "Budidaya ikan"


def test_the_history_runs_oldest_first_and_keeps_the_office_inside(stage, phone):
    case = stage.registered(wita(4))
    case.refresh_from_db()
    code = next_code(case)
    page = track(phone, code)
    page = page[page.index("Perjalanan laporan") :]
    assert page.index("Diterima") < page.index("Diperiksa: lengkap") < page.index("Diregistrasi")
    assert "001/Reg/LP/PB/Kab/23.07/XI/2024" in page
    assert "Penanganan" in page


def next_code(case) -> str:
    """Give a case a code we know: the one it got was shown to its reporter only."""
    from saksama.cases.digests import tracking_digest

    code = "QF48TN62MWP0"
    Case.objects.filter(pk=case.pk).update(tracking_digest=tracking_digest(code))
    return code


def test_a_day_that_has_passed_is_no_longer_promised(stage, phone, at):
    code = stage.report(wita(5)).tracking_code
    at.now = wita(9).astimezone(UTC)
    assert "6 November 2024" not in track(phone, code)


def test_a_late_report_that_is_refused_hears_why_and_the_next_door(stage, phone, at):
    received = stage.report(wita(12), known_on=date(2024, 11, 4), occurred_on=date(2024, 11, 4))
    first = stage.checks(received.case)[0].requirement
    checks = stage.checks(received.case, **{first: "Disampaikan setelah batas waktu."})
    acts.conclude_initial_study(
        received.case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(12, 10)
    )
    acts.decline_registration(received.case, stage.plenary(wita(12, 11)), actor=stage.chair, at=wita(12, 11))
    at.now = wita(12, 12).astimezone(UTC)
    page = track(phone, received.tracking_code)
    assert "Laporan Anda tidak dapat diregistrasi" in page
    assert "setelah batas waktu" in page
    assert "Panwaslu Kecamatan" in page
    assert "Syarat terpenuhi" not in page  # the members' minutes stay inside


def test_a_result_is_told_after_the_notice_and_without_a_name(stage, phone, at):
    case = stage.studied(stage.registered(wita(4)), wita(6))
    code = next_code(case)
    respondent = case.parties.get(role="respondent")
    acts.decide(
        case, stage.plenary(wita(7)), [OutcomeIn(respondent, "criminal", "not_continued", "Bukti kurang")],
        actor=stage.chair, at=wita(7),
    )  # fmt: skip
    at.now = wita(7, 12).astimezone(UTC)
    assert "Terlapor 1" not in track(phone, code)
    acts.notify_status(
        case, channel="whatsapp", text=f"Laporan tentang {RESPONDENT} tidak dilanjutkan.", actor=stage.officer,
        at=wita(7, 13),
    )  # fmt: skip
    page = track(phone, code)
    assert "Terlapor 1" in page
    assert "Laporan tentang terlapor tidak dilanjutkan." in page
    assert "Budi" not in page


def test_a_withdrawn_report_says_so(stage, phone):
    received = stage.report(wita(5))
    acts.withdraw_report(received.case, reason="Diminta pelapor", actor=stage.officer, at=wita(5, 10))
    assert "Anda mencabut laporan ini" in track(phone, received.tracking_code)


# --- completing --------------------------------------------------------------------------------------


def answer(case, code, **more):
    return {"code": code, "version": case.version, "told": "Alamatnya Jalan Mawar 2.", **more}


def test_the_reporter_completes_on_the_page_with_text_and_files(stage, phone):
    case, code = awaiting(stage)
    assert "Lengkapi di sini" in track(phone, code)
    page = words_of(
        phone.post("/lacak/lengkapi/", answer(case, code, files=[picture(), picture(3, "b.jpg")]))
    )
    case.refresh_from_db()
    assert case.state == "completed"
    assert "Jalan Mawar 2" in case.what
    assert case.files.count() == 2
    assert "Tambahan Anda sudah kami terima" in page
    assert "Lengkapi di sini" not in page


def test_completing_twice_adds_nothing_and_says_so(stage, phone):
    case, code = awaiting(stage)
    phone.post("/lacak/lengkapi/", answer(case, code))
    page = words_of(phone.post("/lacak/lengkapi/", answer(case, code)))
    assert "Tidak ada yang ditambahkan sekarang" in page
    case.refresh_from_db()
    assert case.what.count("Jalan Mawar") == 1


def test_an_empty_completion_keeps_the_form_open(stage, phone):
    case, code = awaiting(stage)
    page = words_of(phone.post("/lacak/lengkapi/", answer(case, code, told=" ")))
    assert "Tulis yang tadi kurang, atau tambahkan berkas" in page
    assert 'name="told"' in page


def test_a_completion_after_the_last_day_is_received(stage, phone, at):
    case, code = awaiting(stage)
    at.now += timedelta(days=9)
    assert "Waktunya sudah lewat" in track(phone, code)
    phone.post("/lacak/lengkapi/", answer(case, code))
    case.refresh_from_db()
    assert case.state == "completed"


def test_the_office_working_at_the_same_moment_keeps_what_was_typed(stage, phone):
    case, code = awaiting(stage)
    acts.assign_case(case, owner=stage.cast.officer, actor=stage.chair, at=wita(5, 11, 30))
    page = words_of(phone.post("/lacak/lengkapi/", answer(case, code)))
    assert "Kantor baru saja mengerjakan laporan ini" in page
    assert "Jalan Mawar 2" in page


def test_a_wrong_code_completes_nothing(stage, phone):
    case, _code = awaiting(stage)
    assert phone.post("/lacak/lengkapi/", answer(case, "ZZZZZZZZZZZZ")).status_code == 200
    case.refresh_from_db()
    assert case.state == "awaiting_completion"


def test_instants_are_shown_in_the_office_s_own_zone(stage, phone):
    code = stage.report(datetime(2024, 11, 4, 17, 30, tzinfo=UTC)).tracking_code
    assert "Selasa, 5 November 2024, pukul 01.30 WITA" in track(phone, code)


# --- the appointment for the phone's calendar ----------------------------------------------------------


def test_the_last_day_goes_into_the_phones_calendar_and_says_nothing_of_the_report(stage, phone):
    case, code = awaiting(stage)
    assert "Masukkan hari terakhir" in track(phone, code)
    answer = phone.post("/lacak/jadwal.ics", {"code": code})
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    content = answer.content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    clock = case.clocks.get(step="completion")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        clock.due_on,
        clock.due_on + timedelta(days=1),
    )
    assert calendar["version"] == "2.0"
    assert event.errors == calendar.errors == []
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [
        timedelta(hours=-16),
        timedelta(hours=8),
    ]
    told = Calendar.from_ical(content).to_ical().decode().replace("\r\n ", "")
    hidden = [case.number, code, str(case.pk), case.title, RESPONDENT, "Siti", "Alamat terlapor", "lapor"]
    assert not [word for word in hidden if word.lower() in told.lower()]


def test_there_is_no_appointment_where_nothing_is_waited_for_and_none_for_a_wrong_code(stage, phone):
    code = stage.report(wita(5)).tracking_code
    assert "Masukkan hari terakhir" not in track(phone, code)
    assert "tidak ada yang perlu dilengkapi" in words_of(phone.post("/lacak/jadwal.ics", {"code": code}))
    assert phone.post("/lacak/jadwal.ics", {"code": "0" * 12})["Content-Type"].startswith("text/html")
    assert phone.get("/lacak/jadwal.ics").status_code == 405
