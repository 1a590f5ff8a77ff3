"""Word files by docxtpl: for an office that edits a paper before it signs it.

A template is a .docx with places in braces, ours or an office's own. Places are filled as text (autoescape), in a
sandbox: a template brought by an office can neither reach the program nor fetch anything. The places and their meaning
stand in docs/documents.md; the names are Indonesian, because those who write templates are the offices.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import segno
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment, SecurityError

from saksama.documents.errors import BrokenWordTemplate
from saksama.documents.pdf import readable

FOLDER: Final = Path(__file__).parent / "word"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LARGEST: Final = 4 * 1024 * 1024
"""Bytes of an office's template; its parts together may unpack to ten times as much."""
KEPT: Final = 64
"""Compiled parts of templates that a process remembers: ours have a handful, an office's own as many again."""

_OUTSIDE: Final = re.compile(rb'TargetMode\s*=\s*"External"')
_HYPERLINK: Final = re.compile(rb'<Relationship [^>]*relationships/hyperlink"[^>]*>')
_RUNS: Final = re.compile(r"vbaProject|/activeX/|/embeddings/", re.IGNORECASE)


def render(shape: str, data: Mapping[str, Any], *, template: bytes | None = None) -> bytes:
    """Fill the template of ``shape``, or an office's own, with what the PDF of the same paper draws.

    Args:    data: as for ``pdf.render`` of that shape, with ``seal`` and ``verify_url`` when issued.
    Returns: the .docx; equal data and template give equal parts.
    Raises:  BrokenWordTemplate, naming the place or the line at fault.
    """
    source = template if template is not None else shipped(shape)
    check(source)
    try:
        document = DocxTemplate(io.BytesIO(source))
        document.render(places(document, data), jinja_env=_environment(), autoescape=True)
    except TemplateSyntaxError as fault:
        raise BrokenWordTemplate(detail=_syntax(fault)) from fault
    except UndefinedError as fault:
        raise BrokenWordTemplate(detail=_unknown(fault)) from fault
    except SecurityError as fault:
        raise BrokenWordTemplate(detail=f"{{{{ … }}}} tidak diizinkan: {fault}") from fault
    except (TemplateError, PackageNotFoundError, KeyError, ValueError, TypeError, OverflowError) as fault:
        raise BrokenWordTemplate(detail=str(fault) or type(fault).__name__) from fault
    return _written(document, data)


class _Remembering(SandboxedEnvironment):
    """Keeps what it has compiled: half the work of a Word file is reading the same template again."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._compiled = lru_cache(maxsize=KEPT)(super().from_string)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        if globals is None and template_class is None:
            return self._compiled(source)
        return super().from_string(source, globals, template_class)


@cache
def _environment() -> _Remembering:
    return _Remembering()


@cache
def shipped(shape: str) -> bytes:
    """The template that comes with the product, made by ``bin/word_templates``."""
    return (FOLDER / f"{shape}.docx").read_bytes()


def check(source: bytes) -> None:
    """Refuse what is no plain .docx: too large, macros, parts that lie elsewhere. Raises BrokenWordTemplate."""
    if len(source) > LARGEST:
        raise BrokenWordTemplate(detail=f"> {LARGEST // 1024 // 1024} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > 10 * LARGEST:
                raise BrokenWordTemplate(detail=f"> {10 * LARGEST // 1024 // 1024} MB")
            if "word/document.xml" not in package.namelist():
                raise BrokenWordTemplate(detail="word/document.xml")
            for part in parts:
                if _RUNS.search(part.filename):
                    raise BrokenWordTemplate(detail=part.filename)
                if part.filename.endswith(".rels") and _reaches_out(package.read(part)):
                    raise BrokenWordTemplate(detail=f"{part.filename}: TargetMode=External")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise BrokenWordTemplate(detail="DOCX?") from fault


def _reaches_out(relations: bytes) -> bool:
    """A picture or template that Word would fetch when it opens the file; a link that a person clicks is no harm."""
    return bool(_OUTSIDE.search(_HYPERLINK.sub(b"", relations)))


def places(document: DocxTemplate | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """Every place a template may use. Without ``document`` the picture of the code is left out."""
    office, to, seal = data["office"], data.get("addressee") or {}, data.get("seal") or {}
    found: dict[str, Any] = {
        "kop_1": office["line_1"],
        "kop_2": office.get("line_2", ""),
        "kop_alamat": office.get("address", ""),
        "judul": data["title"],
        "formulir": data.get("form", ""),
        "nomor": data.get("number", ""),
        "sifat": data.get("nature", ""),
        "lampiran": data.get("enclosures", ""),
        "tempat_tanggal": data.get("place_and_day", ""),
        "tujuan_nama": to.get("name", ""),
        "tujuan_selaku": to.get("as", ""),
        "tujuan_alamat": to.get("address", ""),
        "pembuka": data.get("opening", ""),
        "pernyataan": data.get("statement", ""),
        "penutup": data.get("closing", ""),
        "rahasia": bool(data.get("confidential")),
        "bagian": [_part(section) for section in data.get("sections", ())],
        "penanda_tangan": [
            {"jabatan": one["post"], "nama": one.get("name", ""), "keterangan": one.get("note", "")}
            for one in data.get("signers", ())
        ],
        "tembusan": list(data.get("copies") or ()),
        "belum_pasti": list(data.get("unsure") or ()),
        "contoh": bool(data.get("sample")),
        "pratinjau": bool(data.get("draft")),
        "kode": seal.get("code", ""),
        "sidik": seal.get("fingerprint", ""),
        "nilai": data.get("values", {}),
    }
    found = _readable(found)
    found["qr"] = _picture(document, str(data.get("verify_url") or "")) if document is not None else ""
    return found


def _part(section: Mapping[str, Any]) -> dict[str, Any]:
    table = section.get("table") or {"columns": [], "rows": []}
    answers = [{"tanya": question, "jawab": answer} for question, answer in section.get("dialogue", ())]
    return {
        "judul": section.get("heading", ""),
        "isi": section.get("text", ""),
        "rincian": [{"label": label, "nilai": value} for label, value in section.get("facts", ())],
        "kolom": [column["head"] for column in table["columns"]],
        "baris": [list(row) for row in table["rows"]],
        "butir": list(section.get("items", ())),
        "tanya_jawab": answers,
    }


def _readable(value: Any) -> Any:
    """As the PDF prints it: without control characters, lines ended in one way."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, Mapping):
        return {key: _readable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(part) for part in value]
    return value


def _picture(document: DocxTemplate, address: str) -> Any:
    """The code of the foot as a picture, where the paper has one."""
    if not address:
        return ""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="png", scale=6, border=4)
    drawn.seek(0)
    return InlineImage(document, drawn, width=Mm(18))


def _written(document: DocxTemplate, data: Mapping[str, Any]) -> bytes:
    """The file with the paper's own day in its properties, never the machine's clock or the template's author."""
    moment = datetime.fromisoformat(str(data["issued_on"])).replace(tzinfo=UTC)
    properties = document.docx.core_properties
    properties.title, properties.author = str(data["title"]), str(data["office"]["line_1"])
    properties.last_modified_by, properties.comments, properties.revision = "", "", 1
    properties.created = properties.modified = moment
    properties.language = "id"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _syntax(fault: TemplateSyntaxError) -> str:
    return f"{fault.message} (baris {fault.lineno})"


def _unknown(fault: UndefinedError) -> str:
    """The place that does not exist, as the office wrote it."""
    found = re.search(r"'([^']+)'(?: is undefined|$)", str(fault.message))
    return f"{{{{ {found[1]} }}}}" if found else str(fault.message)
