"""How an act of a case meets the sitting in which it is taken. Asked by the recording of plenaries; writes one link."""

from collections.abc import Iterable
from datetime import datetime

from saksama.cases.models import Case, Plenary
from saksama.cases.problems import Problem
from saksama.cases.sittings.models import AgendaItem, Sitting
from saksama.people.models import Account


def running_item(case: Case) -> AgendaItem | None:
    """The item of an open sitting on which this case waits for its decision."""
    return (
        AgendaItem.objects.filter(case=case, plenary=None, put_off="", sitting__state=Sitting.State.OPEN)
        .select_related("sitting")
        .order_by("-sitting__opened_at")
        .first()
    )


def checked(case: Case, sitting: Sitting, *, voters: Iterable[Account], held_at: datetime) -> AgendaItem:
    """The item that a plenary held in ``sitting`` decides, locked.

    Raises: Problem sitting_not_open | not_on_agenda | before_the_sitting | not_in_the_sitting.
    """
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if locked.state != Sitting.State.OPEN or locked.opened_at is None:
        raise Problem("sitting_not_open")
    item: AgendaItem | None = locked.items.filter(case=case, plenary=None, put_off="").first()
    if item is None:
        raise Problem("not_on_agenda")
    if held_at < locked.opened_at:
        raise Problem("before_the_sitting")
    there = {seat.member_id for seat in locked.seats.all() if seat.is_present}
    for member in voters:
        if member.pk not in there:
            raise Problem("not_in_the_sitting", name=member.name)
    return item


def decided(item: AgendaItem, plenary: Plenary) -> None:
    """The item refers to the decision that the case's act has just recorded."""
    item.plenary = plenary
    item.save(update_fields=["plenary"])
