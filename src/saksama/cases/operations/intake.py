"""How matters come in: report, supervision record, finding, preliminary information."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from saksama.cases import rules
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.digests import tracking_digest
from saksama.cases.models import Case, CaseFile, Party, RecordFile, SupervisionRecord
from saksama.cases.operations import acting, clocks, numbers
from saksama.cases.operations.classes import classify
from saksama.cases.operations.receipt_hours import when_received
from saksama.cases.problems import Problem
from saksama.evidence.models import SealedFile
from saksama.evidence.operations import seal_identity
from saksama.journal.operations import record
from saksama.places.models import Area, ElectionEvent, Office

_UNKNOWN_LABEL = "P-?"


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened, as told. Days are local; None means not known."""

    title: str
    what: str
    where_text: str = ""
    area: Area | None = None
    occurred_on: date | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Respondent:
    """The reported party, as told."""

    name: str
    post: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file already sealed by the evidence room, with the giver's title for it."""

    sealed: SealedFile
    title: str
    kind: str = CaseFile.Kind.EVIDENCE


@dataclass(frozen=True, slots=True)
class People:
    """The parties of a new report. Identities: ``{name, nik, phone, address, ...}``, each a plain text."""

    reporter: Mapping[str, str]
    representative: Mapping[str, str] | None = None
    respondents: Sequence[Respondent] = ()
    witnesses: Sequence[Mapping[str, str]] = field(default=())


@dataclass(frozen=True, slots=True)
class Received:
    """A new case and the code its reporter keeps; the code itself is stored nowhere."""

    case: Case
    tracking_code: str


@transaction.atomic
def receive_report(
    *,
    office: Office,
    event: ElectionEvent,
    channel: str,
    facts: Facts,
    people: People,
    files: Sequence[FileIn] = (),
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
    is_published: bool = False,
    received_at: datetime | None = None,
    case_id: UUID | None = None,
) -> Received:
    """Receive a report (laporan) at its instant, whatever the hour and however late (decision 6).

    Args:   received_at: when it came, if it was written on paper and is typed in only now; its clocks run from there.
            case_id: chosen by the form, so that one form cannot make two cases; the second try breaks the
            primary key (IntegrityError).
    Raises: Problem known_before_event | in_the_future; people.scope.NotAllowed.
    """
    acting.may(actor, "receive_report", office.code, at=at, act="receive_report")
    if received_at is not None and received_at > at:
        raise Problem("in_the_future", day=rules.local_day(received_at, office.zone))
    at = received_at or at
    case = _new_case(office, event, t.REPORT, t.RECEIVED, channel, facts, at, case_id)
    case.is_sample, case.is_published = is_sample, is_published
    arrival = when_received(case, at)
    case.outside_hours = not arrival.in_hours
    code = "".join(secrets.choice(rules.TRACKING_ALPHABET) for _ in range(rules.TRACKING_LENGTH))
    case.tracking_digest = tracking_digest(code)
    if not is_published:  # the number of receipt of a published matter was not published
        case.number_received = numbers.received(case, on=case.received_on)
    case.save()
    _write_people(case, people, actor=actor, at=at)
    attach(case, files, on=case.received_on)
    if case.known_on:
        clocks.start(case, "filing", at=at, from_day=case.known_on)
        clocks.end(case, "receive_report", on=case.received_on)
    clocks.start(case, "initial_study", at=at, other_day=arrival.other_day)
    acting.open_case(
        case,
        "receive_report",
        actor=actor,
        at=at,
        facts={
            "number_received": case.number_received,
            "outside_hours": case.outside_hours,
            "files": len(files),
        },
    )
    return Received(case, code)


@transaction.atomic
def record_information(
    *,
    office: Office,
    event: ElectionEvent,
    channel: str,
    facts: Facts,
    respondents: Sequence[Respondent] = (),
    files: Sequence[FileIn] = (),
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
    case_id: UUID | None = None,
) -> Case:
    """Record preliminary information (informasi awal): a message without a known reporter, to be traced."""
    acting.may(actor, "record_information", office.code, at=at, act="record_information")
    case = _new_case(office, event, t.INFORMATION, t.PRELIMINARY, channel, facts, at, case_id)
    case.is_sample = is_sample
    case.number_received = numbers.received(case, on=case.received_on)
    case.save()
    _write_respondents(case, respondents)
    attach(case, files, on=case.received_on)
    clocks.start(case, "tracing", at=at)
    acting.open_case(
        case, "record_information", actor=actor, at=at, facts={"number_received": case.number_received}
    )
    return case


@transaction.atomic
def write_supervision_record(
    *,
    office: Office,
    event: ElectionEvent,
    observed_on: date,
    place: str,
    text: str,
    files: Sequence[FileIn] = (),
    area: Area | None = None,
    parts: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
    record_id: UUID | None = None,
) -> SupervisionRecord:
    """Keep what a supervisor saw (laporan hasil pengawasan); the source of a later finding. Never public by itself.

    ``parts``: the other parts of Formulir Model A by the keys of ``supervision_parts``.
    """
    acting.may_inside(actor, "write_supervision_record", office.code, at=at)
    today = rules.local_day(at, office.zone)
    if observed_on > today:
        raise Problem("in_the_future", day=observed_on)
    assert actor.account is not None, "a supervision record has a person as its author"
    written = SupervisionRecord.objects.create(
        id=record_id or uuid4(),
        office=office,
        event=event,
        number=numbers.supervision_record(office, event, on=today),
        author=actor.account,
        observed_on=observed_on,
        place=place,
        area=area,
        text=text,
        parts={key: said for key, said in (parts or {}).items() if said},
        written_at=at,
        is_sample=is_sample,
    )
    RecordFile.objects.bulk_create(
        RecordFile(record=written, sealed=item.sealed, title=item.title) for item in files
    )
    record(
        act="write_supervision_record",
        office=office.code,
        subject=("supervision_record", str(written.id)),
        actor=actor.code,
        at=at,
        facts={"number": written.number, "observed_on": observed_on.isoformat(), "files": len(files)},
    )
    return written


@transaction.atomic
def propose_finding(
    *,
    source: SupervisionRecord,
    facts: Facts,
    respondents: Sequence[Respondent],
    classes: Sequence[str],
    actor: Actor,
    at: datetime,
    case_id: UUID | None = None,
) -> Case:
    """Propose a finding (temuan) from a supervision record; the plenary decides on it."""
    acting.may(actor, "record_finding", source.office_id, at=at)
    channel = Case.Channel.RECORD
    case = _new_case(source.office, source.event, t.FINDING, t.PROPOSED, channel, facts, at, case_id)
    case.source_record = source
    case.is_sample = source.is_sample
    case.number_received = numbers.received(case, on=case.received_on)
    case.save()
    _write_respondents(case, respondents)
    attach(case, [FileIn(item.sealed, item.title) for item in source.files.all()], on=case.received_on)
    classify(case, classes, on=case.received_on)
    from_day = facts.known_on or source.observed_on
    clocks.start(case, "finding", at=at, from_day=from_day)
    acting.open_case(
        case,
        "propose_finding",
        actor=actor,
        at=at,
        facts={"number_received": case.number_received, "record": str(source.id), "classes": list(classes)},
    )
    return case


@transaction.atomic
def register_published(
    case: Case,
    *,
    number: int,
    classes: Sequence[str],
    reason: str,
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Take over the registration of a published matter with the number and day that were published.

    Its five days are the published limit, so the extended clock runs at once; the plenary that extended
    them was not published and is not invented (decision 12).
    """
    case = acting.lawful(case, "register_published", actor=actor, at=at, version=version)
    if not case.is_published:
        raise Problem("wrong_state", state="-")
    on = acting.day_of(case, at)
    case.number_registered = numbers.registered(case, on=on, wanted=number, reason=reason)
    case.registered_on = on
    classify(case, classes, on=on)
    clocks.end(case, "register_published", on=on)
    clocks.start(case, "extended_handling", at=at)
    facts = {"number_registered": case.number_registered, "classes": list(classes)}
    acting.done(case, "register_published", actor=actor, at=at, reason=reason, facts=facts)
    return case


@transaction.atomic
def note_publication(
    case: Case, *, text: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Note what was published of a matter, on the day it was published; the state stays as known."""
    case = acting.lawful(case, "note_publication", actor=actor, at=at, version=version)
    clocks.end_all(case, on=acting.day_of(case, at))
    acting.done(case, "note_publication", actor=actor, at=at, reason=text)
    return case


def attach(case: Case, files: Sequence[FileIn], *, on: date) -> None:
    """Hang sealed files on a case."""
    for item in files:
        CaseFile.objects.create(case=case, sealed=item.sealed, title=item.title, kind=item.kind, added_on=on)


def _new_case(
    office: Office,
    event: ElectionEvent,
    kind: str,
    state: str,
    channel: str,
    facts: Facts,
    at: datetime,
    case_id: UUID | None,
) -> Case:
    today = rules.local_day(at, office.zone)
    check_days(facts.occurred_on, facts.known_on, today=today)
    return Case(
        id=case_id or uuid4(),
        office=office,
        event=event,
        regime=event.election.regime,
        kind=kind,
        channel=channel,
        state=state,
        title=facts.title.strip()[:160],
        what=facts.what,
        where_text=facts.where_text,
        area=facts.area,
        occurred_on=facts.occurred_on,
        known_on=facts.known_on,
        received_at=at,
        received_on=today,
    )


def check_days(occurred_on: date | None, known_on: date | None, *, today: date) -> None:
    """Nobody knows of an event before it, and nothing is reported before it happens."""
    for day in (occurred_on, known_on):
        if day and day > today:
            raise Problem("in_the_future", day=day)
    if occurred_on and known_on and known_on < occurred_on:
        raise Problem("known_before_event", occurred=occurred_on, known=known_on)


def _write_people(case: Case, people: People, *, actor: Actor, at: datetime) -> None:
    reporter = add_sealed_party(case, Party.Role.REPORTER, people.reporter, actor=actor, at=at)
    if people.representative:
        add_sealed_party(
            case, Party.Role.REPRESENTATIVE, people.representative, actor=actor, at=at, acts_for=reporter
        )
    for witness in people.witnesses:
        add_sealed_party(case, Party.Role.WITNESS, witness, actor=actor, at=at)
    _write_respondents(case, people.respondents)


def add_sealed_party(
    case: Case,
    role: str,
    fields: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
    acts_for: Party | None = None,
) -> Party:
    """A reporter, representative or witness: the identity sealed apart, the case holds a label."""
    if not any(fields.values()):  # a published matter: that there was a reporter is all we know
        return Party.objects.create(case=case, role=role, label=_UNKNOWN_LABEL)
    identity = seal_identity(dict(fields), kind=role, office=case.office_id, actor=actor.code, at=at)
    return Party.objects.create(
        case=case, role=role, label=identity.label, identity=identity, acts_for=acts_for
    )


def _write_respondents(case: Case, respondents: Sequence[Respondent]) -> None:
    for place, respondent in enumerate(respondents, start=1):
        add_respondent(case, respondent, place)


def add_respondent(case: Case, respondent: Respondent, place: int) -> Party:
    """A respondent, numbered in the order they were named."""
    return Party.objects.create(
        case=case,
        role=Party.Role.RESPONDENT,
        label=f"T-{place}",
        name=respondent.name.strip(),
        post=respondent.post.strip(),
        details={"address": respondent.address, "phone": respondent.phone},
    )
