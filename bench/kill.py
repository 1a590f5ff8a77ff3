"""``make loadtest``: kill the server under load, again and again, and count what was acknowledged.

Citizens send whole reports with photos through the public form. At moments nobody chose, ``kill -9`` ends
the process that answers requests (the web server starts another by itself) or, one time in three, the command with
everything it started (the same installation is started again). The citizens go on with what they had.

At the end every number and tracking code that anybody was shown must belong to exactly one case, whole,
with its files unaltered; no draft may have become two cases; the journal must verify and ``saksama check`` be content.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.installation import Installation, Server, ServerEnded
from bench.reporter import Reporter

ANSWERS = (3, 90)  # requests answered between two kills; a whole report takes eleven
WHOLE_EVERY = 3  # one kill in three ends everything
ROUND_SECONDS = 30.0  # a round ends after this, however little was answered
LAST_ROUND = 60.0  # seconds without a kill in which reports under way may arrive


@dataclass
class Result:
    """What happened. ``faults`` is empty when nothing was lost, doubled or altered."""

    kills: int
    told: int
    cases: int
    files: int
    lines: int
    cut: int
    seconds: int
    faults: list[str]

    def as_text(self) -> str:
        return "\n".join([
            f"{self.kills} kills in {self.seconds} s, {self.cut} requests cut off or refused while it was down",
            f"{self.told} reports acknowledged",
            f"{self.cases} cases, {self.files} files and {self.lines} lines of the journal in the office",
            *(f"FAULT {fault}" for fault in self.faults),
            "Something was lost." if self.faults else "Nothing was lost, nothing came twice.",
        ])  # fmt: skip


def run(times: int, *, reporters: int, seed: int, folder: Path) -> Result:
    """Kill ``times`` times; the installation is made in ``folder``, which must be empty."""
    started = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "demo").touch()  # the example's clock: the same day at every run
    # Each report has an address of its own, which only a proxy of ours may tell.
    office = Installation(folder, more={"SAKSAMA_BEHIND_PROXY": "1"})
    office.run("-m", "bench.small")
    draw, over, server = random.Random(seed), threading.Event(), Server(office)
    people = [Reporter(f"Laporan {place}", server.address, seed + place, over) for place in range(reporters)]
    try:
        for done in range(times):
            _bring_up(server)
            for person in people if done == 0 else ():
                person.start()
            _wait_for(people, draw.randint(*ANSWERS))
            time.sleep(draw.uniform(0, 0.1))  # not always just after an answer
            server.kill() if done % WHOLE_EVERY == 2 else server.kill_workers()
            _say(f"\r  {done + 1} of {times} kills, {_told(people)} reports acknowledged")
        _bring_up(server)
        _let_arrive(people, over)
    finally:
        over.set()
        for person in people:
            if person.is_alive():
                person.join(60)
        server.stop()
    _say("\n")
    held = _audit(office, people)
    faults = [fault for person in people for fault in person.faults] + held["faults"]
    return Result(
        times, _told(people), held["cases"], held["files"], held["lines"], sum(person.cut for person in people),
        round(time.monotonic() - started), faults,
    )  # fmt: skip


def _bring_up(server: Server) -> None:
    """Start it, or wait for the new worker; a server whose workers die twice in a few seconds gives up."""
    if server.process is not None:
        try:
            return server.wait()
        except ServerEnded:
            pass
    return server.start()


def _wait_for(people: list[Reporter], more: int) -> None:
    """Until that many more requests have been answered."""
    wanted = _answered(people) + more
    until = time.monotonic() + ROUND_SECONDS
    while _answered(people) < wanted and time.monotonic() < until:
        time.sleep(0.01)


def _answered(people: list[Reporter]) -> int:
    return sum(person.answered for person in people)


def _let_arrive(people: list[Reporter], over: threading.Event) -> None:
    """One round without a kill: everybody ends the report under way and is told so."""
    before = [person.place for person in people]
    until = time.monotonic() + LAST_ROUND
    while time.monotonic() < until and any(
        person.place == place and person.is_alive() for person, place in zip(people, before, strict=True)
    ):
        time.sleep(0.1)
    over.set()


def _told(people: list[Reporter]) -> int:
    return sum(bool(sent.number) for person in people for sent in person.known)


def _audit(office: Installation, people: list[Reporter]) -> dict[str, Any]:
    told = [sent.as_json() for person in people for sent in person.known]
    office.saksama("tick")  # as cron does every minute; the servers above ran without
    answer: dict[str, Any] = json.loads(office.run("-m", "bench.audit", given=json.dumps(told)).stdout)
    return answer


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--reporters", type=int, default=6, help="citizens who send at the same time")
    asked.add_argument("--seed", type=int, default=20241109)
    asked.add_argument("--json", action="store_true")
    words = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="saksama-kill-") as folder:
        result = run(words.times, reporters=words.reporters, seed=words.seed, folder=Path(folder) / "var")
    print(json.dumps(vars(result)) if words.json else result.as_text())
    sys.exit(1 if result.faults else 0)


if __name__ == "__main__":
    main()
