"""The address of a person's calendar feed: made, made anew, revoked. Only its digest is kept."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from saksama.journal.operations import record
from saksama.journal.rules import NO_OFFICE
from saksama.notices.models import FeedKey
from saksama.people import scope
from saksama.people.models import Account


@transaction.atomic
def make_feed(account: Account, *, at: datetime) -> str:
    """A new address for the account's feed; the one before leads nowhere. Returned once, kept nowhere."""
    FeedKey.objects.filter(account=account, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    FeedKey.objects.create(account=account, digest=digest_of(token), made_at=at)
    _journal("calendar_feed_made", account, at=at)
    return token


@transaction.atomic
def revoke_feed(account: Account, *, at: datetime) -> bool:
    """The feed's address leads nowhere from now on. False: there was none."""
    if not FeedKey.objects.filter(account=account, revoked_at=None).update(revoked_at=at):
        return False
    _journal("calendar_feed_revoked", account, at=at)
    return True


def digest_of(token: str) -> bytes:
    """What is kept of a token of 256 random bits: no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


def _journal(act: str, account: Account, *, at: datetime) -> None:
    home = scope.home_office(account, today=scope.local_day(at, None)) or NO_OFFICE
    record(act=act, office=home, subject=("account", str(account.pk)), actor=account.code, at=at, facts={})
