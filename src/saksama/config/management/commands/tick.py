"""``saksama tick``: scheduled work that is due, once. Called every minute by ``serve``, or from cron."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from saksama.config import clock
from saksama.evidence import operations as evidence

INCOMING_HOURS = 6
"""A file still on its way in after this belongs to a request that died."""


class Command(BaseCommand):
    """Each task is safe to repeat; one that fails is told and does not stop the rest."""

    help = "Do scheduled work that is due, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        real = timezone.now()  # sessions and uploads live in real time, also in the example
        done = {
            "drafts past their day": evidence.sweep_drafts(now),
            "uploads that died": evidence.sweep_incoming(real - timedelta(hours=INCOMING_HOURS)),
            "sessions that ended": Session.objects.filter(expire_date__lt=real).delete()[0],
        }
        if not options["quiet"]:
            for what, count in done.items():
                self.stdout.write(f"{what}: {count}")
