"""Everything an act of this room can be refused for: code, sentence, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from saksama.pages.formats import long_date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal. Both texts may hold named placeholders."""

    message: Any
    remedy: Any


CATALOGUE: Mapping[str, Kind] = {
    "unknown_level": Kind(_("The scale has no step “%(value)s”."), _("Choose one of the steps shown.")),
    "ground_missing": Kind(
        _("The ground is empty."),
        _("Write what was seen or who reported; without it nobody can check the word."),
    ),
    "in_the_future": Kind(_("%(day)s has not come yet."), _("Report the situation of a day up to today.")),
    "area_outside": Kind(
        _("%(area)s does not lie in the area of this office."), _("Choose an area from the list.")
    ),
    "moved_on": Kind(
        _("Somebody else saved this text while you were working."),
        _("Your text is still below. Compare, then save again."),
    ),
    "wrong_state": Kind(
        _("Not allowed now: the release is “%(state)s”."), _("Look at the next steps on its page.")
    ),
    "text_missing": Kind(_("Headline or text is empty."), _("Write both.")),
    "unknown_name": Kind(
        _("Nothing is known by the name of %(names)s."),
        _("Use the names in the list beside the text, or write the words themselves."),
    ),
    "quote_incomplete": Kind(
        _("A quote needs its words, who said them, and where they are on record."),
        _("Fill in all three. Nobody is quoted without a record."),
    ),
    "reason_missing": Kind(_("The reason is empty."), _("Write it; it stays with the release.")),
    "own_text": Kind(
        _("You wrote this text yourself."), _("Ask somebody else who may approve to read and publish it.")
    ),
}


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``CATALOGUE``."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)

    @property
    def told(self) -> dict[str, Any]:
        """The facts as people read them: days in words."""
        return {
            name: long_date(fact) if isinstance(fact, date) else fact for name, fact in self.facts.items()
        }

    @property
    def message(self) -> str:
        return str(CATALOGUE[self.code].message) % self.told

    @property
    def remedy(self) -> str:
        return str(CATALOGUE[self.code].remedy) % self.told

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"
