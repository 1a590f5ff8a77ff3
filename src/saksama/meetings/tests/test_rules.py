"""Tokens, seats, quorum, links, agenda, and the state of a commitment on a day."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from saksama.meetings import rules
from saksama.meetings.rules import Act, standing

pytestmark = pytest.mark.rules

D = date(2024, 11, 9)
WITA = ZoneInfo("Asia/Makassar")


def test_a_token_has_256_random_bits_and_only_its_hash_is_kept():
    token = rules.new_token()
    assert rules.is_token(token)
    assert len({rules.new_token() for _ in range(500)}) == 500
    assert rules.digest(token) != token
    assert not rules.is_token(token[:-1])
    assert not rules.is_token(token[:-1] + "/")


@pytest.mark.parametrize(
    ("today", "withdrawn", "holds"),
    [
        (date(2024, 11, 8), False, True),
        (D, False, True),
        (date(2024, 11, 10), False, False),
        (D, True, False),
    ],
)
def test_a_guests_link_opens_until_the_end_of_the_day(today, withdrawn, holds):
    assert rules.link_holds(D, today, withdrawn=withdrawn) is holds


def test_a_seat_is_full_half_or_empty():
    assert rules.seat(holder_came=True, represented=True) == "full"
    assert rules.seat(holder_came=False, represented=True) == "half"
    assert rules.seat(holder_came=False, represented=False) == "empty"


def test_a_device_with_a_wrong_clock_is_not_believed():
    recorded = datetime(2024, 11, 9, 4, 0, tzinfo=UTC)
    told = datetime(2024, 11, 9, 1, 0, tzinfo=UTC)
    begins = datetime(2024, 11, 9, 1, 30, tzinfo=UTC)
    place = {"recorded": recorded, "meeting_on": D, "begins": begins, "zone": WITA}
    assert rules.arrival(told, **place) == told
    assert rules.arrival(datetime(2019, 1, 1, tzinfo=UTC), **place) == recorded
    assert rules.arrival(datetime(2024, 11, 9, 5, 0, tzinfo=UTC), **place) == recorded


def test_the_agenda_is_read_as_people_write_it():
    lines = rules.agenda("09.00 Pembukaan | Ketua\n\n9:20 Sambutan\nDialog")
    assert [(line.planned, line.title, line.speaker) for line in lines] == [
        (time(9), "Pembukaan", "Ketua"),
        (time(9, 20), "Sambutan", ""),
        (None, "Dialog", ""),
    ]
    assert rules.agenda(rules.agenda_text(lines)) == lines
    for wrong in ("25.00 Pembukaan", "| Ketua"):
        with pytest.raises(rules.UnreadableAgenda):
            rules.agenda(wrong)


def test_a_commitment_stands_as_its_acts_of_that_day_say():
    acts = [
        Act("made", D, date(2024, 11, 11)),
        Act("reminded", date(2024, 11, 12)),
        Act("dated", date(2024, 11, 12), date(2024, 11, 14)),
        Act("reported", date(2024, 11, 13)),
        Act("accepted", date(2024, 11, 14)),
    ]
    assert standing(acts, date(2024, 11, 8)).state is None
    assert standing(acts, D).state == "open"
    assert not standing(acts, date(2024, 11, 11)).is_overdue(date(2024, 11, 11))
    late = standing(acts[:2], date(2024, 11, 12))
    assert (late.is_overdue(date(2024, 11, 12)), late.reminders) == (True, 1)
    assert standing(acts, date(2024, 11, 12)).due_on == date(2024, 11, 14)
    assert standing(acts, date(2024, 11, 13)).state == "reported"
    done = standing(acts, date(2024, 11, 20))
    assert (done.state, rules.kept_in_time(done)) == ("done", True)
    returned = standing([*acts, Act("returned", date(2024, 11, 15))], date(2024, 11, 20))
    assert (returned.state, returned.done_on) == ("open", None)


def test_a_measured_result_does_not_end_a_campaign():
    acts = [Act("made", D), Act("measured", date(2024, 11, 27), value=Decimal("70.98"))]
    assert standing(acts, date(2024, 11, 28)).state == "open"
    assert standing(acts, date(2024, 11, 28)).value == Decimal("70.98")


def test_a_reminders_link_lasts_two_weeks_or_a_week_beyond_the_day():
    assert rules.link_last_day(D, None) == date(2024, 11, 23)
    assert rules.link_last_day(D, date(2024, 11, 26)) == date(2024, 12, 3)
