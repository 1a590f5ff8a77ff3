"""*Hari ini*: the day of an office as one page. Gathers and words; reads through board and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saksama.cases import sentences
from saksama.cases.class_names import class_rows
from saksama.cases.queries import names_of
from saksama.desk import links, wording
from saksama.desk.board import Board, Group, Row
from saksama.desk.figures import DayFigures
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Stage

RULER = {"campaign": "campaign", "quiet_period": "quiet", "voting": "vote"}
"""Stages drawn on the ruler, and how."""


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the page, ready for its template."""

    key: str
    title: str
    state: str
    count: str
    rows: Sequence[Mapping[str, Any]]
    empty: str = ""
    more: str = ""
    more_url: str = ""

    @property
    def html_id(self) -> str:
        return f"desk-{self.key}"


def sections(board: Board, *, is_past: bool, is_wide: bool = False) -> list[Section]:
    """The groups that hold something, in the order of urgency; *ends today* always stands there.

    is_wide: the desk looks at several offices, so each row names its own.
    """
    heads = (
        ("overdue", _("Past the limit"), "late"),
        ("today", _("Ended on that day") if is_past else _("Ends today"), "today"),
        ("new", _("New"), "new"),
        ("coming", _("On the way to this office"), "new"),
        ("waiting", _("Waiting for others"), "wait"),
        ("ahead", _("Next"), "todo"),
        ("still", _("Open, without a limit"), "unsure"),
    )
    names = names_of(
        row.owner for key, _title, _state in heads for row in getattr(board, key).rows if row.owner
    )
    return [
        _section(key, title, state, getattr(board, key), board, names, is_past=is_past, is_wide=is_wide)
        for key, title, state in heads
        if getattr(board, key).total or key == "today"
    ]


def _section(
    key: str,
    title: str,
    state: str,
    group: Group,
    board: Board,
    names: Mapping[str, str],
    *,
    is_past: bool,
    is_wide: bool,
) -> Section:
    return Section(
        key=key,
        title=title,
        state=state,
        count=wording.counted(group.total) if group.total else "",
        rows=[_line(row, board.on, names, is_past=is_past, is_wide=is_wide) for row in group.rows],
        empty=wording.nothing_today(board, is_past=is_past) if key == "today" else "",
        more=_more(group),
        more_url="" if is_past else _more_url(key),
    )


def _more(group: Group) -> str:
    if group.more <= 0:
        return ""
    if group.is_countless:
        return _("The first %(shown)s are shown.") % {"shown": formats.number(len(group.rows))}
    return ngettext("%(count)s more is not shown here.", "%(count)s more are not shown here.", group.more) % {
        "count": formats.number(group.more)
    }


def _more_url(key: str) -> str:
    limit = {"overdue": "lewat", "today": "hari-ini", "still": "tanpa"}.get(key, "")
    return reverse("desk:cases") + (f"?batas={limit}" if limit else "")


def _line(row: Row, on: date, names: Mapping[str, str], *, is_past: bool, is_wide: bool) -> dict[str, Any]:
    """A row of the ledger (docs/pages.md). A past day never says *today*."""
    clock = row.clock
    line = {
        "act": wording.act_of(row),
        "url": links.case(row.case.pk),
        "number": row.number,
        "line": f"{row.case.title} · {row.case.office.name}" if is_wide else row.case.title,
        "owner": names.get(row.owner, row.owner),
        "due": clock.explanation if clock else None,
        "when_line": wording.between_readings(row, on),
    }
    if clock and is_past and clock.due_on == on:
        line["when"] = formats.short_date(on)
    if row.transfer:
        line |= {"when": formats.short_date(row.transfer.sent_at), "when_line": _("sent")}
    elif not clock:
        line |= {"when": sentences.state_name(row.state), "when_line": _("no limit runs")}
    return line


# The head of the page


def ruler_of(event: ElectionEvent) -> list[dict[str, Any]]:
    """The stages of the vote that a day can stand in, in order of time."""
    found = [stage for stage in event.stages.all() if stage.key in RULER and stage.starts_on]
    return [
        {
            "label": _stage_label(stage),
            "from_on": stage.starts_on,
            "until_on": stage.ends_on,
            "kind": RULER[stage.key],
        }
        for stage in sorted(found, key=lambda stage: stage.starts_on)
    ]


def _stage_label(stage: Stage) -> str:
    if stage.key == "campaign":
        days = (stage.ends_on - stage.starts_on).days + 1
        return ngettext("campaign, %(count)s day", "campaign, %(count)s days", days) % {"count": days}
    return {"quiet_period": _("quiet period"), "voting": _("vote")}[stage.key]


def stages_ahead(event: ElectionEvent, *, on: date) -> list[Stage]:
    """Stages that run on ``on`` or are still to come, for those whose day holds no cases."""
    found = [stage for stage in event.stages.all() if stage.ends_on >= on]
    return sorted(found, key=lambda stage: (stage.starts_on or stage.ends_on, stage.ends_on))


# The margin


_WAYS_IN = (
    ("receive_report", "cases:report", gettext_lazy("Report made in person, by telephone or letter")),
    ("record_information", "cases:information", gettext_lazy("Preliminary information")),
    ("write_supervision_record", "cases:record_new", gettext_lazy("Supervision record")),
)


def ways_in(account: Account, *, today: date) -> list[tuple[str, str]]:
    """``[(label, url)]``: what this person may enter."""
    return [
        (str(label), reverse(route))
        for permission, route, label in _WAYS_IN
        if scope.scope_of(account, permission, today=today)
    ]


def margin(told: DayFigures, *, is_past: bool) -> dict[str, Any]:
    """The figures of the day as the margin shows them."""
    figures, course = told.figures, told.course
    return {
        "handled": figures.handled,
        "label": ngettext("violation handled", "violations handled", figures.handled),
        "units": [
            (_("Still running"), course.running),
            (_("Forwarded"), course.forwarded),
            (_("Ended"), course.ended),
        ],
        "classes": class_rows(figures.by_class, on=figures.on),
        "beside": [
            (_("Received, not yet studied"), figures.received_only),
            (_("Preliminary information"), figures.information),
        ],
        "as_of": formats.long_date(figures.on),
        "is_past": is_past,
    }
