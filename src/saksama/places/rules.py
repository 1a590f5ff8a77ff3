"""Pure facts about area codes: level, ancestors, scope, zone; and the spread of stations.

Codes are dotted Kemendagri codes (Kepmendagri 300.2.2-2430/2025): ``64`` province, ``64.02``
regency, ``64.02.06`` district, ``64.02.06.1001`` village. ``00`` is the nation. A polling station
is ``64.02.06.1001-003``: it lies inside its village by the same prefix rule.
"""

import re
from collections.abc import Mapping
from typing import Final

from saksama import law

NATION: Final = "00"
ZONE_LABELS: Final = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
LEVELS: Final = ("province", "regency", "district", "village")
NUMBER_SEGMENTS: Final = frozenset(
    {"number", "registered", "type", "election", "level", "region", "province", "month", "year"}
)
_CODE: Final = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4}(-\d{3})?)?)?)?", re.ASCII)


class NotAnAreaCode(ValueError):
    """The text is no dotted area code."""


def is_code(text: str) -> bool:
    """Whether ``text`` has the form of an area or station code; says nothing about existence."""
    return _CODE.fullmatch(text) is not None


def level_of(code: str) -> str:
    """``nation | province | regency | district | village | station``; raises NotAnAreaCode."""
    if not is_code(code):
        raise NotAnAreaCode(code)
    if code == NATION:
        return "nation"
    if "-" in code:
        return "station"
    return LEVELS[code.count(".")]


def parent_of(code: str) -> str | None:
    """Code of the next wider area; a province's is the nation, the nation's is None."""
    level = level_of(code)
    if level == "nation":
        return None
    if level == "province":
        return NATION
    return code.rsplit("-" if level == "station" else ".", 1)[0]


def lineage(code: str) -> tuple[str, ...]:
    """``code`` and all that contain it, nearest first.

    >>> lineage("64.02.06")
    ('64.02.06', '64.02', '64', '00')
    """
    parent = parent_of(code)
    return (code,) if parent is None else (code, *lineage(parent))


def is_within(code: str, ancestor: str) -> bool:
    """Whether ``code`` is ``ancestor`` or lies inside it.

    >>> is_within("64.02.06", "64.02"), is_within("64.021", "64.02"), is_within("64.02", "64.0")
    (True, False, False)
    """
    return ancestor == NATION or code == ancestor or code.startswith((f"{ancestor}.", f"{ancestor}-"))


def code_range(ancestor: str) -> tuple[str, str]:
    """``(low, high)`` such that ``low <= code < high``, compared byte by byte, holds exactly inside.

    In ASCII ``-`` and ``.`` come before ``/`` and the digits after it, so ``64.02/`` bounds the
    children of ``64.02`` and leaves ``64.021`` out. The nation's range holds every code.
    """
    return ("", ":") if ancestor == NATION else (ancestor, f"{ancestor}/")


def zone_of(code: str) -> str:
    """IANA name of the zone in which legal days of this place are counted (Keppres 41/1987, ``law`` data).

    Raises law.UnknownArea for text that is no code or names no known province.
    """
    return law.zone_of(code)


def zone_label(code: str) -> str:
    """``WIB``, ``WITA`` or ``WIT``."""
    return ZONE_LABELS[zone_of(code)]


def spread(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share ``total`` out in proportion to ``weights`` by largest remainder, at least 1 for each key.

    Ties go to the earlier key in code order, so the result does not depend on the mapping's order.
    Raises ValueError when there are fewer than one for each key.

    >>> spread(5, {"a": 6, "b": 1, "c": 1})
    {'a': 3, 'b': 1, 'c': 1}
    """
    keys = sorted(weights)
    rest = total - len(keys)
    if rest < 0:
        raise ValueError(f"{total} cannot be spread over {len(keys)} with at least one each")
    whole = sum(weights.values())
    if not whole:
        raise ValueError("all weights are zero")
    # Seats above the guaranteed one follow what each key is still owed of its exact share.
    owed = {key: max(total * weights[key] - whole, 0) for key in keys}
    sum_owed = sum(owed.values())
    if not sum_owed:
        return dict.fromkeys(keys, 1)
    shares = {key: 1 + rest * owed[key] // sum_owed for key in keys}
    left = total - sum(shares.values())
    by_remainder = sorted(keys, key=lambda key: (-(rest * owed[key] % sum_owed), key))
    for key in by_remainder[:left]:
        shares[key] += 1
    return shares


def number_template_is_sound(template: str) -> bool:
    """Whether a case-number pattern holds the number once and names known segments only.

    The segments are those of handling rules section 4; a name in capitals is printed in capitals
    (``documents.rules.format_number``); all other text is printed as it stands.
    """
    named = re.findall(r"{([^{}]*)}", template)
    plain = re.sub(r"{[^{}]*}", "", template)
    known = NUMBER_SEGMENTS | {name.upper() for name in NUMBER_SEGMENTS}
    return (
        set(named) <= known
        and [name.lower() for name in named].count("number") == 1
        and not {"{", "}"} & set(plain)
    )
