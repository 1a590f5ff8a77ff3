"""Somebody else holds the database for longer than anybody waits: a sentence, and nothing is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from saksama.cases.models import Case
from saksama.evidence.models import DraftFile, SealedDraft
from saksama.site.tests.conftest import picture

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 200  # milliseconds that the page waits; an office's waits 20 seconds


@contextmanager
def held_by_somebody_else() -> Iterator[None]:
    """Another connection writes and does not come to an end; ours waits only shortly."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
            other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
        else:
            import psycopg

            cursor.execute(f"SET lock_timeout = {PATIENCE}")
            other = psycopg.connect(
                **{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
            )
            other.execute(f"LOCK TABLE {SealedDraft._meta.db_table} IN EXCLUSIVE MODE")
        try:
            yield
        finally:
            other.rollback()
            other.close()
            cursor.execute(
                f"PRAGMA busy_timeout={usual}" if connection.vendor == "sqlite" else "RESET lock_timeout"
            )


def test_an_answer_given_while_the_database_is_locked_is_kept_in_the_page(phone):
    phone.answer_until("terlapor")
    before = SealedDraft.objects.get()
    with held_by_somebody_else():
        response = phone.post("/lapor/cerita/", {"title": "Judul baru", "what": "Baris satu\nbaris dua"})
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "Mohon tunggu sebentar" in page
    assert "Baris satu\nbaris dua</textarea>" in page
    assert SealedDraft.objects.get().data == before.data
    assert phone.post("/lapor/cerita/", {"title": "Judul baru", "what": "Sekali lagi"}).status_code == 302


def test_a_report_sent_while_the_database_is_locked_is_sent_once_by_the_next_press(phone):
    phone.answer_until("periksa")
    with held_by_somebody_else():
        assert phone.send().status_code == 503
    assert not Case.objects.exists()
    assert SealedDraft.objects.count() == 1
    assert DraftFile.objects.count() == 3
    assert phone.send().status_code == 302
    assert Case.objects.get().files.count() == 3


def test_photos_sent_while_the_database_is_locked_leave_nothing_behind_and_can_be_sent_again(phone):
    phone.answer_until("bukti")
    with held_by_somebody_else():
        assert phone.post("/lapor/bukti/", {"files": [picture()]}).status_code == 503
    assert not DraftFile.objects.exists()
    assert phone.post("/lapor/bukti/", {"files": [picture()]}).status_code == 302
    assert DraftFile.objects.count() == 1


def test_questions_can_still_be_read_while_somebody_writes(phone):
    phone.answer_until("terlapor")
    with held_by_somebody_else():
        assert phone.get("/lapor/cerita/").status_code == 200
        assert phone.get("/lacak/").status_code == 200
