"""Cases among which duplicates are looked for: those of one office that the account may see, near in time.

Two questions, whatever the number of cases: one range of the index (office, received_at), cut at ``MOST``, and the
respondents of what it found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from saksama.cases import queries, search
from saksama.cases.likeness import rules
from saksama.cases.models import Case, Party
from saksama.cases.operations.intake import Facts, Respondent
from saksama.people.models import Account
from saksama.places.models import Office, within
from saksama.places.rules import level_of, parent_of

WINDOW = timedelta(days=45)
"""How far back, and ahead, of its receipt a case is compared: longer than any clock of handling."""
MOST = 300
"""Cases compared at most, the newest first."""
SHOWN = 5
_LETTERS = 6_000
"""Of a story; about three pages."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A case that may tell the same matter, and in what it agrees."""

    case: Case
    likeness: rules.Likeness


def for_case(case: Case, account: Account, *, today: date) -> list[Suggestion]:
    """Cases that may tell what ``case`` tells."""
    near = _near(case.office, case.area_id, account, at=case.received_at, today=today)
    names = case.parties.filter(role=Party.Role.RESPONDENT).values_list("name", flat=True)
    return _suggest(_telling(case, names), near.exclude(pk=case.pk))


def for_facts(
    office: Office,
    facts: Facts,
    respondents: Sequence[Respondent],
    account: Account,
    *,
    at: datetime,
    today: date,
) -> list[Suggestion]:
    """Cases that may tell what is being written down now; nothing is saved yet."""
    case = Case(
        office=office,
        title=facts.title,
        what=facts.what,
        where_text=facts.where_text,
        area=facts.area,
        occurred_on=facts.occurred_on,
        known_on=facts.known_on,
    )
    telling = _telling(case, [respondent.name for respondent in respondents])
    if not (telling.words or telling.respondents):
        return []
    return _suggest(telling, _near(office, case.area_id, account, at=at, today=today))


def _near(office: Office, area: str | None, account: Account, *, at: datetime, today: date) -> QuerySet[Case]:
    """Cases of the office received within the window, in the district where it is known on both sides."""
    rows = queries.visible_to(account, today=today).filter(
        office=office, received_at__gte=at - WINDOW, received_at__lte=at + WINDOW
    )
    if district := _district(area):
        rows = rows.filter(Q(area=None) | within(district, "area"))
    return rows.select_related(None).select_related("area").order_by("-received_at")


def _district(area: str | None) -> str | None:
    return parent_of(area) if area and level_of(area) == "village" else area


def _suggest(telling: rules.Telling, near: QuerySet[Case]) -> list[Suggestion]:
    cases = list(near[:MOST])
    names: dict[object, list[str]] = defaultdict(list)
    parties = Party.objects.filter(case__in=[case.pk for case in cases], role=Party.Role.RESPONDENT)
    for case_id, name in parties.values_list("case", "name"):
        names[case_id].append(name)
    found = rules.likely(telling, [_telling(case, names[case.pk]) for case in cases])
    return [Suggestion(cases[place], likeness) for place, likeness in found[:SHOWN]]


def _telling(case: Case, names: Iterable[str]) -> rules.Telling:
    return rules.Telling(
        words=rules.significant(search.words(f"{case.title} {case.what[:_LETTERS]}")),
        place=rules.significant(search.words(case.where_text)),
        area=case.area_id or "",
        day=case.occurred_on or case.known_on,
        respondents=tuple(" ".join(search.words(name)) for name in names if name.strip()),
    )
