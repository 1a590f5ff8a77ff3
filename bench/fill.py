"""Many cases at once, for measuring: rows as the acts would leave them, written in bulk."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from saksama.cases import search
from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseAct, Classification, Clock, Party
from saksama.places.models import ElectionEvent, Office

SEED = 20241109
WORDS = "amplop beras baliho spanduk kalender pertemuan balai desa pasar lapangan pegawai kampanye warga".split()
BATCH = 2000


def fill(count: int, *, today: date = date(2024, 11, 9)) -> None:
    """Write ``count`` cases of Kutai Kartanegara: one in a hundred is open, as after a long year."""
    draw = random.Random(SEED)  # noqa: S311 - the same data at every run
    office, event = Office.objects.get(pk="64.02"), ElectionEvent.objects.get(pk="kukar-2024-11-27")
    for start in range(0, count, BATCH):
        with transaction.atomic():
            _batch(office, event, range(start, min(start + BATCH, count)), draw, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batch(office: Office, event: ElectionEvent, places: range, draw: random.Random, today: date) -> None:
    cases, acts, clocks, classes, parties = [], [], [], [], []
    for place in places:
        is_open = place % 100 == 0
        received = today - timedelta(days=1 if is_open else draw.randrange(20, 400))
        at = datetime(received.year, received.month, received.day, 2, tzinfo=UTC)
        state = t.RECEIVED if is_open else t.CLOSED
        case = Case(
            id=uuid.UUID(int=draw.getrandbits(128), version=4), office=office, event=event, regime="pilkada",
            kind=t.REPORT, channel="form", state=state, version=1 if is_open else 2,
            title=" ".join(draw.choices(WORDS, k=5)), what=" ".join(draw.choices(WORDS, k=60)),
            where_text="Balai desa", occurred_on=received, known_on=received, received_at=at, received_on=received,
            number_received=f"{place + 10_000}/LP/PB/Kab/23.07/XI/2024",
            next_due_on=today if is_open else None, next_step="initial_study" if is_open else "",
        )  # fmt: skip
        cases.append(case)
        acts.append(_act(case, 1, "receive_report", "", t.RECEIVED, at, handles=False))
        if is_open:
            clocks.append(
                Clock(case=case, step="initial_study", rule="PK-03", started_at=at, start_on=received, due_on=today)
            )
        else:
            acts.append(_act(case, 2, "decide", t.RECEIVED, t.CLOSED, at, handles=True))
        classes.append(Classification(case=case, violation_class="criminal", set_on=received))
        parties.append(Party(case=case, role="respondent", label="T-1", name=f"Terlapor {place}"))
    Case.objects.bulk_create(cases)
    CaseAct.objects.bulk_create(acts)
    Clock.objects.bulk_create(clocks)
    Classification.objects.bulk_create(classes)
    Party.objects.bulk_create(parties)
    for case in cases:
        search.index(case)


def _act(case: Case, seq: int, act: str, before: str, after: str, at: datetime, *, handles: bool) -> CaseAct:
    return CaseAct(
        case=case, seq=seq, act=act, office_code="64.02", from_state=before, to_state=after, effective_at=at,
        effective_on=case.received_on, recorded_at=at, actor="system", handles=handles,
    )  # fmt: skip
