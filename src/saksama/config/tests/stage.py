"""The stage on which the example is played in tests."""

from datetime import date

from saksama.config.example import replay, script
from saksama.people import operations as people
from saksama.places import testing


def make_people_and_places():
    """The small country, with the accounts that the example's file names."""
    testing.kukar()
    told = script.read()
    first = script.steps(date(2024, 11, 10))[0].at
    replay.start_numbers(told["office"], told["event"])
    for row in told["account"]:
        account = people.create_account(
            code=row["code"], name=row["name"], password=None, actor=None, at=first
        )
        people.give_duty(
            account=account, role=row["role"], office_code=row.get("office", "64.02"),
            starts_on=date(2024, 1, 1), actor=None, at=first,
        )  # fmt: skip
