"""What the pages of counting show, ready for their templates: words, shares, the address behind each number."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.checklists import wording
from saksama.checklists.counting import columns, rules
from saksama.checklists.counting.queries import Cut, Told
from saksama.pages import formats

MOST_OTHERS: Final = 12
"""Answers that the form does not list, shown by their words; of more only the most frequent."""
NOT_COUNTED: Final = frozenset({"start", "end", "today", "deviceid", "station"})
"""What a phone adds by itself, or what the place tells already."""

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a question's table: ``percent`` of those who answered, for the bar."""

    label: str
    count: int
    share: float
    url: str

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what was answered."""

    path: str
    label: str
    group: str
    kind: str
    answered: int
    rows: list[Row]
    numbers: rules.Numbers | None = None

    @property
    def least(self) -> str:
        return figure(self.numbers.least) if self.numbers else ""

    @property
    def middle(self) -> str:
        return figure(self.numbers.middle) if self.numbers else ""

    @property
    def most(self) -> str:
        return figure(self.numbers.most) if self.numbers else ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two questions against each other: ``rows`` = ``[(label, [(count, url)], forms)]``."""

    columns: list[str]
    rows: list[tuple[str, list[tuple[int, str]], int]]


def questions_of(cut: Cut) -> list[Question]:
    """Questions that are counted, in form order."""
    return [question for question in cut.version.questions if question["path"] not in NOT_COUNTED]


def address_of(cut: Cut, **more: str) -> str:
    """The query of an address that means the same cut."""
    told = {
        "acara": cut.event, "versi": str(cut.version.pk), "hari": cut.day, "wilayah": cut.area,
        "dari": str(cut.first_hour or ""), "sampai": str(cut.last_hour) if cut.last_hour < 23 else "",
    }  # fmt: skip
    return urlencode({key: value for key, value in {**told, **more}.items() if value})


def _stations(cut: Cut, **more: str) -> str:
    return f"{_stations_of(cut)}&{urlencode({key: value for key, value in more.items() if value})}"


@lru_cache(maxsize=64)
def _stations_of(cut: Cut) -> str:
    """A page has a hundred such addresses; they differ at their ends."""
    return f"{reverse('checklists:answers_stations')}?{address_of(cut)}"


def asked(cut: Cut, told: Told) -> list[Asked]:
    """Every question with its counts."""
    return [_asked(cut, question, told.answers[question["path"]]) for question in questions_of(cut)]


def _asked(cut: Cut, question: Question, counts: Counter[str]) -> Asked:
    kind, path = columns.kind_of(question), question["path"]
    answered = sum(counts.values()) - counts[""]
    told = columns.each(counts)
    head = (path, wording.spoken(question["label"]) or path, question["group"], kind, answered)
    if kind == "numbers":
        numbers = rules.numbers(told)
        return Asked(*head, _number_rows(cut, question, numbers), numbers)
    if kind == "choices":
        return Asked(*head, _choice_rows(cut, question, told, answered))
    return Asked(*head, [])


def _choice_rows(cut: Cut, question: Question, told: Counter[str], answered: int) -> list[Row]:
    listed = choices_of(question)
    others = [value for value, _many in told.most_common() if value not in listed][:MOST_OTHERS]
    return [
        Row(
            listed.get(value, value), told[value], rules.share(told[value], answered),
            _stations(cut, tanya=question["path"], jawab=value),
        )
        for value in (*listed, *others)
    ]  # fmt: skip


def choices_of(question: Question) -> dict[str, str]:
    """``{value: label}`` in the order of the form."""
    return {choice["value"]: wording.spoken(choice["label"]) for choice in question["choices"]}


def _number_rows(cut: Cut, question: Question, numbers: rules.Numbers | None) -> list[Row]:
    if numbers is None:
        return []
    return [
        Row(
            spoken(group, question), group.count, rules.share(group.count, numbers.count),
            _stations(
                cut, tanya=question["path"], angka=plain(group.low),
                hingga="" if group.high is None else plain(group.high),
            ),
        )
        for group in numbers.groups
    ]  # fmt: skip


def plain(told: float) -> str:
    """A number as an address holds it: ``12``, ``0.5``."""
    return f"{told:.10g}"


def spoken(group: rules.Group, question: Question) -> str:
    """*12*; of whole numbers ``150–199``, else ``1,5 to below 2``."""
    if group.high is None:
        return figure(group.low)
    if question["type"] == "int":
        last = group.high - 1
        return figure(group.low) if last == group.low else f"{figure(group.low)}–{figure(last)}"
    return _("%(low)s to below %(high)s") % {"low": figure(group.low), "high": figure(group.high)}


def figure(told: float) -> str:
    """A number as people read it, with as many places as it has, at most two."""
    if told == round(told):
        return formats.number(round(told))
    return formats.number(told, 1 if told == round(told, 1) else 2)


def can_be_crossed(question: Question) -> bool:
    """Whether a question's answers are few enough to stand in a table."""
    return columns.kind_of(question) == "choices"


def crossed(cut: Cut, first: Question, second: Question, told: Counter[tuple[str, str]]) -> Crossed:
    """The table of two questions; rows are the answers to the first."""
    left = _values(first, (pair[0] for pair in told))
    right = _values(second, (pair[1] for pair in told))
    rows = []
    for value, label in left.items():
        cells = [
            (
                told[value, other],
                _stations(cut, tanya=first["path"], jawab=value, tanya2=second["path"], jawab2=other),
            )
            for other in right
        ]
        rows.append((label, cells, sum(count for count, _url in cells)))
    return Crossed(list(right.values()), rows)


def _values(question: Question, found: Iterable[str]) -> dict[str, str]:
    listed = choices_of(question)
    others = [value for value, _many in Counter(found).most_common() if value and value not in listed]
    return listed | {value: value for value in others[:MOST_OTHERS]}


def days_of(told: Told, *, day: str) -> list[tuple[str, str, int]]:
    """``(iso, words, forms)`` of each day on which forms were filled, and the one asked for."""
    days: Counter[str] = Counter({day: 0} if day else {})
    for hour, forms in told.hours.items():
        days[hour[:10]] += forms
    return [(iso, formats.short_date(date.fromisoformat(iso)), days[iso]) for iso in sorted(days)]


def hours_of(told: Told, cut: Cut) -> list[Row]:
    """Forms by the hour in which they were filled, within the cut."""
    by_hour: Counter[int] = Counter()
    for hour, forms in told.hours.items():
        if cut.holds_hour(hour):
            by_hour[int(hour[11:])] += forms
    most = max(by_hour.values(), default=0)
    return [
        Row(f"{hour:02d}", forms, rules.share(forms, most), "") for hour, forms in sorted(by_hour.items())
    ]


def wanted(
    question: Question, given: Mapping[str, str], suffix: str = ""
) -> tuple[str, Callable[[str], bool]] | None:
    """What an address asks of one question, in words and as a test of an answer; None where it asks nothing."""
    value, low, high = (given.get(f"{key}{suffix}", "") for key in ("jawab", "angka", "hingga"))
    kind = columns.kind_of(question)
    if kind == "choices" and value:
        return choices_of(question).get(value, value), lambda answer: value in answer.split()
    least, most = rules.number(low), rules.number(high)
    if kind == "numbers" and least is not None:
        return spoken(rules.Group(least, most, 0), question), lambda answer: rules.is_inside(
            answer, least, most
        )
    if kind == "given":
        return "", bool
    return None
