"""*Is this normal?* as a page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saksama.cases.class_names import class_names
from saksama.cases.counting import MEASURES
from saksama.pages import days
from saksama.people.marks import requires
from saksama.situation import normality, offices, wording
from saksama.situation.charts import own_chart, parts_chart
from saksama.situation.normality import Normality, Part
from saksama.situation.views.common import says_which_day


@requires("view_figures")
@require_safe
@never_cache
@says_which_day
def show(request: Any) -> HttpResponse:
    """A count of an office on a day: the answer, the funnel, the table beside it."""
    office = offices.asked(request, "view_figures")
    on = days.asked(request.GET, today=request.today)
    measure = request.GET.get("ukuran", "")
    classes = class_names(on=on)
    asked = request.GET.get("golongan", "")
    violation_class = asked if asked in classes else ""
    told = normality.of(
        office, on=on, measure=measure if measure in MEASURES else "handled", violation_class=violation_class
    )
    context = {
        "classes": classes.items(),
        "violation_class": violation_class,
        "class_name": classes.get(violation_class, ""),
        "told": told,
        "office": office,
        "on": on,
        "today": request.today,
        "said": wording.verdict_said(told),
        "measure_name": wording.measure_name(told.measure),
        "measures": [(code, wording.measure_name(code)) for code in MEASURES],
        "chart": own_chart(told),
        "exposure": wording.exposure_name(told.against.comparison.exposure)
        if told.against.comparison
        else "",
        "offices": offices.choices(request.scope),
        "course": wording.course_said(told.course),
        "weeks": list(zip(told.course.ends, told.course.trend.weeks, strict=True)),
        "earlier": [(item, wording.earlier_said(item)) for item in told.earlier],
    }
    if told.parts:
        context |= {
            "parts": told.parts,
            "parts_said": wording.parts_said(list(told.parts.rows)),
            "parts_chart": parts_chart(told.parts.rows),
            "parts_exposure": wording.exposure_name(told.parts.exposure),
            "rows": [_row(part, told, violation_class) for part in told.parts.rows],
        }
    return render(request, "situation/normality.html", context)


def _row(part: Part, told: Normality, violation_class: str) -> dict[str, Any]:
    verdict = part.verdict
    url = ""
    if part.code.count(".") < 2:  # below a regency nobody keeps an office's own comparison
        query = {"kantor": part.code, "on": told.on.isoformat(), "ukuran": told.measure}
        query |= {"golongan": violation_class} if violation_class else {}
        url = f"{reverse('situation:normality')}?{urlencode(query)}"
    return {
        "part": part,
        "verdict": verdict,
        "state": wording.STATES[verdict.answer],
        "said": wording.part_said(part),
        "url": url,
    }
