"""The reminder to the head of an agency: what it says, and the sanction table as its annex.

Letters are written in Indonesian, whatever the officer's screen shows.
"""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from saksama.cases.neutrality import queries
from saksama.cases.neutrality.operations import Letter
from saksama.cases.rules import local_day
from saksama.documents import letterheads
from saksama.law import load
from saksama.pages import formats
from saksama.people.directory.queries import heads_on
from saksama.people.models import Institution
from saksama.places.models import ElectionEvent, Office

LANGUAGE = "id"


def compose(
    office: Office,
    event: ElectionEvent,
    institution: Institution | None,
    addressee: str,
    *,
    number: str,
    at: datetime,
    verify_base: str,
    sample: bool,
) -> Letter:
    """The letter to one addressee, ready to be issued."""
    with translation.override(LANGUAGE):
        data = _data(office, event, institution, addressee, number=number, at=at, sample=sample)
    return Letter(institution, addressee, number, data, verify_base)


def _data(
    office: Office, event: ElectionEvent, institution: Institution | None, addressee: str, *, number: str,
    at: datetime, sample: bool,
) -> dict[str, Any]:  # fmt: skip
    today = local_day(at, office.zone)
    table = queries.sanction_table(office.code, on=today)
    unsure = [row.code for row in table.rows if not row.is_confirmed]
    day = formats.plain_date(today)
    return {
        "office": letterheads.of(office),
        "issued_on": today.isoformat(),
        "as_of": formats.long_moment(at, office.zone),
        "sample": sample,
        "title": _("Reminder on the neutrality of civil servants"),
        "number": number,
        "nature": _("Important"),
        "enclosures": _("one sheet"),
        "place_and_day": f"{office.seat}, {day}" if office.seat else day,
        "addressee": {
            "name": _head(institution, today) or _("Head of %(agency)s") % {"agency": addressee},
            "as": addressee,
            "address": institution.address if institution else "",
        },
        "vote": _("the %(kind)s on %(day)s")
        % {"kind": event.get_kind_display(), "day": formats.long_date(event.vote_on)},
        "stage": _stage(table),
        "requests": [
            _("to remind every employee in your agency of the conduct in the annex, also on social media;"),
            _(
                "to pass a breach you learn of to us, and to act on it in time: a superior who knows and does nothing "
                "is punished too (PP 94/2021);"
            ),
            _("to keep vehicles, buildings and other facilities of the state out of campaigns."),
        ],
        "columns": [
            {"head": _("Code"), "share": 0.5},
            {"head": _("Conduct"), "share": 3.4},
            {"head": _("Before candidates are fixed"), "share": 1.3},
            {"head": _("After"), "share": 1.3},
        ],
        "rows": [
            [
                row.code + ("" if row.is_confirmed else " ?"),
                row.label.id,
                row.before.id if row.before else "–",
                row.after.id if row.after else "–",
            ]
            for row in table.rows
        ],
        "levels": [
            {"label": level.label.id, "what": f"{level.what.id} ({level.source.citation()})."}
            for level in load().neutrality.levels.values()
        ],
        "signers": [
            {"post": _("Chair of %(office)s") % {"office": office.name}, "name": "", "note": _("name in full")}
        ],
        "unsure": [_("Levels of sanction of: %(codes)s.") % {"codes": ", ".join(unsure)}] if unsure else [],
    }  # fmt: skip


def _head(institution: Institution | None, today: Any) -> str:
    """Post of the head as the directory has it; letters go to the post, not to the person."""
    if institution is None:
        return ""
    found = heads_on([institution.code], on=today).get(institution.code)
    return found[0].title if found else ""


def _stage(table: queries.SanctionTable) -> str:
    if table.fixed_on is None:
        return _("Both columns of the annex are given; the stage decides which of them holds.")
    day = formats.long_date(table.fixed_on)
    if table.stage == "before":
        return _("Candidates will be fixed on %(day)s; until then the first column of the annex holds.") % {
            "day": day
        }
    return _("Candidates were fixed on %(day)s; since then the second column of the annex holds.") % {
        "day": day
    }
