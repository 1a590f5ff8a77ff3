"""Recusal: hidden everywhere, handed on by itself, no vote; and what is left when too few members are."""

import io
from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse
from openpyxl import load_workbook
from tests.route_targets import World
from tests.route_targets import cases as targets

from saksama.cases import operations as acts
from saksama.cases import queries, recusals
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations.deadlines import untrue
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.journal.queries import lines_of
from saksama.notices import feeds
from saksama.notices.models import Alert, Deadline
from saksama.notices.operations import sweep
from saksama.people import scope
from saksama.people.testing import client_of, person

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 5)


@pytest.fixture
def world(stage):
    return World(stage, {"cases": targets.objects(stage)})


@pytest.fixture
def case(world):
    """The case of the route targets, in the officer's hands."""
    case = world.of("cases").case
    acts.assign_case(case, world.stage.cast.officer, actor=world.stage.chair, at=wita(4))
    case.refresh_from_db()
    return case


def recuse(case, account, *, actor=None, at=None, **more):
    return acts.recuse(
        case, account, ground="kinship", actor=actor or Actor.of(account), at=at or wita(4, 10), **more
    )


def test_to_a_recused_officer_no_act_on_the_case_exists(world, case, desk):
    """Each act answers as for a case that does not exist; another case stays. Routes: ``tests/test_routes``."""
    other = world.stage.report(wita(4)).case
    recused = [world.stage.cast.officer, world.stage.cast.members[0]]
    desk.at(wita(5))
    assert client_of(recused[0]).get(reverse("cases:case", args=[case.pk])).status_code == 200
    wrong = []
    for account in recused:
        recuse(case, account)
        client = client_of(account)
        for act in {move.act for move in queries.t.MOVES if move.source}:
            address = reverse("cases:act", args=[case.pk, act])
            told = {client.get(address).status_code, client.post(address, {"version": "1"}).status_code}
            if told != {404}:
                wrong.append(f"act {act} as {account}: {told}")
        assert client.get(reverse("cases:case", args=[other.pk])).status_code == 200
    assert not wrong, "\n".join(wrong)


def test_to_a_recused_officer_no_list_search_export_or_journal_knows_the_case(world, case, desk):
    coordinator = world.stage.cast.coordinator
    number = case.number_received
    desk.at(wita(5))
    pages = {
        "today": lambda client: client.get(reverse("desk:today")),
        "list": lambda client: client.get(reverse("desk:cases"), {"keadaan": "semua"}),
        "search": lambda client: client.post(reverse("desk:search"), {"q": "amplop"}),
        "register": lambda client: client.get(reverse("desk:register")),
        "recap": lambda client: client.get(reverse("desk:recap")),
        "journal": lambda client: client.get(reverse("desk:journal")),
        "transfers": lambda client: client.get(reverse("cases:transfers")),
        "alerts": lambda client: client.get(reverse("desk:alerts")),
    }

    def naming(account):
        client = client_of(account)
        return {name for name, ask in pages.items() if str(case.pk) in ask(client).content.decode()}

    assert {"today", "list", "search", "journal"} <= naming(coordinator)
    recuse(case, coordinator)
    assert naming(coordinator) == set()
    assert {"today", "list", "search", "journal"} <= naming(world.stage.cast.chair)
    table = client_of(coordinator).get(reverse("desk:cases_table"), {"keadaan": "semua"})
    sheet = load_workbook(io.BytesIO(b"".join(table))).active
    assert number not in {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}


def test_an_operation_refuses_a_recused_actor_whatever_screen_calls_it(stage):
    case = stage.report(wita(4)).case
    recuse(case, stage.cast.officer)
    case.refresh_from_db()
    with pytest.raises(scope.OutOfSight):
        acts.conclude_initial_study(
            case, checks=stage.checks(case), classes=("criminal",), actor=stage.officer, at=wita(5)
        )
    with pytest.raises(scope.OutOfSight):
        acts.reveal_identity(
            case.parties.get(role="reporter"), ground="handling", actor=stage.officer, at=wita(5)
        )
    with pytest.raises(scope.OutOfSight):
        acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(5))
    with pytest.raises(Http404):
        queries.reachable(stage.cast.officer, case.pk, today=TODAY)


def test_the_case_of_a_recused_officer_goes_to_the_stand_in_with_its_alerts(stage):
    case = stage.report(wita(4)).case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(4))
    sweep(wita(4, 10))
    second = person("64.02-petugas-2", "Petugas Dua", "case_officer")
    recuse(case, stage.cast.officer, stand_in=second, at=wita(4, 11))
    case.refresh_from_db()
    assert case.owner == second
    assert Deadline.objects.get(closed_at=None).owner == second
    assert not Alert.objects.filter(account=stage.cast.officer, closed_at=None).exists()
    assert Alert.objects.filter(account=second, closed_at=None).exists()
    assert untrue() == []
    assert b"VEVENT" not in feeds.as_ics(stage.cast.officer, today=TODAY, base="")


def test_without_a_stand_in_the_alerts_fall_to_the_chair_and_pass_by_whoever_is_recused(stage):
    case = stage.report(wita(4)).case
    acts.assign_case(case, stage.cast.officer, actor=stage.chair, at=wita(4))
    recuse(case, stage.cast.officer)
    recuse(case, stage.cast.coordinator)
    for day in range(4, 9):
        sweep(wita(day, 8))
        sweep(wita(day, 16))
    told = {alert.account for alert in Alert.objects.all()}
    assert told == {stage.cast.chair}


def test_a_recusal_needs_a_ground_and_is_set_for_others_only_by_whoever_leads(stage):
    case = stage.report(wita(4)).case
    with pytest.raises(Problem) as refused:
        acts.recuse(case, stage.cast.officer, ground="other", actor=stage.officer, at=wita(4))
    assert refused.value.code == "recusal_ground_missing"
    with pytest.raises(scope.NotAllowed):
        recuse(case, stage.cast.chair, actor=stage.officer)
    recuse(case, stage.cast.officer, actor=stage.chair)
    with pytest.raises(Problem) as twice:
        recuse(case, stage.cast.officer, actor=stage.chair)
    assert twice.value.code == "recused_already"
    with pytest.raises(Problem) as stranger:
        recuse(case, stage.cast.neighbour, actor=stage.chair)
    assert stranger.value.code == "not_of_the_office"


def test_a_recused_member_has_no_vote_and_too_few_members_are_said_with_the_way_out(stage, desk):
    stage.office.members_count = 5
    stage.office.save()
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=("criminal",), actor=stage.officer, at=wita(5)
    )
    recuse(case, stage.cast.members[0], at=wita(5))
    with pytest.raises(Problem) as voter:
        acts.accept_in_plenary(case, stage.plenary(wita(5)), actor=stage.chair, at=wita(5))
    assert voter.value.code == "recused_voter"
    for member in (stage.cast.members[1], stage.cast.coordinator):
        recuse(case, member, at=wita(5))
    left = recusals.quorum_of(Case.objects.get(pk=case.pk), on=TODAY)
    assert (left.left, left.is_possible) == (2, False)
    with pytest.raises(Problem) as too_few:
        acts.accept_in_plenary(case, stage.plenary(wita(5), present=1), actor=stage.chair, at=wita(5))
    assert too_few.value.code == "no_quorum_left"
    desk.at(wita(5, 12))
    page = desk.open(stage.cast.chair, "case", case.pk).content.decode()
    assert "tersisa 2 dari 5 anggota" in page
    above = desk.open(stage.cast.province_chair, "case", case.pk).content.decode()
    assert reverse("cases:act", args=[case.pk, "take_over_case"]) in above
    acts.take_over_case(
        case, to_office=Case._meta.get_field("office").related_model.objects.get(pk="64"), number="1/2024",
        reason="Kuorum tidak tercapai.", actor=Actor.of(stage.cast.province_chair), at=wita(5, 13),
    )  # fmt: skip


def test_declared_at_the_desk_it_leads_back_to_the_list_and_is_journalled_without_the_note(stage, desk):
    case = stage.report(wita(4)).case
    officer = stage.cast.officer
    done = desk.do(officer, case, "recuse", ground="kinship", note="Paman saya terlapor.")
    assert (done.status_code, done["Location"]) == (302, "/meja/perkara/")
    assert desk.open(officer, "case", case.pk).status_code == 404
    (line,) = [line for line in lines_of(("case", str(case.pk))) if line.act == "recuse"]
    assert line.facts["recused"] == officer.code
    assert "Paman" not in str(line.facts)
    chair = stage.cast.chair
    assert "Petugas Satu" in desk.open(chair, "case", case.pk).content.decode()
    case.refresh_from_db()
    assert desk.do(chair, case, "lift_recusal", who=officer.pk, reason="Bukan kerabat.").status_code == 302
    assert desk.open(officer, "case", case.pk).status_code == 200
