"""``saksama``: one command for offices without a developer and for scripts.

``clock`` and ``index`` answer before Django is set up, because they need neither settings nor a database; only
``index`` needs numpy, and only then is it imported. Every command speaks Indonesian, or English with
``SAKSAMA_LANGUAGE=en``; with ``--traceback`` a fault shows where it arose.
"""

import os
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import execute_from_command_line
from django.utils import translation

from saksama.law import clock_command


def main() -> None:
    """Run ``saksama COMMAND [OPTION ...]``."""
    words = sys.argv[1:]
    if words[:1] == ["clock"]:
        sys.exit(clock_command.main(words[1:]))
    if words[:1] == ["index"]:
        sys.exit(_index(words[1:]))
    try:
        _run(words)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as fault:
        if "--traceback" in words:
            raise
        sys.exit(_refuse(fault))


def _index(words: list[str]) -> int:
    """``saksama index``; only ``report`` loads the typesetter."""
    if words[:1] == ["report"]:
        from saksama.vulnerability import report_command

        return report_command.main(words[1:])
    from saksama.vulnerability import command

    return command.main(words)


def _run(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    translation.activate(settings.COMMAND_LANGUAGE)
    execute_from_command_line(["saksama", *_two_words_as_one(words)])


def _refuse(fault: Exception) -> int:
    """Say what is wrong; settings that cannot be read leave no language to say it in."""
    if not apps.ready:
        print(f"Pengaturan tidak dapat dibaca / The settings cannot be read: {fault}", file=sys.stderr)
        return 2
    from saksama.config import refusals  # needs the settings

    sentence, code = refusals.told(fault)
    print(sentence, file=sys.stderr)
    return code


def _two_words_as_one(words: list[str]) -> list[str]:
    """``journal verify`` is Django's command ``journal_verify``; ``check`` is ours, not Django's."""
    if words[:1] == ["check"]:
        return ["check_installation", *words[1:]]
    if len(words) > 1 and words[0] == "journal" and not words[1].startswith("-"):
        return [f"{words[0]}_{words[1]}", *words[2:]]
    return words
