"""The briefing as a Word document that an office may edit; same order and words as the PDF."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from saksama.documents import letterheads
from saksama.pages import formats
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts
from saksama.situation.briefing.sections import Section, Table
from saksama.situation.briefing.wording import sample_note, sheet_name

BRAND, QUIET = RGBColor(0x59, 0x1D, 0x47), RGBColor(0x55, 0x46, 0x5B)
FACE = "Plus Jakarta Sans"


def of(told: Facts) -> bytes:
    """A4 with the office's name at its head."""
    document = Document()
    _set_up(document)
    office = letterheads.of(told.office)
    _line(document, f"{office['line_1']} {office['line_2']}".strip(), size=13, bold=True)
    if office["address"]:
        _line(document, str(office["address"]), size=8.5, colour=QUIET)
    _line(document, f"{sheet_name()} · {sections.as_of(told)}", size=9, colour=QUIET)
    document.add_heading(sections.title(told), level=0)
    if told.is_sample:
        _line(document, f"CONTOH. {sample_note()}", bold=True, colour=BRAND)
    parts = sections.of(told)
    for number, part in enumerate(parts, start=1):
        _section(document, number, part)
    unsure = list(dict.fromkeys(line for part in parts for line in part.unsure))
    if unsure:
        _line(document, "? " + " · ".join(unsure), size=8.5, colour=QUIET)
    document.core_properties.title = sections.title(told)
    document.core_properties.author = str(office["line_1"])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document) -> None:  # type: ignore[valid-type]
    page = document.sections[0]  # type: ignore[attr-defined]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 12)):
        style = document.styles[name]  # type: ignore[attr-defined]
        style.font.name, style.font.size = FACE, Pt(size)
        if name == "Title":
            for line in style.element.xpath(".//w:pBdr"):
                line.getparent().remove(line)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x21, 0x15, 0x25)


def _section(document: Document, number: int, part: Section) -> None:  # type: ignore[valid-type]
    document.add_heading(f"{number}. {part.title}", level=1)  # type: ignore[attr-defined]
    for line in part.text:
        _line(document, line)
    if part.units:
        rows = [(label, formats.number(count)) for label, count in part.units]
        _table(document, Table(("", ""), rows, frozenset({1})), headed=False)
    if part.table:
        _table(document, part.table)
    if part.source:
        _line(document, part.source, size=8.5, colour=QUIET)


def _table(document: Document, table: Table, *, headed: bool = True) -> None:  # type: ignore[valid-type]
    rows = [table.head, *table.rows] if headed else list(table.rows)
    drawn = document.add_table(rows=len(rows), cols=len(table.head))  # type: ignore[attr-defined]
    drawn.autofit = False
    drawn._tbl.tblPr.append(parse_xml(_LINES))
    for column, width in zip(drawn.columns, table.widths, strict=True):
        column.width = Mm(170 * width / sum(table.widths))
        for cell in column.cells:
            cell.width = column.width
    for place, row in enumerate(rows):
        facts = drawn.rows[place]._tr.get_or_add_trPr()
        facts.append(OxmlElement("w:cantSplit"))
        if headed and place == 0:
            facts.append(OxmlElement("w:tblHeader"))  # stands again on the next page
        for column, text in enumerate(row):
            paragraph = drawn.cell(place, column).paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(_printable(text))
            run.font.size = Pt(9.5)
            run.bold = (headed and place == 0) or (table.has_total and place == len(rows) - 1)
            if column in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().paragraph_format.space_after = Pt(0)  # type: ignore[attr-defined]


_LINES = f"""<w:tblBorders {nsdecls("w")}>
<w:top w:val="single" w:sz="8" w:color="211525"/><w:bottom w:val="single" w:sz="8" w:color="211525"/>
<w:insideH w:val="single" w:sz="4" w:color="B9AEBB"/></w:tblBorders>"""
"""Ruled as on the sheet: lines between rows, none between columns."""


def _line(
    document: Document,  # type: ignore[valid-type]
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.paragraph_format.space_after = Pt(4)
    run = paragraph.add_run(_printable(text))
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour


def _printable(text: str) -> str:
    """XML holds no control characters; what a person typed must never stop the document."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)
