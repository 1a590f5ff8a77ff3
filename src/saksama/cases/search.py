"""Words of a case made findable: the same set of results on SQLite and PostgreSQL (decision 15).

The text is cut into words here, not by the databases, whose own rules differ: both only match whole
words, or beginnings of the last one. Respondents, numbers and the story are in it; reporters, witnesses
and representatives never are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from saksama.cases.models import Case, Party

MOST_WORDS = 4000
FEW = 1000
"""Cases in sight up to which each is asked for the words, instead of the words for all their cases."""
LONGEST_WORD = 60
"""Letters by which a word is kept and asked for: PostgreSQL holds lexemes of 2 KB and vectors of 1 MB."""
Rows = Sequence[tuple[UUID, date]]
"""Ids of cases with their days of receipt."""
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Small letters without marks, figures kept: ``005/LP/XI`` is ``005 lp xi``.

    >>> words("Kec. Muara Múntai, 005/LP")
    ['kec', 'muara', 'muntai', '005', 'lp']
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    found = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))
    return [word[:LONGEST_WORD] for word in found]


def index(case: Case) -> None:
    """Write the findable words of a case anew; part of the act that changed them."""
    respondents = case.parties.filter(role=Party.Role.RESPONDENT).values_list("name", "post")
    numbers = [case.number_received, case.number_registered, case.number_elsewhere]
    texts = [*numbers, case.title, case.where_text, case.what]
    texts += [text for pair in respondents for text in pair]
    if case.area_id:
        texts.append(case.area.name)
    put(case, texts)


def put(case: Case, texts: Iterable[str]) -> None:
    """Write the findable words of a case from its texts: for a caller that holds them all, one of many cases."""
    _write(case, list(dict.fromkeys(words(" ".join(texts))))[:MOST_WORDS])


def matching(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Those of ``cases`` that hold every word typed; the last word may be a beginning."""
    asked = words(typed)
    if not asked:
        return cases.none()
    return cases.extra(where=[_CONDITION[connection.vendor]], params=[_ASK[connection.vendor](asked)])  # noqa: S610


def newest(cases: QuerySet[Case], typed: str, most: int) -> list[UUID]:
    """Ids of the newest of what :func:`matching` gives, at most ``most``; on SQLite newest by the day of receipt.

    A word of every second case has so many hits that sorting them would take seconds, though fifty are shown. So hits
    are read from the newest on until there are enough, and where few cases are in sight, these are asked instead.
    """
    asked = words(typed)
    if not asked:
        return []
    in_sight = list(cases.order_by().values_list("pk", "received_on", "received_at")[: FEW + 1])
    if len(in_sight) <= FEW:
        holding = _HOLDING[connection.vendor]([(key, day) for key, day, _at in in_sight], asked)
        found = sorted((row for row in in_sight if row[0] in holding), key=lambda row: row[0])
        return [key for key, _day, _at in sorted(found, key=lambda row: row[2], reverse=True)][:most]
    return _READ[connection.vendor](cases, asked, most)


def row_number(case_id: UUID, received_on: date) -> int:
    """Number of a case's row on SQLite: its day, then 47 bits of its id. FTS5 finds and orders rows by nothing else.

    Of 50,000 cases received on one day, two would share a number once in a hundred thousand registers.
    """
    return (received_on.toordinal() - _FIRST_DAY) << 47 | case_id.int >> 81


_FIRST_DAY = date(2000, 1, 1).toordinal()


def _write(case: Case, found: Iterable[str]) -> None:
    text, key = " ".join(found), case.pk.hex
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            row = row_number(case.pk, case.received_on)
            cursor.execute("DELETE FROM cases_words WHERE rowid = %s", [row])
            cursor.execute(
                "INSERT INTO cases_words (rowid, case_id, words) VALUES (%s, %s, %s)", [row, key, text]
            )
        else:
            cursor.execute(
                "INSERT INTO cases_words (case_id, words)"
                " VALUES (%s, array_to_tsvector(string_to_array(%s, ' ')))"
                " ON CONFLICT (case_id) DO UPDATE SET words = EXCLUDED.words",
                [key, text],
            )


_CONDITION = {
    "sqlite": "cases_case.id IN (SELECT case_id FROM cases_words WHERE cases_words MATCH %s)",
    "postgresql": "cases_case.id IN (SELECT case_id FROM cases_words WHERE words @@ %s::tsquery)",
}
# Words hold letters and figures only, so quoting them is safe in both query languages.
_ASK: Mapping[str, Callable[[list[str]], str]] = {
    "sqlite": lambda asked: " ".join([f'words:"{word}"' for word in asked[:-1]] + [f'words:"{asked[-1]}"*']),
    "postgresql": lambda asked: " & ".join([f"'{word}'" for word in asked[:-1]] + [f"'{asked[-1]}':*"]),
}


def _read_sqlite(cases: QuerySet[Case], asked: list[str], most: int) -> list[UUID]:
    """The rows of words in the order of their numbers, each led to its case: ends as soon as enough are in sight."""
    rows = cases.extra(
        tables=["cases_words"],
        where=["cases_words.case_id = cases_case.id", "cases_words MATCH %s"],
        params=[_ASK["sqlite"](asked)],
        order_by=["-cases_words.rowid"],
    )
    return list(rows.values_list("pk", flat=True)[:most])


@transaction.atomic
def _read_postgresql(cases: QuerySet[Case], asked: list[str], most: int) -> list[UUID]:
    """Its planner knows how rare a word is, and goes along the days of receipt where it is not.

    Not with several workers: of a word of one case in a hundred they read far beyond the fifty that are shown, five
    times slower than one that stops in time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    rows = matching(cases, " ".join(asked)).order_by("-received_at", "pk")
    return list(rows.values_list("pk", flat=True)[:most])


def _holding_sqlite(in_sight: Rows, asked: list[str]) -> set[UUID]:
    """Compared here: asked of single rows, FTS5 gathers every hit of a beginning anew for each of them."""
    numbers = {row_number(key, day): key for key, day in in_sight}
    if not numbers:
        return set()
    *whole, beginning = asked
    holding = set()
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(numbers))
        cursor.execute(f"SELECT rowid, words FROM cases_words WHERE rowid IN ({marks})", list(numbers))  # noqa: S608
        for number, text in cursor.fetchall():
            held = set(text.split(" "))
            if held.issuperset(whole) and any(word.startswith(beginning) for word in held):
                holding.add(numbers[number])
    return holding


def _holding_postgresql(in_sight: Rows, asked: list[str]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id FROM cases_words WHERE case_id = ANY(%s) AND words @@ %s::tsquery",
            [[key for key, _day in in_sight], _ASK["postgresql"](asked)],
        )
        return {key for (key,) in cursor.fetchall()}


_READ = {"sqlite": _read_sqlite, "postgresql": _read_postgresql}
_HOLDING = {"sqlite": _holding_sqlite, "postgresql": _holding_postgresql}
