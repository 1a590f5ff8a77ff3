"""Forms: problems by sheet and row, versions, publication, freeze, what ships, the converter's kinds of form."""

import dataclasses
import io
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.text import slugify
from openpyxl import Workbook

from saksama.checklists import operations, shipped, xforms, xlsforms
from saksama.checklists.models import InstrumentVersion, Publication
from saksama.checklists.operations import Told
from saksama.checklists.problems import Problem
from saksama.checklists.testing import XFORM, on_the_day
from saksama.people.scope import NotAllowed

HEAD = (
    "type",
    "name",
    "label",
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "parameters",
    "appearance",
)
CHOICES = (("list_name", "name", "label", "kec"), ("yn", "yes", "Ya", "a"), ("yn", "no", "Tidak", "b"))


def sheet(*rows, choices=CHOICES, settings=(("form_id", "version"), ("uji", "1")), head=HEAD) -> bytes:
    book = Workbook()
    for name, lines in (("survey", (head, *rows)), ("choices", choices), ("settings", settings)):
        if lines:
            page = book.create_sheet(name)
            for line in lines:
                page.append(line)
    del book["Sheet"]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FAULTY = {
    "a list that is not there": (sheet(("select_one xx", "a", "A?")), "no_list", 2),
    "an unknown type": (sheet(("text", "b", "B"), ("selekt", "a", "A?")), "unknown_type", 3),
    "no name": (sheet(("text", None, "A?")), "no_name", 2),
    "a name with a space": (sheet(("text", "a b", "A?")), "bad_name", 2),
    "a name twice": (sheet(("text", "a", "A?"), ("text", "a", "B?")), "name_twice", 3),
    "a question that is not there": (sheet(("text", "a", "A?", "${zz} = 1")), "unknown_ref", 2),
    "an expression cut": (
        sheet(("text", "b", "B"), ("integer", "a", "A?", None, ". <= (")),
        "xpath_syntax",
        3,
    ),
    "an unknown function": (sheet(("text", "a", "A?", None, "nofunc(1)")), "xpath_function", 2),
    "too few values": (sheet(("text", "a", "A?", None, "selected(.)")), "xpath_arguments", 2),
    "a circle": (
        sheet(
            ("text", "x", "X"),
            ("calculate", "a", None, None, None, "${b}"),
            ("calculate", "b", None, None, None, "${a}"),
        ),
        "circle",
        3,
    ),
    "a group that never ends": (sheet(("begin group", "g", "G"), ("text", "a", "A")), "no_end", 2),
    "a group that never began": (sheet(("text", "a", "A"), ("end group", None, None)), "no_begin", 3),
    "another form included": (sheet(("text", "a", "A"), ("include", "other", "B")), "no_include", 3),
    "no type": (sheet((None, "a", "A")), "no_type", 2),
    "a choice twice": (
        sheet(("select_one yn", "a", "A?"), choices=(*CHOICES, ("yn", "yes", "Ya lagi", "a"))),
        "choice_twice",
        4,
    ),
    "nothing to calculate": (sheet(("calculate", "a", None)), "no_calculation", 2),
    "a parameter without a value": (
        sheet(("image", "a", "A", None, None, None, None, "max-pixels")),
        "bad_parameters",
        2,
    ),
    "a column twice": (
        sheet(("text", "a", "A"), head=("type", "name", "label", "label")),
        "column_twice",
        None,
    ),
    "heads in another language": (
        sheet(("text", "a", "A"), head=("jenis", "nama", "label")),
        "no_columns",
        None,
    ),
    "no question": (sheet(), "no_questions", None),
    "no XLSX": (b"type,name,label", "not_a_sheet", None),
    "half an XLSX": (sheet(("text", "a", "A"))[:500], "not_a_sheet", None),
}


@pytest.mark.rules
def test_every_problem_is_told_by_row_in_a_sentence_that_says_what_to_do():
    wrong = []
    for name, (data, code, row) in FAULTY.items():
        try:
            xlsforms.read(data)
            wrong.append(f"{name}: accepted")
        except xlsforms.Faulty as faulty:
            fault = faulty.faults[0]
            wrong += [f"{name}: {remark}" for remark in remarks_on(fault)]
            if (fault.code, fault.row) != (code, row):
                wrong.append(f"{name}: {fault.code} {fault.row} {fault.sentence}")
    assert not wrong, "\n".join(wrong)


def remarks_on(fault: xlsforms.Fault) -> list[str]:
    """What an author of forms would miss in the sentences of a fault, in both languages."""
    with translation.override("en"):
        english = fault.sentence
    with translation.override("id"):
        indonesian = fault.sentence
    remarks = [] if english != indonesian else [f"not in Indonesian: {english}"]
    for sentence in (english, indonesian):
        if len(re.findall(r"[.:] [A-Z]|: |\.$", sentence)) < 2:
            remarks.append(f"what to do is not said: {sentence}")
        if RAW.search(sentence):
            remarks.append(f"words of a program: {sentence}")
    return remarks


RAW = re.compile(r"Error|Exception|Traceback|\[row|the 'survey'|pyxform|%\(|\bNone\b", re.IGNORECASE)


EXAMPLES = {
    head.partition(": ")[0]: (head.partition(": ")[2], sheets)
    for head, _, sheets in (
        one.partition("\n")
        for one in Path(__file__).with_name("converter_examples.txt").read_text().split("\n=== ")[1:]
    )
}
OTHER_KINDS = {
    "corrupt.xlsx": b"PK\x03\x04 and then nothing that a spreadsheet would write",
    "group.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "group.csv": b'"survey",,,\n,"type","name","label"\n,"text","a","A"\n',
    "group.md": b"| survey |\n| | type | name | label |\n| | text | a | A |\n",
    "~$attribute_columns_test.xlsx": b"\x05Nama" + bytes(100),
}


def workbook(sheets: str) -> bytes:
    """The XLSX that one of ``EXAMPLES`` describes."""
    book, data = Workbook(), io.BytesIO()
    page = book.active
    for line in sheets.splitlines():
        if line.startswith("["):
            page = book.create_sheet(line.strip("[]"))
        elif line:
            page.append([cell.strip() or None for cell in line.split("|")])
    if len(book.sheetnames) > 1:
        del book["Sheet"]
    book.save(data)
    return data.getvalue()


@pytest.mark.rules
def test_each_example_of_the_converter_is_kept_or_refused_with_a_sentence_for_its_author():
    told = {name: told_of(name, workbook(sheets)) for name, (_, sheets) in EXAMPLES.items()}
    told |= {name: told_of(name, data) for name, data in OTHER_KINDS.items()}
    expected = {name: outcome for name, (outcome, _) in EXAMPLES.items()}
    assert told == expected | dict.fromkeys(OTHER_KINDS, "not_a_sheet - -")


def told_of(name: str, data: bytes) -> str:
    """``kept``, or the first fault after its sentences were looked at in both languages."""
    try:
        form = xlsforms.read(data, default_version="1", default_id=slugify(name), default_title=name)
    except xlsforms.Faulty as faulty:
        fault = faulty.faults[0]
        assert not remarks_on(fault), name
        return f"{fault.code} {fault.sheet or '-'} {fault.row or '-'}"
    assert form.questions, name
    assert form.version, name
    return "kept"


def test_the_largest_examples_of_the_converter_become_versions(field):
    names = ("xlsform_spec_test", "widgets", "UCL_Biomass_Plot_Form", "case_insensitivity")
    for name in names:
        form = xlsforms.read(workbook(EXAMPLES[name][1]), default_version="1")
        kept = dataclasses.replace(form, form_id=slugify(name))
        operations.save_version(kept, office=field.office.pk, told=Told(), actor=None, at=on_the_day(8))
    assert InstrumentVersion.objects.count() == 1 + len(names)


@pytest.mark.rules
def test_what_the_converter_says_that_we_have_no_words_for_stays_in_the_log(monkeypatch, caplog):
    def fails(**told):
        raise KeyError("survey_header")

    monkeypatch.setattr(xlsforms, "convert", fails)
    with pytest.raises(xlsforms.Faulty) as faulty:
        xlsforms.read(sheet(("text", "a", "A")))
    (fault,) = faulty.value.faults
    assert fault.code == "form_unclear"
    assert "KeyError" not in fault.sentence
    assert "KeyError" in caplog.text


@pytest.mark.rules
@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\xff\xfe", b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>"]
)
def test_what_is_no_xform_is_told_so_with_what_to_do(data):
    with pytest.raises(xlsforms.Faulty) as faulty:
        xlsforms.read_xml(data)
    (fault,) = faulty.value.faults
    assert fault.code == "not_an_xform"
    with translation.override("en"):
        assert "Export it anew" in fault.sentence


# The kinds of form that the documentation of XLSForm shows, each made small.
KINDS = {
    "all plain types": sheet(*((kind, kind, kind) for kind in (
        "text", "integer", "decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape", "image", "audio",
        "video", "file", "barcode", "note", "acknowledge",
    ))),
    "choices": sheet(("select_one yn", "a", "A"), ("select_multiple yn", "b", "B"), ("rank yn", "c", "C")),
    "a choice filter": sheet(
        ("select_one yn", "a", "A"), ("select_one yn", "b", "B", None, None, None, "kec = ${a} and selected(${a}, 'x')")
    ),
    "a list from a file": sheet(("select_one_from_file tps.csv", "a", "A")),
    "metadata": sheet(
        *((kind, kind, None) for kind in ("start", "end", "today", "deviceid", "username", "phonenumber", "audit")),
        ("text", "a", "A"),
    ),
    "functions of OpenRosa": sheet(
        ("text", "a", "A", None, "regex(., '^[0-9]+$') and string-length(.) <= 3"),
        ("calculate", "b", None, None, None, "once(format-date-time(now(), '%Y-%m-%d'))"),
        ("calculate", "c", None, None, None, "if(${a} > 3, coalesce(${a}, 'x'), round(int(2.5), 1))"),
    ),
    "calculated once from a list": sheet(
        ("calculate", "b", None, None, None, f"instance('yn')/{'root'}/item[name = ${{a}}]/label"),
        ("select_one yn", "a", "A"),
    ),
}  # fmt: skip


@pytest.mark.rules
@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_of_form_that_the_converter_knows_are_accepted(kind):
    form = xlsforms.read(KINDS[kind])
    assert (form.form_id, form.version) == ("uji", "1")
    assert form.questions


@pytest.mark.rules
def test_a_form_without_settings_is_named_by_its_file_and_dated():
    form = xlsforms.read(
        sheet(("text", "a", "A"), settings=()), default_version="202411090802", default_id="uji-saya"
    )
    assert (form.form_id, form.version) == ("uji-saya", "202411090802")


@pytest.mark.rules
def test_what_ships_is_whole_in_both_languages_and_covers_the_day():
    kinds = set()
    for one in shipped.everything():
        form = xlsforms.read(shipped.workbook(one))
        kinds.add(one.kind)
        assert form.form_id == one.code
        assert len(form.languages) == 2
        for question in form.questions:
            assert len(set(question["label"].values())) == 2 or question["label"], question["path"]
            assert all(len(choice["label"]) == 2 for choice in question["choices"])
        paths = {question["path"] for question in form.questions}
        assert {"location", "station", "signature"} <= paths
    assert kinds == {
        "quiet_period", "before_opening", "voting", "count", "after", "recapitulation", "vulnerable_station",
        "supervision_record",
    }  # fmt: skip


@pytest.mark.rules
def test_questions_are_read_with_choices_conditions_and_alerts():
    form = xlsforms.read(shipped.workbook(shipped.named("sebelum-buka")))
    opened = next(question for question in form.questions if question["path"] == "opened")
    assert (opened["kind"], opened["required"], opened["alert"]) == ("select1", True, ["no"])
    assert [choice["value"] for choice in opened["choices"]] == ["yes", "no"]
    at = next(question for question in form.questions if question["path"] == "opened_at")
    assert at["relevant"].replace(" ", "") == "/data/opened='yes'"


# --- acts --------------------------------------------------------------------------------------------


def version_of(number: str):
    return operations.save_version(
        xforms.read(XFORM.format(version=number)), office="64.02", told=Told(), actor=None, at=on_the_day(8)
    )


def test_the_same_version_again_is_the_same_and_another_content_is_refused(field):
    assert version_of("1").pk == field.version.pk
    changed = xforms.read(XFORM.format(version="1").replace("Catatan", "Keterangan"))
    with pytest.raises(Problem) as refused:
        operations.save_version(changed, office="64.02", told=Told(), actor=None, at=on_the_day(8))
    assert refused.value.code == "version_taken"


def test_a_new_version_takes_the_place_of_the_old_one(field):
    operations.publish(version_of("2"), field.event, actor=None, at=on_the_day(8))
    in_use = Publication.objects.get(event=field.event, withdrawn_at=None)
    assert in_use.version.version == "2"
    assert Publication.objects.count() == 2


def test_a_frozen_event_refuses_new_versions_with_the_reason_until_it_is_lifted(field):
    who = {"actor": field.cast.coordinator, "at": on_the_day(8, day=20)}
    frozen = operations.freeze(field.event, field.office, reason="H-7", **who)
    with pytest.raises(Problem, match="H-7"):
        operations.publish(version_of("2"), field.event, **who)
    with pytest.raises(Problem, match="H-7"):
        operations.withdraw(field.version.publications.get(), **who)
    operations.lift(frozen, reason="salah cetak", **who)
    operations.publish(version_of("2"), field.event, **who)


@pytest.mark.parametrize("who", ["officer", "neighbour", "ptps", "administrator"])
def test_who_does_not_make_forms_changes_nothing(field, who):
    person = getattr(field.cast, who)
    with pytest.raises(NotAllowed):
        operations.publish(version_of("2"), field.event, actor=person, at=on_the_day(8))
    with pytest.raises(NotAllowed):
        operations.freeze(field.event, field.office, reason="x", actor=person, at=on_the_day(8))
