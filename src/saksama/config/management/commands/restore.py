"""``saksama restore FILE --into FOLDER``: an office from its backup, after checking every file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saksama.config import backups


class Command(BaseCommand):
    """Never overwrites an office."""

    help = "Restore a backup into an empty folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = backups.restore(options["file"], options["into"].resolve())
        except (backups.CannotBackUp, backups.BrokenBackup) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{summary.files} files of {summary.made_at} restored into {options['into']}.")
        if not summary.has_keys:
            self.stdout.write("Now put the office's keys into its folder “keys”, then run `saksama check`.")
