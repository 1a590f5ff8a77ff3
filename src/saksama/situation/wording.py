"""The room's sentences: what a count says, and what it does not."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from saksama.pages import formats
from saksama.situation import scale
from saksama.situation.models import SituationReport
from saksama.situation.normality import Against, Course, Earlier, Normality, Part
from saksama.situation.queries import Picture, Standing
from saksama.situation.rules.judging import FEWEST_AREAS, Answer, Verdict, Why
from saksama.situation.rules.trend import FEWEST_RECORDED, FEWEST_WEEKS

MEASURES: Mapping[str, object] = {
    "handled": gettext_lazy("violations handled"),
    "reports": gettext_lazy("reports received"),
    "findings": gettext_lazy("findings proposed"),
    "recorded": gettext_lazy("reports and findings"),
    "registered": gettext_lazy("registered cases"),
}
EXPOSURES: Mapping[str, object] = {
    "stations": gettext_lazy("polling stations"),
    "voters": gettext_lazy("voters"),
}
STATES = {Answer.USUAL: "ok", Answer.UNUSUAL: "today", Answer.CANNOT: "unsure"}
"""The glyph of each answer; a word always stands beside it."""


class Said(NamedTuple):
    """An answer in words: ``lead`` is the fact, ``rest`` how it was reached and where it ends."""

    state: str
    lead: str
    rest: str

    @property
    def text(self) -> str:
        return f"{self.lead} {self.rest}".strip()


def measure_name(measure: str) -> str:
    return str(MEASURES[measure])


def exposure_name(exposure: str) -> str:
    return str(EXPOSURES[exposure])


def lead_of(verdict: Verdict) -> str:
    """The answer in one sentence. It speaks of recorded cases, never of how much wrong was done."""
    if verdict.answer == Answer.CANNOT:
        return _("Whether this is normal cannot be judged yet.")
    if verdict.answer == Answer.USUAL:
        return _("Usual for a place of this size.")
    if verdict.is_high:
        return _("Unusual: more recorded cases than places of this size have.")
    return _("Unusual: fewer recorded cases than places of this size have.")


def verdict_said(told: Normality) -> Said:
    """The office's own count against what is published."""
    verdict = told.against.verdict
    base = _sum(verdict, measure_name(told.measure))
    reasons = reasons_of(told)
    limited = _("%(sum)s, but %(reasons)s.") % {"sum": base, "reasons": reasons}
    rest = limited if reasons else f"{base}. {_chance(verdict)}".strip()
    return Said(STATES[verdict.answer], lead_of(verdict), rest)


def _sum(verdict: Verdict, what: str) -> str:
    if verdict.expected is None or verdict.usual is None:
        return _("%(observed)s %(what)s") % {"observed": formats.number(verdict.observed), "what": what}
    return _(
        "%(observed)s %(what)s; from size alone %(expected)s would be expected and %(low)s to %(high)s usual"
    ) % {
        "observed": formats.number(verdict.observed),
        "what": what,
        "expected": formats.number(verdict.expected, 1),
        "low": formats.number(verdict.usual[0]),
        "high": formats.number(verdict.usual[1]),
    }


def _chance(verdict: Verdict) -> str:
    if verdict.answer == Answer.USUAL and verdict.is_outside:
        return _("It lies a little outside, as one place in twenty does by chance alone.")
    return ""


def reasons_of(told: Normality) -> str:
    """Why it cannot be judged, one after the other; empty when it can."""
    found = [_reason(why, told.against, told) for why in told.against.verdict.why]
    return _(", and ").join(found)


def _reason(why: Why, against: Against, told: Normality) -> str:
    comparison = against.comparison
    if why == Why.NO_COMPARISON or comparison is None:
        return _("no figure of comparable places has been published for this vote")
    return {
        Why.NO_EXPOSURE: _("the number of %(exposure)s of this place is not known"),
        Why.OTHER_DAY: _("the comparison counts only up to %(until)s"),
        Why.OTHER_MEASURE: _("it counts %(what)s, which is something else"),
        Why.TOTAL_ONLY: _(
            "only the sum of all %(areas)s places is published (%(total)s), so that nobody knows how much they differ"
        ),
        Why.FEW_AREAS: _("only %(areas)s places can be compared, and at least %(fewest)s are needed"),
        Why.NOTHING_RECORDED: _("nothing was recorded in any of the places"),
    }[why] % {
        "exposure": exposure_name(comparison.exposure),
        "until": formats.plain_date(comparison.until),
        "what": measure_name(comparison.measure),
        "areas": formats.number(against.verdict.areas),
        "total": formats.number(comparison.total),
        "fewest": formats.number(FEWEST_AREAS),
    }


def part_said(part: Part) -> str:
    """One area inside the office, in a few words."""
    verdict = part.verdict
    if verdict.answer == Answer.USUAL:
        return pgettext("answer", "usual")
    if verdict.answer == Answer.UNUSUAL:
        return _("more than usual") if verdict.is_high else _("fewer than usual")
    return {
        Why.NO_EXPOSURE: _("size not known"),
        Why.FEW_AREAS: _("too few places"),
        Why.NOTHING_RECORDED: _("nothing recorded"),
    }.get(verdict.why[0], _("cannot be judged"))


def parts_said(rows: list[Part]) -> Said:
    """All areas inside an office in one answer."""
    unusual = [row.name for row in rows if row.verdict.answer == Answer.UNUSUAL]
    if unusual:
        lead = ngettext("%(count)s area stands out.", "%(count)s areas stand out.", len(unusual))
        return Said("today", lead % {"count": formats.number(len(unusual))}, ", ".join(unusual) + ".")
    if any(row.verdict.answer == Answer.USUAL for row in rows):
        return Said("ok", _("No area stands out."), _("Each lies where its size lets one expect it."))
    words = {
        Why.NO_EXPOSURE: _("The sizes of the areas are not known."),
        Why.FEW_AREAS: _("At least %(fewest)s areas with figures are needed.") % {"fewest": FEWEST_AREAS},
        Why.NOTHING_RECORDED: _("Nothing has been recorded in any of them."),
    }
    why = rows[0].verdict.why[0]
    return Said("unsure", _("Whether an area stands out cannot be judged."), words.get(why, ""))


def course_said(course: Course) -> Said:
    """The office's own weeks."""
    rising, weeks = course.trend.is_rising, formats.number(len(course.ends))
    if rising is None:
        return Said(
            "unsure",
            _("Whether the course rises cannot be judged."),
            _("At least %(weeks)s whole weeks of the campaign and %(cases)s recorded cases are needed.")
            % {"weeks": FEWEST_WEEKS, "cases": FEWEST_RECORDED},
        )
    if rising:
        text = _("Among courses without change, such a climb comes by chance in %(share)s.")
        return Said("today", _("The weekly counts rise."), text % {"share": _share(course.trend.chance)})
    return Said(
        "ok", _("The course is steady."), _("No week of the last %(weeks)s stands out.") % {"weeks": weeks}
    )


def _share(chance: float | None) -> str:
    if chance is not None and chance < 0.001:
        return _("fewer than one in a thousand")
    return formats.percent(chance, 1)


def earlier_said(told: Earlier) -> str:
    """The same day before an earlier vote; what differs between the two votes is said with it."""
    facts = {
        "days": formats.number(told.days_before),
        "vote": formats.plain_date(told.comparison.vote_on),
        "then": formats.number(told.then),
        "now": formats.number(told.now),
        "on": formats.plain_date(told.on),
        "what": measure_name(told.comparison.measure),
    }
    text = _(
        "%(days)s days before the vote of %(vote)s: %(then)s %(what)s. The same day before the present vote, "
        "%(on)s: %(now)s."
    )
    if told.p is None:
        return text % facts + " " + _("Without sizes the two cannot be compared.")
    alike = _("Chance alone explains the difference.")
    apart = _("Chance alone hardly explains the difference; another kind of vote may.")
    return text % facts + " " + (apart if told.p < 0.05 else alike)


# The situation


def picture_said(picture: Picture) -> Said:
    """How an office's area stands, in one word and its ground."""
    own = picture.own
    if own.report is None or own.level is None:
        return Said(
            "unsure", _("How the area stands has not been reported."),
            _("%(reported)s areas inside reported that day.") % {"reported": of(picture.reported, len(picture.parts))},
        )  # fmt: skip
    dated = _("Said on %(day)s.") % {"day": formats.long_date(own.report.on)} if own.is_old else ""
    return Said(own.level.glyph, f"{own.level.label}.", f"{own.report.ground} {dated}".strip())


def standing_said(part: Standing) -> str:
    """One area inside, in a few words."""
    if part.report is None or part.level is None:
        return _("no report")
    if part.is_old:
        return _("%(level)s, said on %(day)s") % {
            "level": part.level.label,
            "day": formats.short_date(part.report.on),
        }
    return part.level.label


def event_of(report: SituationReport) -> dict[str, object]:
    """A report as the timeline shows it."""
    level = scale.levels().get(report.level)
    return {
        "glyph": level.glyph if level else "unsure",
        "title": level.label if level else report.level,
        "at": report.on,
        "line": report.ground,
    }


def of(some: int, every: int) -> str:
    """*20 of 20*"""
    return _("%(some)s of %(every)s") % {"some": formats.number(some), "every": formats.number(every)}
