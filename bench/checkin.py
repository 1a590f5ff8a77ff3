"""500 guests at one door: time for each person, and a device that was cut off for an hour and merged without loss.

``python -m bench.checkin [--guests 500] [--json]`` makes an installation of its own, invites institutions, and sends
check-ins through the same address that the page at the door calls, with all of the product's middleware. Two
devices share the door. The first has a network and sends each person at once. The second is cut off for an hour: it
keeps its people, a tenth of them also seen by the first, and sends them afterwards in batches; one answer is lost on
its way and the batch is sent again. Ends with 1 when a person or a seat is missing, doubled, or has the wrong hour.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from bench.installation import Installation

BATCH = 50
ZONE = ZoneInfo("Asia/Makassar")
OPENS = datetime(2024, 11, 9, 7, 30, tzinfo=ZONE)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--guests", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        told = measured(asked.guests)
        sys.stdout.write(json.dumps(told))
        return
    told = _in_an_installation(asked.guests)
    sys.stdout.write(json.dumps(told, indent=1) if asked.json else _as_text(told))
    sys.exit(1 if told["faults"] else 0)


def _in_an_installation(number: int) -> dict[str, Any]:
    from pathlib import Path

    folder = Path(tempfile.mkdtemp(prefix="saksama-checkin-"))
    try:
        office = Installation(folder)
        office.saksama("demo", "--on", "2024-10-01")
        told: dict[str, Any] = json.loads(
            office.run("-m", "bench.checkin", "--inside", "--guests", str(number)).stdout
        )
        return told
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(number: int) -> dict[str, Any]:
    """Everything from the invitation to the merged queue; figures in milliseconds."""
    import django

    django.setup()
    from saksama.meetings.models import Attendee, Presence

    client, meeting, guests = _door(number)
    split = number * 3 // 5
    online, kept = guests[:split], guests[split - number // 10 :]
    clock = _Clock(OPENS)
    each = [_send(client, meeting, [_entry(guest, clock.next(20))], clock.at)[0] for guest in online]
    queue = [
        _entry(guest, OPENS + timedelta(seconds=7 * place), offline=True) for place, guest in enumerate(kept)
    ]
    later = OPENS + timedelta(seconds=20 * len(online)) + timedelta(hours=1)
    merging, results = [], []
    for first in range(0, len(queue), BATCH):
        batch = queue[first : first + BATCH]
        for _again in range(2 if first == BATCH else 1):  # one answer is lost on its way
            spent, answers = _send(client, meeting, batch, later)
        merging.append(spent / len(batch))
        results += answers
    taken = Presence.objects.filter(invitation__meeting=meeting, attendee__withdrawn_at=None)
    seats = taken.values_list("invitation", flat=True)
    people = Attendee.objects.filter(meeting=meeting)
    faults = []
    if len(set(seats)) != number:
        faults.append(f"{number - len(set(seats))} of {number} seats are empty")
    if people.count() != number:
        faults.append(f"{people.count()} people for {number} guests")
    wrong = people.filter(is_offline=True).exclude(arrived_at__lt=OPENS + timedelta(hours=3)).count()
    if wrong:
        faults.append(f"{wrong} arrivals have the hour of the merging")
    each.sort()
    return {
        "guests": number,
        "online": len(online),
        "offline": len(queue),
        "seen_by_both": len(online) + len(queue) - number,
        "person_median_ms": round(statistics.median(each), 1),
        "person_p95_ms": round(each[int(len(each) * 0.95)], 1),
        "merge_each_ms": round(statistics.mean(merging), 1),
        "already": sum(answer["result"] in {"already", "known"} for answer in results),
        "database": os.environ.get("DATABASE_URL", "sqlite").partition(":")[0],
        "faults": faults,
    }


class _Clock:
    """The time of the server, moved by the measuring."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def next(self, seconds: int) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


def _door(number: int) -> tuple[Any, Any, list[str]]:
    from django.test import Client

    from saksama.meetings.operations import guests, planning
    from saksama.people.models import Account, Institution
    from saksama.places.models import Office

    office = Office.objects.get(pk="64.02")
    staff = Account.objects.get(code="64.02-humas")
    Institution.objects.bulk_create(
        Institution(code=f"bench-{place}", name=f"Lembaga {place}", kind="other", area_code="64.02")
        for place in range(number)
    )
    invited = OPENS - timedelta(days=5)
    meeting = planning.plan_meeting(
        office=office, event=None, plan=planning.Plan("Pengukuran"), actor=staff, at=invited,
        slot=planning.Slot(OPENS + timedelta(hours=1), OPENS + timedelta(hours=5), "Aula"),
    )  # fmt: skip
    chosen = Institution.objects.filter(code__startswith="bench-")
    made = guests.invite(meeting, chosen, actor=staff, at=invited)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, meeting, [str(row.pk) for row in made]


def _entry(guest: str, at: datetime, *, offline: bool = False) -> dict[str, Any]:
    return {
        "id": str(uuid4()), "guest": guest, "who": "holder", "at": at.isoformat(), "way": "qr", "offline": offline,
    }  # fmt: skip


def _send(
    client: Any, meeting: Any, entries: Sequence[dict[str, Any]], at: datetime
) -> tuple[float, list[dict[str, str]]]:
    """Milliseconds and answers of one request, whose server says it is ``at``."""
    from unittest import mock

    from django.urls import reverse

    address = reverse("meetings:merge", args=[meeting.pk])
    with mock.patch("saksama.config.clock.now", return_value=at):
        started = time.perf_counter()
        answer = client.post(address, json.dumps({"arrivals": entries}), content_type="application/json")
        spent = (time.perf_counter() - started) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code}: {answer.text[:300]}")
    return spent, answer.json()["answers"]


def _as_text(told: dict[str, Any]) -> str:
    lines = [f"{name.replace('_', ' ')}: {value}" for name, value in told.items() if name != "faults"]
    return "\n".join([*lines, *(told["faults"] or ["nothing lost, nothing doubled"]), ""])


if __name__ == "__main__":
    main()
