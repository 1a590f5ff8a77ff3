"""Who sends, and for what, changed: every process asks the database anew."""

from django.db import transaction
from django.db.models import F

from saksama.checklists import directory
from saksama.checklists.models import DirectoryStamp

ONE = 1
"""The only row."""


def note_change() -> None:
    """Within the open transaction: a card, phone, place or drill changed; this process asks anew at once.

    Others do when they next look at the stamp, ``directory.STAMP_SECONDS`` after the commit at the latest.
    """
    DirectoryStamp.objects.get_or_create(pk=ONE)
    DirectoryStamp.objects.filter(pk=ONE).update(number=F("number") + 1)
    directory.forget()
    transaction.on_commit(directory.forget)  # what was remembered between the two
