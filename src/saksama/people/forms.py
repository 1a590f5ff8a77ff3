"""Forms of the log-in and of the administrator's screens: parse, nothing else."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.people import lockout, mfa
from saksama.people.models import Role


class _Plain:
    """Labels stand above the field and nothing stands inside it, as on every page of the house."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class PasswordLoginForm(_Plain, LoginForm):
    labels = {"login": _("User name"), "password": _("Your password")}
    hints = {"login": _("It stands on your card, such as 64.02-petugas-1.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class SecondFactorForm(_Plain, AuthenticateForm):
    labels = {"code": _("Code")}
    hints = {"code": _("Six figures from the authenticator app, or one of your recovery codes.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        if lockout.second_factor_is_locked(context.request, self.user):
            raise forms.ValidationError(_("Too many wrong codes."))
        try:
            code = str(super().clean_code())
        except mfa.UnreadableSecret:
            raise forms.ValidationError(
                _("Your code cannot be checked: the key for it is missing here. Tell the administrator.")
            ) from None
        if not mfa.use_once(self.authenticator, code):
            raise forms.ValidationError(_("This code was already used. Wait for the next one."))
        return code


class SetUpSecondFactorForm(_Plain, ActivateTOTPForm):
    labels = {"code": _("Code that the app shows now")}
    hints = {"code": _("Six figures; they change every half minute.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class ConfirmPasswordForm(_Plain, ReauthenticateForm):
    labels = {"password": _("Your password")}


class OwnPasswordForm(_Plain, ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("Your new password"),
        "password2": _("Your new password, once more"),
    }
    hints = {"password1": _("At least twelve signs. Three or four words you can remember are good.")}


class DayField(forms.DateField):
    """A day, picked from the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class DutyForm(forms.Form):
    """A role in an area for a period."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    office = forms.CharField(label=_("Office"), max_length=20, help_text=_("Such as 64.02 or 64.02.06."))
    area = forms.CharField(
        label=_("Area inside it"),
        max_length=20,
        required=False,
        help_text=_("Code of the village or polling station; empty means the whole office."),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)
    note = forms.CharField(
        label=_("Decree"), max_length=200, required=False, help_text=_("Its number, where there is one.")
    )


class NewAccountForm(DutyForm):
    """A person and the first duty."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As colleagues know the person."))
    code = forms.CharField(
        label=_("User name"),
        max_length=60,
        required=False,
        help_text=_("Empty: the next free one."),
    )
    field_order = ("name", "role", "office", "area", "starts_on", "ends_on", "code", "note")


class LastDayForm(forms.Form):
    """On which day a duty ends."""

    last_day = DayField(label=_("Last day"))
