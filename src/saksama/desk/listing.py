"""The case list: what may be asked, and one page of the answer. No words of a case are asked for here.

Words would stand in the address, and with them names (decision 19): they are searched by POST (``finding``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from saksama.cases import sentences
from saksama.cases import transitions as t
from saksama.cases.class_names import class_names
from saksama.cases.models import Case, Classification
from saksama.cases.queries import Joined, joined_to_each, still_open, visible_to
from saksama.desk import links, wording
from saksama.desk.places import by_office
from saksama.pages.formats import short_date
from saksama.people.models import Account, Duty
from saksama.people.permissions import named
from saksama.people.scope import scope_of
from saksama.places.models import within
from saksama.places.queries import children

PAGE = 50
MOST = 1000
"""The list is read to here; who looks for more narrows it."""

OPEN, ENDED, ALL = "berjalan", "selesai", "semua"
MINE, NOBODY = "saya", "kosong"
LIMITS = {
    "lewat": _("past the limit"),
    "hari-ini": _("ends today"),
    "minggu-ini": _("ends within seven days"),
    "tanpa": _("no limit runs"),
}
ORDERS = {"batas": _("earliest limit"), "diterima": _("newest receipt"), "nomor": _("number")}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person may choose among."""

    owners: Sequence[tuple[str, str]]
    areas: Sequence[tuple[str, str]]
    classes: Sequence[tuple[str, str]]


class Filters(forms.Form):
    """Narrow the list. Everything may be left empty; what cannot be read is said and not guessed."""

    keadaan = forms.ChoiceField(label=_("State"), required=False)
    batas = forms.ChoiceField(label=_("Limit"), required=False, choices=[("", _("all")), *LIMITS.items()])
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Case.Kind.choices])
    golongan = forms.ChoiceField(label=_("Class"), required=False)
    pemegang = forms.ChoiceField(label=_("In charge"), required=False)
    wilayah = forms.ChoiceField(label=_("Area"), required=False)
    dari = forms.DateField(
        label=_("Received from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sampai = forms.DateField(
        label=_("until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    urut = forms.ChoiceField(label=_("Order"), required=False, choices=list(ORDERS.items()))

    def __init__(self, data: Mapping[str, Any], choices: Choices) -> None:
        super().__init__(data)
        everything = [("", _("all"))]
        self.fields["keadaan"].choices = [
            ("", _("open")), (ENDED, _("ended")), (ALL, _("all")),
            *((state, sentences.state_name(state)) for state in t.STATES),
        ]  # fmt: skip
        self.fields["golongan"].choices = [*everything, *choices.classes]
        self.fields["pemegang"].choices = [
            *everything,
            (MINE, _("me")),
            (NOBODY, _("nobody")),
            *choices.owners,
        ]
        self.fields["wilayah"].choices = [*everything, *choices.areas]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("dari"), data.get("sampai")
        if first and last and first > last:
            self.add_error("sampai", _("This day is before the first one."))
        return data

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen, as it stands in an address; empty answers left out."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}

    @property
    def address(self) -> str:
        return urlencode(self.asked)


def choices_for(office_code: str, *, today: date) -> Choices:
    """Officers, areas and classes to choose among, at one office."""
    roles = named("study_case").roles
    duties = Duty.objects.on(today).filter(within(office_code, "office"), role__in=roles)
    owners = Account.objects.filter(pk__in=duties.values("account")).order_by("name")[:200]
    return Choices(
        owners=list(owners.values_list("code", "name")),
        areas=[(area.code, area.title) for area in children(office_code)],
        classes=list(class_names(on=today).items()),
    )


def cases_of(
    filters: Filters, account: Account, *, today: date, permission: str = "view_cases"
) -> QuerySet[Case]:
    """The cases asked for, among those the account may see, in the order asked for."""
    area = scope_of(account, permission, today=today)
    rows = visible_to(account, today=today, permission=permission).filter(by_office(area, "office"))
    return _ordered(
        narrowed(rows, filters.cleaned_data, account, today=today), filters.cleaned_data.get("urut")
    )


def narrowed(
    rows: QuerySet[Case], data: Mapping[str, Any], account: Account, *, today: date
) -> QuerySet[Case]:
    """``rows`` that fit every answer given; a missing answer leaves them as they are."""
    state = data.get("keadaan") or OPEN
    rows = still_open(rows) if state == OPEN else rows.filter(_in_state(state))
    rows = rows.filter(_by_limit(data.get("batas") or "", today))
    if data.get("jenis"):
        rows = rows.filter(kind=data["jenis"])
    if data.get("golongan"):
        held = Classification.objects.filter(
            case=OuterRef("pk"), violation_class=data["golongan"], dropped_on=None
        )
        rows = rows.filter(Exists(held))
    if data.get("pemegang"):
        rows = rows.filter(_held_by(data["pemegang"], account))
    if data.get("wilayah"):
        rows = rows.filter(within(data["wilayah"], "area") | within(data["wilayah"], "office"))
    if data.get("dari"):
        rows = rows.filter(received_on__gte=data["dari"])
    if data.get("sampai"):
        rows = rows.filter(received_on__lte=data["sampai"])
    return rows


def _in_state(state: str) -> Q:
    if state == ALL:
        return Q()
    return Q(state__in=t.ENDED if state == ENDED else (state,))


def _by_limit(limit: str, today: date) -> Q:
    return {
        "lewat": Q(next_due_on__lt=today, is_published=False),
        "hari-ini": Q(next_due_on=today),
        "minggu-ini": Q(next_due_on__range=(today, today + timedelta(days=6))),
        "tanpa": Q(next_due_on=None),
    }.get(limit, Q())


def _held_by(owner: str, account: Account) -> Q:
    if owner == NOBODY:
        return Q(owner=None)
    return Q(owner=account) if owner == MINE else Q(owner__code=owner)


def _ordered(rows: QuerySet[Case], order: str | None) -> QuerySet[Case]:
    if order == "diterima":
        return rows.order_by("-received_at", "pk")
    if order == "nomor":
        return rows.order_by("number_received", "pk")
    return rows.order_by(F("next_due_on").asc(nulls_last=True), "-received_at")


@dataclass(frozen=True, slots=True)
class Page:
    """Fifty cases, and where they stand among the others. ``total`` counts to ``MOST`` + 1 and no further."""

    cases: Sequence[Case]
    number: int
    total: int

    @property
    def is_countless(self) -> bool:
        return self.total > MOST

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if min(self.total, MOST) > self.number * PAGE else None

    @property
    def is_the_end(self) -> bool:
        """Is this the last page though there are more cases?"""
        return self.is_countless and self.after is None


def page_of(rows: QuerySet[Case], asked: str | None) -> Page:
    """One page; an impossible number gives the nearest possible one.

    First the ids in their order, then the rows: a database that sorts whole cases sorts their stories too.
    """
    total = rows.order_by()[: MOST + 1].count()
    last = max(1, -(-min(total, MOST) // PAGE))
    number = min(max(int(asked), 1), last) if asked and asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * PAGE
    shown = list(rows.values_list("pk", flat=True)[start : start + PAGE])
    found = {case.pk: case for case in with_classes(rows.model.objects.filter(pk__in=shown))}
    return Page([found[pk] for pk in shown], number, total)


def with_classes(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The same rows with their present classes at hand as ``present_classes``."""
    present = Classification.objects.filter(dropped_on=None).order_by("id")
    return rows.select_related("office", "owner").prefetch_related(
        Prefetch("classes", present, to_attr="present_classes")
    )


def lines(cases: Sequence[Case], account: Account, *, today: date) -> list[dict[str, Any]]:
    """Rows of the list for its template, with what each case is joined with as far as ``account`` sees it."""
    names = class_names(on=today)
    joined = joined_to_each(cases, account, today=today)
    return [_line(case, names, joined.get(case.pk, []), today) for case in cases]


def _line(case: Case, names: Mapping[str, str], joined: Sequence[Joined], today: date) -> dict[str, Any]:
    return {
        "case": case,
        "joined": [(wording.joined(one), links.case(one.case.pk)) for one in joined],
        "url": links.case(case.pk),
        "step": str(wording.STEPS.get(case.next_step, case.next_step)),
        "glyph": sentences.SENTENCES[case.state].glyph,
        "state": sentences.state_name(case.state),
        "due": short_date(case.next_due_on) if case.next_due_on else "",
        "urgency": _urgency(case, today),
        "classes": ", ".join(
            names.get(item.violation_class, item.violation_class) for item in case.present_classes
        ),
    }


def _urgency(case: Case, today: date) -> str:
    """Glyph beside the limit; a published matter has none (decision 12)."""
    if case.next_due_on is None or case.is_published or case.next_due_on > today:
        return ""
    return "today" if case.next_due_on == today else "late"


@dataclass(frozen=True, slots=True)
class Way:
    """A short cut through the list: one answer that people give each day."""

    label: str
    url: str
    current: bool


_WAYS = (
    ({}, _("open")),
    ({"batas": "lewat"}, _("past the limit")),
    ({"batas": "hari-ini"}, _("ends today")),
    ({"pemegang": MINE}, _("mine")),
    ({"pemegang": NOBODY}, _("nobody in charge")),
    ({"keadaan": ENDED}, _("ended")),
    ({"keadaan": ALL}, _("all")),
)


def ways(asked: Mapping[str, str]) -> list[Way]:
    """The short cuts, the one that is taken marked."""
    return [
        Way(str(label), f"?{urlencode(answer)}" if answer else "?", answer == asked)
        for answer, label in _WAYS
    ]
