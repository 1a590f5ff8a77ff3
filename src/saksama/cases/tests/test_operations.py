"""Acts on cases: what they write, what they refuse, which clocks they start."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from saksama.cases import operations as acts
from saksama.cases import queries, rules
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case, CaseAct, Outcome, Party
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import Facts, Respondent
from saksama.cases.problems import Problem
from saksama.cases.testing import scene, wita
from saksama.journal.queries import lines_of, verify
from saksama.people.scope import OutOfSight, Refused
from saksama.places.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db):
    return scene()


def clock(case, step):
    return case.clocks.filter(step=step).latest("id")


# --- receipt -----------------------------------------------------------------------------------------


def test_a_report_gets_number_clock_and_a_code_that_is_stored_nowhere(stage):
    received = stage.report(wita(4))
    case = Case.objects.get()
    assert case.number_received == "001/LP/PB/Kab/23.07/XI/2024"
    assert (case.state, case.next_due_on, case.next_step) == (t.RECEIVED, date(2024, 11, 5), "initial_study")
    assert len(received.tracking_code) == rules.TRACKING_LENGTH
    assert received.tracking_code.encode() not in bytes(case.tracking_digest)


def test_a_report_on_day_eight_is_received_and_its_filing_clock_says_late(stage):
    case = stage.report(wita(12), known_on=date(2024, 11, 4), occurred_on=date(2024, 11, 4)).case
    filing = clock(case, "filing")
    assert (filing.due_on, filing.other_due_on) == (date(2024, 11, 10), date(2024, 11, 11))
    assert filing.result == "late"
    assert case.state == t.RECEIVED


@pytest.mark.parametrize(("day", "result"), [(10, "met"), (11, "met"), (12, "late")])
def test_the_filing_door_closes_after_the_later_reading(stage, day, result):
    case = stage.report(wita(day), known_on=date(2024, 11, 4), occurred_on=date(2024, 11, 4)).case
    assert clock(case, "filing").result == result


def test_a_saturday_report_is_received_and_marked_and_its_later_reading_waits_for_the_office(stage):
    case = stage.report(wita(9, 8, 2)).case
    assert case.outside_hours
    study = clock(case, "initial_study")
    assert (study.due_on, study.other_due_on) == (date(2024, 11, 10), date(2024, 11, 13))


def test_an_event_known_before_it_happened_is_refused_with_both_days(stage):
    with pytest.raises(Problem) as refusal:
        stage.report(occurred_on=date(2024, 11, 3), known_on=date(2024, 11, 2))
    assert refusal.value.code == "known_before_event"
    assert not Case.objects.exists()


def test_an_event_of_tomorrow_is_refused(stage):
    with pytest.raises(Problem) as refusal:
        stage.report(wita(4), occurred_on=date(2024, 11, 5), known_on=None)
    assert refusal.value.code == "in_the_future"


def test_the_reporter_is_in_the_case_by_label_only(stage):
    case = stage.report().case
    reporter = case.parties.get(role=Party.Role.REPORTER)
    assert reporter.name == ""
    assert reporter.identity.label == reporter.label
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=reporter.pk).update(name="Siti")


# --- initial study and completion --------------------------------------------------------------------


def test_missing_items_are_named_and_start_the_completion_clock_at_the_notice(stage):
    case = stage.report(wita(4)).case
    checks = stage.checks(case, evidence="Foto belum ada.")
    acts.conclude_initial_study(case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(5))
    acts.notify_shortcomings(case, channel="whatsapp", actor=stage.officer, at=wita(5, 11))
    case.refresh_from_db()
    assert case.state == t.AWAITING_COMPLETION
    assert clock(case, "initial_study").result == "met"
    completion = clock(case, "completion")
    assert (completion.due_on, completion.other_due_on) == (date(2024, 11, 6), date(2024, 11, 7))


def test_an_unjudged_requirement_is_named(stage):
    case = stage.report().case
    checks = [rules.Check(c.requirement, None) for c in stage.checks(case)]
    with pytest.raises(Problem) as refusal:
        acts.conclude_initial_study(
            case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(5)
        )
    assert refusal.value.code == "checks_incomplete"


def test_what_is_missing_must_be_named(stage):
    case = stage.report().case
    with pytest.raises(Problem) as refusal:
        acts.conclude_initial_study(
            case,
            checks=stage.checks(case, evidence=" "),
            classes=["criminal"],
            actor=stage.officer,
            at=wita(5),
        )
    assert refusal.value.code == "missing_unnamed"


def test_a_study_after_both_readings_needs_a_reason(stage):
    case = stage.report(wita(4)).case
    given = {"checks": stage.checks(case), "classes": ["criminal"], "actor": stage.officer}
    with pytest.raises(Problem) as refusal:
        acts.conclude_initial_study(case, at=wita(7), **given)
    assert refusal.value.code == "limit_passed"
    acts.conclude_initial_study(case, at=wita(7), reason="Listrik padam dua hari.", **given)
    assert clock(case, "initial_study").result == "late"


def test_registration_is_not_declined_while_the_reporter_may_still_complete(stage):
    case = stage.report(wita(4)).case
    checks = stage.checks(case, evidence="Foto belum ada.")
    acts.conclude_initial_study(case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(5))
    acts.notify_shortcomings(case, channel="sms", actor=stage.officer, at=wita(5))
    for day in (6, 7):
        with pytest.raises(Problem) as refusal:
            acts.decline_registration(case, stage.plenary(wita(day)), actor=stage.chair, at=wita(day))
        assert refusal.value.code == "limit_not_passed"
    acts.decline_registration(case, stage.plenary(wita(8)), actor=stage.chair, at=wita(8))
    case.refresh_from_db()
    assert (case.state, case.next_step) == (t.NOT_REGISTERED, "status_notice")


# --- registration, extension, decision ---------------------------------------------------------------


def test_registered_on_10_november_is_due_on_the_12th_and_extended_on_the_14th(stage):
    case = stage.registered(wita(9))
    handling = clock(case, "handling")
    assert (handling.due_on, handling.other_due_on) == (date(2024, 11, 12), date(2024, 11, 13))
    acts.extend_handling(case, stage.plenary(wita(12)), actor=stage.chair, at=wita(12))
    longer = clock(case, "extended_handling")
    assert (longer.start_on, longer.due_on) == (date(2024, 11, 10), date(2024, 11, 14))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.EXTENDED, date(2024, 11, 14))


@pytest.mark.parametrize(("present", "code"), [(2, "no_quorum"), (3, None)])
def test_a_plenary_of_five_members_needs_three(stage, present, code):
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(5)
    )
    plenary = stage.plenary(wita(5), present=present)
    if code is None:
        acts.accept_in_plenary(case, plenary, actor=stage.chair, at=wita(5))
        return
    with pytest.raises(Problem) as refusal:
        acts.accept_in_plenary(case, plenary, actor=stage.chair, at=wita(5))
    assert refusal.value.code == code


def test_a_tied_vote_carries_nothing_and_a_dissent_keeps_its_reason(stage):
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(5)
    )
    with pytest.raises(Problem) as refusal:
        acts.accept_in_plenary(case, stage.plenary(wita(5), dissenting=2), actor=stage.chair, at=wita(5))
    assert refusal.value.code == "no_majority"
    held = acts.accept_in_plenary(case, stage.plenary(wita(5), dissenting=1), actor=stage.chair, at=wita(5))
    assert held.votes.get(vote="dissent").reason == "Bukti belum cukup."


def test_a_decision_gives_an_outcome_to_each_respondent_in_each_class(stage):
    case = stage.registered(classes=["criminal", "asn_neutrality"])
    second = acts.add_party(
        case, role="respondent", respondent=Respondent("Rina"), actor=stage.officer, at=wita(5)
    )
    case = stage.studied(case, wita(6))
    first = case.parties.get(label="T-1")
    given = [
        OutcomeIn(party, code, Outcome.Result.NO_VIOLATION, "Tidak terbukti.")
        for party in (first, second)
        for code in ("criminal", "asn_neutrality")
    ]
    with pytest.raises(Problem) as refusal:
        acts.decide(case, stage.plenary(wita(7)), given[:3], actor=stage.chair, at=wita(7))
    assert refusal.value.code == "outcome_missing"
    acts.decide(case, stage.plenary(wita(7)), given, actor=stage.chair, at=wita(7))
    assert case.outcomes.count() == 4


def test_a_violation_goes_to_the_destination_of_its_day_and_the_case_closes_after_it(stage):
    case = stage.studied(stage.registered(classes=["asn_neutrality"]), wita(6))
    party = case.parties.get(label="T-1")
    acts.decide(
        case, stage.plenary(wita(7)),
        [OutcomeIn(party, "asn_neutrality", Outcome.Result.VIOLATION, "Terbukti.")],
        actor=stage.chair, at=wita(7),
    )  # fmt: skip
    outcome = case.outcomes.get()
    assert outcome.destination == "bkn_sbt"
    with pytest.raises(Problem) as refusal:
        acts.close_case(case, actor=stage.officer, at=wita(7))
    assert refusal.value.code == "not_forwarded"
    acts.forward_outcome(outcome, agency="BKN", number="1/X", actor=stage.officer, at=wita(7))
    with pytest.raises(Problem) as refusal:
        acts.close_case(case, actor=stage.officer, at=wita(7))
    assert refusal.value.code == "not_notified"
    acts.notify_status(case, channel="letter", text="Selesai.", actor=stage.officer, at=wita(8))
    acts.close_case(case, actor=stage.officer, at=wita(8))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.CLOSED, None)


# --- clarification -----------------------------------------------------------------------------------


def test_a_second_summons_follows_an_absence_and_there_is_no_third(stage):
    case = stage.registered(wita(4))
    witness = case.parties.get(role=Party.Role.WITNESS)
    given = {"party": witness, "place": "Kantor", "actor": stage.officer}
    first = acts.invite_to_clarify(case, scheduled_at=wita(6, 10), at=wita(5), **given)
    with pytest.raises(Problem) as refusal:
        acts.invite_to_clarify(case, scheduled_at=wita(6, 12), at=wita(5), **given)
    assert refusal.value.code == "second_summons_only_after_absence"
    with pytest.raises(Problem) as refusal:
        acts.record_clarification(first, came=False, actor=stage.officer, at=wita(6, 9))
    assert refusal.value.code == "not_yet_held"
    acts.record_clarification(first, came=False, actor=stage.officer, at=wita(6, 11))
    second = acts.invite_to_clarify(case, scheduled_at=wita(7, 10), at=wita(6, 11), **given)
    acts.record_clarification(second, came=False, actor=stage.officer, at=wita(7, 11))
    with pytest.raises(Problem) as refusal:
        acts.invite_to_clarify(case, scheduled_at=wita(8, 10), at=wita(7, 11), **given)
    assert refusal.value.code == "summoned_twice"


# --- findings and information ------------------------------------------------------------------------


def test_a_finding_comes_from_a_record_and_is_set_by_plenary(stage):
    written = acts.write_supervision_record(
        office=stage.office, event=stage.event, observed_on=date(2024, 11, 4), place="Pasar", text="Terlihat.",
        actor=stage.officer, at=wita(4),
    )  # fmt: skip
    case = acts.propose_finding(
        source=written, facts=Facts("Spanduk", "Spanduk di pasar", occurred_on=date(2024, 11, 4)),
        respondents=[Respondent("Budi")], classes=["administrative"], actor=stage.officer, at=wita(5),
    )  # fmt: skip
    assert (case.next_step, case.next_due_on) == ("finding", date(2024, 11, 10))
    acts.accept_in_plenary(case, stage.plenary(wita(6)), actor=stage.chair, at=wita(6))
    acts.register_case(case, actor=stage.officer, at=wita(6))
    case.refresh_from_db()
    assert case.number_registered == "001/Reg/TM/PB/Kab/23.07/XI/2024"


# --- between offices ---------------------------------------------------------------------------------


def test_a_delegated_case_is_received_by_the_other_office_which_starts_its_own_clock(stage):
    nation = Office.objects.get(pk="00")
    chair = Actor.of(people_chair("00-ketua", "00"))
    case = stage.report(wita(4), office=nation).case
    sent = acts.delegate_case(
        case, to_office=stage.office, number="12/RI", reason="Locus.", actor=chair, at=wita(6)
    )
    case.refresh_from_db()
    assert (case.state, case.office_id, sent.received_at) == (t.IN_TRANSFER, "00", None)
    acts.receive_delegation(case, actor=stage.officer, at=wita(9, 7, 52))
    case.refresh_from_db()
    assert (case.state, case.office_id, case.next_due_on) == (t.RECEIVED, "64.02", date(2024, 11, 10))
    assert [row.office_code for row in case.acts.all()] == ["00", "00", "64.02"]


def test_a_case_is_not_delegated_to_a_neighbour(stage):
    case = stage.report().case
    with pytest.raises(Problem) as refusal:
        acts.delegate_case(
            case,
            to_office=Office.objects.get(pk="64.01"),
            number="1",
            reason="x",
            actor=stage.chair,
            at=wita(5),
        )
    assert refusal.value.code == "wrong_office"


def test_a_higher_office_takes_over_and_both_sides_sign(stage):
    case = stage.registered(wita(4))
    province = Actor.of(stage.cast.province_chair)
    acts.take_over_case(
        case,
        to_office=Office.objects.get(pk="64"),
        number="3/Prov",
        reason="Lintas daerah.",
        actor=province,
        at=wita(6),
    )
    handed = acts.hand_over_case(case, actor=stage.chair, at=wita(6, 12))
    assert handed.handed_over_by == stage.chair.code
    acts.receive_delegation(case, actor=province, at=wita(6, 14))
    case.refresh_from_db()
    assert (case.office_id, case.state) == ("64", t.REGISTERED)


def people_chair(code, office):
    from saksama.people.models import Role
    from saksama.people.testing import person

    return person(code, "Ketua", Role.CHAIR, office=office)


# --- who, when, in which state -----------------------------------------------------------------------


def test_a_stranger_does_not_learn_that_the_case_exists(stage):
    case = stage.report().case
    with pytest.raises(OutOfSight):
        acts.conclude_initial_study(
            case,
            checks=stage.checks(case),
            classes=["criminal"],
            actor=Actor.of(stage.cast.neighbour),
            at=wita(5),
        )


def test_a_colleague_without_the_act_is_refused(stage):
    case = stage.report().case
    with pytest.raises(Refused):
        acts.stop_case(case, reason="x", actor=stage.officer, at=wita(5))


def test_a_stale_version_is_refused_and_nothing_is_written(stage):
    case = stage.report().case
    acts.add_party(case, role="respondent", respondent=Respondent("Rina"), actor=stage.officer, at=wita(5))
    before = CaseAct.objects.count()
    with pytest.raises(Problem) as refusal:
        acts.correct_facts(
            case, Facts("Judul", "Isi"), reason="salah ketik", actor=stage.officer, at=wita(5), version=1
        )
    assert refusal.value.code == "moved_on"
    assert CaseAct.objects.count() == before


def test_correcting_facts_does_not_move_a_date_already_given(stage):
    case = stage.report(wita(4)).case
    due = clock(case, "filing").due_on
    facts = Facts("Judul", "Isi", known_on=date(2024, 11, 3), occurred_on=date(2024, 11, 1))
    acts.correct_facts(case, facts, reason="salah ketik", actor=stage.officer, at=wita(5))
    assert clock(case, "filing").due_on == due


# --- history, figures, journal -----------------------------------------------------------------------


def test_folding_the_journal_gives_state_number_and_dates(stage):
    case = stage.registered(wita(9))
    lines = lines_of(("case", str(case.pk)))
    assert [line.facts["to"] for line in lines][-1] == case.state
    assert [line.facts["version"] for line in lines] == list(range(1, case.version + 1))
    assert lines[0].facts["number_received"] == case.number_received
    registered = next(line for line in lines if line.act == "register_case")
    assert registered.facts["number_registered"] == case.number_registered
    assert registered.facts["on"] == case.registered_on.isoformat()
    assert queries.untrue_copies() == []
    assert verify().is_whole


def test_a_state_changed_behind_the_acts_is_found(stage):
    case = stage.report().case
    Case.objects.filter(pk=case.pk).update(state=t.CLOSED)
    assert queries.untrue_copies() == [str(case.pk)]


def test_figures_follow_acts_day_by_day(stage):
    case = stage.registered(wita(9))
    before, after = (queries.figures("64.02", on=date(2024, 11, day)) for day in (9, 10))
    assert (before.handled, before.received_only) == (0, 1)
    assert (after.handled, after.received_only, dict(after.by_state)) == (1, 0, {t.REGISTERED: 1})
    assert after.by_class == {"criminal": 1}
    assert queries.figures("64.01", on=date(2024, 11, 10)).handled == 0
    case.event.kind = "drill"
    case.event.save()
    assert queries.figures("64.02", on=date(2024, 11, 10)).handled == 0


def test_no_identity_stands_in_acts_or_journal(stage):
    case = stage.registered()
    told = str(list(lines_of(("case", str(case.pk))).values())) + str(list(CaseAct.objects.values()))
    assert "Siti" not in told
    assert "Joko" not in told


@pytest.mark.parametrize("act", sorted({move.act for move in t.MOVES if move.source}))
@pytest.mark.parametrize("state", t.STATES)
def test_an_act_not_listed_for_a_state_is_refused(state, act):
    """The table alone decides; ``lawful`` refuses what find_move does not know."""
    listed = {(move.source, move.act) for move in t.MOVES}
    found = any(t.find_move(state, act, kind) for kind in t.KINDS)
    assert found == ((state, act) in listed)


def test_search_finds_numbers_names_and_words_but_never_a_reporter(stage):
    from saksama.cases.search import matching

    case = stage.report(title="Pembagian sembako di Loa Ipuh").case
    for typed in ("sembako", "SEMB", "001/LP", "budi santoso", "loa ipuh balai"):
        assert list(matching(Case.objects.all(), typed)) == [case], typed
    for typed in ("Siti", "Rahmawati", "081234567890", "Joko", "", "sembako mobil"):
        assert not matching(Case.objects.all(), typed), typed


def test_a_plenary_is_recorded_after_it_was_held_and_not_before_the_case_came_in(stage):
    case = stage.report(wita(4)).case
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(5)
    )
    for held, code in ((wita(3), "plenary_before_receipt"), (wita(5, 11), "in_the_future")):
        with pytest.raises(Problem) as refusal:
            acts.accept_in_plenary(case, stage.plenary(held), actor=stage.chair, at=wita(5, 10))
        assert refusal.value.code == code
    acts.accept_in_plenary(case, stage.plenary(wita(5, 9)), actor=stage.chair, at=wita(5, 10))


@pytest.mark.parametrize(("day", "result"), [(12, "met"), (13, "met"), (14, None)])
def test_a_decision_between_the_two_readings_is_in_time_and_after_both_needs_a_reason(stage, day, result):
    case = stage.studied(stage.registered(wita(9)), wita(11))
    given = [
        OutcomeIn(case.parties.get(label="T-1"), "criminal", Outcome.Result.NO_VIOLATION, "Tidak terbukti.")
    ]
    if result:
        acts.decide(case, stage.plenary(wita(day)), given, actor=stage.chair, at=wita(day))
    else:
        with pytest.raises(Problem) as refusal:
            acts.decide(case, stage.plenary(wita(day)), given, actor=stage.chair, at=wita(day))
        assert refusal.value.code == "limit_passed"
        acts.decide(case, stage.plenary(wita(day)), given, actor=stage.chair, at=wita(day), reason="Banjir.")
    assert clock(case, "handling").result == (result or "late")


def test_completion_starts_the_initial_study_anew_and_registration_has_its_own_clock(stage):
    case = stage.report(wita(4)).case
    checks = stage.checks(case, evidence="Foto belum ada.")
    acts.conclude_initial_study(case, checks=checks, classes=["criminal"], actor=stage.officer, at=wita(5))
    acts.notify_shortcomings(case, channel="sms", actor=stage.officer, at=wita(5))
    acts.receive_completion(case, told="Ini fotonya.", actor=stage.officer, at=wita(6))
    again = clock(case, "initial_study")
    assert (again.rule, again.start_on, again.due_on) == ("PK-03", date(2024, 11, 6), date(2024, 11, 7))
    acts.conclude_initial_study(
        case, checks=stage.checks(case), classes=["criminal"], actor=stage.officer, at=wita(7)
    )
    acts.accept_in_plenary(case, stage.plenary(wita(7)), actor=stage.chair, at=wita(7))
    registration = clock(case, "registration")
    assert (registration.rule, registration.start_on) == ("PK-05", date(2024, 11, 7))
    late = registration.other_due_on or registration.due_on
    with pytest.raises(Problem) as refusal:
        acts.register_case(case, actor=stage.officer, at=wita(late.day + 1))
    assert refusal.value.code == "limit_passed"
