"""Papers of a case as PDF, set when asked for."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases import papers
from saksama.cases.models import Case
from saksama.cases.views.common import Request, scene_of
from saksama.cases.views.intake import TRACKING, tracking_code
from saksama.documents import pdf
from saksama.pages.typed import whole_number
from saksama.people import scope
from saksama.people.marks import requires


@requires("view_files")
@never_cache
@require_safe
def paper(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """One paper; ``?nomor=`` names the row it is about, otherwise the newest. The receipt is never kept:
    it carries the tracking code."""
    scene = scene_of(request, pk)
    scope.allow(scene.account, "view_files", scene.case.office_id, today=scene.today)
    if kind not in papers.PAPERS:
        raise Http404(kind)
    occasion = papers.Occasion(
        case=scene.case,
        row=_row(request, scene.case, kind),
        today=scene.today,
        at=scene.at,
        tracking_code=tracking_code(request, scene.case) if kind == "receipt" else "",
        tracking_url=request.build_absolute_uri(TRACKING),
    )
    asked = papers.PAPERS[kind]
    with translation.override(papers.LANGUAGE):
        data = papers.data_of(asked, occasion)
    answer = HttpResponse(
        pdf.render(asked.template, data, issued_at=scene.at), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="{kind}-{scene.case.pk.hex[:8]}.pdf"'
    return answer


def _row(request: Request, case: Case, kind: str) -> Any:
    if kind not in papers.ROWS:
        return None
    rows = papers.ROWS[kind].objects.filter(case=case).order_by("pk")
    wanted = request.GET.get("nomor")
    row = rows.filter(pk=whole_number(wanted)).first() if wanted else rows.last()
    if row is None:
        raise Http404(kind)
    return row
