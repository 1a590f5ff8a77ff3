"""What receiving must know at each request, remembered: keys, forms in use, stations.

Three thousand phones ask the same three questions. Each process remembers the answers, so that a submission costs one
statement: forms and stations for ``SECONDS``, who holds a key for ``SENDER_SECONDS`` or until ``DirectoryStamp`` moves,
which is looked at every ``STAMP_SECONDS``. A key that was revoked, or a form that was withdrawn, is known everywhere
after that time at the latest; what came in between is received and marked, never lost. What is not found is asked anew
at once, so that a card printed or a form published a moment ago works at once.
"""

import hashlib
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from saksama.checklists import prepared
from saksama.checklists.models import (
    AccessKey,
    Assignment,
    DirectoryStamp,
    Drill,
    InstrumentVersion,
    Publication,
    Sparing,
)
from saksama.checklists.problems import Problem
from saksama.checklists.rules import Posting
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, PollingStation
from saksama.places.rules import lineage

SECONDS = 5.0
STAMP_SECONDS = 2.0
SENDER_SECONDS = 600.0
MOST = 20_000
"""Entries of one kind; beyond them all are forgotten at once."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: a phone opened by a card, or an officer at the desk (``key_id`` None)."""

    account_id: int
    account_code: str
    office_code: str
    postings: tuple[Posting, ...] = ()
    key_id: int | None = None
    card_id: int | None = None
    card_number: str = ""
    is_revoked: bool = False
    rehearses: frozenset[str] = frozenset()
    """Slugs of drills of the elections the card is for: real accounts, separate data."""

    def event_of(self, event: str) -> str | None:
        """The event whose postings count for ``event``: itself, or for a drill the vote it rehearses."""
        if any(posting.event == event for posting in self.postings):
            return event
        if event in self.rehearses and self.postings:
            return self.postings[-1].event
        return None


@dataclass(frozen=True, slots=True)
class Form:
    """A version that was ever in use for an event."""

    version_id: int
    instrument_id: int
    needs_station: bool
    is_withdrawn: bool


class Memory:
    """Answers by question, each good for ``seconds``."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._known: dict[Hashable, tuple[float, Any]] = {}

    def ask(self, question: Hashable, find: Callable[[], Answer]) -> Answer:
        """The remembered answer, else what ``find`` says; None is not remembered."""
        now = time.monotonic()
        until, answer = self._known.get(question, (0.0, None))
        if now < until:
            return answer  # type: ignore[no-any-return]
        found = find()
        if found is not None:
            if len(self._known) > MOST:
                self._known.clear()
            self._known[question] = (now + self.seconds, found)
        return found

    def forget(self) -> None:
        self._known.clear()


_senders, _stamp, _forms, _stations = Memory(SENDER_SECONDS), Memory(STAMP_SECONDS), Memory(), Memory()
spared_pages = Memory(60.0)
"""What is drawn anew once a minute while the line is spared: kits of phones, the board."""


def forget() -> None:
    """Ask the database again: after a card, a key or a publication changed in this process."""
    for memory in (_senders, _stamp, _forms, _stations, spared_pages):
        memory.forget()


def digest(secret: str) -> str:
    """SHA-256 of a key, hexadecimal. Keys are 160 random bits: nobody guesses them from their digests."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sender_of(secret: str) -> Sender | None:
    """Who holds the key ``secret``; None for one that was never given."""
    stamp = _stamp.ask("stamp", lambda: [DirectoryStamp.objects.values_list("number", flat=True).first()])
    # under the stamp: what was asked before a change and comes back after it is never taken for the new state
    return _senders.ask((*stamp, wanted := digest(secret)), lambda: _find_sender(wanted))


def sender_for(secret: str, event: str) -> Sender:
    """Who holds the key ``secret`` and asks about ``event``. Raises Problem key_unknown | event_unknown."""
    sender = sender_of(secret) if secret else None
    if sender is None:
        raise Problem("key_unknown")
    if not event_exists(event):
        raise Problem("event_unknown")
    return sender


def _find_sender(wanted: str) -> Sender | None:
    found = prepared.rows(_holder_and_postings, wanted)
    if not found:
        return None
    key, key_revoked, card, number, office, card_revoked, account, code, is_active = found[0][:9]
    postings = [row[9:] for row in found if row[9] is not None]
    return Sender(
        account_id=account,
        account_code=code,
        office_code=office,
        postings=tuple(Posting(*posting) for *posting, _election in postings),
        key_id=key,
        card_id=card,
        card_number=number,
        is_revoked=bool(key_revoked or card_revoked or not is_active),
        rehearses=frozenset(drill for *_posting, election in postings for drill in _drills_of(election)),
    )


def _holder_and_postings(wanted: str) -> "QuerySet[AccessKey, tuple[Any, ...]]":
    """A row for each posting of whoever holds the key, the first to begin first; one where there is none."""
    return (
        AccessKey.objects.filter(digest=wanted)
        .order_by("card__account__assignments__starts_on", "card__account__assignments__pk")
        .values_list(
            "pk", "revoked_at", "card_id", "card__number", "card__office_id", "card__revoked_at",
            "card__account_id", "card__account__code", "card__account__is_active",
            "card__account__assignments__event_id", "card__account__assignments__area_code",
            "card__account__assignments__starts_on", "card__account__assignments__ends_on",
            "card__account__assignments__ended_at", "card__account__assignments__event__election_id",
        )
    )  # fmt: skip


def _drills_of(election: str) -> list[str]:
    """Slugs of the drills of an election."""
    return _stations.ask(("drills of", election), lambda: _find_drills_of(election))


def _find_drills_of(election: str) -> list[str]:
    drills = ElectionEvent.objects.filter(election=election, kind=ElectionEvent.Kind.DRILL)
    return list(drills.values_list("slug", flat=True))


def forms_of(event: str, office_code: str) -> dict[tuple[str, str], Form]:
    """``{(form id, version): Form}`` ever in use for ``event`` in the office's line; the nearest office wins."""
    return _forms.ask((event, office_code), lambda: _find_forms(event, office_code)) or {}


def form(event: str, office_code: str, form_id: str, version: str) -> Form | None:
    """The form, asked anew when it is not among those remembered. An empty version means the one in use."""
    for fresh in (False, True):
        known = _find_forms(event, office_code) if fresh else forms_of(event, office_code)
        if found := known.get((form_id, version)):
            return found
    return None


def knows_form(form_id: str, office_code: str, event: str) -> str:
    """``unknown_form``, ``unknown_version`` or ``not_published``: the word for a form that :func:`form` misses."""
    mine = InstrumentVersion.objects.filter(
        instrument__code=form_id, instrument__office__in=lineage(office_code)
    )
    if not mine.exists():
        return "unknown_form"
    return "unknown_version" if mine.filter(publications__event=event).exists() else "not_published"


def _find_forms(event: str, office_code: str) -> dict[tuple[str, str], Form]:
    rows = (
        Publication.objects.filter(event=event, instrument__office__in=lineage(office_code))
        .select_related("version", "instrument")
        .order_by("published_at")
    )
    found: dict[tuple[str, str], Form] = {}
    for row in sorted(rows, key=lambda row: len(row.instrument.office_id)):  # wider offices first
        made = Form(
            row.version_id, row.instrument_id, row.instrument.needs_station, row.withdrawn_at is not None
        )
        found[row.instrument.code, row.version.version] = made
        if not made.is_withdrawn:
            found[row.instrument.code, ""] = made
    return found


def station_exists(event: str, code: str) -> bool:
    """Whether ``code`` is a polling station of ``event``, or of the vote that ``event`` rehearses."""

    def found() -> bool | None:
        here = Q(event=event) | Q(event__in=Drill.objects.filter(event=event).values("vote"))
        return PollingStation.objects.filter(here, code=code).exists() or None

    return bool(_stations.ask((event, code), found))


def event_exists(event: str) -> bool:
    """Whether there is such an event."""
    return bool(
        _stations.ask(("event", event), lambda: ElectionEvent.objects.filter(pk=event).exists() or None)
    )


@dataclass(frozen=True, slots=True)
class OpenDrill:
    """A drill that an office's phones may enter."""

    slug: str
    name: str
    starts_at: datetime
    ends_at: datetime


def is_drill(event: str) -> bool:
    """Whether ``event`` is a drill."""
    kinds = _stations.ask(("drill", event), lambda: [Drill.objects.filter(pk=event).exists()])
    return bool(kinds and kinds[0])


def drill_of(vote: str, office_code: str, at: datetime) -> OpenDrill | None:
    """The drill that is on for the cards of ``office_code`` at ``at``."""
    known = _stations.ask(("drills", vote, office_code), lambda: _find_drills(vote, office_code)) or []
    return next((drill for drill in known if drill.starts_at <= at < drill.ends_at), None)


def _find_drills(vote: str, office_code: str) -> list[OpenDrill]:
    rows = Drill.objects.filter(vote=vote, office_code__in=lineage(office_code)).select_related("event")
    return [OpenDrill(row.event_id, row.event.name, row.starts_at, row.ends_at) for row in rows]


def is_spared(event: str, office_code: str) -> bool:
    """Whether the line is to be spared for ``event`` at the office, by its own act or one above it."""
    told = _stations.ask(("spared", event, office_code), lambda: [_find_sparing(event, office_code)])
    return bool(told and told[0])


def _find_sparing(event: str, office_code: str) -> bool:
    return Sparing.objects.filter(
        event=event, office_code__in=lineage(office_code), ended_at__isnull=True
    ).exists()


def trusted(account: Account, office_code: str, event: str) -> Sender:
    """Whose form an officer takes out of quarantine: the person's postings, no doubt about card or event."""
    rows = Assignment.objects.filter(account=account).order_by("starts_on", "pk")
    return Sender(
        account_id=account.pk,
        account_code=account.code,
        office_code=office_code,
        postings=tuple(
            Posting(event, row.area_code, row.starts_on, row.ends_on, row.ended_at) for row in rows
        ),
    )


def desk(account_id: int, account_code: str, office_code: str) -> Sender:
    """An officer at the desk who types what a station tells by telephone."""
    return Sender(account_id=account_id, account_code=account_code, office_code=office_code)
