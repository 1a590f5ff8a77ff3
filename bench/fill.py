"""Many cases at once, for measuring: the rows that the acts would leave, written in bulk.

``python -m bench.fill 100000`` brings the installation named by ``SAKSAMA_VAR`` to that many cases besides the
example's. Among the first hundred fifty reports are open, as in a busy office; after them one in a hundred is, as
after a long year. So the pages draw equally many rows with few and with many cases, and what differs is the
database's work. A story holds words that stand everywhere and words of a language of ``RARE`` words, as often as words
of a language are (the n-th one time in n). The same cases at every run.
"""

import json
import os
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate, product
from typing import Any

import django
from django.db import connection, models, transaction

SEED = 20241109
TODAY = date(2024, 11, 9)
OFFICE, EVENT, ZONE = "64.02", "kukar-2024-11-27", "Asia/Makassar"
WORDS = (
    "amplop", "beras", "baliho", "spanduk", "kalender", "pertemuan", "balai", "desa", "pasar", "lapangan", "warga",
)  # fmt: skip
RARE = tuple(
    "".join(parts)
    for parts in product("bdgklmprst", "aeiou", ("nga", "ri", "su", "to"), ("k", "l", "m", "n", "s"))
)
RARE_WEIGHTS = tuple(accumulate(1 / place for place in range(1, len(RARE) + 1)))
CLASSES = ("criminal", "administrative", "asn_neutrality", "village_officials")
OPEN_AT_FIRST, FIRST, THEN_ONE_IN = 50, 100, 100
BATCH = 10_000
MANY = 50_000
"""From so many new cases on the indexes are built when all rows are there, and not row by row."""
NUMBER = "/UKUR/LP/XI/2024"

# The shortest whole life of a report that came to nothing: (act, state before, state after, handles, days later).
LIFE = (
    ("receive_report", "", "received", False, 0),
    ("find_complete", "received", "complete", True, 1),
    ("decline_registration", "complete", "not_registered", True, 2),
)


def fill(total: int, tell: Callable[[str], object] = lambda _line: None) -> None:
    """Bring the installation to ``total`` cases of Kutai Kartanegara. ``tell`` hears how far it is."""
    from saksama.cases.models import Case

    there = Case.objects.filter(number_received__endswith=NUMBER).count()
    tables = _tables()
    begun = time.monotonic()
    with _in_bulk(tables.values()) if total - there >= max(MANY, there) else nullcontext():
        for first in range(there, total, BATCH):
            last = min(first + BATCH, total)
            with transaction.atomic():
                for place in range(first, last):
                    _add(place, tables)
                for table in tables.values():
                    table.write()
            if last % (10 * BATCH) == 0 or last == total:
                tell(f"{last:,} of {total:,} cases, {time.monotonic() - begun:.0f} s\n")
        tell("indexes\n")
    if (
        connection.vendor == "postgresql"
    ):  # which does it by itself after a while; an office's SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    tell(f"filled in {time.monotonic() - begun:.0f} s\n")


@contextmanager
def _in_bulk(tables: Iterable["Table"]) -> Iterator[None]:
    """Without indexes and triggers, which are put back as they were; SQLite does not wait for the disk meanwhile.

    What breaks off in between is no installation any more: begin with a new folder.
    """
    from saksama.desk import stamps

    names = [table.name for table in tables if table.name]
    stamps.remove()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
            cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(_INDEXES[connection.vendor], [json.dumps(names)])
        indexes = cursor.fetchall()
        for name, _made_by in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _name, made_by in indexes:
            cursor.execute(made_by)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA foreign_keys = ON")
    stamps.install()


_INDEXES = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name IN (SELECT value FROM json_each(%s))"
    ),
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN "
        "(SELECT json_array_elements_text(%s::json)) AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    ),
}
"""Name and statement of every index that is not the work of a constraint."""


class Table:
    """Rows of one table on their way: what all share is prepared once, by the model's own fields."""

    name: str

    def __init__(self, prototype: models.Model) -> None:
        self.name = prototype._meta.db_table
        self.fields = [
            field for field in prototype._meta.concrete_fields if not isinstance(field, models.AutoField)
        ]
        self.shared = {
            field.attname: self._ready(field, field.pre_save(prototype, add=True)) for field in self.fields
        }
        self.by_name = {field.attname: field for field in self.fields}
        self.rows: list[tuple[Any, ...]] = []
        names = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        marks = ", ".join(["%s"] * len(self.fields))
        self.insert = f"INSERT INTO {prototype._meta.db_table} ({names}) VALUES ({marks})"
        self.copy = f"COPY {prototype._meta.db_table} ({names}) FROM STDIN"

    def add(self, **values: Any) -> None:
        ready = {
            name: value if type(value) in PLAIN else _ready_once(self.by_name[name], value)
            for name, value in values.items()
        }
        self.rows.append(tuple({**self.shared, **ready}.values()))

    def key(self, key: uuid.UUID) -> Any:
        """A key as the database takes it, for all rows that name it."""
        value = self._ready(self.by_name["id"], key)
        return str(value)

    def write(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(self.copy) as target:
                    for row in self.rows:
                        target.write_row(row)
            else:
                cursor.executemany(self.insert, self.rows)
        self.rows.clear()

    @staticmethod
    def _ready(field: Any, value: Any) -> Any:
        return field.get_db_prep_save(value, connection)


PLAIN = (str, bytes, int, bool, type(None))
"""Every database takes these as they are."""


@lru_cache(maxsize=200_000)
def _ready_once(field: Any, value: Any) -> Any:
    if isinstance(value, Frozen):
        value = value.told
    return field.get_db_prep_save(value, connection)


class Frozen:
    """A JSON value that many rows share."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told


class Words(Table):
    """The index of words, as ``cases.search.index`` writes it."""

    name = ""

    def __init__(self) -> None:
        from saksama.cases import search

        self.rows, self.row_number = [], search.row_number
        self.is_sqlite = connection.vendor == "sqlite"
        self.insert = "INSERT INTO cases_words (rowid, case_id, words) VALUES (%s, %s, %s)"
        self.copy = "COPY cases_words (case_id, words) FROM STDIN"

    def write(self) -> None:
        if self.is_sqlite:  # FTS5 sets its buffer down at each row number that is lower than the one before
            self.rows.sort()
        super().write()

    def put(self, key: uuid.UUID, on: date, words: Iterable[str]) -> None:
        # words hold letters and figures only, so a vector reads them as they are
        row = (key.hex, " ".join(dict.fromkeys(words)))
        self.rows.append((self.row_number(key, on), *row) if self.is_sqlite else row)


def _tables() -> dict[str, Any]:
    from saksama.cases.models import Case, CaseAct, Classification, Clock, Party

    at = _morning(TODAY)
    case = Case(
        office_id=OFFICE, event_id=EVENT, regime="pilkada", kind="report", channel="form", where_text="Balai desa",
        received_at=at, received_on=TODAY, is_sample=True,
    )  # fmt: skip
    act = CaseAct(
        case=case, seq=1, office_code=OFFICE, actor="system", effective_at=at, recorded_at=at, handles=False
    )
    return {
        "case": Table(case),
        "class": Table(Classification(case=case)),
        "act": Table(act),
        "clock": Table(Clock(case=case, started_at=at)),
        "party": Table(Party(case=case, role="respondent", label="T-1")),
        "words": Words(),
    }


def _add(place: int, tables: Mapping[str, Any]) -> None:
    draw = random.Random(SEED + place)
    is_open = place < OPEN_AT_FIRST or (place >= FIRST and place % THEN_ONE_IN == 0)
    on = TODAY - timedelta(days=0 if is_open else draw.randrange(20, 400))
    key = uuid.UUID(int=draw.getrandbits(128), version=4)
    life = LIFE[:1] if is_open else LIFE
    title, what = draw.choices(WORDS, k=5), draw.choices(WORDS, k=60)
    what += draw.choices(RARE, cum_weights=RARE_WEIGHTS, k=20)
    number, name = f"{place + 10_000}{NUMBER}", f"Terlapor {place}"
    ready = tables["case"].key(key)
    tables["case"].add(
        id=ready, state=life[-1][2], version=len(life), title=" ".join(title), what=" ".join(what),
        occurred_on=on, known_on=on, received_at=_morning(on), received_on=on, number_received=number,
        next_due_on=_clock("PK-03", on)[0] if is_open else None, next_step="initial_study" if is_open else "",
    )  # fmt: skip
    for seq, (act, before, after, handles, later) in enumerate(life, start=1):
        day = on + timedelta(days=later)
        tables["act"].add(
            case_id=ready, seq=seq, act=act, from_state=before, to_state=after, effective_at=_morning(day),
            effective_on=day, recorded_at=_morning(day), handles=handles,
        )  # fmt: skip
    # the clock of filing was met on the day; the one of the initial study runs while the case is open
    for step, rule, ended_on in (
        ("filing", "PK-01", on),
        ("initial_study", "PK-03", None if is_open else on + timedelta(days=1)),
    ):
        due_on, other_due_on, told = _clock(rule, on)
        tables["clock"].add(
            case_id=ready, step=step, rule=rule, started_at=_morning(on), start_on=on, due_on=due_on,
            other_due_on=other_due_on, explanation=told, ended_on=ended_on, result="met" if ended_on else "",
        )  # fmt: skip
    tables["class"].add(case_id=ready, violation_class=CLASSES[place % len(CLASSES)], set_on=on)
    tables["party"].add(case_id=ready, name=name)
    tables["words"].put(
        key, on, [*number.lower().split("/"), *title, "balai", "desa", *what, *name.lower().split()]
    )


@cache
def _clock(rule: str, on: date) -> tuple[date, date | None, Frozen]:
    """Due day, other reading and explanation, as the law gives them for that start."""
    from saksama.law import due, load, seeded_calendar

    told = due(load().on(on, "pilkada")[rule], on, calendar=seeded_calendar(OFFICE), zone=ZONE)
    assert told.due_on is not None
    return told.due_on, told.other_due_on, Frozen(told.as_json())


@cache
def _morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 2, tzinfo=UTC)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
    django.setup()
    fill(int(sys.argv[1]), sys.stderr.write)
