"""``make loadtest``, voting day: the morning's log-ins, forms with photos, a burst of text, and kill -9 in between.

The client is our own: asyncio over plain sockets, kept alive, open-loop (it sends when the clock says so, whether or
not the server keeps up) or closed-loop (so many at a time). Every acknowledged form is counted afterwards by its
SHA-256. Beside it a bare insert view, on the same server through the same chain, and the database's own limits.

    .venv/bin/python bin/with_postgresql .venv/bin/python -m bench.voting_day             # the whole profile
    .venv/bin/python bin/with_postgresql .venv/bin/python -m bench.voting_day --short     # about ten minutes
    .venv/bin/python bin/with_postgresql .venv/bin/python -m bench.voting_day --smoke     # a minute
    .venv/bin/python bin/with_postgresql .venv/bin/python -m bench.voting_day --kills-only    # kill -9, a hundred times
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from bench.field import FORM, QUESTIONS, VERSION
from bench.installation import Installation, Server, ServerEnded

EDGE = "bench"
PHOTO = 200 * 1024
TICKS = os.sysconf("SC_CLK_TCK")
REFERENCE_RATES = {8: 275, 32: 307}
"""ODK Central's backend on a machine of two cores: accepted a second, by how many at a time."""
REFERENCE_P99 = {275: 61, 307: 166}
"""Its 99th percentile in milliseconds at those rates."""
READ_WITHIN = 120
"""Seconds."""
MOST_OF_BARE, MOST_CPU_MS = 0.7, 1.5


@dataclass
class Part:
    """What one part of the day measured. Times in milliseconds."""

    name: str
    asked: int = 0
    accepted: int = 0
    refused: int = 0
    broken: int = 0
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)
    memory: int = 0

    def figures(self) -> dict[str, Any]:
        ordered = sorted(self.times) or [0.0]
        return {
            "part": self.name,
            "accepted": self.accepted,
            "not_accepted": self.refused + self.broken,
            "per_second": round(self.accepted / max(self.seconds, 0.001)),
            "p50_ms": round(ordered[len(ordered) // 2], 1),
            "p99_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 1),
            "cpu_ms_each": self._each(sum(self.cpu.values())),
            **{f"cpu_ms_each_{who}": self._each(seconds) for who, seconds in self.cpu.items()},
            "memory_mb": self.memory // 1024,
        }

    def _each(self, seconds: float) -> float:
        return round(1000 * seconds / max(self.accepted, 1), 2)


class Line:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body. Raises OSError or asyncio.IncompleteReadError when the line breaks."""
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        try:
            self.writer.write(request)
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0] or 0)
            body = await self.reader.readexactly(length)
            return int(head[9:12]), body
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Day:
    """One server, its cards, and what was acknowledged."""

    server: Server
    event: str
    cards: list[dict[str, str]]
    told: dict[str, str] = field(default_factory=dict)
    photo: bytes = b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(PHOTO)

    def log_in(self, place: int) -> bytes:
        body = json.dumps({"token": self.cards[place % len(self.cards)]["token"]}).encode()
        return self._post("/lapangan/kirim/masuk", body, "application/json")

    def form(self, place: int, *, photo: bool = False) -> tuple[bytes, str, str]:
        """A request, its instance id and the SHA-256 of its XML."""
        instance = f"uuid:{uuid.uuid4()}"
        answers = "".join(f"<q{number}>jawaban {place} {number}</q{number}>" for number in range(QUESTIONS))
        xml = (
            f'<?xml version="1.0"?><data id="{FORM}" version="{VERSION}">{answers}'
            f"<meta><instanceID>{instance}</instanceID></meta></data>"
        ).encode()
        parts = _part("xml_submission_file", "submission.xml", "text/xml", xml)
        if photo:
            parts += _part("foto.jpg", "foto.jpg", "image/jpeg", self.photo + place.to_bytes(8, "big"))
        body = parts + f"--{EDGE}--\r\n".encode()
        path = f"/kunci/{self.cards[place % len(self.cards)]['key']}/{self.event}/submission"
        return (
            self._post(path, body, f"multipart/form-data; boundary={EDGE}"),
            instance,
            hashlib.sha256(xml).hexdigest(),
        )

    def bare(self, place: int) -> bytes:
        return self._post("/bare-insert", b"x" * 1400, "text/xml")

    def _post(self, path: str, body: bytes, kind: str) -> bytes:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nX-OpenRosa-Version: 1.0\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _part(name: str, filename: str, kind: str, data: bytes) -> bytes:
    head = (
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n"


Act = Callable[[Line, int], Awaitable[int]]


async def closed(part: Part, act: Act, port: int, *, lines: int, seconds: float, most: int = 10**9) -> None:
    """So many at a time, as fast as they are answered."""
    until, started = time.monotonic() + seconds, time.monotonic()
    places = iter(range(most))

    async def one() -> None:
        line = Line(port)
        while time.monotonic() < until and (place := next(places, None)) is not None:
            await _timed(part, act, line, place, time.monotonic())
        line.close()

    await asyncio.gather(*(one() for _ in range(lines)))
    part.seconds = time.monotonic() - started


async def opened(part: Part, act: Act, port: int, *, rate: float, seconds: float, lines: int = 64) -> None:
    """So many a second, whether they are answered or not; times count from when each was due."""
    free: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(lines):
        free.put_nowait(Line(port))
    started = time.monotonic()
    tasks = []

    async def one(place: int, due: float) -> None:
        line = await free.get()
        await _timed(part, act, line, place, due)
        free.put_nowait(line)

    for place in range(int(rate * seconds)):
        due = started + place / rate
        if (wait := due - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.create_task(one(place, due)))
    await asyncio.gather(*tasks)
    part.seconds = time.monotonic() - started


async def _timed(part: Part, act: Act, line: Line, place: int, due: float) -> None:
    part.asked += 1
    try:
        status = await act(line, place)
    except (OSError, asyncio.IncompleteReadError, ValueError):
        part.broken += 1
        await asyncio.sleep(0.02)
        return
    if status in {200, 201}:
        part.accepted += 1
        part.times.append(1000 * (time.monotonic() - due))
    else:
        part.refused += 1


def acts_of(day: Day) -> dict[str, Act]:
    """What a client does, by name."""

    async def log_in(line: Line, place: int) -> int:
        return (await line.ask(day.log_in(place)))[0]

    async def send(line: Line, place: int, photo: bool = False) -> int:
        request, instance, sha = day.form(place, photo=photo)
        status, _ = await line.ask(request)
        if status == 201:
            day.told[instance] = sha
        return status

    async def photo(line: Line, place: int) -> int:
        return await send(line, place, photo=True)

    async def again(line: Line, place: int) -> int:
        """Sent until it is acknowledged, as a phone does, with the same id."""
        request, instance, sha = day.form(place)
        while True:
            try:
                status, _ = await line.ask(request)
            except (OSError, asyncio.IncompleteReadError, ValueError):
                await asyncio.sleep(0.05)
                continue
            if status == 201:
                day.told[instance] = sha
                return status

    async def bare(line: Line, place: int) -> int:
        return (await line.ask(day.bare(place)))[0]

    return {"log_in": log_in, "text": send, "photo": photo, "again": again, "bare": bare}


def measured(day: Day, part: Part, run: Callable[[], Awaitable[None]]) -> Part:
    """Run one part; the processor's time is that of the server's processes and of the database's, by kind.

    It ends when all that came was read, so that a part bears its own reading and not that of the one before.
    """
    before = cpu_seconds(day.server)
    asyncio.run(_awaited(run))
    until_read(day.server)
    after = cpu_seconds(day.server)
    part.cpu = {who: after[who] - before[who] for who in after}
    part.memory = memory_kb(day.server)
    print(json.dumps(part.figures()), file=sys.stderr, flush=True)
    return part


def until_read(server: Server) -> None:
    """Wait until nothing that came is still to be read."""
    until = time.monotonic() + READ_WITHIN
    while time.monotonic() < until:
        with urlopen(f"{server.address}/waiting", timeout=30) as answer:
            if answer.read() == b"0":
                return
        time.sleep(0.25)
    raise ServerEnded(f"after {READ_WITHIN} s something is still unread")


async def _awaited(run: Callable[[], Awaitable[None]]) -> None:
    await run()


def kill_under_load(day: Day, times: int, seed: int) -> Part:
    """``kill -9`` at moments nobody chose while forms come in; clients go on with what they had."""
    part, draw = Part("killed"), random.Random(seed)

    async def run() -> None:
        acts = acts_of(day)
        senders = [
            asyncio.create_task(_forever(part, acts["again"], day.server.port, number)) for number in range(8)
        ]
        for done in range(times):
            await asyncio.sleep(draw.uniform(0.3, 1.0))
            if done % 3 == 2:
                day.server.kill()
                await asyncio.to_thread(day.server.start)
            else:
                day.server.kill_workers()
                try:
                    await asyncio.to_thread(day.server.wait)
                except ServerEnded:
                    await asyncio.to_thread(day.server.start)
            print(f"\r{done + 1} of {times} kills, {len(day.told)} acknowledged", end="", file=sys.stderr)
        await asyncio.sleep(2)
        for sender in senders:
            sender.cancel()
        await asyncio.gather(*senders, return_exceptions=True)

    started = time.monotonic()
    asyncio.run(run())
    part.seconds = time.monotonic() - started
    return part


async def _forever(part: Part, act: Act, port: int, number: int) -> None:
    line, place = Line(port), number
    while True:
        await _timed(part, act, line, place, time.monotonic())
        place += 8


# --- what the machine says ---------------------------------------------------------------------------


def cpu_seconds(server: Server) -> dict[str, float]:
    """User and system time of what answers, of what reads behind it, and of PostgreSQL; ended children included."""
    own = _tree(server.process.pid if server.process else 0)
    readers = [pid for pid in own if b"read_submissions" in _words(pid)]
    database = [pid for pid in _all() if _name(pid) == "postgres"]
    by_kind = {"web": set(own) - set(readers), "reader": readers, "database": database}
    return {who: sum(map(_ticks, pids)) / TICKS for who, pids in by_kind.items()}


def memory_kb(server: Server) -> int:
    """Resident memory of the server's processes, without the database."""
    return sum(_resident(pid) for pid in _tree(server.process.pid if server.process else 0))


def _tree(root: int) -> list[int]:
    parents = {pid: _parent(pid) for pid in _all()}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _all() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _ticks(pid: int) -> int:
    told = _stat(pid)
    return sum(int(value) for value in told[11:15]) if told else 0


def _parent(pid: int) -> int:
    told = _stat(pid)
    return int(told[1]) if told else 0


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _words(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _resident(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return int(text.partition("VmRSS:")[2].split()[0]) if "VmRSS:" in text else 0


# --- the day -----------------------------------------------------------------------------------------


def run(words: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The whole profile against one installation in ``folder``."""
    free = os.statvfs(folder.parent)
    room = free.f_bavail * free.f_frsize
    photo_seconds = min(words.photo_seconds, int(room * 0.4 / (words.photo_rate * PHOTO * 1.2)))
    office = Installation(folder, settings="bench.settings", more={"SAKSAMA_DEMO": "0"})
    folder.mkdir(parents=True, exist_ok=True)
    made = _told(office, "make", str(words.people))
    limits = _told(office, "limits")
    server = Server(office)
    server.start()
    day = Day(server, made["event"], made["cards"])
    acts, parts = acts_of(day), []

    def add(name: str, run_part: Callable[[Part], Awaitable[None]]) -> None:
        part = Part(name)
        parts.append(measured(day, part, lambda: run_part(part)))

    port = server.port
    try:
        if not words.kills_only:
            _measured_parts(words, add, acts, port, photo_seconds)
        killed = kill_under_load(day, words.kills, words.seed) if words.kills else Part("killed")
    finally:
        server.stop()
    office.run("-c", "from saksama.config.command_line import main; main()", "read_submissions")
    held = _told(office, "count", given=json.dumps(day.told))
    verified = office.run(
        "-c", "from saksama.config.command_line import main; main()", "journal", "verify", check=False
    )
    return {
        "people": words.people,
        "photo_seconds": photo_seconds,
        "acknowledged": len(day.told),
        "kills": words.kills,
        "cut": killed.broken,
        "limits": limits,
        "parts": (figures := [part.figures() for part in parts]),
        "verdict": verdict(figures),
        "held": held,
        "journal": verified.returncode == 0,
    }  # fmt: skip


def _measured_parts(
    words: argparse.Namespace, add: Callable[..., None], acts: dict[str, Act], port: int, photo_seconds: int
) -> None:
    """The day in its parts, each measured by itself."""
    add("warm", lambda part: closed(part, acts["text"], port, lines=4, seconds=3))
    add(
        "log-in",
        lambda part: opened(
            part,
            acts["log_in"],
            port,
            rate=words.people / words.log_in_seconds,
            seconds=words.log_in_seconds,
        ),
    )
    for lines in (1, 8, 32):
        add(
            f"bare insert, {lines} at a time",
            lambda part, lines=lines: closed(
                part, acts["bare"], port, lines=lines, seconds=words.closed_seconds
            ),
        )
        add(
            f"text, {lines} at a time",
            lambda part, lines=lines: closed(
                part, acts["text"], port, lines=lines, seconds=words.closed_seconds
            ),
        )
    for rate in (275, 307):
        add(
            f"text, {rate} a second",
            lambda part, rate=rate: opened(part, acts["text"], port, rate=rate, seconds=words.closed_seconds),
        )
    add(
        f"photos, {words.photo_rate} a second",
        lambda part: opened(part, acts["photo"], port, rate=words.photo_rate, seconds=photo_seconds),
    )
    add(
        f"burst, {words.burst_rate} a second",
        lambda part: opened(part, acts["text"], port, rate=words.burst_rate, seconds=words.burst_seconds),
    )


def verdict(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What was promised against what was measured: shares of the bare view, p99 at the reference's rates, CPU."""
    by_name = {part["part"]: part for part in parts}
    told: dict[str, Any] = {}
    for lines, reference in REFERENCE_RATES.items():
        if f"text, {lines} at a time" not in by_name:
            return {}
        text = by_name[f"text, {lines} at a time"]["per_second"]
        bare = by_name[f"bare insert, {lines} at a time"]["per_second"]
        told[f"share of bare, {lines} at a time"] = round(text / max(bare, 1), 2)
        told[f"times the reference, {lines} at a time"] = round(text / reference, 1)
        told[f"holds, {lines} at a time"] = text >= min(5 * reference, MOST_OF_BARE * bare)
    for rate, p99 in REFERENCE_P99.items():
        told[f"p99 at {rate} a second"] = by_name[f"text, {rate} a second"]["p99_ms"]
        told[f"holds, {rate} a second"] = by_name[f"text, {rate} a second"]["p99_ms"] <= p99 / 10
    for name in ("8 at a time", "32 at a time", "275 a second", "307 a second"):
        told[f"processor ms each, {name}"] = each = by_name[f"text, {name}"]["cpu_ms_each"]
        told[f"holds, processor, {name}"] = each <= MOST_CPU_MS
    return told


def _told(office: Installation, *words: str, given: str = "") -> dict[str, Any]:
    """What ``bench.field`` printed last; commands it calls may print before it."""
    said = office.run("-m", "bench.field", *words, given=given).stdout.strip().splitlines()
    told: dict[str, Any] = json.loads(said[-1])
    return told


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=3000)
    asked.add_argument("--log-in-seconds", type=int, default=600)
    asked.add_argument("--closed-seconds", type=int, default=20)
    asked.add_argument("--photo-rate", type=int, default=100)
    asked.add_argument("--photo-seconds", type=int, default=120)
    asked.add_argument("--burst-rate", type=int, default=500)
    asked.add_argument("--burst-seconds", type=int, default=60)
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--seed", type=int, default=20241127)
    asked.add_argument("--smoke", action="store_true", help="a minute of everything, to see that it runs")
    asked.add_argument(
        "--short",
        action="store_true",
        help="3,000 log-ins in one minute, each closed part eight seconds; about ten minutes",
    )
    asked.add_argument(
        "--kills-only", action="store_true", help="kill -9 under load, a hundred times, and nothing else"
    )
    asked.add_argument("--out", type=Path, help="where the figures go, as JSON")
    words = asked.parse_args()
    if words.short:
        words.log_in_seconds, words.closed_seconds = 60, 8
    if words.kills_only:
        words.people = min(words.people, 200)
    if words.smoke:
        words.people, words.log_in_seconds, words.closed_seconds = 40, 4, 3
        words.photo_rate, words.photo_seconds, words.burst_rate, words.burst_seconds = 20, 3, 60, 3
        words.kills = min(words.kills, 3)
    with tempfile.TemporaryDirectory(prefix="saksama-day-") as folder:
        figures = run(words, Path(folder) / "var")
    text = json.dumps(figures, indent=1)
    if words.out:
        words.out.write_text(text + "\n")
    print(text)
    held = figures["held"]
    faults = held["lost"] + held["altered"] + held["files_altered"] + (not figures["journal"])
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
