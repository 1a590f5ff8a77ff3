"""``saksama check_bundle FILE.zip``: is every file of a case's bundle the one it was made with?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saksama.documents import bundles


class Command(BaseCommand):
    help = "Checks every file of a bundle against its list of hashes; needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP that the page File for court made")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                found = bundles.check(opened)
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}") from fault
        except bundles.NoBundle as fault:
            raise CommandError(f"{file} is no bundle: {fault}") from fault
        wrong = [item for item in found if item.state != "intact"]
        for item in wrong:
            self.stdout.write(f"{item.state:9} {item.name}")
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(found)} files are not as they were made.")
        self.stdout.write(f"{len(found)} files, all intact.")
