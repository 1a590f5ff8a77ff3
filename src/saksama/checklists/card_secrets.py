"""Numbers, PINs and keys: how they are made, written, read back with forgiveness, and kept as digests.

The PIN has a million values, so its digest is an HMAC under a key outside the database; a hash that costs time would
cost it at the morning peak, and protect no more. Keys have 192 random bits.
"""

import re
import secrets
from typing import Final

from saksama.evidence.crypto import blind_digest

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which are misread on paper."""
NUMBER_SIGNS: Final = 8
PIN_FIGURES: Final = 6
_ASIDE: Final = re.compile(r"[^A-Z0-9]")


def new_number() -> str:
    """``K7F329QX``: 31^8 values."""
    return "".join(secrets.choice(LETTERS) for _ in range(NUMBER_SIGNS))


def written(number: str) -> str:
    """As printed: ``K7F3-29QX``."""
    return f"{number[:4]}-{number[4:]}"


def typed(text: str) -> str:
    """A number as somebody typed it: spaces, dashes and capitals do not count.

    >>> typed(" k7f3 29qx"), typed("K7F3-29QX")
    ('K7F329QX', 'K7F329QX')
    """
    return _ASIDE.sub("", text.upper())[:20]


def typed_pin(text: str) -> str:
    """The figures of a PIN, without spaces."""
    return "".join(sign for sign in text if sign.isdecimal())[:12]


def new_pin() -> str:
    """Six figures."""
    return f"{secrets.randbelow(10**PIN_FIGURES):0{PIN_FIGURES}d}"


def new_key() -> str:
    """A key for a phone or a card: 32 letters that stand in an address as they are."""
    return secrets.token_urlsafe(24)


def pin_digest(number: str, pin: str) -> str:
    """What is kept of a PIN."""
    return blind_digest("card pin", f"{number} {pin}").hex()


def try_digest(number: str) -> str:
    """Under what wrong tries of a number are counted, whether such a card exists or not."""
    return blind_digest("card try", number).hex()
