"""What an officer sees while writing a report down, before it is sent: what the law asks and has, and what is alike.

Reads what is typed so far, valid or not. Nothing is kept, nothing is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from saksama.cases import queries, rules
from saksama.cases.likeness import queries as likeness
from saksama.cases.likeness import wording
from saksama.cases.operations.intake import Facts, Respondent
from saksama.law import LawError, Requirement, load
from saksama.pages.forms import DayField
from saksama.people.models import Account
from saksama.places.models import Area, Office

RESPONDENTS = 3
_LONGEST = 20_000

Typed = Mapping[str, Any]
"""The form as it stands: strings by the name of their field."""


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement of the law and how the form stands: ``ok`` told, ``todo`` not yet, ``late`` past its limit."""

    label: str
    state: str


def context(
    typed: Typed, office: Office, account: Account, *, at: datetime, today: date, is_report: bool
) -> dict[str, Any]:
    """Checklist and likely duplicates for ``cases/page/before_sending.html``."""
    facts = facts_of(typed)
    found = likeness.for_facts(office, facts, respondents_of(typed), account, at=at, today=today)
    return {
        "checklist": checklist(typed, office, today=today) if is_report else (),
        "similar": wording.rows(found),
        "is_typing": True,
        "zone": office.zone,
    }


def facts_of(typed: Typed) -> Facts:
    """What happened, as far as it can be read."""
    area = _line(typed, "area")
    return Facts(
        title=_line(typed, "title"),
        what=_line(typed, "what"),
        where_text=_line(typed, "where_text"),
        area=Area.objects.filter(pk=area).first() if area else None,
        occurred_on=day(typed, "occurred_on"),
        known_on=day(typed, "known_on"),
    )


def respondents_of(typed: Typed) -> list[Respondent]:
    """Everybody named in the lines of the form."""
    names = (_line(typed, f"respondent-{place}-name") for place in range(1, RESPONDENTS + 1))
    return [Respondent(name) for name in names if name]


def day(typed: Typed, name: str) -> date | None:
    """A day from whatever was typed, or None while it is not one."""
    try:
        found: date | None = DayField(required=False).clean(
            DayField().widget.value_from_datadict(typed, {}, name)
        )
    except ValidationError:
        return None
    return found


def checklist(typed: Typed, office: Office, *, today: date) -> list[Line]:
    """Formal and material requirements as the form tells them. Files are judged when they are sent, by people."""
    regime = queries.regime_at(office.code, today=today)
    lang = get_language() or "id"
    return [
        Line(item.label.of(lang), _state(item, typed, office, regime, today))
        for item in load().on(today, regime).requirements()
    ]


def _state(item: Requirement, typed: Typed, office: Office, regime: str, today: date) -> str:
    told = {
        "reporter_identity": ("reporter_name", "reporter_address"),
        "respondent_identified": ("respondent-1-name",),
        "event_description": ("what",),
    }
    if item.code in told:
        return "ok" if all(_line(typed, name) for name in told[item.code]) else "todo"
    if item.code == "time_and_place":
        has_place = _line(typed, "where_text") or _line(typed, "area")
        return "ok" if day(typed, "occurred_on") and has_place else "todo"
    if item.code == "within_time":
        return _in_time(typed, office, regime, today)
    return "todo"


def _in_time(typed: Typed, office: Office, regime: str, today: date) -> str:
    known_on = day(typed, "known_on")
    if known_on is None:
        return "todo"
    try:
        due = queries.last_day_to_report(office, regime, known_on)
    except LawError:
        return "todo"
    if due.due_on is None:
        return "todo"
    arrived = day(typed, "arrived_on") or today
    return "ok" if rules.in_time(arrived, due_on=due.due_on, other_due_on=due.other_due_on) else "late"


def _line(typed: Typed, name: str) -> str:
    told = str(typed.get(name) or "").replace(
        "\0", ""
    )  # PostgreSQL takes no NUL; the form refuses it when it is sent
    return told.strip()[:_LONGEST]
