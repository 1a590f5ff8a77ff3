"""Links between what was carried over and where it came from, for the pages of both (``pages.related``)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from saksama.bridges import queries
from saksama.cases import queries as cases
from saksama.checklists.day.operations import OPEN
from saksama.checklists.models import Incident
from saksama.pages import related
from saksama.pages.related import Way
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import today_of


def register() -> None:
    """Called once, when the program starts."""
    related.register("incident", from_incident)
    related.register("case", from_case)
    related.register("supervision_record", from_record)


def from_incident(subject: str, request: Any) -> Iterator[Way]:
    """To what it became, where the reader may see that; while it is open, to passing it on."""
    today = today_of(request)
    row = Incident.objects.filter(pk=whole_number(subject)).first()
    if row is None:
        return
    if row.state in OPEN:
        if scope.allows(request.user, "enter_for_station", row.station_code, today=today):
            yield Way(_("Pass it on as a case"), reverse("bridges:incident", args=[row.pk]), is_act=True)
        return
    made = queries.passed(incident=row.pk)
    if made and made.case_id and cases.visible_to(request.user, today=today).filter(pk=made.case_id).exists():
        number = made.case.number if made.case else ""
        yield Way(
            _("Preliminary information %(number)s") % {"number": number},
            reverse("cases:case", args=[made.case_id]),
        )
    if (
        made
        and made.record
        and cases.records_visible_to(request.user, today=today).filter(pk=made.record_id).exists()
    ):
        yield Way(
            _("Supervision record %(number)s") % {"number": made.record.number},
            reverse("cases:record", args=[made.record_id]),
        )


def from_case(subject: str, request: Any) -> Iterator[Way]:
    """Back to the incident a case came from; by way of its supervision record too."""
    yield from _back(request, case=subject)


def from_record(subject: str, request: Any) -> Iterator[Way]:
    yield from _back(request, record=subject)


def _back(request: Any, **by: str) -> Iterator[Way]:
    made = queries.passed(**by)
    if made and scope.allows(
        request.user, "view_checklists", made.incident.station_code, today=today_of(request)
    ):
        label = _("Incident of the day at %(station)s") % {"station": made.incident.station_code}
        yield Way(label, reverse("checklists:day_incident", args=[made.incident_id]))
