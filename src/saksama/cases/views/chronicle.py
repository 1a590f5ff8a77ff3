"""The journal of one case, for whoever wants to know who did what, when and on which ground."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases.chronicle import entries_of
from saksama.cases.views.common import Request, page, scene_of
from saksama.people import scope
from saksama.people.marks import requires


@requires("view_cases")
@never_cache
@require_safe
def chronicle(request: Request, pk: UUID) -> HttpResponse:
    """Everything done on the case, oldest first; who looked at identities only for readers of the journal."""
    scene = scene_of(request, pk)
    reads_journal = scope.allows(scene.account, "view_journal", scene.case.office_id, today=scene.today)
    entries = entries_of(scene.case, with_looks=reads_journal)
    return page(request, "cases/chronicle.html", scene, {"entries": entries})
