"""Search: words of cases for all who see cases, and people behind labels for those who may reveal them.

Words are sent by POST and stand in no address (decision 19). Reporters and witnesses are found only by their
whole name, NIK, telephone or e-mail, through the blind index (decision 15), and only where the person holds
``reveal_identity``; even then a label is shown, no name. Each such hit is in the journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from saksama.cases.models import Case, Party
from saksama.cases.queries import visible_to
from saksama.cases.search import newest
from saksama.desk.listing import with_classes
from saksama.evidence import rules
from saksama.evidence.queries import find_identities
from saksama.journal.operations import Entry, record_batch
from saksama.people.models import Account

SHOWN = 50
LONGEST = 200
"""Signs of one search; more is no name and no number."""


@dataclass(frozen=True, slots=True)
class Found:
    """``cases``: at most ``SHOWN``; ``is_cut``: there are more. ``people``: parties behind labels."""

    cases: Sequence[Case]
    is_cut: bool
    people: Sequence[Party]

    @property
    def is_empty(self) -> bool:
        return not (self.cases or self.people)


@transaction.atomic
def find(typed: str, *, account: Account, today: date, at: datetime) -> Found:
    """What ``account`` may see of what was typed."""
    typed = typed[:LONGEST]
    ids = newest(visible_to(account, today=today), typed, SHOWN + 1)
    rows = with_classes(Case.objects.filter(pk__in=ids[:SHOWN])).order_by("-received_at", "pk")
    people = _people(typed, account, today)
    _note(people, account, at)
    return Found(list(rows), len(ids) > SHOWN, people)


def _people(typed: str, account: Account, today: date) -> list[Party]:
    identities: set[UUID] = set()
    for kind in rules.INDEXED:
        identities |= set(find_identities(kind, typed).values_list("pk", flat=True))
    here = visible_to(account, today=today, permission="reveal_identity")
    found = Party.objects.filter(identity__in=identities, case__in=here.values("pk"))
    return list(found.select_related("case__office").order_by("-case__received_at", "pk")[:SHOWN])


def _note(people: Sequence[Party], account: Account, at: datetime) -> None:
    record_batch(
        Entry(
            act="identity_found",
            office=party.case.office_id,
            subject=("identity", str(party.identity_id)),
            actor=account.code,
            at=at,
            facts={"case": str(party.case_id), "party": party.label},
        )
        for party in people
    )


def rows_of(people: Sequence[Party]) -> list[dict[str, Any]]:
    """People for the template: label, role and case; the name stays sealed."""
    return [{"label": party.label, "role": party.get_role_display(), "case": party.case} for party in people]
