"""``saksama init``: keys, tables and reference data of a new installation, and its first administrator."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from saksama.config import clock, installation
from saksama.people import operations as people
from saksama.people import scope
from saksama.people.models import Duty, Role
from saksama.places.models import Office


class Command(BaseCommand):
    """Idempotent: what stands already is left alone, an office's administrator too."""

    help = "Make keys and tables, load areas and offices, appoint the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-places", action="store_true", help="only keys and tables")
        parser.add_argument("--administrator", metavar="NAME", help="appoint this person, with --office")
        parser.add_argument("--office", metavar="CODE", help="office of the administrator, such as 64.02")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["administrator"]) != bool(options["office"]):
            raise CommandError("--administrator and --office belong together: a name and an office's code.")
        installation.make_keys()
        call_command("migrate", verbosity=0, interactive=False)
        if not options["without_places"]:
            call_command("load_places")
        self.stdout.write("Keys, tables and places are ready.")
        if options["administrator"]:
            self._appoint(options["administrator"], options["office"], clock.now())

    def _appoint(self, name: str, office: str, at: datetime) -> None:
        """Only the first one of an office; that one appoints everybody else on the screen."""
        if Duty.objects.filter(role=Role.ADMINISTRATOR, office_id=office).exists():
            self.stdout.write(f"Office {office} has had an administrator already; nobody was added.")
            return
        if not Office.objects.filter(pk=office).exists():
            raise CommandError(f"There is no office {office}. Write its code as in 64.02.")
        duty = {
            "role": Role.ADMINISTRATOR.value,
            "office_code": office,
            "starts_on": scope.local_day(at, office),
        }
        account, password = people.appoint(code="", name=name, duty=duty, actor=None, at=at)
        self.stdout.write(f"Administrator: {account.code}   password for the first log-in: {password}")
        self.stdout.write("It is kept nowhere. Log in, choose your own, and set up the second factor.")
