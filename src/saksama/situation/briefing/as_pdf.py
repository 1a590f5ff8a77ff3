"""The briefing as PDF, on A4 and as slides 16:9."""

from collections.abc import Sequence
from datetime import datetime

from saksama.documents import letterheads, pdf
from saksama.pages import formats
from saksama.situation.briefing import funnel_svg, sections, turnout_svg
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.sections import Section, Table
from saksama.situation.briefing.wording import cut_off, rows_that_fit, sheet_name
from saksama.situation.turnout_chart import FEW


def sheet(told: Facts, *, at: datetime | None = None) -> bytes:
    """On paper, with the office's letterhead."""
    parts = sections.of(told)
    data = _head(told, parts) | {
        "over": f"{sheet_name()} · {sections.as_of(told)}",
        "sections": [_section(part, told) for part in parts],
    }
    return pdf.render("briefing", data, lang=formats.language(), issued_at=at)


def slides(told: Facts, *, at: datetime | None = None) -> bytes:
    """To be shown on a wall."""
    parts = sections.of(told)
    data = _head(told, parts) | {
        "over": sections.as_of(told),
        "slides": [_slide(part, told, parts) for part in parts],
    }
    return pdf.render("briefing_slides", data, lang=formats.language(), issued_at=at)


def _head(told: Facts, parts: Sequence[Section]) -> dict[str, pdf.JSON]:
    return {
        "office": letterheads.of(told.office),
        "issued_on": told.on.isoformat(),
        "as_of": sections.as_of(told),
        "sample": told.is_sample,
        "title": sections.title(told),
        "unsure": list(dict.fromkeys(line for part in parts for line in part.unsure)),
    }


def _section(part: Section, told: Facts) -> dict[str, pdf.JSON]:
    return {
        "heading": part.title,
        "text": list(part.text),
        "units": _units(part),
        "table": _table(part.table) if part.table else None,
        "funnel_svg": funnel_svg.of(told.normality) if part.funnel else "",
        "turnout_svg": turnout_svg.of(part.turnout, part.title),
        "source": part.source,
    }


def _slide(part: Section, told: Facts, parts: Sequence[Section]) -> dict[str, pdf.JSON]:
    """One picture a slide: a chart, else the units, else the table."""
    table = part.table if part.table and not part.units and not part.funnel and not part.turnout else None
    text = list(part.text[: _lines(part)])
    shown = rows_that_fit(table, text) if table else 0
    return {
        "big": part.big,
        "big_label": part.big_label,
        "title": part.title,
        "text": [*text, *cut_off(table, shown)],
        "units": _units(part) if not part.funnel else [],
        "table": _table(table, most=shown) if table else None,
        "funnel_svg": funnel_svg.of(told.normality) if part.funnel else "",
        "turnout_svg": turnout_svg.of(part.turnout, part.title),
        "turnout_is_tall": len(part.turnout) > FEW,
        "figures": _glance(parts) if part.key == "cases" else [],
        "source": part.source if part.key != "cases" else "",
    }


def _lines(part: Section) -> int:
    """Lines of text that a slide has room for beside its picture."""
    if part.turnout:
        return 3 if len(part.turnout) <= FEW else 0
    return 1 if part.funnel or part.units else 2


def _glance(parts: Sequence[Section]) -> list[pdf.JSON]:
    """The other figures of the day, small, under the cases."""
    wanted = [part for part in parts if part.key in {"vulnerability", "neutrality", "situation"}]
    return [{"value": part.big, "label": part.big_label} for part in wanted]


def _units(part: Section) -> list[pdf.JSON]:
    return [{"label": label, "count": count, "shown": formats.number(count)} for label, count in part.units]


def _table(table: Table, most: int | None = None) -> dict[str, pdf.JSON]:
    return {
        "columns": [
            {"head": head, "share": width, "align": "right" if place in table.numbers else "left"}
            for place, (head, width) in enumerate(zip(table.head, table.widths, strict=True))
        ],
        "rows": [list(row) for row in table.rows[:most]],
        "total": table.has_total,
    }
