"""``saksama check``: is this installation fit for the day?"""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from saksama.cases import queries as cases
from saksama.cases.operations import deadlines
from saksama.cases.tracks import deadlines as tracks
from saksama.checklists import sealing
from saksama.config import clock, readiness
from saksama.journal.queries import verify
from saksama.notices import queries as notices
from saksama.places.models import Office
from saksama.places.queries import calendar_for

LEAST_FREE = 1024**3  # bytes; a voting day of photos needs more, see docs/operate.md


class Finding(NamedTuple):
    """One thing looked at."""

    what: str
    fit: bool
    remedy: str


class Command(BaseCommand):
    """Exit code 1 when anything is not fit; each finding says what to do."""

    help = "Check keys, tables, journal, cases, disk and holidays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--whole", action="store_true", help="Every batch of the field, not the newest alone."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(_look(whole=options["whole"]))
        if options["json"]:
            self.stdout.write(json.dumps([finding._asdict() for finding in findings]))
        else:
            for finding in findings:
                word = _("fit ") if finding.fit else _("NOT ")
                self.stdout.write(f"{word} {finding.what}{_advice(finding)}")
        if not all(finding.fit for finding in findings):
            raise SystemExit(1)


def _advice(finding: Finding) -> str:
    return "" if finding.fit else f": {finding.remedy}"


def _look(*, whole: bool = False) -> Iterator[Finding]:
    problems = readiness.problems()
    wrong = _("see %(problems)s; run: saksama init (it leaves alone what stands already)") % {
        "problems": ", ".join(problems)
    }
    yield Finding(_("database, tables and keys"), not problems, wrong)
    if problems:
        return
    report = verify()
    walk = _("saksama journal verify names the first broken line")
    yield Finding(_("journal"), report.is_whole, walk)
    untrue = cases.untrue_copies()
    differing = _("differing: %(cases)s") % {"cases": ", ".join(untrue[:5])}
    yield Finding(_("cases as their acts tell them"), not untrue, differing)
    yield from _field(whole)
    yield from _alerts()
    free = shutil.disk_usage(settings.VAR).free
    room = _("only %(free)s MiB free; make room before the next photos") % {"free": free // 1024**2}
    yield Finding(_("disk"), free > LEAST_FREE, room)
    enter = _("enter them on the calendar page")
    yield Finding(_("holidays of this year and the next"), _holidays_known(), enter)


def _field(whole: bool) -> Iterator[Finding]:
    """What the field sent and what its results sheets say are what the journal sealed."""
    changed = sealing.verify_batches(newest=None if whole else sealing.RECENT)
    lines = _("changed since they were sealed: batches %(lines)s; compare with a backup") % {
        "lines": ", ".join(changed[:5])
    }
    yield Finding(_("what the field sent, as the journal sealed it"), not changed, lines)
    lost = list(sealing.dangling())
    nowhere = _("rows of the field point nowhere: %(fields)s; compare with a backup") % {
        "fields": ", ".join(lost)
    }
    yield Finding(_("what the field sent belongs to somebody"), not lost, nowhere)
    sheets = sealing.verify_results()
    stations = _("differing: %(stations)s; have them entered anew") % {"stations": ", ".join(sheets[:5])}
    yield Finding(_("results sheets as they were entered"), not sheets, stations)


def _alerts() -> Iterator[Finding]:
    """Every running clock has its chain, the sweep runs, and somebody is there to be told."""
    unhanded = deadlines.untrue() + tracks.untrue()
    tick = _("differing: %(cases)s; saksama tick mends it once a day") % {"cases": ", ".join(unhanded[:5])}
    yield Finding(_("running clocks as the alerts know them"), not unhanded, tick)
    beat = notices.last_beat()
    since = beat.isoformat(timespec="minutes") if beat else _("ever")
    still = _("no sweep since %(since)s; run saksama serve, or saksama tick from cron every minute")
    late = timedelta(minutes=settings.TICK_ALARM_MINUTES)
    idle = beat is None and not notices.has_open_deadlines()  # a new installation, before its first tick
    runs = idle or (beat is not None and timezone.now() - beat <= late)
    yield Finding(_("alerts are swept"), runs, still % {"since": since})
    nobody = sorted({alert.deadline.office_code for alert in notices.nobody_to_tell()[:100]})
    appoint = _("nobody could be told at %(offices)s; give somebody there a duty") % {
        "offices": ", ".join(nobody)
    }
    yield Finding(_("somebody to alert at every office"), not nobody, appoint)


def _holidays_known() -> bool:
    year = clock.now().year
    office = Office.objects.filter(cases__isnull=False).first() or Office.objects.first()
    if office is None:
        return False
    calendar = calendar_for(office.code)
    return calendar.first_year <= year and year + 1 <= calendar.last_year
