"""Whose desk this is: the office, its zone, and what its case numbers must be marked with."""

from dataclasses import dataclass
from typing import Any

from saksama.pages.formats import zone_name
from saksama.people import scope
from saksama.people.scope import Scope
from saksama.places.models import Office


@dataclass(frozen=True, slots=True)
class Desk:
    """The office at which somebody works, and where that person may see cases today.

    ``region_code``: Bawaslu's own code in the case numbers where nobody has confirmed it, else empty.
    """

    office: Office
    zone: str
    cases: Scope

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
    return Desk(office, office.zone, scope.scope_of(request.user, "view_cases", today=request.today))


def may(request: Any, permission: str, office_code: str) -> bool:
    """Does the person hold ``permission`` at the office today?"""
    return scope.allows(request.user, permission, office_code, today=request.today)
