"""``saksama add_administrator``: the way in to a new installation, and back in when nobody is left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from saksama.people import operations, scope
from saksama.people.models import Role
from saksama.people.problems import Problem


class Command(BaseCommand):
    help = "Make an administrator for an office and print a password for one use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("office", help="code of the office, such as 64.02")
        parser.add_argument("name", help="name as colleagues know the person")
        parser.add_argument("--code", default="", help="user name; without it the next free one")

    def handle(self, *, office: str, name: str, code: str, **options: Any) -> None:
        at = timezone.now()
        try:
            duty = {
                "role": Role.ADMINISTRATOR,
                "office_code": office,
                "starts_on": scope.local_day(at, operations.existing(office).code),
            }
            account, password = operations.appoint(code=code, name=name, duty=duty, actor=None, at=at)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{account.code}  {password}")
        self.stdout.write("The password is for one use: log in, choose your own, connect a phone.")
