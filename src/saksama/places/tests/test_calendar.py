"""An office's own holidays and hours."""

from datetime import date, datetime, time

import pytest

from saksama import law
from saksama.journal.models import Line
from saksama.places import operations, queries
from saksama.places.models import Office, OfficeHoliday
from saksama.places.problems import PlaceProblem

pytestmark = pytest.mark.django_db

DAY = date(2024, 11, 12)  # a Tuesday like any other
CHRISTMAS = date(2024, 12, 25)


def add(office: str, at: datetime, day: date = DAY, **other: str) -> OfficeHoliday:
    words = {"name": "Erau", "kind": "office", "decree": "SK 1/2024"} | other
    return operations.add_holiday(office=office, day=day, actor="7", at=at, **words)


def works(office: str, day: date = DAY) -> bool:
    return queries.calendar_for(office).is_working_day(day)


def test_a_holiday_holds_for_the_office_and_all_within_it_only(office: Office, at: datetime) -> None:
    add("64.02", at)
    assert not works("64.02")
    assert not works("64.02.06")
    assert works("64")
    assert works("64.01")
    assert works("31.71")


def test_a_holiday_changes_the_next_count_at_once(office: Office, at: datetime) -> None:
    assert works("64.02")
    add("64.02", at)
    assert not works("64.02")
    holiday = queries.calendar_for("64.02").holiday_on(DAY)
    assert holiday == law.Holiday(day=DAY, name="Erau", kind="office", decree="SK 1/2024")


def test_an_office_can_work_on_a_seeded_holiday_and_take_that_back(office: Office, at: datetime) -> None:
    assert not works("64.02", CHRISTMAS)
    row = operations.remove_holiday(office="64.02", day=CHRISTMAS, decree="SK 2/2024", actor="7", at=at)
    assert works("64.02", CHRISTMAS)
    assert not works("64", CHRISTMAS)
    operations.withdraw_holiday(holiday=row.pk, actor="7", at=at)
    assert not works("64.02", CHRISTMAS)


def test_the_nearer_office_has_the_last_word(office: Office, at: datetime) -> None:
    add("64", at)
    operations.remove_holiday(office="64.02", day=DAY, decree="SK 3/2024", actor="7", at=at)
    assert works("64.02")
    assert not works("64.01")


def test_the_last_word_of_an_office_replaces_the_one_before_and_both_are_kept(
    office: Office, at: datetime
) -> None:
    add("64.02", at)
    add("64.02", at, name="Cuti bersama", kind="joint_leave")
    holiday = queries.calendar_for("64.02").holiday_on(DAY)
    assert holiday is not None
    assert holiday.kind == "joint_leave"
    assert OfficeHoliday.objects.count() == 2
    assert [row.name for row in queries.office_holidays("64.02")] == ["Cuti bersama"]


def test_a_tried_change_shows_in_the_calendar_and_is_kept_nowhere(office: Office) -> None:
    tried = queries.CalendarChange(DAY, law.Holiday(day=DAY, name="Erau", kind="office"))
    undone = queries.CalendarChange(CHRISTMAS, None)
    calendar = queries.calendar_for("64.02", changes=[tried, undone])
    assert not calendar.is_working_day(DAY)
    assert calendar.is_working_day(CHRISTMAS)
    assert works("64.02")
    assert not works("64.02", CHRISTMAS)


def test_a_working_day_clock_moves_with_the_holiday(office: Office, at: datetime) -> None:
    rule = law.load().on(date(2023, 11, 10), "pemilu")["PM-01"]
    before = law.due(rule, date(2024, 11, 10), calendar=queries.calendar_for("64.02"))
    add("64.02", at)
    after = law.due(rule, date(2024, 11, 10), calendar=queries.calendar_for("64.02"))
    assert (before.due_on, after.due_on) == (date(2024, 11, 19), date(2024, 11, 20))


def test_each_change_of_the_calendar_is_journalled_with_its_ground(office: Office, at: datetime) -> None:
    row = add("64.02", at)
    operations.withdraw_holiday(holiday=row.pk, actor="7", at=at)
    operations.withdraw_holiday(holiday=row.pk, actor="7", at=at)
    lines = list(Line.objects.filter(office="64.02", subject_kind="office_holiday").order_by("seq"))
    assert [line.act for line in lines] == ["holiday_added", "holiday_withdrawn"]
    assert lines[0].facts == {"day": "2024-11-12", "name": "Erau", "kind": "office", "decree": "SK 1/2024"}
    assert lines[0].actor == "7"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"decree": " "}, "decree_missing"),
        ({"name": ""}, "name_missing"),
        ({"kind": "party"}, "holiday_kind_unknown"),
        ({"day": date(2091, 1, 2)}, "year_unknown"),
    ],
)
def test_a_holiday_without_what_it_needs_is_refused(
    office: Office, at: datetime, words: dict[str, str], code: str
) -> None:
    with pytest.raises(PlaceProblem, match=code) as problem:
        add("64.02", at, **words)
    assert "%(" not in problem.value.message
    assert not OfficeHoliday.objects.exists()


def test_an_ordinary_day_cannot_be_taken_away(office: Office, at: datetime) -> None:
    with pytest.raises(PlaceProblem, match="not_a_holiday"):
        operations.remove_holiday(office="64.02", day=DAY, decree="SK", actor="7", at=at)


def test_an_office_that_does_not_exist_keeps_no_calendar(office: Office, at: datetime) -> None:
    with pytest.raises(PlaceProblem, match="office_unknown"):
        add("64.99", at)


def hours(at: datetime, office: str = "64.02", **other: object) -> object:
    words = {
        "weekday": 4,
        "opens": time(8),
        "closes": time(16, 30),
        "from_day": date(2024, 11, 1),
        "decree": "SK 4/2024",
    } | other
    return operations.set_hours(office=office, actor="7", at=at, **words)  # type: ignore[arg-type]


def test_hours_hold_from_their_first_day_and_nearer_offices_go_first(office: Office, at: datetime) -> None:
    hours(at, office="64", closes=time(15))
    hours(at)
    hours(at, from_day=date(2024, 12, 1), opens=None, closes=None)
    assert queries.office_hours("64.02", on=date(2024, 10, 31)) == {}
    assert queries.office_hours("64.02", on=date(2024, 11, 1)) == {4: (time(8), time(16, 30))}
    assert queries.office_hours("64.02.06", on=date(2024, 12, 1)) == {4: None}
    assert queries.office_hours("64.01", on=date(2024, 12, 1)) == {4: (time(8), time(15))}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"weekday": 7}, "weekday_unknown"),
        ({"opens": None}, "hours_incomplete"),
        ({"closes": time(8)}, "hours_reversed"),
        ({"decree": ""}, "decree_missing"),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    office: Office, at: datetime, words: dict[str, object], code: str
) -> None:
    with pytest.raises(PlaceProblem, match=code):
        hours(at, **words)


def test_an_office_changes_its_letterhead_and_the_journal_names_the_fields_only(
    office: Office, at: datetime
) -> None:
    changes = {"address": "Jalan Contoh 1", "phone": "0541 000", "seat": "Tenggarong"}
    changed = operations.update_office(office="64.02", changes=changes, actor="7", at=at)
    assert changed.address == "Jalan Contoh 1"
    line = Line.objects.get(subject_kind="office")
    assert line.facts == {"fields": ["address", "phone"]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"code": "64.03"}, "field_unknown"), ({"number_template": "{type}/{year}"}, "template_broken")],
)
def test_an_office_cannot_change_its_code_or_break_its_numbers(
    office: Office, at: datetime, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(PlaceProblem, match=code) as problem:
        operations.update_office(office="64.02", changes=changes, actor="7", at=at)
    assert problem.value.message
