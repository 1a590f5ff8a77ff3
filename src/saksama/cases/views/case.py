"""The page of one case."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases import case_page
from saksama.cases.views.common import Request, page, scene_of
from saksama.people.marks import requires


@requires("view_cases")
@never_cache
@require_safe
def case(request: Request, pk: UUID) -> HttpResponse:
    """State, clocks, next lawful acts, parties, evidence and history."""
    scene = scene_of(request, pk)
    return page(request, "cases/case.html", scene, case_page.build(scene))
