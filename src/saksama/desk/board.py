"""What a day asks of an office: its running clocks, sorted; on a past day as dated acts left them.

A clock runs on a day when it was started by the end of that day and had not ended on it. State, number
and owner of a shown case are folded from its acts up to that day, never read from today's copies. Rights are
always today's (decision 7). Reads the same number of rows and asks the same number of questions whatever
the size of the office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case as If
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from saksama.cases import transitions as t
from saksama.cases.counting import counted
from saksama.cases.models import Case, CaseAct, Clock, Transfer
from saksama.cases.queries import still_open
from saksama.cases.rules import Folded, fold
from saksama.desk.places import by_office
from saksama.people.scope import Scope
from saksama.places.models import ElectionEvent

ROWS = 20
"""Rows shown of each group; the list shows the rest."""
MOST = 1000
"""Counting stops here: beyond it a page says "more than"."""
LOOKED_AT = 5 * MOST
"""Running clocks that are sorted into groups in one reading."""
_BY_DAY = ("overdue", "today", "new", "waiting", "ahead")

# A report is new until somebody is in charge of it or its study has been concluded once.
_NO_LONGER_NEW = ("assign_case", "find_incomplete", "register_published")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the case, as it stood; the clock that puts it there, None where none runs.

    ``owner``: account code, empty for nobody. ``transfer``: set where receipt is to be confirmed.
    """

    case: Case
    state: str
    number: str
    owner: str
    clock: Clock | None = None
    transfer: Transfer | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind. ``total`` counts to ``MOST`` + 1 and no further."""

    rows: tuple[Row, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)

    @property
    def is_countless(self) -> bool:
        return self.total > MOST


@dataclass(frozen=True, slots=True)
class Board:
    """The day's groups. ``still``: open, though no clock runs; nothing open is left out of sight."""

    on: date
    overdue: Group
    today: Group
    new: Group
    coming: Group
    waiting: Group
    ahead: Group
    still: Group

    @property
    def next_due_on(self) -> date | None:
        """The first due day after this one."""
        days = (
            row.clock.due_on
            for group in (self.ahead, self.new, self.waiting)
            for row in group.rows
            if row.clock
        )
        return min((day for day in days if day and day > self.on), default=None)

    @property
    def is_empty(self) -> bool:
        groups = (self.overdue, self.today, self.new, self.coming, self.waiting, self.ahead, self.still)
        return not any(group.total for group in groups)


def board(area: Scope, *, on: date, zone: str) -> Board:
    """The board of the offices in ``area`` at the end of ``on``, a day in ``zone``.

    A published matter is never overdue (decision 12); a clock against somebody else waits; drills are left out.
    """
    end = end_of(on, zone)
    clocks = running(area, on=on, end=end)
    groups = {
        **_by_day(clocks, on=on),
        "coming": _group(_under_way(area, end=end)),
        "still": _group(_without_clock(area, on=on, end=end)),
    }
    told = tell({_case_of(item).pk for items, _total in groups.values() for item in items}, until=on)
    built = {
        name: Group(tuple(_row(item, told) for item in items), total)
        for name, (items, total) in groups.items()
    }
    return Board(on=on, **built)


def end_of(on: date, zone: str) -> datetime:
    """The instant at which ``on`` ends in ``zone``."""
    return datetime.combine(on + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))


def running(area: Scope, *, on: date, end: datetime) -> QuerySet[Clock]:
    """Clocks with a date that run at the end of ``on``, earliest due day first."""
    clocks = Clock.objects.filter(area.as_filter("case__office"), started_at__lt=end, due_on__isnull=False)
    clocks = clocks.exclude(case__event__kind=ElectionEvent.Kind.DRILL).select_related("case", "case__office")
    if Clock.objects.filter(ended_on__gt=on).exists():  # a past day: what has ended since ran then
        there = CaseAct.objects.filter(
            case=OuterRef("case"), effective_on__lte=on, office_code=OuterRef("case__office")
        )
        clocks = clocks.filter(Q(ended_on=None) | Q(ended_on__gt=on), Exists(there))
    else:
        clocks = clocks.filter(ended_on=None)
    return clocks.order_by("due_on", "id")


def _under_way(area: Scope, *, end: datetime) -> QuerySet[Transfer]:
    """Cases sent to an office of the area whose receipt nobody had confirmed."""
    sent = Transfer.objects.filter(area.as_filter("to_office"), sent_at__lt=end)
    return (
        sent.filter(Q(received_at=None) | Q(received_at__gte=end))
        .select_related("case", "case__office", "from_office")
        .order_by("sent_at")
    )


def _without_clock(area: Scope, *, on: date, end: datetime) -> QuerySet[Case]:
    """Open cases on which nothing with a date runs: the office alone remembers them."""
    cases = counted(Case.objects.filter(by_office(area, "office"))).select_related("office")
    if not CaseAct.objects.filter(effective_on__gt=on).exists():
        live = still_open(cases).filter(next_due_on=None).exclude(state=t.IN_TRANSFER)
        return live.order_by("received_at")
    last = (
        CaseAct.objects.filter(case=OuterRef("pk"), effective_on__lte=on)
        .order_by("-seq")
        .values("to_state")[:1]
    )
    running_then = Clock.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on), case=OuterRef("pk"), started_at__lt=end, due_on__isnull=False
    )
    then = cases.filter(~Exists(running_then), received_on__lte=on).annotate(state_then=Subquery(last))
    return then.filter(state_then__in=t.OPEN).exclude(state_then=t.IN_TRANSFER).order_by("received_at")


def _by_day(clocks: QuerySet[Clock], *, on: date) -> dict[str, tuple[list[Clock], int]]:
    """Rows and total of each group of clocks, from one reading of all of them and one of the rows shown.

    Each clock stands in one group at most. Beyond ``LOOKED_AT`` clocks every group is asked for by itself, so
    that none is hidden behind the others.
    """
    sorted_clocks = clocks.annotate(group=_group_on(on))
    looked_at = list(sorted_clocks.values_list("pk", "group")[: LOOKED_AT + 1])
    if len(looked_at) > LOOKED_AT:
        return {name: _group(sorted_clocks.filter(group=name)) for name in _BY_DAY}
    members: dict[str, list[int]] = {
        name: [pk for pk, group in looked_at if group == name] for name in _BY_DAY
    }
    shown = {pk for found in members.values() for pk in found[:ROWS]}
    rows = Clock.objects.select_related("case", "case__office").in_bulk(shown)
    return {
        name: ([rows[pk] for pk in found[:ROWS]], min(len(found), MOST + 1))
        for name, found in members.items()
    }


def _group_on(on: date) -> If:
    """In which group of the day a running clock stands; '' for a published matter past its limit."""
    touched = CaseAct.objects.filter(
        case=OuterRef("case"),
        effective_on__lte=on,
        act__in=_NO_LONGER_NEW,
        office_code=OuterRef("case__office"),
    )
    return If(
        When(step__in=t.WAITING_STEPS, then=Value("waiting")),
        When(due_on__lt=on, case__is_published=True, then=Value("")),
        When(due_on__lt=on, then=Value("overdue")),
        When(due_on=on, then=Value("today")),
        When(Q(step="initial_study") & ~Q(Exists(touched)), then=Value("new")),
        default=Value("ahead"),
    )


def _group(found: QuerySet[Model]) -> tuple[list[Model], int]:
    return list(found[:ROWS]), found.order_by()[: MOST + 1].count()


def _case_of(item: Model) -> Case:
    return item if isinstance(item, Case) else item.case  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True, slots=True)
class Told:
    """A case as its acts up to a day tell it; ``owner`` is an account code, or empty."""

    folded: Folded
    owner: str

    @property
    def number(self) -> str:
        """Its number on that day: registered if it was, else of receipt, else empty."""
        return self.folded.number_registered or self.folded.number_received


def tell(cases: Iterable[UUID], *, until: date) -> dict[UUID, Told]:
    """``{case id: as it stood at the end of until}``; one question for all."""
    acts = CaseAct.objects.filter(case__in=set(cases), effective_on__lte=until).order_by("case_id", "seq")
    grouped = ((key, list(group)) for key, group in groupby(acts, key=attrgetter("case_id")))
    return {key: Told(fold(group), _owner(group)) for key, group in grouped}


def _owner(acts: Iterable[CaseAct]) -> str:
    owner = ""
    for act in acts:
        if "owner" in act.facts:  # assigned, or handed on by a recusal or an absence
            owner = str(act.facts["owner"])
        elif act.act == "receive_delegation":  # the new office has yet to put somebody in charge
            owner = ""
    return owner


def _row(item: Model, told: dict[UUID, Told]) -> Row:
    case = _case_of(item)
    then = told[case.pk]
    return Row(
        case=case,
        state=then.folded.state,
        number=number_of(case, then),
        owner=then.owner,
        clock=item if isinstance(item, Clock) else None,
        transfer=item if isinstance(item, Transfer) else None,
    )


def number_of(case: Case, told: Told) -> str:
    """The case's number on that day; the words that say why there is none, where there was none."""
    return told.number or str(Case(number_received=case.number_received).number)
