"""A release as people read it, and whether its figures still hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksama.situation.briefing import facts
from saksama.situation.models import Release, ReleaseNote, ReleaseValue
from saksama.situation.releases.drafting import draft
from saksama.situation.rules import releasing


@dataclass(frozen=True, slots=True)
class Reading:
    """Headline and paragraphs with every name filled in."""

    title: str
    paragraphs: Sequence[str]

    @property
    def lead(self) -> str:
        return self.paragraphs[0] if self.paragraphs else ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pinned figure that would be counted otherwise today, for the same day."""

    value: ReleaseValue
    now: str


def read(release: Release) -> Reading:
    """Fill in pinned values and quotes."""
    values = {row.name: row.value for row in release.values.all()}
    quotes = [releasing.Quote(row.words, row.speaker, row.post) for row in release.quotes.all()]
    text = releasing.filled(releasing.with_quotes(release.text, quotes), values)
    return Reading(releasing.filled(release.title, values), releasing.paragraphs(text))


def doubts(release: Release) -> list[Doubt]:
    """Figures that later acts or corrections have made wrong for the day they speak of."""
    pinned = [row for row in release.values.all() if row.is_figure]
    if not pinned:
        return []
    now = {value.name: value.value for value in draft(facts.gather(release.office, on=release.on)).values}
    return [Doubt(row, now.get(row.name, "–")) for row in pinned if now.get(row.name) != row.value]


def public_notes(release: Release) -> list[ReleaseNote]:
    """Corrections and the withdrawal, oldest first: what everybody may read."""
    told = (ReleaseNote.Kind.CORRECTED, ReleaseNote.Kind.WITHDRAWN)
    return [note for note in release.notes.all() if note.kind in told]
