"""The briefing as slides that an office may edit: text, tables and charts of PowerPoint itself, no pictures of them."""

from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from saksama.documents import letterheads
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.sections import Section, Table
from saksama.situation.briefing.wording import cut_off, rows_that_fit, sample_note

PX = 9525
"""EMU of one pixel; the slide is 1280 by 720 of them."""
EDGE = 384
INK, QUIET, BRAND, PALE, WHITE = (
    RGBColor(0x21, 0x15, 0x25),
    RGBColor(0x55, 0x46, 0x5B),
    RGBColor(0x59, 0x1D, 0x47),
    RGBColor(0xEC, 0xD5, 0xE4),
    RGBColor(0xFF, 0xFF, 0xFF),
)
FACE = "Plus Jakarta Sans"


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
    large = 150 if len(part.big) <= 2 else 96 if len(part.big) <= 5 else 44
    _text(slide, (44, 215, 330, 210), part.big, size=large, colour=WHITE)
    _text(slide, (44, 430, 320, 110), part.big_label, size=21, colour=WHITE, bold=True)
    _title(slide, part.title)
    rule = slide.shapes.add_connector(1, *(Emu(value * PX) for value in (444, 186, 1216, 186)))
    rule.line.color.rgb, rule.line.width = INK, Pt(1.5)
    top = 210
    if part.units:
        top = _bars(slide, part, top)
    elif part.table:
        top = _table(slide, part.table, top)
    _text(
        slide,
        (444, top, 772, 640 - top),
        "\n".join([*part.text[:3], *cut_off(part.table if not part.units else None)]),
        size=16,
        colour=QUIET,
    )
    _text(slide, (444, 664, 700, 40), foot, size=10.5, colour=QUIET)
    _text(slide, (1160, 664, 56, 40), str(number), size=10.5, colour=QUIET, right=True)
    slide.notes_slide.notes_text_frame.text = "\n".join([*part.text, part.source, *part.unsure])


def _title(slide: Any, text: str) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Emu(value * PX) for value in (444, 48, 772, 128))
    title.text_frame.word_wrap = True
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    title.text_frame.text = _printable(text)
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    _dress(paragraph.runs[0], 30 if len(text) <= 84 else 22, INK, bold=True)


def _bars(slide: Any, part: Section, top: int) -> int:
    data = CategoryChartData()
    data.categories = [label for label, _ in reversed(part.units)]
    data.add_series(part.big_label, [count for _, count in reversed(part.units)])
    height = 44 * len(part.units) + 30
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, *(Emu(value * PX) for value in (444, top, 772, height)), data
    )
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    chart.value_axis.visible, chart.value_axis.has_major_gridlines, chart.value_axis.minimum_scale = (
        False,
        False,
        0,
    )
    chart.category_axis.format.line.fill.background()
    chart.category_axis.tick_labels.font.size, chart.category_axis.tick_labels.font.name = Pt(15), FACE
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.font.size, plot.data_labels.font.bold, plot.data_labels.font.name = Pt(16), True, FACE
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = BRAND
    return top + height + 16


def _table(slide: Any, table: Table, top: int) -> int:
    rows = [table.head, *table.rows[: rows_that_fit(table)]]
    height = 34 * len(rows)
    frame = slide.shapes.add_table(
        len(rows), len(table.head), *(Emu(value * PX) for value in (444, top, 772, height))
    )
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
                _dress(run, 14, INK, bold=place == 0)
    return top + height + 16


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
