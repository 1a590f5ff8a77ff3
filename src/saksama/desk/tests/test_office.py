"""The facts of an office: saved with their journal line, refused with a reason, seen by those who keep them."""

from datetime import date

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.desk import office_page
from saksama.desk.office_form import OfficeForm
from saksama.journal.models import Line
from saksama.people.models import Role
from saksama.people.testing import client_of, person
from saksama.places import operations as places
from saksama.places.models import Office
from saksama.places.problems import PlaceProblem

pytestmark = pytest.mark.django_db

PATTERN = "{number}/{TYPE}/{election}/{region}/{month}/{year}"


def facts_of(code="64.02", **changes):
    """What the page posts back untouched, with ``changes`` typed into it."""
    office = Office.objects.get(pk=code)
    shown = {name: getattr(office, name) for name in OfficeForm.base_fields}
    facts = {name: value for name, value in shown.items() if value not in {None, False}}
    facts = {**facts, "seen": office_page.fingerprint(office), **changes}
    return {name: value for name, value in facts.items() if value is not None}


@pytest.fixture
def post(stage, stand):
    def send(account, data, **query):
        return client_of(account).post(reverse("desk:office", query=query or None), data)

    return send


def updates():
    return Line.objects.filter(act="office_updated")


def test_what_is_saved_stands_and_is_journalled_without_its_content(stage, post):
    typed = facts_of(seat="Tenggarong", members_count="7", phone="0541 661999", number_template=PATTERN)
    done = post(stage.cast.secretary, typed)
    assert (done.status_code, done["Location"]) == (302, reverse("desk:office"))
    office = Office.objects.get(pk="64.02")
    assert (office.seat, office.members_count, office.number_template) == ("Tenggarong", 7, PATTERN)
    line = updates().get()
    assert (line.actor, line.office) == (stage.cast.secretary.code, "64.02")
    assert "phone" in line.facts["fields"]
    assert "661999" not in str(line.facts)


def test_saving_what_stands_already_writes_no_line(stage, post):
    assert post(stage.cast.administrator, facts_of()).status_code == 302
    assert not updates().exists()


def test_a_plenary_finds_its_quorum_once_the_members_are_entered(stage, post):
    Office.objects.filter(pk="64.02").update(members_count=None)
    case = stage.report(wita(8)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(9)
    )
    with pytest.raises(Problem) as refused:
        acts.accept_in_plenary(case, stage.plenary(wita(9)), actor=stage.chair, at=wita(9))
    assert refused.value.code == "members_unknown"
    page = client_of(stage.cast.secretary).get(reverse("desk:office"))
    assert "Jumlah anggota belum dicatat" in page.content.decode()

    assert post(stage.cast.secretary, facts_of(members_count="5")).status_code == 302
    case = type(case).objects.get(pk=case.pk)
    acts.accept_in_plenary(case, stage.plenary(wita(9)), actor=stage.chair, at=wita(9))
    assert case.plenaries.get().members_total == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number_template", "{type}/{year}"),
        ("number_template", "{number}/{number}"),
        ("registration_template", "{number}/{nomor}"),
        ("registration_template", "{number"),
        ("registration_template", ""),
        ("number_template", "{number}/" + "panjang-sekali-" * 6),
        ("members_count", "0"),
        ("members_count", "lima"),
        ("members_count", "100"),
        ("email", "bukan surel"),
        ("web", "http://"),
        ("seat", "T" * 61),
    ],
)
def test_wrong_input_is_told_at_its_field_and_what_was_typed_stays(stage, post, field, value):
    answer = post(stage.cast.secretary, facts_of(address="Jalan Wolter Monginsidi", **{field: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    shown = answer.content.decode()
    assert "data-error-summary" in shown
    assert "Jalan Wolter Monginsidi" in shown
    assert not updates().exists()


def test_a_region_code_is_confirmed_only_where_it_is_written(stage, post):
    answer = post(stage.cast.secretary, facts_of(bawaslu_region_code="", region_code_confirmed="on"))
    assert list(answer.context["form"].errors) == ["bawaslu_region_code"]
    typed = facts_of(bawaslu_region_code="23.07", region_code_confirmed="on")
    assert post(stage.cast.secretary, typed).status_code == 302
    assert Office.objects.get(pk="64.02").region_code_confirmed


def test_what_the_room_below_refuses_is_told_as_a_fault_of_the_form(stage, post, monkeypatch):
    def refuse(**given):
        raise PlaceProblem("office_unknown", code="64.02")

    monkeypatch.setattr("saksama.desk.views.office.update_office", refuse)
    answer = post(stage.cast.secretary, facts_of(seat="Tenggarong Seberang"))
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert "Tenggarong Seberang" in answer.content.decode()


def test_the_preview_writes_the_numbers_that_the_next_cases_do_get(stage, post, ask):
    stage.report(wita(8))
    shown = dict(ask(stage.cast.secretary, "office").context["numbers"])
    assert shown["Laporan diterima"].startswith("002/LP/PB/Kab/")
    case = stage.report(wita(9)).case
    assert case.number_received == shown["Laporan diterima"]

    tried = post(stage.cast.secretary, facts_of(number_template=PATTERN, act="preview"))
    assert tried.status_code == 200
    typed = dict(tried.context["numbers"])["Laporan diterima"]
    assert typed.startswith("003/LP/PB/")
    assert Office.objects.get(pk="64.02").number_template != PATTERN
    assert post(stage.cast.secretary, facts_of(number_template=PATTERN)).status_code == 302
    stage.office.refresh_from_db()
    assert stage.report(wita(9, 11)).case.number_received == typed


def test_a_pattern_is_read_and_shown_in_the_words_of_the_page_and_kept_as_ever(stage, post, ask):
    page = ask(stage.cast.secretary, "office").content.decode()
    assert "{nomor}/{jenis}/{pemilihan}/{tingkat}/{wilayah}/{bulan}/{tahun}" in page
    assert "{number}" not in page
    typed = facts_of(number_template="{nomor}/{JENIS}/{pemilihan}/{wilayah}/{bulan}/{tahun}")
    assert post(stage.cast.secretary, typed).status_code == 302
    assert Office.objects.get(pk="64.02").number_template == PATTERN
    told = post(stage.cast.secretary, facts_of(number_template="{jenis}")).content.decode()
    assert "harus memuat {nomor} satu kali" in told


def test_a_bad_pattern_is_not_previewed_but_told(stage, post):
    answer = post(stage.cast.secretary, facts_of(number_template="{type}", act="preview"))
    assert answer.status_code == 422
    assert dict(answer.context["numbers"])["Laporan diterima"].startswith("001/LP/")


def test_of_two_who_save_the_second_sees_both_values_and_chooses(stage, post):
    first, second = facts_of(seat="Sebulu"), facts_of(seat="Loa Kulu")
    assert post(stage.cast.secretary, first).status_code == 302
    answer = post(stage.cast.administrator, second)
    assert answer.status_code == 409
    assert "Sebulu" in answer.context["form"].errors["seat"][0]
    assert "Loa Kulu" in answer.content.decode()
    assert Office.objects.get(pk="64.02").seat == "Sebulu"
    again = {**second, "seen": answer.context["seen"]}
    assert post(stage.cast.administrator, again).status_code == 302
    assert Office.objects.get(pk="64.02").seat == "Loa Kulu"


def test_another_office_in_scope_is_chosen_by_its_code(stage, post, ask):
    assert ask(stage.cast.administrator, "office").context["office"].code == "64.02"
    page = ask(stage.cast.administrator, "office", kantor="64.02.06")
    assert page.context["office"].code == "64.02.06"
    done = post(stage.cast.administrator, facts_of("64.02.06", members_count="9"), kantor="64.02.06")
    assert done["Location"] == reverse("desk:office") + "?kantor=64.02.06"
    assert Office.objects.get(pk="64.02.06").members_count == 9
    assert updates().get().office == "64.02.06"


@pytest.mark.parametrize("code", ["64.01", "64", "00", "64.02.99", "64.02.06.1001", "x", "64.02'", "\x00"])
def test_an_office_out_of_scope_or_unknown_is_404(stage, post, ask, code):
    assert ask(stage.cast.secretary, "office", kantor=code).status_code == 404
    assert post(stage.cast.secretary, facts_of(seat="Paser"), kantor=code).status_code == 404
    assert not Office.objects.filter(seat="Paser").exists()


def test_strangers_and_colleagues_without_the_permission_are_refused(stage, post):
    people = ("chair", "officer", "colleague_without_role", "ptps", "neighbour", "province_chair")
    for name in people:
        account = getattr(stage.cast, name)
        assert client_of(account).get(reverse("desk:office")).status_code == 404, name
        assert post(account, facts_of(seat="Samarinda")).status_code == 404, name
    assert client_of(stage.cast.visitor).get(reverse("desk:office")).status_code == 302
    assert not updates().exists()


def test_a_keeper_of_many_offices_types_the_code(stage, stand, monkeypatch):
    monkeypatch.setattr("saksama.desk.views.office.MOST_LISTED", 2)
    nation = person("00-admin", "Admin Nasional", Role.ADMINISTRATOR, office="00")
    page = client_of(nation).get(reverse("desk:office"), {"kantor": "64.02"})
    assert page.context["offices"] == []
    assert 'name="kantor" value="64.02"' in page.content.decode()


def test_elections_stand_with_source_and_mark_as_they_were_known_on_the_day(stage, ask, stand):
    page = ask(stage.cast.secretary, "office")
    slugs = [known.event.slug for known in page.context["events"]]
    assert "kukar-2024-11-27" in slugs
    assert "kukar-2025-04-19" not in slugs
    running = {
        stage.key for known in page.context["events"] for stage, is_running in known.stages if is_running
    }
    assert "campaign" in running
    assert "quiet_period" not in running
    assert "PKPU 2/2024" in page.content.decode()
    stand(wita(1, month=12).replace(year=2025))
    assert "kukar-2025-04-19" in [
        known.event.slug for known in ask(stage.cast.secretary, "office").context["events"]
    ]


def test_an_office_without_an_election_says_so_and_shows_no_number(stage, ask, stand):
    stand(wita(1, month=1).replace(year=2023))
    assert office_page.next_numbers(stage.office, {}, on=date(2023, 1, 1)) == []
    assert office_page.known_events(stage.office, on=date(2023, 1, 1)) == []


def test_the_form_asks_for_nothing_the_room_below_does_not_take(stage):
    assert set(OfficeForm.base_fields) <= places.OFFICE_FIELDS
