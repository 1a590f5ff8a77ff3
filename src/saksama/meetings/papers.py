"""What the papers of a meeting say: plain values for the templates of ``documents``, in Indonesian.

The same data make the PDF (``documents.pdf``) and the DOCX (``word``).
"""

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from saksama.documents import letterheads, qr
from saksama.meetings import queries
from saksama.meetings.models import Attendee, Invitation, Meeting
from saksama.pages import formats

LANGUAGE = "id"
Data = dict[str, Any]


def common(meeting: Meeting, *, today: date, at: datetime) -> Data:
    """What every paper of the room has."""
    office = meeting.office
    return {
        "office": letterheads.of(office),
        "issued_on": today.isoformat(),
        "as_of": formats.long_moment(at, office.zone, LANGUAGE),
        "sample": meeting.is_sample,
        "place_and_day": _place_and_day(meeting, today),
        "unsure": _unsure(meeting),
    }


def _place_and_day(meeting: Meeting, day: date) -> str:
    words = formats.plain_date(day, LANGUAGE)
    return f"{meeting.office.seat}, {words}" if meeting.office.seat else words


def invitation(row: Invitation, *, url: str, today: date, at: datetime) -> Data:
    """The letter to one guest. ``url``: the guest's own page, printed as a QR code."""
    meeting = row.meeting
    post = row.holder_post or _("Head")
    return common(meeting, today=today, at=at) | {
        "place_and_day": _place_and_day(meeting, queries.numbered_on(meeting) or today),
        "title": _("Invitation: %(kind)s") % {"kind": str(meeting.get_kind_display()).lower()},
        "number": meeting.letter_number,
        "nature": _("Important"),
        "addressee": {
            "name": row.holder_name or post,
            "as": f"{post}, {row.institution.name}" if row.holder_name else row.institution.name,
            "address": row.institution.address,
        },
        "moved": _moved(meeting),
        "opening": _opening(meeting),
        "day": formats.long_date(meeting.local(meeting.starts_at), LANGUAGE),
        "time": _hours(meeting),
        "venue": "\n".join(part for part in (meeting.venue, meeting.address) if part),
        "theme": meeting.theme,
        "agenda": agenda(meeting),
        "reply_url": url,
        "reply_qr_svg": qr.image(url),
        "reply_note": _(
            "Please answer on this page, no account is needed. Whoever cannot come may send a delegate; "
            "write the name there. The same page shows the code for the door."
        ),
        "contact": meeting.contact,
        "signers": [{"post": _("Chair of %(office)s") % {"office": meeting.office.name}, "name": ""}],
    }


def message(row: Invitation, url: str) -> str:
    """The message that goes by e-mail, or is copied into whatever other way; always Indonesian."""
    meeting = row.meeting
    with translation.override(LANGUAGE):
        told = {
            "addressee": guest_name(row),
            "host": meeting.host,
            "theme": meeting.theme,
            "when": formats.long_moment(meeting.starts_at, meeting.office.zone),
            "venue": meeting.venue,
            "url": url,
        }
        words = _(
            "To %(addressee)s. %(host)s invites you: “%(theme)s”, %(when)s, %(venue)s. "
            "Please answer here, no account is needed: %(url)s"
        )
        return words % told


def day_of(meeting: Meeting) -> str:
    """The local day in words."""
    return formats.long_date(meeting.local(meeting.starts_at), LANGUAGE)


def attendance(meeting: Meeting, *, today: date, at: datetime, is_blank: bool = False) -> Data:
    """The attendance sheet: to be signed at the door (blank), or as it was recorded."""
    rows = [_seat_row(row, meeting) for row in queries.invitations_of(meeting)]
    table = queries.table_of(meeting)
    told = _("%(present)s of %(invited)s institutions present, %(represented)s of them represented.") % {
        "present": table.present, "invited": table.invited, "represented": table.represented,
    }  # fmt: skip
    return common(meeting, today=today, at=at) | {
        "title": _("Attendance sheet"),
        "number": "",
        "meeting": facts(meeting),
        "summary": _("To be signed on arrival.") if is_blank else told,
        "rows": [{**row, **({"came": "", "arrived": ""} if is_blank else {})} for row in rows],
        "is_blank": is_blank,
        "quorum": quorum(table) if not is_blank else "",
        "signers": [{"post": _("Chair of %(office)s") % {"office": meeting.office.name}, "name": ""}],
    }


def facts(meeting: Meeting) -> list[list[str]]:
    """``[[label, value]]`` of the meeting, for the head of its papers."""
    return [
        [_("Theme"), meeting.theme],
        [_("Day, date"), formats.long_date(meeting.local(meeting.starts_at), LANGUAGE)],
        [_("Time"), _hours(meeting)],
        [_("Venue"), ", ".join(part for part in (meeting.venue, meeting.address) if part)],
        [_("Host"), meeting.host],
    ]


def agenda(meeting: Meeting) -> list[list[str]]:
    """``[[time, title, speaker]]``."""
    return [
        [f"{item.planned:%H.%M}" if item.planned else "", item.title, item.speaker]
        for item in meeting.agenda.filter(dropped_at=None)
    ]


def guest_name(row: Invitation) -> str:
    """Post and institution, as the sheet lists a guest."""
    return ", ".join(part for part in (row.holder_post, row.institution.name) if part)


def came_words(came: list[Any]) -> str:
    """Who came for a guest, in words: the name, with the post where it is another one."""
    return "\n".join(who(presence.attendee) for presence in came)


def who(attendee: Attendee) -> str:
    return f"{attendee.name}, {attendee.post}" if attendee.post else str(attendee.name)


def _seat_row(row: Any, meeting: Meeting) -> Data:
    first = row.came[0].attendee if row.came else None
    holder = any(presence.is_holder for presence in row.came)
    return {
        "category": str(row.institution.get_category_display()),
        "guest": guest_name(row),
        "came": came_words(row.came),
        "how": "" if not row.came else _("came in person") if holder else _("represented"),
        "arrived": f"{meeting.local(first.arrived_at):%H.%M}" if first else "",
    }


def quorum(table: queries.Table) -> str:
    """Whether it was reached, in words; empty where none was asked for."""
    if not table.quorum:
        return ""
    words = _("reached") if table.has_quorum else _("not reached")
    return _("Quorum of %(needed)s institutions: %(words)s.") % {"needed": table.quorum, "words": words}


def _hours(meeting: Meeting) -> str:
    begins = formats.clock_time(meeting.starts_at, meeting.office.zone, LANGUAGE)
    ends = f"{meeting.local(meeting.ends_at):%H.%M}"
    return _("%(begins)s until %(ends)s") % {"begins": begins, "ends": ends}


def _opening(meeting: Meeting) -> str:
    words = _("%(host)s invites you to a %(kind)s.") % {
        "host": meeting.host, "kind": str(meeting.get_kind_display()).lower(),
    }  # fmt: skip
    return f"{words} {meeting.aim}".strip()


def _moved(meeting: Meeting) -> str:
    """That this letter replaces an earlier one, with the reason, where the meeting was moved."""
    move = meeting.acts.filter(act="moved").last()
    if move is None:
        return ""
    return _("This invitation replaces the earlier one, because the meeting was moved: %(reason)s") % {
        "reason": move.reason
    }


def _unsure(meeting: Meeting) -> list[str]:
    office = meeting.office
    if not meeting.letter_number or office.region_code_confirmed or not office.bawaslu_region_code:
        return []
    return [_("Region code in the number: %(code)s.") % {"code": office.bawaslu_region_code}]
