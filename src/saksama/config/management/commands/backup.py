"""``saksama backup FILE``: a verified copy of the office while work goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

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
            raise CommandError(
                _("%(file)s exists already. Name another file; backups are never overwritten.")
                % {"file": target}
            )
        if not target.parent.is_dir():
            raise CommandError(_("%(folder)s is no folder. Make it first.") % {"folder": target.parent})
        try:
            summary = backups.back_up(target, at=timezone.now(), with_keys=options["with_keys"])
        except (backups.CannotBackUp, backups.BrokenBackup) as error:
            raise CommandError(str(error)) from error
        told = _("%(files)s files, %(size)s bytes, read back and intact: %(name)s")
        self.stdout.write(told % {"files": summary.files, "size": summary.size, "name": target.name})
        if not summary.has_keys:
            self.stdout.write(_("The keys are not in it. Keep a copy of the keys folder in another place."))
