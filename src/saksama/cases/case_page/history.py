"""The timeline and the facts as told."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases import wording
from saksama.cases.case_page.record import Record, Shown
from saksama.cases.models import (
    Case,
    CaseAct,
)
from saksama.pages import formats
from saksama.pages.templatetags.pages import breakable


def events(case: Case, record: Record) -> list[Shown]:
    """The timeline, oldest first; the component turns it round for staff."""
    shown = [_event(act, case, record) for act in record.acts]
    if case.known_on:
        shown.insert(0, {"glyph": "todo", "title": _("It became known"), "at": case.known_on})
    if case.is_open and shown:
        last = shown[-1]
        shown[-1] = {**last, "glyph": "now"}
    return shown


def _event(act: CaseAct, case: Case, record: Record) -> Shown:
    who = _PROGRAM.get(act.actor) or record.names.get(act.actor, act.actor)
    parts = [act.reason.strip(), str(who)]
    return {
        "glyph": wording.WORDS[act.act].glyph,
        "title": breakable(
            wording.told(act, case, names=record.names, offices=record.offices, parties=record.labels)
        ),
        "at": act.effective_on if act.act == "import_case" else act.effective_at,
        "line": " · ".join(part for part in parts if part),
    }


_PROGRAM: Mapping[str, Any] = {
    "public": gettext_lazy("the reporter, by the public form"),
    "system": gettext_lazy("the program"),
}


def facts(case: Case) -> list[tuple[str, Any]]:
    """The matter as told, in rows."""
    area = case.area.title if case.area and case.area.title not in case.where_text else ""
    place = ", ".join(part for part in (case.where_text, area) if part)
    days = [
        (_("Day of the event"), formats.long_date(case.occurred_on) if case.occurred_on else _("not known")),
        (_("Became known"), formats.long_date(case.known_on) if case.known_on else _("not known")),
    ]
    received = formats.long_moment(case.received_at, case.office.zone)
    if case.channel == Case.Channel.IMPORT:  # other registers tell no hour
        received = formats.long_date(case.received_on)
    if case.outside_hours:
        received = _("%(moment)s, outside receipt hours") % {"moment": received}
    rows = [(_("Place"), place or _("not known")), *days, (_("Received"), received)]
    rows.append((_("Way"), case.get_channel_display()))
    rows.append((_("Officer"), case.owner.name if case.owner else _("nobody yet")))
    rows.append((_("Office"), case.office.name))
    return rows
