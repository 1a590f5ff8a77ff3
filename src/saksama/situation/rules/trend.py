"""Does one place's own course rise? A cumulative sum of its weeks, with the chance of such a rise worked out exactly.

Given how many were recorded in all, each may fall into any of the weeks with equal chance when nothing changes.
From this the chance follows that the sum climbs as high as it did, without assuming a rate: no baseline is
estimated and none is needed.

Sources: Page (1954), Biometrika 41:100-115; Lucas (1985), Technometrics 27:129-144 (reference value);
Brook and Evans (1972), Biometrika 59:539-549 (states of the sum).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, comb, log

from saksama.situation.rules import counts

RISE = 2.0
"""The rise the sum is tuned to: twice the rate."""
ALARM = 0.05
FEWEST_WEEKS, FEWEST_RECORDED = 4, 5
MOST_EXACT = 60
"""Beyond this many recorded, weeks count as independent with the mean rate: nearly the same, a little slower."""
BEYOND_DOUBT = 1e-9
"""A chance below it is given as its upper bound: with many records working it out takes long and changes nothing."""
_STEPS = 4
"""The reference value is rounded up to quarters, so that the sum has few states."""


@dataclass(frozen=True, slots=True)
class Trend:
    """``sums``: the cumulative sum after each week.   chance: of a climb this high when nothing changes.

    None: too few weeks or records to say anything.
    """

    weeks: Sequence[int]
    sums: Sequence[float]
    chance: float | None

    @property
    def is_rising(self) -> bool | None:
        """Whether a rise stands out; None when it cannot be judged."""
        return None if self.chance is None else self.chance <= ALARM


def trend(weeks: Sequence[int]) -> Trend:
    """Judge the course of weekly counts, oldest first."""
    total = sum(weeks)
    if len(weeks) < FEWEST_WEEKS or total < FEWEST_RECORDED:
        return Trend(weeks, [], None)
    reference = _reference(total / len(weeks))
    sums, height = [], 0
    for recorded in weeks:
        height = max(0, height + _STEPS * recorded - reference)
        sums.append(height / _STEPS)
    top = round(max(sums) * _STEPS)
    if top == 0:
        return Trend(weeks, sums, 1.0)
    most = len(weeks) * counts.at_least(
        reference // _STEPS + 1, total / len(weeks)
    )  # some week passes the reference
    if total > MOST_EXACT and most < BEYOND_DOUBT:
        return Trend(weeks, sums, most)
    below = _below_exactly if total <= MOST_EXACT else _below_nearly
    return Trend(weeks, sums, max(0.0, 1.0 - below(top, total, len(weeks), reference)))


def _reference(mean: float) -> int:
    """Lucas' reference value between the mean and ``RISE`` times it, in steps."""
    return ceil(_STEPS * mean * (RISE - 1) / log(RISE))


def _below_exactly(top: int, total: int, weeks: int, reference: int) -> float:
    """Chance that the sum stays below ``top``, given the total."""
    states: dict[tuple[int, int], float] = {(total, 0): 1.0}
    for left in range(weeks, 0, -1):
        following: dict[tuple[int, int], float] = defaultdict(float)
        for (remaining, height), chance in states.items():
            for recorded in range(remaining if left == 1 else 0, remaining + 1):
                reached = max(0, height + _STEPS * recorded - reference)
                if reached >= top:
                    break
                share = comb(remaining, recorded) * (1 / left) ** recorded
                following[remaining - recorded, reached] += (
                    chance * share * (1 - 1 / left) ** (remaining - recorded)
                )
        states = following
    return sum(states.values())


def _below_nearly(top: int, total: int, weeks: int, reference: int) -> float:
    """The same with independent weeks of the mean rate."""
    mean, states = total / weeks, {0: 1.0}
    most = counts.quantile(1 - 1e-12, mean)
    chances = [counts.at_most(count, mean) - counts.at_most(count - 1, mean) for count in range(most + 1)]
    for _ in range(weeks):
        following: dict[int, float] = defaultdict(float)
        for height, chance in states.items():
            for recorded, share in enumerate(chances):
                reached = max(0, height + _STEPS * recorded - reference)
                if reached >= top:
                    break
                following[reached] += chance * share
        states = following
    return sum(states.values())
