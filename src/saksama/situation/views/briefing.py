"""The briefing as a page and as files, and each of its figures explained."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases.actors import Actor
from saksama.pages import days
from saksama.people.marks import requires
from saksama.situation import figures, offices, operations, scale, turnout_chart
from saksama.situation.briefing import as_docx, as_json, as_markdown, as_pdf, as_pptx, facts, sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.wording import file_name
from saksama.situation.charts import own_chart
from saksama.situation.views.common import says_which_day
from saksama.situation.wording import exposure_name

Shape = tuple[str, str, Callable[[Facts], bytes]]

_OFFICE_XML = "application/vnd.openxmlformats-officedocument."
SHAPES: Mapping[str, Shape] = {
    "pdf": ("pdf", "application/pdf", as_pdf.sheet),
    "slides": ("pdf", "application/pdf", as_pdf.slides),
    "pptx": ("pptx", f"{_OFFICE_XML}presentationml.presentation", as_pptx.of),
    "docx": ("docx", f"{_OFFICE_XML}wordprocessingml.document", as_docx.of),
    "md": ("md", "text/markdown; charset=utf-8", lambda told: as_markdown.of(told).encode()),
    "json": ("json", "application/json", lambda told: as_json.as_bytes(told)),
}
"""Address → ending of the file, its type, who writes it."""


def names() -> list[tuple[str, str]]:
    """``[(shape, label)]`` in the order of use."""
    return [
        ("pdf", _("PDF, A4")),
        ("slides", _("Slides (PDF)")),
        ("pptx", _("Slides (PPTX)")),
        ("docx", _("Word (DOCX)")),
        ("md", _("Text (Markdown)")),
        ("json", _("Data (JSON)")),
    ]


@requires("view_figures")
@require_safe
@never_cache
@says_which_day
def show(request: Any) -> HttpResponse:
    """The day of an office on one page."""
    office = offices.asked(request, "view_figures")
    told = facts.gather(office, on=days.asked(request.GET, today=request.today))
    parts = sections.of(told)
    comparison = told.normality.against.comparison
    context = {
        "told": told,
        "office": office,
        "on": told.on,
        "today": request.today,
        "title": sections.title(told),
        "sections": parts,
        "unsure": list(dict.fromkeys(line for part in parts for line in part.unsure)),
        "chart": own_chart(told.normality),
        "turnout": turnout_chart.draw(told.stations.turned_out) if told.stations else None,
        "exposure": exposure_name(comparison.exposure) if comparison else "",
        "levels": scale.levels().values(),
        "offices": offices.choices(request.scope),
        "files": [
            (
                label,
                f"{reverse('situation:briefing_file', args=[shape])}?kantor={office.code}&on={told.on.isoformat()}",
            )
            for shape, label in names()
        ],
    }
    return render(request, "situation/briefing.html", context)


@requires("view_figures")
@require_safe
@never_cache
@says_which_day
def file(request: Any, shape: str) -> HttpResponse:
    """The same as a file; the journal notes that it left the house."""
    if shape not in SHAPES:
        raise Http404
    office = offices.asked(request, "view_figures")
    on = days.asked(request.GET, today=request.today)
    ending, kind, write = SHAPES[shape]
    content = write(facts.gather(office, on=on))
    operations.note_export(office=office, on=on, shape=shape, actor=Actor.of(request.user), at=request.at)
    name = file_name(office.code, on.isoformat(), ending if shape != "slides" else "salindia.pdf")
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@requires("view_figures")
@require_safe
@never_cache
@says_which_day
def figure(request: Any, key: str) -> HttpResponse:
    """One figure: what it counts, and the parts it is the sum of."""
    office = offices.asked(request, "view_figures")
    on = days.asked(request.GET, today=request.today)
    found = figures.of(key, office, on=on)
    if found is None:
        raise Http404
    context = {"figure": found, "office": office, "on": on, "today": request.today}
    return render(request, "situation/figure.html", context)
