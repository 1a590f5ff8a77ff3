"""Cases on their way between offices, and what is left behind by unusual ends."""

from datetime import date

import pytest

from saksama.cases import operations as acts
from saksama.cases import queries
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations.intake import Facts, Respondent
from saksama.cases.problems import Problem
from saksama.cases.testing import wita
from saksama.places.models import Office

pytestmark = pytest.mark.django_db


def province(stage):
    return Actor.of(stage.cast.province_chair)


def pass_on(stage, case, at):
    """The province takes the case over and confirms receipt."""
    acts.take_over_case(
        case, to_office=Office.objects.get(pk="64"), number="3/Prov", reason="Lintas daerah.",
        actor=province(stage), at=at,
    )  # fmt: skip
    acts.receive_delegation(case, actor=province(stage), at=at)
    case.refresh_from_db()
    return case


def accepted_finding(stage):
    written = acts.write_supervision_record(
        office=stage.office, event=stage.event, observed_on=date(2024, 11, 4), place="Pasar", text="Terlihat.",
        actor=stage.officer, at=wita(4),
    )  # fmt: skip
    case = acts.propose_finding(
        source=written, facts=Facts("Spanduk", "Spanduk di pasar", occurred_on=date(2024, 11, 4)),
        respondents=[Respondent("Budi")], classes=["administrative"], actor=stage.officer, at=wita(5),
    )  # fmt: skip
    acts.accept_in_plenary(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    case.refresh_from_db()
    return case


def test_an_accepted_finding_that_is_taken_over_is_still_to_be_registered(stage):
    case = pass_on(stage, accepted_finding(stage), wita(6, 12))
    assert (case.state, case.office_id) == (t.TO_REGISTER, "64")
    assert case.next_step == "registration"


def test_a_case_whose_handling_was_extended_stays_extended_when_taken_over(stage):
    case = stage.registered(wita(4))
    acts.extend_handling(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    limit = case.clocks.get(step="extended_handling").due_on
    case = pass_on(stage, case, wita(6, 14))
    assert (case.state, case.next_due_on) == (t.EXTENDED, limit)
    with pytest.raises(Problem) as refusal:
        acts.extend_handling(case, stage.plenary(wita(7)), actor=province(stage), at=wita(7))
    assert refusal.value.code == "wrong_state"


def test_a_registered_case_that_is_taken_over_keeps_its_clock(stage):
    case = stage.registered(wita(4))
    before = case.clocks.get(step="handling", ended_on=None)
    case = pass_on(stage, case, wita(6))
    after = case.clocks.get(step="handling", ended_on=None)
    assert (after.pk, after.due_on, case.next_due_on) == (before.pk, before.due_on, before.due_on)


def test_a_published_matter_is_not_extended_a_second_time(stage):
    case = stage.report().case
    Case.objects.filter(pk=case.pk).update(is_published=True)
    case.refresh_from_db()
    acts.register_published(
        case, number=5, classes=["criminal"], reason="Siaran pers.", actor=stage.officer, at=wita(5)
    )
    with pytest.raises(Problem):
        acts.extend_handling(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))


def not_registered(stage):
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case, evidence="Foto belum ada."), classes=["criminal"],
        actor=stage.officer, at=wita(5),
    )  # fmt: skip
    acts.decline_registration(case, stage.plenary(wita(5)), actor=stage.chair, at=wita(5))
    case.refresh_from_db()
    return case


def test_the_reporter_of_a_traced_report_is_still_told_that_it_was_not_registered(stage):
    case = not_registered(stage)
    acts.keep_as_information(case, reason="Isi layak ditelusuri.", actor=stage.officer, at=wita(6))
    with pytest.raises(Problem) as refusal:
        acts.end_tracing(case, reason="Tidak ditemukan.", actor=stage.officer, at=wita(7))
    assert refusal.value.code == "not_notified"
    acts.notify_status(case, channel="letter", text="Tidak diregistrasi.", actor=stage.officer, at=wita(7))
    acts.end_tracing(case, reason="Tidak ditemukan.", actor=stage.officer, at=wita(7))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.CLOSED, None)
    assert not case.clocks.filter(ended_on=None).exists()


def test_a_report_kept_as_information_still_counts_as_handled(stage):
    case = not_registered(stage)
    acts.keep_as_information(case, reason="Isi layak ditelusuri.", actor=stage.officer, at=wita(6))
    told = queries.figures("64.02", on=date(2024, 11, 6))
    assert (told.handled, told.information, dict(told.by_state)) == (1, 0, {t.PRELIMINARY: 1})


def test_a_case_counts_where_it_was_handled_and_once_in_the_province(stage):
    pass_on(stage, stage.registered(wita(4)), wita(7))
    counts = {
        (code, day): queries.figures(code, on=date(2024, 11, day)).handled
        for code in ("64.02", "64.01", "64")
        for day in (4, 5, 7)
    }
    assert counts == {
        ("64.02", 4): 0, ("64.02", 5): 1, ("64.02", 7): 1,
        ("64.01", 4): 0, ("64.01", 5): 0, ("64.01", 7): 0,
        ("64", 4): 0, ("64", 5): 1, ("64", 7): 1,
    }  # fmt: skip
    assert queries.figures("64", on=date(2024, 11, 7)).by_class == {"criminal": 1}


def test_a_case_delegated_before_anybody_studied_it_counts_as_handled_at_the_office_that_studies_it(stage):
    nation = Office.objects.get(pk="00")
    chair = Actor.of(stage.cast.province_chair)
    case = stage.report(wita(4), office=Office.objects.get(pk="64")).case
    acts.delegate_case(case, to_office=stage.office, number="12", reason="Locus.", actor=chair, at=wita(5))
    acts.receive_delegation(case, actor=stage.officer, at=wita(6))
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(7)
    )
    figures = [queries.figures("64.02", on=date(2024, 11, day)) for day in (5, 6, 7)]
    assert [(told.received_only, told.handled) for told in figures] == [(0, 0), (1, 0), (0, 1)]
    assert queries.figures(nation.code, on=date(2024, 11, 7)).handled == 1


def test_a_dropped_class_leaves_the_figures_on_the_day_it_was_dropped(stage):
    case = stage.report(wita(4)).case
    given = {"actor": stage.officer}
    acts.conclude_initial_study(
        case, checks=stage.checks(case, evidence="Foto."), classes=["criminal"], at=wita(5), **given
    )
    acts.notify_shortcomings(case, channel="sms", at=wita(5), **given)
    acts.receive_completion(case, told="Ini fotonya.", at=wita(6), **given)
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["asn_neutrality"], at=wita(7), **given
    )
    by_class = {day: queries.figures("64.02", on=date(2024, 11, day)).by_class for day in (6, 7)}
    assert by_class == {6: {"criminal": 1}, 7: {"asn_neutrality": 1}}


def test_information_that_is_stopped_waits_for_nobody_to_be_told(stage):
    case = acts.record_information(
        office=stage.office, event=stage.event, channel="phone", facts=Facts("Kabar", "Isi kabar"),
        actor=stage.officer, at=wita(4),
    )  # fmt: skip
    acts.stop_case(case, reason="Bukan wewenang kami.", actor=stage.chair, at=wita(5))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.STOPPED, None)
