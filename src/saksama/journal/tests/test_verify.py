"""Each way of tampering, by somebody who holds the database but not the key."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from saksama.journal import heads, keys, wording
from saksama.journal.models import Line
from saksama.journal.queries import Break, verify
from saksama.journal.tests.conftest import act

COLUMNS = {
    "act": "'plenary_decided'",
    "subject_kind": "'file'",
    "subject_id": "'18'",
    "actor": "'9'",
    "effective_at": "'2024-11-08 03:15:00+00:00'",
    "recorded_at": "'2024-11-08 03:15:00+00:00'",
    "facts": """'{"number": 9}'""",
    "previous": f"'{'a' * 64}'",
    "mac": f"'{'a' * 64}'",
}


def test_an_untouched_journal_is_whole(write):
    write(5)
    write(3, "64.03")
    report = verify()
    assert (report.is_whole, report.lines, len(report.chains)) == (True, 8, 2)
    assert {chain.behind for chain in report.chains} == {0}


def test_an_empty_journal_is_whole(db):
    assert verify().is_whole


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_line_is_named_whatever_was_changed(write, tamper, column):
    write(5)
    tamper(f"UPDATE journal_line SET {column} = {COLUMNS[column]} WHERE seq = 3")
    assert verify().broken == Break("changed", "64.02", 3)


def test_one_changed_byte_in_the_facts_is_found(write, tamper):
    (line,) = write(1, subject=("case", "17"))
    tamper("UPDATE journal_line SET facts = %s WHERE id = %s", '{"number": 1}', line.pk)
    assert verify().broken == Break("changed", "64.02", 1)


def test_the_first_of_two_changed_lines_is_named(write, tamper):
    write(6)
    tamper("UPDATE journal_line SET actor = '9' WHERE seq IN (5, 2)")
    assert verify().broken.seq == 2


def test_a_removed_line_is_named(write, tamper):
    write(5)
    tamper("DELETE FROM journal_line WHERE seq = 3")
    assert verify().broken == Break("removed", "64.02", 3)


def test_a_removed_first_line_is_named(write, tamper):
    write(5)
    tamper("DELETE FROM journal_line WHERE seq = 1")
    assert verify().broken == Break("removed", "64.02", 1)


def test_a_removed_line_is_named_though_the_rest_was_moved_up(write, tamper):
    write(5)
    tamper("DELETE FROM journal_line WHERE seq = 3")
    for seq in (4, 5):
        tamper("UPDATE journal_line SET seq = %s WHERE seq = %s", seq - 1, seq)
    assert verify().broken == Break("removed", "64.02", 3, was=4)


def test_lines_in_another_order_are_named(write, tamper):
    write(5)
    for old, new in [(2, 99), (4, 2), (99, 4)]:
        tamper("UPDATE journal_line SET seq = %s WHERE seq = %s", new, old)
    assert verify().broken == Break("reordered", "64.02", 2, was=4)


def test_a_line_put_in_by_hand_is_named(write, tamper):
    line, second = write(2)
    forged = {**_values(line), "seq": 3, "previous": second.mac, "mac": line.mac}
    Line.objects.bulk_create([Line(**forged)])
    assert verify().broken == Break("changed", "64.02", 3)


def test_a_line_moved_to_another_office_is_named(write, tamper):
    write(2)
    write(1, "64.03")
    tamper("UPDATE journal_line SET office = '64.03' WHERE office = '64.02' AND seq = 2")
    assert {chain.broken.office for chain in verify().chains} == {"64.02", "64.03"}


def test_a_cut_tail_is_found(write, tamper):
    write(5)
    tamper("DELETE FROM journal_line WHERE seq > 3")
    assert verify().broken == Break("tail_cut", "64.02", 4, was=5)


def test_a_cut_tail_is_found_though_the_head_row_was_moved_back_too(write, tamper):
    lines = write(5)
    tamper("DELETE FROM journal_line WHERE seq > 3")
    tamper("UPDATE journal_head SET seq = 3, mac = %s", lines[2].mac)
    assert verify().broken == Break("tail_cut", "64.02", 4, was=5)


def test_a_chain_that_was_wholly_removed_is_found(write, tamper):
    write(2)
    write(2, "64.03")
    tamper("DELETE FROM journal_line WHERE office = '64.03'")
    tamper("DELETE FROM journal_head WHERE office = '64.03'")
    assert verify().broken == Break("tail_cut", "64.03", 1, was=2)


def test_a_cut_tail_written_anew_with_genuine_acts_is_found(write, tamper):
    lines = write(5)
    tamper("DELETE FROM journal_line WHERE seq > 3")
    tamper("UPDATE journal_head SET seq = 3, mac = %s", lines[2].mac)
    write(4)
    assert verify().broken == Break("replaced", "64.02", 5)


def test_a_changed_head_row_is_found(write, tamper):
    write(3)
    tamper("UPDATE journal_head SET seq = 2")
    assert verify().broken.kind == "replaced"
    tamper("UPDATE journal_head SET seq = 2, mac = (SELECT mac FROM journal_line WHERE seq = 2)")
    assert verify().broken == Break("head_row_changed", "64.02", 3)
    tamper("UPDATE journal_head SET seq = 4")
    assert verify().broken == Break("tail_cut", "64.02", 4, was=4)


def test_a_part_put_back_from_another_history_is_named(write, tamper):
    """Line 3 of a restored copy is genuine, but follows another line 2."""
    old = write(3)
    tamper("DELETE FROM journal_line WHERE seq > 1")
    tamper("UPDATE journal_head SET seq = 1, mac = %s", old[0].mac)
    write(1)
    Line.objects.bulk_create([Line(**_values(old[2]))])
    assert verify().broken == Break("unlinked", "64.02", 3)


def test_a_file_of_heads_written_without_the_key_is_found(write):
    write(5)
    data = json.loads(heads.path().read_text())
    data["heads"]["64.02"]["count"] = 3
    heads.path().write_text(json.dumps(data))
    assert verify().broken.kind == "heads_unreadable"


@pytest.mark.parametrize("content", [None, "", "[]", '{"heads": 3, "mac": ""}', '{"heads": {"64.02": 1}}'])
def test_a_missing_or_damaged_file_of_heads_is_found(write, content):
    write(2)
    heads.path().unlink()
    if content is not None:
        heads.path().write_text(content)
    report = verify()
    assert report.broken.kind == "heads_unreadable"
    assert report.lines == 2


def test_another_key_breaks_the_first_line(write):
    write(2)
    keys.path().unlink()
    heads.path().unlink()
    keys.create()
    assert verify().broken == Break("changed", "64.02", 1)


def test_a_crash_between_commit_and_file_of_heads_is_no_alarm(write):
    write(3)
    with transaction.atomic():
        act()  # committed for the database, but the process dies before the file is moved
    report = verify()
    assert report.is_whole
    assert report.chains[0].behind == 1
    write(1)
    assert verify().chains[0].behind == 0


def test_a_crash_in_an_offices_very_first_act_is_no_alarm(db):
    with transaction.atomic():
        act()
    report = verify()
    assert report.is_whole
    assert report.chains[0].behind == 1


def test_lines_beyond_a_file_of_heads_left_behind_are_checked_all_the_same(write, tamper):
    write(3)
    with transaction.atomic():
        act()
    tamper("UPDATE journal_line SET actor = '9' WHERE seq = 4")
    assert verify().broken == Break("changed", "64.02", 4)


def test_an_older_file_of_heads_from_a_backup_agrees_with_the_longer_chain(write, tmp_path):
    write(2)
    backup = tmp_path / "heads-of-yesterday.json"
    backup.write_bytes(heads.path().read_bytes())
    write(3)
    assert verify(heads_file=backup).is_whole


def test_a_file_of_heads_from_a_backup_finds_a_tail_cut_together_with_the_newest_file(
    write, tamper, tmp_path
):
    lines = write(2)
    empty = heads.path().read_bytes()
    write(3)
    backup = tmp_path / "heads-of-yesterday.json"
    backup.write_bytes(heads.path().read_bytes())
    tamper("DELETE FROM journal_line WHERE seq > 2")
    tamper("UPDATE journal_head SET seq = 2, mac = %s", lines[1].mac)
    heads.path().write_bytes(empty)
    assert verify().is_whole  # as docs/journal.md says: this cannot be found from here
    assert verify(heads_file=backup).broken == Break("tail_cut", "64.02", 3, was=5)


def test_one_office_can_be_verified_alone(write, tamper):
    write(2)
    write(2, "64.03")
    tamper("UPDATE journal_line SET actor = '9' WHERE office = '64.03' AND seq = 1")
    assert verify("64.02").is_whole
    assert not verify("64.03").is_whole


def test_walking_needs_as_many_queries_for_a_thousand_lines_as_for_one(db, django_assert_num_queries):
    with transaction.atomic():
        for number in range(30):
            act(facts={"number": number})
    with django_assert_num_queries(4):
        verify()


# The command


def test_command_says_that_the_journal_is_whole(write):
    write(2)
    assert "Jurnal utuh: 2 baris" in _run()
    assert "The journal is whole: 2 lines" in _run("--language", "en")


def test_command_names_the_first_broken_link_and_exits_with_1(write, tamper):
    write(3)
    tamper("DELETE FROM journal_line WHERE seq = 2")
    out = StringIO()
    with pytest.raises(SystemExit) as exit_info:
        call_command("journal_verify", stdout=out)
    assert exit_info.value.code == 1
    assert "Baris 2 dari jurnal 64.02 dihapus." in out.getvalue()


def test_command_gives_json_for_programs(write, tamper):
    write(3)
    tamper("UPDATE journal_line SET actor = '9' WHERE seq = 2")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("journal_verify", "--json", "--language", "en", stdout=out)
    data = json.loads(out.getvalue())
    assert data["whole"] is False
    assert {key: data["broken"][key] for key in ("kind", "office", "seq", "was")} == {
        "kind": "changed",
        "office": "64.02",
        "seq": 2,
        "was": None,
    }
    assert "changed or put in by hand" in data["broken"]["sentence"]


def test_command_tells_of_a_file_of_heads_left_behind(db):
    with transaction.atomic():
        act()
    assert "Catatan" in _run()


def test_command_without_key_exits_with_2(db, own_keys):
    keys.path().unlink()
    with pytest.raises(CommandError) as error:
        call_command("journal_verify")
    assert error.value.returncode == 2


@pytest.mark.parametrize("kind", wording.BREAKS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_break_has_a_sentence_in_both_languages(kind, language, settings):
    from django.utils import translation

    with translation.override(language):
        text = wording.sentence(Break(kind, "64.02", 3, was=5))
    assert "%" not in text
    assert text.endswith(".")
    with translation.override("en"):
        assert (language == "en") == (text == wording.sentence(Break(kind, "64.02", 3, was=5)))


def _run(*options):
    out = StringIO()
    call_command("journal_verify", *options, stdout=out)
    return out.getvalue()


def _values(line):
    return {
        field.attname: getattr(line, field.attname) for field in Line._meta.fields if field.attname != "id"
    }


def test_triggers_stand_after_all_migrations(db):
    from saksama.journal import triggers

    table = (
        "sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "pg_trigger WHERE true"
    )
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        assert {name for (name,) in cursor.fetchall()} >= set(triggers.NAMES)
