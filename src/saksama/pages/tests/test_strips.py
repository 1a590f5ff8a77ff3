"""What the strip and the clock say of a due date, day before, the day, day after."""

from datetime import date

import pytest

from saksama.pages import strips
from saksama.pages.gallery import counted

pytestmark = pytest.mark.rules

HANDLING = counted("PK-06", date(2024, 11, 7))  # Thursday, three calendar days: until Saturday the 9th
EXTENDED = counted("PK-07", date(2024, 11, 7))
WORKING = counted("PK-13a", date(2024, 11, 8))  # Friday, three working days, start not counted: Wednesday


def kinds(strip: strips.Strip) -> list[str]:
    return [cell.kind for cell in strip.cells]


def test_the_day_before_the_last_one_day_is_left() -> None:
    clock = strips.build_clock(HANDLING, date(2024, 11, 8))
    assert (clock.state, clock.figure, clock.unit) == ("ok", "1", "hari lagi")
    assert clock.when == "Berakhir besok, Sabtu, 9 November 2024"


def test_on_the_last_day_the_figure_says_which_day_of_how_many() -> None:
    clock = strips.build_clock(HANDLING, date(2024, 11, 9), closes="24.00 WITA")
    assert (clock.state, clock.figure) == ("today", "3/3")
    assert clock.when == "Berakhir hari ini, Sabtu, 9 November 2024, 24.00 WITA"


def test_the_day_after_is_one_day_late() -> None:
    clock = strips.build_clock(HANDLING, date(2024, 11, 10))
    assert (clock.state, clock.figure, clock.unit) == ("late", "1", "hari lewat")


def test_a_clock_that_was_met_stands_still() -> None:
    clock = strips.build_clock(HANDLING, date(2024, 12, 1), met_on=date(2024, 11, 8))
    assert (clock.state, clock.figure) == ("done", "2/3")
    assert clock.when == "Selesai Jumat, 8 November 2024"


def test_an_act_done_after_the_limit_does_not_boast_a_figure() -> None:
    assert strips.build_clock(HANDLING, date(2024, 12, 1), met_on=date(2024, 11, 12)).figure == "–"


def test_the_other_reading_and_the_doubt_are_said() -> None:
    clock = strips.build_clock(HANDLING, date(2024, 11, 9))
    assert clock.is_unsure
    assert clock.other_due == "Minggu, 10 November 2024"


def test_the_article_is_named() -> None:
    assert strips.build_clock(HANDLING, date(2024, 11, 9)).rule == "PK-06 · Pasal 134 ayat (5) UU Pilkada"


def test_the_strip_marks_today_and_the_last_day() -> None:
    strip = strips.build_strip(HANDLING, date(2024, 11, 8), notes={"2024-11-07": "registrasi"})
    assert [(cell.day.day, cell.is_today, cell.is_last) for cell in strip.cells] == [
        (7, False, False),
        (8, True, False),
        (9, False, True),
    ]
    assert strip.cells[0].spoken == "Kamis, 7 November 2024, hari 1, registrasi"
    assert strip.shape == "row"


def test_working_days_skip_the_weekend_and_say_so() -> None:
    strip = strips.build_strip(WORKING, date(2024, 11, 11))
    assert kinds(strip) == ["before", "skipped", "skipped", "counted", "counted", "counted"]
    assert strip.cells[2].words == "dilewati: Minggu"
    assert strip.shape == "list"


def test_an_extension_is_drawn_as_possible_up_to_its_own_wall() -> None:
    strip = strips.build_strip(HANDLING, date(2024, 11, 9), extension=EXTENDED)
    assert kinds(strip)[3:] == ["beyond", "beyond"]
    assert strip.cells[-1].is_last


def test_days_past_the_limit_are_drawn_while_they_are_few() -> None:
    assert kinds(strips.build_strip(HANDLING, date(2024, 11, 11)))[3:] == ["late", "late"]
    assert len(strips.build_strip(HANDLING, date(2024, 12, 11)).cells) == 3


def test_more_than_fourteen_days_fold_into_weeks_with_the_holidays_named() -> None:
    long_clock = counted("PM-06", date(2024, 2, 5), "pemilu")
    strip = strips.build_strip(long_clock, date(2024, 2, 13))
    assert strip.shape == "weeks"
    assert strip.cells[0].column == 1
    assert any("Hari Pemilihan Umum" in line for line in strip.skipped)


def test_a_mini_strip_stays_short_however_late_the_case_is() -> None:
    cells = strips.build_mini(HANDLING, date(2025, 6, 1))
    assert len(cells) == 3 + strips.LATE_CELLS


@pytest.mark.parametrize(
    ("day", "when", "line"),
    [
        (8, "Sab 9 Nov", "hari ke-2 dari 3"),
        (9, "Hari ini", "hari ke-3 dari 3"),
        (10, "Lewat 1 hari", "batas Sab 9 Nov"),
    ],
)
def test_a_list_row_says_when_in_two_short_lines(day: int, when: str, line: str) -> None:
    assert strips.standing(HANDLING, date(2024, 11, day)) == {"when": when, "line": line}


def test_an_hour_clock_shows_its_hour_and_its_zone() -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    due = counted("GK-01", datetime(2024, 11, 8, 14, 30, tzinfo=ZoneInfo("Asia/Makassar")))
    clock = strips.build_clock(due, date(2024, 11, 8))
    assert clock.when == "Berakhir besok, Sabtu, 9 November 2024, 14.30 WITA"
    assert clock.nothing_skipped == "Tidak ada jam yang dilewati, siang dan malam."


def test_english_pages_speak_english(in_english) -> None:
    clock = strips.build_clock(HANDLING, date(2024, 11, 9))
    assert clock.when == "Ends today, Saturday, 9 November 2024"
    assert clock.rule == "PK-06 · article 134(5) UU Pilkada"
