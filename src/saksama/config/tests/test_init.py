"""``saksama init``: a new office gets its first administrator, once."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from saksama.people.models import Account, Duty
from saksama.places.testing import kukar

pytestmark = pytest.mark.django_db


def init(*words: str) -> str:
    said = io.StringIO()
    call_command("init", "--without-places", *words, stdout=said)
    return said.getvalue()


def test_the_first_administrator_gets_a_password_for_one_use():
    kukar()
    said = init("--administrator", "Ratna Dewi", "--office", "64.02")
    duty = Duty.objects.select_related("account").get()
    assert (duty.role, duty.office_id, duty.account.name) == ("administrator", "64.02", "Ratna Dewi")
    assert duty.account.must_change_password
    password = said.partition("log-in: ")[2].splitlines()[0]
    assert duty.account.check_password(password)


def test_a_second_run_adds_nobody():
    kukar()
    init("--administrator", "Ratna Dewi", "--office", "64.02")
    assert "already" in init("--administrator", "Orang Lain", "--office", "64.02")
    assert Account.objects.count() == 1


@pytest.mark.parametrize("office", ["64.99", "99.99", "kukar"])
def test_an_unknown_office_is_refused_with_what_to_do(office):
    kukar()
    with pytest.raises(CommandError, match="as in"):
        init("--administrator", "Ratna Dewi", "--office", office)
    assert not Account.objects.exists()


def test_a_name_without_an_office_is_refused():
    with pytest.raises(CommandError, match="belong together"):
        init("--administrator", "Ratna Dewi")
