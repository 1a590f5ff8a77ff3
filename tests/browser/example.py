"""The shipped example, really committed and served, once for all tests of a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from saksama.cases import operations as acts
from saksama.cases import rules
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.config import clock
from saksama.config.example import replay, script
from saksama.journal import heads, keys
from saksama.law import load
from saksama.people import operations as people
from saksama.people.models import Account
from saksama.places import testing as places
from saksama.places.models import Office

DAY = date(2024, 11, 9)


@contextmanager
def served() -> Iterator[str]:
    """Address of a server that shows the example as of its day, over the small country; emptied at the end."""
    was_demo, settings.DEMO = settings.DEMO, True
    clock.set_demo_day(DAY)
    heads.path().unlink(missing_ok=True)
    heads.write_empty(keys.load())
    make()
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()
        settings.DEMO = was_demo
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cases_words")
        call_command("flush", verbosity=0, interactive=False)
        connection.close()


def make() -> None:
    """People, places and cases, without passwords: nobody logs in here but by cookie."""
    places.kukar()
    Office.objects.filter(pk="64.02").update(members_count=5)
    told = script.read()
    first = script.steps(DAY)[0].at
    replay.start_numbers(told["office"], told["event"])
    for row in told["account"]:
        made = people.create_account(code=row["code"], name=row["name"], password=None, actor=None, at=first)
        people.give_duty(
            account=made, role=row["role"], office_code=row.get("office", "64.02"),
            starts_on=date(2024, 1, 1), actor=None, at=first,
        )  # fmt: skip
        TOTP.activate(made, generate_totp_secret())
    replay.replay(DAY)
    find_one_incomplete()


def find_one_incomplete() -> None:
    """One more step than the example's own, so that each kind of form has its case."""
    case = case_in("received")
    required = load().on(case.received_on, case.regime).requirements()
    checks = [rules.Check(item.code, False, item.missing.of("id")) for item in required]
    officer = Actor.of(account("64.02-petugas-1"))
    acts.conclude_initial_study(
        case, checks=checks, classes=["administrative"], actor=officer, at=clock.now()
    )


def account(code: str) -> Any:
    return Account.objects.get(code=code)


def case_in(state: str) -> Case:
    """An invented case of the example in this state, the fullest of them."""
    found = Case.objects.filter(state=state, is_published=False).order_by("-version").first()
    assert found, state
    return found
