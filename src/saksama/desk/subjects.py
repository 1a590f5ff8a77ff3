"""How alerts speak of a case, where they lead, and who may know of it (notices.kinds)."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from saksama.cases import queries
from saksama.cases.operations.deadlines import KIND
from saksama.desk import links, wording
from saksama.notices import kinds
from saksama.people.models import Account


def register() -> None:
    """Called once, when the program starts."""
    kinds.register(KIND, kinds.Kind(words=_words, address=links.case, seen=_seen))


def _words(step: str) -> kinds.Words:
    return kinds.Words(
        why=str(wording.STEPS.get(step, step.replace("_", " "))),
        what_to_do=str(wording.ACT_OF_STEP.get(step, _("Open the case and take the next act"))),
    )


def _seen(account: Account, ids: Collection[str], today: date) -> Collection[str]:
    cases = queries.visible_to(account, today=today).filter(pk__in=ids)
    return {str(pk) for pk in cases.values_list("pk", flat=True)}
