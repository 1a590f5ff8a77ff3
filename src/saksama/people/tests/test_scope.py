"""Area scope: role, area and period, and nothing else."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from saksama.people import permissions, scope
from saksama.people.models import Account, Duty, Role
from saksama.people.scope import OutOfSight, Refused, Scope
from saksama.people.testing import HERE, Cast, person
from saksama.places import rules
from saksama.places.models import Area

TODAY = date(2024, 11, 9)


def may(account, permission, place=HERE, today=TODAY):
    return scope.allows(account, permission, place, today=today)


def test_officer_may_register_a_case_of_the_own_office(cast: Cast) -> None:
    assert may(cast.officer, "register_case")


def test_officer_of_another_area_may_not(cast: Cast) -> None:
    assert not may(cast.neighbour, "view_cases")


def test_colleague_without_the_role_sees_figures_but_no_cases(cast: Cast) -> None:
    assert may(cast.colleague_without_role, "view_figures")
    assert not may(cast.colleague_without_role, "view_cases")


def test_administrator_sees_no_case_content(cast: Cast) -> None:
    held = permissions.held_by(Role.ADMINISTRATOR)
    assert held == {
        "view_desk",
        "manage_people",
        "manage_places",
        "manage_calendar",
        "view_directory",
        "manage_directory",
        "manage_cards",
        "manage_alerts",
    }


def test_regency_sees_the_cases_of_its_districts(cast: Cast) -> None:
    assert may(cast.officer, "view_cases", "64.02.06")


def test_district_does_not_see_the_cases_of_its_regency(cast: Cast) -> None:
    assert may(cast.panwascam, "view_cases", "64.02.06")
    assert not may(cast.panwascam, "view_cases", HERE)


def test_province_sees_regencies_and_does_not_vote_for_them(cast: Cast) -> None:
    assert may(cast.province_chair, "view_cases")
    assert not may(cast.province_chair, "vote_plenary")
    assert may(cast.province_chair, "vote_plenary", "64")


def test_province_takes_over_from_a_regency_but_not_the_other_way(cast: Cast) -> None:
    assert may(cast.province_chair, "take_over_case", HERE)
    assert not may(cast.chair, "take_over_case", "64")


def test_national_viewer_sees_every_area(cast: Cast) -> None:
    assert may(cast.national_viewer, "view_cases", HERE)
    assert may(cast.national_viewer, "view_cases", "91.01.02")


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_visitor_holds_nothing(nobody) -> None:
    assert not scope.scope_of(nobody, "view_desk", today=TODAY)


def test_barred_account_holds_nothing(cast: Cast) -> None:
    cast.officer.is_active = False
    assert not may(cast.officer, "view_desk")


def test_account_without_a_duty_holds_nothing(cast: Cast) -> None:
    idle = Account.objects.create(code="64.02-baru", name="Baru", created_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert not may(idle, "view_desk")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 11, 8), False),  # the day before the first
        (date(2024, 11, 9), True),  # the first day
        (date(2024, 11, 20), True),  # the last day
        (date(2024, 11, 21), False),  # the day after the last
    ],
)
def test_duty_holds_from_its_first_day_to_its_last(cast: Cast, day: date, holds: bool) -> None:
    guest = person(
        "64.02-bantuan", "Bantuan", Role.CASE_OFFICER, starts_on=date(2024, 11, 9), ends_on=date(2024, 11, 20)
    )
    assert may(guest, "view_cases", today=day) is holds
    scope.remember_duties(guest)
    assert may(guest, "view_cases", today=day) is holds


def test_former_officer_holds_nothing(cast: Cast) -> None:
    assert may(cast.former_officer, "view_cases", today=date(2024, 10, 31))
    assert not may(cast.former_officer, "view_cases")


def test_two_duties_add_up_and_do_not_mix(cast: Cast) -> None:
    Duty.objects.create(
        account=cast.ptps, role=Role.VIEWER, office_id="64.01", area_code="64.01", starts_on=TODAY
    )
    assert may(cast.ptps, "view_cases", "64.01")
    assert not may(cast.ptps, "view_cases", "64.02.06")
    assert not may(cast.ptps, "write_supervision_record", "64.01")


def test_station_supervisor_writes_for_the_own_station_only(cast: Cast) -> None:
    assert may(cast.ptps, "write_supervision_record", "64.02.06.1001-001")
    assert not may(cast.ptps, "write_supervision_record", "64.02.06.1001-002")
    assert may(cast.pkd, "write_supervision_record", "64.02.06.1001-002")


def test_allow_hides_the_case_from_a_stranger(cast: Cast) -> None:
    for stranger in (cast.neighbour, cast.administrator, cast.colleague_without_role, cast.visitor):
        with pytest.raises(OutOfSight) as hidden:
            scope.allow(stranger, "register_case", HERE, today=TODAY)
        assert isinstance(hidden.value, Http404)


def test_allow_refuses_a_colleague_who_sees_the_case_and_names_who_may(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        scope.allow(cast.secretary, "register_case", HERE, today=TODAY)
    assert isinstance(refused.value, PermissionDenied)
    assert refused.value.roles == ["case_officer", "coordinator", "panwascam"]


def test_first_gate_follows_the_same_rule(cast: Cast) -> None:
    assert scope.allow_somewhere(cast.officer, "register_case", today=TODAY).offices == {HERE}
    with pytest.raises(Refused):
        scope.allow_somewhere(cast.province_viewer, "register_case", today=TODAY)
    with pytest.raises(OutOfSight):
        scope.allow_somewhere(cast.ptps, "register_case", today=TODAY)


def test_unknown_permission_is_an_error_of_the_program(cast: Cast) -> None:
    with pytest.raises(permissions.UnknownPermission):
        scope.allows(cast.chair, "do_as_one_likes", HERE, today=TODAY)


def test_remembered_duties_save_the_second_question(cast: Cast, django_assert_num_queries) -> None:
    scope.remember_duties(cast.officer)
    with django_assert_num_queries(0):
        assert may(cast.officer, "view_cases")


def test_visible_rows_are_those_of_the_area(cast: Cast) -> None:
    def visible(account, permission="view_cases"):
        rows = scope.visible_to(Area.objects.all(), account, permission, field="code", today=TODAY)
        return set(rows.values_list("code", flat=True))

    assert visible(cast.officer) == {"64.02", "64.02.06"}
    assert visible(cast.province_viewer) == {"64", "64.01", "64.02", "64.02.06"}
    assert visible(cast.national_viewer) == {"00", "64", "64.01", "64.02", "64.02.06"}
    assert visible(cast.officer, "register_case") == {"64.02"}
    assert visible(cast.visitor) == visible(cast.ptps) == set()


def test_visible_rows_cost_one_question_for_duties_and_one_for_rows(
    cast: Cast, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        list(scope.visible_to(Area.objects.all(), cast.officer, "view_cases", field="code", today=TODAY))


def test_home_office_is_that_of_the_oldest_open_duty(cast: Cast) -> None:
    assert scope.home_office(cast.pkd, today=TODAY) == "64.02.06"
    assert scope.home_office(cast.former_officer, today=TODAY) is None


@pytest.mark.parametrize(
    ("place", "day"),
    [("64.02", date(2024, 11, 10)), ("31.71", date(2024, 11, 9)), (None, date(2024, 11, 10))],
)
def test_the_legal_day_is_that_of_the_place(place: str | None, day: date) -> None:
    assert scope.local_day(datetime(2024, 11, 9, 16, 30, tzinfo=UTC), place) == day  # 00:30 WITA, 23:30 WIB


two_digits = st.integers(1, 99).map(lambda number: f"{number:02d}")
codes = st.one_of(
    st.just(rules.NATION),
    st.lists(two_digits, min_size=1, max_size=3).map(".".join),
)


@pytest.mark.rules
@given(areas=st.frozensets(codes, max_size=4), offices=st.frozensets(codes, max_size=4), place=codes)
def test_scope_covers_a_place_exactly_when_one_of_its_codes_leads_to_it(areas, offices, place) -> None:
    by_ancestry = place in offices or bool(areas & set(rules.lineage(place)))
    assert Scope(areas, offices).covers(place) is by_ancestry


@pytest.mark.rules
@given(areas=st.frozensets(codes, max_size=4), more=st.frozensets(codes, max_size=4), place=codes)
def test_a_further_duty_never_takes_a_right_away(areas, more, place) -> None:
    if Scope(areas).covers(place):
        assert Scope(areas | more).covers(place)


@pytest.mark.django_db
@given(
    areas=st.frozensets(st.sampled_from(["00", "64", "64.01", "64.02", "64.02.06", "6"]), max_size=3),
    offices=st.frozensets(st.sampled_from(["00", "64", "64.02"]), max_size=2),
)
def test_the_database_answers_as_the_rule_does(areas, offices) -> None:
    scope_of_two = Scope(areas, offices)
    places = ["00", "64", "64.01", "64.02", "64.02.06"]
    for code in places:
        Area.objects.get_or_create(code=code, defaults={"name": code, "level": "district", "kind": "x"})
    found = set(Area.objects.filter(scope_of_two.as_filter("code")).values_list("code", flat=True))
    assert found == {code for code in places if scope_of_two.covers(code)}
