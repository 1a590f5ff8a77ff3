"""The register book as rows for page, XLSX and PDF: one set of columns, one set of values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from saksama.cases import sentences
from saksama.cases.class_names import class_names
from saksama.desk.books import Entry
from saksama.desk.period import Period
from saksama.desk.places import Desk
from saksama.documents import letterheads, pdf, xlsx
from saksama.pages.formats import language, long_date, long_moment, plain_date


def sheet(entries: Sequence[Entry], *, desk: Desk, period: Period, at: datetime) -> bytes:
    """The register as XLSX."""
    names = class_names(on=period.last)
    return xlsx.table(
        _("Register of reports and findings"),
        [
            xlsx.Column(_("No."), "number", width=6),
            xlsx.Column(_("Number of receipt"), width=34),
            xlsx.Column(_("Number of registration"), width=38),
            xlsx.Column(_("Kind"), width=15),
            xlsx.Column(_("Received"), "date"),
            xlsx.Column(_("Subject"), width=50),
            xlsx.Column(_("Class"), width=26),
            xlsx.Column(_("Respondents"), width=32),
            xlsx.Column(_("Registered"), "date"),
            xlsx.Column(_("State"), width=24),
        ],
        ([*_values(entry, names)] for entry in entries),
        as_of=as_of(period, desk, at),
        sample=any(entry.case.is_sample for entry in entries),
        zone=desk.zone,
    )


def _values(entry: Entry, names: Mapping[str, str]) -> Iterable[xlsx.Value]:
    folded = entry.told.folded
    return (
        entry.place,
        folded.number_received or entry.case.number_received,
        folded.number_registered,
        str(entry.case.get_kind_display()),
        entry.case.received_on,
        entry.case.title,
        classes_of(entry, names),
        ", ".join(entry.respondents),
        folded.registered_on,
        sentences.state_name(folded.state),
    )


def document(entries: Sequence[Entry], *, desk: Desk, period: Period, at: datetime) -> bytes:
    """The register as PDF on landscape pages."""
    names = class_names(on=period.last)
    data = {
        "office": letterheads.of(desk.office),
        "issued_on": period.last.isoformat(),
        "as_of": as_of(period, desk, at),
        "sample": any(entry.case.is_sample for entry in entries),
        "title": _("Register of reports and findings"),
        "period": period.words,
        "empty": _("No report or finding in this period."),
        "columns": [
            {"head": _("No."), "share": 0.5, "align": "right"},
            {"head": _("Number"), "share": 2.7},
            {"head": _("Received"), "share": 1.1},
            {"head": _("Subject"), "share": 3},
            {"head": _("Class"), "share": 1.4},
            {"head": _("Respondents"), "share": 1.5},
            {"head": _("Registered"), "share": 1.2},
            {"head": _("State"), "share": 1.6},
        ],
        "rows": [_printed(entry, names) for entry in entries],
    } | region_mark(desk)  # fmt: skip
    return pdf.render("register_book", data, lang=language())


def _printed(entry: Entry, names: Mapping[str, str]) -> list[pdf.JSON]:
    folded = entry.told.folded
    return [
        str(entry.place),
        entry.told.number or entry.case.number,
        plain_date(entry.case.received_on),
        entry.case.title,
        classes_of(entry, names) or "–",
        ", ".join(entry.respondents) or "–",
        plain_date(folded.registered_on) if folded.registered_on else "–",
        sentences.state_name(folded.state),
    ]


def classes_of(entry: Entry, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in entry.told.folded.classes)


def as_of(period: Period, desk: Desk, at: datetime) -> str:
    """The moment the table speaks of: now, where its last day is today, else the end of that day."""
    moment = long_moment(at, desk.zone)
    return moment if moment.startswith(long_date(period.last)) else long_date(period.last)


def region_mark(desk: Desk) -> dict[str, pdf.JSON]:
    """The unconfirmed region code in the case numbers, for the foot of a document."""
    if not desk.region_code:
        return {}
    if desk.is_wide:
        return {"unsure": [_("The region codes in the case numbers are not confirmed for every office.")]}
    told = _("The region code %(code)s in the case numbers is not confirmed.") % {"code": desk.region_code}
    return {"unsure": [told]}
