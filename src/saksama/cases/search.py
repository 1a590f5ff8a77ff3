"""Words of a case made findable: the same set of results on SQLite and PostgreSQL (decision 15).

The text is cut into words here, not by the databases, whose own rules differ: both only match whole
words, or beginnings of the last one. Respondents, numbers and the story are in it; reporters, witnesses
and representatives never are.
"""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from saksama.cases.models import Case, Party

MOST_WORDS = 4000
LONGEST_WORD = 60
"""Letters by which a word is kept and asked for: PostgreSQL holds lexemes of 2 KB and vectors of 1 MB."""
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
    put(case.pk, texts)


def put(case_id: UUID, texts: Iterable[str]) -> None:
    """Write the findable words of a case from its texts: for a caller that holds them all, one of many cases."""
    _write(case_id, list(dict.fromkeys(words(" ".join(texts))))[:MOST_WORDS])


def matching(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Those of ``cases`` that hold every word typed; the last word may be a beginning."""
    asked = words(typed)
    if not asked:
        return cases.none()
    return cases.extra(where=[_CONDITION[connection.vendor]], params=[_ASK[connection.vendor](asked)])  # noqa: S610


def _write(case_id: UUID, found: Iterable[str]) -> None:
    text, key = " ".join(found), case_id.hex
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # FTS5 finds a row by its number only: 60 bits of the id, so that no other row is read.
            row = case_id.int >> 68
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
_ASK = {
    "sqlite": lambda asked: " ".join([f'words:"{word}"' for word in asked[:-1]] + [f'words:"{asked[-1]}"*']),
    "postgresql": lambda asked: " & ".join([f"'{word}'" for word in asked[:-1]] + [f"'{asked[-1]}':*"]),
}
