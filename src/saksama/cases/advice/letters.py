"""The letter of advice: plain values for its template. In Indonesian, whatever the officer's screen shows."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from saksama.cases.advice.operations import AdviceFacts
from saksama.cases.advice.road import CLOCK
from saksama.cases.rules import local_day
from saksama.documents import letterheads
from saksama.law import LawError, due, load
from saksama.pages import formats
from saksama.places.models import ElectionEvent, Office
from saksama.places.queries import calendar_for

LANGUAGE = "id"


def data_of(
    office: Office, event: ElectionEvent, facts: AdviceFacts, *, at: datetime, sample: bool
) -> dict[str, Any]:
    """Everything the template ``advice_letter`` takes."""
    with translation.override(LANGUAGE):
        return _data(office, event, facts, at=at, sample=sample)


def _data(
    office: Office, event: ElectionEvent, facts: AdviceFacts, *, at: datetime, sample: bool
) -> dict[str, Any]:
    today = local_day(at, office.zone)
    day = formats.plain_date(today)
    until = _until(office, event, at)
    return {
        "office": letterheads.of(office),
        "issued_on": today.isoformat(),
        "as_of": formats.long_moment(at, office.zone),
        "sample": sample,
        "title": _("Advice for correction: %(subject)s") % {"subject": facts.subject},
        "number": facts.number,
        "place_and_day": f"{office.seat}, {day}" if office.seat else day,
        "addressee": {
            "name": facts.agency,
            "as": "",
            "address": facts.institution.address if facts.institution else "",
        },
        "seen": formats.long_date(facts.seen_on),
        "place": facts.place,
        "what": facts.what,
        "advised": facts.advised,
        "basis": facts.basis,
        "until": until,
        "until_unsure": bool(until),
        "signers": [
            {
                "post": _("Chair of %(office)s") % {"office": office.name},
                "name": "",
                "note": _("name in full"),
            }
        ],
        "unsure": [_("Days for the answer: habit of the office.")] if until else [],
    }


def _until(office: Office, event: ElectionEvent, at: datetime) -> str:
    try:
        rule = load().on(local_day(at, office.zone), event.election.regime)[CLOCK]
        counted = due(rule, at, calendar=calendar_for(office.code), zone=office.zone)
    except LawError:
        return ""
    return formats.long_date(counted.due_on) if counted.due_on else ""
