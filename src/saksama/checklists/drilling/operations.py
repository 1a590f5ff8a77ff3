"""The only writers of drills and of the switch."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from saksama.checklists import directory
from saksama.checklists.models import Drill, DrillVisit, Publication, Sparing
from saksama.checklists.operations.changes import note_change
from saksama.checklists.problems import Problem
from saksama.journal.operations import record
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account
from saksama.places import operations as places
from saksama.places.models import ElectionEvent

LONGEST: Final = timedelta(days=2)
MARK: Final = "LATIHAN"
"""Stands in the name of every drill, so that each page, file and message about it says so."""


@transaction.atomic
def begin_drill(
    vote: ElectionEvent, *, office: str, starts_at: datetime, ends_at: datetime, actor: Account, at: datetime
) -> Drill:
    """Set a drill for the cards of ``office`` and all below it, with the forms that are in use for ``vote``.

    Raises: scope.NotAllowed; Problem drill_of_drill | drill_times | drill_without_forms | drill_there.
    """
    scope.allow(actor, "manage_instruments", office, today=scope.local_day(at, office))
    if vote.kind == ElectionEvent.Kind.DRILL:
        raise Problem("drill_of_drill")
    if ends_at <= max(starts_at, at) or ends_at - starts_at > LONGEST:
        raise Problem("drill_times")
    forms = list(Publication.objects.filter(event=vote, withdrawn_at__isnull=True))
    if not forms:
        raise Problem("drill_without_forms")
    day = scope.local_day(starts_at, office)
    slug = f"{vote.pk[:30]}-latihan-{starts_at:%m%d%H%M}"
    if Drill.objects.filter(event=slug).exists():
        raise Problem("drill_there")
    event = places.create_event(
        election=vote.election,
        event=places.NewEvent(
            slug=slug, kind=ElectionEvent.Kind.DRILL, area=vote.area_id,
            name=f"{MARK} {formats.plain_date(day, 'id')}", name_en=f"{MARK} (drill) {formats.plain_date(day, 'en')}",
            vote_on=day, announced_on=min(scope.local_day(at, office), day),
        ),
        actor=actor.code, at=at,
    )  # fmt: skip
    made = Drill.objects.create(
        event=event,
        vote=vote,
        office_code=office,
        starts_at=starts_at,
        ends_at=ends_at,
        made_at=at,
        made_by=actor.code,
    )
    Publication.objects.bulk_create(
        Publication(
            version_id=form.version_id, instrument_id=form.instrument_id, event=event, published_at=at,
            published_by=actor.code,
        )
        for form in forms
    )  # fmt: skip
    _record("drill_begun", office, ("drill", slug), actor.code, at, {"vote": vote.pk, "forms": len(forms)})
    note_change()
    return made


@transaction.atomic
def end_drill(drill: Drill, *, actor: Account, at: datetime) -> Drill:
    """End it now; phones leave it with their next line. Raises: scope.NotAllowed; Problem drill_over."""
    scope.allow(actor, "manage_instruments", drill.office_code, today=scope.local_day(at, drill.office_code))
    if drill.ends_at <= at:
        raise Problem("drill_over")
    drill.ends_at, drill.ended_by = at, actor.code
    drill.save(update_fields=["ends_at", "ended_by"])
    _record("drill_ended", drill.office_code, ("drill", drill.pk), actor.code, at, {})
    note_change()
    return drill


def note_visit(event: str, account: int, *, at: datetime) -> None:
    """A phone came into the drill ``event``; nothing for another event. Once for each person."""
    if directory.is_drill(event):
        DrillVisit.objects.get_or_create(drill_id=event, account_id=account, defaults={"first_at": at})


@transaction.atomic
def spare(event: ElectionEvent, office: str, *, reason: str, actor: Account, at: datetime) -> Sparing:
    """From now on photos wait, lists come from memory, exports wait.

    Raises: scope.NotAllowed; Problem reason_needed | sparing_already.
    """
    scope.allow(actor, "spare_the_line", office, today=scope.local_day(at, office))
    if not reason.strip():
        raise Problem("reason_needed")
    if Sparing.objects.filter(event=event, office_code=office, ended_at__isnull=True).exists():
        raise Problem("sparing_already")
    made = Sparing.objects.create(
        event=event, office_code=office, reason=reason.strip()[:200], begun_at=at, begun_by=actor.code
    )
    _record("sparing_begun", office, ("event", event.pk), actor.code, at, {"reason": made.reason})
    note_change()
    return made


@transaction.atomic
def end_sparing(sparing: Sparing, *, actor: Account, at: datetime) -> Sparing:
    """Everything as usual again. Raises: scope.NotAllowed; Problem sparing_over."""
    scope.allow(actor, "spare_the_line", sparing.office_code, today=scope.local_day(at, sparing.office_code))
    if not Sparing.objects.filter(pk=sparing.pk, ended_at__isnull=True).update(
        ended_at=at, ended_by=actor.code
    ):
        raise Problem("sparing_over")
    _record("sparing_ended", sparing.office_code, ("event", sparing.event_id), actor.code, at, {})
    note_change()
    return sparing


def _record(
    act: str, office: str, subject: tuple[str, str], actor: str, at: datetime, facts: dict[str, object]
) -> None:
    record(act=act, office=office, subject=subject, actor=actor, at=at, facts=facts)
