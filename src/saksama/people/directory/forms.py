"""Forms of the directory: parse, nothing else."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.people.forms import DayField
from saksama.people.models import Category, Institution, InstitutionKind


class InstitutionForm(forms.Form):
    """The facts of an institution. The code is asked once, and may be left empty then."""

    name = forms.CharField(label=_("Name"), max_length=160)
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    is_forkopimda = forms.BooleanField(label=_("Its head sits in the Forkopimda"), required=False)
    area = forms.CharField(
        label=_("Area it serves"), max_length=20, help_text=_("Its code: 64.02, 64.02.06 or 64.02.06.1001.")
    )
    address = forms.CharField(label=_("Address"), max_length=240, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Of the institution, not of a person."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    kind = forms.ChoiceField(
        label=_("What it does for a case"),
        choices=[("", _("follows from the category")), *InstitutionKind.choices],
        required=False,
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        help_text=_("Left empty, it is made from name and area."),
    )

    @classmethod
    def of(cls, institution: Institution, data: Any = None) -> "InstitutionForm":
        """The form filled with what stands, without the code, which never changes."""
        names = ("name", "category", "is_forkopimda", "address", "phone", "email", "kind")
        form = cls(
            data,
            initial={name: getattr(institution, name) for name in names} | {"area": institution.area_code},
        )
        del form.fields["code"]
        return form

    def facts(self) -> dict[str, Any]:
        """Arguments of ``record_institution``."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in {"area", "code"}}
        return data | {"area_code": self.cleaned_data["area"].strip()}


class PostForm(forms.Form):
    title = forms.CharField(label=_("Post"), max_length=120, help_text=_("Such as Camat, or Asisten I."))
    is_head = forms.BooleanField(label=_("Letters are addressed to this post"), required=False)


class PersonForm(forms.Form):
    """A person with the own contacts, which are sealed."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As on an envelope, with titles."))
    phone = forms.CharField(label=_("Own telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("Own e-mail"), required=False)


class TenureForm(PersonForm):
    """A person who takes a post."""

    starts_on = DayField(label=_("First day in this post"))
    field_order = ("name", "starts_on", "phone", "email")


class ClosingForm(forms.Form):
    last_day = DayField(label=_("Last day"))


class SheetForm(forms.Form):
    sheet = forms.FileField(label=_("Table of institutions (.xlsx)"))


def first_day(today: date) -> dict[str, date]:
    return {"starts_on": today}
