"""Reads of tables on their way in: what a table holds, row by row, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from saksama.cases import transitions as t
from saksama.cases.importing import rules
from saksama.cases.importing.rules import Fault, Field, Matter
from saksama.cases.models import ImportBatch, ImportChunk, ImportedCase
from saksama.people import scope
from saksama.people.models import Account

PERMISSION = "import_register"
MOST_WORDS = 40
"""Unknown words of states that are asked for on one page."""


@dataclass(frozen=True, slots=True)
class Read:
    """One row of a table, read: a matter, or what is wrong with it."""

    row: int
    cells: list[str]
    matter: Matter | None
    faults: list[Fault]


def batches(account: Account, *, today: date) -> QuerySet[ImportBatch]:
    """Tables of the account's area that were not discarded, newest first."""
    return (
        _rows(account, PERMISSION, today).exclude(state=ImportBatch.State.DISCARDED).order_by("-uploaded_at")
    )


def batch(account: Account, pk: UUID, *, today: date) -> ImportBatch:
    """One table, for somebody who may bring it over.

    Raises: Http404 where the account sees no case of its office; scope.NotAllowed where it sees, but may not.
    """
    found = get_object_or_404(_rows(account, "view_cases", today), pk=pk)
    scope.allow(account, PERMISSION, found.office_id, today=today)
    return found


def _rows(account: Account, permission: str, today: date) -> QuerySet[ImportBatch]:
    area = scope.scope_of(account, permission, today=today)
    return ImportBatch.objects.filter(area.as_filter("office")).select_related("office", "event")


def under_way() -> list[tuple[ImportBatch, Account]]:
    """Tables begun and not ended, the oldest first, each with the person on whose right it comes over."""
    tables = ImportBatch.objects.filter(state=ImportBatch.State.RUNNING).order_by("uploaded_at", "pk")
    people = {
        one.code: one for one in Account.objects.filter(code__in=[table.carried_by for table in tables])
    }
    return [(table, people[table.carried_by]) for table in tables if table.carried_by in people]


def goes_on_by_itself(table: ImportBatch, *, today: date) -> bool:
    """Does the person on whose right the table comes over still hold it?"""
    person = Account.objects.filter(code=table.carried_by).first()
    return scope.allows(person, PERMISSION, table.office_id, today=today)


def remembered(office_code: str) -> tuple[dict[str, str], dict[str, str]]:
    """``({head: field}, {words: state})`` as the office chose them for its last tables, the newest last."""
    columns: dict[str, str] = {}
    words: dict[str, str] = {}
    for table in ImportBatch.objects.filter(office=office_code).order_by("-uploaded_at")[:10][::-1]:
        columns |= {rules.plain(table.heads[int(place)]): name for place, name in table.columns.items()}
        words |= table.words
    return columns, words


def columns_of(table: ImportBatch) -> dict[int, Field]:
    return {int(place): Field(name) for place, name in table.columns.items()}


def reader(table: ImportBatch, *, today: date) -> "Reader":
    return Reader(columns_of(table), dict(table.words), today)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one table as its columns and words are explained."""

    columns: Mapping[int, Field]
    words: Mapping[str, str]
    today: date

    def read(self, row: int, cells: list[str]) -> Read:
        told = {name: cells[place] for place, name in self.columns.items() if place < len(cells)}
        matter, faults = rules.read_row(told, today=self.today, words=self.words)
        return Read(row, cells, matter, faults)


def rows_of(table: ImportBatch, *, today: date) -> Iterator[Read]:
    """Every row that is kept, in order. A number told a second time in the table is a fault of the second row."""
    read, seen = reader(table, today=today), set()
    for chunk in table.chunks.iterator(chunk_size=20):
        for row, cells in chunk.rows:
            found = read.read(row, cells)
            if found.matter and found.matter.number in seen:
                found = Read(row, cells, None, [Fault("number_twice", Field.NUMBER, found.matter.number)])
            elif found.matter:
                seen.add(found.matter.number)
            yield found


def check(table: ImportBatch, *, today: date) -> dict[str, object]:
    """``{rows, good, there, open, faults: {code: count}, words: {unknown words of states: count}}``."""
    rows = good = there = still_open = 0
    faults: Counter[str] = Counter()
    words: Counter[str] = Counter()
    known = set(
        ImportedCase.objects.filter(office_code=table.office_id).values_list("number", flat=True).iterator()
    )
    for read in rows_of(table, today=today):
        rows += 1
        if read.matter is None:
            faults.update({fault.code for fault in read.faults})
            words.update(rules.plain(fault.told) for fault in read.faults if fault.code == "state_unknown")
        elif read.matter.number in known:
            there += 1
        else:
            good += 1
            still_open += read.matter.state in t.OPEN
    return {
        "rows": rows,
        "good": good,
        "there": there,
        "open": still_open,
        "faults": dict(faults.most_common()),
        "words": {word: count for word, count in words.most_common(MOST_WORDS) if word},
    }


def bad_rows(table: ImportBatch, *, today: date) -> Iterator[Read]:
    """Rows that did not, or will not, become cases."""
    return (read for read in rows_of(table, today=today) if read.matter is None)


def sample_of(table: ImportBatch) -> list[str]:
    """Cells of the first row that is kept."""
    first = table.chunks.order_by("place").first()
    return list(first.rows[0][1]) if first and first.rows else []


def next_chunk(table: ImportBatch) -> ImportChunk | None:
    return table.chunks.filter(is_done=False).order_by("place").first()
