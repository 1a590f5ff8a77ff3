"""``saksama tick``: each task by itself."""

import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saksama.config.management.commands import tick
from saksama.evidence.models import SealedDraft
from saksama.evidence.operations import save_draft
from saksama.site.models import Throttle
from saksama.site.operations import count_try

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_what_is_past_its_day_is_forgotten_and_the_rest_stays():
    now = tick.clock.now()
    save_draft({"story": "old"}, at=LONG_AGO)
    save_draft({"story": "new"}, at=now)
    for day in (now.date() - timedelta(days=1), now.date()):
        count_try("send", "0" * 64, on=day)
    said = io.StringIO()
    call_command("tick", stdout=said)
    assert "drafts past their day: 1" in said.getvalue()
    assert SealedDraft.objects.count() == 1
    assert [row.day for row in Throttle.objects.all()] == [now.date()]


def test_a_task_that_fails_is_told_and_does_not_stop_the_rest(monkeypatch, caplog):
    count_try("send", "0" * 64, on=LONG_AGO.date())
    monkeypatch.setattr(tick.evidence, "sweep_drafts", lambda now: 1 / 0)
    with pytest.raises(CommandError, match="drafts past their day"):
        call_command("tick", quiet=True)
    assert "ZeroDivisionError" in caplog.text
    assert not Throttle.objects.exists()


def test_all_stored_files_are_looked_at_once_a_day_only(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    looked = []
    monkeypatch.setattr(tick.evidence, "sweep_store", lambda before: looked.append(before) or 0)
    for _minute in range(2):
        call_command("tick", quiet=True)
    assert len(looked) == 1
    yesterday = (tick.timezone.now() - timedelta(days=1, minutes=1)).timestamp()
    os.utime(tmp_path / "last-sweep", (yesterday, yesterday))
    call_command("tick", quiet=True)
    assert len(looked) == 2
