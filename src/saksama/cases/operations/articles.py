"""Articles to check on a case: chosen, their elements marked, dropped. A checklist; the plenary decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from saksama.cases.actors import Actor
from saksama.cases.models import ArticleToCheck, Case, ElementMark
from saksama.cases.operations import acting
from saksama.cases.problems import Problem
from saksama.journal.operations import record
from saksama.law import Offence, load


@dataclass(frozen=True, slots=True)
class MarkIn:
    """What the file shows of one element. ``state`` is a code of ``ElementMark.State``, or "" for unmarked."""

    state: str
    note: str = ""


def picklist(case: Case) -> tuple[Offence, ...]:
    """The articles as they stood on the day of the event, or of receipt where that is not known."""
    return load().on(case.occurred_on or case.received_on, case.regime).offences()


@transaction.atomic
def choose_article(case: Case, offence: str, *, actor: Actor, at: datetime) -> ArticleToCheck:
    """Put an article on the case's list of those to check. Raises: Problem unknown_article."""
    acting.may_on(case, actor, "study_case", at=at)
    if offence not in {item.code for item in picklist(case)}:
        raise Problem("unknown_article")
    chosen, _is_new = ArticleToCheck.objects.update_or_create(
        case=case, offence=offence, defaults={"dropped_at": None}, create_defaults={
            "chosen_at": at, "chosen_by": actor.code,
        },
    )  # fmt: skip
    _note("article_chosen", case, {"article": offence}, actor=actor, at=at)
    return chosen


@transaction.atomic
def drop_article(article: ArticleToCheck, *, actor: Actor, at: datetime) -> None:
    """Take an article off the list; its marks are kept."""
    acting.may_on(article.case, actor, "study_case", at=at)
    article.dropped_at = at
    article.save(update_fields=["dropped_at"])
    _note("article_dropped", article.case, {"article": article.offence}, actor=actor, at=at)


@transaction.atomic
def mark_elements(
    article: ArticleToCheck, marks: Mapping[int, MarkIn], *, actor: Actor, at: datetime
) -> None:
    """Mark what the file shows of each element. The journal keeps each state, never a note.

    Args:  marks: by place of the element, from 1.
    """
    case = article.case
    acting.may_on(case, actor, "study_case", at=at)
    known = {item.code: item for item in picklist(case)}
    if article.offence not in known:
        raise Problem("unknown_article")
    places = range(1, len(known[article.offence].elements) + 1)
    for place in places:
        given = marks.get(place, MarkIn(""))
        if not given.state:
            ElementMark.objects.filter(article=article, element=place).delete()
            continue
        told = {"state": given.state, "note": given.note, "marked_at": at, "marked_by": actor.code}
        ElementMark.objects.update_or_create(article=article, element=place, defaults=told)
    states = {str(place): marks[place].state for place in places if place in marks and marks[place].state}
    _note("elements_marked", case, {"article": article.offence, "marks": states}, actor=actor, at=at)


def _note(act: str, case: Case, facts: Mapping[str, object], *, actor: Actor, at: datetime) -> None:
    record(
        act=act,
        office=case.office_id,
        subject=("case", str(case.pk)),
        actor=actor.code,
        at=at,
        facts=dict(facts),
    )
