"""``saksama journal verify``: walk the chains and name the first broken link."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from saksama.journal import keys, wording
from saksama.journal.queries import Report, verify


class Command(BaseCommand):
    """Exit 0: whole. 1: broken. 2: the key cannot be read, so nothing can be said."""

    help = "Walk the journal's chains and name the first broken link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--office", help="only this office's chain, for example 64.02")
        parser.add_argument("--heads", type=Path, help="compare with this file of heads, from a backup")
        parser.add_argument("--json", action="store_true", help="stable output for other programs")
        parser.add_argument("--language", choices=("id", "en"), help="language of the sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"] or translation.get_language() or "id"):
            try:
                report = verify(options["office"], heads_file=options["heads"])
            except keys.KeyUnreadable as error:
                raise CommandError(wording.no_key(), returncode=2) from error
            self.stdout.write(json.dumps(as_json(report), indent=2) if options["json"] else _as_text(report))
        if not report.is_whole:
            sys.exit(1)


def as_json(report: Report) -> dict[str, Any]:
    """``{whole, lines, broken: {kind, office, seq, was, sentence} | null, chains: [...]}``."""
    broken = report.broken
    return {
        "whole": report.is_whole,
        "lines": report.lines,
        "heads_readable": report.heads_readable,
        "broken": {**asdict(broken), "sentence": wording.sentence(broken)} if broken else None,
        "chains": [asdict(chain) for chain in report.chains],
    }


def _as_text(report: Report) -> str:
    others = [chain.broken for chain in report.chains if chain.broken and chain.broken != report.broken]
    notes = [wording.behind(chain) for chain in report.chains if chain.behind > 0 and not chain.broken]
    return "\n".join([wording.summary(report), *map(wording.sentence, others), *notes])
