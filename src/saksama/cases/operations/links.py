"""Two cases joined, and parted again: dated acts of both, each with a ground.

What merging does, and what it does not (docs/intake.md): the law knows no end of a report by joining it to another.
So a merged report keeps its number, papers, state and clocks, and its reporter is told; only the work is done once,
under the older case, whose study counts for both.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case, CaseLink
from saksama.cases.operations import acting
from saksama.cases.problems import Problem


@transaction.atomic
def connect_cases(
    case: Case, other: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> CaseLink:
    """Say that two cases belong together; each goes its own way.

    Raises: Problem reason_missing | linked_to_itself | linked_already | wrong_state; scope.OutOfSight.
    """
    pair = _pair(case, other, "connect_case", reason=reason, actor=actor, at=at, version=version)
    return _join(pair, CaseLink.Kind.CONNECTED, "connect_case", reason=reason, actor=actor, at=at)


@transaction.atomic
def merge_cases(
    case: Case, other: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> CaseLink:
    """Handle the younger of two cases together with the older one.

    Raises: as :func:`connect_cases`, and Problem merge_elsewhere (another office or election) | merged_already |
            information_leads (a report cannot be handled under preliminary information).
    """
    younger, older = pair = _pair(
        case, other, "merge_case", reason=reason, actor=actor, at=at, version=version
    )
    if (younger.office_id, younger.event_id) != (older.office_id, older.event_id):
        raise Problem("merge_elsewhere")
    if older.kind == t.INFORMATION and younger.kind != t.INFORMATION:
        raise Problem("information_leads")
    merged = CaseLink.objects.filter(kind=CaseLink.Kind.MERGED, parted_at=None)
    if merged.filter(Q(case__in=pair) | Q(older=younger)).exists():  # no chains: one case leads
        raise Problem("merged_already")
    return _join(pair, CaseLink.Kind.MERGED, "merge_case", reason=reason, actor=actor, at=at)


@transaction.atomic
def part_cases(
    case: Case, other: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> CaseLink:
    """Undo a joining, whatever its kind; that it held stays on record.

    Raises: Problem reason_missing | not_linked; scope.OutOfSight.
    """
    pair = _pair(case, other, "part_case", reason=reason, actor=actor, at=at, version=version)
    link = CaseLink.objects.filter(case=pair[0], older=pair[1], parted_at=None).first()
    if link is None:
        raise Problem("not_linked")
    link.parted_at = at
    link.save(update_fields=["parted_at"])
    _both(pair, "part_case", link.kind, reason=reason, actor=actor, at=at)
    return link


def end_merges(case: Case, *, reason: str, actor: Actor, at: datetime) -> None:
    """The case leaves for another office: what it was handled together with stays here, so that ends.

    The caller has locked and checked ``case``, and writes its act afterwards; a case on its way is not parted by hand.
    """
    for link in CaseLink.objects.filter(
        Q(case=case) | Q(older=case), kind=CaseLink.Kind.MERGED, parted_at=None
    ).order_by("pk"):
        other = Case.objects.select_for_update(of=("self",)).select_related("office")
        rest = other.get(pk=link.older_id if link.case_id == case.pk else link.case_id)
        link.parted_at = at
        link.save(update_fields=["parted_at"])
        _both((case, rest), "part_case", link.kind, reason=reason, actor=actor, at=at)


def study_counts(case: Case) -> bool:
    """Is there a study to decide on: the case's own, or that of the case it is handled together with?"""
    if case.studies.exists():
        return True
    lead = CaseLink.objects.filter(case=case, kind=CaseLink.Kind.MERGED, parted_at=None)
    return lead.filter(older__studies__isnull=False).exists()


def _pair(
    case: Case, other: Case, act: str, *, reason: str, actor: Actor, at: datetime, version: int | None
) -> tuple[Case, Case]:
    """Younger and older, both locked, both open to the act. Always locked in the same order: no deadlock."""
    if not reason.strip():
        raise Problem("reason_missing")
    if case.pk == other.pk:
        raise Problem("linked_to_itself")
    seen = {case.pk: version}
    locked = [
        acting.lawful(item, act, actor=actor, at=at, version=seen.get(item.pk))
        for item in sorted((case, other), key=lambda item: item.pk)
    ]
    older, younger = sorted(locked, key=lambda item: (item.received_at, item.pk))
    return younger, older


def _join(
    pair: tuple[Case, Case], kind: CaseLink.Kind, act: str, *, reason: str, actor: Actor, at: datetime
) -> CaseLink:
    younger, older = pair
    held = CaseLink.objects.filter(case=younger, older=older, parted_at=None)
    if held.filter(kind=kind).exists():
        raise Problem("linked_already")
    held.update(parted_at=at)  # connected before, handled together from now on, or the other way round
    link = CaseLink.objects.create(case=younger, older=older, kind=kind, joined_at=at)
    _both(pair, act, kind, reason=reason, actor=actor, at=at)
    return link


def _both(pair: tuple[Case, Case], act: str, kind: str, *, reason: str, actor: Actor, at: datetime) -> None:
    """The act in both cases. Each names the other by its id, under the name by which the journal hides
    a line from whoever is kept from that case."""
    for case, other in (pair, pair[::-1]):
        facts = {"case": str(other.pk), "link": kind}
        acting.done(case, act, actor=actor, at=at, reason=reason, facts=facts)
