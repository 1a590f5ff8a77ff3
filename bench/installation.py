"""An installation of its own, with a server of its own: what measuring and killing both need.

Everything runs through the product's own commands, in processes of their own, under a folder that nobody else uses.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

CHECKOUT = Path(__file__).parents[1]
START_SECONDS = 120


@dataclass
class Installation:
    """A folder (``SAKSAMA_VAR``), its database and the settings that its processes get."""

    folder: Path
    settings: str = "saksama.config.settings"
    more: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        own = {"SAKSAMA_VAR": str(self.folder), "DJANGO_SETTINGS_MODULE": self.settings, "SAKSAMA_DEMO": "1"}
        return {**os.environ, "PYTHONPATH": str(CHECKOUT), **own, **self.more}

    def saksama(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the product to its end."""
        program = "from saksama.config.command_line import main; main()"
        return self.run("-c", program, *words)

    def run(
        self, *words: str, given: str = "", check: bool = True, shown: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run Python in this installation; what it said is shown when it fails, its progress at once if ``shown``."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.env,
            input=given,
            text=True,
            stdout=subprocess.PIPE,
            stderr=None if shown else subprocess.PIPE,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"{words} failed:\n{done.stdout[-4000:]}\n{(done.stderr or '')[-4000:]}")
        return done

    def copy(self, folder: Path) -> "Installation":
        """The same files once more. Only while nothing runs, and on SQLite, whose database is a file here."""
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.settings, dict(self.more))


class ServerEnded(RuntimeError):
    """The server did not start, or gave up; its last words."""


class Server:
    """``saksama serve`` in a process group of its own, on a free port."""

    def __init__(self, installation: Installation, port: int | None = None) -> None:
        self.installation = installation
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = "from saksama.config.command_line import main; main()"
        with (self.installation.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", program, "serve", "--no-tick", "--port", str(self.port)],
                env=self.installation.env, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Until it answers. Raises ServerEnded."""
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self._is_ready():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.kill()
        log = (self.installation.folder / "server.log").read_text()
        raise ServerEnded(log[-2000:])

    def _is_ready(self) -> bool:
        try:
            with urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """``kill -9`` for the command, the web server and its workers at once: nobody can say goodbye."""
        if self.process is None:
            return
        everybody = list(_family(self.process.pid))
        for pid in everybody:  # the command first: it would start others again
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._gone()

    def kill_workers(self) -> None:
        """``kill -9`` for the processes that answer requests alone; the web server starts new ones by itself."""
        assert self.process is not None
        for web in _children(self.process.pid):
            for worker in _children(web):
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)

    def stop(self) -> None:
        """End it as an office does."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # it has ended already
                self.process.send_signal(signal.SIGTERM)
            self._gone()

    def _gone(self) -> None:
        assert self.process is not None
        self.process.wait()
        self.process = None


@contextmanager
def serving(installation: Installation) -> Iterator[Server]:
    """A server for the length of a ``with``."""
    server = Server(installation)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _family(pid: int) -> Iterator[int]:
    """A process, then all that came from it and still hang on it."""
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> list[int]:
    """Processes that ``pid`` has started, from whichever thread; Linux tells it in /proc."""
    found: list[int] = []
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            found += [int(child) for child in told.read_text().split()]
    return found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
