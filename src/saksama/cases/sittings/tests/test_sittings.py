"""A sitting from its plan to the signatures: agenda, quorum, decisions by the cases' own acts, minutes."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import Plenary
from saksama.cases.operations.plenaries import MemberVote, PlenaryRecord
from saksama.cases.problems import Problem
from saksama.cases.sittings import operations, queries
from saksama.cases.sittings.models import Seat, Signature, Sitting
from saksama.cases.sittings.operations import Plan, Presence
from saksama.cases.testing import wita
from saksama.evidence.sealing import open_plain
from saksama.journal.models import Line
from saksama.people import scope
from saksama.places.models import Office

VERIFY = "https://saksama.example/periksa/"
TODAY = wita(6).date()


@pytest.fixture
def ready(stage):
    """A report that is complete, and one registered with its study: both wait for the members."""
    complete = stage.report(wita(4), title="Beras dibagikan").case
    acts.conclude_initial_study(
        complete, checks=stage.checks(complete), classes=["criminal"], actor=stage.officer, at=wita(5)
    )
    studied = stage.studied(stage.registered(wita(2)), wita(5))
    complete.refresh_from_db()
    return complete, studied


def members(stage) -> list[Any]:
    return [stage.cast.chair, stage.cast.coordinator, *stage.cast.members]


def plan(stage, at=None) -> Plan:
    return Plan(at or wita(6, 13), "Ruang rapat", stage.cast.chair)


def planned(stage, *matters) -> Sitting:
    return operations.plan_sitting(
        stage.office, stage.event, plan(stage), matters, actor=stage.chair, at=wita(5, 15)
    )


def opened(stage, sitting, away=()) -> Sitting:
    present = {
        member: Presence(Seat.Presence.EXCUSED, "Sakit")
        if member in away
        else Presence(Seat.Presence.PRESENT)
        for member in members(stage)
    }
    return operations.open_sitting(
        sitting, present, opened_at=wita(6, 13), actor=stage.chair, at=wita(6, 13, 5)
    )


def accept(stage, case, sitting, voters) -> Plenary:
    votes = [MemberVote(member, agrees=True) for member in voters]
    record = PlenaryRecord(wita(6, 13, 30), votes, "Syarat terpenuhi.", sitting=sitting)
    return acts.accept_in_plenary(case, record, actor=stage.chair, at=wita(6, 13, 40))


def test_cases_that_wait_for_the_members_are_suggested_by_limit_until_they_stand_on_an_agenda(stage, ready):
    complete, studied = ready
    stage.registered(wita(3))  # no study yet: nothing to decide
    found = queries.waiting_cases(stage.office, stage.cast.chair, today=TODAY)
    assert [(case.pk, purpose) for case, purpose in found] == [
        (studied.pk, "decision"),
        (complete.pk, "registration"),
    ]
    planned(stage, *found)
    assert queries.waiting_cases(stage.office, stage.cast.chair, today=TODAY) == []


def test_a_decision_is_the_case_s_own_act_and_the_agenda_refers_to_it(stage, ready):
    complete, _ = ready
    sitting = opened(stage, planned(stage, (complete, "registration")))
    decided = accept(stage, complete, sitting, members(stage))
    item = sitting.items.get()
    assert (item.plenary, decided.number) == (decided, sitting.number)
    complete.refresh_from_db()
    assert complete.state == "to_register"
    operations.close_sitting(sitting, closed_at=wita(6, 14), actor=stage.chair, at=wita(6, 14))
    told = list(Line.objects.filter(subject_kind="sitting").order_by("seq").values_list("act", flat=True))
    assert told == ["sitting_planned", "agenda_added", "sitting_opened", "sitting_closed"]


def test_who_is_not_there_has_no_vote_in_the_sitting(stage, ready):
    complete, _ = ready
    away = stage.cast.members[0]
    sitting = opened(stage, planned(stage, (complete, "registration")), away=[away])
    with pytest.raises(Problem, match=away.name):
        accept(stage, complete, sitting, members(stage))
    assert sitting.items.get().is_waiting


@pytest.mark.parametrize("how", ["before", "planned", "elsewhere"])
def test_an_act_names_only_an_open_sitting_with_the_case_on_its_agenda(stage, ready, how):
    complete, studied = ready
    matter = studied if how == "elsewhere" else complete
    sitting = planned(stage, (matter, "decision" if how == "elsewhere" else "registration"))
    if how != "planned":
        opened(stage, sitting)
    votes = [MemberVote(member, agrees=True) for member in members(stage)]
    held = wita(6, 12) if how == "before" else wita(6, 13, 30)
    record = PlenaryRecord(held, votes, "Syarat terpenuhi.", sitting=sitting)
    with pytest.raises(Problem) as refused:
        acts.accept_in_plenary(complete, record, actor=stage.chair, at=wita(6, 14))
    expected = {"before": "before_the_sitting", "planned": "sitting_not_open", "elsewhere": "not_on_agenda"}
    assert refused.value.code == expected[how]


def test_a_sitting_without_enough_members_is_not_opened_and_takes_no_number(stage, ready):
    sitting = planned(stage, (ready[0], "registration"))
    with pytest.raises(Problem) as refused:
        opened(stage, sitting, away=members(stage)[:2])
    assert refused.value.code == "no_quorum"
    sitting.refresh_from_db()
    assert (sitting.state, sitting.number) == ("planned", "")


def test_a_sitting_is_closed_only_when_each_item_is_decided_or_put_off_with_a_reason(stage, ready):
    sitting = opened(stage, planned(stage, *zip(ready, ("registration", "decision"), strict=True)))
    accept(stage, ready[0], sitting, members(stage))
    with pytest.raises(Problem) as refused:
        operations.close_sitting(sitting, closed_at=wita(6, 14), actor=stage.chair, at=wita(6, 14))
    assert ready[1].number in str(refused.value)
    item = sitting.items.get(case=ready[1])
    with pytest.raises(Problem) as silent:
        operations.take_off_agenda(item, reason=" ", actor=stage.chair, at=wita(6, 14))
    assert silent.value.code == "reason_missing"
    operations.take_off_agenda(item, reason="Ahli belum didengar.", actor=stage.chair, at=wita(6, 14))
    operations.close_sitting(sitting, closed_at=wita(6, 14), actor=stage.chair, at=wita(6, 14))


def test_only_who_holds_plenaries_of_this_office_plans_one(stage):
    for account in (stage.cast.officer, stage.cast.neighbour, stage.cast.province_chair):
        with pytest.raises(scope.NotAllowed):
            operations.plan_sitting(
                stage.office, stage.event, plan(stage), actor=Actor.of(account), at=wita(5)
            )


@pytest.fixture
def held(stage, ready):
    """A closed sitting: one case decided, with one member kept from it; one put off."""
    Office.objects.filter(pk=stage.office.pk).update(members_count=4)
    kept = stage.cast.members[1]
    sitting = opened(stage, planned(stage, *zip(ready, ("registration", "decision"), strict=True)))
    acts.recuse(ready[0], kept, ground="kinship", actor=stage.chair, at=wita(6, 13, 10))
    accept(stage, ready[0], sitting, [member for member in members(stage) if member != kept])
    operations.take_off_agenda(
        sitting.items.get(case=ready[1]), reason="Ahli belum didengar.", actor=stage.chair, at=wita(6, 14)
    )
    return operations.close_sitting(sitting, closed_at=wita(6, 14), actor=stage.chair, at=wita(6, 14))


def test_the_minutes_say_who_sat_what_was_decided_who_was_kept_out_in_pdf_and_word(stage, held):
    issued = operations.issue_minutes(held, verify_base=VERIFY, actor=stage.chair, at=wita(6, 15))
    assert issued.number == held.number
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content(issued))).pages)
    expected = [
        "Anggota Dua (hubungan keluarga",
        "3 dari yang hadir",
        "Ahli belum didengar",
        "Syarat terpenuhi",
    ]
    flat = " ".join(text.split())
    for words in expected:
        assert words in flat, words
    word = operations.issue_minutes(
        held, verify_base=VERIFY, file="docx", reason="Untuk disunting.", actor=stage.chair, at=wita(6, 16)
    )
    document = Document(io.BytesIO(content(word)))
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    whole = " ".join([*(paragraph.text for paragraph in document.paragraphs), cells])
    for words in expected:
        assert words in " ".join(whole.split()), words
    assert word.replaces == issued


def test_a_signature_says_who_signed_when_and_who_saw_it_and_a_refusal_says_why(stage, held):
    with pytest.raises(Problem) as early:
        sign(stage, held, stage.cast.chair)
    assert early.value.code == "minutes_not_issued"
    operations.issue_minutes(held, verify_base=VERIFY, actor=stage.chair, at=wita(6, 15))
    row = sign(stage, held, stage.cast.chair)
    assert (row.recorded_by, row.signed_at) == (stage.cast.chair.code, wita(6, 15, 20))
    with pytest.raises(Problem) as again:
        sign(stage, held, stage.cast.chair)
    with pytest.raises(Problem) as silent:
        sign(stage, held, stage.cast.members[0], way=Signature.Way.REFUSED)
    assert (again.value.code, silent.value.code) == ("signed_already", "reason_missing")
    with pytest.raises(Problem) as before:
        sign(stage, held, stage.cast.coordinator, signed_at=wita(6, 15) - timedelta(minutes=1))
    assert before.value.code == "signed_before_issue"


def content(document) -> bytes:
    return b"".join(open_plain(document.file))


def sign(stage, sitting, member, *, way=Signature.Way.HAND, signed_at=None) -> Signature:
    return operations.record_signature(
        sitting, member, way=way, signed_at=signed_at or wita(6, 15, 20), actor=stage.chair, at=wita(6, 16)
    )


# --- screens -----------------------------------------------------------------------------------------


def test_a_member_kept_from_a_case_neither_sees_it_on_the_agenda_nor_opens_the_minutes(stage, desk, held):
    desk.at(wita(6, 16))
    issued = operations.issue_minutes(held, verify_base=VERIFY, actor=stage.chair, at=wita(6, 15))
    seen = desk.open(stage.cast.members[1], "sitting", held.pk).content.decode()
    assert "Beras dibagikan" not in seen
    assert "Amplop dibagikan" in seen
    for name, args in (("sitting_issue", []), ("sitting_minutes", ["pdf"]), ("sitting_issued", [issued.pk])):
        assert desk.open(stage.cast.members[1], name, held.pk, *args).status_code == 404, name
    assert "Beras dibagikan" in desk.open(stage.cast.chair, "sitting", held.pk).content.decode()


def test_a_sitting_is_led_by_the_screens_from_plan_to_signature(stage, desk, ready):
    Office.objects.filter(pk=stage.office.pk).update(members_count=4)
    chair = stage.cast.chair
    desk.at(wita(6, 12))

    def do(name: str, *args: Any, **typed: Any) -> Any:
        asked = desk.open(chair, name, *args)
        assert asked.status_code == 200, (name, args)
        data = desk.fill(asked, **typed)
        sent = desk.of(chair).post(reverse(f"cases:{name}", args=args), data)
        assert sent.status_code == 302, sent.context["form"].errors
        return sent

    shown = desk.open(chair, "sitting_new")
    keys = [key for key, _ in shown.context["form"].fields["matters"].choices]
    do("sitting_new", starts_hour="13.00", matters=keys[:1])
    sitting = Sitting.objects.get()
    do("sitting_act", sitting.pk, "agenda", matters=keys[1:])
    desk.at(wita(6, 13, 5))
    there = {f"choice__{member.pk}": "present" for member in members(stage)[:3]}
    do("sitting_act", sitting.pk, "buka", **there, **{f"choice__{members(stage)[3].pk}": "absent"})
    asked = desk.ask(chair, ready[0], "accept_in_plenary")
    form = asked.context["form"]
    assert form["in_sitting"].value() == str(sitting.pk)
    assert form[f"vote-{members(stage)[3].pk}"].value() == "absent"
    votes = {f"vote__{member.pk}": "agree" for member in members(stage)[:3]}
    sent = desk.do(chair, ready[0], "accept_in_plenary", reasons="Syarat terpenuhi.", **votes)
    assert sent.url == reverse("cases:sitting", args=[sitting.pk])
    waiting = sitting.items.get(case=ready[1])
    do("sitting_item", sitting.pk, waiting.pk, reason="Ahli belum didengar.")
    desk.at(wita(6, 14))
    do("sitting_act", sitting.pk, "tutup")
    do("sitting_issue", sitting.pk)
    do("sitting_act", sitting.pk, "tanda-tangan", **{f"choice__{chair.pk}": "hand"})
    page = desk.open(chair, "sitting", sitting.pk).content.decode()
    assert "Ahli belum didengar." in page
    assert Signature.objects.get().member == chair


def test_the_page_asks_as_many_questions_for_two_cases_as_for_one(stage, desk, ready):
    sitting = planned(stage, (ready[1], "decision"))
    desk.at(wita(6, 12))
    desk.open(stage.cast.chair, "sitting", sitting.pk)
    counts = []
    for case in (None, ready[0]):
        if case is not None:
            operations.put_on_agenda(sitting, case, "registration", actor=stage.chair, at=wita(6, 11))
        with CaptureQueriesContext(connection) as asked:
            desk.open(stage.cast.chair, "sitting", sitting.pk)
        counts.append(len(asked))
    assert counts[1] <= counts[0] <= 36
