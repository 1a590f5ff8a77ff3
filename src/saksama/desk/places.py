"""Whose desk this is: the office, its zone, and what its case numbers must be marked with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from saksama.cases import recusals
from saksama.cases.recusals import CaseScope
from saksama.pages.formats import zone_name
from saksama.people import scope
from saksama.people.scope import Scope
from saksama.places.models import Office

MOST_NAMED = 400
"""Offices that a condition names one by one; beyond it a range says it shorter."""


def by_office(area: Scope, field: str) -> Q:
    """The same condition as ``area.as_filter(field)``, said in single offices where they are few.

    ``office = x`` lets the database step into an index by office and state at once; a range of codes makes it
    read every case of the office, a thousand closed ones for each open one.
    """
    codes = list(
        Office.objects.filter(area.as_filter("code")).values_list("code", flat=True)[: MOST_NAMED + 1]
    )
    if len(codes) > MOST_NAMED:
        return area.as_filter(field)
    return Q(**{f"{field}__in": codes}) & (area.hidden(field) if isinstance(area, CaseScope) else Q())


@dataclass(frozen=True, slots=True)
class Desk:
    """The office at which somebody works, and where that person may see cases today.

    ``region_code``: Bawaslu's own code in the case numbers where nobody has confirmed it, else empty.
    """

    office: Office
    zone: str
    cases: CaseScope

    @property
    def zone_label(self) -> str:
        return zone_name(self.zone)

    @property
    def region_code(self) -> str:
        return "" if self.office.region_code_confirmed else str(self.office.bawaslu_region_code)

    @property
    def is_wide(self) -> bool:
        """Does the desk look at more offices than its own?"""
        return self.office.level in {"nation", "province"}


def desk_of(request: Any) -> Desk:
    """The desk of the logged-in person; ``requires`` has made sure that there is one."""
    code = scope.home_office(request.user, today=request.today)
    office = Office.objects.get(pk=code)
    return Desk(office, office.zone, recusals.scope_for(request.user, "view_cases", today=request.today))


def may(request: Any, permission: str, office_code: str) -> bool:
    """Does the person hold ``permission`` at the office today?"""
    return scope.allows(request.user, permission, office_code, today=request.today)
