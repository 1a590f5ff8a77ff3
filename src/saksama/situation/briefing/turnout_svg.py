"""The page's own bars of turnout, with their colours inside, for paper and slides."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from saksama.situation.briefing.funnel_svg import standing_alone
from saksama.situation.turnout_chart import draw
from saksama.situation.turnout_page import Compared

_STYLE = """<style>
.situation-turnout__before{fill:#ecd5e4}.situation-turnout__now{fill:#591d47}
.situation-turnout__target{stroke:#211525;stroke-width:4}.situation-turnout__grid{stroke:#dfd7df;stroke-width:1}
text{font-family:'Plus Jakarta Sans';font-size:15px;fill:#55465b}.situation-turnout__name{fill:#211525}
.situation-turnout__figure{fill:#211525;font-weight:700}
</style>"""


def of(rows: Sequence[Compared], title: str) -> str:
    """An SVG that stands by itself, or empty where there is nothing to draw."""
    chart = draw(rows)
    if chart is None:
        return ""
    context = {"chart": chart, "id": "turnout", "title": title}
    return standing_alone(render_to_string("situation/turnout_chart.html", context), _STYLE)
