"""From user name to desk: password, second factor, lock, sessions, reset."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from saksama.journal.models import Line
from saksama.people import demo_login, lockout, mfa, operations, second_factor
from saksama.people.models import Account
from saksama.people.testing import Cast, client_of, totp_secret

PASSWORD = "tujuh kura kura di kolam"
AT = datetime(2024, 11, 9, 2, 0, tzinfo=UTC)


@pytest.fixture(name="officer")
def _officer(cast: Cast) -> Account:
    """The case officer, with a password."""
    cast.officer.set_password(PASSWORD)
    cast.officer.save()
    return cast.officer


def code_of(account: Account, step: int = 0) -> str:
    """The six figures which the account's phone shows now, or ``step`` half minutes later."""
    counter = int(time.time()) // 30 + step
    return totp.format_hotp_value(totp.hotp_value(totp_secret(account), counter))


def try_password(client: Client, account: Account, password: str = PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": account.code, "password": password}, **extra)


def log_in(client: Client, account: Account, password: str = PASSWORD):
    try_password(client, account, password)
    return client.post(reverse("mfa_authenticate"), {"code": code_of(account)})


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def acts() -> list[str]:
    return list(Line.objects.order_by("pk").values_list("act", flat=True))


def test_password_alone_asks_for_the_code(client: Client, officer: Account) -> None:
    answer = try_password(client, officer)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_logged_in(client)


def test_password_and_code_open_the_desk_and_leave_one_line(client: Client, officer: Account) -> None:
    answer = log_in(client, officer)
    assert answer["Location"] == "/meja/"
    assert is_logged_in(client)
    assert acts() == ["signed_in"]
    assert Line.objects.get().office == "64.02"


def test_one_without_a_duty_comes_to_the_own_account(client: Client, cast: Cast) -> None:
    cast.former_officer.set_password(PASSWORD)
    cast.former_officer.save()
    assert log_in(client, cast.former_officer)["Location"] == reverse("own_account")


def test_user_name_is_taken_with_capitals_and_spaces(client: Client, officer: Account) -> None:
    answer = client.post(reverse("account_login"), {"login": " 64.02-PETUGAS-1 ", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")


def test_wrong_password_and_unknown_name_get_the_same_answer(client: Client, officer: Account) -> None:
    wrong = try_password(client, officer, "salah")
    unknown = client.post(reverse("account_login"), {"login": "64.02-tidak-ada", "password": "salah"})
    sentence = "Nama pengguna dan kata sandi tidak cocok"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_wrong_code_does_not_log_in(client: Client, officer: Account) -> None:
    try_password(client, officer)
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 200
    assert not is_logged_in(client)


def test_a_code_opens_once(client: Client, officer: Account) -> None:
    log_in(client, officer)
    cache.clear()  # allauth's own memory, which another process would not share
    over_the_shoulder = Client()
    answer = log_in(over_the_shoulder, officer)
    assert "sudah dipakai" in answer.content.decode()
    assert not is_logged_in(over_the_shoulder)


def test_a_recovery_code_opens_once(client: Client, officer: Account) -> None:
    code = RecoveryCodes.activate(officer).get_unused_codes()[0]
    try_password(client, officer)
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/meja/"
    other = Client()
    try_password(other, officer)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert not is_logged_in(other)


def test_barred_account_is_told_so(client: Client, officer: Account) -> None:
    officer.is_active = False
    officer.save()
    assert try_password(client, officer)["Location"] == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200


def test_nobody_signs_up_and_no_password_comes_by_mail(client: Client, db: None) -> None:
    for path in ("/masuk/daftar/", "/accounts/signup/", "/akun/sandi/lupa/", "/accounts/password/reset/"):
        assert client.get(path).status_code == 404


# Locks


def test_the_fifth_wrong_try_closes_the_door_and_says_when_it_opens(client: Client, officer: Account) -> None:
    answers = [try_password(client, officer, "salah") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "15 menit" in answers[-1].content.decode()
    assert 800 < int(answers[-1]["Retry-After"]) <= 900
    assert try_password(client, officer).status_code == 429  # even with the right password
    assert acts() == ["log_in_locked"]
    assert Line.objects.get().facts == {"failures": 5}


def test_knocking_on_a_closed_door_does_not_keep_it_closed(client: Client, officer: Account) -> None:
    for _ in range(5):
        try_password(client, officer, "salah")
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=14))
    assert try_password(client, officer, "salah").status_code == 429
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=16))
    assert try_password(client, officer)["Location"] == reverse("mfa_authenticate")


def test_the_lock_holds_for_the_address_it_came_from_only(client: Client, officer: Account) -> None:
    for _ in range(6):
        try_password(client, officer, "salah", REMOTE_ADDR="203.0.113.9")
    assert try_password(client, officer, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert try_password(client, officer)["Location"] == reverse("mfa_authenticate")


def test_three_thousand_wrong_tries_on_others_lock_out_nobody_else(client: Client, officer: Account) -> None:
    AccessAttempt.objects.bulk_create(
        AccessAttempt(
            username=f"64.02-ptps-{number}",
            ip_address="127.0.0.1",
            user_agent="x",
            failures_since_start=50,
            attempt_time=datetime.now(UTC),
        )
        for number in range(3000)
    )
    assert log_in(client, officer)["Location"] == "/meja/"


def test_wrong_codes_lock_the_second_factor_from_every_address(client: Client, officer: Account) -> None:
    answers = []
    for number in range(5):
        guesser = Client(REMOTE_ADDR=f"203.0.113.{number}")
        try_password(guesser, officer)
        answers.append(guesser.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code)
    assert answers == [200, 200, 200, 200, 429]
    assert log_in(client, officer).status_code == 429
    assert not is_logged_in(client)


def test_wrong_passwords_do_not_lock_the_second_factor(client: Client, officer: Account) -> None:
    for _ in range(6):
        try_password(client, officer, "salah", REMOTE_ADDR="203.0.113.9")
    assert log_in(client, officer)["Location"] == "/meja/"


def test_a_full_log_in_forgets_earlier_wrong_tries(client: Client, officer: Account) -> None:
    for _ in range(4):
        try_password(client, officer, "salah")
    try_password(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(officer)})
    assert is_logged_in(client)
    assert not AccessAttempt.objects.exists()


def test_typed_passwords_and_codes_are_not_kept(client: Client, officer: Account) -> None:
    try_password(client, officer, "rahasia-salah")
    try_password(client, officer)
    client.post(reverse("mfa_authenticate"), {"code": "987654"})
    kept = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "rahasia" not in kept
    assert "987654" not in kept


@pytest.mark.parametrize(("behind", "expected"), [(True, "198.51.100.7"), (False, "127.0.0.1")])
def test_behind_the_proxy_the_address_is_what_the_proxy_wrote_last(
    rf, settings, behind: bool, expected: str
) -> None:

    settings.BEHIND_PROXY = behind
    assert lockout.client_address(rf.get("/", HTTP_X_FORWARDED_FOR="10.0.0.1, 198.51.100.7")) == expected


# Setting up


@pytest.fixture(name="newcomer")
def _newcomer(cast: Cast) -> tuple[Account, str]:
    """A new account with the password for one use."""
    duty = {
        "role": "ptps",
        "office_code": "64.02.06",
        "area_code": "64.02.06.1001-002",
        "starts_on": AT.date(),
    }
    return operations.appoint(code="", name="PTPS Dua", duty=duty, actor=cast.administrator, at=AT)


def test_newcomer_chooses_a_password_connects_a_phone_and_sees_recovery_codes_once(newcomer) -> None:
    account, given = newcomer
    client = Client()
    try_password(client, account, given)
    assert client.get(reverse("own_account"))["Location"] == reverse(second_factor.SETUP_ROUTE)
    assert client.get(reverse("account_setup"))["Location"] == reverse("account_change_password")

    new = {"oldpassword": given, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_change_password"), new)["Location"] == reverse("account_setup")
    assert client.get(reverse("account_setup"))["Location"] == reverse("mfa_activate_totp")

    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page).group(1)
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    account.refresh_from_db()
    assert not second_factor.is_missing(account)


def test_given_password_is_good_for_choosing_an_own_one_only(newcomer) -> None:
    account, given = newcomer
    client = Client()
    try_password(client, account, given)
    for name in ("own_account", "mfa_view_recovery_codes", "people"):
        assert client.get(reverse(name))["Location"] == reverse(second_factor.SETUP_ROUTE)


def test_too_common_a_password_is_refused_with_a_sentence(newcomer) -> None:
    account, given = newcomer
    client = Client()
    try_password(client, account, given)
    weak = {"oldpassword": given, "password1": "password1234", "password2": "password1234"}
    answer = client.post(reverse("account_change_password"), weak)
    assert answer.status_code == 200
    account.refresh_from_db()
    assert account.must_change_password


def test_connecting_the_phone_ends_older_sessions(newcomer, django_capture_on_commit_callbacks) -> None:
    account, given = newcomer
    account.must_change_password = False
    account.save()
    stranger, owner = Client(), Client()
    try_password(stranger, account, given)
    try_password(owner, account, given)
    owner.get(reverse("mfa_activate_totp"))
    secret = owner.session[totp.SECRET_SESSION_KEY]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(reverse("mfa_activate_totp"), {"code": code})
    assert owner.get(reverse("own_account")).status_code == 200
    assert reverse("account_login") in stranger.get(reverse("own_account"))["Location"]


def test_the_second_factor_is_not_readable_in_the_database(officer: Account) -> None:
    stored = Authenticator.objects.get(user=officer).data["secret"]
    assert stored.startswith("a1:")
    assert totp_secret(officer) not in stored


def test_a_lost_key_of_second_factors_is_said_and_makes_the_installation_unfit(
    client: Client, officer: Account, settings, tmp_path
) -> None:
    try_password(client, officer)
    code = code_of(officer)
    assert mfa.secrets_open()
    settings.KEYS = tmp_path
    assert not mfa.secrets_open()
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert answer.status_code < 500
    assert "kuncinya tidak ada" in answer.content.decode()
    assert not is_logged_in(client)


def test_the_phone_can_be_changed_after_the_password_once_more(client: Client, officer: Account) -> None:
    log_in(client, officer)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=officer).exists()
    assert client.get(reverse("own_account"))["Location"] == reverse(second_factor.SETUP_ROUTE)


def test_an_old_session_must_show_the_password_before_changing_the_phone(officer: Account) -> None:
    client = client_of(officer)  # a session that carries no fresh proof
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert reverse("account_reauthenticate") in answer["Location"]
    assert Authenticator.objects.filter(user=officer).exists()


# Sessions


def test_own_sessions_are_listed_and_a_lost_phone_can_be_ended(officer: Account) -> None:
    here, lost = Client(), Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/130.0 Mobile")
    log_in(lost, officer)
    try_password(here, officer)
    here.post(reverse("mfa_authenticate"), {"code": code_of(officer, step=1)})
    assert "Chrome · Android" in here.get(reverse("own_account")).content.decode()
    session = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post(reverse("end_session", args=[session.pk]))
    assert reverse("account_login") in lost.get(reverse("own_account"))["Location"]
    assert here.get(reverse("own_account")).status_code == 200


def test_nobody_ends_the_session_of_another(cast: Cast, officer: Account) -> None:
    log_in(Client(), officer)
    session = UserSession.objects.get(user=officer)
    assert client_of(cast.neighbour).post(reverse("end_session", args=[session.pk])).status_code == 404
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_logging_out_needs_a_click_and_a_token(officer: Account) -> None:
    client = client_of(officer)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_logged_in(client)
    client.post(reverse("account_logout"))
    assert not is_logged_in(client)


# The example


def test_one_tap_logs_into_the_example(client: Client, officer: Account, settings) -> None:
    settings.DEMO = True
    Account.objects.filter(pk=officer.pk).update(is_demo=True)
    assert client.get(demo_login.link_for(officer))["Location"] == "/meja/"
    assert client.get(reverse("own_account")).status_code == 200


@pytest.mark.parametrize("fault", ["no demo", "real account", "another machine", "changed link"])
def test_the_tap_leads_nowhere_elsewhere(client: Client, officer: Account, settings, fault: str) -> None:
    settings.DEMO = fault != "no demo"
    Account.objects.filter(pk=officer.pk).update(is_demo=fault != "real account")
    link = demo_login.link_for(officer)
    if fault == "changed link":
        link = link.replace("masuk/", "masuk/x")
    address = "192.0.2.1" if fault == "another machine" else "127.0.0.1"
    assert client.get(link, REMOTE_ADDR=address).status_code == 404
    assert not is_logged_in(client)
