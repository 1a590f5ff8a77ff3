"""How a person is reached: set, tried, removed by that person alone."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from saksama.journal.operations import record
from saksama.journal.rules import NO_OFFICE
from saksama.notices import sending, wording
from saksama.notices.models import Channel, Delivery
from saksama.notices.problems import Problem
from saksama.people import scope
from saksama.people.models import Account


@transaction.atomic
def set_channel(account: Account, kind: str, typed: str, *, at: datetime) -> Channel:
    """Reach the person through ``kind`` at this address from now on; an earlier address is removed.

    Raises: Problem address_unsuitable (with the kind) | not_set_up.
    """
    if not sending.is_possible(kind):
        raise Problem("not_set_up")
    address = sending.cleaned(kind, typed)
    if address is None:
        raise Problem(f"address_{Channel.Kind(kind).value}")
    _remove(Channel.objects.filter(account=account, kind=kind, removed_at=None), at=at)
    secret = secrets.token_urlsafe(32) if kind == Channel.Kind.WEBHOOK else ""
    channel = Channel.objects.create(account=account, kind=kind, address=address, secret=secret, made_at=at)
    _journal("alert_channel_set", channel, at=at)
    return channel


@transaction.atomic
def remove_channel(account: Account, kind: str, *, at: datetime) -> bool:
    """Reach the person no longer through ``kind``; what waits to be sent there stays at home."""
    channel = Channel.objects.filter(account=account, kind=kind, removed_at=None).first()
    if channel is None:
        return False
    _remove(Channel.objects.filter(pk=channel.pk), at=at)
    _journal("alert_channel_removed", channel, at=at)
    return True


def try_channel(channel: Channel, *, at: datetime) -> bool:
    """Send a test message now, and keep whether it left. Outside a transaction: it talks to the network."""
    try:
        sending.send(
            channel.kind, channel.address, channel.secret, wording.trial(), key=secrets.token_hex(16), at=at
        )
    except sending.NotSent:
        went_well = False
    else:
        went_well = True
    Channel.objects.filter(pk=channel.pk).update(tested_at=at, test_went_well=went_well)
    return went_well


def _remove(channels: QuerySet[Channel], *, at: datetime) -> None:
    waiting = Delivery.objects.filter(channel__in=channels.values("pk"), state=Delivery.State.QUEUED)
    waiting.update(state=Delivery.State.DROPPED, next_try_at=None)
    channels.update(removed_at=at, address="", secret="")


def _journal(act: str, channel: Channel, *, at: datetime) -> None:
    """The kind and never the address."""
    home = scope.home_office(channel.account, today=scope.local_day(at, None)) or NO_OFFICE
    record(
        act=act,
        office=home,
        subject=("account", str(channel.account_id)),
        actor=channel.account.code,
        at=at,
        facts={"kind": channel.kind},
    )
