"""A report under the law of general elections, from intake to its end: working days, other clocks, other classes.

February 2024 in Kutai Kartanegara: the 8th a holiday, the 9th joint leave, the 10th a holiday on a Saturday,
the 14th voting day.
"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from saksama.cases import operations as acts
from saksama.cases import queries
from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Outcome
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.operations.intake import Facts, Respondent
from saksama.cases.problems import Problem
from saksama.cases.testing import WITA
from saksama.places.models import Election, ElectionEvent

pytestmark = pytest.mark.django_db


def at(month, day, hour=10):
    return datetime(2024, month, day, hour, tzinfo=WITA)


@pytest.fixture
def pemilu(stage):
    """The cast before the vote for parliament and president on 14 February 2024."""
    election = Election.objects.create(
        slug="pemilu-2024", regime="pemilu", kind="PL", year=2024, area_id="00", name="Pemilu 2024"
    )
    event = ElectionEvent.objects.create(
        slug="pemilu-2024-02-14", election=election, kind="vote", area_id="00", name="Pemungutan suara",
        vote_on=date(2024, 2, 14), announced_on=date(2022, 6, 14),
    )  # fmt: skip
    return replace(stage, event=event)


@pytest.fixture
def case(pemilu):
    """Known on Friday 2 February, received on Wednesday the 7th."""
    received = pemilu.report(at(2, 7), occurred_on=date(2024, 2, 1), known_on=date(2024, 2, 2))
    return received.case


def clock(case, step):
    return case.clocks.filter(step=step).latest("id")


def registered(pemilu, case):
    acts.conclude_initial_study(
        case, checks=pemilu.checks(case), classes=["administrative", "asn_neutrality"],
        actor=pemilu.officer, at=at(2, 13),
    )  # fmt: skip
    acts.accept_in_plenary(case, pemilu.plenary(at(2, 13, 13)), actor=pemilu.chair, at=at(2, 13, 14))
    acts.register_case(case, actor=pemilu.officer, at=at(2, 13, 15))
    case.refresh_from_db()
    return case


def test_reporting_and_the_initial_study_run_in_working_days(case):
    assert (case.regime, case.number_received) == ("pemilu", "001/LP/PL/Kab/23.07/II/2024")
    filing, study = clock(case, "filing"), clock(case, "initial_study")
    assert (filing.rule, filing.due_on, filing.result) == ("PM-01", date(2024, 2, 16), "met")
    assert (study.rule, study.due_on) == ("PM-03", date(2024, 2, 13))
    skipped = {day["date"]: day["reason"] for day in study.explanation["days"] if not day["counted"]}
    assert set(skipped) == {f"2024-02-{day:02}" for day in (7, 8, 9, 10, 11)}


def test_completion_has_two_working_days(pemilu, case):
    acts.conclude_initial_study(
        case, checks=pemilu.checks(case, evidence="Foto belum ada."), classes=["administrative"],
        actor=pemilu.officer, at=at(2, 13),
    )  # fmt: skip
    acts.notify_shortcomings(case, channel="letter", actor=pemilu.officer, at=at(2, 13))
    completion = clock(case, "completion")
    assert (completion.rule, completion.due_on) == ("PM-04", date(2024, 2, 16))
    acts.receive_completion(case, told="Fotonya.", actor=pemilu.officer, at=at(2, 16))
    assert clock(case, "initial_study").due_on == date(2024, 2, 20)


def test_handling_has_seven_working_days_and_fourteen_when_extended(pemilu, case):
    case = registered(pemilu, case)
    assert not case.clocks.filter(step="registration").exists()  # the sheet knows none for Pemilu
    assert (clock(case, "handling").rule, case.next_due_on) == ("PM-05", date(2024, 2, 23))
    acts.extend_handling(case, pemilu.plenary(at(2, 23)), actor=pemilu.chair, at=at(2, 23))
    case.refresh_from_db()
    assert (clock(case, "extended_handling").rule, case.next_due_on) == ("PM-06", date(2024, 3, 5))


def test_each_class_goes_where_the_law_of_the_day_sends_it_and_the_case_closes(pemilu, case):
    case = pemilu.studied(registered(pemilu, case), at(2, 20))
    party = case.parties.get(label="T-1")
    given = [
        OutcomeIn(party, code, Outcome.Result.VIOLATION, "Terbukti.")
        for code in ("administrative", "asn_neutrality")
    ]
    acts.decide(case, pemilu.plenary(at(2, 23)), given, actor=pemilu.chair, at=at(2, 23))
    destinations = {item.violation_class: item.destination for item in case.outcomes.all()}
    assert destinations == {"administrative": "bawaslu_hearing", "asn_neutrality": "kasn"}
    assert clock(case, "handling").result == "met"
    for number, outcome in enumerate(case.outcomes.all()):
        acts.forward_outcome(
            outcome, agency="Tujuan", number=f"{number}/X", actor=pemilu.officer, at=at(2, 26)
        )
    acts.notify_status(case, channel="letter", text="Selesai.", actor=pemilu.officer, at=at(2, 26))
    acts.close_case(case, actor=pemilu.officer, at=at(2, 26))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.CLOSED, None)
    assert queries.untrue_copies() == []


def test_a_decision_after_the_last_working_day_needs_a_reason(pemilu, case):
    case = pemilu.studied(registered(pemilu, case), at(2, 20))
    party = case.parties.get(label="T-1")
    given = [
        OutcomeIn(party, code, Outcome.Result.NO_VIOLATION, "Tidak terbukti.")
        for code in ("administrative", "asn_neutrality")
    ]
    with pytest.raises(Problem) as refusal:
        acts.decide(case, pemilu.plenary(at(2, 26)), given, actor=pemilu.chair, at=at(2, 26))
    assert refusal.value.code == "limit_passed"


def test_a_finding_has_seven_working_days(pemilu):
    written = acts.write_supervision_record(
        office=pemilu.office, event=pemilu.event, observed_on=date(2024, 2, 7), place="Pasar", text="Terlihat.",
        actor=pemilu.officer, at=at(2, 7),
    )  # fmt: skip
    case = acts.propose_finding(
        source=written, facts=Facts("Spanduk", "Spanduk di pasar", occurred_on=date(2024, 2, 7)),
        respondents=[Respondent("Budi")], classes=["criminal"], actor=pemilu.officer, at=at(2, 7),
    )  # fmt: skip
    finding = clock(case, "finding")
    assert (finding.rule, finding.due_on) == ("PM-02", date(2024, 2, 21))


def test_what_has_no_clock_in_this_regime_still_goes_its_way(pemilu, case):
    """Status notice and tracing have no clock in the sheet: nothing waits, and nothing breaks."""
    acts.conclude_initial_study(
        case, checks=pemilu.checks(case, evidence="Foto belum ada."), classes=["criminal"],
        actor=pemilu.officer, at=at(2, 13),
    )  # fmt: skip
    acts.decline_registration(case, pemilu.plenary(at(2, 13)), actor=pemilu.chair, at=at(2, 13))
    acts.notify_status(case, channel="sms", text="Tidak diregistrasi.", actor=pemilu.officer, at=at(2, 13))
    acts.keep_as_information(case, reason="Ditelusuri.", actor=pemilu.officer, at=at(2, 15))
    acts.end_tracing(case, reason="Tidak ada.", actor=pemilu.officer, at=at(2, 16))
    case.refresh_from_db()
    assert (case.state, case.next_due_on) == (t.CLOSED, None)


def test_an_office_passes_a_case_on_and_its_clock_is_counted_there(pemilu, case):
    province = Actor.of(pemilu.cast.province_chair)
    kaltim = province.account.duties.get().office
    acts.delegate_case(case, to_office=kaltim, number="1", reason="TSM.", actor=pemilu.chair, at=at(2, 12))
    acts.receive_delegation(case, actor=province, at=at(2, 13))
    assert clock(case, "initial_study").due_on == date(2024, 2, 16)


@pytest.mark.parametrize("state", ["received", "registered", "decided"])
def test_the_screens_of_a_case_speak_of_this_regime(pemilu, case, desk, state):
    if state != "received":
        registered(pemilu, case)
        pemilu.studied(case, at(2, 20))
    if state == "decided":
        party = case.parties.get(label="T-1")
        given = [
            OutcomeIn(party, code, Outcome.Result.VIOLATION, "Terbukti.")
            for code in ("administrative", "asn_neutrality")
        ]
        acts.decide(case, pemilu.plenary(at(2, 23)), given, actor=pemilu.chair, at=at(2, 23))
    case.refresh_from_db()
    desk.at(at(2, 23, 16))
    page = desk.open(pemilu.cast.officer, "case", case.pk)
    assert page.status_code == 200
    assert ("PM-0" in page.content.decode()) == (state != "decided")  # then no clock runs
    assert "PK-0" not in page.content.decode()
    for move in t.moves_from(case.state, case.kind):
        for person in (pemilu.cast.officer, pemilu.cast.chair):
            assert desk.ask(person, case, move.act).status_code in (200, 403), move.act
