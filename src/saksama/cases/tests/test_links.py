"""Likely duplicates are suggested within what a person may see; two cases are joined and parted by dated acts."""

from datetime import date

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.likeness import queries as likeness
from saksama.cases.models import CaseAct, CaseLink
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import Facts, Respondent
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.journal.models import Line
from saksama.people.scope import NotAllowed, OutOfSight
from saksama.places.models import Office

STORY = "Tim pasangan 2 membagikan amplop berisi uang lima puluh ribu kepada ibu-ibu di balai desa seusai pengajian"


@pytest.fixture
def pair(stage):
    """The older and the younger of two reports of one event."""
    return stage.report(wita(4), what=STORY).case, stage.report(wita(5), what=f"{STORY}, kata tetangga").case


def suggested(case, account):
    return [item.case for item in likeness.for_case(case, account, today=date(2024, 11, 6))]


def join(stage, one, other, operation=acts.merge_cases, at=None):
    return operation(one, other, reason="Peristiwa yang sama.", actor=stage.officer, at=at or wita(6))


def refused(code, call, *args, **named):
    with pytest.raises(Problem) as refusal:
        call(*args, **named)
    assert refusal.value.code == code


def test_the_other_report_of_the_event_is_suggested_with_its_reasons(desk, stage, pair):
    older, younger = pair
    shown = desk.open(stage.cast.officer, "case", younger.pk).context["similar"]
    assert [row["case"] for row in shown] == [older]
    assert "100" in shown[0]["reasons"]


def test_no_case_outside_the_window_of_another_office_or_hidden_is_suggested(stage, pair):
    older, younger = pair
    elsewhere = stage.report(wita(4), what=STORY, office=Office.objects.get(pk="64.01")).case
    long_ago = stage.report(wita(10, month=9), what=STORY, occurred_on=None, known_on=None).case
    assert suggested(younger, stage.cast.officer) == [older]
    assert suggested(younger, stage.cast.neighbour) == []
    acts.recuse(older, stage.cast.officer, ground="kinship", actor=stage.officer, at=wita(5, 12))
    assert suggested(younger, stage.cast.officer) == []
    assert {elsewhere.office_id, long_ago.office_id} == {"64.01", "64.02"}


def test_the_price_of_suggestions_does_not_grow_with_the_cases(stage, pair, django_assert_num_queries):
    facts = Facts(title="Amplop", what=STORY)
    named = [Respondent("Budi Santoso")]

    def ask():
        return likeness.for_facts(
            stage.office, facts, named, stage.cast.officer, at=wita(6), today=date(2024, 11, 6)
        )

    assert len(ask()) == 2
    with django_assert_num_queries(3):  # the duties of the person, cases, respondents
        ask()
    for day in range(1, 9):
        stage.report(wita(day, 12, month=12), what=STORY)
    with django_assert_num_queries(3):
        assert len(ask()) == likeness.SHOWN


def test_while_a_report_is_typed_the_page_says_what_is_alike_and_what_the_law_still_asks(desk, stage, pair):
    typed = {
        "office": "64.02",
        "what": STORY,
        "title": "Amplop",
        "reporter_name": "Siti",
        "known_on": "2024-11-03",
    }
    desk.at(wita(6))
    page = desk.of(stage.cast.officer).post(reverse("cases:before_sending"), typed)
    assert [row["case"] for row in page.context["similar"]] == [pair[1], pair[0]]
    states = [line.state for line in page.context["checklist"]]
    assert states.count("ok") == 2  # the story, and in time
    shown = desk.of(stage.cast.officer).post(reverse("cases:report"), {**typed, "show": "1"})
    assert shown.status_code == 200
    assert len(shown.context["similar"]) == 2


def test_a_merge_is_an_act_of_both_cases_and_changes_no_state_number_or_clock(stage, pair):
    older, younger = pair
    clocks = list(younger.clocks.order_by("pk").values_list("step", "due_on", "ended_on"))
    link = join(stage, older, younger)  # from whichever side: the younger goes under the older
    assert (link.case_id, link.older_id) == (younger.pk, older.pk)
    for case, other in (pair, pair[::-1]):
        act = CaseAct.objects.filter(case=case).latest("seq")
        assert (act.act, act.facts) == ("merge_case", {"case": str(other.pk), "link": "merged"})
        assert act.from_state == act.to_state == "received"
        assert Line.objects.filter(act="merge_case", subject_id=str(case.pk)).count() == 1
    younger.refresh_from_db()
    assert list(younger.clocks.order_by("pk").values_list("step", "due_on", "ended_on")) == clocks


def test_what_was_joined_can_be_parted_and_joined_anew(stage, pair):
    older, younger = pair
    join(stage, younger, older, acts.connect_cases)
    refused("linked_already", join, stage, older, younger, acts.connect_cases)
    join(stage, younger, older)
    join(stage, younger, older, acts.part_cases)
    refused("not_linked", join, stage, younger, older, acts.part_cases)
    join(stage, younger, older)
    kinds = [(link.kind, link.parted_at is None) for link in CaseLink.objects.order_by("pk")]
    assert kinds == [("connected", False), ("merged", False), ("merged", True)]


def test_a_merge_that_the_law_or_the_order_of_cases_does_not_allow_is_refused(stage, pair):
    older, younger = pair
    third = stage.report(wita(6), what=STORY).case
    refused("linked_to_itself", join, stage, older, older)
    refused("reason_missing", acts.merge_cases, older, younger, reason=" ", actor=stage.officer, at=wita(6))
    join(stage, younger, older)
    refused("merged_already", join, stage, third, younger)
    join(stage, third, older)
    earliest = stage.report(wita(3), what=STORY).case
    acts.withdraw_report(earliest, reason="Dicabut.", actor=stage.officer, at=wita(6))
    refused("wrong_state", join, stage, third, earliest)
    elsewhere = stage.report(wita(4), office=Office.objects.get(pk="64.01")).case
    with pytest.raises((NotAllowed, OutOfSight)):
        join(stage, older, elsewhere)
    told = acts.record_information(
        office=stage.office, event=stage.event, channel="phone", facts=Facts(title="Amplop", what=STORY),
        actor=stage.officer, at=wita(2),
    )  # fmt: skip
    refused("information_leads", join, stage, stage.report(wita(6)).case, told)


def test_whoever_is_kept_from_one_case_can_neither_join_it_nor_see_that_it_is_joined(desk, stage, pair):
    older, younger = pair
    join(stage, younger, older)
    acts.recuse(older, stage.cast.officer, ground="kinship", actor=stage.officer, at=wita(6))
    page = desk.open(stage.cast.officer, "case", younger.pk)
    assert page.context["joined"] == []
    assert str(older.pk) not in page.content.decode()
    assert (
        desk.ask(stage.cast.officer, younger, "part_case").context["form"].fields["other"].queryset.count()
        == 0
    )
    with pytest.raises(OutOfSight):
        join(stage, younger, older, acts.part_cases)


def test_the_study_of_the_leading_case_counts_for_both_and_each_reporter_is_told(stage):
    older = stage.studied(stage.registered(wita(4)), wita(6))
    younger = stage.registered(wita(5))
    join(stage, younger, older, at=wita(7))
    outcome = [
        OutcomeIn(party, "criminal", "not_continued", "Bukti belum cukup.")
        for party in younger.parties.filter(role="respondent")
    ]
    acts.decide(younger, stage.plenary(wita(8)), outcome, actor=stage.chair, at=wita(8))
    assert younger.clocks.filter(step="status_notice", ended_on=None).exists()
    refused("not_notified", acts.close_case, younger, actor=stage.officer, at=wita(8))


def test_a_case_that_leaves_for_another_office_is_parted_by_that_act(stage, pair):
    older, younger = pair
    join(stage, younger, older)
    district = Office.objects.get(pk="64.02.06")
    acts.delegate_case(
        younger, to_office=district, number="1", reason="Lokasi.", actor=stage.chair, at=wita(7)
    )
    assert CaseLink.objects.get().parted_at == wita(7)
    assert CaseAct.objects.filter(act="part_case").count() == 2


def test_a_person_merges_on_the_page_what_was_suggested_and_parts_it_again(desk, stage, pair):
    older, younger = pair
    desk.at(wita(6))
    asked = desk.open(stage.cast.officer, "act", younger.pk, "merge_case", other=older.pk)
    assert asked.context["form"]["other"].value() == str(older.pk)
    typed = desk.fill(asked, reason="Peristiwa yang sama.")
    assert desk.send(stage.cast.officer, younger, "merge_case", typed).status_code == 302
    page = desk.open(stage.cast.officer, "case", older.pk)
    assert [item.case for item in page.context["joined"]] == [younger]
    assert page.context["similar"] == []
    younger.refresh_from_db()
    done = desk.do(
        stage.cast.officer, younger, "part_case", other=str(older.pk), reason="Ternyata lain hari."
    )
    assert done.status_code == 302
    older.refresh_from_db()
    wrong = desk.do(stage.cast.officer, older, "connect_case", other="", number="tidak ada", reason="x")
    assert wrong.status_code == 422
    right = desk.do(
        stage.cast.officer,
        older,
        "connect_case",
        other="",
        number=younger.number_received,
        reason="Satu acara.",
    )
    assert right.status_code == 302
