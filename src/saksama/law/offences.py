"""Finding articles to check by plain words. A help for the eye, never a judgement that something is a crime.

A word is compared without its usual endings and beginnings, so that *membagikan*, *dibagikan* and *bagi* meet. Articles
are listed by how many different words met, a word that leads to many articles counting little, then in the order of
the law. Source of the words: ``data/*/offences.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from saksama.law.model import Offence
from saksama.law.texts import Text

_WORD = re.compile(r"[a-z]+")
_BEGINNINGS = (
    "memper",
    "mem",
    "men",
    "meng",
    "meny",
    "me",
    "di",
    "ter",
    "ber",
    "pem",
    "pen",
    "peng",
    "pe",
    "se",
)
_ENDINGS = ("kannya", "annya", "inya", "nya", "kan", "an", "i", "lah", "kah")
_SHORTEST = 3
#: words that stand in nearly every story and tell nothing apart
_EVERYWHERE = frozenset(
    {"dan", "yang", "orang", "calon", "suara", "pemilihan", "pilih", "daftar", "tidak", "data"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """An article to check, with the words that led to it."""

    offence: Offence
    words: tuple[str, ...]


def find(text: str, offences: Iterable[Offence]) -> list[Match]:
    """Articles whose plain words stand in ``text``, most and rarest words first; none for a text without any.

    >>> from datetime import date
    >>> from saksama.law import load
    >>> [match.offence.code for match in find("Amplop dibagikan", load().on(date(2024, 11, 9), "pilkada").offences())]
    ['P187A-1', 'P187A-2']
    """
    said = {word: forms(word) for word in _WORD.findall(text.lower()) if word not in _EVERYWHERE}
    found = []
    for offence in offences:
        wanted = (
            frozenset().union(*(forms(word) for word in offence.words - _EVERYWHERE))
            if offence.words
            else frozenset()
        )
        met = tuple(sorted(word for word, shapes in said.items() if shapes & wanted))
        if met:
            found.append(Match(offence, met))
    led = Counter(word for match in found for word in match.words)
    return sorted(found, key=lambda match: -sum(1 / led[word] for word in match.words))


def forms(word: str) -> frozenset[str]:
    """The word, and what is left of it without one beginning and one ending."""
    shorter = {word, *(word[len(start) :] for start in _BEGINNINGS if word.startswith(start))}
    shorter |= {form[: -len(end)] for form in tuple(shorter) for end in _ENDINGS if form.endswith(end)}
    return frozenset(form for form in shorter if len(form) >= _SHORTEST)


def sanction(offence: Offence) -> Text:
    """The sanction in words; says so where it was not read."""
    if offence.months is None:
        return Text("sanksi belum dibaca", "sanction not read")
    parts_id = [f"penjara {_span(offence.months, 'sampai')} bulan"]
    parts_en = [f"prison {_span(offence.months, 'up to')} months"]
    if offence.million is not None:
        parts_id.append(f"denda {_span(offence.million, 'sampai', 'Rp')} juta")
        parts_en.append(f"fine {_span(offence.million, 'up to', 'Rp')} million")
    joined = {"dan": "and", "dan/atau": "and/or"}.get(offence.joined, "or")
    return Text(f" {offence.joined or 'atau'} ".join(parts_id), f" {joined} ".join(parts_en))


def _span(span: tuple[float, float], up_to: str, unit: str = "") -> str:
    """``Rp3–12``, or ``sampai Rp1000`` where the law names no least."""
    least, most = (f"{value:g}".replace(".", ",") for value in span)
    return f"{unit}{least}–{most}" if least != "0" else f"{up_to} {unit}{most}"
