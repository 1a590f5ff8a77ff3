"""Every refusal of the room: code, sentence, what to do next."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

REFUSED: Mapping[str, tuple[Any, Any]] = {
    "rehearsed": (
        _("This incident belongs to a drill."), _("Nothing of a drill becomes a case. Settle it with a note.")
    ),
    "no_office": (
        _("None of your offices may take this on."),
        _("Ask an office in whose area the station lies, or settle the incident with a note."),
    ),
    "text_missing": (_("What happened is not written."), _("Write it in your own words.")),
}  # fmt: skip


class Problem(Exception):
    """An act was refused; nothing was written. ``code`` is a key of ``REFUSED``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        message, remedy = REFUSED[self.code]
        return f"{message} {remedy}"
