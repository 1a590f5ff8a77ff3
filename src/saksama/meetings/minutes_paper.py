"""What the minutes say, in Indonesian; the same data make PDF and DOCX."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.meetings import commitment_queries, papers, queries
from saksama.meetings.models import Meeting, MeetingFile
from saksama.pages import formats

Data = dict[str, Any]


def data(meeting: Meeting, *, today: date, at: datetime) -> Data:
    """Everything the template ``meeting_minutes`` takes."""
    table = queries.table_of(meeting)
    held = commitment_queries.as_of(commitment_queries.of_meeting(meeting), today)
    decisions = [
        {
            "text": f"{decision.number}. {decision.text}",
            "commitments": [_row(row) for row in held if row.commitment.decision_id == decision.pk],
        }
        for decision in meeting.decisions.all()
    ]
    kind = str(meeting.get_kind_display()).lower()
    return papers.common(meeting, today=today, at=at) | {
        "title": _("Minutes: %(kind)s") % {"kind": kind},
        "over": f"{meeting.get_kind_display()}, {formats.long_date(meeting.on, papers.LANGUAGE)}",
        "number": "",
        "meeting": papers.facts(meeting),
        "attendance": _attendance(meeting, table),
        "seats": _seats(table),
        "represented": "\n".join(_represented(meeting)),
        "agenda": _agenda(meeting),
        "discussion": meeting.discussion,
        "questions": [
            {"asker": question.asker, "text": question.text, "answer": _answer(question)}
            for question in meeting.questions.all()
        ],
        "decisions": decisions,
        "unpaid": [_row(row) for row in commitment_queries.unpaid_before(meeting)],
        "photos": _photos(meeting),
        "closing": "",
        "signers": [{"post": _("Chair of %(office)s") % {"office": meeting.office.name}, "name": ""}],
    }


def _row(row: commitment_queries.Held) -> list[str]:
    due = row.standing.due_on
    day = formats.plain_date(due, papers.LANGUAGE) if due else _("not agreed")
    return [row.commitment.text, row.commitment.institution.name, day]


def _attendance(meeting: Meeting, table: queries.Table) -> str:
    people = queries.attendees_of(meeting).count()
    words = _("%(present)s of %(invited)s institutions present, %(represented)s of them represented.") % {
        "present": table.present, "invited": table.invited, "represented": table.represented,
    }  # fmt: skip
    came = ngettext("%(number)s person came.", "%(number)s people came.", people) % {"number": people}
    return " ".join(part for part in (words, came, papers.quorum(table)) if part)


def _seats(table: queries.Table) -> list[list[str]]:
    rows = [
        [row.label, str(len(row.seats)), str(row.present), str(row.seats.count("half"))] for row in table.rows
    ]
    return (
        [*rows, [_("Total"), str(table.invited), str(table.present), str(table.represented)]] if rows else []
    )


def _represented(meeting: Meeting) -> list[str]:
    """Each institution whose seat was taken by somebody else, with whom: the record keeps both."""
    told = []
    for row in queries.invitations_of(meeting):
        if row.came and not any(presence.is_holder for presence in row.came):
            facts = {"guest": papers.guest_name(row), "who": papers.who(row.came[0].attendee)}
            told.append(_("%(guest)s, represented by %(who)s.") % facts)
    return told


def _agenda(meeting: Meeting) -> list[list[str]]:
    """As it went: the true time where an item was begun."""
    return [
        [
            f"{meeting.local(item.started_at):%H.%M}"
            if item.started_at
            else f"{item.planned:%H.%M}"
            if item.planned
            else "",
            item.title,
            item.speaker,
        ]
        for item in meeting.agenda.filter(dropped_at=None)
    ]


def _answer(question: Any) -> str:
    if question.answered_by and question.answer:
        return f"{question.answered_by}: {question.answer}"
    return str(question.answer)


def _photos(meeting: Meeting) -> str:
    number = meeting.files.filter(kind=MeetingFile.Kind.PHOTO, withdrawn_at=None).count()
    if not number:
        return ""
    words = ngettext(
        "%(number)s photo, kept sealed with its note of consent.",
        "%(number)s photos, kept sealed with their notes of consent.",
        number,
    )
    return words % {"number": number}
