"""What the field sends is kept, once, whatever comes and however often."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from saksama.checklists import directory, operations
from saksama.checklists.models import AnswerSheet, Assignment, Attachment, Pulse, Quarantine, Submission
from saksama.checklists.operations import Outcome
from saksama.checklists.testing import OTHER_STATION, STATION, on_the_day, payload
from saksama.journal.models import Line
from saksama.journal.queries import verify

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def test_a_submission_is_stored_byte_for_byte_at_the_station_of_the_card(field):
    raw = payload(opened="yes")
    receipt = field.send(raw)
    row = Submission.objects.get()
    assert receipt.outcome is Outcome.STORED
    assert bytes(row.payload) == raw
    assert (row.station_code, row.office_code, row.channel) == (STATION, "64.02", "openrosa")
    assert (row.recorded_at, row.received_at) == (on_the_day(8, 55), on_the_day())


def test_a_submission_without_files_costs_one_statement(field, django_assert_num_queries):
    field.send()
    with django_assert_num_queries(1):
        field.send()


def test_a_phone_not_heard_for_a_while_is_known_by_one_statement(field, django_assert_num_queries):
    known = field.sender
    directory._senders.forget()
    with django_assert_num_queries(1):
        assert directory.sender_of(field.key) == known
    assert known.postings[0].area_code == STATION


def test_a_card_without_a_posting_is_a_sender_without_one(field):
    Assignment.objects.all().delete()
    directory.forget()
    assert field.sender.postings == ()
    assert not field.sender.is_revoked


def test_statements_of_reading_do_not_grow_with_what_waits(field):
    def statements(many: int) -> int:
        for number in range(many):
            field.send(payload(opened="yes", station=OTHER_STATION if number % 2 else STATION))
        with CaptureQueriesContext(connection) as asked:
            operations.read_waiting(at=on_the_day(10))
        return len(asked)

    statements(2)
    assert statements(40) == statements(2)


def test_a_pulse_adds_up_whichever_batch_comes_first(field):
    for hour in (11, 9, 10):
        field.send(at=on_the_day(hour))
        field.send(at=on_the_day(hour, 30))
        operations.read_waiting(at=on_the_day(12))
    heard = Pulse.objects.get()
    assert (heard.first_at, heard.last_at, heard.count) == (on_the_day(9), on_the_day(11, 30), 6)


def test_the_same_submission_any_number_of_times_in_any_order_is_one(field):
    sent = [payload(opened="yes", present=number) for number in range(5)]
    thrice = sent * 3
    random.Random(7).shuffle(thrice)
    outcomes = [field.send(raw).outcome for raw in thrice]
    assert Submission.objects.count() == 5
    assert outcomes.count(Outcome.STORED) == 5
    assert outcomes.count(Outcome.KNOWN) == 10
    assert not Quarantine.objects.exists()


def test_identical_xml_adds_files_and_each_file_once(field):
    raw = payload(opened="yes", photo="a.png")
    field.send(raw)
    for _ in range(2):
        field.send(raw, files=[("a.png", PNG), ("b.png", PNG + b"x")])
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.png", "b.png"]


def test_other_xml_under_the_same_id_is_a_conflict_and_both_are_kept(field):
    field.send(payload(instance_id="uuid:1", opened="yes"))
    receipt = field.send(payload(instance_id="uuid:1", opened="no"))
    kept = Quarantine.objects.get()
    assert receipt.outcome is Outcome.CONFLICT
    assert b"<opened>no</opened>" in bytes(kept.raw)
    assert (kept.reason, kept.instance_id, kept.station_code) == ("conflict", "uuid:1", STATION)
    assert b"<opened>yes</opened>" in bytes(Submission.objects.get().payload)


@pytest.mark.parametrize("edit_first", [False, True])
def test_an_edit_takes_the_place_of_what_it_corrects_in_either_order(field, edit_first):
    sent = [
        payload(instance_id="uuid:old", opened="no"),
        payload(instance_id="uuid:new", opened="yes", deprecates="uuid:old"),
    ]
    for raw in reversed(sent) if edit_first else sent:
        field.send(raw)
        operations.read_waiting(at=on_the_day(10))
    assert Submission.objects.count() == 2
    assert AnswerSheet.objects.get(is_current=True).values["opened"] == "yes"
    assert Submission.objects.get(instance_id="uuid:old").superseded_by == "uuid:new"


def test_late_entry_keeps_its_original_time_and_says_so(field):
    field.send(at=on_the_day(15))
    row = Submission.objects.get()
    assert row.recorded_at == on_the_day(8, 55)
    assert row.flags == "late"


def test_a_clock_that_is_wrong_by_a_year_is_received_and_doubted(field):
    receipt = field.send(payload(end="2023-11-27T08:55:00.000+08:00", opened="yes"))
    assert receipt.outcome is Outcome.STORED
    assert Submission.objects.get().flags == "clock"
    assert Submission.objects.get().station_code == STATION


def test_the_station_named_in_the_form_counts_and_another_one_is_marked(field):
    field.send(payload(station=OTHER_STATION, opened="yes"))
    row = Submission.objects.get()
    assert (row.station_code, row.flags) == (OTHER_STATION, "other_station")


def test_what_was_filled_before_a_change_of_station_belongs_to_the_old_one(field):
    operations.move(field.assignment, OTHER_STATION, actor=None, at=on_the_day(10))
    directory.forget()
    field.send(payload(instance_id="uuid:before", end="2024-11-27T08:55:00+08:00"), at=on_the_day(12))
    field.send(payload(instance_id="uuid:after", end="2024-11-27T11:55:00+08:00"), at=on_the_day(12))
    assert Submission.objects.get(instance_id="uuid:before").station_code == STATION
    assert Submission.objects.get(instance_id="uuid:after").station_code == OTHER_STATION


def test_a_card_that_was_taken_back_loses_nothing(field):
    operations.revoke_card(field.card, reason="hilang", actor=None, at=on_the_day(8))
    directory.forget()
    receipt = field.send()
    assert receipt.outcome is Outcome.QUARANTINED
    assert receipt.reason == "card_revoked"
    assert receipt.is_kept_whole


def test_what_was_filled_with_a_withdrawn_version_is_received_and_marked(field):
    operations.withdraw(field.version.publications.get(), actor=None, at=on_the_day(8))
    directory.forget()
    field.send()
    assert "withdrawn" in Submission.objects.get().flags


def test_answers_are_read_and_can_be_counted_per_question_on_both_databases(field):
    for place, answer in enumerate(["yes", "yes", "no"]):
        field.send(payload(instance_id=f"uuid:{place}", opened=answer, present=place))
    assert operations.read_waiting(at=on_the_day(10)) == 3
    counted = AnswerSheet.objects.order_by().values("values__opened").annotate(n=Count("pk"))
    assert {row["values__opened"]: row["n"] for row in counted} == {"yes": 2, "no": 1}
    assert operations.read_waiting(at=on_the_day(10)) == 0


def test_a_batch_is_one_line_of_the_journal_whose_digest_covers_the_bytes(field):
    for place in range(3):
        field.send(payload(instance_id=f"uuid:{place}"))
    operations.read_waiting(at=on_the_day(10))
    line = Line.objects.get(act="submissions_received")
    rows = list(Submission.objects.all())
    assert line.facts == {"count": 3, "digest": operations.digest_of(rows)}
    assert verify().is_whole


def test_files_are_inspected_and_entered_in_the_journal_afterwards(field):
    field.send(payload(opened="yes", photo="a.png"), files=[("a.png", PNG), ("c.jpg", b"no picture at all")])
    assert set(Attachment.objects.values_list("file__status", flat=True)) == {"quarantined"}
    operations.read_waiting(at=on_the_day(10))
    states = dict(Attachment.objects.values_list("name", "file__status"))
    assert states == {"a.png": "sealed", "c.jpg": "quarantined"}
    assert Line.objects.filter(act="file_sealed").count() == 2


def test_files_may_come_later_by_the_id_alone_from_who_sent_the_answers(field):
    field.send(payload(instance_id="uuid:1", photo="a.png"))
    receipt = operations.attach("uuid:1", [("a.png", PNG)], sender=field.sender, at=on_the_day(10))
    assert receipt is not None
    assert receipt.files == 1
    assert operations.attach("uuid:2", [("a.png", PNG)], sender=field.sender, at=on_the_day(10)) is None


def test_the_desk_types_for_a_station_and_the_record_says_so(field):
    officer = directory.desk(field.cast.officer.pk, field.cast.officer.code, "64.02")
    raw = payload(opened="yes", end=(on_the_day(8)).isoformat())
    field.send(raw, sender=officer, channel="voice", station=OTHER_STATION)
    row = Submission.objects.get()
    assert (row.channel, row.sender, row.station_code, row.key_id) == (
        "voice",
        field.cast.officer,
        OTHER_STATION,
        None,
    )
    assert row.received_at - row.recorded_at == timedelta(hours=1)
