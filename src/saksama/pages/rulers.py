"""The election day by day, for the head of the desk. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.pages import formats

CROWDED = 0.12  # share of the ruler's width within which two labels touch on a wide screen
CROWDED_ON_PHONE = 0.34
LONGEST = 140  # days; a longer span is cut at its beginning, so that each day stays visible


@dataclass(frozen=True, slots=True)
class Tick:
    kind: str  # past, ahead, quiet, vote, now


@dataclass(frozen=True, slots=True)
class Label:
    """Words under one day. ``align``: start, middle or end of the words stands at the day."""

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


def build(stages: Sequence[Mapping[str, Any]], today: date) -> Ruler:
    """Lay out stages as days.

    Args:  stages: ``{label, from_on, until_on, kind}`` kind is ``campaign``, ``quiet``, ``vote`` or another,
           in order of time; the ruler runs from the first to the last.
    """
    if not stages:
        return Ruler((), (), "")
    last = max(stage["until_on"] for stage in stages)
    first = max(min(stage["from_on"] for stage in stages), last - timedelta(days=LONGEST - 1))
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    ticks = tuple(Tick("now" if day == today else _kind(day, stages, today)) for day in days)
    return Ruler(ticks, _labels(days, stages, today), _spoken(stages, today))


def _stage_on(day: date, stages: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((stage for stage in reversed(stages) if stage["from_on"] <= day <= stage["until_on"]), None)


def _kind(day: date, stages: Sequence[Mapping[str, Any]], today: date) -> str:
    stage = _stage_on(day, stages)
    if stage and stage["kind"] in {"quiet", "vote"}:
        return str(stage["kind"])
    return "past" if day < today else "ahead"


def _labels(days: list[date], stages: Sequence[Mapping[str, Any]], today: date) -> tuple[Label | None, ...]:
    """Today first, then the ends, then the rest where there is room."""
    wide = len(days) or 1
    placed: dict[int, Label] = {}
    if today in days:
        at = days.index(today)
        placed[at] = Label(
            formats.short_date(today), _today_words(today, stages), _align(at, wide), is_now=True
        )
    for stage in [stages[0], stages[-1], *stages[1:-1]]:
        at = max(0, (stage["from_on"] - days[0]).days)
        distance = min((abs(at - other) / wide for other in placed), default=1.0)
        if distance < CROWDED:
            continue
        is_edge = stage in (stages[0], stages[-1])
        placed[at] = Label(
            formats.short_date(stage["from_on"]),
            str(stage["label"]),
            _align(at, wide),
            is_spare=not is_edge or distance < CROWDED_ON_PHONE,
        )
    return tuple(placed.get(index) for index in range(wide))


def _align(at: int, wide: int) -> str:
    share = at / wide
    return "start" if share < 0.15 else "end" if share > 0.6 else "middle"


def _today_words(today: date, stages: Sequence[Mapping[str, Any]]) -> str:
    stage = _stage_on(today, stages)
    if not stage or stage["from_on"] == stage["until_on"]:
        return _("today")
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
