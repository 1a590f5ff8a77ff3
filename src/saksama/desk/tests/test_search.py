"""Search: cases by words for those who see them, people by the whole name for those who may open identities."""

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.testing import wita
from saksama.journal.models import Line
from saksama.people.testing import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(stage, stand):
    def send(account, typed):
        return client_of(account).post(reverse("desk:search"), {"q": typed})

    return send


def cases_found(response):
    return [row["case"].title for row in response.context["rows"]]


@pytest.mark.parametrize("typed", ["sembako", "SEMB", "001/LP/PB", "budi santoso"])
def test_words_numbers_and_respondents_are_found(stage, search, typed):
    stage.report(wita(8), title="Sembako dibagikan")
    assert cases_found(search(stage.cast.officer, typed)) == ["Sembako dibagikan"]


@pytest.mark.parametrize(
    "typed", ["Siti Rahmawati", "siti  RAHMAWATI", "081234567890", "+62 812-3456-7890", "6402065501900001"]
)
def test_a_reporter_is_found_whole_and_shown_by_label_only(stage, search, typed):
    case = stage.report(wita(8)).case
    answer = search(stage.cast.officer, typed)
    label = case.parties.get(role="reporter").label
    assert [row["label"] for row in answer.context["people"]] == [label]
    page = answer.content.decode().replace(f'value="{typed}"', "")
    assert "Siti" not in page
    assert "Rahmawati" not in page


@pytest.mark.parametrize("typed", ["Siti", "Rahmawati", "0812", "64020655019"])
def test_a_part_of_a_name_or_number_finds_nobody(stage, search, typed):
    stage.report(wita(8))
    assert not search(stage.cast.officer, typed).context["people"]


def test_whether_a_person_is_known_is_hidden_from_those_who_may_not_open_identities(stage, search):
    stage.report(wita(8))
    for person in (
        stage.cast.secretary,
        stage.cast.members[0],
        stage.cast.province_viewer,
        stage.cast.neighbour,
    ):
        answer = search(person, "Siti Rahmawati")
        assert answer.context["found"].is_empty, person.code
    assert search(stage.cast.chair, "Siti Rahmawati").context["people"]


def test_each_find_of_a_person_is_in_the_journal_without_the_words(stage, search):
    case = stage.report(wita(8)).case
    search(stage.cast.officer, "Siti Rahmawati")
    search(stage.cast.officer, "Joko Susilo")
    search(stage.cast.officer, "amplop")
    lines = Line.objects.filter(act="identity_found")
    assert [line.facts["case"] for line in lines] == [str(case.pk)] * 2
    assert "Siti" not in str([line.facts for line in lines])


def test_search_sees_what_the_list_sees(stage, search, ask):
    stage.report(wita(8), title="Amplop satu")
    acts.delegate_case(
        stage.report(wita(8), title="Amplop dua").case, to_office=stage.office.__class__.objects.get(pk="64.02.06"),
        number="1", reason="Dekat.", actor=stage.chair, at=wita(8),
    )  # fmt: skip
    for person in (
        stage.cast.officer,
        stage.cast.panwascam,
        stage.cast.neighbour,
        stage.cast.province_viewer,
    ):
        listed = {row["case"].title for row in ask(person, "cases", keadaan="semua").context["rows"]}
        assert set(cases_found(search(person, "amplop"))) == listed


def test_what_is_typed_stands_in_no_address(stage, ask):
    stage.report(wita(8))
    answer = ask(stage.cast.officer, "search", q="Siti Rahmawati")
    assert "found" not in answer.context
    assert "no-store" in answer["Cache-Control"]


def test_an_empty_and_an_endless_search_are_answered(stage, search):
    stage.report(wita(8))
    assert "found" not in search(stage.cast.officer, "  ").context
    for typed in ("x" * 100_000, "'; DROP TABLE", '"* OR', "😀", "%_\\", "\x00"):
        assert search(stage.cast.officer, typed).status_code == 200
