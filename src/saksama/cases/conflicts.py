"""Two people save the same case: what is stored now beside what was typed, and the choice between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.http import QueryDict

from saksama.cases import queries, wording
from saksama.cases.forms.base import ActForm
from saksama.cases.models import CaseAct
from saksama.cases.scenes import Scene
from saksama.pages.forms import DayParts

STORED, TYPED = "stored", "typed"
_CHOOSE = "choose-"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with both values in words; ``name`` is that of the choice."""

    name: str
    label: str
    stored: str
    typed: str


@dataclass(frozen=True, slots=True)
class Since:
    """What somebody else did in the meantime."""

    act: CaseAct
    told: str
    who: str


def differences(stored: ActForm, typed: ActForm) -> list[Difference]:
    """Fields whose stored value, shown by the empty form, differs from what was typed."""
    return [
        Difference(f"{_CHOOSE}{bound.name}", str(bound.label), now, mine)
        for bound in typed.visible_fields()
        if not isinstance(bound.field, forms.FileField)
        and (now := in_words(stored[bound.name]))
        and now != (mine := in_words(bound))
    ]


def in_words(bound: forms.BoundField) -> str:
    """A value as a person reads it."""
    value = bound.value()
    if isinstance(bound.field.widget, DayParts):
        return " ".join(DayParts.parts(value)).strip()
    if isinstance(value, time):
        return value.strftime("%H.%M")
    if isinstance(bound.field, forms.ChoiceField):
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(_label(bound.field, item) for item in values if item not in (None, ""))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _label(field: forms.ChoiceField, value: Any) -> str:
    for key, label in field.choices:
        if isinstance(label, list | tuple):
            found = next((str(inner) for code, inner in label if str(code) == str(value)), "")
            if found:
                return found
        elif str(key) == str(value):
            return str(label)
    return str(value)


def chosen(data: QueryDict, form_now: Callable[[], ActForm]) -> QueryDict:
    """The posted data with the stored value wherever the person chose it."""
    wishes = [
        name.removeprefix(_CHOOSE) for name in data if name.startswith(_CHOOSE) and data[name] == STORED
    ]
    if not wishes:
        return data
    changed, stored = data.copy(), form_now()
    for name in wishes:
        if name in stored.fields:
            _put(changed, name, stored[name])
    return changed


def _put(data: QueryDict, name: str, bound: forms.BoundField) -> None:
    value = bound.value()
    if isinstance(value, list | tuple):
        data.setlist(name, [str(item) for item in value])
    elif isinstance(value, time):
        data[name] = value.strftime("%H.%M")
    else:
        data[name] = value.isoformat() if isinstance(value, date) else str(value)


def acts_since(scene: Scene, seen: int) -> list[Since]:
    """Acts after the version that the person saw, oldest first."""
    acts = list(scene.case.acts.filter(seq__gt=seen))
    names = queries.names_of(act.actor for act in acts)
    offices = wording.office_names(wording.office_codes(acts))
    return [_since(act, scene, names, offices) for act in acts]


def _since(act: CaseAct, scene: Scene, names: dict[str, str], offices: dict[str, str]) -> Since:
    told = wording.told(act, scene.case, names=names, offices=offices)
    return Since(act, told, names.get(act.actor, act.actor))
