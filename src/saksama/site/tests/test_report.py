"""Reporting on a phone without a script: the whole way, and everything that can go wrong on it."""

import io
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client

from saksama.cases.models import Case, CaseFile, Party
from saksama.evidence.models import DraftFile, SealedDraft, SealedFile
from saksama.site import drafts, limits
from saksama.site.models import Throttle
from saksama.site.tests.conftest import MARKER, NOW, Phone, picture

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


# --- the whole way -----------------------------------------------------------------------------------


def test_a_report_with_photos_goes_from_a_phone_to_its_receipt(phone):
    code = phone.report()
    case = Case.objects.get()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    assert (case.state, case.channel, case.office_id) == ("received", "form", "64.02")
    assert (str(case.occurred_on), str(case.known_on)) == ("2024-11-05", "2024-11-07")
    assert case.area_id == "64.02.06"
    assert sorted(case.parties.values_list("role", flat=True)) == ["reporter", "respondent", "witness"]
    assert sorted(case.files.values_list("kind", flat=True)) == ["evidence", "evidence", "identity_card"]


def test_the_receipt_names_office_number_instant_files_and_what_follows(phone):
    code = phone.report()
    page = text_of(phone.get("/lapor/diterima/"))
    for told in (
        code,
        "pukul 08.02 WITA",
        "Bawaslu Kabupaten Kutai Kartanegara",
        "SHA-256",
        "Minggu, 10 November",
    ):
        assert told in page
    assert Case.objects.get().number_received in page.replace("<wbr>", "")
    assert "bukan nomor registrasi" in page


def test_the_receipt_pdf_holds_the_code_and_no_party(phone):
    from pypdf import PdfReader

    code = phone.report()
    response = phone.get("/lapor/diterima/tanda-bukti.pdf")
    assert response["Content-Type"] == "application/pdf"
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert code in words
    assert "Fulan" not in words
    assert MARKER not in words


def test_the_draft_is_forgotten_once_the_report_is_sent(phone):
    phone.report()
    assert not DraftFile.objects.exists()
    draft = SealedDraft.objects.get()
    assert set(draft.data) == {"sent"}
    assert draft.expires_at == NOW + limits.receipt_keep()


def test_the_receipt_closes_after_its_time(phone, at):
    phone.report()
    at.now = NOW + limits.receipt_keep() + timedelta(minutes=1)
    response = phone.get("/lapor/diterima/", follow=True)
    assert "Kode lanjut" in text_of(response)


def test_a_message_without_a_name_becomes_preliminary_information(phone):
    phone.post("/lapor/", {**phone.known, "anonymous": "on"})
    phone.post("/lapor/kejadian/", phone.event)
    phone.post("/lapor/cerita/", phone.story)
    assert phone.post("/lapor/terlapor/", phone.respondent).url == "/lapor/bukti/"
    assert phone.post("/lapor/bukti/", {}).url == "/lapor/periksa/"
    phone.post("/lapor/periksa/", {"is_true": "on"})
    case = Case.objects.get()
    assert (case.kind, case.state, case.tracking_digest) == ("information", "preliminary", None)
    assert not Party.objects.exclude(role="respondent").exists()
    page = text_of(phone.get("/lapor/diterima/"))
    assert "Tanpa nama tidak ada kode lacak" in page


def test_giving_up_the_name_late_leaves_the_identity_card_behind(phone):
    phone.answer_until("periksa")
    phone.post("/lapor/pelapor/", {"anonymous": "1"})
    phone.send()
    assert Case.objects.get().kind == "information"
    assert set(CaseFile.objects.values_list("kind", flat=True)) == {"evidence"}
    assert SealedFile.objects.count() == 2


def test_an_attorney_and_the_mandate_go_along(phone):
    phone.answer_until("pelapor")
    answer = {**phone.reporter, "through_representative": "on"}
    assert phone.post("/lapor/pelapor/", answer).url == "/lapor/kuasa/"
    phone.post("/lapor/kuasa/", {
        "name": "Kuasa Hukum", "address": "Samarinda", "phone": "0811 222 3333", "mandate": picture(10, "kuasa.jpg"),
    })  # fmt: skip
    phone.send()
    representative = Party.objects.get(role="representative")
    assert representative.acts_for.role == "reporter"
    assert CaseFile.objects.filter(kind="mandate").count() == 1


def test_reported_parties_are_added_changed_and_removed_one_by_one(phone):
    phone.answer_until("terlapor")
    assert phone.post("/lapor/terlapor/", {**phone.respondent, "more": "1"}).url == "/lapor/terlapor/"
    phone.post("/lapor/terlapor/", {"name": "", "post": "Camat", "more": "1"})
    phone.post("/lapor/terlapor/", {"place": "0", "name": "Fulan yang Benar", "post": "", "more": "1"})
    page = text_of(phone.get("/lapor/terlapor/"))
    assert "Fulan yang Benar" in page
    assert "Camat" in page
    assert "Fulan bin Fulan" not in page
    phone.post("/lapor/terlapor/", {"remove": "1"})
    assert "Camat" not in text_of(phone.get("/lapor/terlapor/"))
    assert phone.post("/lapor/terlapor/", {}).url == "/lapor/saksi/"


def test_files_come_one_by_one_and_can_be_taken_back(phone):
    phone.answer_until("bukti")
    assert (
        phone.post("/lapor/bukti/", {"files": picture(name="satu.jpg"), "more": "1"}).url == "/lapor/bukti/"
    )
    phone.post("/lapor/bukti/", {"files": picture(99, "dua.jpg"), "more": "1"})
    page = text_of(phone.get("/lapor/bukti/"))
    assert page.index("satu.jpg") < page.index("dua.jpg")
    phone.post("/lapor/bukti/", {"remove": str(DraftFile.objects.first().id)})
    assert DraftFile.objects.count() == 1


def test_an_answer_sent_again_because_the_first_reply_was_lost_counts_once(phone):
    phone.answer_until("terlapor")
    for _try in range(2):
        phone.post("/lapor/terlapor/", phone.respondent)
    for _try in range(2):
        phone.post("/lapor/saksi/", phone.witness)
    for _try in range(2):
        assert phone.post("/lapor/bukti/", {"files": [picture(), picture(120)]}).url == "/lapor/pelapor/"
    for _try in range(2):
        phone.post("/lapor/pelapor/", {**phone.reporter, "identity_card": picture(200, "ktp.jpg")})
    for _try in range(2):
        phone.send()
    case = Case.objects.get()
    assert sorted(case.parties.values_list("role", flat=True)) == ["reporter", "respondent", "witness"]
    assert sorted(case.files.values_list("kind", flat=True)) == ["evidence", "evidence", "identity_card"]


# --- when did you know -------------------------------------------------------------------------------


def limit_page(phone, day, month="November"):
    answer = {"known_on_0": day, "known_on_1": month, "known_on_2": "2024"}
    assert phone.post("/lapor/", answer).url == "/lapor/batas/"
    return text_of(phone.get("/lapor/batas/"))


def test_a_report_of_the_fourth_day_hears_its_safe_last_day(phone):
    page = limit_page(phone, "7")
    assert "Rabu, 13 November 2024" in page
    assert "hitungan paling aman" in page
    assert "belum dikonfirmasi" in page


def test_the_seventh_day_is_the_last_one(phone):
    assert "Hari ini hari terakhir" in limit_page(phone, "3")


def test_the_eighth_day_is_open_by_the_other_count(phone):
    page = limit_page(phone, "2")
    assert "Kirim hari ini" in page
    assert "Jumat, 8 November 2024" in page


def test_a_report_after_both_counts_is_explained_and_still_received(phone):
    page = limit_page(phone, "1")
    assert "Batas waktu melapor sudah lewat" in page
    assert "informasi awal" in page
    assert "Panwaslu Kecamatan" in page
    answer = {**phone.event, "occurred_on_0": "1"}
    phone.post("/lapor/kejadian/", answer)
    phone.post("/lapor/cerita/", phone.story)
    phone.post("/lapor/terlapor/", phone.respondent)
    phone.post("/lapor/saksi/", {})
    phone.post("/lapor/bukti/", {})
    phone.post("/lapor/pelapor/", phone.reporter)
    phone.send()
    case = Case.objects.get()
    assert case.state == "received"
    assert case.clocks.get(step="filing").result == "late"


def test_today_and_yesterday_are_one_press(phone):
    phone.post("/lapor/", {"quick": "yesterday", "known_on_0": "1", "known_on_1": "", "known_on_2": ""})
    assert "Kamis, 14 November 2024" in text_of(phone.get("/lapor/batas/"))


def test_a_day_before_any_law_we_know_promises_nothing(phone):
    phone.post("/lapor/", {"known_on_0": "1", "known_on_1": "1", "known_on_2": "1990"})
    assert "tidak dapat kami hitung" in text_of(phone.get("/lapor/batas/"))


def test_a_day_that_has_not_come_is_refused_with_what_was_typed(phone):
    page = text_of(
        phone.post("/lapor/", {"known_on_0": "30", "known_on_1": "Desember", "known_on_2": "2024"})
    )
    assert "Senin, 30 Desember 2024 belum tiba; hari ini 9 November 2024" in page
    assert 'value="Desember"' in page


def test_knowing_before_the_event_names_both_days(phone):
    phone.answer_until("kejadian")
    page = text_of(phone.post("/lapor/kejadian/", {**phone.event, "occurred_on_0": "8"}))
    assert "Anda menulis kejadian 8 November 2024, tetapi mengetahuinya 7 November 2024" in page
    assert "Halaman balai desa" in page


def test_knowing_is_checked_again_when_it_is_changed_later(phone):
    phone.answer_until("cerita")
    page = text_of(phone.post("/lapor/", {"known_on_0": "3", "known_on_1": "11", "known_on_2": "2024"}))
    assert "Anda menulis kejadian 5 November 2024, tetapi mengetahuinya 3 November 2024" in page


def test_an_unknown_day_of_the_event_is_allowed_when_said(phone):
    phone.answer_until("kejadian")
    answer = {"area": "64.02", "where_text": "Pasar"}
    assert "Tulis tanggal kejadian" in text_of(phone.post("/lapor/kejadian/", answer))
    assert phone.post("/lapor/kejadian/", {**answer, "unsure_day": "on"}).status_code == 302


# --- drafts ------------------------------------------------------------------------------------------


def resume_code(phone) -> str:
    return phone.cookies["lapor"].value


def test_a_draft_survives_a_closed_browser_by_its_code(phone):
    phone.answer_until("terlapor")
    code = resume_code(phone)
    other = Phone()
    response = other.post("/lapor/lanjut/", {"code": code.lower().replace("-", " ")}, follow=True)
    assert response.redirect_chain[-1][0] == "/lapor/terlapor/"
    assert "Halaman balai desa" in text_of(other.get("/lapor/kejadian/"))


def test_the_cookie_is_hidden_from_scripts_and_outlives_the_browser(phone):
    phone.post("/lapor/", phone.known)
    cookie = phone.cookies["lapor"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 7 * 24 * 3600


def test_an_expired_draft_says_so_and_how_long_drafts_live(phone, at):
    phone.answer_until("terlapor")
    code = resume_code(phone)
    at.now = NOW + limits.draft_keep() + timedelta(minutes=1)
    assert phone.get("/lapor/terlapor/").url == "/lapor/lanjut/?lost=1"
    page = text_of(phone.post("/lapor/lanjut/", {"code": code}))
    assert "lebih dari 7 hari" in page
    assert code in page


def test_a_phone_that_lost_its_cookie_is_asked_for_the_code(phone):
    phone.answer_until("cerita")
    phone.cookies.clear()
    response = phone.get("/lapor/cerita/", follow=True)
    assert "Ponsel ini tidak lagi mengenali laporan Anda" in text_of(response)


def test_an_answer_sent_after_the_cookie_was_lost_is_kept_in_a_new_draft(phone):
    phone.answer_until("cerita")
    phone.cookies.clear()
    response = phone.post("/lapor/cerita/", phone.story)
    assert response.url == "/lapor/"
    phone.post("/lapor/", phone.known)
    phone.post("/lapor/kejadian/", phone.event)
    assert phone.story["what"] in text_of(phone.get("/lapor/cerita/"))


def test_a_wrong_resume_code_explains_its_form(phone):
    assert "Anda menulis 3" in text_of(phone.post("/lapor/lanjut/", {"code": "abc"}))
    assert "Tidak ada laporan belum selesai" in text_of(
        phone.post("/lapor/lanjut/", {"code": "ABCD-2345-WXYZ"})
    )


def test_a_draft_can_be_deleted_at_once(phone):
    phone.answer_until("pelapor")
    phone.post("/lapor/hapus/")
    assert not SealedDraft.objects.exists()
    assert not DraftFile.objects.exists()
    assert phone.get("/lapor/cerita/").url == "/lapor/lanjut/?lost=1"


def test_no_question_opens_before_its_turn(phone):
    phone.post("/lapor/", phone.known)
    assert phone.get("/lapor/periksa/").url == "/lapor/kejadian/"
    assert phone.post("/lapor/periksa/", {"is_true": "on"}).url == "/lapor/kejadian/"
    assert not Case.objects.exists()


# --- sending -----------------------------------------------------------------------------------------


def test_sending_twice_makes_one_case_and_shows_the_same_receipt(phone):
    phone.answer_until("periksa")
    assert phone.send().url == phone.send().url == "/lapor/diterima/"
    assert Case.objects.count() == 1
    code = phone.get("/lapor/diterima/").context["receipt"].code
    assert phone.get("/lapor/diterima/").context["receipt"].code == code


def test_two_requests_with_the_same_draft_get_the_same_case(phone, kukar):
    from saksama.places.testing import event
    from saksama.site.operations import send_draft

    phone.answer_until("periksa")
    code = resume_code(phone)
    first = send_draft(code, office=kukar, event=event(), at=NOW, is_sample=False)
    assert send_draft(code, office=kukar, event=event(), at=NOW, is_sample=False) == first
    assert Case.objects.count() == 1


def test_a_story_with_the_own_name_warns_and_lets_the_reporter_choose(phone):
    phone.answer_until("terlapor")
    phone.post("/lapor/cerita/", {**phone.story, "what": f"Saya, {MARKER.lower()}, melihatnya."})
    phone.post("/lapor/terlapor/", phone.respondent)
    phone.post("/lapor/saksi/", {})
    phone.post("/lapor/bukti/", {})
    phone.post("/lapor/pelapor/", phone.reporter)
    assert "Tulisan Anda membuka identitas" in text_of(phone.get("/lapor/periksa/"))
    assert "biarkan" in text_of(phone.send()).lower()
    assert not Case.objects.exists()
    assert phone.post("/lapor/periksa/", {"is_true": "on", "keep_identity": "on"}).status_code == 302
    assert Case.objects.count() == 1


def test_the_truth_statement_is_needed(phone):
    phone.answer_until("periksa")
    assert "benar sepanjang pengetahuan" in text_of(phone.post("/lapor/periksa/", {}))
    assert not Case.objects.exists()


def test_a_filled_trap_asks_to_send_once_more_and_loses_nothing(phone):
    phone.answer_until("periksa")
    page = text_of(phone.post("/lapor/periksa/", {"is_true": "on", "website": "http://spam.example"}))
    assert "Kotak tersembunyi terisi" in page
    assert phone.send().status_code == 302


# --- bad input ---------------------------------------------------------------------------------------


def test_twenty_megabytes_of_text_are_answered_with_the_limit_and_the_first_part(phone):
    phone.answer_until("terlapor")
    phone.post("/lapor/cerita/", phone.story)
    response = phone.post("/lapor/cerita/", {"title": "Amplop", "what": "x" * 20_000_000})
    page = text_of(response)
    assert response.status_code == 200
    assert "Anda menulis 20.000.000 huruf; yang muat paling banyak 20.000" in page
    assert len(page) < 60_000
    assert "x" * 20_000 in page


@pytest.mark.parametrize("name", ["occurred_on_1", "area", "unsure_day"])
def test_megabytes_in_a_small_box_are_not_shown_back(phone, name):
    phone.answer_until("kejadian")
    response = phone.post("/lapor/kejadian/", {**phone.event, name: "y" * 5_000_000})
    assert len(response.content) < 60_000


def test_more_text_than_a_request_may_hold_is_a_friendly_400(phone):
    phone.answer_until("terlapor")
    response = phone.post("/lapor/cerita/", {"title": "Amplop", "what": "x" * 27_000_000})
    assert response.status_code == 400
    assert "terlalu besar" in text_of(response)
    assert phone.get("/lapor/cerita/").status_code == 200


def test_a_file_that_lies_about_its_type_is_kept_and_said_so(phone):
    phone.answer_until("bukti")
    liar = io.BytesIO(b"MZ" + b"\0" * 200)
    liar.name = "foto.jpg"
    phone.post("/lapor/bukti/", {"files": liar, "more": "1"})
    page = text_of(phone.get("/lapor/bukti/"))
    assert "foto.jpg" in page
    assert "diperiksa terpisah" in page
    phone.post("/lapor/bukti/", {})
    phone.post("/lapor/pelapor/", phone.reporter)
    phone.send()
    assert SealedFile.objects.get().status == SealedFile.Status.QUARANTINED


def test_one_file_too_large_does_not_cost_the_others(phone, settings):
    settings.EVIDENCE_MAX_FILE_BYTES = 5_000
    phone.answer_until("bukti")
    large = io.BytesIO(b"\xff\xd8\xff" + b"0" * 9_000)
    large.name = "besar.jpg"
    page = text_of(phone.post("/lapor/bukti/", {"files": [picture(name="kecil.jpg"), large]}))
    assert "besar.jpg" in page
    assert "kecil.jpg" in page
    assert DraftFile.objects.count() == 1


def test_an_identity_card_is_kept_though_a_field_is_wrong(phone):
    phone.answer_until("pelapor")
    answer = {**phone.reporter, "nik": "123", "identity_card": picture(1, "ktp.jpg")}
    page = text_of(phone.post("/lapor/pelapor/", answer))
    assert "NIK terdiri dari 16 angka; Anda menulis 3" in page
    assert "ktp.jpg" in page
    assert MARKER in page
    phone.post("/lapor/pelapor/", phone.reporter)
    phone.send()
    assert CaseFile.objects.filter(kind="identity_card").count() == 1


def test_a_locked_database_keeps_what_was_typed_in_the_page(phone):
    phone.answer_until("terlapor")
    before = dict(SealedDraft.objects.values_list("id", "updated_at"))
    locked = OperationalError("database is locked")
    with mock.patch("saksama.site.drafts.save_draft", side_effect=locked):
        response = phone.post("/lapor/cerita/", {"title": "Baru", "what": "Baris satu\nbaris dua"})
    page = text_of(response)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Mohon tunggu sebentar" in page
    assert "Baris satu\nbaris dua</textarea>" in page
    assert dict(SealedDraft.objects.values_list("id", "updated_at")) == before
    assert phone.get("/lapor/cerita/").status_code == 200


def test_a_database_locked_while_sending_sends_nothing_and_loses_nothing(phone):
    phone.answer_until("periksa")
    locked = OperationalError("database is locked")
    with mock.patch("saksama.cases.operations.acting.record", side_effect=locked):
        assert phone.send().status_code == 503
    assert not Case.objects.exists()
    assert phone.send().status_code == 302
    assert Case.objects.count() == 1


def test_an_expired_form_is_answered_with_what_to_do(kukar):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/lapor/", Phone.known)
    assert response.status_code == 403
    assert "terlalu lama" in text_of(response)


def test_signs_that_no_database_takes_are_an_error_not_a_crash(phone):
    phone.answer_until("terlapor")
    assert phone.post("/lapor/cerita/", {"title": "a\x00b", "what": "c"}).status_code == 200


# --- safety ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["/lapor/", "/lapor/lanjut/", "/lacak/"])
def test_pages_on_which_people_write_are_kept_by_nobody(phone, url):
    response = phone.get(url)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "data-quick-exit" in text_of(response)


def test_no_address_is_kept_and_the_count_changes_with_the_day(phone, at):
    phone.post("/lapor/", phone.known, REMOTE_ADDR="203.0.113.9")
    at.now = NOW + timedelta(days=1)
    phone.cookies.clear()
    phone.post("/lapor/", phone.known, REMOTE_ADDR="203.0.113.9")
    digests = list(Throttle.objects.values_list("digest", flat=True))
    assert len(set(digests)) == 2
    assert not any("203" in digest and "113" in digest for digest in digests)
    assert not phone.session.keys()


def test_too_many_new_drafts_from_one_address_are_held_back_with_advice(phone, settings):
    settings.SITE_LIMITS = {"start": 2}
    for _ in range(2):
        phone.cookies.clear()
        assert phone.post("/lapor/", phone.known).status_code == 302
    phone.cookies.clear()
    response = phone.post("/lapor/", phone.known)
    assert response.status_code == 429
    assert "Kantor dan jam buka" in text_of(response)
    assert phone.post("/lapor/", phone.known, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_no_page_of_the_form_needs_a_script_or_inline_style(phone):
    phone.answer_until("periksa")
    for url in ("/", "/lapor/", "/lapor/kejadian/", "/lapor/bukti/", "/lapor/pelapor/", "/lapor/periksa/"):
        page = text_of(phone.get(url))
        assert "style=" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)


def test_the_form_speaks_english_when_asked(phone):
    phone.cookies["bahasa"] = "en"
    assert "When did you come to know of it?" in text_of(phone.get("/lapor/"))


# --- which office ------------------------------------------------------------------------------------


def test_several_offices_ask_for_province_and_regency_first(phone, monkeypatch):
    monkeypatch.setattr("saksama.site.queries.home_office", lambda at: None)
    assert phone.get("/lapor/").url == "/lapor/daerah/"
    page = text_of(phone.post("/lapor/daerah/", {"province": "64"}))
    assert "Kabupaten Kutai Kartanegara" in page
    refused = text_of(phone.post("/lapor/daerah/", {"province": "31", "regency": "31.71"}))
    assert "tidak ada pemilihan yang tercatat" in refused
    assert phone.post("/lapor/daerah/", {"province": "64", "regency": "64.02"}).url == "/lapor/"
    assert "Bawaslu Kabupaten Kutai Kartanegara" in text_of(phone.get("/lapor/"))


def test_an_answer_that_was_under_way_when_the_report_was_sent_does_not_bring_the_draft_back(phone):
    phone.answer_until("periksa")
    code = resume_code(phone)
    seen_before = drafts.opened(code, at=NOW)
    phone.send()
    assert drafts.keep(seen_before, seen_before.data, at=NOW) == code
    assert drafts.opened(code, at=NOW).is_sent
    assert Case.objects.count() == 1
