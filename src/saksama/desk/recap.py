"""The weekly recap to the province in words and tables, for page, XLSX and PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saksama.cases.class_names import class_rows
from saksama.desk import wording
from saksama.desk.books import Limit, Week
from saksama.desk.period import Period
from saksama.desk.places import Desk
from saksama.desk.register_sheets import as_of, region_mark
from saksama.documents import letterheads, pdf, xlsx
from saksama.pages.formats import language, long_date, number, plain_date


@dataclass(frozen=True, slots=True)
class Part:
    """One section: a heading, an optional sentence, a table.

    ``numbers``: columns of figures.   ``has_total``: the last row is the sum of those above.
    """

    heading: str
    text: str = ""
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str | int]] = ()
    numbers: frozenset[int] = frozenset()
    has_total: bool = False


def title(week: Week) -> str:
    """The recap in one sentence."""
    handled = week.day.figures.handled
    return ngettext(
        "%(count)s violation handled up to this week", "%(count)s violations handled up to this week", handled
    ) % {"count": wording.in_words(handled)}


def parts(week: Week, *, with_limits: bool) -> list[Part]:
    """All sections; the limits only for readers who may see cases."""
    found = [_what_happened(week), _standing(week), _by_class(week)]
    return [*found, _missed(week), _ahead(week)] if with_limits else found


def _what_happened(week: Week) -> Part:
    counts = week.counts
    rows = [
        (_("Reports received"), counts["received"]),
        (_("Findings proposed"), counts["findings"]),
        (_("Preliminary information recorded"), counts["information"]),
        (_("Registered"), counts["registered"]),
        (_("Not registered"), counts["not_registered"]),
        (_("Handling extended"), counts["extended"]),
        (_("Decided in plenary"), counts["decided"]),
        (_("Forwarded"), counts["forwarded"]),
        (_("Stopped or withdrawn"), counts["stopped"]),
    ]
    return Part(_("Acts of this week"), head=(_("Act"), _("Cases")), rows=rows, numbers=frozenset({1}))


def _standing(week: Week) -> Part:
    figures, course = week.day.figures, week.day.course
    rows = [
        (_("Still running"), course.running),
        (_("Forwarded"), course.forwarded),
        (_("Ended"), course.ended),
        (_("Violations handled"), figures.handled),
    ]
    text = _(
        "Counted apart: %(received)s received and not yet studied, %(information)s of preliminary information."
    ) % {"received": number(figures.received_only), "information": number(figures.information)}
    return Part(
        _("State at the end of the week"), text=text, head=(_("Course"), _("Cases")), rows=rows,
        numbers=frozenset({1}),
        has_total=True,
    )  # fmt: skip


def _by_class(week: Week) -> Part:
    rows = class_rows(week.day.figures.by_class, on=week.last)
    text = _("A matter with two classes counts in both.") if rows else _("No class has been given yet.")
    return Part(_("By class"), text=text, head=(_("Class"), _("Cases")), rows=rows, numbers=frozenset({1}))


def _missed(week: Week) -> Part:
    if not week.missed:
        return Part(_("Limits missed"), text=_("No limit was missed."))
    rows = [(item.number, _step(item), plain_date(item.due_on), _met(item)) for item in week.missed]
    return Part(_("Limits missed"), head=(_("Number"), _("Step"), _("Limit"), _("Done")), rows=rows)


def _ahead(week: Week) -> Part:
    if not week.ahead:
        return Part(_("Limits of the next seven days"), text=_("No limit ends in the next seven days."))
    rows = [(item.number, _step(item), long_date(item.due_on)) for item in week.ahead]
    return Part(_("Limits of the next seven days"), head=(_("Number"), _("Step"), _("Limit")), rows=rows)


def _step(item: Limit) -> str:
    return str(wording.STEPS.get(item.step, item.step))


def _met(item: Limit) -> str:
    return plain_date(item.ended_on) if item.ended_on else _("not yet")


def period_of(week: Week) -> Period:
    return Period(week.first, week.last)


def sheet(week: Week, *, desk: Desk, at: datetime) -> bytes:
    """One sheet: part, line, figure or text; a spreadsheet can be filtered by part."""
    rows = [
        (part.heading, *_three(row))
        for part in parts(week, with_limits=bool(desk.cases))
        for row in part.rows
    ]
    return xlsx.table(
        _("Weekly recap"),
        [
            xlsx.Column(_("Part"), width=32),
            xlsx.Column(_("Line"), width=40),
            xlsx.Column(_("Cases"), "number"),
            xlsx.Column(_("Details"), width=60),
        ],
        rows,
        as_of=as_of(period_of(week), desk, at),
        sample=week.is_sample,
        zone=desk.zone,
    )


def _three(row: Sequence[str | int]) -> tuple[str, int | None, str]:
    """``(line, figure, details)``: a row of figures has one, a row of limits has details."""
    if len(row) == 2 and isinstance(row[1], int):
        return str(row[0]), row[1], ""
    return str(row[0]), None, " · ".join(str(value) for value in row[1:])


def document(week: Week, *, desk: Desk, at: datetime) -> bytes:
    """The recap as PDF, with a place for the chair's signature."""
    data = {
        "office": letterheads.of(desk.office),
        "issued_on": week.last.isoformat(),
        "as_of": as_of(period_of(week), desk, at),
        "sample": week.is_sample,
        "title": title(week),
        "period": _("Weekly recap · %(period)s") % {"period": period_of(week).words},
        "sections": [_section(part) for part in parts(week, with_limits=bool(desk.cases))],
        "signers": [{"post": _("Chair"), "name": "", "note": _("name in full")}],
        "place_and_day": ", ".join(filter(None, (desk.office.seat, plain_date(week.last)))),
    } | region_mark(desk)
    return pdf.render("weekly_recap", data, lang=language())


def _section(part: Part) -> dict[str, pdf.JSON]:
    section: dict[str, pdf.JSON] = {"heading": part.heading}
    if part.text:
        section["text"] = part.text
    if part.rows:
        section["table"] = {
            "columns": [
                {
                    "head": head,
                    "share": 1 if place in part.numbers else 3,
                    "align": "right" if place in part.numbers else "left",
                }
                for place, head in enumerate(part.head)
            ],
            "rows": [
                [number(value) if isinstance(value, int) else value for value in row] for row in part.rows
            ],
        }
    return section
