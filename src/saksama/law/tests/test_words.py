"""Explanations in both languages: complete, never empty, never a code."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from saksama.law import Day, LawError, due, explain, load, mark_text, reason_text, seeded_calendar
from saksama.law import errors as errors_module
from saksama.law.explain import REASONS
from saksama.law.texts import Text

pytestmark = pytest.mark.rules

CALENDAR = seeded_calendar("64.02")
OTHER_READING = (
    "Bacaan lain: Rabu, 13 November 2024. Bekerjalah menurut batas yang lebih awal; "
    "hak tidak tertutup sebelum batas ini."
)


def explained(rule_id: str, start: date | datetime, lang: str, regime: str = "pilkada") -> str:
    day = start.date() if isinstance(start, datetime) else start
    return "\n".join(explain(due(load().on(day, regime)[rule_id], start, calendar=CALENDAR), lang))


def test_the_kukar_sum_in_indonesian():
    assert explained("PK-06", date(2024, 11, 10), "id").splitlines() == [
        "PK-06: 3 hari kalender, dihitung dari Minggu, 10 November 2024.",
        "Minggu, 10 November 2024 | ke-1 | hari mulai, ikut dihitung sebagai hari pertama",
        "Senin, 11 November 2024 | ke-2 | dihitung",
        "Selasa, 12 November 2024 | ke-3 | dihitung",
        "Batas: Selasa, 12 November 2024.",
        OTHER_READING,
        "Dasar: UU Pilkada Pasal 134 ayat (5). Versi: PB 8/2020+9/2024, 2024-09-30.",
        "Keyakinan tanggal ini: perlu dicek ahli hukum.",
    ]


def test_the_skipped_days_say_why_in_english():
    told = explained("PM-03", date(2024, 12, 24), "en", "pemilu")

    assert "Wednesday, 25 December 2024 | - | public holiday: Hari Raya Natal" in told
    assert "Thursday, 26 December 2024 | - | joint leave: Cuti Bersama Hari Raya Natal" in told
    assert "Saturday, 28 December 2024 | - | Saturday, no working day" in told
    assert "Limit: Monday, 30 December 2024." in told


def test_hours_are_told_with_their_minutes():
    at = datetime(2024, 11, 10, 14, 30, tzinfo=ZoneInfo("Asia/Makassar"))
    told = explained("GK-01", at, "id")

    assert "jam berjalan 14:30-24:00" in told
    assert "Batas: Senin, 11 November 2024 pukul 14.30." in told


def test_a_limit_before_its_event_is_told_as_such():
    assert "GK-17: 5 calendar days before Friday, 6 December 2024." in explained(
        "GK-17", date(2024, 12, 6), "en"
    )


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("code", [*REASONS, "counted_on_sunday", "counted_on_public_holiday"])
def test_every_reason_has_words_without_a_hole(code, lang):
    words = reason_text(Day(date(2024, 12, 25), True, 1, code, "Hari Raya Natal"), lang)

    assert words
    assert "{" not in words
    assert code not in words or " " not in words


def test_the_mark_is_empty_only_where_the_law_is_sure():
    assert mark_text("sure") == ""
    assert mark_text("likely")
    assert mark_text("check", "en") == "to be checked by a lawyer"


def test_an_unknown_language_gets_indonesian():
    assert Text("ya", "yes").of("fr") == "ya"
    assert Text("ya", "yes").of("en-gb") == "yes"
    with pytest.raises(KeyError):
        Text("ya", "yes")["fr"]


def test_every_refusal_has_its_own_code_and_both_languages():
    kinds = [
        kind for kind in vars(errors_module).values() if isinstance(kind, type) and issubclass(kind, LawError)
    ]

    assert len({kind.code for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.sentence.id != kind.sentence.en
        assert kind.remedy.id != kind.remedy.en
