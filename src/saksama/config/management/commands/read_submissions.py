"""``saksama read_submissions``: answers, files and journal of what the field sent, once or without end."""

import logging
import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from saksama.checklists import operations
from saksama.config import clock

LOG = logging.getLogger("saksama.checklists")
YIELDING = 5
"""Where the processor is short, whoever sends is answered first and read a moment later."""


class Command(BaseCommand):
    """``serve`` runs it beside the web server, so that an answer is seen at the desk within seconds.

    It ends with whoever started it, however that one ended: a reader nobody watches would hold the database.
    """

    help = "Read what the field sent: answers, files, journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=0.0, metavar="SECONDS", help="go on without end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["every"]:
            self.stdout.write(f"{self._once()}")
            return
        os.nice(YIELDING)
        parent = os.getppid()
        while os.getppid() == parent:
            self._once()
            time.sleep(options["every"])

    def _once(self) -> int:
        try:
            return operations.read_waiting(at=clock.now())
        except DatabaseError:
            LOG.exception("reading what the field sent failed; the next round tries again")
            connection.close()
            return 0
