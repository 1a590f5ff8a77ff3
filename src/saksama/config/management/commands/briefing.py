"""``saksama briefing``: the picture of a day, for the table, the wall, a chat or another program."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from saksama.config import clock
from saksama.people import scope
from saksama.places.models import Office
from saksama.situation.briefing import as_docx, as_json, as_markdown, as_pdf, as_pptx, facts
from saksama.situation.briefing.facts import Facts

FORMATS: Mapping[str, Callable[[Facts], str | bytes]] = {
    "json": lambda told: as_json.as_bytes(told).decode(),
    "md": as_markdown.of,
    "docx": as_docx.of,
    "pdf": as_pdf.sheet,
    "slides": as_pdf.slides,
    "pptx": as_pptx.of,
}


class Command(BaseCommand):
    """Exit 0: written. 1: the office or the day cannot be."""

    help = "Write the briefing of an office for a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", required=True, metavar="CODE", help="64.02, 64, or 00 for the nation")
        parser.add_argument("--on", type=_day, metavar="DAY", help="2024-11-09; today where none is given")
        parser.add_argument("--format", choices=tuple(FORMATS), default="md", dest="shape")
        parser.add_argument("--out", type=Path, metavar="FILE", help="write here instead of the screen")
        parser.add_argument("--language", choices=("id", "en"), help="language of the sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        office = Office.objects.select_related("area__parent__parent").filter(pk=options["office"]).first()
        if office is None:
            raise CommandError(
                _("There is no office %(code)s. Write a code as 64.02, 64, or 00 for the nation.")
                % {"code": options["office"]}
            )
        with translation.override(options["language"] or translation.get_language() or "id"):
            written = FORMATS[options["shape"]](facts.gather(office, on=options["on"] or _today(office)))
        self._give(written, options["out"])

    def _give(self, written: str | bytes, out: Path | None) -> None:
        content = written.encode() if isinstance(written, str) else written
        if out:
            out.write_bytes(content)
        elif isinstance(written, str):
            self.stdout.write(written, ending="")
        elif sys.stdout.isatty():
            raise CommandError(_("This is no text. Name a file with --out."))
        else:
            sys.stdout.buffer.write(content)


def _today(office: Office) -> date:
    return scope.local_day(clock.now(), office.code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(
            _("“%(text)s” is no day. Write it as 2024-11-09.") % {"text": text}
        ) from error
