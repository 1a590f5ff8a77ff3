"""One figure of the briefing with how it came about: its definition, and the parts it is the sum of."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from saksama.cases.class_names import class_rows
from saksama.cases.counting import Places, count
from saksama.cases.neutrality.rules import CIVIL_SERVANTS
from saksama.cases.sentences import state_name
from saksama.pages import formats
from saksama.places import queries as places
from saksama.places.models import Area, ElectionEvent, Office, PollingStation, within
from saksama.places.rules import is_within
from saksama.situation import table


@dataclass(frozen=True, slots=True)
class Part:
    """A split of the figure: rows add up to it unless ``note`` says otherwise."""

    title: str
    rows: Sequence[tuple[str, int]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as its own page shows it."""

    label: str
    value: str
    definition: str
    parts: Sequence[Part]


def of(key: str, office: Office, *, on: date) -> Figure | None:
    """The figure ``key`` of an office on a day; None for a key that does not exist."""
    return _FIGURES[key](office, on) if key in _FIGURES else None


def keys() -> tuple[str, ...]:
    return tuple(_FIGURES)


def _days_to_vote(office: Office, on: date) -> Figure:
    ahead = places.next_vote(on=on, office_code=office.code)
    text = _(
        "Days from this day to the nearest vote that had been announced by then; the day of the vote is nought."
    )
    if ahead is None:
        return Figure(_("Days to the vote"), "–", text, [])
    event, days = ahead
    told = _("%(event)s, announced on %(announced)s.") % {
        "event": event.title,
        "announced": formats.plain_date(event.announced_on),
    }
    return Figure(_("Days to the vote"), formats.number(days), f"{text} {told}", [])


def _handled(office: Office, on: date) -> Figure:
    told = count(office.code, on=on)
    found, course = told.figures, told.course
    states = [(state_name(state), count) for state, count in sorted(found.by_state.items())]
    return Figure(
        _("Violations handled"),
        formats.number(found.handled),
        _(
            "Reports and findings on which this office, or one inside it, had done a handling act (initial study or "
            "later) by the end of this day, registered or not. Received only and preliminary information are counted "
            "apart; drills nowhere."
        ),
        [
            Part(
                _("What became of them"),
                [
                    (_("Still running"), course.running),
                    (_("Forwarded"), course.forwarded),
                    (_("Ended"), course.ended),
                ],
            ),
            Part(_("By state"), states),
            Part(
                _("By class"),
                class_rows(found.by_class, on=on),
                _("A matter with two classes counts in both."),
            ),
            _by_area(told.places["handled"], office),
        ],
    )


def _received(office: Office, on: date) -> Figure:
    told = count(office.code, on=on)
    found = told.figures
    return Figure(
        _("Received, not yet studied"),
        formats.number(found.received_only),
        _("Reports and findings received by the end of this day on which no handling act had been done."),
        [
            Part(
                _("Of all received"),
                [
                    (_("Received, not yet studied"), found.received_only),
                    (_("Violations handled"), found.handled),
                ],
            ),
            _by_area(told.places["recorded"], office, _("All received, by area")),
        ],
    )


def _information(office: Office, on: date) -> Figure:
    found = count(office.code, on=on).figures
    return Figure(
        _("Preliminary information"),
        formats.number(found.information),
        _("Matters recorded as preliminary information by the end of this day; they are no reports yet."),
        [],
    )


def _neutrality(office: Office, on: date) -> Figure:
    told = count(office.code, on=on, violation_class=CIVIL_SERVANTS)
    total, sent = told.figures.handled, told.course.forwarded
    return Figure(
        _("Neutrality of civil servants"),
        formats.number(total),
        _("Handled matters that bore the class on the neutrality of civil servants at the end of this day."),
        [
            Part(_("What became of them"), [(_("Forwarded"), sent), (_("Not forwarded"), total - sent)]),
            _by_area(told.places["handled"], office),
        ],
    )


def _stations(office: Office, on: date) -> Figure:
    ahead = places.next_vote(on=on, office_code=office.code)
    text = _("Polling stations of the nearest vote in this office's area.")
    if ahead is None:
        return Figure(_("Polling stations"), "–", text, [])
    same_day = ElectionEvent.objects.filter(vote_on=ahead[0].vote_on).exclude(kind=ElectionEvent.Kind.DRILL)
    here = PollingStation.objects.filter(within(office.code), event__in=same_day)
    areas = list(places.children(office.code))
    counts: dict[str, int] = {}
    if areas:
        cut = here.annotate(part=Left("code", len(areas[0].code))).order_by().values_list("part")
        counts = dict(cut.annotate(stations=Count("code", distinct=True)))
    rows = [(area.title, counts.get(area.code, 0)) for area in areas]
    total = here.values("code").distinct().count()
    return Figure(
        _("Polling stations"), formats.number(total), text, [Part(_("By area"), rows)] if rows else []
    )


def _by_area(told: Places, office: Office, title: str = "") -> Part:
    areas: list[Area] = list(places.children(office.code))
    rows = []
    rest = dict(told)
    for area in areas:
        inside = [key for key in rest if is_within(key[1] or key[0], area.code)]
        rows.append((area.title, sum(rest.pop(key) for key in inside)))
    if left := sum(rest.values()):
        rows.append((_("Area not recorded"), left))
    return Part(title or _("By area"), [row for row in rows if row[1]])


def _commitments(office: Office, on: date) -> Figure:
    found = table.promises(office.code, on=on)
    late = sum(promise.is_late for promise in found)
    undated = sum(promise.due_on is None for promise in found)
    by_institution = Counter(promise.institution for promise in found)
    return Figure(
        _("Open commitments"),
        formats.number(len(found)),
        _("Promises to this office made by this day and not accepted as done or withdrawn by its end."),
        [
            Part(
                _("By day"),
                [
                    (_("Past their day"), late),
                    (_("Day to come"), len(found) - late - undated),
                    (_("No day agreed"), undated),
                ],
            ),
            Part(_("By institution"), sorted(by_institution.items())),
        ],
    )


_FIGURES: Mapping[str, Callable[[Office, date], Figure]] = {
    "days_to_vote": _days_to_vote,
    "handled": _handled,
    "received": _received,
    "information": _information,
    "neutrality": _neutrality,
    "stations": _stations,
    "commitments": _commitments,
}
