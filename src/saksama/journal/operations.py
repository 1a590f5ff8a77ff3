"""The only writers of the journal. Call them inside the transaction of the act they record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from saksama.journal import heads, keys, rules
from saksama.journal.models import Head, Line


class NotInTransaction(Exception):
    """An act and its line are written together or not at all; open a transaction first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An act to record; see :func:`record` for the meaning of each field."""

    act: str
    office: str
    subject: tuple[str, str]
    actor: str
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def record(
    *, act: str, office: str, subject: tuple[str, str], actor: str, at: datetime, facts: Mapping[str, Any]
) -> Line:
    """Write one line at the end of ``office``'s chain, beside the act it tells of.

    Args:
        act:      verb and object in the past, ``report_received``.
        office:   office code (``64.02``), or ``rules.NO_OFFICE``.
        subject:  kind and id of the record acted on, ``("case", "17")``.
        actor:    account id, ``"public"`` or ``"system"``.
        at:       aware instant at which the act took effect. The real instant is added by the journal.
        facts:    JSON without floats: codes, ids, dates as text. Never a name, number, address or free text
                  about a person: whoever may be erased must not be here.

    Raises:  NotInTransaction; rules.UnsuitableFacts; keys.KeyUnreadable.
    """
    return record_batch([Entry(act, office, subject, actor, at, facts)])[0]


def record_batch(entries: Iterable[Entry]) -> list[Line]:
    """Write many lines with one lock per office, as field submissions arrive.

    Offices are locked in the order of their codes, so that two batches never wait for each other. Within an
    office the given order is kept. Returns the lines grouped by office.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    key, recorded_at = keys.load(), timezone.now()
    lines: list[Line] = []
    for office, group in groupby(sorted(entries, key=attrgetter("office")), key=attrgetter("office")):
        lines += _append(office, list(group), key, recorded_at)
    return lines


def _append(office: str, entries: list[Entry], key: bytes, recorded_at: datetime) -> list[Line]:
    head = _locked_head(office)
    lines = []
    for entry in entries:
        line = _line(entry, head, recorded_at)
        line.mac = rules.mac(line.content, key)
        head.seq, head.mac = line.seq, line.mac
        lines.append(line)
    Line.objects.bulk_create(lines)
    head.save(update_fields=["seq", "mac"])
    transaction.on_commit(partial(_remember_head, office, head.seq), robust=True)
    return lines


def _line(entry: Entry, head: Head, recorded_at: datetime) -> Line:
    if timezone.is_naive(entry.at):
        raise ValueError(f"The instant of {entry.act} has no time zone.")
    if not (entry.act and entry.office and entry.actor and all(entry.subject)):
        raise ValueError(f"An act needs its name, office, actor and subject: {entry.act!r}.")
    kind, identifier = entry.subject
    return Line(
        office=entry.office,
        seq=head.seq + 1,
        act=entry.act,
        subject_kind=kind,
        subject_id=str(identifier),
        actor=str(entry.actor),
        effective_at=entry.at,
        recorded_at=recorded_at,
        facts=rules.checked_facts(entry.facts),
        previous=head.mac,
    )


def _locked_head(office: str) -> Head:
    """The office's head, ours until the transaction ends; made when the office has none."""
    head = Head.objects.select_for_update().filter(pk=office).first()
    if head is None:
        Head.objects.bulk_create([Head(office=office)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=office)
    return head


def _remember_head(office: str, written: int) -> None:
    """After commit: move the file beside the key forward to where the chain now ends.

    A process that dies before this leaves the file behind, which the next act mends; see heads.py.
    """
    key = keys.load()
    known = heads.known(key).get(office)
    if known and known.count >= written:
        return
    head = Head.objects.get(pk=office)
    heads.move_forward(office, heads.Head(head.seq, head.mac), key, mac_at=partial(_mac_at, office))


def _mac_at(office: str, seq: int) -> str | None:
    return Line.objects.filter(office=office, seq=seq).values_list("mac", flat=True).first()
