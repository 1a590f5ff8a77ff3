"""A form from an XLSForm: converted by pyxform, checked further by ``xpaths``; problems by sheet, row and column.

No Java: what ODK Validate would find is found by elementpath (syntax, functions) and graphlib (circles).
"""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from lxml import etree
from openpyxl import load_workbook
from pyxform.errors import ErrorCode, PyXFormError
from pyxform.xls2xform import convert

from saksama.checklists import xforms, xpaths
from saksama.checklists.xforms import Form

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_ROWS: Final = 20_000

SENTENCES: Final[Mapping[str, Any]] = {
    "not_a_sheet": _lazy(
        "This is no XLSX file. Save the form as “Excel workbook (.xlsx)” and choose it again."
    ),
    "too_large": _lazy("The file is larger than 2 MB. Put long lists into a CSV file beside the form."),
    "no_survey": _lazy("There is no sheet “survey”. The questions stand on a sheet of that name."),
    "no_columns": _lazy(
        "The columns “%(missing)s” are missing. Write these names, in English as they stand here, into the first row of"
        " the sheet."
    ),
    "no_questions": _lazy(
        "The sheet “survey” holds no question. Write one question into each row below the first."
    ),
    "no_type": _lazy("This row has no type. Write one into the column “type”, such as text or select_one."),
    "no_name": _lazy("This row has no name. Write a short one without spaces into the column “name”."),
    "bad_name": _lazy(
        "This name cannot be used. Begin with a letter; then letters, figures, dots, dashes, underscores."
    ),
    "name_twice": _lazy("The name “%(name)s” is used twice. Give one of the two questions another name."),
    "name_reserved": _lazy("The name “meta” is reserved. Choose another name."),
    "unknown_type": _lazy("The type “%(type)s” does not exist. See the list of types at xlsform.org."),
    "no_list": _lazy(
        "The list “%(list)s” does not stand on the sheet “choices”. Add it there, or mend its name here."
    ),
    "unknown_ref": _lazy(
        "It speaks of the question “%(name)s”, which is not on the sheet “survey”. Mend the name."
    ),
    "unclear_ref": _lazy(
        "It speaks of the question “%(name)s”, but several have that name. Give each its own."
    ),
    "bad_ref": _lazy("A reference is not finished. Write it as ${name}."),
    "no_begin": _lazy(
        "A group or repeat ends here that never began. Take the row away, or add its beginning."
    ),
    "no_end": _lazy("A group or repeat begins here that never ends. Add a row “end group” or “end repeat”."),
    "choice_without_label": _lazy(
        "This answer has no label. Write what people read into the column “label”."
    ),
    "choice_without_name": _lazy("This answer has no name. Write a short one into the column “name”."),
    "choice_twice": _lazy("This answer's name stands twice in the list. Give each answer its own."),
    "no_calculation": _lazy(
        "A row of type “calculate” needs an expression. Write one into the column “calculation”."
    ),
    "bad_parameters": _lazy(
        "The column “parameters” cannot be read. Write it as key=value, such as max-pixels=1024, with keys and values"
        " that this type of question knows."
    ),
    "bad_file_list": _lazy(
        "A list from a file needs a file name that ends in .csv, .xml or .geojson, such as “stations.csv”."
    ),
    "no_external_list": _lazy(
        "This list does not stand on the sheet “external_choices”. Add it there, with columns list_name and name, or"
        " use select_one with the sheet “choices”."
    ),
    "choice_with_space": _lazy(
        "The answer “%(name)s” has a space in its name. Where several answers may be chosen, names have none: write"
        " an underscore instead."
    ),
    "filter_and_other": _lazy(
        "“or other” does not go together with a choice_filter. Take one of the two away; an answer “other” can stand"
        " in the list itself."
    ),
    "table_list": _lazy(
        "In a group with the appearance table-list all questions use the same list, without choice_filter. Give them"
        " one list, or take the appearance away."
    ),
    "no_label": _lazy(
        "The question “%(name)s” shows people nothing. Write into the column “label” or “hint” what is asked."
    ),
    "no_picture": _lazy(
        "“%(name)s” has a big-image or a description of an image, but no image. Name one in the column"
        " “media::image”, or clear the other."
    ),
    "bad_media": _lazy(
        "There is no column “media::%(name)s”. For pictures and sound there are media::image, media::big-image,"
        " media::audio and media::video."
    ),
    "bad_trigger": _lazy(
        "The trigger “%(name)s” is a question that people cannot answer. Name one that they can see and change."
    ),
    "search_mixed": _lazy(
        "search() in the column “appearance” does not go together with this list. Use it for all questions with the"
        " list, or give this question a list of its own."
    ),
    "bad_audit": _lazy(
        "A row of type “audit” has no name, and its parameters are those of xlsform.org. Clear the name, or take the"
        " row away: the phone keeps times by itself."
    ),
    "bad_entities": _lazy(
        "Entities (the sheet “entities”, the column “save_to”) are not kept here, and this is not written as they"
        " should be. Take the sheet and the column away."
    ),
    "bad_osm": _lazy(
        "A question of type “osm” needs its list on the sheet “osm”. Add it, or use “geopoint”."
    ),
    "column_twice": _lazy(
        "The column “%(one)s” stands there twice, perhaps under two names. Keep one of them."
    ),
    "bad_choice_column": _lazy(
        "A column of the sheet “choices” has no name, or a name with a space. Give it a name without spaces."
    ),
    "xpath_syntax": _lazy(
        "The expression “%(expression)s” is not finished or misspelt. Check brackets, quotation marks, commas, and"
        " that words such as “and” stand between spaces."
    ),
    "xpath_function": _lazy(
        "The expression uses “%(name)s”, a function that forms do not have. Mend its name, or see the"
        " functions at xlsform.org."
    ),
    "xpath_arguments": _lazy(
        "A function in “%(expression)s” has too many or too few values. Compare it with its example at xlsform.org."
    ),
    "circle": _lazy(
        "These questions need each other and can never be calculated: %(names)s. Break the circle."
    ),
    "no_include": _lazy("A form cannot include another one. Copy its questions into this sheet."),
    "label_missing": _lazy(
        "No question has a label that people could read. Write what is asked into the column “label”."
    ),
    "not_an_xform": _lazy(
        "This is no XForm that can be read. Export it anew from the program that made it, or choose the XLSForm"
        " (.xlsx) it was made from."
    ),
    "row_unclear": _lazy(
        "This row cannot be understood. Compare type, name and parameters with the list at xlsform.org, or write the"
        " row anew."
    ),
    "form_unclear": _lazy(
        "The form cannot be understood, and it is not known where. Take out what was added last and choose it again;"
        " then put the rows back one by one."
    ),
}

_log = logging.getLogger(__name__)

_BY_CODE: Final = {
    "HEADER_001": "no_columns",
    "HEADER_002": "column_twice",
    "HEADER_003": "no_columns",
    "HEADER_004": "bad_choice_column",
    "LABEL_001": "choice_without_label",
    "NAMES_001": "name_twice",
    "NAMES_003": "bad_name",
    "NAMES_004": "name_twice",
    "NAMES_005": "name_reserved",
    "NAMES_006": "choice_without_name",
    "NAMES_007": "choice_twice",
    "NAMES_008": "bad_name",
    "NAMES_009": "bad_name",
    "NAMES_010": "bad_name",
    "NAMES_011": "bad_name",
    "NAMES_012": "bad_name",
    "PYREF_001": "bad_ref",
    "PYREF_002": "bad_ref",
    "PYREF_003": "unknown_ref",
    "PYREF_004": "unclear_ref",
    "SURVEY_001": "no_begin",
    "SURVEY_002": "no_end",
    "SURVEY_004": "bad_parameters",
    "SURVEY_005": "bad_parameters",
    **dict.fromkeys((f"ENTITY_{number:03}" for number in (*range(1, 10), 11, 12, 13)), "bad_entities"),
    **dict.fromkeys(("HEADER_005", "NAMES_014", "NAMES_015"), "bad_entities"),
    **dict.fromkeys((f"RANGE_{number:03}" for number in range(1, 13)), "bad_parameters"),
    **dict.fromkeys(("SURVEY_003", "SURVEY_006", "SURVEY_007", "SURVEY_008", "SURVEY_009"), "bad_parameters"),
}
_BY_WORDS: Final = (
    (re.compile(r"Question with no type"), "no_type"),
    (re.compile(r"with no name"), "no_name"),
    (re.compile(r"Missing calculation"), "no_calculation"),
    (re.compile(r"List name not in external choices sheet|an external_choices sheet"), "no_external_list"),
    (re.compile(r"List name not in (?:choices|columns) sheet: ?(?P<list>.+)"), "no_list"),
    (re.compile(r"Choice names with spaces .*See \[(?P<name>[^\]]*)\]"), "choice_with_space"),
    (
        re.compile(r"Choice filter not supported with or_other|choices for this 'or other'"),
        "filter_and_other",
    ),
    (re.compile(r"table-list appearance|Badly formatted table list"), "table_list"),
    (re.compile(r"element named '(?P<name>[^']*)' has no label or hint"), "no_label"),
    (re.compile(r"specify an image for the survey element named (?P<name>[^ ]+?)\.?$"), "no_picture"),
    (re.compile(r"Media type: (?P<name>\S+) not supported"), "bad_media"),
    (re.compile(r"\$\{(?P<name>[^}]*)\} is not user-visible"), "bad_trigger"),
    (
        re.compile(r"Question '(?P<name>[^']*)' (?:is a select from file type|uses 'search\(\)')"),
        "search_mixed",
    ),
    (re.compile(r"Audits must|the audit,|track-changes|identify-user|Parameter location-"), "bad_audit"),
    (re.compile(r"should end with one of the supported file extensions"), "bad_file_list"),
    (
        re.compile(
            r"must be set to true or false|must have an integer value|Parameters must include|seed value"
            r"|Invalid value for quality"
        ),
        "bad_parameters",
    ),
    (re.compile(r"Unknown question type '(?P<type>[^']*)'"), "unknown_type"),
    (re.compile(r"Duplicate column header: (?P<one>.+)"), "column_twice"),
    (re.compile(r"There should be a choices sheet"), "no_list"),
    (re.compile(r"You must have a sheet named 'survey'|survey.*(?:missing|required)", re.I), "no_survey"),
    (re.compile(r"\$\{(?P<name>[^}]*)\}"), "unknown_ref"),
)
_ROW: Final = re.compile(r"\[row : (\d+)\]")
_SHEET: Final = re.compile(
    r"'(survey|choices|settings|entities|external_choices|osm)' sheet|sheet(?: named)?: '(\w+)'"
)
_QUOTED: Final = re.compile(r"['“{/]([\w.\-]+)['”}/]")
_COLUMN: Final = re.compile(r"the '([\w:\- ]+)' value")
_ATTRIBUTES: Final = {
    "relevant": "relevant",
    "constraint": "constraint",
    "calculate": "calculation",
    "required": "required",
    "readonly": "read_only",
    "nodeset": "choice_filter",
}
"""Attribute of the XForm: column of the XLSForm."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem. ``row`` as the spreadsheet counts, None where it is about the whole sheet."""

    code: str
    sheet: str = "survey"
    row: int | None = None
    column: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the language of the page."""
        return str(SENTENCES[self.code]) % {
            "missing": "",
            "name": "",
            "list": "",
            "type": "",
            **self.facts,
        }

    @property
    def place(self) -> str:
        """``Sheet survey, row 7, column constraint``."""
        parts = [_("Sheet %(sheet)s") % {"sheet": self.sheet}] if self.sheet else []
        parts += [_("row %(row)s") % {"row": self.row}] if self.row else []
        parts += [_("column %(column)s") % {"column": self.column}] if self.column else []
        return ", ".join(parts)


class Faulty(Exception):
    """The form cannot be taken; ``faults`` in the order of the sheets."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def read(data: bytes, *, default_version: str = "", default_id: str = "", default_title: str = "") -> Form:
    """The form written in an XLSForm.

    Args:   default_version, default_id, default_title: used where the sheet ``settings`` names none.
    Raises: Faulty with everything that is wrong, as far as it can be told at once.
    """
    rows = _rows(data)
    if early := list(_early(rows)):
        raise Faulty(early)
    warnings: list[str] = []
    try:
        made = convert(xlsform=io.BytesIO(data), warnings=warnings, validate=False, file_type=".xlsx")
        form_xml = made.xform
    except PyXFormError as error:
        raise Faulty([_told(error, rows)]) from error
    except Exception as error:  # pyxform meets odd cells with faults of its own
        raise Faulty([_unclear(f"{type(error).__name__}: {error}", rows)]) from error
    named = {name for _, row in rows.get("settings", []) for name, text in row.items() if text}
    form_id = "" if {"form_id", "id_string"} & named else default_id
    title = "" if {"form_title", "title"} & named else default_title  # the converter would say "data"
    form = xforms.read(_named(form_xml, form_id, default_version, title), warnings=tuple(warnings))
    if faults := list(deep_faults(form.xml, rows)):
        raise Faulty(faults)
    if form.questions and not any(question["label"] for question in form.questions):
        raise Faulty([Fault("label_missing")])
    return form


def read_xml(data: bytes) -> Form:
    """A form that is an XForm already. Raises Faulty."""
    try:
        form = xforms.read(data.decode("utf-8-sig"))
    except (xforms.NotAnXForm, UnicodeDecodeError) as error:
        raise Faulty([Fault("not_an_xform", sheet="")]) from error
    if faults := list(deep_faults(form.xml, {})):
        raise Faulty(faults)
    return form


# --- reading the workbook ----------------------------------------------------------------------------

Rows = dict[str, list[tuple[int, dict[str, str]]]]
"""``{sheet: [(row as the spreadsheet counts, {column: text})]}``; empty rows are left out."""


def _rows(data: bytes) -> Rows:
    if len(data) > MAX_BYTES:
        raise Faulty([Fault("too_large", sheet="")])
    try:
        with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as book:
            return {sheet.title.strip().lower(): _sheet(sheet) for sheet in book.worksheets}
    except Exception as error:  # whatever is no workbook
        raise Faulty([Fault("not_a_sheet", sheet="")]) from error


def _sheet(sheet: Any) -> list[tuple[int, dict[str, str]]]:
    head: list[str] = []
    found = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_row=MAX_ROWS), start=1):
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        if number == 1:
            head = [text.lower() for text in texts]
        elif any(texts):
            found.append((number, {name: text for name, text in zip(head, texts, strict=False) if name}))
    return found


def _early(rows: Rows) -> Iterator[Fault]:
    """What can be told before converting, and with better words."""
    if "survey" not in rows:
        yield Fault("no_survey", sheet="")
        return
    if not rows["survey"]:
        yield Fault("no_questions")
        return
    names = {name for _, row in rows["survey"] for name in row}
    missing = [name for name in ("type", "name") if name not in names]
    if missing:
        yield Fault("no_columns", facts={"missing": ", ".join(missing)})
        return
    if choices := rows.get("choices"):
        named = {name.replace(" ", "_") for _, row in choices for name in row}
        wanted = ("list_name", "value" if "value" in named else "name")
        if missing := [name for name in wanted if name not in named]:
            yield Fault("no_columns", sheet="choices", facts={"missing": ", ".join(missing)})
            return
    known = {row.get("list_name") or row.get("list name", "") for _, row in rows.get("choices", [])}
    for number, row in rows["survey"]:
        words = row.get("type", "").split()
        if words == ["include"]:
            yield Fault("no_include", row=number, column="type")
        wants_list = len(words) >= 2 and words[0] in {"select_one", "select_multiple", "rank"}
        if wants_list and words[1] not in known and "${" not in words[1]:
            yield Fault("no_list", row=number, column="type", facts={"list": words[1]})


def _told(error: PyXFormError, rows: Rows) -> Fault:
    """A converter's complaint in our words, with its place."""
    said = str(error)
    row = int(found[1]) if (found := _ROW.search(said)) else None
    sheet = (
        next((name for name in found.groups() if name), "survey")
        if (found := _SHEET.search(said))
        else "survey"
    )
    column = found[1] if (found := _COLUMN.search(said)) else ""
    code, facts = _recognised(said)
    if not code:
        return _unclear(said, rows, sheet=sheet, row=row, column=column)
    if row is None and (name := facts.get("name")):
        row = _row_of(rows, "name", name)
    if row is None and (kind := facts.get("type")):
        row = _row_of(rows, "type", kind)
    return Fault(code, sheet, row, column, facts)


def _unclear(
    said: str, rows: Rows, *, sheet: str = "survey", row: int | None = None, column: str = ""
) -> Fault:
    """A complaint that we have no words for: as near to its row as can be told; its own words go to the log."""
    _log.warning("A form was refused for a reason without a sentence: %s", said[:300])
    if row is None:
        named = (_row_of(rows, "name", word) for word in _QUOTED.findall(said))
        row = next((number for number in named if number), None)
    return Fault("row_unclear" if row else "form_unclear", sheet, row, column)


def _row_of(rows: Rows, column: str, text: str) -> int | None:
    return next((number for number, told in rows.get("survey", []) if told.get(column) == text), None)


def _recognised(said: str) -> tuple[str, dict[str, str]]:
    for code, ours in _BY_CODE.items():
        if found := _template(code).search(said):
            facts = {key: value for key, value in found.groupdict().items() if value}
            return ours, facts | {"name": facts.get("q") or facts.get("value") or facts.get("name", "")} | {
                "one": facts.get("other", ""),
                "other": facts.get("header", ""),
            }
    for words, ours in _BY_WORDS:
        if found := words.search(said):
            return ours, {key: value.strip() for key, value in found.groupdict().items() if value}
    return "", {}


def _template(code: str) -> re.Pattern[str]:
    """The converter's sentence as a pattern; its first sentence is enough to know it by."""
    text = re.escape(ErrorCode[code].value.msg.partition(". Please")[0])
    seen: set[str] = set()

    def group(found: re.Match[str]) -> str:
        if found[1] in seen:
            return ".+?"
        seen.add(found[1])
        return f"(?P<{found[1]}>.+?)"

    return re.compile(
        re.sub(r"\\\{(\w+)\\\}", group, text).replace(r"\{\{", r"\{").replace(r"\}\}", r"\}") + "$|" + "$^"
    )


# --- after converting --------------------------------------------------------------------------------


def deep_faults(xml: str, rows: Rows) -> Iterator[Fault]:
    """Expressions that do not parse, functions that do not exist, circles; with their rows where known."""
    root = etree.fromstring(
        xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )
    binds: dict[str, dict[str, str]] = {}
    for bind in root.iter(f"{xforms.XFORMS}bind"):
        binds[str(bind.get("nodeset"))] = {str(key): str(value) for key, value in bind.attrib.items()}
    found = [
        fault
        for path, told in binds.items()
        for attribute in ("relevant", "constraint", "calculate", "required", "readonly")
        if attribute in told and (fault := xpaths.faults_of(path, attribute, told[attribute]))
    ]
    for itemset in root.iter(f"{xforms.XFORMS}itemset"):
        path = str((itemset.getparent().get("ref") if itemset.getparent() is not None else "") or "")
        if fault := xpaths.faults_of(path, "nodeset", str(itemset.get("nodeset") or "")):
            found.append(fault)
    for fault in found:
        yield _placed(fault.path, fault.code, _ATTRIBUTES[fault.attribute], dict(fault.facts), rows)
    if not found and (steps := xpaths.circle(binds)):
        names = ", ".join(step.rpartition("/")[2] for step in steps)
        yield _placed(steps[0], "circle", "calculation", {"names": names}, rows)


def _placed(path: str, code: str, column: str, facts: dict[str, str], rows: Rows) -> Fault:
    name = path.rpartition("/")[2]
    row, told = next((found for found in rows.get("survey", []) if found[1].get("name") == name), (None, {}))
    if written := told.get(column):  # as its author wrote it, not as it was converted
        facts["expression"] = written
    return Fault(code, "survey" if rows else "", row, column, {"name": name, **facts})


def _named(xml: str, form_id: str, version: str, title: str) -> str:
    """The XForm with id, version and title where it names none: clients and receiving tell forms by them."""
    root = etree.fromstring(
        xml.encode(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    )
    instance = next(iter(root.iterfind(f".//{xforms.XFORMS}model/{xforms.XFORMS}instance/*")), None)
    if instance is None or not (form_id or title or (version and not instance.get("version"))):
        return xml
    if title and (head := root.find(f"{xforms.XHTML}head/{xforms.XHTML}title")) is not None:
        head.text = title
    if form_id:
        instance.set("id", form_id)
    if not instance.get("version"):
        instance.set("version", version)
    return '<?xml version="1.0"?>\n' + etree.tostring(root, encoding="unicode")
