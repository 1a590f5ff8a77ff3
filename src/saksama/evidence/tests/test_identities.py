import json
import logging
import re

import pytest
from django.db import connection

from saksama.evidence import crypto, operations, queries
from saksama.evidence.models import IdentityAct, IdentityIndex, NeverChanged, SealedIdentity
from saksama.evidence.rules import Ground
from saksama.evidence.tests.conftest import AT, MARKER, WHO
from saksama.journal.models import Line
from saksama.journal.queries import lines_of, verify

pytestmark = pytest.mark.django_db

PERSON = {
    "name": MARKER,
    "nik": "6402055101900003",
    "phone": "0812 3456 7890",
    "email": "penanda@contoh.id",
    "address": "Jalan Penanda 7",
    "birth_date": "1990-01-11",
}
LOOK = {"actor": "A-1", "at": AT, "ground": "clarification"}


@pytest.fixture
def identity():
    return operations.seal_identity(PERSON, kind="reporter", **WHO)


def test_a_sealed_identity_is_known_by_its_label_only(identity):
    assert re.fullmatch(r"P-[2-9A-Z]{3}", identity.label)
    assert str(identity) == identity.label
    assert MARKER not in repr(identity)


@pytest.mark.parametrize(("kind", "letter"), [("witness", "S"), ("representative", "K"), ("expert", "X")])
def test_the_label_begins_with_the_role(kind, letter):
    assert operations.seal_identity(PERSON, kind=kind, **WHO).label.startswith(f"{letter}-")


def test_labels_stay_unique_when_short_ones_run_out(monkeypatch):
    monkeypatch.setattr("saksama.evidence.operations.identities._LETTERS", "A")
    labels = [operations.seal_identity({}, kind="reporter", **WHO).label for _ in range(3)]
    assert labels == ["P-AAA", "P-AAAA", "P-AAAAA"]


def test_the_database_holds_nothing_of_the_person_in_clear(identity):
    operations.reveal(identity, **LOOK, note=f"undang {MARKER}")
    dump = _dump()
    for value in (*PERSON.values(), "Penanda", "081234567890", "rahasiawati penanda"):
        assert value not in dump


def test_reveal_gives_the_person_and_writes_down_who_asked_why_and_when(identity):
    found = operations.reveal(identity, **LOOK, note=f"undang {MARKER}", office="64")
    assert found == PERSON
    act = queries.acts_on(identity).last()
    assert (act.act, act.actor, act.office, act.ground, act.note) == (
        "revealed",
        "A-1",
        "64",
        "clarification",
        f"undang {MARKER}",
    )
    line = lines_of(("identity", str(identity.pk))).last()
    assert (line.act, line.office, line.facts) == ("identity_revealed", "64", {"ground": "clarification"})
    assert act.line == line


@pytest.mark.parametrize("ground", ["", "curiosity", "CLARIFICATION", None])
def test_without_a_ground_nothing_is_revealed(identity, ground):
    with pytest.raises(operations.UnknownGround):
        operations.reveal(identity, actor="A-1", at=AT, ground=ground)
    assert IdentityAct.objects.count() == 1


def test_every_ground_has_words(identity):
    assert all(str(label) for _, label in Ground.choices)


def test_a_look_that_can_not_be_journalled_reveals_nothing(identity, own_installation):
    (own_installation / "keys" / "journal.key").unlink()
    with pytest.raises(Exception, match="journal key"):
        operations.reveal(identity, **LOOK)


def test_two_identities_swapped_in_the_database_do_not_open(identity):
    other = operations.seal_identity({"name": "Lain"}, kind="witness", **WHO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM evidence_sealedidentity WHERE label = %s", [other.label])
        (token,) = cursor.fetchone()
        cursor.execute(
            "UPDATE evidence_sealedidentity SET sealed = %s WHERE label = %s", [token, identity.label]
        )
    with pytest.raises(crypto.CannotOpen, match="another identity"):
        operations.reveal(identity, **LOOK)


def test_unknown_fields_are_refused():
    with pytest.raises(operations.UnknownField, match="shoe_size"):
        operations.seal_identity({"shoe_size": "42"}, kind="reporter", **WHO)


def test_empty_fields_are_not_kept(identity):
    empty = operations.seal_identity({"name": "  ", "phone": ""}, kind="reporter", **WHO)
    assert operations.reveal(empty, **LOOK) == {}
    assert not IdentityIndex.objects.filter(identity=empty).exists()


# Search


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("name", "rahasiawati  PENANDA"),
        ("nik", "6402-0551-0190-0003"),
        ("phone", "+62 812-3456-7890"),
        ("email", "Penanda@Contoh.id"),
    ],
)
def test_an_identity_is_found_by_its_exact_value_in_any_spelling(identity, kind, value):
    assert list(queries.find_identities(kind, value)) == [identity]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("name", "Rahasiawati"),
        ("name", "Penanda"),
        ("name", "Rahasiawati Penand"),
        ("name", "Penanda Rahasiawati"),
        ("name", ""),
        ("name", "%"),
        ("nik", "640205510190000"),
        ("nik", "0812 3456 7890"),
        ("phone", "0812 3456 789"),
        ("phone", "-"),
        ("email", "penanda"),
    ],
)
def test_nothing_is_found_by_a_part_or_by_another_kind(identity, kind, value):
    assert not queries.find_identities(kind, value).exists()


def test_searching_by_an_unindexed_field_is_an_error():
    with pytest.raises(ValueError, match="not by address"):
        queries.find_identities("address", "Jalan")


def test_two_kinds_of_one_value_have_different_digests(identity):
    other = operations.seal_identity({"nik": "081234567890", "phone": "081234567890"}, kind="witness", **WHO)
    assert len(set(other.index_rows.values_list("digest", flat=True))) == 2


# Amending


def test_amending_changes_fields_and_index_and_journals_the_names_of_fields_only(identity):
    operations.amend_identity(
        identity, {"phone": "0813 0000 1111", "email": "", "name": MARKER}, actor="A-1", at=AT
    )
    now = operations.reveal(identity, **LOOK)
    assert now == {
        **{key: value for key, value in PERSON.items() if key != "email"},
        "phone": "0813 0000 1111",
    }
    assert not queries.find_identities("phone", PERSON["phone"]).exists()
    assert not queries.find_identities("email", PERSON["email"]).exists()
    assert queries.find_identities("phone", "081300001111").exists()
    line = Line.objects.get(act="identity_amended")
    assert line.facts == {"fields": ["email", "phone"]}


def test_amending_nothing_leaves_no_trace(identity):
    operations.amend_identity(identity, {"name": MARKER}, actor="A-1", at=AT)
    assert not Line.objects.filter(act="identity_amended").exists()


# Erasing


def test_erasure_forgets_the_person_and_leaves_the_chain_whole(identity):
    operations.reveal(identity, **LOOK, note=MARKER)
    operations.erase_identity(identity, actor="A-1", at=AT)
    assert not IdentityIndex.objects.exists()
    assert not queries.find_identities("name", MARKER).exists()
    kept = SealedIdentity.objects.get()
    assert (kept.label, kept.erased_at, kept.sealed["fields"]) == (identity.label, AT, {})
    assert {act.note for act in queries.acts_on(identity)} == {""}
    for act in (
        lambda: operations.reveal(kept, **LOOK),
        lambda: operations.amend_identity(kept, {"name": "x"}, actor="A-1", at=AT),
        lambda: operations.erase_identity(kept, actor="A-1", at=AT),
    ):
        with pytest.raises(operations.Erased):
            act()
    assert verify().is_whole


def test_a_stale_object_does_not_reveal_what_was_erased(identity):
    operations.erase_identity(SealedIdentity.objects.get(), actor="A-1", at=AT)
    with pytest.raises(operations.Erased):
        operations.reveal(identity, **LOOK)


def test_acts_on_an_identity_are_never_changed_or_deleted(identity):
    act = IdentityAct.objects.get()
    for change in (act.save, act.delete):
        with pytest.raises(NeverChanged):
            change()


def test_nothing_of_the_person_stands_in_journal_or_log(identity, caplog):
    caplog.set_level(logging.DEBUG)
    operations.amend_identity(identity, {"name": f"{MARKER} Dua"}, actor="A-1", at=AT, note=MARKER)
    operations.reveal(identity, **LOOK, note=MARKER)
    operations.erase_identity(identity, actor="A-1", at=AT, note=MARKER)
    lines = " ".join(json.dumps(line.facts) + str(line) for line in Line.objects.all())
    assert MARKER not in lines
    assert MARKER not in "".join(
        record.getMessage() for record in caplog.records if "sql" not in vars(record)
    )


def _dump():
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("evidence_", "journal_")):
                cursor.execute(f"SELECT * FROM {table}")
                rows += cursor.fetchall()
    return str(rows)
