"""What the citizen's pages write: a sent report, a completion, and the counts that stop machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from saksama.cases.actors import PUBLIC
from saksama.cases.models import Case, CaseFile
from saksama.cases.operations import receive_completion, receive_report, record_information
from saksama.cases.operations.intake import Facts, FileIn, People, Respondent
from saksama.evidence.operations import load_draft, remove_draft_file, save_draft, seal
from saksama.evidence.rules import FIELDS
from saksama.evidence.upload import SealedUpload
from saksama.places.models import Area, ElectionEvent, Office
from saksama.site import limits, rules
from saksama.site.models import Throttle


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that reached the office. ``code`` is empty for a message without a name: it has none."""

    case_id: UUID
    code: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Sent":
        return cls(UUID(data["case"]), data["code"])


@transaction.atomic
def send_draft(code: str, *, office: Office, event: ElectionEvent, at: datetime, is_sample: bool) -> Sent:
    """Turn the draft under ``code`` into a case, once: a second call gives the first one's answer.

    The draft's words and files are forgotten in the same transaction; what stays under the code for an hour
    is the receipt, because a phone may lose the answer on its way.

    Raises: DraftGone; cases Problem known_before_event | in_the_future.
    """
    draft = load_draft(code, at=at, lock=True)
    if sent := draft.data.get("sent"):
        return Sent.of(sent)
    data = draft.data
    files = [_seal(upload, told, office, at) for upload, told in _files_to_send(draft.files, data)]
    common: dict[str, Any] = {
        "office": office, "event": event, "channel": Case.Channel.FORM, "facts": _facts(data), "files": files,
        "actor": PUBLIC, "at": at, "is_sample": is_sample,
    }  # fmt: skip
    if data.get("anonymous"):
        sent_now = Sent(record_information(respondents=_respondents(data), **common).id, "")
    else:
        received = receive_report(people=_people(data), **common)
        sent_now = Sent(received.case.id, received.tracking_code)
    for upload in draft.files:
        remove_draft_file(code, upload.id, at=at)
    kept = {"sent": {"case": str(sent_now.case_id), "code": sent_now.code}}
    save_draft(kept, at=at, code=code, keep=limits.receipt_keep())
    return sent_now


@transaction.atomic
def send_completion(
    case: Case, *, told: str, uploads: list[SealedUpload], version: int, at: datetime
) -> Case:
    """Hand in what was missing. Raises cases Problem: wrong_state when it was handed in already, moved_on."""
    files = [_seal(upload, {}, case.office, at) for upload in uploads]
    return receive_completion(case, told=told, files=files, actor=PUBLIC, at=at, version=version)


def count_try(action: str, digest: str, *, on: date, times: int = 1) -> int:
    """One more try, or as many as ``times``; returns how many there are now."""
    row = Throttle.objects.filter(day=on, action=action, digest=digest)
    if not row.update(count=F("count") + times):
        try:
            with transaction.atomic():
                Throttle.objects.create(day=on, action=action, digest=digest, count=times)
        except IntegrityError:  # somebody else was first
            row.update(count=F("count") + times)
    return row.values_list("count", flat=True).get()


def sweep_throttles(before: date) -> int:
    """Forget the counts of days before ``before``; returns how many rows."""
    return Throttle.objects.filter(day__lt=before).delete()[0]


def _files_to_send(
    uploads: list[SealedUpload], data: Mapping[str, Any]
) -> list[tuple[SealedUpload, Mapping[str, str]]]:
    """Each file with what is known of it. Papers of identity never go with a message without a name."""
    told = data.get("files", {})
    in_order = sorted(uploads, key=lambda upload: rules.place_of_file(data, str(upload.id)))
    pairs = [(upload, told.get(str(upload.id), {})) for upload in in_order]
    if not data.get("anonymous"):
        return pairs
    evidence = CaseFile.Kind.EVIDENCE
    return [(upload, about) for upload, about in pairs if about.get("kind", evidence) == evidence]


def _seal(upload: SealedUpload, told: Mapping[str, str], office: Office, at: datetime) -> FileIn:
    sealed = seal(upload, office=office.code, actor=PUBLIC.code, at=at)
    kind = told.get("kind", CaseFile.Kind.EVIDENCE)
    return FileIn(sealed, told.get("title") or upload.name or "", kind)


def _facts(data: Mapping[str, Any]) -> Facts:
    event, story = data["event"], data["story"]
    return Facts(
        title=story["title"],
        what=story["what"],
        where_text=event["where_text"],
        area=Area.objects.filter(pk=event["area"]).first() if event.get("area") else None,
        occurred_on=date.fromisoformat(event["occurred_on"]) if event.get("occurred_on") else None,
        known_on=date.fromisoformat(data["known_on"]),
    )


def _people(data: Mapping[str, Any]) -> People:
    representative = _identity(data["representative"]) if rules.is_by_representative(data) else None
    return People(
        reporter=_identity(data["reporter"]),
        representative=representative,
        respondents=_respondents(data),
        witnesses=[_identity(person) for person in data.get("witnesses", ())],
    )


def _respondents(data: Mapping[str, Any]) -> list[Respondent]:
    return [Respondent(**person) for person in data.get("respondents", ())]


def _identity(person: Mapping[str, Any]) -> dict[str, str]:
    return {name: person[name] for name in FIELDS if person.get(name)}
