"""The only writers of neutrality sheets: each act in one transaction, its journal line beside it.

The journal names codes, days and agencies; never a NIP, a name or an address on the web.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from saksama.cases import operations as cases
from saksama.cases import rules as case_rules
from saksama.cases.actors import Actor
from saksama.cases.models import Case, Party
from saksama.cases.neutrality import queries, rules
from saksama.cases.neutrality.models import Conduct, LinkCapture, ReminderLetter, Subject
from saksama.cases.operations.intake import FileIn
from saksama.cases.problems import Problem
from saksama.documents import operations as documents
from saksama.documents.pdf import JSON
from saksama.evidence.crypto import blind_digest
from saksama.journal.operations import record
from saksama.law import LawError, load
from saksama.people import scope
from saksama.people.models import Institution
from saksama.places.models import ElectionEvent, Office

PERMISSION = "study_case"


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """What the sheet says of a subject. ``keep_doubtful``: keep a NIP although its check fails."""

    kind: str
    post: str = ""
    rank: str = ""
    agency: Institution | None = None
    agency_name: str = ""
    nip: str = ""
    keep_doubtful: bool = False
    conflict: str = ""
    conflict_note: str = ""


@transaction.atomic
def record_subject(party: Party, facts: SubjectFacts, *, actor: Actor, at: datetime) -> Subject:
    """Write the sheet of a respondent, or put it right.

    Raises: Problem not_a_respondent | agency_missing | unknown_subject | nip_wrong; scope.NotAllowed.
    """
    case = party.case
    _may(actor, case.office_id, at)
    on = case_rules.local_day(at, case.office.zone)
    if party.role != Party.Role.RESPONDENT:
        raise Problem("not_a_respondent")
    if not facts.agency_name.strip() and facts.agency is None:
        raise Problem("agency_missing")
    _known_subject(facts.kind, on)
    nip, doubtful = _nip(facts, on)
    known = Subject.objects.filter(party=party).first()
    subject = known or Subject(party=party, case=case, recorded_on=on)
    subject.kind, subject.post, subject.rank = facts.kind, facts.post.strip(), facts.rank.strip()
    subject.agency = facts.agency
    subject.agency_name = facts.agency.name if facts.agency else facts.agency_name.strip()
    subject.nip, subject.nip_doubtful = nip, doubtful
    subject.nip_digest = blind_digest("nip", nip) if nip else None
    subject.conflict, subject.conflict_note = facts.conflict, facts.conflict_note.strip()
    subject.save()
    told = {
        "kind": facts.kind, "agency": facts.agency.code if facts.agency else "", "nip": "doubtful" if doubtful
        else "given" if nip else "", "conflict": facts.conflict,
    }  # fmt: skip
    _journal("neutrality_subject", subject, told | {"new": known is None}, actor=actor, at=at)
    return subject


@transaction.atomic
def add_conduct(
    subject: Subject,
    code: str,
    occurred_on: date,
    *,
    stage: str = "",
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Conduct:
    """Say which conduct of the list is alleged, and when; the level follows from the stage of that day.

    The list maps conduct to levels for civil servants alone: village officials, soldiers, police and honorary staff
    have their own sanction, which the sheet names instead of a level.

    Args:   stage: "before" or "after" by a person's word; "" lets the event's calendar say.
    Raises: Problem unknown_conduct | in_the_future | stage_unknown | conduct_twice; scope.NotAllowed.
    """
    case = subject.case
    _may(actor, case.office_id, at)
    on = case_rules.local_day(at, case.office.zone)
    if occurred_on > on:
        raise Problem("in_the_future", day=occurred_on)
    try:
        known = load().neutrality.conduct(code, occurred_on)
    except LawError as error:
        raise Problem("unknown_conduct", value=code, day=occurred_on) from error
    by_calendar = rules.stage_on(occurred_on, queries.fixed_on(case.event))
    chosen = Conduct.Stage(stage).value if stage else by_calendar
    if chosen is None:
        raise Problem("stage_unknown")
    if subject.conducts.filter(code=code, occurred_on=occurred_on, dropped_on=None).exists():
        raise Problem("conduct_twice", value=code)
    conduct = Conduct.objects.create(
        subject=subject,
        code=code,
        occurred_on=occurred_on,
        stage=chosen,
        stage_by_hand=chosen != by_calendar,
        level=known.level_at("before" if chosen == Conduct.Stage.BEFORE else "after")
        if rules.has_levels(load().neutrality.subject(subject.kind, on).violation_class)
        else "",
        is_confirmed=known.source.is_confirmed,
        note=note.strip(),
        set_on=on,
    )
    facts = {"code": code, "on": occurred_on.isoformat(), "stage": chosen, "level": conduct.level}
    _journal("neutrality_conduct", subject, facts, actor=actor, at=at)
    return conduct


@transaction.atomic
def drop_conduct(conduct: Conduct, *, reason: str, actor: Actor, at: datetime) -> Conduct:
    """Take a conduct off the sheet; it stays on record. Raises Problem reason_missing | already_dropped."""
    case = conduct.subject.case
    _may(actor, case.office_id, at)
    if not reason.strip():
        raise Problem("reason_missing")
    conduct = Conduct.objects.select_for_update().get(pk=conduct.pk)
    if conduct.dropped_on is not None:
        raise Problem("already_dropped")
    conduct.dropped_on = case_rules.local_day(at, case.office.zone)
    conduct.note = f"{conduct.note}\n{reason.strip()}".strip()
    conduct.save(update_fields=["dropped_on", "note"])
    _journal("neutrality_conduct_dropped", conduct.subject, {"code": conduct.code}, actor=actor, at=at)
    return conduct


@transaction.atomic
def capture_link(
    subject: Subject,
    url: str,
    *,
    seen_at: datetime,
    posted_on: date | None = None,
    file: FileIn | None = None,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> LinkCapture:
    """Keep the address of a post with the page or picture that was saved of it, sealed as evidence of the case.

    Raises: Problem in_the_future; scope.NotAllowed; what ``cases.operations.add_file`` raises.
    """
    case = subject.case
    _may(actor, case.office_id, at)
    if seen_at > at:
        raise Problem("in_the_future", day=case_rules.local_day(seen_at, case.office.zone))
    kept = None
    if file is not None:
        cases.add_file(case, [file], actor=actor, at=at)
        kept = Case.objects.get(pk=case.pk).files.filter(sealed=file.sealed).get()
    capture = LinkCapture.objects.create(
        subject=subject, url=url.strip(), seen_at=seen_at, posted_on=posted_on, file=kept, note=note.strip(),
        captured_by=actor.code, recorded_at=at,
    )  # fmt: skip
    facts = {"capture": capture.pk, "sha256": kept.sealed.sha256 if kept else ""}
    _journal("neutrality_link", subject, facts, actor=actor, at=at)
    return capture


@transaction.atomic
def look_for_repeats(office_code: str, *, found: int, actor: Actor, at: datetime) -> None:
    """Write down that somebody looked at subjects who appear more than once (decision 18)."""
    scope.allow(actor.account, "view_repeat_subjects", office_code, today=scope.local_day(at, office_code))
    record(
        act="neutrality_repeats_viewed", office=office_code, subject=("office", office_code), actor=actor.code, at=at,
        facts={"found": found},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder letter about to leave. ``data`` is what its template takes."""

    institution: Institution | None
    addressee: str
    number: str
    data: Mapping[str, JSON]
    verify_base: str


@transaction.atomic
def send_reminder(
    office: Office,
    event: ElectionEvent,
    letter: Letter,
    *,
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
) -> ReminderLetter:
    """Issue the neutrality reminder to the head of an agency, with the sanction table as annex.

    Raises: Problem letter_number_missing | agency_missing; scope.NotAllowed; DocumentProblem.
    """
    today = scope.local_day(at, office.code)
    scope.allow(actor.account, "send_neutrality_letter", office.code, today=today)
    if not letter.number.strip():
        raise Problem("letter_number_missing")
    if not letter.addressee.strip():
        raise Problem("agency_missing")
    sent = ReminderLetter(
        office=office, event=event, institution=letter.institution, addressee=letter.addressee.strip(),
        number=letter.number.strip(), sent_on=today, is_sample=is_sample,
    )  # fmt: skip
    about = documents.Issue(
        office=office.code, actor=actor.code, at=at, subject=("neutrality_letter", str(sent.pk)),
        verify_base=letter.verify_base, number=sent.number,
    )  # fmt: skip
    sent.document = documents.issue("neutrality_reminder", letter.data, about)
    sent.save()
    record(
        act="neutrality_letter_sent", office=office.code, subject=("neutrality_letter", str(sent.pk)), actor=actor.code,
        at=at, facts={"number": sent.number, "institution": letter.institution.code if letter.institution else ""},
    )  # fmt: skip
    return sent


def _may(actor: Actor, office_code: str, at: datetime) -> None:
    scope.allow(actor.account, PERMISSION, office_code, today=scope.local_day(at, office_code))


def _known_subject(kind: str, on: date) -> None:
    try:
        load().neutrality.subject(kind, on)
    except LawError as error:
        raise Problem("unknown_subject", value=kind) from error


def _nip(facts: SubjectFacts, on: date) -> tuple[str | None, bool]:
    """The NIP to keep, and whether it is doubtful. Raises Problem nip_wrong."""
    if not facts.nip.strip():
        return None, False
    _parts, faults = rules.read_nip(facts.nip, today=on)
    if faults and not facts.keep_doubtful:
        raise Problem("nip_wrong")
    return rules.digits_of(facts.nip)[:40], bool(faults)


def _journal(act: str, subject: Subject, facts: Mapping[str, Any], *, actor: Actor, at: datetime) -> None:
    told = {name: value for name, value in facts.items() if value not in ("", None)}
    record(
        act=act, office=subject.case.office_id, subject=("neutrality", str(subject.pk)), actor=actor.code, at=at,
        facts={**told, "case": str(subject.case_id)},
    )  # fmt: skip
