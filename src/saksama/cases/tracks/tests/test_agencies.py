"""An outcome at the agency that must act: what was sent, its clock, reminders, answer, silence, and the ages."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations.decision import OutcomeIn
from saksama.cases.problems import Problem
from saksama.cases.testing import Scene, wita
from saksama.cases.tracks import operations, page, queries
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.operations import Told
from saksama.cases.tracks.roads import ROADS
from saksama.journal.models import Line
from saksama.people.models import Institution
from saksama.places.models import Office

pytestmark = pytest.mark.django_db


def decided(stage: Scene, violation: str, at: datetime, result: str = "violation") -> Case:
    """A case received on the 4th and decided at ``at``, with one outcome."""
    case = stage.studied(stage.registered(wita(4), classes=(violation,)), at)
    respondent = case.parties.get(role="respondent")
    acts.decide(
        case,
        stage.plenary(at),
        [OutcomeIn(respondent, violation, result, "Terbukti.")],
        actor=stage.chair,
        at=at,
    )
    case.refresh_from_db()
    return case


def forwarded(stage: Scene, violation: str = "administrative", at: datetime | None = None) -> Track:
    at = at or wita(7)
    case = decided(stage, violation, at)
    acts.forward_outcome(
        case.outcomes.get(), agency="KPU Kutai Kartanegara", number="21/Kukar", actor=stage.officer, at=at
    )
    return case.tracks.get(road="agency")


def do(stage: Scene, track: Track, act: str, at: datetime, **told: str) -> Track:
    return operations.act_on(track, act, Told(**told), actor=stage.officer, at=at, recorded_at=at)


def refusal(stage: Scene, track: Track, act: str, at: datetime, **told: str) -> str:
    with pytest.raises(Problem) as found:
        do(stage, track, act, at, **told)
    return found.value.code


def test_the_receivers_clock_counts_from_the_proof_of_receipt(stage):
    track = forwarded(stage)
    assert (track.paper, track.answer_rule, track.state) == ("recommendation", "PK-10", "sent")
    assert (track.next_rule, track.next_due_on) == ("AG-01", date(2024, 11, 14))

    track = do(stage, track, "confirm_receipt", wita(8, 14))
    assert (track.state, track.next_rule, track.next_due_on) == ("received", "AG-01", date(2024, 11, 14))
    clock = track.clocks.get(rule="PK-10")
    assert (clock.due_on, clock.other_due_on) == (date(2024, 11, 14), date(2024, 11, 15))

    track = do(stage, track, "record_answer", wita(15), number="7/KPU")
    clock.refresh_from_db()
    assert (track.state, clock.result, track.next_due_on) == ("answered", "met", None)

    track = do(stage, track, "record_follow_up", wita(16), choice="in_part")
    assert (track.state, track.ended_on) == ("carried_out", date(2024, 11, 16))


def test_reminders_start_their_clock_anew_and_silence_is_kept_until_an_answer_comes(stage):
    track = do(stage, forwarded(stage), "confirm_receipt", wita(8))
    track = do(stage, track, "remind", wita(14), number="22/Kukar")
    assert track.clocks.filter(rule="AG-01", ended_at=None).get().due_on == date(2024, 11, 21)
    assert refusal(stage, track, "record_silence", wita(18)) == "reason_missing"
    track = do(stage, track, "record_silence", wita(18), note="Dua surat, satu kunjungan.")
    assert (track.state, track.ended_on) == ("silent", None)
    assert track.next_rule == "AG-01", "who is silent is still to be reminded"
    track = do(stage, track, "record_answer", wita(25), number="9/KPU")
    assert track.state == "answered"


def test_what_is_not_listed_out_of_order_or_in_the_future_is_refused(stage):
    track = forwarded(stage)
    assert refusal(stage, track, "record_follow_up", wita(9)) == "choice_missing"
    assert refusal(stage, track, "remind", wita(9)) == "letter_number_missing"
    assert refusal(stage, track, "confirm_receipt", wita(6)) == "before_last_act"
    with pytest.raises(Problem) as found:
        operations.act_on(track, "confirm_receipt", actor=stage.officer, at=wita(9), recorded_at=wita(8))
    assert found.value.code == "in_the_future"
    track = do(stage, track, "record_refusal", wita(9), note="Bukan wewenang.")
    assert refusal(stage, track, "remind", wita(10), number="1") == "wrong_state"


def test_two_people_on_one_track_do_not_overwrite_each_other(stage):
    track = forwarded(stage)
    do(stage, track, "note", wita(8), note="Ditelepon.")
    with pytest.raises(Problem) as found:
        operations.act_on(
            track,
            "confirm_receipt",
            actor=stage.officer,
            at=wita(9),
            recorded_at=wita(9),
            version=track.version,
        )
    assert found.value.code == "moved_on"


def test_the_journal_tells_each_act_without_what_was_noted(stage):
    track = forwarded(stage)
    do(stage, track, "note", wita(8), note="Bertemu Budi Santoso.")
    lines = Line.objects.filter(subject_kind="track", subject_id=str(track.pk)).order_by("pk")
    assert [line.act for line in lines] == ["agency_forward", "agency_note"]
    assert all(line.facts["case"] == str(track.case_id) for line in lines)
    assert "Budi" not in str([line.facts for line in lines])


def test_ages_are_told_as_of_a_day_from_dated_acts(stage):
    track = do(stage, forwarded(stage), "confirm_receipt", wita(9))
    do(stage, track, "record_answer", wita(20), number="7/KPU")

    def row(day: int) -> queries.Receiver:
        return queries.receivers(stage.cast.officer, on=date(2024, 11, day), today=date(2024, 11, 25))[0]

    assert queries.receivers(stage.cast.officer, on=date(2024, 11, 6), today=date(2024, 11, 25)) == []
    first, later, after = row(7).ages, row(17).ages, row(21).ages
    assert (first.waiting, first.without_receipt, first.oldest_days) == (1, 1, 0)
    assert (later.waiting, later.without_receipt, later.overdue, later.to_remind, later.oldest_days) == (
        1,
        0,
        1,
        1,
        10,
    )
    assert (after.asked, after.waiting, after.median_answer_days) == (1, 0, 13)


def test_the_price_of_the_list_does_not_grow_with_the_tracks(stage, django_assert_max_num_queries):
    track = forwarded(stage)
    for number in range(4):
        Track.objects.create(
            road="agency", office=track.office, event=track.event, case=track.case, agency=f"Instansi {number}",
            subject="Hal", state="sent", opened_on=date(2024, 11, 7),
        )  # fmt: skip
    with django_assert_max_num_queries(2 * len(ROADS) + 8):
        queries.receivers(stage.cast.officer, on=date(2024, 11, 9), today=date(2024, 11, 9))


def test_limits_that_others_may_alert_on(stage):
    track = forwarded(stage)
    assert [clock.track for clock in queries.open_limits("64", until=date(2024, 11, 14))] == [track]
    assert not queries.open_limits("64.01", until=date(2024, 12, 1)).exists()


def test_the_likely_receiver_is_of_the_right_kind_and_nearest(stage):
    for code, kind, area in (
        ("kpu-64", "organiser", "64"),
        ("kpu-64.02", "organiser", "64.02"),
        ("bupati", "government", "64.02"),
    ):
        Institution.objects.create(code=code, name=code, kind=kind, area_code=area)
    day = date(2024, 11, 9)
    assert queries.likely_receiver("kpu_same_level", stage.office, on=day).code == "kpu-64.02"
    assert queries.likely_receiver("dkpp", stage.office, on=day) is None


def test_a_case_that_moves_takes_its_roads_with_it(stage):
    case, chair = stage.registered(wita(4)), Actor.of(stage.cast.province_chair)
    acts.take_over_case(
        case, to_office=Office.objects.get(pk="64"), number="3", reason="Lintas.", actor=chair, at=wita(6)
    )
    acts.receive_delegation(case, actor=chair, at=wita(6, 12))
    assert case.tracks.get().office_id == "64"


def test_the_officer_forwards_to_an_unknown_agency_and_follows_it_up_on_the_screen(stage, desk):
    desk.at(wita(7))
    case = decided(stage, "administrative", wita(7))
    answer = desk.do(
        stage.cast.officer, case, "forward_outcome", outcome=case.outcomes.get().pk, number="21/Kukar"
    )
    assert answer.status_code == 422, "neither chosen nor written"
    answer = desk.do(
        stage.cast.officer,
        case,
        "forward_outcome",
        outcome=case.outcomes.get().pk,
        number="21/Kukar",
        agency="KPU Kukar",
    )
    assert answer.status_code == 302
    track = case.tracks.get()
    page = desk.open(stage.cast.officer, "track", track.pk)
    assert b"KPU Kukar" in page.content
    assert page.context["without_address"]
    asked = desk.open(stage.cast.officer, "track_act", track.pk, "confirm_receipt")
    sent = desk.of(stage.cast.officer).post(
        reverse("cases:track_act", args=[track.pk, "confirm_receipt"]), desk.fill(asked, number="TT-1")
    )
    assert sent.status_code == 302, sent.context["form"].errors
    track.refresh_from_db()
    assert track.state == "received"
    listed = desk.open(stage.cast.chair, "agencies")
    assert b"KPU Kukar" in listed.content
    assert desk.open(stage.cast.neighbour, "track", track.pk).status_code == 404
    assert desk.open(stage.cast.secretary, "track_act", track.pk, "note").status_code == 403
    for wrong in ("kemarin", "2030-01-01"):
        assert desk.open(stage.cast.chair, "agencies", on=wrong).status_code == 400


def test_a_form_that_is_wrong_keeps_what_was_typed(stage, desk):
    track = forwarded(stage)
    desk.at(wita(9) + timedelta(hours=2))
    asked = desk.open(stage.cast.officer, "track_act", track.pk, "remind")
    sent = desk.of(stage.cast.officer).post(
        reverse("cases:track_act", args=[track.pk, "remind"]),
        desk.fill(asked, number="", note="Sudah ditelepon"),
    )
    assert sent.status_code == 422
    assert b"Sudah ditelepon" in sent.content


def test_a_road_to_court_says_by_when_a_ruling_can_still_affect_votes(stage):
    case = stage.registered(wita(9))
    track = Track.objects.select_related("office", "event__election").get(case=case, road="gakkumdu")
    lines = page.build(track, stage.cast.officer, today=date(2024, 11, 11))["clock_lines"]
    (told,) = [line for line in lines if "GK-17" in line["label"]]
    assert told["state"] == "unsure"
    assert "11 Desember 2024" in told["text"]
