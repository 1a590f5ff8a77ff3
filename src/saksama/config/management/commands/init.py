"""``saksama init``: keys, tables and reference data of a new installation. ``add_administrator`` comes next."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from saksama.config import installation


class Command(BaseCommand):
    """Idempotent: what stands already is left alone."""

    help = "Make keys and tables, load areas and offices."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-places", action="store_true", help="only keys and tables")

    def handle(self, *args: Any, **options: Any) -> None:
        installation.make_keys()
        call_command("migrate", verbosity=0, interactive=False)
        if not options["without_places"]:
            call_command("load_places")
        self.stdout.write(_("Keys, tables and places are ready. Next: saksama add_administrator OFFICE NAME"))
