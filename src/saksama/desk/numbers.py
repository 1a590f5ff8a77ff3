"""Running numbers as a page: each series with its template, gaps and back-dated numbers, and who said why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saksama.cases.models import Case, CaseAct
from saksama.cases.queries import names_of, visible_to
from saksama.desk import links, patterns
from saksama.documents import series
from saksama.documents.models import IssuedNumber, NumberKind
from saksama.documents.series import Gap, Series
from saksama.journal.models import Line
from saksama.pages import formats
from saksama.people.models import Account
from saksama.places.models import ElectionEvent, Office

Shown = dict[str, Any]
RECEIVED = ("received_report", "finding", "preliminary_information")
REGISTERED = ("registered_report", "registered_finding")


def page(office: Office, account: Account, *, today: Any, may_explain: bool) -> list[Shown]:
    """The series of an office in the order of their events, each with what is out of order."""
    found = series.of_office(office.pk)
    events = dict(
        ElectionEvent.objects.filter(pk__in={row.series.event for row in found}).values_list("pk", "name")
    )
    odd = [number for row in found for number in (*row.back_dated, *row.chosen)]
    takers = _takers(office, odd, account, today=today)
    said = _said(odd)
    codes = {note.noted_by for row in found for gap in row.gaps for note in gap.notes}
    names = {"system": _("the program")} | names_of(
        codes | {act.actor for act in takers.values()} | {line.actor for line in said.values()}
    )
    return [
        {
            "series": row,
            "label": NumberKind(row.series.kind).label,
            "event": events.get(row.series.event, row.series.event),
            "template": _template(office, row.series.kind),
            "rows": [
                *(_gap(row, gap, names, may_explain=may_explain) for gap in row.gaps),
                *(_number(number, takers, said, names, may_explain=may_explain) for number in row.back_dated),
                *(_number(number, takers, said, names, may_explain=False) for number in row.chosen),
            ],
        }
        for row in found
    ]


def _template(office: Office, kind: str) -> str:
    """The office's own template of the numbers of cases, as people read it; other series have one shape."""
    template = office.number_template if kind in RECEIVED else ""
    template = office.registration_template if kind in REGISTERED else template
    return patterns.spoken(template, get_language() or "")


def _gap(row: Series, gap: Gap, names: Mapping[str, str], *, may_explain: bool) -> Shown:
    said = [
        _("%(ground)s: %(note)s (%(who)s, %(when)s)") % {
            "ground": str(note.get_ground_display()).capitalize(), "note": note.note,
            "who": names.get(note.noted_by, note.noted_by), "when": formats.short_date(note.noted_at),
        }
        for note in gap.notes
    ]  # fmt: skip
    return {
        "what": _("Gap"),
        "numbers": run(gap.first, gap.last),
        "said": said,
        "is_explained": gap.is_explained,
        "url": reverse("desk:number_gap", args=[row.series.pk, gap.first, gap.last])
        if may_explain and not gap.is_explained
        else "",
    }


def run(first: int, last: int) -> str:
    """*004*, or *004 – 007*"""
    return f"{first:03}" if first == last else f"{first:03} – {last:03}"


def _number(
    number: IssuedNumber,
    takers: Mapping[int, CaseAct],
    said: Mapping[int, Line],
    names: Mapping[str, str],
    *,
    may_explain: bool,
) -> Shown:
    """A back-dated or chosen number: its reason, and who gave it, with the case that took it where it may be seen."""
    act, line = takers.get(number.pk), said.get(number.pk)
    who = line.actor if line else act.actor if act else ""
    when = line.effective_at if line else number.issued_on
    by = f"{names.get(who, who)}, {formats.short_date(when)}" if who else formats.short_date(when)
    is_back = hasattr(number, "latest_before")
    return {
        "what": _("Dated back to %(day)s") % {"day": formats.plain_date(number.issued_on)}
        if is_back
        else _("Chosen number"),
        "numbers": f"{number.number:03}",
        "said": [f"{number.reason} ({by})"] if number.reason else [],
        "is_explained": bool(number.reason),
        "case_url": links.case(act.case_id) if act else "",
        "url": reverse("desk:number_explain", args=[number.pk]) if may_explain and not number.reason else "",
    }


def _takers(
    office: Office, numbers: Sequence[IssuedNumber], account: Account, *, today: Any
) -> dict[int, CaseAct]:
    """``{number: act of the case that took it}``, for cases that the account may see."""
    wanted = [number for number in numbers if number.kind in {*RECEIVED, *REGISTERED}]
    if not wanted:
        return {}
    cases = visible_to(account, today=today).filter(event__in={number.event for number in wanted})
    acts = CaseAct.objects.filter(
        office_code=office.pk,
        effective_on__in={number.issued_on for number in wanted},
        case__in=cases.order_by(),
    ).select_related("case")
    return {number.pk: act for number in wanted if (act := _act_of(number, acts))}


def _act_of(number: IssuedNumber, acts: Iterable[CaseAct]) -> CaseAct | None:
    name = "number_received" if number.kind in RECEIVED else "number_registered"
    kinds = {"received_report": Case.Kind.REPORT, "registered_report": Case.Kind.REPORT}
    kinds |= {"finding": Case.Kind.FINDING, "registered_finding": Case.Kind.FINDING}
    kind = kinds.get(number.kind, Case.Kind.INFORMATION)
    for act in acts:
        parts = str(act.facts.get(name, "")).split("/")
        if act.case.kind == kind and act.effective_on == number.issued_on and f"{number.number:03}" in parts:
            return act
    return None


def _said(numbers: Sequence[IssuedNumber]) -> dict[int, Line]:
    """``{number: the journal's line of an explanation given later}``."""
    rows = Line.objects.filter(subject_kind="number", subject_id__in=[str(number.pk) for number in numbers])
    return {int(line.subject_id): line for line in rows}
