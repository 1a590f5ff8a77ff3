"""How much is let through in a day, and how long things are kept. Settings may replace each value.

The limits are wide: a village behind one shared address, or an office that helps people to report, must
never meet them. They stop machines.
"""

from datetime import timedelta

from django.conf import settings

LIMITS = {
    "start": 300,  # drafts begun from one address
    "save": 6000,  # steps saved from one address
    "upload": 1500,  # files sent from one address
    "send": 200,  # reports sent from one address
    "try": 60,  # wrong codes from one address
    "try_head": 60,  # wrong codes with the same first letters
    "try_all": 50_000,  # wrong codes of everybody together
    "add": 100,  # completions sent from one address
}


def limit_of(action: str) -> int:
    """Tries a day; ``SITE_LIMITS`` in the settings replaces single values."""
    return int(getattr(settings, "SITE_LIMITS", {}).get(action, LIMITS[action]))


def draft_keep() -> timedelta:
    """How long an unfinished report waits after its last change, ``SITE_DRAFT_DAYS``."""
    return timedelta(days=int(getattr(settings, "SITE_DRAFT_DAYS", 7)))


def receipt_keep() -> timedelta:
    """How long the receipt with its code can be opened again on the same phone, ``SITE_RECEIPT_MINUTES``."""
    return timedelta(minutes=int(getattr(settings, "SITE_RECEIPT_MINUTES", 60)))


def max_files() -> int:
    """Files in one report, ``SITE_MAX_FILES``."""
    return int(getattr(settings, "SITE_MAX_FILES", 20))


def max_people() -> int:
    """Reported parties, and witnesses, in one report, ``SITE_MAX_PEOPLE``."""
    return int(getattr(settings, "SITE_MAX_PEOPLE", 20))


STORY_LETTERS = 20_000
"""Longest story; more belongs into a file."""
