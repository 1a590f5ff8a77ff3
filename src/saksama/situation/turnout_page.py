"""Turnout of the sheets entered so far, beside what was promised and the last vote; of photos, no official result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from saksama.checklists.day.queries import stations_in
from saksama.checklists.results import queries as results
from saksama.checklists.results.queries import Added
from saksama.meetings import commitment_queries as commitments
from saksama.meetings.models import Commitment
from saksama.pages import formats
from saksama.people.scope import Scope
from saksama.places.models import ElectionEvent, Office
from saksama.situation import turnout

CELLS = ("roll", "present")


@dataclass(frozen=True, slots=True)
class Compared:
    """One area. ``share``, ``target`` and ``before`` in per cent; None where no figure is known."""

    name: str
    entered: int
    stations: int
    share: Decimal | None
    target: Decimal | None
    before: Decimal | None

    @property
    def is_known(self) -> bool:
        return not (self.share is None and self.target is None and self.before is None)


def compared(
    event: ElectionEvent, office: Office, seen: Scope, *, on: date, until: datetime | None = None
) -> tuple[Compared, list[Compared]]:
    """The whole of what the reader follows, and each district. ``until``: only sheets settled before it.

    A target or an earlier turnout is shown for exactly the area it was told of, never handed down to a part.
    """
    rows = results.added_up(event, seen, stations_in(event, seen), CELLS, until=until)
    targets = _targets(office, on)
    whole = results.whole(rows, CELLS)
    areas = seen.areas or {office.pk}
    code = next(iter(areas)) if len(areas) == 1 else ""
    return (
        _row(whole, office.area.name if code == office.pk else _("All districts"), code, targets, event),
        [_row(row, row.name, row.code, targets, event) for row in rows],
    )


def _row(row: Added, name: str, code: str, targets: dict[str, Decimal], event: ElectionEvent) -> Compared:
    earlier = turnout.last(code, on=event.vote_on - timedelta(days=1)) if code else None
    before = earlier.share * 100 if earlier else None
    return Compared(name, row.entered, row.stations, row.turnout, targets.get(code), before)


def _targets(office: Office, on: date) -> dict[str, Decimal]:
    """``{area: highest turnout somebody promised for it}``, as of a day; a promise without an area is the office's."""
    found: dict[str, Decimal] = {}
    for held in commitments.as_of(commitments.of_office(office.pk), on):
        promise = held.commitment
        if promise.kind != Commitment.Kind.CAMPAIGN or promise.target is None or held.state == "withdrawn":
            continue
        code = promise.area_code or office.pk
        found[code] = max(found.get(code, promise.target), promise.target)
    return found


def headline(whole: Compared) -> str:
    """One sentence that carries the fact of the page."""
    if whole.share is None:
        return _("No results sheet is entered yet.")
    return _("Turnout %(share)s in %(entered)s of %(stations)s stations") % {
        "share": formats.percent(whole.share / 100), "entered": formats.number(whole.entered),
        "stations": formats.number(whole.stations),
    }  # fmt: skip


def columns() -> list[dict[str, Any]]:
    """Heads of the table."""
    numbers = (
        _("Sheets in"),
        _("Turnout"),
        pgettext("turnout", "Target"),
        _("To the target"),
        _("Last vote"),
        _("To the last vote"),
    )
    return [{"label": _("Area")}, *({"label": label, "number": True} for label in numbers)]


def rows(found: Iterable[Compared]) -> list[list[str]]:
    """One row for each area."""
    return [row(one) for one in found]


def row(one: Compared) -> list[str]:
    inside = _("%(entered)s of %(stations)s") % {
        "entered": formats.number(one.entered), "stations": formats.number(one.stations)
    }  # fmt: skip
    return [
        one.name, inside, _percent(one.share), _percent(one.target), _gap(one.share, one.target),
        _percent(one.before), _gap(one.share, one.before),
    ]  # fmt: skip


def _percent(value: Decimal | None) -> str:
    return formats.percent(value / 100 if value is not None else None)


def _gap(value: Decimal | None, other: Decimal | None) -> str:
    """*+3,20* or *−1,05*: percentage points."""
    if value is None or other is None:
        return "–"
    gap = value - other
    return f"{'+' if gap >= 0 else '−'}{formats.number(abs(gap), 2)}"


def notes(whole: Compared, parts: Sequence[Compared]) -> list[str]:
    """What the reader must know of the figures."""
    said = [
        _(
            "Entered sheets only; from the supervisors' photos, no official result. Differences in percentage points."
        )
    ]
    if all(one.before is None and one.target is None for one in parts):
        said.append(_("No target and no earlier turnout is known for single districts, so none is compared."))
    if whole.target is None:
        said.append(_("No institution has promised a turnout."))
    return said
