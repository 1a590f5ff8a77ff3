"""The shapes the dated law is read into. All frozen; no behaviour beyond reading themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from saksama.law.texts import Text

Regime = Literal["pilkada", "pemilu"]
Confidence = Literal["sure", "likely", "check"]
Unit = Literal["calendar_day", "working_day", "hour"]
FirstDay = Literal["counted", "next"]
RuleKind = Literal["clock", "window"]

REGIMES: tuple[Regime, ...] = ("pilkada", "pemilu")
_STRENGTH: dict[Confidence, int] = {"check": 0, "likely": 1, "sure": 2}


def weakest(*confidences: Confidence) -> Confidence:
    """A statement is as sure as its weakest part."""
    return min(confidences, key=_STRENGTH.__getitem__)


def strongest(*confidences: Confidence) -> Confidence:
    """Where several sources allow the same, the surest one carries it."""
    return max(confidences, key=_STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read.

    ``basis``: R legal text, N news or practice, G an office's own form, M memory; several joined by a comma.
    """

    act: str
    article: str
    paragraph: str
    basis: str
    confidence: Confidence
    checked_by: str = ""
    checked_on: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Is this free of the mark "unconfirmed"? Only where it is ``sure``."""
        return self.confidence == "sure"

    def citation(self, lang: str = "id") -> str:
        """``UU Pilkada Pasal 134 ayat (5)`` / ``UU Pilkada art. 134(5)``."""
        if not self.article:
            return self.act
        if lang.startswith("en"):
            return f"{self.act} art. {self.article}" + (f"({self.paragraph})" if self.paragraph else "")
        return f"{self.act} Pasal {self.article}" + (f" ayat ({self.paragraph})" if self.paragraph else "")

    def as_json(self) -> dict[str, str]:
        return {
            "act": self.act,
            "article": self.article,
            "paragraph": self.paragraph,
            "basis": self.basis,
            "confidence": self.confidence,
            "checked_by": self.checked_by,
            "checked_on": self.checked_on,
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock or window as it stands on one day.

    A clock has ``length`` and ``unit``; a window has neither, and ``within`` names the clocks that bound it
    (empty when only the events ``starts`` and ``ends`` do). ``starts`` and ``ends`` are event codes and
    ``actor`` an actor code; their words stand in ``data/terms.toml``.
    ``first_day``: is the starting day day 1 ("counted"), or the day after it ("next")? ``other_first_day``
    is a second reading kept beside it, or None. ``extends``: the clock this one lengthens, same start.
    ``counts_back``: the limit lies *before* its event (GK-17).
    ``from_`` and ``until`` bound this value, both inclusive; ``until`` None = still in force.
    """

    id: str
    regime: Regime
    version: str
    kind: RuleKind
    label: Text
    starts: str
    ends: str
    actor: str
    first_day: FirstDay
    first_day_confidence: Confidence
    other_first_day: FirstDay | None
    length: int | None
    unit: Unit | None
    unit_confidence: Confidence
    starts_confidence: Confidence
    from_confidence: Confidence
    from_: date
    until: date | None
    source: Source
    within: tuple[str, ...] = ()
    extends: str = ""
    counts_back: bool = False
    note: Text | None = None

    def parts(self) -> dict[str, Confidence]:
        """How sure each part is that a date rests on; ``texts.PARTS`` has their words."""
        parts: dict[str, Confidence] = {"length": self.source.confidence, "start": self.starts_confidence}
        if self.kind == "clock":
            parts["unit"] = self.unit_confidence
            if self.unit != "hour":
                parts["first_day"] = self.first_day_confidence
        return parts

    @property
    def confidence(self) -> Confidence:
        """How sure a *date* counted with this rule is: as sure as its weakest part."""
        return weakest(*self.parts().values())


@dataclass(frozen=True, slots=True)
class Version:
    """The instruments of a regime from one day on, e.g. ``PB 8/2020+9/2024``."""

    name: str
    from_: date
    confidence: Confidence

    def __str__(self) -> str:
        return f"{self.name}, {self.from_.isoformat()}"


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change of law that the software must follow (sheet, section 0.1)."""

    code: str
    effective: date
    change: Text
    effect: Text
    regimes: tuple[Regime, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Requirement:
    """A formal or material requirement of a report.

    ``missing`` is the sentence of a notice of completion; ``clock`` the clock that decides it, or "".
    """

    code: str
    kind: Literal["formal", "material"]
    label: Text
    missing: Text
    clock: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReporterKind:
    """Who may report. ``is_representative``: acts for a reporter, with a power of attorney."""

    code: str
    label: Text
    is_representative: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Destination:
    """An authority that receives an outcome."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """The kind of paper that leaves the plenary for a class: recommendation, decision, forwarding ..."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class ViolationClass:
    """A class of violation on one day: where it goes, as what, on which form, and the receiver's clock.

    ``form`` is a kind of ``forms.toml`` and ``clock`` a clock id, each "" where there is none.
    """

    code: str
    group: str
    group_label: Text
    label: Text
    destination: Destination
    copy_to: tuple[Destination, ...]
    outcome: Outcome
    form: str
    clock: str
    source: Source
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One stretch of receipt hours on a weekday (0 = Monday), local time, closing minute included."""

    weekday: int
    opens: time
    closes: time
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ReceiptHours:
    """When reports are received. ``always`` maps stage codes with 24-hour receipt to their confidence."""

    hours: tuple[OpeningHours, ...]
    always: dict[str, Confidence]
    from_: date
    source: Source


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members must sit for a plenary to decide: more than this share of them."""

    numerator: int
    denominator: int
    source: Source
    note: Text | None = None

    def needed(self, members: int) -> int:
        """Smallest number of members present that exceeds the share: 3 of 5, 2 of 3, 3 of 4."""
        return members * self.numerator // self.denominator + 1


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the regime's series. Codes are data with a confidence; never test for one in code."""

    code: str
    kind: str
    label: Text
    source: Source


@dataclass(frozen=True, slots=True)
class ForwardingPaper:
    """One thing that the file of a criminal case holds when it goes to the police."""

    code: str
    label: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Offence:
    """A penal article as it stands on a day: what would have to be proved, never whether it was.

    ``months`` prison and ``million`` fine in million rupiah, each from and to, or None where not read; ``joined``: the
    word between them. ``elements`` is empty where nobody has read the article; ``words``: plain words to find it by.
    """

    code: str
    article: str
    label: Text
    elements: tuple[Text, ...]
    words: frozenset[str]
    months: tuple[float, float] | None
    million: tuple[float, float] | None
    joined: str
    source: Source
