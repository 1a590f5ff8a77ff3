"""Everything that is counted of a day, from one reading of the dated acts; and the same counted case by case."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import connection

from saksama.cases import counting
from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Classification
from saksama.cases.testing import scene, wita
from saksama.places.models import ElectionEvent, Office
from saksama.places.rules import is_within
from saksama.places.testing import village

pytestmark = pytest.mark.django_db
HERE = "64.02"
NINTH = date(2024, 11, 9)


@pytest.fixture
def stage():
    return scene()


def total(measure, on=NINTH, **asked):
    return sum(counting.count(HERE, on=on, **asked).days[measure].values())


def test_a_case_counts_once_from_the_day_of_its_first_act_of_the_kind(stage):
    stage.registered(wita(4), classes=("criminal",))
    third, fourth, fifth = (counting.count(HERE, on=date(2024, 11, day)) for day in (3, 4, 5))
    assert third.places["reports"] == {}
    assert fourth.places["reports"] == fourth.places["recorded"] == {(HERE, ""): 1}
    assert fourth.places["handled"] == fifth.places["findings"] == {}
    for measure in ("handled", "registered"):
        assert fifth.days[measure] == {date(2024, 11, 5): 1}
    assert fifth.days["reports"] == {date(2024, 11, 4): 1}


def test_one_class_alone_can_be_counted(stage):
    stage.registered(wita(4), classes=("criminal",))
    assert total("handled", violation_class="criminal") == 1
    assert total("reports", violation_class="ethics") == 0
    assert counting.count(HERE, on=NINTH).held == {"criminal": counting.Held(1, 0)}


def test_the_area_of_the_event_is_told_where_it_is_known(stage):
    place = village()
    stage.report(wita(4), area=place)
    assert counting.count(HERE, on=NINTH).places["reports"] == {(HERE, place.code): 1}


def test_drills_count_nowhere(stage):
    stage.registered(wita(4))
    stage.report(wita(6))
    assert (total("handled"), total("reports")) == (1, 2)
    ElectionEvent.objects.update(kind=ElectionEvent.Kind.DRILL)
    assert Case.objects.count() == 2
    assert {measure: total(measure) for measure in counting.MEASURES} == dict.fromkeys(counting.MEASURES, 0)


# --- equal to counting by case ------------------------------------------------------------------------

ACTS = (
    "receive_report",
    "find_complete",
    "register_case",
    "forward_outcome",
    "register_published",
    "stop_case",
)
OFFICES = (HERE, "64.02.06", "64", "00")
FIRST = date(2024, 11, 1)


def at_random(stage, many, seed):
    """Cases with acts of any kind, state, day and office, in any order of days; classes that come and go."""
    draw = Random(seed)
    drill = ElectionEvent.objects.exclude(pk=stage.event.pk).first()
    ElectionEvent.objects.filter(pk=drill.pk).update(kind=ElectionEvent.Kind.DRILL)
    events, areas, at = (stage.event, stage.event, stage.event, drill), (village(), None), wita(1)
    offices = list(Office.objects.filter(pk__in=OFFICES))

    def day():
        return FIRST + timedelta(days=draw.randrange(12))

    cases = [
        Case(
            office=draw.choice(offices), event=draw.choice(events), area=draw.choice(areas), regime="pilkada",
            kind=draw.choice(t.KINDS), channel="form", state="closed", title="x", what="x", received_at=at,
            received_on=FIRST,
        )
        for _ in range(many)
    ]  # fmt: skip
    acts = [
        CaseAct(
            case=case, seq=seq, act=draw.choice(ACTS), office_code=draw.choice(OFFICES), effective_on=day(),
            to_state=draw.choice(t.STATES), effective_at=at, recorded_at=at, actor="x",
            handles=draw.random() < 0.3,
        )
        for case in cases
        for seq in range(1, draw.randrange(1, 8))
    ]  # fmt: skip
    classes = []
    for case in cases:
        for code in draw.sample(("criminal", "asn_neutrality", "ethics"), draw.randrange(3)):
            begun = day()
            classes.append(Classification(case=case, violation_class=code, set_on=begun))
            if draw.random() < 0.5:  # held for some days before, and perhaps still when it was set again
                dropped = begun + timedelta(days=draw.randrange(4))
                classes.append(
                    Classification(case=case, violation_class=code, set_on=FIRST, dropped_on=dropped)
                )
    Case.objects.bulk_create(cases)
    CaseAct.objects.bulk_create(acts)
    Classification.objects.bulk_create(classes)
    return cases, acts, classes, drill


def by_case(told, office, on):
    """The definitions of docs/rules/cases.md, one case after the other."""
    cases, acts, classes, drill = told
    states, held, sent, kinds = Counter(), Counter(), Counter(), Counter()
    running = forwarded = 0
    places = {measure: Counter() for measure in counting.MEASURES}
    days = {measure: Counter() for measure in counting.MEASURES}
    for case in cases:
        seen = [act for act in acts if act.case is case and act.effective_on <= on]
        here = [act for act in seen if is_within(act.office_code, office)]
        if not here or case.event_id == drill.pk:
            continue
        kinds[case.kind] += 1
        handling = [] if case.kind == t.INFORMATION else [act for act in here if act.handles]
        firsts = {
            "handled": handling,
            "reports": here if case.kind == t.REPORT else [],
            "findings": here if case.kind == t.FINDING else [],
            "recorded": [] if case.kind == t.INFORMATION else here,
            "registered": [act for act in here if act.act in ("register_case", "register_published")],
        }
        for measure, of_kind in firsts.items():
            if of_kind:
                places[measure][case.office_id, case.area_id or ""] += 1
                days[measure][min(act.effective_on for act in of_kind)] += 1
        if not handling:
            continue
        state = max(seen, key=lambda act: act.seq).to_state
        is_sent = any(act.act == "forward_outcome" for act in here)
        states[state] += 1
        forwarded += is_sent
        running += state in t.OPEN and not is_sent
        for code in {row.violation_class for row in classes if row.case is case and holds(row, on)}:
            held[code] += 1
            sent[code] += is_sent
    handled = sum(states.values())
    return counting.DayCount(
        figures=counting.Figures(
            on, handled, kinds[t.REPORT] + kinds[t.FINDING] - handled, kinds[t.INFORMATION], states, held
        ),
        course=counting.Course(running, forwarded, handled - forwarded - running),
        held={code: counting.Held(many, sent[code]) for code, many in held.items()},
        places=places,
        days=days,
    )


def holds(row, on):
    return row.set_on <= on and (row.dropped_on is None or row.dropped_on > on)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_reading_counts_what_counting_by_case_does(stage, seed):
    told = at_random(stage, 60, seed)
    for office in OFFICES:
        for day in (0, 3, 7, 12):
            on = FIRST + timedelta(days=day)
            assert counting.count(office, on=on) == by_case(told, office, on), (office, on)


def test_one_class_is_counted_as_by_case(stage):
    cases, acts, classes, drill = at_random(stage, 60, 4)
    bearers = {row.case for row in classes if row.violation_class == "criminal" and holds(row, NINTH)}
    told = [case for case in cases if case in bearers], acts, classes, drill
    found = counting.count(HERE, on=NINTH, violation_class="criminal")
    assert found == by_case(told, HERE, NINTH)
    assert found.held["criminal"].cases == found.figures.handled > 0


def test_every_state_has_a_place_in_the_number_that_names_it():
    assert len(t.STATES) < counting.PLACES


# --- its cost -----------------------------------------------------------------------------------------


def test_the_database_is_asked_once_however_many_cases_there_are(stage, django_assert_num_queries):
    at_random(stage, 60, 5)
    with django_assert_num_queries(1):
        counting.count(HERE, on=NINTH)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL chooses its plan by numbers")
def test_an_office_reads_its_indexes_side_by_side_and_sorts_nothing(stage):
    statement, asked = counting.statement(HERE, NINTH, "")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", asked)
        steps = [row[-1] for row in cursor.fetchall()]
    assert steps[0] == "SCAN k USING COVERING INDEX case_told"
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert {step for step in steps if step.startswith(("SEARCH a", "SEARCH c"))} == {
        "SEARCH a USING COVERING INDEX act_case_told (case_id=? AND effective_on<?)",
        "SEARCH c USING COVERING INDEX class_case_told (case_id=? AND set_on<?)",
    }


def test_a_day_is_a_day_on_both_databases(stage):
    stage.report(datetime(2024, 11, 4, 2, tzinfo=UTC))
    assert {type(day) for day in counting.count(HERE, on=NINTH).days["reports"]} == {date}
