"""The page's own funnel, with its colours inside, for paper and slides."""

from typing import Any

from django.template.loader import render_to_string

from saksama.situation import wording
from saksama.situation.charts import own_chart
from saksama.situation.normality import Normality

_STYLE = """<style>
.situation-funnel__outer{fill:#f3e6ef}.situation-funnel__inner{fill:#ddb9d0}
.situation-funnel__grid{stroke:#dfd7df;stroke-width:1}.situation-funnel__axis{stroke:#211525;stroke-width:1.5}
.situation-funnel__mean{stroke:#55465b;stroke-width:1.5;stroke-dasharray:5 4}
.situation-funnel__place{fill:#fff;stroke:#55465b;stroke-width:1.5}.situation-funnel__place--outside{stroke:#211525;stroke-width:2.5}
.situation-funnel__own{fill:#591d47;stroke:#fff;stroke-width:2}
text{font-family:'Plus Jakarta Sans';font-size:16px;fill:#55465b}.situation-funnel__name{fill:#211525}
.situation-funnel__name--own{font-weight:700;font-size:17px}
</style>"""


def of(told: Normality) -> str:
    """An SVG that stands by itself, or empty where there is nothing to draw."""
    chart = own_chart(told)
    if chart is None or told.against.comparison is None:
        return ""
    context: dict[str, Any] = {
        "chart": chart,
        "id": "funnel",
        "title": wording.lead_of(told.against.verdict),
        "exposure": wording.exposure_name(told.against.comparison.exposure),
    }
    return standing_alone(render_to_string("situation/funnel.html", context), _STYLE)


def standing_alone(svg: str, style: str) -> str:
    """A drawing of a page, as a file that brings its colours along."""
    opening, _, rest = svg.partition(">")
    return f'{opening} xmlns="http://www.w3.org/2000/svg">{style}{rest}'
