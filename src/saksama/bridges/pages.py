"""What the form of passing on begins with."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from saksama.bridges import queries, rules
from saksama.checklists.models import Incident
from saksama.pages import formats


def start(row: Incident, place: str, zone: ZoneInfo) -> dict[str, Any]:
    """Title, text, place and day, as far as the incident tells them; the text in Indonesian, as the file is."""
    told_at = row.submission.recorded_at if row.submission else row.opened_at
    with override("id"):
        how = (
            _("Told by the form “%(form)s”, filled %(at)s.")
            % {"form": row.submission.instrument.title, "at": formats.long_moment(told_at, str(zone))}
            if row.submission
            else _("Told by telephone, %(at)s.") % {"at": formats.long_moment(told_at, str(zone))}
        )
    answers = [f"{question} {answer}" for question, answer in queries.answers_of(row)]
    return {
        "title": rules.title_of(row.what),
        "what": "\n".join([row.what, "", how, *answers]).strip(),
        "where": place,
        "happened_on": told_at.astimezone(zone).date(),
        "version": row.version,
    }
