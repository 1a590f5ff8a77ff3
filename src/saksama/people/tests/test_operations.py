"""Accounts and duties: each act, its journal line, and what it is refused for."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from saksama.journal.models import Line
from saksama.people import operations, queries, rules, scope, second_factor
from saksama.people.models import Account, Duty, Institution, Role
from saksama.people.problems import CATALOGUE, Problem
from saksama.people.testing import HERE, Cast, person, totp_secret

AT = datetime(2024, 11, 9, 2, 0, tzinfo=UTC)
TODAY = date(2024, 11, 9)


def give(cast: Cast, account: Account, **changes) -> Duty:
    wanted = {"role": Role.CASE_OFFICER, "office_code": HERE, "starts_on": TODAY}
    return operations.give_duty(account=account, actor=cast.administrator, at=AT, **wanted | changes)


def last_line() -> Line:
    return Line.objects.order_by("pk").last()


def refusal(call, *args, **kwargs) -> str:
    with pytest.raises(Problem) as refused:
        call(*args, **kwargs)
    assert str(refused.value)
    return refused.value.code


def test_appointing_makes_account_and_duty_with_the_next_free_name(cast: Cast) -> None:
    duty = {"role": Role.CASE_OFFICER, "office_code": HERE, "starts_on": TODAY}
    account, password = operations.appoint(
        code="", name=" Petugas Dua ", duty=duty, actor=cast.administrator, at=AT
    )
    assert account.code == "64.02-petugas-2"
    assert account.name == "Petugas Dua"
    assert account.must_change_password
    assert account.check_password(password)
    assert scope.allows(account, "register_case", HERE, today=TODAY)
    assert list(Line.objects.order_by("pk").values_list("act", flat=True)) == [
        "account_created",
        "duty_given",
    ]


def test_refused_duty_leaves_no_account_behind(cast: Cast) -> None:
    duty = {"role": Role.CHAIR, "office_code": "64", "starts_on": TODAY}
    with pytest.raises(scope.OutOfSight):
        operations.appoint(code="64-x-1", name="X", duty=duty, actor=cast.administrator, at=AT)
    assert not Account.objects.filter(code="64-x-1").exists()


def test_duty_line_names_role_area_and_period_and_no_person(cast: Cast) -> None:
    duty = give(cast, cast.ptps, ends_on=date(2024, 12, 31), note="SK 5/2024")
    line = last_line()
    assert (line.act, line.office, line.actor) == ("duty_given", HERE, "64.02-admin")
    assert line.facts == {
        "duty": duty.pk,
        "role": "case_officer",
        "area": HERE,
        "starts_on": "2024-11-09",
        "ends_on": "2024-12-31",
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"office_code": "64.99"}, "unknown_office"),
        ({"area_code": "64,02"}, "unknown_area"),
        ({"area_code": "64.01"}, "area_outside_office"),
        ({"ends_on": date(2024, 11, 8)}, "ends_before_start"),
    ],
)
def test_faulty_duty_is_refused(cast: Cast, changes: dict, code: str) -> None:
    assert refusal(give, cast, cast.ptps, **changes) == code


def test_same_duty_twice_is_refused_also_in_part(cast: Cast) -> None:
    assert refusal(give, cast, cast.officer) == "duty_twice"


def test_same_duty_may_view_checklists_after(cast: Cast) -> None:
    assert refusal(give, cast, cast.former_officer, starts_on=date(2024, 10, 31)) == "duty_twice"
    assert give(cast, cast.former_officer, starts_on=date(2024, 11, 1))


def test_nobody_gives_duties_to_the_own_account(cast: Cast) -> None:
    assert refusal(give, cast, cast.administrator, role=Role.CHAIR) == "own_duty"


def test_administrator_gives_no_duty_above_or_beside_the_own_area(cast: Cast) -> None:
    for office in ("64", "64.01", "00"):
        with pytest.raises(scope.OutOfSight):
            give(cast, cast.ptps, office_code=office)


def test_officer_gives_no_duty(cast: Cast) -> None:
    with pytest.raises(scope.OutOfSight):
        operations.give_duty(
            account=cast.ptps, role=Role.CHAIR, office_code=HERE, starts_on=TODAY, actor=cast.officer, at=AT
        )


def test_ended_duty_holds_on_its_last_day(cast: Cast) -> None:
    duty = cast.officer.duties.get()
    operations.end_duty(duty=duty, last_day=TODAY, actor=cast.administrator, at=AT)
    assert scope.allows(cast.officer, "view_cases", HERE, today=TODAY)
    assert not scope.allows(cast.officer, "view_cases", HERE, today=date(2024, 11, 10))
    assert last_line().act == "duty_ended"


def test_duty_cannot_end_in_the_past_or_before_it_began(cast: Cast) -> None:
    def end(last_day: date) -> str:
        duty = cast.officer.duties.get()
        return refusal(operations.end_duty, duty=duty, last_day=last_day, actor=cast.administrator, at=AT)

    assert end(date(2024, 11, 8)) == "ends_in_the_past"
    assert end(date(2023, 12, 31)) == "ends_before_start"


def test_the_last_day_is_judged_in_the_zone_of_the_office(cast: Cast) -> None:
    evening = datetime(2024, 11, 9, 17, 0, tzinfo=UTC)  # already 10 November in WITA
    duty = cast.officer.duties.get()
    ending = {"duty": duty, "last_day": TODAY, "actor": cast.administrator, "at": evening}
    assert refusal(operations.end_duty, **ending) == "ends_in_the_past"


def test_withdrawn_duty_grants_nothing_at_once_and_stays_on_record(cast: Cast) -> None:
    duty = cast.officer.duties.get()
    operations.withdraw_duty(duty=duty, actor=cast.administrator, at=AT)
    assert not scope.allows(cast.officer, "view_cases", HERE, today=TODAY)
    assert Duty.objects.filter(pk=duty.pk).exists()
    assert last_line().act == "duty_withdrawn"
    assert refusal(operations.withdraw_duty, duty=duty, actor=cast.administrator, at=AT) == "duty_over"


def test_reset_gives_one_password_and_closes_every_other_way(cast: Cast) -> None:
    password = operations.reset_login(account=cast.officer, actor=cast.administrator, at=AT)
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(password)
    assert second_factor.is_missing(cast.officer)
    assert not Authenticator.objects.filter(user=cast.officer).exists()
    line = last_line()
    assert (line.act, line.actor, line.facts) == ("login_reset", "64.02-admin", {})


def test_reset_is_for_those_who_serve_in_the_area_alone(cast: Cast) -> None:
    Duty.objects.create(account=cast.chair, role=Role.CHAIR, office_id="64", area_code="64", starts_on=TODAY)
    reset = {"actor": cast.administrator, "at": AT}
    assert refusal(operations.reset_login, account=cast.chair, **reset) == "not_yours"
    assert refusal(operations.reset_login, account=cast.administrator, **reset) == "own_duty"
    for stranger in (cast.neighbour, cast.province_viewer):
        with pytest.raises(scope.OutOfSight):
            operations.reset_login(account=stranger, **reset)


def test_reset_by_an_officer_is_out_of_sight(cast: Cast) -> None:
    with pytest.raises(scope.OutOfSight):
        operations.reset_login(account=cast.ptps, actor=cast.officer, at=AT)


def test_account_codes_are_checked_and_unique(cast: Cast) -> None:
    def create(code: str) -> str:
        return refusal(operations.create_account, code=code, name="X", password=None, actor=None, at=AT)

    assert create("64.02-PETUGAS-1 ") == "code_taken"
    for faulty in ("a", "budi@example.org", "kode:x", "dua kata"):
        assert create(faulty) == "code_unsuitable"


def test_second_factor_can_be_set_for_the_example(cast: Cast) -> None:
    operations.enable_totp(account=cast.officer, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", actor=None, at=AT)
    assert totp_secret(cast.officer) == "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert last_line().actor == "system"


def test_an_institution_is_recorded_once_and_can_be_put_right(cast: Cast) -> None:
    for name in ("KPU Kukar", "KPU Kutai Kartanegara"):
        operations.record_institution(
            code="kpu-64.02", name=name, kind="organiser", area_code=HERE, actor=cast.administrator, at=AT
        )
    assert str(Institution.objects.get()) == "KPU Kutai Kartanegara"
    with pytest.raises(scope.OutOfSight):
        operations.record_institution(
            code="kpu-64.01", name="KPU", kind="organiser", area_code="64.01", actor=cast.administrator, at=AT
        )


def test_the_first_administrator_comes_from_the_command_line(cast: Cast) -> None:
    out = StringIO()
    call_command("add_administrator", "64.01", "Admin Paser", stdout=out)
    code, password = out.getvalue().splitlines()[0].split()
    account = Account.objects.get(code=code)
    assert code == "64.01-admin-1"
    assert account.check_password(password)
    assert account.must_change_password
    with pytest.raises(CommandError):
        call_command("add_administrator", "99.99", "Tanpa Kantor")


def test_people_of_an_administrator_are_those_of_the_area(cast: Cast) -> None:
    def found(**filters) -> set[str]:
        return {a.code for a in queries.people_of(cast.administrator, today=TODAY, **filters)}

    everybody = found()
    assert {"64.02-petugas-1", "64.02-petugas-lama", "64.02.06-ptps-1"} <= everybody
    assert not everybody & {"64.01-petugas-1", "64-ketua", "00-pemantau"}
    assert found(words="PANWAS satu") == {"64.02.06-panwascam-1"}
    assert found(role=Role.CASE_OFFICER) == {"64.02-petugas-1"}


def test_people_cost_the_same_number_of_questions_however_many(cast: Cast, django_assert_num_queries) -> None:
    for number in range(2, 12):
        person(f"64.02-petugas-{number}", "X", Role.CASE_OFFICER, second_factor=False)
    with django_assert_num_queries(3):  # the administrator's duties, people, their duties
        list(queries.people_of(cast.administrator, today=TODAY))


def test_role_and_period_are_guarded_by_the_database_too(cast: Cast) -> None:
    faults = ({"role": "king"}, {"role": Role.CHAIR, "ends_on": date(2023, 1, 1)})
    for fault in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            Duty.objects.create(account=cast.ptps, office_id=HERE, area_code=HERE, starts_on=TODAY, **fault)


@pytest.mark.rules
def test_given_passwords_differ_and_hold_no_letter_that_is_misread() -> None:
    given = {rules.given_password() for _ in range(200)}
    assert len(given) == 200
    assert not set("ilo") & set("".join(given))


@pytest.mark.rules
def test_every_role_has_a_word_for_user_names() -> None:
    assert set(rules.ROLE_WORDS) == set(Role.values)
    assert len(set(rules.ROLE_WORDS.values())) == len(rules.ROLE_WORDS)


@pytest.mark.rules
def test_every_problem_says_what_is_wrong_and_what_to_do() -> None:
    assert all(kind.message and kind.remedy for kind in CATALOGUE.values())
