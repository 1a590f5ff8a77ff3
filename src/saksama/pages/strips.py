"""From a due date and a day to what the strip and the clock show. Pure; no database.

``due`` everywhere is the documented JSON of ``saksama clock``: ``rule, version, regime, start, due_on |
due_at, other_due_on, unit, length, first_day, source, confidence, days: [{date, counted, reason}]``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from saksama.pages import formats

Due = Mapping[str, Any]
State = Literal["ok", "today", "late", "done"]
Shape = Literal["row", "list", "weeks"]

ROW_CELLS = 7  # fits a phone
LIST_CELLS = 14  # more are folded into weeks
LATE_CELLS = 3  # days past the limit that are drawn before words take over
MINI_CELLS = 10  # more are drawn dense
MINI_LIMIT = 31
WIDE_CELLS = 4  # up to here the full note fits under a cell on any phone
NO_BREAK = "\N{NO-BREAK SPACE}"
UNBROKEN = 12  # signs a note may hold together


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a strip. ``number``: its place among the counted days, None where it does not count."""

    day: date
    kind: Literal["before", "counted", "skipped", "beyond", "late"]
    number: int | None
    note: str
    spoken: str
    is_today: bool
    is_last: bool
    words: str = ""

    @property
    def narrow_note(self) -> str:
        """What fits under a cell as wide as a finger: the caller's word, *hari ini*, *akhir*, the number."""
        words = pgettext("narrow", "start") if self.words == _("start, not counted") else self.words
        parts = [words] if words else []
        parts += [_("today")] if self.is_today else []
        parts += [pgettext("narrow", "last")] if self.is_last else []
        return ", ".join(parts) or str(self.number or "")

    @property
    def classes(self) -> str:
        names = [self.kind, *(["today"] if self.is_today else []), *(["last"] if self.is_last else [])]
        return " ".join(f"pages-day--{name}" for name in names)

    @property
    def week_day(self) -> str:
        return formats.short_day_name(self.day)

    @property
    def month(self) -> str:
        return formats.short_month(self.day)

    @property
    def column(self) -> int:
        """Column in a week that starts on Monday, 1 to 7."""
        return self.day.isoweekday()


@dataclass(frozen=True, slots=True)
class Strip:
    cells: tuple[Cell, ...]
    shape: Shape
    skipped: tuple[str, ...]

    @property
    def is_narrow(self) -> bool:
        """Are the cells too narrow for full notes?"""
        return self.shape == "weeks" or (self.shape == "row" and len(self.cells) > WIDE_CELLS)

    @property
    def week_heads(self) -> tuple[str, ...]:
        monday = date(2024, 1, 1)
        return tuple(formats.short_day_name(monday + timedelta(days=step)) for step in range(7))


@dataclass(frozen=True, slots=True)
class MiniCell:
    classes: str


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock shows. ``figure`` is the large figure, ``unit`` the words under it (may be empty)."""

    state: State
    figure: str
    unit: str
    when: str
    rule: str
    heading: str
    skipped: tuple[str, ...]
    nothing_skipped: str
    version: str
    is_unsure: bool
    unsure_about: str
    other_due: str


def due_day(due: Due) -> date:
    """Last day of the clock; for hour clocks the local day of the instant."""
    return formats.as_day(due.get("due_on") or due["due_at"])


def build_strip(
    due: Due,
    today: date,
    *,
    notes: Mapping[str, str] | None = None,
    extension: Due | None = None,
) -> Strip:
    """Lay out the days of a clock.

    Args:  notes: words for single days, ``{"2024-11-07": "registrasi"}``.
           extension: the due date if it were extended; its further days are drawn as possible.
    """
    notes = notes or {}
    last = due_day(due)
    cells: list[Cell] = []
    number = 0
    for item in sorted(due["days"], key=lambda item: item["date"]):
        number += item["counted"]
        day = formats.as_day(item["date"])
        kind = _kind(item)
        cells.append(
            _cell(
                day, kind, number if item["counted"] else None, today,
                is_last=day == last, words=_words(item, notes),
            )
        )  # fmt: skip
    cells += _extension_cells(extension, last, today, notes) if extension else []
    if today > last and not extension:
        cells += _late_cells(last, today)
    return Strip(tuple(cells), _shape(cells), skipped_days(due))


def _kind(item: Mapping[str, Any]) -> Literal["before", "counted", "skipped"]:
    if item["counted"]:
        return "counted"
    return "before" if item["reason"].startswith("start_not_counted") else "skipped"


def _words(item: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """The words of a day: the caller's own before the reason the law gives."""
    code, _colon, detail = item["reason"].partition(":")
    if item["date"] in notes:
        return notes[item["date"]]
    if code == "hours_run":
        return detail.replace("-", "–")
    if code == "start_not_counted":
        return _("start, not counted")
    if item["counted"]:
        return ""
    return _("skipped: %(reason)s") % {"reason": closed_reason(item["reason"])}


def closed_reason(reason: str) -> str:
    """Why an office day does not count, in two words: *Minggu*, *Hari Natal*."""
    code, _colon, detail = reason.partition(":")
    if detail:
        return detail
    return {
        "saturday": _("Saturday"),
        "sunday": _("Sunday"),
        "public_holiday": _("public holiday"),
        "joint_leave": _("joint leave"),
        "office_holiday": _("office holiday"),
        "voting_day": _("voting day"),
    }.get(code, code.replace("_", " "))


def _cell(
    day: date, kind: Any, number: int | None, today: date,
    *, is_last: bool = False, words: str = "",
) -> Cell:  # fmt: skip
    is_today = day == today
    parts = [_("day %(number)s") % {"number": number}] if number else []
    parts += [words] if words else []
    parts += [_("today")] if is_today else []
    parts += [_("last")] if is_last else []
    spoken = ", ".join([formats.long_date(day), *map(str, parts)])
    note = ", ".join(part.replace(" ", NO_BREAK) if len(part) <= UNBROKEN else part for part in parts)
    return Cell(day, kind, number, note, spoken, is_today, is_last, words)


def _extension_cells(extension: Due, last: date, today: date, notes: Mapping[str, str]) -> list[Cell]:
    end = due_day(extension)
    days = [formats.as_day(item["date"]) for item in extension["days"]]
    cells = []
    for day in (day for day in days if day > last):
        words = notes.get(day.isoformat(), _("at the very latest") if day == end else _("if extended"))
        cell = _cell(day, "beyond", None, today, words=words)
        cells.append(cell if day != end else _walled(cell))
    return cells


def _walled(cell: Cell) -> Cell:
    return replace(cell, is_last=True)


def _late_cells(last: date, today: date) -> list[Cell]:
    over = (today - last).days
    if over > LATE_CELLS:
        return []
    days = (last + timedelta(days=step) for step in range(1, over + 1))
    return [_cell(day, "late", None, today, words=_("past the limit")) for day in days]


def _shape(cells: list[Cell]) -> Shape:
    if len(cells) > LIST_CELLS:
        return "weeks"
    has_reasons = any(cell.kind in {"skipped", "beyond", "before"} or len(cell.words) > 12 for cell in cells)
    return "list" if len(cells) > ROW_CELLS or (has_reasons and len(cells) > 4) else "row"


def build_mini(due: Due, today: date) -> tuple[MiniCell, ...]:
    """The strip of a list row: past, today, to come, skipped, last, and days over the limit."""
    last = due_day(due)
    cells = [_mini(item, last, today) for item in sorted(due["days"], key=lambda item: item["date"])]
    cells += [MiniCell("pages-mini__late")] * min(max((today - last).days, 0), LATE_CELLS)
    return tuple(cells[-MINI_LIMIT:])


def _mini(item: Mapping[str, Any], last: date, today: date) -> MiniCell:
    day = formats.as_day(item["date"])
    names = (
        ["today"] if day == today else ["skipped"] if not item["counted"] else ["past"] if day < today else []
    )
    names += ["last"] if day == last else []
    return MiniCell(" ".join(f"pages-mini__{name}" for name in names))


def skipped_days(due: Due) -> tuple[str, ...]:
    """The skipped days grouped by reason: *Sabtu (2 hari)*, *Rab 25 Des: Hari Natal*."""
    groups: dict[str, list[date]] = {}
    for item in due["days"]:
        if _kind(item) == "skipped":
            groups.setdefault(item["reason"], []).append(formats.as_day(item["date"]))
    return tuple(_skipped_line(reason, days) for reason, days in groups.items())


def _skipped_line(reason: str, days: list[date]) -> str:
    if reason in {"saturday", "sunday"} and len(days) > 1:
        counted = ngettext("%(count)s day", "%(count)s days", len(days)) % {"count": len(days)}
        return f"{closed_reason(reason)} ({counted})"
    named = ", ".join(formats.short_date(day) for day in days)
    return named if reason in {"saturday", "sunday"} else f"{named}: {closed_reason(reason)}"


def build_clock(due: Due, today: date, *, met_on: date | None = None, closes: str = "") -> Clock:
    """Say how a due date stands on a day.

    Args:  met_on: the day the act was done; the clock then stands still.
           closes: the hour at which the last day ends, with its zone, as the caller has it from the law.
    """
    last = due_day(due)
    state, figure, unit = _standing(due, last, today, met_on)
    source = due["source"]
    return Clock(
        state=state,
        figure=figure,
        unit=unit,
        when=_when(last, today, met_on, _closing(due, closes)),
        rule=f"{due['rule']} · {citation(source)}",
        heading=_heading(due),
        skipped=skipped_days(due),
        nothing_skipped=_nothing_skipped(due),
        version=_version(due["version"]),
        is_unsure=due["confidence"] != "sure",
        unsure_about=_unsure_about(due),
        other_due=formats.long_date(due["other_due_on"]) if due.get("other_due_on") else "",
    )


def _closing(due: Due, closes: str) -> str:
    """An hour clock carries its own hour, in the offset of the place it was counted for."""
    if closes or not due.get("due_at"):
        return closes
    at = datetime.fromisoformat(due["due_at"])
    names = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}
    mark = "." if formats.language() == "id" else ":"
    return f"{at:%H}{mark}{at:%M} {names.get(at.utcoffset() or timedelta(), '')}".strip()


def _standing(due: Due, last: date, today: date, met_on: date | None) -> tuple[State, str, str]:
    counted = sum(item["counted"] for item in due["days"])
    if met_on:
        number = sum(item["counted"] and formats.as_day(item["date"]) <= met_on for item in due["days"])
        return ("done", f"{number or 1}/{counted}", "") if met_on <= last else ("done", "–", "")
    left = (last - today).days
    if left == 0:
        return "today", f"{counted}/{counted}", ""
    if left < 0:
        return "late", str(-left), ngettext("day late", "days late", -left)
    return "ok", str(left), ngettext("day left", "days left", left)


def _when(last: date, today: date, met_on: date | None, closes: str) -> str:
    day = formats.long_date(last)
    ending = f", {closes}" if closes else ""
    if met_on:
        return _("Done on %(date)s") % {"date": formats.long_date(met_on)}
    if last < today:
        return _("Ended on %(date)s") % {"date": day + ending}
    if last == today:
        return _("Ends today, %(date)s") % {"date": day + ending}
    if last == today + timedelta(days=1):
        return _("Ends tomorrow, %(date)s") % {"date": day + ending}
    return _("Ends on %(date)s") % {"date": day + ending}


def citation(source: Mapping[str, str]) -> str:
    """*Pasal 134 ayat (5) UU Pilkada*; an act without an article is named alone."""
    if not source.get("article"):
        return source["act"]
    if not source.get("paragraph"):
        return _("article %(article)s %(act)s") % {"article": source["article"], "act": source["act"]}
    return _("article %(article)s(%(paragraph)s) %(act)s") % {
        "article": source["article"], "paragraph": source["paragraph"], "act": source["act"],
    }  # fmt: skip


def length_words(due: Due) -> str:
    """*3 hari kalender*"""
    length = due["length"]
    texts = {
        "calendar_day": ngettext("%(count)s calendar day", "%(count)s calendar days", length),
        "working_day": ngettext("%(count)s working day", "%(count)s working days", length),
        "hour": ngettext("%(count)s hour", "%(count)s hours", length),
    }
    return texts[due["unit"]] % {"count": formats.number(length)}


def _heading(due: Due) -> str:
    start = formats.long_date(due["start"])
    if due["unit"] == "hour":
        at = datetime.fromisoformat(due["start"])
        mark = "." if formats.language() == "id" else ":"
        return _("%(length)s from %(date)s, %(time)s.") % {
            "length": length_words(due), "date": start, "time": f"{at:%H}{mark}{at:%M}",
        }  # fmt: skip
    if due_day(due) < formats.as_day(due["start"]):
        return _("%(length)s before %(date)s.") % {"length": length_words(due), "date": start}
    if due["first_day"] == "counted":
        return _("%(length)s from %(date)s. That day counts as day 1.") % {
            "length": length_words(due), "date": start,
        }  # fmt: skip
    return _("%(length)s from %(date)s. Counting starts on the day after.") % {
        "length": length_words(due), "date": start,
    }  # fmt: skip


def _nothing_skipped(due: Due) -> str:
    """Say that weekends counted, where some did: the surprise people ask about."""
    weekend = [
        item for item in due["days"] if formats.as_day(item["date"]).weekday() >= 5 and item["counted"]
    ]
    if due["unit"] == "hour":
        return _("No hour is skipped, day and night.")
    if not weekend:
        return _("No day is skipped.")
    return _("Saturday, Sunday and holidays are counted too: this clock uses calendar days.")


def _version(version: str) -> str:
    """*PB 8/2020+9/2024, berlaku sejak 30 September 2024*; a version without a date stays as it is."""
    name, comma, since = version.rpartition(", ")
    if not comma:
        return version
    return _("%(name)s, in force since %(date)s") % {"name": name, "date": formats.plain_date(since)}


def _unsure_about(due: Due) -> str:
    if due["unit"] != "hour" and due["first_day"] == "counted":
        return _("The starting day as day 1")
    return _("The length and the way of counting")


def standing(due: Due | None, today: date) -> dict[str, str]:
    """Two short lines for a list row: *Hari ini* / *hari ke-3 dari 3*, *Lewat 1 hari* / *batas Jum 8 Nov*."""
    if not due:
        return {"when": "", "line": ""}
    last = due_day(due)
    counted = [formats.as_day(item["date"]) for item in due["days"] if item["counted"]]
    if last < today:
        over = (today - last).days
        return {
            "when": ngettext("%(count)s day late", "%(count)s days late", over) % {"count": over},
            "line": _("limit %(date)s") % {"date": formats.short_date(last)},
        }
    passed = sum(day <= today for day in counted)
    if not passed:
        line = length_words(due)
    else:
        line = _("day %(number)s of %(count)s") % {"number": passed, "count": len(counted)}
    return {"when": _("Today") if last == today else formats.short_date(last), "line": line}
