"""Reads of exports: one's own, and whether something waits."""

from django.db.models import QuerySet

from saksama.checklists.models import Export
from saksama.people.models import Account


def own(account: Account) -> QuerySet[Export]:
    """What ``account`` asked for, newest first."""
    return Export.objects.filter(account=account).select_related("version__instrument", "event")


def is_waiting() -> bool:
    """Whether something is to be made; also what a maker that died had begun."""
    return Export.objects.filter(state__in=(Export.State.WAITING, Export.State.MAKING)).exists()
