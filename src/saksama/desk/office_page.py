"""What the page of an office shows beside its form: numbers to come, and the elections it knows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saksama.cases.models import Case
from saksama.cases.operations.numbers import RECEIVED, REGISTERED, TYPE_CODES
from saksama.desk import patterns
from saksama.documents import numbering
from saksama.documents.rules import format_number, level_code
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office, Stage
from saksama.places.operations import OFFICE_FIELDS

NUMBER_LENGTH: Final = Case._meta.get_field("number_received").max_length or 0
MOST_EVENTS: Final = 12
"""The nation's office knows hundreds; the page tells the latest."""
_LONG_NUMBER: Final = 99_999
_LONG_MONTH: Final = date(2028, 8, 1)
"""VIII, the longest of the Roman figures."""


def fingerprint(office: Office) -> str:
    """Short digest of the facts as they were shown, to notice that somebody else has saved meanwhile."""
    facts = repr([(name, getattr(office, name)) for name in sorted(OFFICE_FIELDS)])
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def longest_number(pattern: str, office: Office, facts: Mapping[str, Any]) -> str:
    """The longest number that ``pattern`` may ever give here; ``facts`` hold the region code as typed."""
    return _written(
        pattern, office, facts, registered=True, kind=Case.Kind.REPORT, election="PB",
        number=_LONG_NUMBER, on=_LONG_MONTH,
    )  # fmt: skip


def next_numbers(office: Office, facts: Mapping[str, Any], *, on: date) -> list[tuple[str, str]]:
    """``[(what, number)]`` that would be given on ``on``, by sound patterns and region code in ``facts``.

    Empty where no election is known: a number names its election.
    """
    event = _event(office, on=on)
    if event is None:
        return []
    return [
        (label, _next(facts, office, event, kind=kind, registered=registered, on=on))
        for label, kind, registered in (
            (_("Report received"), Case.Kind.REPORT, False),
            (_("Report registered"), Case.Kind.REPORT, True),
            (_("Finding received"), Case.Kind.FINDING, False),
            (_("Finding registered"), Case.Kind.FINDING, True),
        )
    ]


def segments() -> list[tuple[str, str]]:
    """What a pattern may hold, named in the language of the page, with its meaning."""
    told = [
        ("{number}", _("the running number, three figures at least; exactly once")),
        ("{registered}", _("Reg/ for a registered case, otherwise nothing")),
        ("{type}", _("LP for a report, TM for a finding")),
        ("{election}", _("PB, PG, PW, PP or PL, as the election")),
        ("{level}", _("RI, Prov, Kab, Kota or Kec, as the office")),
        ("{region}", _("Bawaslu's region code, else the area code")),
        ("{province}", _("the first part of the region code")),
        ("{month}", _("the month in Roman figures")),
        ("{year}", _("the year")),
        ("{TYPE}", _("a name in capitals is printed in capitals")),
    ]
    return [(patterns.spoken(name, get_language() or ""), meaning) for name, meaning in told]


def _event(office: Office, *, on: date) -> ElectionEvent | None:
    """The event a report of this day would be about: the next vote, else the last one."""
    ahead = places.next_vote(on=on, office_code=office.code)
    return ahead[0] if ahead else places.events(on=on, office_code=office.code).last()


def _next(
    facts: Mapping[str, Any], office: Office, event: ElectionEvent, *, kind: str, registered: bool, on: date
) -> str:
    number = numbering.peek(office.code, (REGISTERED if registered else RECEIVED)[kind], event.pk)
    pattern = facts["registration_template" if registered else "number_template"]
    election = event.election.kind
    return _written(
        pattern, office, facts, registered=registered, kind=kind, election=election, number=number, on=on
    )


def _written(
    pattern: str,
    office: Office,
    facts: Mapping[str, Any],
    *,
    registered: bool,
    kind: str,
    election: str,
    number: int,
    on: date,
) -> str:
    return format_number(
        pattern,
        number=number,
        registered=registered,
        kind_code=TYPE_CODES[kind],
        election=election,
        level=level_code(office.level, office.area.kind),
        region=facts.get("bawaslu_region_code") or office.code,
        on=on,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """An event with its stages, and those of them that run today."""

    event: ElectionEvent
    stages: list[tuple[Stage, bool]]


def known_events(office: Office, *, on: date) -> list[Known]:
    """Events that concern the office and are known on ``on``, drills included.

    The latest vote stands first; of votes on one day that of the narrower area.
    """
    running = {stage.pk for stage in places.stages(on=on, office_code=office.code)}
    events = places.events(on=on, office_code=office.code, include_drills=True).prefetch_related("stages")
    return [
        Known(event, [(stage, stage.pk in running) for stage in event.stages.all()])
        for event in events.order_by("-vote_on", "-area", "slug")[:MOST_EVENTS]
    ]
