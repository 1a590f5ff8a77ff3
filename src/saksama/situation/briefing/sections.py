"""The briefing in words: one section for each part of the day, with figures, table or picture, and source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from saksama.cases.class_names import class_rows
from saksama.cases.sentences import state_name
from saksama.cases.tallies import SOON
from saksama.law import Text
from saksama.pages import formats
from saksama.situation import scale, turnout_page, wording
from saksama.situation.briefing.facts import Facts
from saksama.situation.table import turnout_target
from saksama.situation.turnout_page import Compared
from saksama.vulnerability.queries import Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with the page that shows how it came about."""

    key: str
    label: str
    value: str
    path: str


@dataclass(frozen=True, slots=True)
class Table:
    """``numbers``: columns of figures.   has_total: the last row is a sum.   shares: widths of the columns."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    has_total: bool = False
    shares: Sequence[float] = ()

    @property
    def widths(self) -> Sequence[float]:
        """Of each column, in proportion; figures are narrow unless said otherwise."""
        return self.shares or [1 if place in self.numbers else 3 for place in range(len(self.head))]


@dataclass(frozen=True, slots=True)
class Section:
    """One part. ``title`` carries the fact; ``big`` is its figure on a slide; ``units``: a lens for each case.

    unsure: what nobody has confirmed, in words.   funnel: draw the funnel of the count here.   turnout: draw these.
    """

    key: str
    title: str
    big: str
    big_label: str
    text: Sequence[str] = ()
    table: Table | None = None
    units: Sequence[tuple[str, int]] = ()
    figures: Sequence[Figure] = ()
    unsure: Sequence[str] = ()
    source: str = ""
    funnel: bool = False
    turnout: Sequence[Compared] = ()
    level: str = ""


def title(told: Facts) -> str:
    """The day in one sentence."""
    if told.days_to_vote is None:
        return _("No vote is known to be ahead")
    if told.days_to_vote == 0:
        return _("Today is the vote")
    words = ngettext("%(count)s day to the vote", "%(count)s days to the vote", told.days_to_vote)
    return _first_upper(words % {"count": formats.spelled(told.days_to_vote)})


def as_of(told: Facts) -> str:
    return formats.long_date(told.on)


def of(told: Facts) -> list[Section]:
    """All sections, in the order in which they are read out."""
    found = [
        _vote(told),
        _cases(told),
        _normal(told),
        _vulnerable(told),
        _neutral(told),
        _situation(told),
        _stations(told),
        _promised(told),
    ]
    return [section for section in found if section]


def figures(told: Facts) -> Iterator[Figure]:
    """Every figure of every section."""
    for section in of(told):
        yield from section.figures


def _vote(told: Facts) -> Section:
    rows = [
        (
            stage.label,
            formats.plain_date(stage.starts_on) if stage.starts_on else "–",
            formats.plain_date(stage.ends_on),
        )
        for stage in told.stages
    ]
    text = []
    if told.event:
        text.append(
            _("%(vote)s: %(day)s.")
            % {"vote": told.event.election.title, "day": formats.long_date(told.event.vote_on)}
        )
    return Section(
        key="vote",
        title=title(told) + ".",
        big=pgettext("no figure", "none") if told.days_to_vote is None else formats.number(told.days_to_vote),
        big_label=ngettext("day to the vote", "days to the vote", told.days_to_vote or 0),
        text=text,
        table=Table((_("Stage"), _("From"), _("Until")), rows) if rows else None,
        figures=[_figure("days_to_vote", _("Days to the vote"), formats.number(told.days_to_vote), told)],
        unsure=[
            _("Stage “%(stage)s”: %(source)s") % {"stage": stage.label, "source": stage.source or "–"}
            for stage in told.stages
            if stage.confidence != "sure"
        ],
        source=told.event.source if told.event else "",
    )


def _cases(told: Facts) -> Section:
    handled, course = told.figures.handled, told.course
    rows = class_rows(told.figures.by_class, on=told.on)
    clocks = told.clocks
    text = [
        _(
            "Limits: %(overdue)s passed, %(today)s end that day, %(soon)s within %(days)s days after it; "
            "%(waiting)s run for others."
        )
        % {
            "days": SOON,
            "overdue": formats.number(clocks.overdue),
            "today": formats.number(clocks.today),
            "soon": formats.number(clocks.soon),
            "waiting": formats.number(clocks.waiting),
        },
        _(
            "Counted apart: %(received)s received and not yet studied, %(information)s of preliminary information."
        )
        % {
            "received": formats.number(told.figures.received_only),
            "information": formats.number(told.figures.information),
        },
    ]
    states = sorted(told.figures.by_state.items(), key=lambda item: -item[1])
    if states:
        told_states = ", ".join(f"{state_name(state).rstrip('.').lower()} {count}" for state, count in states)
        text.append(_("By state: %(states)s.") % {"states": told_states})
    return Section(
        key="cases",
        title=_handled_title(handled, course.running),
        big=formats.number(handled),
        big_label=ngettext("violation handled", "violations handled", handled),
        text=text,
        table=Table(
            (_("Class"), _("Cases")), [(name, formats.number(count)) for name, count in rows], frozenset({1})
        )
        if rows
        else None,
        units=[
            (_("Still running"), course.running),
            (_("Forwarded"), course.forwarded),
            (_("Ended"), course.ended),
        ],
        figures=[
            _figure("handled", _("Violations handled"), formats.number(handled), told),
            _figure(
                "received", _("Received, not yet studied"), formats.number(told.figures.received_only), told
            ),
            _figure(
                "information", _("Preliminary information"), formats.number(told.figures.information), told
            ),
        ],
        source=_("The office's own dated acts; a matter with two classes counts in both."),
    )


def _handled_title(handled: int, running: int) -> str:
    if not handled:
        return _("No violation has been handled yet.")
    head = ngettext("%(count)s violation handled", "%(count)s violations handled", handled) % {
        "count": formats.spelled(handled)
    }
    rest = (
        ngettext("%(count)s still running", "%(count)s still running", running)
        % {"count": formats.spelled(running)}
        if running
        else _("none still running")
    )
    return _("%(handled)s, %(running)s.") % {"handled": _first_upper(head), "running": rest}


def _normal(told: Facts) -> Section:
    verdict, comparison = told.normality.against.verdict, told.normality.against.comparison
    said = wording.verdict_said(told.normality)
    text = [said.rest, wording.course_said(told.normality.course).text]
    if told.normality.parts:
        text.append(wording.parts_said(list(told.normality.parts.rows)).text)
    text += [wording.earlier_said(item) for item in told.normality.earlier]
    return Section(
        key="normality",
        title=said.lead,
        big=formats.number(told.normality.observed),
        big_label=wording.measure_name(told.normality.measure),
        text=text,
        figures=[_at("normality", _("Is this normal?"), said.lead, "situation:normality", told)],
        source=_("%(label)s; %(source)s.") % {"label": comparison.label, "source": comparison.source}
        if comparison
        else "",
        funnel=bool(comparison and verdict.expected),
    )


def _vulnerable(told: Facts) -> Section | None:
    places = _ranked(told)
    if told.ranks is None or not places:
        return None
    words = [
        _("%(place)s ranks %(rank)s of %(of)s")
        % {"place": place.name, "rank": _ordinal(place.rank), "of": formats.number(place.of)}
        for place in places
        if place.rank
    ]
    own = places[-1]
    rows = [
        (
            place.name,
            place.klass_label or "–",
            formats.number(place.rank),
            formats.number(place.of),
            formats.number(place.score, 2),
        )
        for place in places
    ]
    return Section(
        key="vulnerability",
        title="; ".join(words) + "." if words else _("The ranks were not published."),
        big=_ordinal(own.rank),
        big_label=_("of %(of)s in vulnerability") % {"of": formats.number(own.of)},
        text=[certainty(told), _("The index counts recorded events of the past; it is no forecast.")],
        table=Table(
            (_("Area"), pgettext("index", "Class"), _("Rank"), _("Of"), _("Score")),
            rows,
            frozenset({2, 3, 4}),
            shares=(3, 2, 1.7, 1, 1.2),
        ),
        figures=[
            Figure(
                f"rank_{place.code}",
                place.name,
                _ordinal(place.rank),
                reverse("vulnerability:edition_area", args=[told.ranks.edition, place.code]),
            )
            for place in places
        ],
        source=_("%(label)s, announced on %(day)s.")
        % {"label": told.ranks.label, "day": formats.plain_date(told.ranks.announced_on)},
    )


def certainty(told: Facts) -> str:
    """How sure the ranks are, or why that cannot be said."""
    if told.ranks is None:
        return _("No edition of the index was known on this day.")
    words = [f"{place.name}: {place.certainty}" for place in _ranked(told)]
    return " ".join(words) or _("The edition names no rank for this area.")


def _ranked(told: Facts) -> list[Place]:
    """The province, then the regency, as far as the office has them."""
    found = (told.ranks.province, told.ranks.regency) if told.ranks else ()
    return [place for place in found if place]


def _ordinal(rank: int | None) -> str:
    if rank is None:
        return "–"
    return pgettext("rank", "no. %(rank)s") % {"rank": formats.number(rank)}


def _neutral(told: Facts) -> Section:
    held, count = told.neutrality, told.neutrality.cases
    head = ngettext(
        "%(count)s matter about civil servants", "%(count)s matters about civil servants", count
    ) % {"count": formats.spelled(count)}
    tongue, followed = formats.language(), held.followed
    rows = [
        (row.code, row.label.of(tongue), _level(row.before, tongue), _level(row.after, tongue))
        for row in held.table.rows
    ]
    text = [
        _(
            "%(forwarded)s forwarded to the authority; %(sanctioned)s ended with a sanction, %(not_proven)s not "
            "proven, %(waiting)s waiting."
        )
        % {
            "forwarded": formats.number(held.forwarded),
            "sanctioned": formats.number(followed.sanctioned),
            "not_proven": formats.number(followed.not_proven),
            "waiting": formats.number(followed.waiting),
        },
        _stage_said(told),
    ]
    return Section(
        key="neutrality",
        title=_first_upper(head) + "." if count else _("No matter about civil servants has been handled."),
        big=formats.number(count),
        big_label=_("on the neutrality of civil servants"),
        text=[line for line in text if line],
        table=Table(
            (_("Code"), _("Conduct"), _("Before candidates are fixed"), _("After")),
            rows,
            shares=(0.9, 4, 1.5, 1.5),
        )
        if rows
        else None,
        figures=[_figure("neutrality", _("Neutrality of civil servants"), formats.number(count), told)],
        unsure=[
            _("Sanctions for civil servants: %(codes)s")
            % {"codes": ", ".join(row.code for row in held.table.rows if not row.is_confirmed)}
        ]
        if any(not row.is_confirmed for row in held.table.rows)
        else [],
        source=_("The office's own dated acts; levels by the joint decree on neutrality (SKB 2022)."),
    )


def _level(words: Text | None, tongue: str) -> str:
    return words.of(tongue) if words else "–"


def _stage_said(told: Facts) -> str:
    fixed = told.neutrality.table.fixed_on
    if fixed is None:
        return ""
    if fixed <= told.on:
        return _("Candidates were fixed on %(day)s, so the levels after it hold.") % {
            "day": formats.plain_date(fixed)
        }
    return _("Candidates are fixed on %(day)s; until then the levels before it hold.") % {
        "day": formats.plain_date(fixed)
    }


def neutrality_json(told: Facts) -> Mapping[str, Any]:
    """The part of the JSON about civil servants."""
    held, tongue = told.neutrality, formats.language()
    return {
        "cases": held.cases,
        "forwarded": held.forwarded,
        "sanctioned": held.followed.sanctioned,
        "not_proven": held.followed.not_proven,
        "waiting": held.followed.waiting,
        "subjects": held.followed.subjects,
        "stage": str(held.table.stage) if held.table.stage else None,
        "candidates_fixed_on": held.table.fixed_on.isoformat() if held.table.fixed_on else None,
        "sanctions": [
            {
                "code": row.code,
                "conduct": row.label.of(tongue),
                "before_candidates": row.before.of(tongue) if row.before else None,
                "after_candidates": row.after.of(tongue) if row.after else None,
                "is_confirmed": row.is_confirmed,
            }
            for row in held.table.rows
        ],
    }


def _situation(told: Facts) -> Section:
    picture, said = told.picture, wording.picture_said(told.picture)
    words = [part.level.code for part in picture.parts if part.level]
    reported = wording.of(picture.reported, len(picture.parts))
    text = [said.rest] if said.rest else []
    if picture.parts:
        text.append(_("Areas that reported that day: %(reported)s.") % {"reported": reported})
    return Section(
        key="situation",
        title=_("The situation: %(word)s") % {"word": said.lead[:1].lower() + said.lead[1:]}
        if picture.own.level
        else said.lead,
        big=picture.own.level.label if picture.own.level else "–",
        big_label=_("%(reported)s areas reported") % {"reported": reported}
        if picture.parts
        else _("situation"),
        text=text,
        units=[(level.label, words.count(level.code)) for level in scale.levels().values()] if words else [],
        figures=[_at("situation", _("Situation"), said.lead, "situation:situation", told)],
        unsure=[scale.source()],
        level=picture.own.level.code if picture.own.level else "",
    )


def _stations(told: Facts) -> Section | None:
    stations = told.stations
    if stations is None:
        return None
    voters = _(", %(voters)s voters") % {"voters": formats.number(stations.voters)} if stations.voters else ""
    text = []
    if stations.last:
        text.append(
            _("Turnout of the last vote, %(vote)s: %(share)s.")
            % {
                "vote": formats.plain_date(stations.last.vote_on),
                "share": formats.percent(stations.last.share, 2),
            }
        )
    else:
        text.append(_("The turnout of the last vote is not known here."))
    whole = next(iter(stations.turned_out), None)
    if whole and whole.share is not None:
        text.append(turnout_page.headline(whole) + ".")
    target = turnout_target(told.promises)
    text.append(
        _("Turnout aimed at: %(target)s%%.") % {"target": formats.number(target, 1)}
        if target
        else _("No turnout target has been set.")
    )
    return Section(
        key="stations",
        title=_("%(stations)s polling stations%(voters)s.")
        % {"stations": formats.number(stations.count), "voters": voters},
        big=formats.number(stations.count),
        big_label=_("polling stations"),
        text=text,
        figures=[_figure("stations", _("Polling stations"), formats.number(stations.count), told)],
        turnout=stations.turned_out,
        table=_turnout_table(stations.turned_out),
        source="; ".join(filter(None, (stations.source, stations.last.source if stations.last else ""))),
    )


def _turnout_table(rows: Sequence[Compared]) -> Table | None:
    """The districts in figures; nothing where the whole alone is known, which the text tells."""
    if len(rows) < 2:
        return None
    cells = [(row.name, *(_percent(value) for value in (row.share, row.target, row.before))) for row in rows]
    head = (_("Area"), _("Turnout"), pgettext("turnout", "Target"), _("Last vote"))
    return Table(head, cells, numbers=frozenset({1, 2, 3}))


def _percent(value: Decimal | None) -> str:
    return formats.percent(value / 100 if value is not None else None)


def _promised(told: Facts) -> Section:
    open_ones = told.promises
    late = sum(promise.is_late for promise in open_ones)
    head = ngettext("%(count)s commitment is open", "%(count)s commitments are open", len(open_ones)) % {
        "count": formats.spelled(len(open_ones))
    }
    rest = ngettext("%(count)s past its day", "%(count)s past their day", late) % {
        "count": formats.spelled(late)
    }
    title = f"{_first_upper(head)}, {rest}." if late else f"{_first_upper(head)}."
    rows = [
        (
            promise.institution,
            promise.text,
            formats.plain_date(promise.due_on) if promise.due_on else pgettext("day", "none agreed"),
        )
        for promise in open_ones
    ]
    text = []
    if told.sitting:
        meeting = told.sitting.meeting
        text.append(
            _("Meeting of the day: %(theme)s, %(venue)s.") % {"theme": meeting.theme, "venue": meeting.venue}
        )
    return Section(
        key="commitments",
        title=title if open_ones else _("No commitment is open."),
        big=formats.number(len(open_ones)),
        big_label=ngettext("open commitment", "open commitments", len(open_ones)),
        text=text,
        table=Table((_("Institution"), _("Asked to do"), pgettext("day", "By")), rows, shares=(2.4, 3, 1.4))
        if rows
        else None,
        figures=[_figure("commitments", _("Open commitments"), formats.number(len(open_ones)), told)],
        source=_("Decisions of meetings, from dated acts."),
    )


def _figure(key: str, label: str, value: str, told: Facts) -> Figure:
    query = urlencode({"kantor": told.office.code, "on": told.on.isoformat()})
    return Figure(key, label, value, f"{reverse('situation:figure', args=[key])}?{query}")


def _at(key: str, label: str, value: str, route: str, told: Facts) -> Figure:
    query = urlencode({"kantor": told.office.code, "on": told.on.isoformat()})
    return Figure(key, label, value, f"{reverse(route)}?{query}")


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
