"""``saksama clock PK-06 --start 2024-11-10``: a due date with its reasons. No Django, no database.

Exit codes: 0 answered; 2 the question cannot be answered as put: what is wrong and what to do, on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

from saksama.law.book import load
from saksama.law.calendars import seeded_calendar
from saksama.law.counting import Due, due
from saksama.law.errors import LawError
from saksama.law.explain import explain
from saksama.law.model import REGIMES, Rule
from saksama.law.texts import LANGUAGES, PARTS, Text
from saksama.law.zones import local_day, zone_of

DEFAULT_OFFICE = "64.02"
_REGIME_BY_PREFIX = {"PK": "pilkada", "PM": "pemilu", "GK": "pilkada"}


_EXAMPLE = Text(
    "Contoh: saksama clock PK-06 --start 2024-11-10 --office 64.02",
    "Example: saksama clock PK-06 --start 2024-11-10 --office 64.02",
)


class _BadInput(Exception):
    """What was typed cannot be read: the sentence says what is wrong, the remedy what to do."""

    def __init__(self, sentence: Text, remedy: Text) -> None:
        super().__init__(sentence.en)
        self.sentence, self.remedy = sentence, remedy


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _BadInput(
            Text(f"Perintah tidak dapat dibaca ({message}).", f"Cannot read the command ({message})."),
            _EXAMPLE,
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with ``argv`` (without the words ``saksama clock``); returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _wanted_language(words)
    try:
        options = _parser().parse_args(words)
        rule, result = _answer(options)
    except _BadInput as problem:
        return _refuse(problem.sentence.of(lang), problem.remedy.of(lang))
    except LawError as problem:
        return _refuse(problem.message(lang), problem.advice(lang))
    as_json = json.dumps(result.as_json(), indent=2, ensure_ascii=False) if options.json else None
    print(as_json or _human(rule, result, lang))
    return 0


def _parser() -> _Parser:
    parser = _Parser(
        prog="saksama clock",
        description="Batas waktu beserta alasannya. / A due date with its reasons.",
        allow_abbrev=False,
    )
    parser.add_argument("rule", metavar="ATURAN", help="kode aturan, misalnya PK-06 / rule id")
    parser.add_argument(
        "--start",
        metavar="2024-11-10[T14:00]",
        help="hari (dan jam) peristiwa mulai, waktu setempat / starting day or local time",
    )
    parser.add_argument("--office", default=DEFAULT_OFFICE, help="kode wilayah, misalnya 64.02 / area code")
    parser.add_argument("--regime", choices=REGIMES, help="bawaan menurut kode aturan / default: by rule id")
    parser.add_argument(
        "--json", action="store_true", help="keluaran untuk program lain / for other programs"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="id", help="bahasa / language")
    return parser


def _wanted_language(words: list[str]) -> str:
    """The language of a refusal must be known even when the rest cannot be parsed."""
    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [words[place + 1] for place, word in enumerate(words[:-1]) if word == "--lang"]
    return asked[-1] if asked and asked[-1] in LANGUAGES else "id"


def _answer(options: argparse.Namespace) -> tuple[Rule, Due]:
    rule_id = _spelled(options.rule)
    zone = zone_of(options.office)
    start = _start(options.start, zone)
    day = local_day(start, zone) if isinstance(start, datetime) else start
    regime = options.regime or _REGIME_BY_PREFIX.get(rule_id[:2], "pilkada")
    rule = load().on(day, regime)[rule_id]
    return rule, due(rule, start, calendar=seeded_calendar(options.office), zone=zone)


def _spelled(rule_id: str) -> str:
    """``pk-06`` and ``PK-13A`` are what they look like."""
    upper = rule_id.strip().upper()
    return upper[:-1] + upper[-1].lower() if upper[-1:] in {"A", "B", "C"} else upper


def _start(text: str | None, zone: str) -> date | datetime:
    """A date, or an instant in the office's zone unless an offset is written."""
    if text is None:
        raise _BadInput(
            Text("Hari mulai belum disebutkan (--start).", "No starting day (--start)."), _EXAMPLE
        )
    try:
        if len(text) == len("2024-11-10"):
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _BadInput(
            Text(f'Tanggal mulai "{text}" tidak dapat dibaca.', f'The starting day "{text}" cannot be read.'),
            Text(
                "Tulis tahun-bulan-hari, misalnya 2024-11-10, atau dengan jam: 2024-11-10T14:00.",
                "Write year-month-day, for example 2024-11-10, or with the time: 2024-11-10T14:00.",
            ),
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def _human(rule: Rule, result: Due, lang: str) -> str:
    events = load().terms.events
    span = Text("Mulai: {starts}. Selesai: {ends}.", "Starts: {starts}. Ends: {ends}.").of(lang)
    return "\n".join(
        [
            f"{rule.id}  {rule.label.of(lang)}  ({rule.regime})",
            span.format(starts=events[rule.starts].of(lang), ends=events[rule.ends].of(lang)),
            *explain(result, lang),
            *_doubts(rule, lang),
        ]
    )


def _doubts(rule: Rule, lang: str) -> list[str]:
    """Which parts of the rule are not sure, and the note of whoever entered it."""
    parts = [PARTS[part].of(lang) for part, confidence in rule.parts().items() if confidence != "sure"]
    lines = [Text("Belum dipastikan: ", "Not confirmed: ").of(lang) + ", ".join(parts) + "."] if parts else []
    if rule.note is not None:
        lines.append(Text("Catatan: ", "Note: ").of(lang) + rule.note.of(lang))
    return lines


def _refuse(sentence: str, remedy: str) -> int:
    print(f"{sentence}\n{remedy}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
