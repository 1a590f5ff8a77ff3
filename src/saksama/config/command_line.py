"""``saksama``: one command for offices without a developer and for scripts.

``clock`` answers before Django is set up, because it needs neither settings nor a database.
"""

import os
import sys

from saksama.law import clock_command


def main() -> None:
    """Run ``saksama COMMAND [OPTION ...]``."""
    words = sys.argv[1:]
    if words[:1] == ["clock"]:
        sys.exit(clock_command.main(words[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["saksama", *_two_words_as_one(words)])


def _two_words_as_one(words: list[str]) -> list[str]:
    """``journal verify`` is Django's command ``journal_verify``; ``check`` is ours, not Django's."""
    if words[:1] == ["check"]:
        return ["check_installation", *words[1:]]
    if len(words) > 1 and words[0] in {"journal", "index"} and not words[1].startswith("-"):
        return [f"{words[0]}_{words[1]}", *words[2:]]
    return words
