"""The journal's page, the walk along its chain, and the menu each role gets."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import resolve, reverse

from saksama.cases import operations as acts
from saksama.cases.testing import wita
from saksama.desk import journal_page
from saksama.desk.navigation import account_for, navigation_for, search_for
from saksama.journal import triggers
from saksama.journal.models import Line
from saksama.people import scope
from saksama.people.marks import ANY_ACCOUNT, mark_of

pytestmark = pytest.mark.django_db


def test_lines_stand_newest_first_in_words_and_lead_to_the_case(stage, ask):
    case = stage.report(wita(8)).case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(8, 11))
    rows = ask(stage.cast.chair, "journal").context["rows"]
    assert [row["line"].act for row in rows][:2] == ["assign_case", "receive_report"]
    assert (rows[0]["actor"], rows[1]["actor"]) == (stage.cast.chair.name, "formulir publik")
    assert rows[0]["case"] == case


def test_the_protector_reads_who_looked_at_identities_and_sees_no_case(stage, ask):
    case = stage.report(wita(8)).case
    party = case.parties.get(role="reporter")
    acts.reveal_identity(party, ground="clarification", actor=stage.officer, at=wita(8))
    answer = ask(stage.cast.data_protection, "journal", jenis="identitas")
    assert [row["act"] for row in answer.context["rows"]] == ["Identitas dibuka"]
    assert [row["case"] for row in ask(stage.cast.data_protection, "journal").context["rows"]] == [None] * (
        Line.objects.filter(office="64.02").count()
    )
    assert case.title not in ask(stage.cast.data_protection, "journal").content.decode()


def test_pages_of_the_journal_follow_each_other_without_a_gap(stage, ask, monkeypatch):
    monkeypatch.setattr(journal_page, "PAGE", 2)
    for _ in range(3):
        stage.report(wita(8))
    seen, before = [], None
    while True:
        answer = ask(stage.cast.chair, "journal", **({"sebelum": before} if before else {}))
        seen += [row["line"].pk for row in answer.context["rows"]]
        before = answer.context["older"]
        if before is None:
            break
    assert seen == sorted(Line.objects.filter(office="64.02").values_list("pk", flat=True), reverse=True)


def test_the_journal_of_another_office_is_not_shown(stage, ask):
    stage.report(wita(8))
    assert ask(stage.cast.neighbour, "journal").status_code == 404
    assert {row["line"].office for row in ask(stage.cast.province_chair, "journal").context["rows"]} == {
        "64.02"
    }
    for bad in ("x", "-5", "9" * 30):
        assert ask(stage.cast.chair, "journal", sebelum=bad).status_code == 200


def test_the_walk_says_that_the_chain_is_whole_or_which_line_is_broken(stage, ask):
    stage.report(wita(8))
    assert ask(stage.cast.chair, "journal_check").context["report"].is_whole
    with triggers.lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_line SET actor = 'orang-lain' WHERE office = '64.02' AND seq = 2")
    answer = ask(stage.cast.chair, "journal_check")
    assert not answer.context["report"].is_whole
    assert "2" in answer.context["summary"]


def request_of(account, path="/meja/"):
    request = RequestFactory().get(path)
    request.user, request.at = account, wita(9)
    return request


def test_the_menu_holds_what_the_role_opens(stage):
    def routes(account):
        return {item["url"] for item in navigation_for(request_of(account))}

    desk = {reverse("desk:today"), reverse("desk:calendar")}
    of_cases = {reverse("desk:cases"), reverse("desk:register")}
    administrator, ptps = routes(stage.cast.administrator), routes(stage.cast.ptps)
    assert desk | {reverse("people"), reverse("desk:office")} <= administrator
    assert not administrator & {*of_cases, reverse("cases:records"), reverse("vulnerability:stations")}
    assert desk | {reverse("cases:records"), reverse("vulnerability:stations")} <= ptps
    assert not ptps & {*of_cases, reverse("people"), reverse("desk:journal"), reverse("desk:recap")}
    assert reverse("desk:journal") in routes(stage.cast.chair)
    assert reverse("desk:journal") not in routes(stage.cast.officer)
    assert routes(stage.cast.visitor) == set()
    for person in stage.cast.everybody().values():
        for url in routes(person):  # that such a page is then served: tests/test_routes.py
            mark = mark_of(resolve(url.partition("?")[0]).func)
            assert mark == ANY_ACCOUNT or scope.scope_of(person, mark, today=wita(9).date()), (person, url)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/meja/", "/meja/"),
        ("/meja/perkara/", "/meja/perkara/"),
        ("/meja/perkara/0f7b/tindakan/decide/", "/meja/perkara/"),
        ("/meja/jurnal/periksa/", "/meja/jurnal/"),
        ("/meja/galeri/", ""),
    ],
)
def test_one_entry_is_marked_as_the_place_where_one_is(stage, path, current):
    marked = [item["url"] for item in navigation_for(request_of(stage.cast.chair, path)) if item["current"]]
    assert marked == ([current] if current else [])


def test_the_search_field_is_there_for_those_who_see_cases(stage):
    assert search_for(request_of(stage.cast.officer)) == reverse("desk:search")
    assert search_for(request_of(stage.cast.administrator)) == ""
    assert search_for(request_of(stage.cast.visitor)) == ""


def test_the_account_menu_names_person_office_and_roles(stage):
    told = account_for(request_of(stage.cast.chair))
    assert (told["name"], told["office"], told["roles"]) == ("Ketua", "Kab. Kutai Kartanegara", "Ketua")
    assert account_for(request_of(stage.cast.visitor)) == {}


def test_the_gallery_is_for_the_example_and_for_those_who_build(stage, ask, settings):
    assert ask(stage.cast.chair, "gallery").status_code == 404
    settings.DEMO = True
    assert ask(stage.cast.chair, "gallery").status_code == 200
