"""Patterns of case numbers in the words of the page. Pure.

A pattern is kept with the English names of ``documents.rules.PLACEHOLDERS``; people read and write ``{nomor}`` for
``{number}``. Names of both languages are read on every page, in capitals too.
"""

import re
from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {
        "number": "nomor", "registered": "register", "type": "jenis", "election": "pemilihan", "level": "tingkat",
        "region": "wilayah", "province": "provinsi", "month": "bulan", "year": "tahun",
    },
}  # fmt: skip
"""Language: name as it is kept, name as it is said. Other languages say it as it is kept."""

_NAME: Final = re.compile(r"\{([^{}]*)\}")
_KEPT: Final = {word: name for words in WORDS.values() for name, word in words.items()}


def spoken(pattern: str, language: str) -> str:
    """As people read it.

    >>> spoken("{number}/{TYPE}/2024", "id")
    '{nomor}/{JENIS}/2024'
    >>> spoken("{number}/{TYPE}/2024", "en")
    '{number}/{TYPE}/2024'
    """
    return _renamed(pattern, WORDS.get(language, {}))


def kept(pattern: str) -> str:
    """As it is kept; names that nobody knows stay, and are refused by who checks the pattern.

    >>> kept("{nomor}/{JENIS}/{year}/{apa}")
    '{number}/{TYPE}/{year}/{apa}'
    """
    return _renamed(pattern, _KEPT)


def _renamed(pattern: str, names: Mapping[str, str]) -> str:
    def one(found: re.Match[str]) -> str:
        name = names.get(found[1].lower())
        if name is None:
            return found[0]
        return f"{{{name.upper() if found[1].isupper() else name}}}"

    return _NAME.sub(one, pattern)
