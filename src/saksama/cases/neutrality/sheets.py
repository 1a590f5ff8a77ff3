"""The neutrality figures as a sheet: part, line, number."""

from django.utils.translation import gettext as _

from saksama.cases.neutrality import page
from saksama.cases.neutrality.models import Subject
from saksama.cases.neutrality.queries import Figures
from saksama.documents import xlsx
from saksama.pages import formats
from saksama.places.models import Office, within


def workbook(figures: Figures, *, office: Office) -> bytes:
    """One row for each line of the page's tables."""
    rows = [(part["heading"], *row) for part in page.parts(figures) for row in part["rows"]]
    totals = [
        (_("In all"), _("Subjects"), figures.subjects),
        (_("In all"), _("Cases"), figures.cases),
        (_("In all"), _("Reminder letters"), figures.letters),
    ]
    sample = Subject.objects.filter(within(office.code, "case__office"), case__is_sample=True).exists()
    return xlsx.table(
        _("Neutrality"),
        [
            xlsx.Column(_("Part"), width=28),
            xlsx.Column(_("Line"), width=64),
            xlsx.Column(_("Count"), "number"),
        ],
        [*totals, *rows],
        as_of=f"{office.name}, {formats.long_date(figures.on)}",
        sample=sample,
        zone=office.zone,
    )
