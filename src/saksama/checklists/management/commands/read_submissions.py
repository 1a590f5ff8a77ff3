"""``saksama read_submissions``: answers, files and journal of what the field sent, once or without end."""

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from saksama.checklists import operations

LOG = logging.getLogger("saksama.checklists")


class Command(BaseCommand):
    """``serve`` runs it beside the web server, so that an answer is seen at the desk within seconds."""

    help = "Read what the field sent: answers, files, journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=0.0, metavar="SECONDS", help="go on without end")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            done = self._once()
            if not options["every"]:
                self.stdout.write(f"{done}")
                return
            time.sleep(options["every"])

    def _once(self) -> int:
        try:
            return operations.read_waiting(at=timezone.now())
        except DatabaseError:
            LOG.exception("reading what the field sent failed; the next round tries again")
            connection.close()
            return 0
