"""What a process remembers of who sends, and when it asks anew."""

import pytest

from saksama.checklists import directory, operations
from saksama.checklists.models import AccessKey
from saksama.checklists.testing import on_the_day

pytestmark = pytest.mark.django_db


def test_who_holds_a_key_is_asked_once_and_not_again_after_seconds(
    field, django_assert_num_queries, monkeypatch
):
    now = [1000.0]
    monkeypatch.setattr("saksama.checklists.directory.time.monotonic", lambda: now[0])
    directory.forget()
    first = directory.sender_of(field.key)
    with django_assert_num_queries(0):
        assert directory.sender_of(field.key) is first
    now[0] += directory.STAMP_SECONDS + 1
    with django_assert_num_queries(1):  # has anything changed?
        assert directory.sender_of(field.key) is first


def test_another_process_knows_a_revoked_phone_with_its_next_look_at_the_stamp(field, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("saksama.checklists.directory.time.monotonic", lambda: now[0])
    directory.forget()
    assert not directory.sender_of(field.key).is_revoked
    key = AccessKey.objects.get(digest=directory.digest(field.key))
    monkeypatch.setattr(directory, "forget", lambda: None)  # the act is another process's
    operations.revoke_key(key, actor=None, at=on_the_day())
    now[0] += directory.STAMP_SECONDS + 0.1
    assert directory.sender_of(field.key).is_revoked


def test_what_was_asked_before_a_change_is_not_taken_for_the_state_after_it(field, monkeypatch):
    directory.forget()
    ask = directory._find_sender

    def slow(wanted):
        found = ask(wanted)
        if not hasattr(slow, "done"):
            slow.done = True
            operations.note_change()
            directory._stamp.forget()  # another thread looked at the stamp meanwhile
        return found

    monkeypatch.setattr(directory, "_find_sender", slow)
    old = directory.sender_of(field.key)
    assert directory.sender_of(field.key) is not old
