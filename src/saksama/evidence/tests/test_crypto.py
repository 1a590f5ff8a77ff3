import json

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection

from saksama.evidence import crypto, keys
from saksama.evidence.models import SealedDraft, SealedFile
from saksama.evidence.tests.conftest import AT, MARKER


@pytest.fixture
def draft(db):
    return SealedDraft.objects.create(digest="d", data={"name": MARKER}, updated_at=AT, expires_at=AT)


def stored():
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM evidence_sealeddraft")
        return cursor.fetchone()[0]


def store(value):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_sealeddraft SET data = %s", [value])


def swap_key(key_id="k1"):
    path = keys.Path(keys.settings.KEYS) / keys.FIELDS_NAME
    path.unlink()
    path.write_text(keys._as_text(key_id, {key_id: bytes(32)}))


def test_value_is_sealed_in_the_database_and_plain_in_python(draft):
    assert MARKER not in stored()
    assert stored().startswith("v1.k1.")
    assert SealedDraft.objects.get().data == {"name": MARKER}


def test_the_same_value_is_sealed_differently_each_time(draft):
    before = stored()
    draft.save()
    assert stored() != before


def test_wrong_key_is_loud(draft):
    swap_key()
    with pytest.raises(crypto.CannotOpen):
        SealedDraft.objects.get()


def test_unknown_key_id_is_loud(draft):
    swap_key("k9")
    with pytest.raises(keys.UnknownKey):
        SealedDraft.objects.get()


def test_a_changed_letter_is_loud(draft):
    token = stored()
    store(token[:-6] + ("A" if token[-6] != "A" else "B") + token[-5:])
    with pytest.raises(crypto.CannotOpen):
        SealedDraft.objects.get()


@pytest.mark.parametrize(
    "value", ["", "plain", '{"name": "x"}', "v1.k1.", "v1.k1.AAAA", "v2.k1.AAAA", "v1.k1.???"]
)
def test_what_was_never_sealed_is_loud_and_never_handed_out(draft, value):
    store(value)
    with pytest.raises(crypto.CannotOpen):
        SealedDraft.objects.get()


def test_a_value_moved_to_another_column_does_not_open(draft):
    with pytest.raises(crypto.CannotOpen):
        crypto.open_token(stored(), purpose="evidence_draftfile.claimed_name")


@pytest.mark.parametrize(
    "lookup", ["data", "data__contains", "data__icontains", "data__startswith", "data__in"]
)
def test_encrypted_fields_can_not_be_searched(draft, lookup):
    with pytest.raises(FieldError):
        SealedDraft.objects.filter(**{lookup: "x"}).exists()


def test_encrypted_fields_can_be_asked_whether_they_are_empty(draft):
    assert not SealedDraft.objects.filter(data__isnull=True).exists()


def test_update_and_bulk_update_seal_too(draft):
    SealedDraft.objects.update(data={"name": MARKER, "a": 1})
    assert MARKER not in stored()
    draft.data = {"name": MARKER, "a": 2}
    SealedDraft.objects.bulk_update([draft], ["data"])
    assert MARKER not in stored()
    assert SealedDraft.objects.get().data["a"] == 2


def test_a_dump_never_writes_clear_text(draft):
    with pytest.raises(crypto.NeverInClear):
        serializers.serialize("json", SealedDraft.objects.all())


def test_digest_depends_on_purpose_value_and_key(own_installation):
    one = crypto.blind_digest("tracking", "ABC")
    assert len(one) == 32
    assert one == crypto.blind_digest("tracking", "ABC")
    assert one != crypto.blind_digest("resume code", "ABC")
    assert one != crypto.blind_digest("tracking", "ABD")
    (own_installation / "keys" / "index.key").unlink()
    (own_installation / "keys" / "index.key").write_text("00" * 32)
    assert one != crypto.blind_digest("tracking", "ABC")


# Keys


def test_keys_are_never_overwritten():
    before = keys.load_fields().keys, keys.load_index()
    with pytest.raises(FileExistsError):
        keys.create()
    assert (keys.load_fields().keys, keys.load_index()) == before


def test_half_a_set_of_keys_is_not_completed_silently(own_installation):
    (own_installation / "keys" / "index.key").unlink()
    assert not keys.are_readable()
    with pytest.raises(FileExistsError):
        keys.create()


def test_key_files_are_readable_by_their_owner_only(own_installation):
    assert all(path.stat().st_mode & 0o077 == 0 for path in (own_installation / "keys").iterdir())


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"current": "k2", "keys": {"k1": ""}}', '{"current": 1, "keys": 2}']
)
def test_damaged_key_files_are_unreadable(own_installation, content):
    path = own_installation / "keys" / "fields.json"
    path.unlink()
    path.write_text(content)
    assert not keys.are_readable()
    with pytest.raises(keys.KeysUnreadable):
        crypto.seal(b"x", purpose="x")


def test_keys_do_not_print_themselves():
    fields = keys.load_fields()
    assert json.loads((keys.Path(keys.settings.KEYS) / "fields.json").read_text())["keys"]["k1"] not in repr(
        fields
    )
    assert repr(fields) == "<FieldKeys k1>"


def test_models_do_not_print_what_they_hide(draft):
    assert MARKER not in repr(draft) + str(draft) + repr(SealedFile(claimed_name=MARKER))
