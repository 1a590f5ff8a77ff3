"""``saksama make_exports``: the files that somebody asked for, one after another, until none waits."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from saksama.checklists.exporting import operations
from saksama.config import clock

LOG = logging.getLogger("saksama.checklists")


class Command(BaseCommand):
    """``serve`` starts it when a file waits; without ``serve``, cron may. Two at once share the queue."""

    help = "Make the files that were asked for."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"{operations.make_exports(at=clock.now(), real=timezone.now)}")
        except DatabaseError as error:
            LOG.exception("making a file failed; it is tried again")
            raise CommandError(str(error)) from error
