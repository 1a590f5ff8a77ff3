"""Reads of sittings through what the account may see. An item of a case that somebody is kept from is not there."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from saksama.cases import queries as cases
from saksama.cases import recusals
from saksama.cases import transitions as t
from saksama.cases.models import Case, InitialStudy, PlenaryVote, RequirementCheck, Study
from saksama.cases.sittings.models import AgendaItem, Sitting
from saksama.cases.sittings.rules import proposal
from saksama.people import scope
from saksama.people.models import Account
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, Office

WAITING_STATES = (t.COMPLETE, t.PROPOSED, *t.IN_HANDLING)
"""States in which the members' word is the next thing."""


def visible_to(account: Account | None, *, today: date) -> QuerySet[Sitting]:
    """Sittings of the account's area, newest first."""
    area = scope.scope_of(account, "view_cases", today=today)
    rows = Sitting.objects.filter(area.as_filter("office"))
    return rows.select_related("office__area", "chair", "event__election").order_by("-starts_at", "-pk")


def next_for(account: Account | None, *, today: date) -> Sitting | None:
    """The sitting at which this person has a vote or the pen, open or next to come; in the person's own office."""
    held = scope.scope_of(account, "hold_plenary", today=today)
    if not held:
        return None
    coming = Sitting.objects.filter(
        held.as_filter("office"), state__in=[Sitting.State.PLANNED, Sitting.State.OPEN], on__gte=today
    )
    return coming.select_related("office").order_by("starts_at", "pk").first()


def items_for(sitting: Sitting, account: Account) -> list[AgendaItem]:
    """The agenda as this person may see it, with everything its papers show; the number of questions does not grow."""
    votes = Prefetch("plenary__votes", PlenaryVote.objects.select_related("member"))
    checks = Prefetch("checks", RequirementCheck.objects.order_by("id"))
    rows = sitting.items.filter(recusals.unhidden(account.pk, "case")).select_related(
        "case__office", "case__owner", "plenary"
    )
    return list(
        rows.prefetch_related(
            votes,
            Prefetch("case__initial_studies", InitialStudy.objects.prefetch_related(checks).order_by("round")),
            Prefetch("case__studies", Study.objects.order_by("version")),
            "case__classes",
        ).order_by("pk")
    )  # fmt: skip


def hides_from(sitting: Sitting, account: Account) -> bool:
    """Is the account kept from a case of this agenda?"""
    return sitting.items.filter(case__in=recusals.hidden_from(account.pk).values("case")).exists()


def waiting_cases(office: Office, account: Account, *, today: date) -> list[tuple[Case, str]]:
    """Cases of the office that wait for a plenary and stand on no agenda, by limit, each with what is proposed."""
    on_agenda = AgendaItem.objects.filter(
        plenary=None, put_off="", sitting__state__in=[Sitting.State.PLANNED, Sitting.State.OPEN]
    )
    rows = (
        cases.visible_to(account, today=today)
        .filter(office=office, state__in=WAITING_STATES, is_published=False)
        .exclude(pk__in=on_agenda.values("case"))
        .annotate(has_study=Exists(Study.objects.filter(case=OuterRef("pk"))))
    )
    found = [(case, proposal(case.state, case.kind, has_study=case.has_study)) for case in rows]
    return sorted(
        ((case, purpose) for case, purpose in found if purpose),
        key=lambda pair: (pair[0].next_due_on or date.max, pair[0].received_at),
    )


def other_cases(office: Office, account: Account, *, today: date, beside: Collection[Case]) -> list[Case]:
    """Other open cases on which the members may decide something: an extension, a refusal."""
    rows = cases.visible_to(account, today=today).filter(
        office=office,
        state__in=[*t.IN_HANDLING, t.INCOMPLETE, t.AWAITING_COMPLETION, t.COMPLETED],
        is_published=False,
    )
    known = {case.pk for case in beside}
    return [case for case in rows.order_by("next_due_on", "received_at") if case.pk not in known]


def event_of(office_code: str, *, on: date) -> ElectionEvent | None:
    """The vote under whose series a sitting is numbered: the next, or the last where none is ahead."""
    ahead = places.next_vote(on=on, office_code=office_code)
    found: ElectionEvent | None = ahead[0] if ahead else places.events(on=on, office_code=office_code).last()
    return found
