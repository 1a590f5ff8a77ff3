"""allauth's views of the log-in, each with our own template and a mark that says who may open it."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import reverse_lazy

from saksama.people.marks import any_account, public

log_in = public(account.LoginView.as_view(template_name="people/log_in.html"))
log_out = public(account.LogoutView.as_view(template_name="people/log_out.html"))
barred = public(account.AccountInactiveView.as_view(template_name="people/barred.html"))
second_factor = public(mfa.AuthenticateView.as_view(template_name="people/second_factor.html"))

confirm_password = any_account(
    account.ReauthenticateView.as_view(template_name="people/confirm_password.html")
)
own_password = any_account(account.PasswordChangeView.as_view(template_name="people/own_password.html"))
set_up_phone = any_account(totp.ActivateTOTPView.as_view(template_name="people/set_up_second_factor.html"))
change_phone = any_account(
    totp.DeactivateTOTPView.as_view(
        template_name="people/change_phone.html", success_url=reverse_lazy("account_setup")
    )
)
see_recovery_codes = any_account(
    recovery_codes.ViewRecoveryCodesView.as_view(template_name="people/recovery_codes.html")
)
new_recovery_codes = any_account(
    recovery_codes.GenerateRecoveryCodesView.as_view(template_name="people/new_recovery_codes.html")
)
