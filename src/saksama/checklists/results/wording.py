"""Sentences about results sheets. Pure but for the language of the page."""

from collections.abc import Iterable

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from saksama.checklists.results import rules
from saksama.pages import formats

SHORT = 300
"""Letters of an incident."""


def in_tongue(words: rules.Words) -> str:
    """The Indonesian or English of a text in data."""
    return words.get((get_language() or "id")[:2], words["id"])


def labels(paper: rules.Layout) -> dict[str, str]:
    """``{cell: its name on the paper}``."""
    return {cell.key: in_tongue(cell.label) for cell in paper.cells}


def written(value: int | None) -> str:
    """A figure as people read it; a dash where the paper cannot be read."""
    return "–" if value is None else formats.number(value)


def told(paper: rules.Layout, one: rules.Broken) -> str:
    """What does not fit, with every figure of it: *“Digunakan” tertulis 251, tetapi ...*"""
    names = labels(paper)
    facts = {"whole": names[one.check.whole], "figure": written(one.written), "made": written(one.made)}
    if one.check.kind == "most":
        part = one.parts[0][0]
        return _("“%(whole)s” says %(figure)s, more than “%(part)s” with %(made)s.") % {
            **facts, "part": names[part]
        }  # fmt: skip
    gap = written(abs(one.gap))
    if len(one.parts) == 1:
        part = one.parts[0][0]
        return _("“%(whole)s” says %(figure)s, but “%(part)s” says %(made)s; they differ by %(gap)s.") % {
            **facts, "part": names[part], "gap": gap
        }  # fmt: skip
    shown = " + ".join(f"{names[key]} {written(value)}" for key, value in one.parts)
    return _("“%(whole)s” says %(figure)s, but %(parts)s make %(made)s; they differ by %(gap)s.") % {
        **facts, "parts": shown, "gap": gap
    }  # fmt: skip


def in_short(paper: rules.Layout, found: Iterable[rules.Broken]) -> str:
    """The remarks as an incident tells them, in Indonesian, at most ``SHORT`` letters."""
    with override("id"):
        said = [_("The results sheet (C.Hasil) does not add up."), *(told(paper, one) for one in found)]
    whole = " ".join(said)
    return whole if len(whole) <= SHORT else f"{whole[: SHORT - 1]}…"
