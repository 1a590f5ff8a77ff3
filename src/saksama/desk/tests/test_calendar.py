"""Holidays and hours: what would move is shown before anything is written, and dates already given stay."""

from datetime import date

import pytest
from django.urls import reverse

from saksama.cases.models import Clock
from saksama.cases.testing import wita
from saksama.desk import calendar_preview as preview
from saksama.journal.models import Line
from saksama.law import Holiday
from saksama.people.testing import client_of
from saksama.places import operations as places
from saksama.places.models import Election, OfficeHoliday, OfficeHours
from saksama.places.queries import CalendarChange, calendar_for

pytestmark = pytest.mark.django_db

FRIDAY = date(2024, 11, 8)
HOLIDAY = {"day": "2024-11-08", "name": "Hari jadi", "kind": "office", "decree": "SK 1/2024"}


@pytest.fixture
def post(stage, stand):
    stand(wita(7, 10))

    def send(account, name, act, /, **data):
        return client_of(account).post(reverse(f"desk:{name}", args=[act]), data)

    return send


@pytest.fixture
def pemilu(stage):
    """A report under the law of general elections, whose initial study is counted in working days."""
    Election.objects.filter(pk=stage.event.election_id).update(regime="pemilu")
    stage.event.election.refresh_from_db()
    case = stage.report(wita(7, 9)).case
    return case.clocks.get(step="initial_study")


def off(day=FRIDAY):
    return CalendarChange(day, Holiday(day=day, name="Hari jadi", kind="office", decree="SK"))


def test_a_holiday_moves_a_clock_in_working_days_and_the_preview_says_why(stage, pemilu):
    assert pemilu.explanation["unit"] == "working_day"
    moved = preview.of_holiday("64.02", off()).moved
    assert [(item.clock.pk, item.kept, item.new) for item in moved] == [
        (pemilu.pk, date(2024, 11, 11), date(2024, 11, 12))
    ]
    assert moved[0].why == "Jumat, 8 November 2024 tidak lagi dihitung: Hari jadi."


@pytest.mark.parametrize("day", [date(2024, 11, 6), date(2024, 11, 9), date(2024, 11, 13)])
def test_a_day_outside_the_count_or_a_saturday_moves_nothing(stage, pemilu, day):
    assert not preview.of_holiday("64.02", off(day)).moved


def test_preview_then_confirm_changes_the_calendar_and_leaves_the_case_alone(stage, pemilu, post):
    chair = stage.cast.chair
    shown = post(chair, "calendar_preview", "add", **HOLIDAY)
    assert shown.status_code == 200
    assert [row["moved"].new for row in shown.context["rows"]] == [date(2024, 11, 12)]
    assert not OfficeHoliday.objects.exists()
    assert not Line.objects.filter(act="holiday_added").exists()

    done = post(chair, "calendar_confirm", "add", **HOLIDAY)
    assert done.status_code == 302
    assert calendar_for("64.02").holiday_on(FRIDAY).name == "Hari jadi"
    assert Clock.objects.get(pk=pemilu.pk).due_on == date(2024, 11, 11)
    assert Line.objects.get(act="holiday_added").actor == chair.code
    # a clock that starts afterwards is counted with it, and its explanation names the day
    later = stage.report(wita(7, 15)).case.clocks.get(step="initial_study")
    assert later.due_on == date(2024, 11, 12)
    assert {"date": "2024-11-08", "counted": False}.items() <= later.explanation["days"][1].items()


def test_a_holiday_of_a_wider_office_previews_cases_of_the_offices_inside(stage, pemilu):
    assert [item.clock.pk for item in preview.of_holiday("64", off()).moved] == [pemilu.pk]
    places.add_holiday(
        office="64.02", day=FRIDAY, name="Libur sendiri", kind="office", decree="SK", actor="x", at=wita(7)
    )
    assert not preview.of_holiday("64", off()).moved


def test_taking_a_word_back_previews_the_way_back(stage, post):
    word = places.add_holiday(
        office="64.02", day=FRIDAY, name="Libur", kind="office", decree="SK", actor="x", at=wita(6)
    )
    Election.objects.filter(pk=stage.event.election_id).update(regime="pemilu")
    stage.event.election.refresh_from_db()
    stage.report(wita(7, 9))
    shown = post(stage.cast.chair, "calendar_preview", "withdraw", holiday=word.pk)
    assert [(row["moved"].kept.day, row["moved"].new.day) for row in shown.context["rows"]] == [(12, 11)]
    assert post(stage.cast.chair, "calendar_confirm", "withdraw", holiday=word.pk).status_code == 302
    assert calendar_for("64.02").holiday_on(FRIDAY) is None


def test_working_on_a_seeded_holiday_previews_and_is_recorded(stage, post):
    christmas = {"day": "2024-12-25", "decree": "SK 2/2024"}
    assert post(stage.cast.chair, "calendar_preview", "remove", **christmas).status_code == 200
    assert post(stage.cast.chair, "calendar_confirm", "remove", **christmas).status_code == 302
    assert calendar_for("64.02").holiday_on(date(2024, 12, 25)) is None
    page = client_of(stage.cast.chair).get(reverse("desk:calendar"))
    assert [line.is_worked for line in page.context["lines"] if line.day == date(2024, 12, 25)] == [True]


def test_other_hours_move_the_later_reading_of_a_report_that_came_outside_them(stage, post):
    clock = stage.report(wita(7, 15, 30)).case.clocks.get(step="initial_study")
    hours = {"weekday": "3", "opens": "08:00", "closes": "15:00", "from_day": "2024-11-07", "decree": "SK"}
    shown = post(stage.cast.chair, "calendar_preview", "hours", **hours)
    row = shown.context["rows"][0]["moved"]
    assert (row.clock.pk, row.kept, row.new) == (clock.pk, clock.due_on, clock.due_on)
    assert row.new_other > (row.kept_other or row.kept)
    assert not OfficeHours.objects.exists()
    assert post(stage.cast.chair, "calendar_confirm", "hours", **hours).status_code == 302
    assert OfficeHours.objects.get().weekday == 3


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("add", {**HOLIDAY, "day": ""}),
        ("add", {**HOLIDAY, "day": "2024-02-30"}),
        ("add", {**HOLIDAY, "day": "1999-01-01"}),
        ("add", {**HOLIDAY, "decree": ""}),
        ("add", {**HOLIDAY, "kind": "entah"}),
        ("remove", {"day": "2024-11-07", "decree": "SK"}),
        (
            "hours",
            {"weekday": "9", "opens": "08:00", "closes": "15:00", "from_day": "2024-11-07", "decree": "SK"},
        ),
        ("hours", {"weekday": "1", "opens": "08:00", "closes": "", "from_day": "2024-11-07", "decree": "SK"}),
        (
            "hours",
            {"weekday": "1", "opens": "16:00", "closes": "08:00", "from_day": "2024-11-07", "decree": "SK"},
        ),
    ],
)
def test_wrong_input_comes_back_with_what_was_typed(stage, post, act, data):
    for name in ("calendar_preview", "calendar_confirm"):
        answer = post(stage.cast.chair, name, act, **data)
        assert answer.status_code == 422
        assert "data-error-summary" in answer.content.decode()
        assert dict(answer.context["forms"][act].data.items()) == data
    assert not OfficeHoliday.objects.exists()
    assert not OfficeHours.objects.exists()


def test_only_those_who_set_the_calendar_may_and_an_administrator_sees_no_case(stage, pemilu, post):
    for person in (stage.cast.officer, stage.cast.coordinator, stage.cast.ptps):
        assert post(person, "calendar_preview", "add", **HOLIDAY).status_code == 404
        assert post(person, "calendar_confirm", "add", **HOLIDAY).status_code == 404
        page = client_of(person).get(reverse("desk:calendar"))
        assert page.status_code == 200
        assert not page.context["may_set"]
    shown = post(stage.cast.administrator, "calendar_preview", "add", **HOLIDAY)
    assert (shown.context["rows"], shown.context["hidden"]) == ([], 1)
    assert "Amplop" not in shown.content.decode()


def test_nobody_takes_back_the_word_of_an_office_that_is_not_theirs(stage, post):
    word = places.add_holiday(
        office="64", day=FRIDAY, name="Libur", kind="office", decree="SK", actor="x", at=wita(6)
    )
    assert post(stage.cast.chair, "calendar_preview", "withdraw", holiday=word.pk).status_code == 404
    assert post(stage.cast.chair, "calendar_confirm", "withdraw", holiday=word.pk).status_code == 404
    assert post(stage.cast.province_chair, "calendar_preview", "withdraw", holiday=word.pk).status_code == 200
    assert post(stage.cast.chair, "calendar_preview", "withdraw", holiday=99999).status_code == 404
    assert post(stage.cast.chair, "calendar_preview", "delete").status_code == 404


def test_the_year_shows_its_holidays_with_their_ground(stage, stand):
    stand(wita(9))
    page = client_of(stage.cast.chair).get(reverse("desk:calendar"), {"tahun": "2026"})
    assert page.context["year"] == 2026
    assert page.context["lines"][0].ground
    assert client_of(stage.cast.chair).get(reverse("desk:calendar"), {"tahun": "0001"}).status_code == 200
