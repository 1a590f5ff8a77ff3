"""``saksama check``: is this installation fit for the day?"""

import json
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from saksama.cases import queries as cases
from saksama.config import clock, readiness
from saksama.journal.queries import verify
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

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(_look())
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


def _look() -> Iterator[Finding]:
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
    free = shutil.disk_usage(settings.VAR).free
    room = _("only %(free)s MiB free; make room before the next photos") % {"free": free // 1024**2}
    yield Finding(_("disk"), free > LEAST_FREE, room)
    enter = _("enter them on the calendar page")
    yield Finding(_("holidays of this year and the next"), _holidays_known(), enter)


def _holidays_known() -> bool:
    year = clock.now().year
    office = Office.objects.filter(cases__isnull=False).first() or Office.objects.first()
    if office is None:
        return False
    calendar = calendar_for(office.code)
    return calendar.first_year <= year and year + 1 <= calendar.last_year
