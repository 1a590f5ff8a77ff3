"""Thin: parse, call, render. The log-in's own views are allauth's; see urls."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.people import demo_login, devices, operations, queries, scope, second_factor
from saksama.people.forms import DutyForm, LastDayForm, NewAccountForm
from saksama.people.marks import any_account, public, requires, today_of
from saksama.people.models import Account, Duty, Role
from saksama.people.problems import Problem
from saksama.places.rules import NATION, zone_of

PEOPLE_PER_PAGE = 50
LOGIN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


# The person's own log-in


@any_account
def set_up(request: Any) -> HttpResponse:
    """The next thing a new log-in needs: an own password, then a second factor, then the desk."""
    if request.user.must_change_password:
        return redirect("account_change_password")
    if second_factor.is_missing(request.user):
        return redirect("mfa_activate_totp")
    return redirect("own_account")


@any_account
@never_cache
def own_account(request: Any) -> HttpResponse:
    """Who am I here, what may I do until when, where am I logged in."""
    today = today_of(request)
    sessions = [_session_row(session) for session in UserSession.objects.purge_and_list(request.user)]
    duties = Duty.objects.not_over(today).filter(account=request.user).select_related("office")
    context = {"duties": duties, "sessions": sessions, "today": today, "zone": _zone(request)}
    return render(request, "people/own_account.html", context)


@any_account
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the person's own sessions: a lost or borrowed phone."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    return redirect("own_account")


@any_account
@require_POST
def end_other_sessions(request: Any) -> HttpResponse:
    operations.end_sessions(request.user, keep=request.session.session_key)
    return redirect("own_account")


@public
@require_GET
@never_cache
def demo(request: HttpRequest, token: str) -> HttpResponse:
    """One tap into the example; 404 everywhere else."""
    login(request, demo_login.account_of(request, token), backend=LOGIN_BACKEND)
    UserSession.objects.create_from_request(request)  # as after a log-in by hand: it stands in the list
    return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))


# The administrator's screens


@requires("manage_people")
@require_GET
def people(request: Any) -> HttpResponse:
    """Everybody who serves in the administrator's area, by user name."""
    words, role = request.GET.get("q", "").strip(), request.GET.get("peran", "")
    role = role if role in Role.values else ""
    found = queries.people_of(request.user, today=request.today, words=words, role=role)
    page = Paginator(found, PEOPLE_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {"page": page, "words": words, "role": role, "roles": Role.choices, "today": request.today}
    return render(request, "people/people.html", context)


@requires("manage_people")
@never_cache
def person(request: Any, pk: int) -> HttpResponse:
    """One person: duties, and the way back in."""
    return _person_page(request, _somebody(request, pk))


@requires("manage_people")
@never_cache
def add_person(request: Any) -> HttpResponse:
    """Make an account with its first duty; the password is shown once."""
    form = NewAccountForm(request.POST or None, initial=_first_values(request))
    if request.method == "POST" and form.is_valid():
        data, who = form.cleaned_data, {"actor": request.user, "at": request.at}
        try:
            account, password = operations.appoint(
                code=data["code"], name=data["name"], duty=_duty(data), **who
            )
        except Problem as problem:
            form.add_error(None, str(problem))
        else:
            return _password_once(request, account, password)
    return render(request, "people/add_person.html", {"form": form}, status=422 if form.errors else 200)


@requires("manage_people")
@require_POST
def add_duty(request: Any, pk: int) -> HttpResponse:
    somebody = _somebody(request, pk)
    form = DutyForm(request.POST)
    if not form.is_valid():
        return _person_page(request, somebody, duty_form=form, status=422)
    try:
        operations.give_duty(account=somebody, actor=request.user, at=request.at, **_duty(form.cleaned_data))
    except Problem as problem:
        form.add_error(None, str(problem))
        return _person_page(request, somebody, duty_form=form, status=422)
    messages.success(request, _("The duty is recorded."))
    return redirect("person", pk=pk)


@requires("manage_people")
@require_POST
def end_duty(request: Any, pk: int, duty_pk: int) -> HttpResponse:
    """With a last day the duty ends on it; with ``segera`` it is taken back at once."""
    somebody = _somebody(request, pk)
    here = Duty.objects.filter(request.scope.as_filter("area_code"), account=somebody)
    duty, form = get_object_or_404(here, pk=duty_pk), LastDayForm(request.POST)
    who = {"actor": request.user, "at": request.at}
    try:
        if "segera" in request.POST:
            operations.withdraw_duty(duty=duty, **who)
        elif form.is_valid():
            operations.end_duty(duty=duty, last_day=form.cleaned_data["last_day"], **who)
        else:
            return _person_page(request, somebody, end_form=form, status=422)
    except Problem as problem:
        form.full_clean()
        form.add_error(None, str(problem))
        return _person_page(request, somebody, end_form=form, status=422)
    messages.success(request, _("The end of the duty is recorded."))
    return redirect("person", pk=pk)


@requires("manage_people")
@never_cache
def reset(request: Any, pk: int) -> HttpResponse:
    """A new way in for somebody who lost password or phone; the password is shown once."""
    somebody = _somebody(request, pk)
    if request.method != "POST":
        return render(request, "people/reset.html", {"person": somebody})
    try:
        password = operations.reset_login(account=somebody, actor=request.user, at=request.at)
    except Problem as problem:
        return render(request, "people/reset.html", {"person": somebody, "problem": problem}, status=409)
    return _password_once(request, somebody, password, is_reset=True)


def _zone(request: Any) -> str:
    """Zone of the person's own office; of the capital for one without a duty."""
    return zone_of(scope.home_office(request.user, today=today_of(request)) or NATION)


def _somebody(request: Any, pk: int) -> Account:
    return get_object_or_404(queries.people_of(request.user, today=request.today), pk=pk)


def _person_page(
    request: Any,
    somebody: Account,
    *,
    duty_form: DutyForm | None = None,
    end_form: LastDayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "person": somebody,
        "duties": Duty.objects.filter(account=somebody).select_related("office", "appointed_by"),
        "today": request.today,
        "duty_form": duty_form or DutyForm(initial=_first_values(request)),
        "end_form": end_form,
        "is_self": somebody.pk == request.user.pk,
    }
    return render(request, "people/person.html", context, status=status)


def _duty(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "role": data["role"],
        "office_code": data["office"].strip(),
        "area_code": data["area"].strip() or None,
        "starts_on": data["starts_on"],
        "ends_on": data["ends_on"],
        "note": data["note"],
    }


def _first_values(request: Any) -> dict[str, Any]:
    return {"starts_on": request.today, "office": min(request.scope.areas, default="")}


def _password_once(request: Any, somebody: Account, password: str, *, is_reset: bool = False) -> HttpResponse:
    context = {"person": somebody, "password": password, "is_reset": is_reset}
    return render(request, "people/password_once.html", context)


def _session_row(session: UserSession) -> dict[str, Any]:
    device = devices.describe(session.user_agent)
    return {"session": session, "device": device, "is_current": session.is_current()}
