"""Reads of the room: forms in use, what came, what waits in quarantine."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from saksama.checklists import directory
from saksama.checklists.directory import Sender
from saksama.checklists.models import (
    AnswerSheet,
    Assignment,
    Attachment,
    Card,
    CarryKey,
    Freeze,
    Instrument,
    InstrumentMedia,
    InstrumentVersion,
    Publication,
    Pulse,
    Quarantine,
    Submission,
)
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import Area, ElectionEvent, PollingStation, within
from saksama.places.rules import lineage

MOST_CORRECTIONS = 10
"""Corrections of corrections that are followed back to the photos of the first."""


def versions_in_use(event: str, office_code: str) -> list[InstrumentVersion]:
    """Versions in use for ``event`` by the office and those above it, in the order of the day.

    Of equal form ids the nearest office's.
    """
    rows = (
        Publication.objects.filter(
            event=event, withdrawn_at__isnull=True, instrument__office__in=lineage(office_code)
        )
        .select_related("version__instrument")
        .prefetch_related("version__media")
    )
    nearest = {
        row.version.instrument.code: row.version
        for row in sorted(rows, key=lambda row: len(row.version.instrument.office_id))
    }
    kinds = Instrument.Kind.values
    return sorted(nearest.values(), key=lambda row: (kinds.index(row.instrument.kind), row.instrument.code))


def version_in_use(event: str, office_code: str, code: str) -> InstrumentVersion | None:
    """The version in use under the form id ``code``."""
    return next((row for row in versions_in_use(event, office_code) if row.instrument.code == code), None)


def media_of(version: InstrumentVersion, name: str) -> InstrumentMedia | None:
    """The file ``name`` of a version."""
    return version.media.filter(name=name).first()


def postings_of(card: Card) -> list[Assignment]:
    """Where the holder stands for the card's event, oldest first, ended ones left out."""
    rows = Assignment.objects.filter(account=card.account_id, event=card.event_id, ended_at__isnull=True)
    return list(rows.order_by("starts_on", "pk"))


def stations_in(event: str, areas: Iterable[str]) -> list[tuple[str, str, int]]:
    """``(code, village, number)`` of the stations of ``event`` in ``areas``, by code."""
    inside = Q(pk__in=())
    for area in areas:
        inside |= within(area)
    rows = PollingStation.objects.filter(inside, event=event).select_related("village").order_by("code")
    return [(row.code, row.village.name, row.number) for row in rows]


def bundle_for(sender: Sender, event: str, *, at: datetime) -> dict[str, Any]:
    """What a phone keeps to work without a line; ``hash`` changes when anything in it does.

    ``{hash, office_key, event: {slug, name, vote_on, kind},
    postings: [{area, post?, ...}], stations: [{code, village, number}],
    drill: {slug, name, ends_at} or null, photos_later,
    forms: [{code, version, kind, title, title_en, needs_station, hash, xml, media: [{name, type, content}]}]}``;
    media are base64. Stations of an area wider than a district are left out: too many for a phone.
    """
    own_event = sender.event_of(event) or event
    postings = [row for row in sender.postings if row.event == own_event and row.ended_at is None]
    areas = {row.area_code for row in postings if row.area_code.count(".") >= 2}
    row = ElectionEvent.objects.get(pk=event)
    drill = directory.drill_of(own_event, sender.office_code, at)
    content: dict[str, Any] = {
        "event": {"slug": row.pk, "name": row.name, "vote_on": row.vote_on.isoformat(), "kind": row.kind},
        "postings": [
            {
                "area": post.area_code,
                "starts_on": post.starts_on.isoformat(),
                "ends_on": post.ends_on.isoformat(),
            }
            for post in postings
        ],
        "stations": [
            {"code": code, "village": village, "number": number}
            for code, village, number in stations_in(own_event, areas)
        ],
        "office_key": CarryKey.objects.filter(pk=sender.office_code).values_list("public", flat=True).first()
        or "",
        "drill": {"slug": drill.slug, "name": drill.name, "ends_at": drill.ends_at.isoformat()}
        if drill
        else None,
        "photos_later": directory.is_spared(event, sender.office_code),
        "forms": [_form(version) for version in versions_in_use(event, sender.office_code)],
    }
    whole = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return {"hash": hashlib.sha256(whole.encode()).hexdigest()[:32], **content}


def _form(version: InstrumentVersion) -> dict[str, Any]:
    instrument = version.instrument
    return {
        "code": instrument.code, "version": version.version, "kind": instrument.kind, "title": instrument.title,
        "title_en": instrument.title_en, "needs_station": instrument.needs_station, "hash": version.md5,
        "xml": version.xml,
        "media": [
            {"name": file.name, "type": file.media_type, "content": b64encode(bytes(file.content)).decode()}
            for file in version.media.all()
        ],
    }  # fmt: skip


# --- the staff's pages --------------------------------------------------------------------------------


def instruments_for(office_code: str) -> QuerySet[Instrument]:
    """The office's own instruments and those of offices above it."""
    return Instrument.objects.filter(office__in=lineage(office_code)).select_related("office")


def freezes(event: str, office_code: str) -> list[Freeze]:
    """Freezes that hold for the office: its own, and those of offices above it."""
    rows = Freeze.objects.filter(event=event, office__in=lineage(office_code), lifted_at__isnull=True)
    return list(rows.select_related("office"))


def cards_visible_to(account: Account, permission: str, event: str, *, today: date) -> QuerySet[Assignment]:
    """Assignments of ``event`` where ``account`` holds ``permission``, each with its holder, by place."""
    rows = Assignment.objects.filter(event=event).select_related("account", "office")
    return scope.visible_to(rows, account, permission, field="area_code", today=today)


def cards_of(assignments: Iterable[Assignment]) -> dict[int, Card]:
    """``{account: card that holds}`` for the holders of ``assignments``."""
    rows = list(assignments)
    cards = Card.objects.filter(
        account__in={row.account_id for row in rows},
        event__in={row.event_id for row in rows},
        revoked_at__isnull=True,
    )
    return {card.account_id: card for card in cards.select_related("account")}


def places_in_words(codes: Iterable[str]) -> dict[str, str]:
    """``{code: "TPS 003, Desa Perian"}``; a village or district by its own name."""
    wanted = set(codes)
    areas = {
        area.code: area for area in Area.objects.filter(code__in={code.partition("-")[0] for code in wanted})
    }
    found = {}
    for code in wanted:
        area, _dash, number = code.partition("-")
        title = areas[area].title if area in areas else area
        found[code] = f"TPS {number}, {title}" if number else title
    return found


def submissions_visible_to(account: Account, event: str, *, today: date) -> QuerySet[Submission]:
    """Submissions of ``event`` from where the account may look, newest first, without their bytes.

    A submission that names no station belongs to the office whose card sent it.
    """
    seen = scope.scope_of(account, "view_checklists", today=today)
    rows = Submission.objects.filter(event=event).select_related("instrument", "sender")
    if not _covers(seen, event):  # else the newest of the vote are read off one index, however many there are
        rows = rows.filter(
            seen.as_filter("station_code") | (Q(station_code="") & seen.as_filter("office_code"))
        )
    return rows.defer("payload").order_by("-received_at", "-pk")


def _covers(seen: scope.Scope, event: str) -> bool:
    area = ElectionEvent.objects.filter(pk=event).values_list("area", flat=True).first()
    return area is not None and seen.covers(area)


def received_count(account: Account, event: str, *, today: date, form: str = "", place: str = "") -> int:
    """How many :func:`submissions_visible_to` names, from the pulses of the stations: a few rows for each station.

    What came in the last second or two and was not read yet is not in it.
    """
    seen = scope.scope_of(account, "view_checklists", today=today)
    pulses = Pulse.objects.filter(seen.as_filter("station_code"), event=event)
    loose = Submission.objects.filter(seen.as_filter("office_code"), event=event, station_code="")
    if form:
        pulses, loose = pulses.filter(instrument__code=form), loose.filter(instrument__code=form)
    if place:
        pulses, loose = pulses.filter(within(place, "station_code")), loose.none()
    return (pulses.aggregate(all=Sum("count"))["all"] or 0) + loose.count()


def quarantined_visible_to(account: Account, *, today: date) -> QuerySet[Quarantine]:
    """What stands in quarantine for the offices where the account may look, newest first, without its bytes."""
    rows = Quarantine.objects.select_related("sender", "event").defer("raw")
    return scope.visible_to(rows, account, "view_checklists", field="office_code", today=today)


def sheet_of(submission: Submission) -> AnswerSheet | None:
    """The answers of a submission, once they were read."""
    return AnswerSheet.objects.filter(pk=submission.pk).select_related("version").first()


def files_of(submission: Submission, named: Iterable[str]) -> list[Attachment]:
    """Its files; and of what it corrects those that it still names, since clients send only what is new.

    Args:  named: file names that its answers hold.
    """
    files = list(submission.attachments.select_related("file"))
    wanted = set(named) - {file.name for file in files}
    earlier: Submission | None = submission
    for _step in range(MOST_CORRECTIONS):
        if not (wanted and earlier and earlier.deprecates):
            break
        earlier = Submission.objects.filter(
            instance_id=earlier.deprecates, event=submission.event_id, station_code=submission.station_code
        ).first()
        found = list(earlier.attachments.filter(name__in=wanted).select_related("file")) if earlier else []
        files += found
        wanted -= {file.name for file in found}
    return files
