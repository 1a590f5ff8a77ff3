"""The parts of a supervision record (LHP, Formulir Model A) besides day, place and result. Source: domain sheet 3.4."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a part. ``key`` is what the blank ``supervision_record`` calls it."""

    key: str
    label: str | Promise
    is_long: bool = False

    @property
    def field(self) -> str:
        """Its name in the form."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of the form. ``may_be_nil``: left empty it says *Nihil*."""

    title: str | Promise
    lines: tuple[Line, ...]
    may_be_nil: bool = False


PARTS = (
    Part(_("Supervisor"), (
        Line("record.assignment", _("Number of the assignment letter")),
        Line("record.address", pgettext_lazy("supervisor", "Address")),
    )),
    Part(_("Object of supervision"), (Line("record.stage", _("Stage of the election")),)),
    Part(_("Activity"), (
        Line("record.form", _("Form of supervision")),
        Line("record.purpose", _("Purpose")),
        Line("record.target", _("Target")),
    )),
    Part(_("Alleged violation"), (
        Line("violation.event", pgettext_lazy("alleged violation", "Event")),
        Line("violation.place", pgettext_lazy("alleged violation", "Place")),
        Line("violation.time", pgettext_lazy("alleged violation", "Time")),
        Line("violation.actor", _("Who did it")),
        Line("violation.address", pgettext_lazy("alleged violation", "Address")),
        Line("violation.articles", _("Articles to check")),
        Line("violation.witnesses", _("Witnesses"), is_long=True),
        Line("violation.evidence", pgettext_lazy("alleged violation", "Evidence"), is_long=True),
        Line("violation.description", pgettext_lazy("alleged violation", "Description"), is_long=True),
        Line("violation.class", _("Kind of alleged violation")),
        Line("violation.facts", _("Facts and statements"), is_long=True),
        Line("violation.analysis", pgettext_lazy("alleged violation", "Analysis"), is_long=True),
        Line("violation.follow_up", _("Follow-up"), is_long=True),
    ), may_be_nil=True),
    Part(_("Possible dispute"), (
        Line("dispute.participant", _("Participant")),
        Line("dispute.place", pgettext_lazy("dispute", "Place")),
        Line("dispute.time", pgettext_lazy("dispute", "Time")),
        Line("dispute.object_form", _("Form of the object")),
        Line("dispute.object_identity", _("Identity of the object")),
        Line("dispute.object_issued", _("Day it was issued")),
        Line("dispute.loss", _("Direct loss")),
        Line("dispute.description", pgettext_lazy("dispute", "Description"), is_long=True),
    ), may_be_nil=True),
)  # fmt: skip
LINES = tuple(line for part in PARTS for line in part.lines)


def nested(parts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """``{"violation.event": x}`` as ``{"violation": {"event": x}}``, as blanks name values."""
    found: dict[str, dict[str, str]] = {}
    for key, text in parts.items():
        group, _dot, name = key.partition(".")
        found.setdefault(group, {})[name] = text
    return found
