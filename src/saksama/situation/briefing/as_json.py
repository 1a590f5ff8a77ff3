"""The briefing as JSON for other programs: stable keys (decision 9, docs/situation.md), whole numbers, ISO days."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from saksama.situation import scale, wording
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.normality import Normality
from saksama.situation.queries import Standing
from saksama.situation.table import turnout_target
from saksama.vulnerability.queries import Place

VERSION = 1
"""Grows when a key changes its meaning or goes away; new keys do not change it."""


def of(told: Facts) -> dict[str, Any]:
    """Every fact of the briefing. Keys may be null where nothing is known."""
    ranks, stations, target = told.ranks, told.stations, turnout_target(told.promises)
    return {
        "format": "saksama-briefing",
        "version": VERSION,
        "office": told.office.code,
        "office_name": told.office.name,
        "as_of": told.on.isoformat(),
        "sample": told.is_sample,
        "days_to_vote": told.days_to_vote,
        "vote_on": _day(told.event.vote_on) if told.event else None,
        "event": told.event.pk if told.event else None,
        "stages": [
            {
                "key": stage.key,
                "label": stage.label,
                "starts_on": _day(stage.starts_on),
                "ends_on": _day(stage.ends_on),
                "is_running": (stage.starts_on or stage.ends_on) <= told.on,
            }
            for stage in told.stages
        ],
        "province_rank": ranks.province.rank if ranks and ranks.province else None,
        "regency_rank": ranks.regency.rank if ranks and ranks.regency else None,
        "index_edition": ranks.edition if ranks else None,
        "vulnerability": {
            "province": _rank(ranks.province if ranks else None),
            "regency": _rank(ranks.regency if ranks else None),
            "certainty": sections.certainty(told),
            "announced_on": _day(ranks.announced_on) if ranks else None,
        },
        "violations_handled": told.figures.handled,
        "violations_by_class": dict(sorted(told.figures.by_class.items())),
        "violations_by_state": dict(sorted(told.figures.by_state.items())),
        "violations_by_course": {
            "running": told.course.running,
            "forwarded": told.course.forwarded,
            "ended": told.course.ended,
        },
        "received_only": told.figures.received_only,
        "preliminary_information": told.figures.information,
        "clocks": {
            "overdue": told.clocks.overdue,
            "today": told.clocks.today,
            "soon": told.clocks.soon,
            "waiting_for_others": told.clocks.waiting,
        },
        "situation": _situation(told),
        "normality": _normality(told.normality),
        "neutrality": sections.neutrality_json(told),
        "stations": {
            "count": stations.count,
            "voters": stations.voters,
            "turnout_target": float(target) / 100 if target else None,
            "turnout_last": _share(stations.last.share) if stations.last else None,
            "turnout_last_vote_on": _day(stations.last.vote_on) if stations.last else None,
        }
        if stations
        else None,
        "commitments_open": len(told.promises),
        "commitments": [
            {
                "institution": promise.institution,
                "text": promise.text,
                "due_on": _day(promise.due_on),
                "is_late": promise.is_late,
                "kind": promise.kind,
            }
            for promise in told.promises
        ],
        "asks": _asks(told),
        "meeting": _meeting(told),
        "queries": {figure.key: figure.path for figure in sections.figures(told)},
    }


def as_bytes(told: Facts) -> bytes:
    """The same as a file."""
    return (json.dumps(of(told), ensure_ascii=False, indent=2) + "\n").encode()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _share(value: Decimal) -> float:
    return float(value)


def _rank(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "rank": place.rank,
        "of": place.of,
        "class": place.klass or None,
        "score": place.score,
        "score_between": [place.score_low, place.score_high] if place.score_low is not None else None,
        "certainty": place.certainty,
    }


def _asks(told: Facts) -> dict[str, list[str]]:
    asked: dict[str, list[str]] = {}
    for promise in told.promises:
        asked.setdefault(promise.institution, []).append(promise.text)
    return asked


def _meeting(told: Facts) -> dict[str, Any] | None:
    if told.sitting is None:
        return None
    meeting = told.sitting.meeting
    return {
        "theme": meeting.theme,
        "venue": meeting.venue,
        "host": meeting.host,
        "attended": list(told.sitting.attended),
        "speakers": list(told.sitting.speakers),
    }


def _situation(told: Facts) -> dict[str, Any]:
    own, picture = told.picture.own, told.picture
    return {
        "level": own.report.level if own.report else None,
        "label": own.level.label if own.level else None,
        "ground": own.report.ground if own.report else None,
        "said_on": _day(own.report.on) if own.report else None,
        "areas_reported": picture.reported,
        "areas": len(picture.parts),
        "areas_by_level": _by_level(picture.parts),
        "scale": list(scale.levels()),
    }


def _by_level(parts: Any) -> dict[str, int]:
    words = [part.level.code for part in parts if isinstance(part, Standing) and part.level]
    return {code: words.count(code) for code in scale.levels()}


def _normality(told: Normality) -> dict[str, Any]:
    verdict, comparison = told.against.verdict, told.against.comparison
    said = wording.verdict_said(told)
    return {
        "answer": verdict.answer.value,
        "sentence": said.text,
        "why_not": [why.value for why in verdict.why],
        "measure": told.measure,
        "observed": verdict.observed,
        "expected": round(verdict.expected, 2) if verdict.expected is not None else None,
        "usual": list(verdict.usual) if verdict.usual else None,
        "interval": [round(bound, 2) for bound in told.interval],
        "comparison": comparison.code if comparison else None,
        "comparison_until": _day(comparison.until) if comparison else None,
        "comparison_source": comparison.source if comparison else None,
        "course_rises": told.course.trend.is_rising,
    }
