"""``saksama tick``: scheduled work that is due, once. Called every minute by ``serve``, or from cron."""

import logging
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from saksama.cases.importing import operations as importing
from saksama.cases.operations import deadlines
from saksama.cases.operations.absence import hand_over_for_absences
from saksama.cases.tracks import deadlines as tracks
from saksama.checklists import operations as checklists
from saksama.checklists.exporting import operations as exporting
from saksama.config import clock, readiness
from saksama.evidence import operations as evidence
from saksama.meetings.operations import mailing
from saksama.notices import operations as notices
from saksama.site import operations as site
from saksama.situation import operations as situation

LOG = logging.getLogger("saksama.tick")

INCOMING_HOURS = 6
"""A file still on its way in after this belongs to a request that died."""
STORE_HOURS = 24
"""Stored bytes that no record names after this belong to an act that was rolled back."""
DAY_SECONDS = 24 * 3600


class Command(BaseCommand):
    """Each task is safe to repeat; one that fails is told and does not stop the rest."""

    help = "Do scheduled work that is due, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if readiness.problems():  # nothing to sweep yet, or nothing to sweep it with
            raise CommandError(_("This installation is not ready. Run: saksama check"))
        failed = []
        for what, task in _tasks(clock.now(), timezone.now()).items():
            try:
                count = task()
            except Exception:
                LOG.exception("scheduled work failed: %s", what)
                failed.append(what)
                continue
            if not options["quiet"]:
                self.stdout.write(f"{what}: {count}")
        if failed:
            raise CommandError(
                _("Not done: %(what)s. The log says why; the next tick tries again.")
                % {"what": ", ".join(failed)}
            )


def _tasks(now: datetime, real: datetime) -> dict[str, Callable[[], int]]:
    """``real``: sessions and uploads live in real time, also in the example."""
    return {
        "limits handed to the alerts anew": lambda: _daily(
            "last-mend", real, lambda: deadlines.mend(at=now) + tracks.mend(at=now)
        ),
        "cases handed over for absences": lambda: hand_over_for_absences(now),
        "alerts given": lambda: notices.sweep(now),
        "alerts that alerts stood still": lambda: notices.beat(
            real=real,
            at=now,
            late_after=None if settings.DEMO else timedelta(minutes=settings.TICK_ALARM_MINUTES),
        ),
        "alerts sent": lambda: notices.deliver(now)["sent"],
        "invitations by e-mail": lambda: mailing.post(now),
        "published figures that no longer hold": lambda: _daily(
            "last-figures", real, lambda: situation.sweep_releases(now)
        ),
        "drafts past their day": lambda: evidence.sweep_drafts(now),
        "uploads that died": lambda: evidence.sweep_incoming(real - timedelta(hours=INCOMING_HOURS)),
        "stored bytes without a record": lambda: _daily(
            "last-sweep", real, lambda: evidence.sweep_store(real - timedelta(hours=STORE_HOURS))
        ),
        "rows of other registers": lambda: importing.carry_on(now),
        "submissions unread": lambda: checklists.read_waiting(at=now),
        "pieces of files never finished": lambda: checklists.sweep_pieces(real - timedelta(days=30)),
        "files past their time": lambda: exporting.sweep_exports(at=now, real=real),
        "wrong PINs of past hours": lambda: checklists.sweep_tries(real - timedelta(days=1)),
        "counts of past days": lambda: site.sweep_throttles(now.date()),
        "sessions that ended": lambda: Session.objects.filter(expire_date__lt=real).delete()[0],
    }


def _daily(name: str, real: datetime, task: Callable[[], int]) -> int:
    """What looks at everything is done once a day; the file ``name`` remembers when."""
    mark = Path(settings.VAR) / name
    if mark.exists() and real.timestamp() - mark.stat().st_mtime < DAY_SECONDS:
        return 0
    done = task()
    mark.touch()
    return done
