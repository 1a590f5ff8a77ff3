"""The text of a release: paragraphs in which pinned values stand as ``{name}`` and quotes as ``{quote_1}``. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"{([a-z][a-z0-9_]*)}")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words somebody said, entered by a person."""

    words: str
    speaker: str
    post: str


def names_in(text: str) -> list[str]:
    """The names that stand in braces, in order, each once."""
    return list(dict.fromkeys(_TOKEN.findall(text)))


def unknown_in(text: str, known: Iterable[str]) -> list[str]:
    """Names in braces that stand for nothing."""
    held = set(known)
    return [name for name in names_in(text) if name not in held]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every known name replaced by its value."""
    return _TOKEN.sub(lambda found: values.get(found[1], found[0]), text)


def quoted(quote: Quote) -> str:
    """A quote as the house writes it: the words, then who said them.

    >>> quoted(Quote("Mari jaga persatuan.", "Nama Contoh", "Ketua"))
    '“Mari jaga persatuan,” kata Nama Contoh, Ketua.'
    """
    words = quote.words.strip().strip('"“”').rstrip()
    closing = words if words[-1:] in "!?…" else words.rstrip(".") + ","
    who = ", ".join(filter(None, (quote.speaker.strip(), quote.post.strip())))
    return f"“{closing}” kata {who}."


def with_quotes(text: str, quotes: Iterable[Quote]) -> str:
    """Quotes at their places; those nobody placed follow after the second paragraph."""
    told = {f"quote_{place}": quoted(quote) for place, quote in enumerate(quotes, 1)}
    placed = set(names_in(text))
    parts = paragraphs(text)
    loose = [words for name, words in told.items() if name not in placed]
    parts[2:2] = loose
    return filled("\n\n".join(parts), told)


def paragraphs(text: str) -> list[str]:
    """Paragraphs, parted by blank lines; lines inside one are joined."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return [" ".join(part.split()) for part in parts if part.strip()]
