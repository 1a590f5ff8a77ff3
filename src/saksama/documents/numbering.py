"""Running numbers: the only writers of NumberSeries and IssuedNumber.

Guarantees: a number is given once per office, kind and event, whatever runs at the same time; it is given
inside the caller's transaction, so an act that fails leaves no hole; a hole or a chosen number carries a
reason (domain sheet section 4). A number dated before the last one of its series is given, since a report
must never be turned away for it, and waits in ``series.back_dated`` until somebody says why. The journal line belongs
to the act that takes the number; a word said afterwards has a line of its own.
"""

from datetime import date, datetime

from django.db import transaction

from saksama.documents.errors import NumberOutOfRange, NumberTaken, ReasonNeeded
from saksama.documents.models import GapNote, IssuedNumber, NumberSeries
from saksama.journal.operations import record


def take(office: str, kind: str, event: str, *, on: date, wanted: int | None = None, reason: str = "") -> int:
    """Give the next number, or the ``wanted`` one, to an act of the day ``on``.

    Must be called inside the transaction of that act. A wanted number beyond the next leaves a gap and moves
    the series behind it; one before the next fills a gap and leaves the series where it stands.

    Args:     office: key, ``64.02``.   kind: see ``NumberKind``.   event: key of the election event, or "".
              on: legal day in the office's zone.   reason: needed for a number that is not simply the next,
              and asked for later where the day lies before the last one used in this series.
    Raises:   ReasonNeeded, NumberTaken, NumberOutOfRange; TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken inside the transaction of its act.")
    series = _locked(office, kind, event)
    number = series.next if wanted is None else wanted
    if number < 1:
        raise NumberOutOfRange(number=number, next=series.next, least=1)
    issued = IssuedNumber.objects.filter(office=office, kind=kind, event=event)
    if earlier := issued.filter(number=number).first():
        raise NumberTaken(number=number, issued_on=earlier.issued_on.isoformat())
    if number != series.next and not reason.strip():
        raise ReasonNeeded(number=number)
    IssuedNumber.objects.create(
        office=office, kind=kind, event=event, number=number, issued_on=on, reason=reason.strip()
    )
    if number >= series.next:
        series.next = number + 1
        series.save(update_fields=["next"])
    return number


def start_at(office: str, kind: str, event: str, number: int) -> None:
    """Let a series go on from ``number``; the numbers jumped over stay free for a ``wanted`` with its reason.

    Raises NumberOutOfRange when ``number`` lies before the next one: a series never runs backwards.
    """
    with transaction.atomic():
        series = _locked(office, kind, event)
        if number < series.next:
            raise NumberOutOfRange(number=number, next=series.next, least=series.next)
        series.next = number
        series.save(update_fields=["next"])


@transaction.atomic
def explain(issued: IssuedNumber, reason: str, *, actor: str, at: datetime) -> None:
    """Say afterwards why a number is dated back. A reason once given stands. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded(number=issued.number)
    if IssuedNumber.objects.filter(pk=issued.pk, reason="").update(reason=reason.strip()):
        record(
            act="number_explained", office=issued.office, subject=("number", str(issued.pk)), actor=actor, at=at,
            facts={"kind": issued.kind, "number": issued.number},
        )  # fmt: skip


@transaction.atomic
def explain_gap(
    series: NumberSeries, first: int, last: int, *, ground: str, note: str, actor: str, at: datetime
) -> GapNote:
    """Say why the numbers from ``first`` to ``last`` were never given.

    Raises: ReasonNeeded; NumberTaken where one of them was given; NumberOutOfRange where one is still to come.
    """
    locked = NumberSeries.objects.select_for_update().get(pk=series.pk)
    if not 1 <= first <= last < locked.next:
        raise NumberOutOfRange(number=last, next=locked.next, least=1)
    given = IssuedNumber.objects.filter(
        office=locked.office, kind=locked.kind, event=locked.event, number__range=(first, last)
    )
    if taken := given.first():
        raise NumberTaken(number=taken.number, issued_on=taken.issued_on.isoformat())
    if ground not in GapNote.Ground.values or not note.strip():
        raise ReasonNeeded(number=first)
    made = GapNote.objects.create(
        series=locked, first=first, last=last, ground=ground, note=note.strip(), noted_by=actor, noted_at=at
    )
    record(
        act="number_gap_explained", office=locked.office, subject=("number_series", str(locked.pk)), actor=actor, at=at,
        facts={"kind": locked.kind, "first": first, "last": last, "ground": ground},
    )  # fmt: skip
    return made


def peek(office: str, kind: str, event: str) -> int:
    """The number that would be next, for a preview only: another act may take it first."""
    series = NumberSeries.objects.filter(office=office, kind=kind, event=event).first()
    return series.next if series else 1


def _locked(office: str, kind: str, event: str) -> NumberSeries:
    """The series, its row locked until the caller's transaction ends (SQLite has one writer anyway)."""
    if not NumberSeries.objects.filter(office=office, kind=kind, event=event).exists():
        NumberSeries.objects.get_or_create(office=office, kind=kind, event=event)
    return NumberSeries.objects.select_for_update().get(office=office, kind=kind, event=event)
