"""How a form field of Django is shown: its kind, its ids, its faults. The templates only lay it out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from saksama.pages.forms import DayParts


@dataclass(frozen=True, slots=True)
class Shown:
    """A field ready to be laid out. ``kind``: input, choices, checkbox or day."""

    bound: BoundField
    kind: str
    hint: str
    errors: list[str]
    is_optional: bool
    id: str
    control: SafeString | str


def show(bound: BoundField, hint: str = "") -> Shown:
    errors = [sentence for sentence, _summary in _sentences(bound)]
    hint = hint or str(bound.help_text or "")
    kind = _kind(bound.field.widget)
    return Shown(
        bound=bound,
        kind=kind,
        hint=hint,
        errors=errors,
        is_optional=not bound.field.required and kind != "checkbox",
        id=bound.auto_id or bound.html_name,
        control=_control(bound, kind, described_by(bound, hint, errors)),
    )


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, DayParts):
        return "day"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


def described_by(bound: BoundField, hint: str, errors: list[str]) -> str:
    """The ids a reader of the screen speaks after the label: the hint, then the fault."""
    base = bound.auto_id or bound.html_name
    return " ".join([f"{base}-hint"] * bool(hint) + [f"{base}-error"] * bool(errors))


def _control(bound: BoundField, kind: str, described: str) -> SafeString | str:
    if kind in {"choices", "day"}:
        return ""  # the template lays out the parts; the fieldset carries the description
    attrs: dict[str, Any] = {"aria-describedby": described} if described else {}
    if kind == "input":
        own = bound.field.widget.attrs.get("class", "")
        attrs["class"] = f"pages-input {own}".strip()
    return bound.as_widget(attrs=attrs)


def errors(*given: BaseForm | None) -> list[tuple[str, str]]:
    """All faults in order, as (id to jump to, sentence); one of the whole form jumps nowhere.

    A sentence that several fields share is told with the name of each: links that read alike lead nowhere.
    """
    found: list[tuple[str, str]] = []
    for form in given:
        if form is None or not form.is_bound:
            continue
        found += [("", str(error)) for error in form.non_field_errors()]
        told = [(bound, said) for bound in form.visible_fields() for _sentence, said in _sentences(bound)]
        often = Counter(said for _bound, said in told)
        found += [
            (_first_id(bound), said if often[said] == 1 else f"{bound.label}: {said}") for bound, said in told
        ]
        for bound in form.hidden_fields():
            found += [("", str(error)) for error in bound.errors]
    return found


def _sentences(bound: BoundField) -> list[tuple[str, str]]:
    """Each fault as said at the field and in the summary; Django's own "required" names the field there."""
    generic = str(forms.Field.default_error_messages["required"])
    found = []
    for error in map(str, bound.errors):
        if error == generic:
            found.append((_("This needs an answer."), _("Still empty: %(label)s") % {"label": bound.label}))
        else:
            found.append((error, error))
    return found


def _first_id(bound: BoundField) -> str:
    base = str(bound.auto_id or bound.html_name)
    return f"{base}_0" if _kind(bound.field.widget) in {"choices", "day"} else base


def title_mark(*given: BaseForm | None) -> str:
    return _("Error: ") if errors(*given) else ""
