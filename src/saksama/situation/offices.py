"""Which office a page of this room speaks of: one's own, or another of the same area by ``?kantor=``."""

from typing import Any

from django.http import Http404

from saksama.people import scope
from saksama.people.scope import Scope
from saksama.places.models import Office


def asked(request: Any, permission: str) -> Office:
    """The office in the address, one's own where none stands there.

    Raises: Http404 for an office that does not exist; scope.OutOfSight where the person may not see it.
    """
    code = request.GET.get("kantor", "") or scope.home_office(request.user, today=request.today)
    office = Office.objects.select_related("area").filter(pk=code).first()
    if office is None:
        raise Http404
    scope.allow(request.user, permission, office.code, today=request.today)
    return office


def choices(held: Scope) -> list[Office]:
    """Offices to choose from: wide ones and regencies of the area; none where there is only one."""
    found = Office.objects.filter(held.as_filter("code")).exclude(level="district").order_by("code")
    offices = list(found[:600])
    return offices if len(offices) > 1 else []
