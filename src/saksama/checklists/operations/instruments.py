"""Acts on instruments: a new version, publication, withdrawal, the freeze before the day."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from saksama.checklists import directory
from saksama.checklists.day.operations import watch_answer
from saksama.checklists.models import Freeze, Instrument, InstrumentMedia, InstrumentVersion, Publication
from saksama.checklists.problems import Problem
from saksama.checklists.xforms import Form
from saksama.journal.operations import record
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Office
from saksama.places.rules import is_within

FORM_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,79}")


@dataclass(frozen=True, slots=True)
class MediaIn:
    """A file the form needs."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Told:
    """What an office says about an instrument besides its form."""

    kind: str = Instrument.Kind.OWN
    title_en: str = ""
    needs_station: bool = False


@transaction.atomic
def save_version(
    form: Form,
    *,
    office: str,
    told: Told,
    actor: Account | None,
    at: datetime,
    source: bytes = b"",
    source_name: str = "",
    media: Sequence[MediaIn] = (),
) -> InstrumentVersion:
    """Keep a form as a version of its instrument, which is made when the office has none of this form id.

    The same version with the same content is given back as it stands: safe to repeat.
    Raises: Problem form_id_unsuitable | version_taken; scope.NotAllowed.
    """
    _may(actor, office, at)
    if not FORM_ID.fullmatch(form.form_id):
        raise Problem("form_id_unsuitable", code=form.form_id[:40])
    instrument, made = Instrument.objects.get_or_create(
        office_id=office,
        code=form.form_id,
        defaults={
            "kind": told.kind, "title": form.title[:160], "title_en": told.title_en[:160],
            "needs_station": told.needs_station, "created_at": at, "created_by": _code(actor),
        },
    )  # fmt: skip
    md5 = hashlib.md5(form.xml.encode(), usedforsecurity=False).hexdigest()
    there = instrument.versions.filter(version=form.version).first()
    if there is not None:
        if there.md5 == md5:
            return there
        raise Problem("version_taken", version=form.version)
    if not made and instrument.title != form.title:
        Instrument.objects.filter(pk=instrument.pk).update(title=form.title[:160])
    version = InstrumentVersion.objects.create(
        instrument=instrument, version=form.version, xml=form.xml, md5=md5, source=source,
        source_name=source_name[:160], questions=list(form.questions), warnings=list(form.warnings),
        uploaded_at=at, uploaded_by=_code(actor),
    )  # fmt: skip
    InstrumentMedia.objects.bulk_create(
        InstrumentMedia(
            version=version, name=file.name, content=file.content, media_type=file.media_type,
            md5=hashlib.md5(file.content, usedforsecurity=False).hexdigest(),
        )
        for file in media
    )  # fmt: skip
    facts = {"instrument": form.form_id, "version": form.version, "md5": md5}
    _record("instrument_version_saved", version, office, actor, at, facts)
    return version


@transaction.atomic
def publish(
    version: InstrumentVersion, event: ElectionEvent, *, actor: Account | None, at: datetime
) -> Publication:
    """Put a version into use for ``event``; the one before it is withdrawn in the same act.

    Raises: Problem frozen | already_published; scope.NotAllowed.
    """
    office = version.instrument.office_id
    _may(actor, office, at)
    _not_frozen(event, office, at)
    current = Publication.objects.select_for_update().filter(
        instrument=version.instrument_id, event=event, withdrawn_at__isnull=True
    )
    for row in current:
        if row.version_id == version.pk:
            raise Problem("already_published", event=event.title)
        row.withdrawn_at, row.withdrawn_by = at, _code(actor)
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    made = Publication.objects.create(
        version=version, instrument_id=version.instrument_id, event=event, published_at=at,
        published_by=_code(actor),
    )  # fmt: skip
    facts = {"instrument": version.instrument.code, "version": version.version, "event": event.pk}
    _record("instrument_published", version, office, actor, at, facts)
    for question in version.questions:
        for answer in question.get("alert", ()):
            watch_answer(version.instrument, question["path"], answer, actor=actor, at=at)
    transaction.on_commit(directory.forget)
    return made


@transaction.atomic
def withdraw(publication: Publication, *, actor: Account | None, at: datetime) -> Publication:
    """Take a version out of use; what was filled with it is still received, and marked.

    Raises: Problem frozen | not_in_use; scope.NotAllowed.
    """
    row = Publication.objects.select_for_update(of=("self",)).select_related(
        "version__instrument", "event"
    ).get(pk=publication.pk)  # fmt: skip
    office = row.version.instrument.office_id
    _may(actor, office, at)
    _not_frozen(row.event, office, at)
    if row.withdrawn_at is not None:
        raise Problem("not_in_use", event=row.event.title)
    row.withdrawn_at, row.withdrawn_by = at, _code(actor)
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    facts = {"instrument": row.version.instrument.code, "version": row.version.version, "event": row.event_id}
    _record("instrument_withdrawn", row.version, office, actor, at, facts)
    transaction.on_commit(directory.forget)
    return row


@transaction.atomic
def freeze(
    event: ElectionEvent, office: Office, *, reason: str, actor: Account | None, at: datetime
) -> Freeze:
    """From now on nothing of ``event`` changes in the office's area: no publication, no withdrawal.

    Raises: Problem reason_needed | already_frozen; scope.NotAllowed.
    """
    _may(actor, office.pk, at)
    if not reason.strip():
        raise Problem("reason_needed")
    if Freeze.objects.filter(event=event, office=office, lifted_at__isnull=True).exists():
        raise Problem("already_frozen", event=event.title)
    made = Freeze.objects.create(
        event=event, office=office, frozen_at=at, frozen_by=_code(actor), reason=reason.strip()[:200]
    )
    _record_freeze("instruments_frozen", made, actor, at)
    return made


@transaction.atomic
def lift(frozen: Freeze, *, reason: str, actor: Account | None, at: datetime) -> Freeze:
    """Lift a freeze, with the reason that the journal keeps.

    Raises: Problem reason_needed | not_frozen; scope.NotAllowed.
    """
    row = Freeze.objects.select_for_update(of=("self",)).select_related("event").get(pk=frozen.pk)
    _may(actor, row.office_id, at)
    if not reason.strip():
        raise Problem("reason_needed")
    if row.lifted_at is not None:
        raise Problem("not_frozen", event=row.event.title)
    row.lifted_at, row.lifted_by, row.lift_reason = at, _code(actor), reason.strip()[:200]
    row.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    _record_freeze("instruments_unfrozen", row, actor, at)
    return row


def _not_frozen(event: ElectionEvent, office: str, at: datetime) -> None:
    """A freeze of this office or of one above it holds."""
    for row in Freeze.objects.filter(event=event, lifted_at__isnull=True):
        if is_within(office, row.office_id):
            since = scope.local_day(row.frozen_at, office)
            raise Problem("frozen", event=event.title, since=since.isoformat(), reason=row.reason)


def _may(actor: Account | None, office: str, at: datetime) -> None:
    if actor is not None:
        scope.allow(actor, "manage_instruments", office, today=scope.local_day(at, office))


def _code(actor: Account | None) -> str:
    return actor.code if actor else "system"


def _record(
    act: str,
    version: InstrumentVersion,
    office: str,
    actor: Account | None,
    at: datetime,
    facts: dict[str, Any],
) -> None:
    record(
        act=act,
        office=office,
        subject=("instrument_version", str(version.pk)),
        actor=_code(actor),
        at=at,
        facts=facts,
    )


def _record_freeze(act: str, row: Freeze, actor: Account | None, at: datetime) -> None:
    record(
        act=act, office=row.office_id, subject=("freeze", str(row.pk)), actor=_code(actor), at=at,
        facts={"event": row.event_id},
    )  # fmt: skip
