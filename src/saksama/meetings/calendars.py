"""The invitation as a calendar entry (RFC 5545, RFC 5546): a request, its updates, its cancellation."""

from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from saksama.meetings.models import Invitation, Meeting


def entry(invitation: Invitation, *, url: str, at: datetime) -> bytes:
    """A file for one guest. The UID stays, SEQUENCE rises with each move, so a calendar moves its entry.

    Attendee and organiser are named by address only where the directory has one; no name of a person is put in.
    """
    meeting = invitation.meeting
    is_cancelled = meeting.state == Meeting.State.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Saksama//meetings//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{meeting.pk}@saksama")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", ("CONTOH · " if meeting.is_sample else "") + meeting.theme)
    event.add("location", ", ".join(part for part in (meeting.venue, meeting.address) if part))
    event.add("description", meeting.aim or meeting.theme)
    event.add("url", url)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    organiser = vCalAddress(f"mailto:{meeting.office.email or 'tanpa-surel@invalid'}")
    organiser.params["CN"] = vText(meeting.host)
    event["organizer"] = organiser
    guest = vCalAddress(f"mailto:{invitation.institution.email or 'tanpa-surel@invalid'}")
    guest.params["CN"] = vText(invitation.institution.name)
    guest.params["RSVP"] = vText("TRUE")
    guest.params["PARTSTAT"] = vText(
        {"comes": "ACCEPTED", "declines": "DECLINED", "delegate": "DELEGATED"}.get(
            invitation.reply, "NEEDS-ACTION"
        )
    )
    event.add("attendee", guest, encode=0)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
