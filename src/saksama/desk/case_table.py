"""Cases as rows of a spreadsheet."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from saksama.cases import sentences
from saksama.cases.class_names import class_names
from saksama.cases.models import Case
from saksama.desk.places import Desk
from saksama.documents import xlsx
from saksama.pages.formats import long_moment


def case_table(title: str, cases: Sequence[Case], *, desk: Desk, today: date, at: datetime) -> bytes:
    """The case list as XLSX; ``cases`` carry ``present_classes`` (listing.with_classes)."""
    names = class_names(on=today)
    return xlsx.table(
        title,
        [
            xlsx.Column(_("Number of receipt"), width=34),
            xlsx.Column(_("Number of registration"), width=38),
            xlsx.Column(_("Kind"), width=16),
            xlsx.Column(_("Subject"), width=50),
            xlsx.Column(_("Class"), width=26),
            xlsx.Column(_("Received"), "date"),
            xlsx.Column(_("Registered"), "date"),
            xlsx.Column(_("State"), width=24),
            xlsx.Column(_("Limit"), "date"),
            xlsx.Column(_("In charge"), width=24),
            xlsx.Column(_("Area"), width=26),
            xlsx.Column(_("Office"), width=36),
        ],
        (_row(case, names) for case in cases),
        as_of=long_moment(at, desk.zone),
        sample=any(case.is_sample for case in cases),
        zone=desk.zone,
    )


def _row(case: Case, names: dict[str, str]) -> list[xlsx.Value]:
    return [
        case.number_received,
        case.number_registered,
        str(case.get_kind_display()),
        case.title,
        ", ".join(names.get(item.violation_class, item.violation_class) for item in case.present_classes),
        case.received_on,
        case.registered_on,
        sentences.state_name(case.state),
        case.next_due_on,
        case.owner.name if case.owner else "",
        case.area.title if case.area else "",
        case.office.name,
    ]
