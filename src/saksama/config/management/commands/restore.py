"""``saksama restore FILE --into FOLDER``: an office from its backup, after checking every file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
        told = _("%(files)s files of %(made_at)s restored into %(folder)s.")
        self.stdout.write(
            told % {"files": summary.files, "made_at": summary.made_at, "folder": options["into"]}
        )
        if not summary.has_keys:
            self.stdout.write(_("Now put the office's keys into its folder “keys”, then run: saksama check"))
