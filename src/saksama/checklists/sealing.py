"""Is what the field sent still what the journal sealed, and what results sheets say still what was entered?

Read by ``saksama check``. It finds bytes that were changed, rows that were taken away or slipped in after they were
sealed, and rows that point nowhere, which this table's missing foreign keys do not prevent.
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from saksama.checklists.models import InstrumentVersion, ResultSheet, Submission
from saksama.checklists.operations import digest_of
from saksama.checklists.results.operations import digest_of as digest_of_figures
from saksama.journal.models import Line
from saksama.people.models import Account
from saksama.places.models import ElectionEvent

RECENT = 1_000
"""Batches that ``saksama check`` recomputes each morning; all of them with ``--whole``."""


def verify_batches(*, newest: int | None = RECENT) -> list[str]:
    """``office/seq`` of the sealed batches that no longer fit their payloads, newest first. None looks at all."""
    lines = Line.objects.filter(act="submissions_received").order_by("-pk")
    return [f"{line.office}/{line.seq}" for line in lines[:newest].iterator() if not _fits(line)]


def _fits(line: Line) -> bool:
    rows = list(Submission.objects.filter(answers__line=line).only("pk", "instance_id", "payload"))
    return len(rows) == line.facts["count"] and digest_of(rows) == line.facts["digest"]


def verify_results() -> list[str]:
    """Stations whose settled figures differ from those that the journal saw settled."""
    sealed: dict[str, str] = {}
    for line in Line.objects.filter(act="result_settled").order_by("pk").iterator():
        sealed[line.subject_id] = line.facts["digest"]
    rows = ResultSheet.objects.filter(state=ResultSheet.State.SETTLED).order_by("station_code")
    return [
        row.station_code
        for row in rows.iterator()
        if sealed.get(str(row.pk)) != digest_of_figures(row.figures or {})
    ]


def dangling() -> Iterator[str]:
    """Names of fields of ``Submission`` that point nowhere for some row."""
    for field, model in (("event", ElectionEvent), ("version", InstrumentVersion), ("sender", Account)):
        there = model._default_manager.filter(pk=OuterRef(f"{field}_id"))
        if Submission.objects.filter(~Exists(there)).exists():
            yield field
