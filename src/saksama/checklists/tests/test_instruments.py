"""Forms: problems by sheet and row, versions, publication, freeze, what ships, the converter's kinds of form."""

import io

import pytest
from django.utils import translation
from openpyxl import Workbook

from saksama.checklists import operations, shipped, xforms, xlsforms
from saksama.checklists.models import Publication
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
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_problem_is_told_by_row_in_a_sentence_that_says_what_to_do(language):
    wrong = []
    for name, (data, code, row) in FAULTY.items():
        with translation.override(language):
            try:
                xlsforms.read(data)
                wrong.append(f"{name}: accepted")
            except xlsforms.Faulty as faulty:
                fault = faulty.faults[0]
                if (fault.code, fault.row) != (code, row) or "%(" in fault.sentence or not fault.sentence:
                    wrong.append(f"{name}: {fault.code} {fault.row} {fault.sentence}")
    assert not wrong, "\n".join(wrong)


# The kinds of form that the documentation of XLSForm and the converter's own examples show, each made small.
KINDS = {
    "all plain types": sheet(*((kind, kind, kind) for kind in (
        "text", "integer", "decimal", "date", "time", "dateTime", "geopoint", "geotrace", "geoshape", "image", "audio",
        "video", "file", "barcode", "note", "acknowledge",
    ))),
    "choices": sheet(("select_one yn", "a", "A"), ("select_multiple yn", "b", "B"), ("rank yn", "c", "C")),
    "or other": sheet(("select_one yn or_other", "a", "A")),
    "the older words": sheet(
        ("select all that apply from yn or specify other", "a", "A"), ("phone number", "b", "B"),
        ("begin loop over yn", "c", "C"), ("integer", "d", "Berapa %(label)s?"), ("end loop", None, None),
    ),
    "a range": sheet(("range", "a", "A", None, None, None, None, "start=1 end=10 step=1")),
    "a group with a condition": sheet(
        ("select_one yn", "a", "A"), ("begin group", "g", "G", "${a} = 'yes'"), ("text", "b", "B"),
        ("end group", None, None),
    ),
    "a repeat with a count": sheet(
        ("begin repeat", "r", "R"), ("integer", "b", "B"), ("end repeat", None, None),
        ("calculate", "n", None, None, None, "sum(${b})"), ("note", "s", "Jumlah ${n}"),
    ),
    "a choice filter": sheet(
        ("select_one yn", "a", "A"), ("select_one yn", "b", "B", None, None, None, "kec = ${a} and selected(${a}, 'x')")
    ),
    "a list from a file": sheet(("select_one_from_file tps.csv", "a", "A")),
    "pulldata": sheet(("text", "a", "A"), ("calculate", "b", None, None, None, "pulldata('tps', 'n', 'c', ${a})")),
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
    "a default from another answer": sheet(("text", "a", "A"), ("note", "b", "Nama: ${a}")),
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
