"""What the pages of results sheets show: sentences, rows, cells side by side."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.checklists.models import ResultSheet
from saksama.checklists.results import rules
from saksama.checklists.results.queries import Added, Progress
from saksama.checklists.results.wording import in_tongue, labels, told, written
from saksama.pages import formats

AT_ONCE = 20
"""Sheets among which the next one is chosen, so that people who work at once seldom get the same."""
PHOTOS = 6
State = ResultSheet.State


def headline(progress: Progress) -> str:
    """One sentence that carries the fact of the page."""
    if not progress.photos:
        return _("No photo of a results sheet has come yet.")
    shown = formats.number(progress.settled)
    if progress.settled == progress.stations:
        return _("All %(count)s results sheets are entered.") % {"count": shown}
    return ngettext(
        "%(count)s of %(stations)s results sheets is entered.",
        "%(count)s of %(stations)s results sheets are entered.",
        progress.settled,
    ) % {"count": shown, "stations": formats.number(progress.stations)}


def columns(paper: rules.Layout) -> list[dict[str, Any]]:
    """Heads of the table by district."""
    pairs = [
        {"label": in_tongue(cell.label), "number": True} for cell in paper.cells if cell.key in paper.pairs
    ]
    return [
        {"label": _("District")},
        {"label": _("Sheets in"), "number": True},
        {"label": _("Voted"), "number": True},
        {"label": _("Turnout"), "number": True},
        *pairs,
        {"label": _("Valid"), "number": True},
        {"label": _("Invalid"), "number": True},
        {"label": _("With a remark"), "number": True},
    ]


def rows(found: Iterable[Added], paper: rules.Layout) -> list[list[Any]]:
    """One row for each district."""
    return [_row(row, row.name, paper) for row in found]


def total(row: Added, paper: rules.Layout) -> list[Any]:
    """The last row."""
    return _row(row, _("All districts"), paper)


def _row(row: Added, name: str, paper: rules.Layout) -> list[Any]:
    inside = _("%(entered)s of %(stations)s") % {
        "entered": formats.number(row.entered), "stations": formats.number(row.stations)
    }  # fmt: skip
    figures = [written(row.figures.get(key)) for key in (*paper.pairs, "valid", "invalid")]
    return [
        name, inside, written(row.figures.get("present")), share(row.turnout), *figures, formats.number(row.remarks)
    ]  # fmt: skip


def share(percent: Decimal | None) -> str:
    """*70,98%*; a dash where it cannot be said."""
    return "–" if percent is None else formats.percent(percent / 100, 2)


def two(sheet: ResultSheet) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """The first and the second entry of the present round."""
    first, second = (row.figures for row in sheet.entries.filter(round=sheet.round, place__lte=2))
    return first, second


def differences(
    paper: rules.Layout, disputed: Iterable[str], first: rules.Figures, second: rules.Figures, form: Any
) -> list[dict[str, Any]]:
    """``[{label, first, second, box}]``: cell by cell, for the third person."""
    names = labels(paper)
    return [
        {"label": names[key], "first": written(first.get(key)), "second": written(second.get(key)), "box": form[key]}
        for key in disputed
    ]  # fmt: skip


def agreed(paper: rules.Layout, figures: rules.Figures) -> list[tuple[str, str]]:
    """What both read the same."""
    names = labels(paper)
    return [(names[key], written(figures[key])) for key in paper.keys if key in figures]


def figures(sheet: ResultSheet, paper: rules.Layout | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """``(block, [(cell, figure)])`` of a settled sheet; nothing before."""
    if sheet.figures is None or paper is None:
        return []
    held = sheet.figures
    return [
        (in_tongue(part.label), [(in_tongue(cell.label), written(held.get(cell.key))) for cell in part.cells])
        for part in paper.parts
    ]


def remarks(sheet: ResultSheet, paper: rules.Layout | None) -> list[str]:
    """What the paper itself gets wrong, in sentences; then what could not be checked."""
    if sheet.figures is None or paper is None:
        return []
    names = labels(paper)
    said = [told(paper, one) for one in rules.broken(paper, sheet.figures)]
    blind = [names[key] for key in paper.keys if sheet.figures.get(key) is None]
    if blind:
        said.append(_("Empty or not readable on the sheet: %(cells)s.") % {"cells": ", ".join(blind)})
    return said


def entries(sheet: ResultSheet) -> list[dict[str, Any]]:
    """Who entered when, never what; the earlier rounds too."""
    places = {1: _("First entry"), 2: _("Second entry"), 3: _("Settled by a third")}
    return [
        {"what": places[row.place], "name": row.account.name, "at": row.entered_at, "round": row.round}
        for row in sheet.entries.select_related("account").order_by("round", "place")
    ]


def thanks(sheet: ResultSheet) -> str:
    """What became of the entry, without a figure of the other's."""
    if sheet.state == State.SECOND:
        return _("Kept. Somebody else enters the same sheet now.")
    if sheet.state == State.THIRD:
        return _("Kept. The two entries differ; a third person settles it.")
    if sheet.remarks:
        return _("The sheet is entered. What it gets wrong itself is recorded as a remark.")
    return _("The sheet is entered; both entries agree.")
