"""A filled form as a plain text that people can read and machines can check: evidence of what the field sent.

Markup is never taken as evidence (``evidence.inspection``), so the payload stands below the readable part in base64.
"""

import base64
import hashlib
import textwrap
from collections.abc import Iterable

HEAD = "Isi lengkap seperti diterima (XML, base64)"


def as_text(facts: Iterable[tuple[str, str]], answers: Iterable[tuple[str, str]], payload: bytes) -> str:
    """``facts`` and ``answers`` as lines, the SHA-256 of ``payload``, and the payload itself.

    >>> print(as_text([("TPS", "64.02.06.1001-001")], [("Sudah dibuka?", "Belum")], b"<data/>"))  # doctest: +ELLIPSIS
    Kiriman lapangan
    <BLANKLINE>
    TPS: 64.02.06.1001-001
    SHA-256: 03ee...
    <BLANKLINE>
    Jawaban
    <BLANKLINE>
    Sudah dibuka? Belum
    <BLANKLINE>
    Isi lengkap seperti diterima (XML, base64)
    <BLANKLINE>
    PGRhdGEvPg==
    <BLANKLINE>
    """
    told = [f"{name}: {value}" for name, value in facts]
    said = [f"{question} {_plain(answer)}" for question, answer in answers] or ["-"]
    lines = [
        "Kiriman lapangan", "", *told, f"SHA-256: {hashlib.sha256(payload).hexdigest()}", "", "Jawaban", "", *said, "",
        HEAD, "", *textwrap.wrap(base64.b64encode(payload).decode(), 76), "",
    ]  # fmt: skip
    return "\n".join(lines)


def payload_of(text: str) -> bytes:
    """The payload as it came, taken back out of :func:`as_text`."""
    return base64.b64decode(text.rpartition(HEAD)[2])


def _plain(answer: str) -> str:
    """Without signs that could begin markup or command a screen."""
    return "".join(sign if sign.isprintable() else " " for sign in answer).replace("<", "‹")
