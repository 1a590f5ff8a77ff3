"""What is written down of a meeting: questions, discussion, decisions, files."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from saksama.evidence.models import SealedFile
from saksama.meetings.models import Decision, Meeting, MeetingFile, Question
from saksama.meetings.operations.common import journal, locked, may, name_of, saved
from saksama.meetings.operations.planning import HOLD
from saksama.meetings.problems import Problem
from saksama.people.models import Account


@transaction.atomic
def record_question(
    meeting: Meeting,
    *,
    asker: str,
    text: str,
    answer: str = "",
    answered_by: str = "",
    actor: Account | None,
    at: datetime,
) -> Question:
    """A question of the floor and its answer. Raises: Problem text_missing | meeting_over."""
    meeting = _writable(meeting, actor, at)
    if not text.strip() or not asker.strip():
        raise Problem("text_missing")
    question = Question.objects.create(
        meeting=meeting,
        asker=asker.strip(),
        text=text.strip(),
        answer=answer.strip(),
        answered_by=answered_by.strip(),
        asked_at=at,
    )
    journal(meeting, "question_recorded", by=name_of(actor), at=at, facts={"question": question.pk})
    return question


@transaction.atomic
def write_discussion(
    meeting: Meeting, text: str, *, actor: Account | None, at: datetime, version: int | None = None
) -> Meeting:
    """The discussion as the minutes tell it. Raises: Problem somebody_saved, so that nothing is overwritten."""
    meeting = _writable(meeting, actor, at, version=version)
    meeting.discussion = text.strip()
    saved(meeting, "discussion")
    journal(meeting, "minutes_written", by=name_of(actor), at=at)
    return meeting


@transaction.atomic
def record_decision(meeting: Meeting, text: str, *, actor: Account | None, at: datetime) -> Decision:
    """A decision, numbered in its meeting; commitments hang on it."""
    meeting = _writable(meeting, actor, at)
    if not text.strip():
        raise Problem("text_missing")
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(meeting=meeting, number=last + 1, text=text.strip(), decided_at=at)
    journal(meeting, "decision_recorded", by=name_of(actor), at=at, facts={"decision": decision.number})
    return decision


@transaction.atomic
def keep_file(
    meeting: Meeting,
    sealed: SealedFile,
    *,
    kind: str,
    title: str,
    consent: str = "",
    is_for_guests: bool = False,
    actor: Account | None,
    at: datetime,
) -> MeetingFile:
    """Hang a sealed file on the meeting. A photo is kept only with the note who agreed to be shown.

    Raises: Problem photo_consent | text_missing.
    """
    meeting = _writable(meeting, actor, at)
    if kind == MeetingFile.Kind.PHOTO and not consent.strip():
        raise Problem("photo_consent")
    if not title.strip():
        raise Problem("text_missing")
    found = MeetingFile.objects.create(
        meeting=meeting,
        kind=MeetingFile.Kind(kind),
        title=title.strip(),
        sealed=sealed,
        consent=consent.strip(),
        is_for_guests=is_for_guests and kind == MeetingFile.Kind.MATERIAL,
        added_at=at,
    )
    facts = {"file": str(sealed.pk), "kind": kind, "for_guests": found.is_for_guests}
    journal(meeting, "meeting_file_kept", by=name_of(actor), at=at, facts=facts)
    return found


@transaction.atomic
def withdraw_file(found: MeetingFile, *, actor: Account | None, at: datetime) -> MeetingFile:
    """Show it no longer: consent was taken back, or it was the wrong one. The sealed bytes stay in custody."""
    meeting = locked(found.meeting)
    may(actor, HOLD, meeting.office_id, at)
    found.withdrawn_at, found.is_for_guests = at, False
    found.save(update_fields=["withdrawn_at", "is_for_guests"])
    journal(meeting, "meeting_file_withdrawn", by=name_of(actor), at=at, facts={"file": str(found.sealed_id)})
    return found


def _writable(
    meeting: Meeting, actor: Account | None, at: datetime, *, version: int | None = None
) -> Meeting:
    """Minutes are written during the meeting and after it; a cancelled one has none."""
    meeting = locked(meeting, version=version)
    may(actor, HOLD, meeting.office_id, at)
    if meeting.state == Meeting.State.CANCELLED:
        raise Problem("meeting_over")
    return meeting
