"""The briefing as slides that an office may edit: text, tables and charts of PowerPoint itself, no pictures of them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from saksama.documents import letterheads
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.sections import Section, Table
from saksama.situation.briefing.wording import cut_off, lines_of, rows_that_fit, sample_note
from saksama.situation.turnout_chart import FEW
from saksama.situation.turnout_page import Compared

PX = 9525
"""EMU of one pixel; the slide is 1280 by 720 of them."""
POINT = 4 / 3
"""Pixels of one point."""
EDGE = 384
INK, QUIET, BRAND, PALE, WHITE = (
    RGBColor(0x21, 0x15, 0x25),
    RGBColor(0x55, 0x46, 0x5B),
    RGBColor(0x59, 0x1D, 0x47),
    RGBColor(0xEC, 0xD5, 0xE4),
    RGBColor(0xFF, 0xFF, 0xFF),
)
FACE = "Plus Jakarta Sans"
SIGNS = 58
"""Letters across a slide in a face wider than ours, which a machine without it takes instead."""


def of(told: Facts) -> bytes:
    """One slide for each section."""
    show = Presentation()
    show.slide_width, show.slide_height = Emu(1280 * PX), Emu(720 * PX)
    office = letterheads.of(told.office)
    foot = f"{office['line_1']} {office['line_2']}".strip() + f" · {sections.as_of(told)}"
    if told.is_sample:
        foot += f" · CONTOH. {sample_note()}"
    for number, part in enumerate(sections.of(told), start=1):
        _slide(show, part, told, foot, number)
    show.core_properties.title = sections.title(told)
    show.core_properties.author = str(office["line_1"])
    file = BytesIO()
    show.save(file)
    return file.getvalue()


def _slide(show: Any, part: Section, told: Facts, foot: str, number: int) -> None:
    slide = show.slides.add_slide(
        show.slide_layouts[5]
    )  # title only: the title is found by readers of the screen
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(EDGE * PX), Emu(720 * PX))
    band.fill.solid()
    band.fill.fore_color.rgb = BRAND
    band.line.fill.background()
    _text(slide, (44, 150, 300, 60), sections.as_of(told), size=15, colour=PALE)
    large = min(150, 340 // max(1, len(part.big)))  # in one line, whatever the face
    _text(slide, (44, 215, 330, 210), part.big, size=large, colour=WHITE)
    below = 225 + int(large * POINT * 1.3)
    _text(slide, (44, below, 320, 110), part.big_label, size=21, colour=WHITE, bold=True)
    _title(slide, part.title)
    rule = slide.shapes.add_connector(1, *(Emu(value * PX) for value in (444, 186, 1216, 186)))
    rule.line.color.rgb, rule.line.width = INK, Pt(1.5)
    text, top, shown = list(part.text[:2]), 210, 0
    if part.units:
        top = _bars(slide, part.big_label, part.units, top)
    elif part.funnel:
        text, top = text[:1], _bars(slide, part.big_label, _against(told), top)
    elif part.turnout:
        text, top = list(part.text[:3]), _turnout(slide, part.turnout, top)
        text = text if len(part.turnout) <= FEW else []
    elif part.table:
        shown = rows_that_fit(part.table, text, signs=SIGNS)
        top = _table(slide, part.table, shown, top)
    words = [*text, *(cut_off(part.table, shown) if shown else [])]
    _text(slide, (444, top, 772, 640 - top), "\n".join(words), size=15, colour=QUIET)
    _text(slide, (444, 664, 700, 40), foot, size=10.5, colour=QUIET)
    _text(slide, (1160, 664, 56, 40), str(number), size=10.5, colour=QUIET, right=True)
    slide.notes_slide.notes_text_frame.text = "\n".join([*part.text, part.source, *part.unsure])


def _title(slide: Any, text: str) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Emu(value * PX) for value in (444, 48, 772, 128))
    title.text_frame.word_wrap = True
    title.text_frame.margin_left = 0
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    title.text_frame.text = _printable(text)
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _dress(paragraph.runs[0], 30 if len(text) <= 48 else 24 if len(text) <= 84 else 20, INK, bold=True)


def _against(told: Facts) -> Sequence[tuple[str, float]]:
    """The count beside what size alone would give; the funnel itself stands on the sheet."""
    verdict = told.normality.against.verdict
    usual = [(_("Usual up to"), verdict.usual[1])] if verdict.usual else []
    return [
        (_("Recorded"), told.normality.observed),
        (_("Expected from size alone"), round(verdict.expected or 0, 1)),
        *usual,
    ]


def _bars(slide: Any, series: str, rows: Sequence[tuple[str, float]], top: int) -> int:
    height = 44 * len(rows) + 30
    columns = {series: (BRAND, [count for _label, count in rows])}
    _chart(slide, [label for label, _count in rows], columns, (444, top, 772, height), sizes=(15, 16))
    return top + height + 16


def _turnout(slide: Any, rows: Sequence[Compared], top: int) -> int:
    """Turnout of each area beside target and last vote; what is known nowhere has no bars."""
    known = {
        _("Turnout of the sheets entered"): (BRAND, [row.share for row in rows]),
        _("Last vote"): (PALE, [row.before for row in rows]),
        pgettext("turnout", "Target"): (INK, [row.target for row in rows]),
    }
    columns = {
        name: (colour, [float(value) / 100 if value is not None else None for value in values])
        for name, (colour, values) in known.items()
        if any(value is not None for value in values)
    }
    height = min(436, 70 + (40 * len(columns) + 24) * len(rows))
    sizes = (15, 16) if len(rows) <= FEW else (10, 10)
    chart = _chart(slide, [row.name for row in rows], columns, (444, top, 772, height), sizes=sizes)
    _percents(chart.plots[0], has_room=len(rows) <= FEW)
    chart.value_axis.maximum_scale = 1
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size, chart.legend.font.name = Pt(13), FACE
    return top + height + 16


def _percents(plot: Any, *, has_room: bool) -> None:
    """Figures as per cent: of every bar, or of the turnout alone where many bars stand close."""
    labels = [plot.data_labels]
    if not has_room:
        plot.has_data_labels, plot.gap_width = False, 25
        labels = [plot.series[0].data_labels]
        _as_figures(labels[0], 10)
    for label in labels:
        label.number_format, label.number_format_is_linked, label.show_value = "0.0%", False, True


def _as_figures(labels: Any, size: float) -> None:
    labels.font.size, labels.font.bold, labels.font.name = Pt(size), True, FACE
    labels._element.get_or_add_txPr().bodyPr.set("wrap", "none")
    labels.position = XL_LABEL_POSITION.OUTSIDE_END


def _chart(
    slide: Any,
    labels: Sequence[str],
    columns: Mapping[str, tuple[RGBColor, Sequence[float | None]]],
    box: tuple[int, int, int, int],
    *,
    sizes: tuple[float, float],
) -> Any:
    """Bars that lie, the first on top. ``columns``: ``{name: (colour, values)}``.   sizes: of labels and figures."""
    data = CategoryChartData()
    data.categories = list(labels)
    for name, (_colour, values) in columns.items():
        data.add_series(name, list(values))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *(Emu(value * PX) for value in box), data)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    axis = chart.value_axis
    axis.visible, axis.has_major_gridlines, axis.minimum_scale = False, False, 0
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size, chart.category_axis.tick_labels.font.name = Pt(sizes[0]), FACE
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    _as_figures(plot.data_labels, sizes[1])
    for series, (colour, _values) in zip(plot.series, columns.values(), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
    return chart


def _table(slide: Any, table: Table, shown: int, top: int) -> int:
    rows = [table.head, *table.rows[:shown]]
    heights = [10 + 24 * lines_of(row, table, signs=SIGNS) for row in rows]
    frame = slide.shapes.add_table(
        len(rows), len(table.head), *(Emu(value * PX) for value in (444, top, 772, sum(heights)))
    )
    for line, height in zip(frame.table.rows, heights, strict=True):
        line.height = Emu(height * PX)
    grid = frame.table
    grid.horz_banding = False
    for column, width in zip(grid.columns, table.widths, strict=True):
        column.width = Emu(int(772 * PX * width / sum(table.widths)))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = grid.cell(place, column)
            cell.fill.background()
            cell.text_frame.text = _printable(text)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if column in table.numbers else PP_ALIGN.LEFT
            for run in paragraph.runs:
                _dress(run, 14 if place else 12, INK, bold=not place)
    return top + sum(heights) + 16


def _text(
    slide: Any,
    box: tuple[int, int, int, int],
    text: str,
    *,
    size: float,
    colour: RGBColor,
    bold: bool = False,
    right: bool = False,
) -> None:
    frame = slide.shapes.add_textbox(*(Emu(value * PX) for value in box)).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for place, line in enumerate(_printable(text).split("\n")):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        _dress(paragraph.add_run(), size, colour, bold=bold, text=line)


def _dress(run: Any, size: float, colour: RGBColor, *, bold: bool = False, text: str | None = None) -> None:
    if text is not None:
        run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FACE
    run.font.color.rgb = colour


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
