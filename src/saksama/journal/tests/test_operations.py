import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from saksama.journal import heads, keys, rules
from saksama.journal.models import Head, Line, NeverChanged
from saksama.journal.operations import Entry, NotInTransaction, record_batch
from saksama.journal.queries import lines_of, verify
from saksama.journal.tests.conftest import AT, act


def test_first_line_starts_the_chain_and_each_next_one_names_the_one_before(write):
    first, second = write(2)
    assert (first.seq, first.previous) == (1, rules.START)
    assert (second.seq, second.previous) == (2, first.mac)


def test_each_office_has_its_own_chain(write):
    write(2, "64.02")
    (other,) = write(1, "64.03")
    assert (other.seq, other.previous) == (1, rules.START)


def test_real_time_is_written_beside_the_time_of_the_act(write):
    (line,) = write()
    assert line.effective_at == AT
    assert datetime.now(UTC) - line.recorded_at < timedelta(minutes=1)


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransaction):
        act()


def test_an_act_without_zone_or_name_is_refused(db):
    with transaction.atomic():
        with pytest.raises(ValueError, match="no time zone"):
            act(at=datetime(2024, 11, 9))
        with pytest.raises(ValueError, match="needs its name"):
            act(act="")


def test_an_act_that_fails_leaves_no_line_and_no_head(db):
    with pytest.raises(RuntimeError):
        _fail_after_an_act()
    assert not Line.objects.exists()
    assert verify().is_whole


def test_a_batch_keeps_its_order_within_each_office(write):
    with transaction.atomic():
        lines = record_batch(
            Entry("form_received", office, ("submission", number), "7", AT)
            for number, office in [("1", "64.03"), ("2", "64.02"), ("3", "64.03")]
        )
    assert [(line.office, line.seq, line.subject_id) for line in lines] == [
        ("64.02", 1, "2"),
        ("64.03", 1, "1"),
        ("64.03", 2, "3"),
    ]
    assert verify().is_whole


def test_a_batch_locks_the_head_once_and_inserts_in_bulk(db, django_assert_num_queries):
    entries = [Entry("form_received", "64.02", ("submission", str(number)), "7", AT) for number in range(100)]
    with transaction.atomic():
        record_batch(entries[:1])
        with django_assert_num_queries(3):  # lock the head, insert the lines, move the head
            record_batch(entries[:2])
        with django_assert_num_queries(3):
            record_batch(entries[:80])  # SQLite takes at most 999 values in one statement


def test_lines_of_a_subject_come_from_all_offices_in_order(write):
    write(1, "64.02")
    write(1, "64", act="case_taken_over")
    write(1, "64.02", subject=("case", "18"))
    assert [line.office for line in lines_of(("case", "17"))] == ["64.02", "64"]


def test_a_saved_line_can_be_neither_saved_nor_deleted_again(write):
    (line,) = write()
    for change in (
        line.save,
        line.delete,
        Line.objects.all().delete,
        lambda: Line.objects.update(act="x"),
        lambda: Line.objects.bulk_update([line], ["act"]),
    ):
        with pytest.raises(NeverChanged):
            change()


@pytest.mark.parametrize("statement", ["UPDATE journal_line SET act = 'x'", "DELETE FROM journal_line"])
def test_the_database_itself_refuses(write, statement):
    write()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"kosong": "", "tidak": None, "ya": True, "nol": 0},
        {"besar": 2**70, "kecil": -(2**70)},
        {"aksara": 'Ünïcödé – ☃ \U0001f5f3 \\ " \n\t\x7f', "kunci ☃": 1},
        {"b": {"z": [1, [2, {"a": None}]], "a": []}, "a": "1.0"},
    ],
)
def test_facts_are_read_back_as_they_were_sealed(write, facts):
    with transaction.atomic():
        act(facts=facts)
    assert Line.objects.get().facts == facts
    assert verify().is_whole


def test_two_lines_can_not_stand_at_one_place(write):
    (line,) = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(**{**_values(line), "mac": "0" * 64})


def test_without_a_key_nothing_is_recorded(db, own_keys):
    keys.path().unlink()
    assert not keys.is_readable()
    with pytest.raises(keys.KeyUnreadable), transaction.atomic():
        act()
    assert not Line.objects.exists()


def test_a_key_is_never_overwritten(own_keys):
    before = keys.load()
    with pytest.raises(FileExistsError):
        keys.create()
    assert keys.load() == before
    assert keys.path().stat().st_mode & 0o077 == 0


def test_the_file_of_heads_follows_each_commit(write):
    lines = write(3)
    assert heads.read(keys.load()) == {"64.02": heads.Head(3, lines[-1].mac)}


def test_the_file_of_heads_never_moves_backwards(write):
    lines = write(3)
    old = heads.Head(1, lines[0].mac)
    assert not heads.move_forward("64.02", old, keys.load(), mac_at=lambda _: lines[-1].mac)
    assert heads.read(keys.load())["64.02"].count == 3


def test_the_file_of_heads_keeps_the_evidence_of_a_cut_tail_when_the_office_works_on(write, tamper, caplog):
    write(3)
    tamper("DELETE FROM journal_line WHERE seq = 3")
    tamper("UPDATE journal_head SET seq = 2, mac = (SELECT mac FROM journal_line WHERE seq = 2)")
    write(2)
    assert "contradicts" in caplog.text
    assert verify().broken.kind == "replaced"


def test_the_file_of_heads_is_replaced_whole_and_readable_by_its_owner_only(write):
    write()
    assert heads.path().stat().st_mode & 0o077 == 0
    assert set(json.loads(heads.path().read_text())) == {"heads", "mac"}
    assert not heads.path().with_suffix(".new").exists()


def test_head_row_is_made_once(write):
    write(2)
    assert Head.objects.count() == 1


def _values(line):
    return {
        field.attname: getattr(line, field.attname) for field in Line._meta.fields if field.attname != "id"
    }


def _fail_after_an_act():
    with transaction.atomic():
        act()
        raise RuntimeError
