"""The election day by day, for the head of the desk. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.pages import formats

WIDE, PHONE = 1248, 328  # pixels of the ruler on a desk and on a phone
SIGN = 6.6  # pixels of one sign of a label, a little more than the letters need
LONGEST = 140  # days; a longer span is cut at its beginning, so that each day stays visible


@dataclass(frozen=True, slots=True)
class Tick:
    kind: str  # past, ahead, quiet, vote, now


@dataclass(frozen=True, slots=True)
class Label:
    """Words under a day. ``align``: their start, middle or end is at the day, or their end before it."""

    date: str
    text: str
    align: str
    is_now: bool = False
    is_spare: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    ticks: tuple[Tick, ...]
    labels: tuple[Label | None, ...]
    spoken: str


def build(stages: Sequence[Mapping[str, Any]], today: date, *, is_past: bool = False) -> Ruler:
    """Lay out stages as days.

    Args:  stages: ``{label, from_on, until_on, kind}`` kind is ``campaign``, ``quiet``, ``vote`` or another,
           in order of time; the ruler runs from the first to the last.
           is_past: the page speaks of a past day, so ``today`` is not called today.
    """
    if not stages:
        return Ruler((), (), "")
    last = max(stage["until_on"] for stage in stages)
    first = max(min(stage["from_on"] for stage in stages), last - timedelta(days=LONGEST - 1))
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    ticks = tuple(Tick("now" if day == today else _kind(day, stages, today)) for day in days)
    return Ruler(ticks, _labels(days, stages, today, is_past=is_past), _spoken(stages, today))


def _stage_on(day: date, stages: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((stage for stage in reversed(stages) if stage["from_on"] <= day <= stage["until_on"]), None)


def _kind(day: date, stages: Sequence[Mapping[str, Any]], today: date) -> str:
    stage = _stage_on(day, stages)
    if stage and stage["kind"] in {"quiet", "vote"}:
        return str(stage["kind"])
    return "past" if day < today else "ahead"


def _labels(
    days: list[date], stages: Sequence[Mapping[str, Any]], today: date, *, is_past: bool
) -> tuple[Label | None, ...]:
    """The last stage and today always, the others where there is room; words never lie on words."""
    placed: list[tuple[int, Label]] = []
    _place(placed, days, stages[-1]["from_on"], str(stages[-1]["label"]))
    if today in days:
        _place(placed, days, today, _today_words(today, stages, is_past=is_past), is_now=True)
    for stage in stages[:-1]:
        _place(placed, days, max(stage["from_on"], days[0]), str(stage["label"]), is_spare=stage != stages[0])
    found = dict(placed)
    return tuple(found.get(index) for index in range(len(days)))


def _place(
    placed: list[tuple[int, Label]],
    days: list[date],
    day: date,
    text: str,
    *,
    is_now: bool = False,
    is_spare: bool = False,
) -> None:
    """Put a label at its day, on the side where it fits; today replaces what is in its way."""
    at = days.index(day)
    label = Label(formats.short_date(day), text, _align(at, len(days)), is_now=is_now, is_spare=is_spare)
    choices = [replace(label, align=align) for align in (label.align, "start", "middle", "end", "before")]
    for choice in choices:
        if _fits(at, choice, placed, len(days), WIDE):
            on_phone = _fits(at, choice, placed, len(days), PHONE)
            placed.append((at, choice if on_phone or is_now else replace(choice, is_spare=True)))
            if is_now and not on_phone:
                placed[:] = [
                    (o, other if other.is_now else replace(other, is_spare=True)) for o, other in placed
                ]
            return
    if is_now:
        placed[:] = [(at, label)]


def _fits(at: int, label: Label, placed: list[tuple[int, Label]], count: int, width: int) -> bool:
    left, right = _extent(at, label, count, width)
    if left < -0.001 or right > 1.001:
        return False
    return all(
        right < other_left or left > other_right
        for other_left, other_right in (_extent(o, other, count, width) for o, other in placed)
    )


def _extent(at: int, label: Label, count: int, width: int) -> tuple[float, float]:
    """Left and right edge of a label as shares of the ruler that is ``width`` pixels wide."""
    wide = max(len(label.date), len(label.text)) * SIGN / width
    edge = {"start": at, "middle": at + 0.5, "end": at + 1, "before": at}[label.align] / count
    left = {"start": edge, "middle": edge - wide / 2, "end": edge - wide, "before": edge - wide}[label.align]
    return left, left + wide


def _align(at: int, wide: int) -> str:
    share = at / wide
    return "start" if share < 0.15 else "end" if share > 0.6 else "middle"


def _today_words(today: date, stages: Sequence[Mapping[str, Any]], *, is_past: bool) -> str:
    stage = _stage_on(today, stages)
    if not stage or stage["from_on"] == stage["until_on"]:
        return _("that day") if is_past else _("today")
    if is_past:
        return _("day %(number)s") % {"number": (today - stage["from_on"]).days + 1}
    return _("today, day %(number)s") % {"number": (today - stage["from_on"]).days + 1}


def _spoken(stages: Sequence[Mapping[str, Any]], today: date) -> str:
    parts = []
    stage = _stage_on(today, stages)
    if stage:
        parts.append(
            _("%(stage)s, day %(number)s of %(count)s")
            % {
                "stage": stage["label"],
                "number": (today - stage["from_on"]).days + 1,
                "count": (stage["until_on"] - stage["from_on"]).days + 1,
            }
        )
    for vote in (item for item in stages if item["kind"] == "vote" and item["from_on"] > today):
        left = (vote["from_on"] - today).days
        parts.append(
            ngettext("%(count)s day until %(stage)s", "%(count)s days until %(stage)s", left)
            % {"count": left, "stage": vote["label"]}
        )
    return "; ".join(parts)
