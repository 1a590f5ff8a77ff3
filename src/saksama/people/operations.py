"""The only writers of accounts and duties: one function per act, its journal line beside it.

``actor`` is the administrator; None means the program itself (the first administrator of an
installation, the example's loader), which needs no permission.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import QuerySet

from saksama.journal import rules as journal_rules
from saksama.journal.operations import Entry, record, record_batch
from saksama.people import lockout, queries, rules, scope
from saksama.people.directory.operations import record_institution
from saksama.people.models import Account, Duty
from saksama.people.problems import Problem
from saksama.places.models import Office
from saksama.places.rules import is_code

__all__ = [
    "appoint",
    "create_account",
    "enable_totp",
    "end_duty",
    "end_sessions",
    "existing",
    "give_duty",
    "note_lock",
    "note_own_act",
    "record_institution",
    "reset_login",
    "withdraw_duty",
]

NO_OFFICE = journal_rules.NO_OFFICE


@transaction.atomic
def create_account(
    *,
    code: str,
    name: str,
    password: str | None,
    actor: Account | None,
    at: datetime,
    email: str | None = None,
    is_demo: bool = False,
    must_change_password: bool = False,
) -> Account:
    """Make an account. It may do nothing until a duty is given.

    Args:    password: None for an account that nobody logs in with yet.
    Raises:  Problem code_unsuitable | code_taken.
    """
    code = Account.objects.normalize_code(code)
    if not rules.is_user_name(code):
        raise Problem("code_unsuitable")
    if Account.objects.filter(code=code).exists():
        raise Problem("code_taken", code=code)
    account = Account(
        code=code,
        name=name.strip(),
        email=email or None,
        is_demo=is_demo,
        must_change_password=must_change_password,
        created_at=at,
    )
    account.set_password(password)
    account.save()
    _record("account_created", account, NO_OFFICE, actor=actor, at=at)
    return account


@transaction.atomic
def give_duty(
    *,
    account: Account,
    role: str,
    office_code: str,
    starts_on: date,
    actor: Account | None,
    at: datetime,
    area_code: str | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> Duty:
    """Give ``account`` a role in an area for a period; both days belong to it.

    Args:    area_code: inside the office's area; None means all of it.
    Raises:  Problem unknown_office | unknown_area | area_outside_office | ends_before_start | duty_twice |
             own_duty; scope.NotAllowed where the actor does not administer the office.
    """
    area_code = area_code or office_code
    _check_place(area_code, office_code)
    if ends_on is not None and ends_on < starts_on:
        raise Problem("ends_before_start")
    _may_administer(actor, account, office_code, at)
    same = Duty.objects.filter(account=account, role=role, area_code=area_code)
    _check_not_twice(same, starts_on, ends_on)
    duty = Duty.objects.create(
        account=account,
        role=role,
        office_id=office_code,
        area_code=area_code,
        starts_on=starts_on,
        ends_on=ends_on,
        appointed_by=actor,
        note=note.strip(),
    )
    account.duties_of_request = None
    _record("duty_given", account, office_code, actor=actor, at=at, facts=_facts(duty))
    return duty


@transaction.atomic
def appoint(
    *, code: str, name: str, duty: Mapping[str, Any], actor: Account | None, at: datetime
) -> tuple[Account, str]:
    """Make an account and give it the first duty, or neither.

    Args:     code: empty for the next free one of this office and role.   duty: as ``give_duty`` takes it.
    Returns:  the account and the password for one use, which is kept nowhere.
    Raises:   as ``create_account`` and ``give_duty``.
    """
    password = rules.given_password()
    account = create_account(
        code=code or queries.next_user_name(duty["office_code"], duty["role"]),
        name=name,
        password=password,
        actor=actor,
        at=at,
        must_change_password=True,
    )
    give_duty(account=account, actor=actor, at=at, **duty)
    return account, password


@dataclass(frozen=True, slots=True)
class Enlisted:
    """One of many temporary people: no e-mail, no password; ``code`` empty for the next free user name."""

    name: str
    role: str
    area_code: str
    starts_on: date
    ends_on: date
    code: str = ""


@transaction.atomic
def enlist(
    people: Sequence[Enlisted],
    *,
    office_code: str,
    actor: Account | None,
    at: datetime,
    is_demo: bool = False,
) -> list[Duty]:
    """Make accounts with one duty each, thousands in a few statements, or none of them.

    Such an account opens no desk: it has no password. What it may do it does with a card of ``checklists``.
    Whoever asked for it has allowed ``actor`` before; two lines of the journal tell of each person.

    Returns:  the duties, in the order given.
    Raises:   Problem unknown_office | area_outside_office | ends_before_start | code_taken.
    """
    existing(office_code)
    for person in people:
        if not rules.area_fits(person.area_code, office_code):
            raise Problem("area_outside_office", area=person.area_code, office=office_code)
        if person.ends_on < person.starts_on:
            raise Problem("ends_before_start")
    codes = _codes_for(people, office_code)
    accounts = [
        Account(code=code, name=person.name.strip(), is_demo=is_demo, created_at=at)
        for code, person in zip(codes, people, strict=True)
    ]
    for account in accounts:
        account.set_unusable_password()
    Account.objects.bulk_create(accounts, batch_size=_AT_ONCE)
    duties = [
        Duty(
            account=account, role=person.role, office_id=office_code, area_code=person.area_code,
            starts_on=person.starts_on, ends_on=person.ends_on, appointed_by=actor,
        )
        for account, person in zip(accounts, people, strict=True)
    ]  # fmt: skip
    Duty.objects.bulk_create(duties, batch_size=_AT_ONCE)
    by = actor.code if actor else "system"
    record_batch([
        *(Entry("account_created", NO_OFFICE, ("account", str(duty.account_id)), by, at) for duty in duties),
        *(
            Entry("duty_given", office_code, ("account", str(duty.account_id)), by, at, _facts(duty))
            for duty in duties
        ),
    ])  # fmt: skip
    return duties


@transaction.atomic
def transfer_duty(
    duty: Duty, *, area_code: str, starts_on: date, ends_on: date, actor: Account | None, at: datetime
) -> Duty:
    """The same duty at another place, for who changes station on the day: the old one grants nothing any more.

    Whoever asked for it has allowed ``actor`` before (``checklists`` lets a secretary do it).
    Raises: Problem area_outside_office | ends_before_start.
    """
    _check_place(area_code, duty.office_id)
    if ends_on < starts_on:
        raise Problem("ends_before_start")
    release_duty(duty, actor=actor, at=at)
    new = Duty.objects.create(
        account_id=duty.account_id, role=duty.role, office_id=duty.office_id, area_code=area_code,
        starts_on=starts_on, ends_on=ends_on, appointed_by=actor,
    )  # fmt: skip
    _record("duty_given", new.account, new.office_id, actor=actor, at=at, facts=_facts(new))
    return new


@transaction.atomic
def release_duty(duty: Duty, *, actor: Account | None, at: datetime) -> Duty:
    """As :func:`withdraw_duty`, asked for by a room that has allowed ``actor`` itself; nothing when it is over."""
    locked = Duty.objects.select_for_update(of=("self",)).select_related("account").get(pk=duty.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        _record("duty_withdrawn", locked.account, locked.office_id, actor=actor, at=at, facts=_facts(locked))
    return locked


_AT_ONCE = 500


def _codes_for(people: Sequence[Enlisted], office_code: str) -> list[str]:
    """User names in order: those asked for, else the next free of office and role. Raises Problem code_taken."""
    taken = set(Account.objects.filter(code__startswith=f"{office_code}-").values_list("code", flat=True))
    nexts: dict[str, int] = {}
    codes = []
    for person in people:
        code = Account.objects.normalize_code(person.code)
        if code and (code in taken or Account.objects.filter(code=code).exists()):
            raise Problem("code_taken", code=code)
        while not code or code in taken:
            nexts[person.role] = nexts.get(person.role, 0) + 1
            code = rules.user_name(office_code, person.role, nexts[person.role])
        taken.add(code)
        codes.append(code)
    return codes


@transaction.atomic
def end_duty(*, duty: Duty, last_day: date, actor: Account | None, at: datetime) -> Duty:
    """Let a duty end with ``last_day``, today or later; it still holds on that day.

    Raises: Problem duty_over | ends_before_start | ends_in_the_past | own_duty; scope.NotAllowed.
    """
    duty = _open_duty(duty, actor, at)
    if last_day < duty.starts_on:
        raise Problem("ends_before_start")
    if last_day < scope.local_day(at, duty.office_id):
        raise Problem("ends_in_the_past", day=last_day.isoformat())
    duty.ends_on = last_day
    duty.save(update_fields=["ends_on"])
    _record("duty_ended", duty.account, duty.office_id, actor=actor, at=at, facts=_facts(duty))
    return duty


@transaction.atomic
def withdraw_duty(*, duty: Duty, actor: Account | None, at: datetime) -> Duty:
    """Take a duty back at once: a wrong person, a lost phone. It stays on record and grants nothing.

    Raises: as ``end_duty``.
    """
    duty = _open_duty(duty, actor, at)
    duty.withdrawn_at = at
    duty.save(update_fields=["withdrawn_at"])
    _record("duty_withdrawn", duty.account, duty.office_id, actor=actor, at=at, facts=_facts(duty))
    return duty


@transaction.atomic
def reset_login(*, account: Account, actor: Account | None, at: datetime) -> str:
    """Give a password for one use and forget the second factor; all sessions end.

    Without e-mail this is the only way back in (decision 27). The password is returned once, kept
    nowhere, and good only for choosing a new one and setting up a second factor.

    Raises: Problem own_duty | not_yours; scope.OutOfSight for an account outside the actor's area.
    """
    _may_manage(actor, account, at)
    password = rules.given_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    lockout.forget(account.code)
    _record("login_reset", account, _home(account, at), actor=actor, at=at)
    return password


@transaction.atomic
def enable_totp(*, account: Account, secret: str, actor: Account | None, at: datetime) -> None:
    """Set the account's second factor to ``secret`` (base 32): for the example, whose secrets are printed."""
    Authenticator.objects.filter(user=account).delete()
    TOTP.activate(account, secret)
    _record("second_factor_set", account, NO_OFFICE, actor=actor, at=at)


@transaction.atomic
def note_own_act(act: str, account: Account, *, at: datetime, facts: Mapping[str, Any] | None = None) -> None:
    """Journal what a person did to the own log-in: signed_in, password_changed, second_factor_set."""
    _record(act, account, _home(account, at), actor=account, at=at, facts=facts)


@transaction.atomic
def note_lock(account: Account, *, at: datetime, failures: int) -> None:
    """Journal one line when the door closes, with the number of wrong tries; not one line for each try."""
    where = _home(account, at)
    record(
        act="log_in_locked",
        office=where,
        subject=("account", str(account.pk)),
        actor="public",
        at=at,
        facts={"failures": failures},
    )


def end_sessions(account: Account, *, keep: str | None = None) -> int:
    """End all sessions of the account but the one with key ``keep``; returns how many."""
    ended = 0
    for session in UserSession.objects.filter(user=account).exclude(session_key=keep or ""):
        session.end()
        ended += 1
    return ended


def existing(office_code: str) -> Office:
    """The office of this code. Raises: Problem unknown_office."""
    office: Office | None = Office.objects.filter(code=office_code).first()
    if office is None:
        raise Problem("unknown_office", office=office_code)
    return office


def _check_place(area_code: str, office_code: str) -> None:
    existing(office_code)
    if not is_code(area_code):
        raise Problem("unknown_area", area=area_code)
    if not rules.area_fits(area_code, office_code):
        raise Problem("area_outside_office", area=area_code, office=office_code)


def _check_not_twice(held: QuerySet[Duty], starts_on: date, ends_on: date | None) -> None:
    for duty in held.filter(withdrawn_at=None):
        if rules.share_a_day((starts_on, ends_on), (duty.starts_on, duty.ends_on)):
            raise Problem("duty_twice", starts_on=duty.starts_on.isoformat())


def _open_duty(duty: Duty, actor: Account | None, at: datetime) -> Duty:
    """The locked duty, when it is not over and the actor administers its office."""
    locked = Duty.objects.select_for_update(of=("self",)).select_related("account").get(pk=duty.pk)
    _may_administer(actor, locked.account, locked.office_id, at)
    today = scope.local_day(at, locked.office_id)
    if locked.withdrawn_at or (locked.ends_on is not None and locked.ends_on < today):
        raise Problem("duty_over")
    return locked


def _may_administer(actor: Account | None, account: Account, office_code: str, at: datetime) -> None:
    """The actor administers the office, and the account is another person's."""
    if actor is None:
        return
    scope.allow(actor, "manage_people", office_code, today=scope.local_day(at, office_code))
    if actor.pk == account.pk:
        raise Problem("own_duty")


def _may_manage(actor: Account | None, account: Account, at: datetime) -> None:
    """The actor administers every place where the account serves or will serve.

    Whoever resets a log-in could enter with it: so an administrator of a regency never resets that
    of a person who also serves in the province.
    """
    if actor is None:
        return
    today = scope.local_day(at, None)
    administered = scope.scope_of(actor, "manage_people", today=today)
    places = queries.places_of(account, today=today)
    if not any(administered.covers(place) for place in places):
        raise scope.OutOfSight("manage_people", None)
    if actor.pk == account.pk:
        raise Problem("own_duty")
    if not all(administered.covers(place) for place in places):
        raise Problem("not_yours")


def _home(account: Account, at: datetime) -> str:
    return scope.home_office(account, today=scope.local_day(at, None)) or NO_OFFICE


def _facts(duty: Duty) -> dict[str, Any]:
    return {
        "duty": duty.pk,
        "role": duty.role,
        "area": duty.area_code,
        "starts_on": duty.starts_on.isoformat(),
        "ends_on": duty.ends_on.isoformat() if duty.ends_on else None,
    }


def _record(
    act: str,
    account: Account,
    office: str,
    *,
    actor: Account | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    record(
        act=act,
        office=office,
        subject=("account", str(account.pk)),
        actor=actor.code if actor else "system",
        at=at,
        facts=facts or {},
    )
