"""What the board shows, ready for its templates: sentences, rows, shades."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from saksama.checklists.day.queries import Board, Silent
from saksama.checklists.day.rules import Milestone
from saksama.checklists.models import Assignment, CallNote
from saksama.pages import formats

SHADES = (50, 75, 92)
"""Percent from which a cell is a shade darker; as the legend says."""
_SEEN = 4
"""Signs of a telephone number that stay readable before and after the dots."""


def in_tongue(words: dict[str, str]) -> str:
    """The Indonesian or English of a text in data."""
    return words.get((get_language() or "id")[:2], words["id"])


def headline(board: Board, *, vote_on: date, today: date) -> str:
    """One sentence that carries the fact of the page; before the day, when the board begins to count."""
    if today < vote_on and board.stations:
        return _("The board begins to count on %(day)s.") % {"day": formats.long_date(vote_on)}
    if not board.stations:
        return _("No station of this vote lies in your area.")
    if not board.silent:
        return _("Every station has been heard.")
    worst = board.rows[0]
    number = formats.number(board.silent)
    said = ngettext(
        "%(number)s station is still silent", "%(number)s stations are still silent", board.silent
    ) % {"number": number}
    if len(board.rows) == 1 or worst.silent == 0:
        return f"{said}."
    return _("%(said)s; %(district)s lags most.") % {"said": said, "district": worst.name}


def shade(share: int | None) -> int | None:
    """0 (palest) to 3; None for an hour to come."""
    return None if share is None else sum(share >= limit for limit in SHADES)


@lru_cache(maxsize=512)
def _cell(share: int | None, to_come: str) -> SafeString:
    """One cell of the heat table. Written once: a page holds some hundreds, of a hundred kinds."""
    if share is None:
        return format_html('<td><span aria-label="{}">·</span></td>', to_come)
    return format_html('<td class="day-heat__{}">{}</td>', shade(share), share)


def area_rows(event: str, board: Board) -> list[dict[str, Any]]:
    """``[{name, url, stations, silent, cells}]`` for the heat table; ``cells`` are ready to stand in the row.

    A district leads to its call list, a wider area to its own board.
    """
    to_come = _("to come")
    return [
        {
            "name": row.name,
            "url": _address(event, board.level, row.code),
            "stations": row.stations,
            "silent": row.silent,
            "cells": format_html_join("", "{}", ((_cell(share, to_come),) for share in row.shares)),
        }
        for row in board.rows
    ]


def _address(event: str, level: str, code: str) -> str:
    if level == "district":
        return reverse("checklists:day_district", args=[event, code])
    return f"{reverse('checklists:day_event', args=[event])}?wilayah={code}"


def by_hour_and(level: str) -> tuple[str, str]:
    """Title of the heat table and the name of its rows."""
    if level == "province":
        return _("Heard by hour and province"), _("Province")
    if level == "regency":
        return _("Heard by hour and regency or city"), _("Regency or city")
    return _("Heard by hour and district"), _("District")


@dataclass(frozen=True, slots=True)
class Call:
    """One station on the call list, as people read it. ``people``: ``(name and post, number, href)``."""

    code: str
    title: str
    since: str
    people: list[tuple[str, str, str]]
    told: list[str]


def calls(rows: Iterable[Silent], *, at: datetime, zone: ZoneInfo) -> list[Call]:
    """The call list. Telephone numbers are shown short; the link dials the whole."""
    return [
        Call(
            row.code,
            f"TPS {row.number:03d} · {row.village}",
            since(row.last_at, at),
            [
                (f"{one.account.name}, {one.post.upper()}", short(one.phone), f"tel:{one.phone}")
                for one in row.people
                if one.phone
            ],
            [told_of(note, zone) for note in row.calls],
        )
        for row in rows
    ]


def named(one: Assignment) -> str:
    """*Nuraini Sekar, PTPS*."""
    return f"{one.account.name}, {one.post.upper()}"


def since(last_at: datetime | None, at: datetime) -> str:
    """*silent since the morning*, *silent for 3 hours 20 minutes*."""
    if last_at is None:
        return _("not heard yet")
    minutes = max(0, int((at - last_at).total_seconds()) // 60)
    return _("silent for %(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


def told_of(note: CallNote, zone: ZoneInfo) -> str:
    """*10.12 Nobody answered: will try the PKD*."""
    said = f"{note.called_at.astimezone(zone):%H.%M} {note.get_outcome_display()}"
    return f"{said}: {note.note}" if note.note else said


def short(phone: str) -> str:
    """``081200003390`` as ``0812 •••• 3390``."""
    plain = phone.strip()
    return plain if len(plain) <= 2 * _SEEN else f"{plain[:_SEEN]} •••• {plain[-_SEEN:]}"


def script(milestone: Milestone | None) -> str:
    """What the caller says."""
    return in_tongue(dict(milestone.script)) if milestone else ""
