"""The same papers as DOCX, to be changed by hand before they are signed (python-docx)."""

import io
from typing import Any, Final

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(data: dict[str, Any]) -> bytes:
    """The invitation letter of ``papers.invitation``."""
    document = _sheet(data)
    for label, value in ((_("Number"), data["number"] or "–"), (_("Concerning"), data["title"])):
        document.add_paragraph(f"{label}\t: {value}")
    document.add_paragraph(data["place_and_day"]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    addressee = data["addressee"]
    document.add_paragraph("Yth.\n" + "\n".join(part for part in addressee.values() if part))
    for text in (data["moved"], data["opening"]):
        if text:
            document.add_paragraph(text)
    _facts(
        document,
        [
            [_("Day, date"), data["day"]],
            [_("Time"), data["time"]],
            [_("Venue"), data["venue"]],
            [_("Theme"), data["theme"]],
        ],
    )
    if data["agenda"]:
        document.add_paragraph(_("Agenda")).runs[0].bold = True
        _table(document, [_("Time"), _("Item"), _("Speaker")], data["agenda"])
    document.add_paragraph(f"{data['reply_note']}\n{data['reply_url']}")
    if data["contact"]:
        document.add_paragraph(_("Questions: %(contact)s.") % {"contact": data["contact"]})
    _signers(document, data["signers"])
    return _bytes(document)


def minutes(data: dict[str, Any]) -> bytes:
    """The minutes of ``minutes_paper.data``."""
    document = _sheet(data)
    document.add_heading(data["title"], 1)
    _facts(document, data["meeting"])
    document.add_paragraph(data["attendance"])
    if data["seats"]:
        _table(document, [_("Group"), _("Invited"), _("Present"), _("Represented")], data["seats"])
    document.add_paragraph(data["represented"])
    if data["agenda"]:
        document.add_heading(_("Agenda"), 2)
        _table(document, [_("Time"), _("Item"), _("Speaker")], data["agenda"])
    if data["discussion"]:
        document.add_heading(_("Discussion"), 2)
        document.add_paragraph(data["discussion"])
    for question in data["questions"]:
        document.add_paragraph(f"{question['asker']}: {question['text']}\n{question['answer']}")
    heads = [_("What is promised"), _("Institution"), _("By the day")]
    if data["decisions"]:
        document.add_heading(_("Decisions and commitments"), 2)
    for decision in data["decisions"]:
        document.add_paragraph(decision["text"]).runs[0].bold = True
        if decision["commitments"]:
            _table(document, heads, decision["commitments"])
    if data["unpaid"]:
        document.add_heading(_("Opens with what earlier meetings left unpaid"), 2)
        _table(document, heads, data["unpaid"])
    _signers(document, data["signers"])
    return _bytes(document)


def _sheet(data: dict[str, Any]) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].font.name = "Arial"
        document.styles[name].font.color.rgb = RGBColor(0x21, 0x15, 0x25)
    style.paragraph_format.space_after = Pt(6)
    head = document.add_paragraph()
    for line in (data["office"]["line_1"], data["office"]["line_2"]):
        if line:
            head.add_run(f"{line}\n").bold = True
    head.add_run(data["office"]["address"])
    if data["sample"]:
        document.add_paragraph(_("CONTOH. Names and events in this document are invented.")).runs[
            0
        ].bold = True
    return document


def _facts(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
        cells[0].width, cells[1].width = Mm(38), Mm(130)
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _table(document: Any, heads: list[str], rows: list[list[str]]) -> None:
    table = document.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
        cell.paragraphs[0].runs[0].bold = True
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
    for cell in table._cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(2)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _signers(document: Any, signers: list[dict[str, str]]) -> None:
    for signer in signers:
        document.add_paragraph(f"\n{signer['post']}\n\n\n{signer.get('name') or '_' * 32}")


def _bytes(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
