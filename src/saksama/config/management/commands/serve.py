"""``saksama serve``: web and scheduled work together, as ``make run`` starts them."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from saksama.checklists.exporting import queries as exports
from saksama.config import readiness
from saksama.config.example import log_ins

TICK_SECONDS = 60
READ_SECONDS = 1.0
"""Between two rounds of reading what the field sent."""
EXPORT_SECONDS = 3.0
"""Between two looks for a file that somebody asked for."""
STOP_SECONDS = 20
"""How long a request under way may take once the end has been asked for."""
_DJANGO = {"DJANGO_SETTINGS_MODULE": "saksama.config.settings"}


class Command(BaseCommand):
    """Checks the installation, then runs the web server and, beside it, ``saksama tick`` every minute."""

    help = "Run web server and scheduled work together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=None, help="web processes; one on SQLite")
        parser.add_argument("--no-tick", action="store_true", help="leave scheduled work to cron")
        parser.add_argument(
            "--no-reader",
            action="store_true",
            help="read what the field sends, and make files of it, elsewhere",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if problems := readiness.problems():
            raise CommandError(
                _(
                    "Not fit to serve: %(problems)s. Run first: saksama init (or, for the example: saksama demo)."
                )
                % {"problems": ", ".join(problems)}
            )
        _refuse_a_busy_port(options["host"], options["port"])
        address = f"http://{options['host']}:{options['port']}"
        if settings.DEMO:
            self.stdout.write(log_ins.as_text(address))
        self.stdout.write(f"\n  {address}\n", ending="\n")
        self.stdout.flush()
        _collect_static()
        server = self._start_web(options)
        if not options["no_tick"]:
            threading.Thread(target=_tick_forever, daemon=True).start()
        beside = [] if options["no_reader"] else [_read_forever, _export_as_asked]
        threads = [threading.Thread(target=work, args=(server,)) for work in beside]
        for thread in threads:
            thread.start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda signum, frame: _stop(server, signum, frame))
        code = server.wait()
        for thread in threads:  # each ends what it has started
            thread.join()
        sys.exit(code)

    def _start_web(self, options: dict[str, Any]) -> subprocess.Popen[bytes]:
        # SQLite has one writer: one process with few threads is its fastest and fairest (measured, ADR 3).
        one_process = connection.vendor == "sqlite"
        workers = options["workers"] or (1 if one_process else os.cpu_count() or 1)
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options["host"],
            "--port", str(options["port"]), "--workers", str(workers), "--blocking-threads", "4",
            "--log-level", "warning", "--no-ws", "--respawn-failed-workers",
            "--workers-kill-timeout", str(STOP_SECONDS), "saksama.config.wsgi:application",
        ]  # fmt: skip
        # Ctrl-C goes to everybody at the terminal. A web server that hears one signal twice at once stands still,
        # so it sits in a session of its own and hears of the end from us alone.
        return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own interpreter and arguments


def _refuse_a_busy_port(host: str, port: int) -> None:
    """Say so before anything is started; the server itself would only tell its log."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise CommandError(
            _(
                "Port %(port)s of %(host)s cannot be used (%(why)s). Choose another one: saksama serve --port 8001"
            )
            % {"port": port, "host": host, "why": error}
        ) from error


def _collect_static() -> None:
    """Styles and scripts under hashed names, compressed; the web processes read the list when they start."""
    words = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"]
    subprocess.run(words, check=True, env={**os.environ, **_DJANGO, "SAKSAMA_COLLECT": "1"})  # noqa: S603


def _tick_forever() -> None:
    while True:
        with suppress(CommandError):  # told in the log already; the next minute tries again
            call_command("tick", quiet=True)
        time.sleep(TICK_SECONDS)


def _read_forever(server: "subprocess.Popen[bytes]") -> None:
    """A process of its own beside the web server: started again when it dies, ended when the server ends."""
    words = [sys.executable, "-m", "django", "read_submissions", "--every", str(READ_SECONDS)]
    while server.poll() is None:
        reader = subprocess.Popen(words, env={**os.environ, **_DJANGO}, start_new_session=True)  # noqa: S603
        while reader.poll() is None and server.poll() is None:
            time.sleep(READ_SECONDS)
        reader.terminate()


def _export_as_asked(server: "subprocess.Popen[bytes]") -> None:
    """A process for the files somebody asked for, begun when there is one to make and ended when there is none."""
    words = [sys.executable, "-m", "django", "make_exports"]
    while server.poll() is None:
        waits = False
        with suppress(DatabaseError):
            waits = exports.next_waiting(timezone.now()) is not None
        environment = {**os.environ, **_DJANGO}
        maker = subprocess.Popen(words, env=environment, start_new_session=True) if waits else None  # noqa: S603
        while maker and maker.poll() is None and server.poll() is None:
            time.sleep(READ_SECONDS)
        if maker and maker.poll() is None:
            maker.terminate()
        connection.close()
        time.sleep(EXPORT_SECONDS)


def _stop(server: "subprocess.Popen[bytes]", signum: int, frame: FrameType | None) -> None:
    server.send_signal(signal.SIGTERM)
