"""``saksama backup FILE``: a verified copy of the office while work goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saksama.config import backups


class Command(BaseCommand):
    """Writes beside the target first, reads everything back, then puts it in place."""

    help = "Write a verified backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--with-keys", action="store_true", help="also the keys: keep such a file under lock"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"].resolve()
        if target.exists():
            raise CommandError(f"{target} exists already. Name another file; backups are never overwritten.")
        if not target.parent.is_dir():
            raise CommandError(f"{target.parent} is no folder. Make it first.")
        try:
            summary = backups.back_up(target, at=timezone.now(), with_keys=options["with_keys"])
        except (backups.CannotBackUp, backups.BrokenBackup) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{summary.files} files, {summary.size} bytes, read back and intact: {target.name}")
        if not summary.has_keys:
            self.stdout.write("The keys are not in it. Keep a copy of the keys folder in another place.")
