"""The answer: usual, unusual, or it cannot be judged, and why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from saksama.situation.rules import counts
from saksama.situation.rules.funnel import INNER, OUTER, Funnel, Unit, funnel

FEWEST_AREAS = 5
"""With fewer comparable places their own variety cannot be told from chance."""


class Answer(StrEnum):
    """The three answers. None of them says anything about fraud: counts measure recording too."""

    USUAL = "usual"
    UNUSUAL = "unusual"
    CANNOT = "cannot_be_judged"


class Why(StrEnum):
    """Why a count cannot be judged."""

    NO_COMPARISON = "no_comparison"
    NO_EXPOSURE = "no_exposure"
    OTHER_DAY = "other_day"
    OTHER_MEASURE = "other_measure"
    TOTAL_ONLY = "total_only"
    FEW_AREAS = "few_areas"
    NOTHING_RECORDED = "nothing_recorded"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of one count.

    expected, usual, outer: from size alone, whether or not the comparison is good enough to judge by (None: no size).
    areas: places compared.   phi, p, is_flagged, funnel: None where there was nothing to compute.
    """

    answer: Answer
    why: Sequence[Why]
    observed: int
    expected: float | None = None
    usual: tuple[int, int] | None = None
    outer: tuple[int, int] | None = None
    areas: int = 0
    p: float | None = None
    funnel: Funnel | None = None

    @property
    def is_outside(self) -> bool:
        """Does the count lie outside the 95 % band, flagged or not?"""
        return self.usual is not None and not self.usual[0] <= self.observed <= self.usual[1]

    @property
    def is_high(self) -> bool:
        """Is it above what size alone would give?"""
        return self.expected is not None and self.observed > self.expected


def nothing_to_compare(observed: int) -> Verdict:
    """Nobody has published a figure of comparable places."""
    return Verdict(Answer.CANNOT, (Why.NO_COMPARISON,), observed)


def judge(
    own: str, observed: int, units: Iterable[Unit], *, same_day: bool = True, same_measure: bool = True,
    total: int | None = None,
) -> Verdict:  # fmt: skip
    """Judge the count of place ``own`` against comparable places, itself among them.

    Args:     observed: the count that is asked about.   units: comparable places with figure and size.
              same_day, same_measure: whether the comparison counts up to the same day, and the same thing.
              total: where only the sum of all places is published, and no place's own figure.
    """
    places = list(units)
    size = {unit.code: unit.exposure for unit in places}
    if not size.get(own):
        return Verdict(Answer.CANNOT, (Why.NO_EXPOSURE,), observed)
    found = None if total is not None else funnel(places)
    areas = len(found.points) if found else sum(bool(exposure) for exposure in size.values())
    share = (size[own] or 0) / sum(exposure for exposure in size.values() if exposure)
    phi = found.phi if found else 1.0
    expected = total * share if total is not None else (found.rate if found else 0.0) * (size[own] or 0)
    why = [
        reason
        for reason, holds in (
            (Why.OTHER_DAY, not same_day),
            (Why.OTHER_MEASURE, not same_measure),
            (Why.TOTAL_ONLY, total is not None),
            (Why.FEW_AREAS, areas < FEWEST_AREAS),
            (Why.NOTHING_RECORDED, expected == 0),
        )
        if holds
    ]
    point = found.of(own) if found else None
    flagged = bool(point and point.is_flagged)
    return Verdict(
        answer=Answer.CANNOT if why else Answer.UNUSUAL if flagged else Answer.USUAL,
        why=tuple(why),
        observed=observed,
        expected=expected,
        usual=counts.usual(expected, INNER, phi),
        outer=counts.usual(expected, OUTER, phi),
        areas=areas,
        p=point.p if point and not why else None,
        funnel=found,
    )
