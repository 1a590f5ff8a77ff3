"""How a person is reached besides the pages: addresses, test messages, the calendar feed."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from saksama.desk.places import desk_of
from saksama.notices import feeds, queries, sending
from saksama.notices import operations as notices
from saksama.notices.models import Channel
from saksama.notices.problems import Problem
from saksama.people import scope
from saksama.people.marks import public, requires


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of channel on the page: what stands, what was typed, what was wrong with it."""

    kind: str
    label: str
    hint: str
    channel: Channel | None
    is_possible: bool
    typed: str = ""
    fault: str = ""


@requires("view_desk")
@require_GET
@never_cache
def show(request: Any) -> HttpResponse:
    """The person's own addresses and the calendar feed."""
    return _page(request)


@requires("view_desk")
@require_POST
def change(request: Any, act: str) -> HttpResponse:
    """Set, try or remove one of the own channels; make or revoke the feed."""
    if act not in _ACTS:
        raise Http404
    return _ACTS[act](request)


def _set(request: Any) -> HttpResponse:
    kind, typed = _kind(request), request.POST.get("address", "")
    try:
        channel = notices.set_channel(request.user, kind, typed, at=request.at)
    except Problem as problem:
        return _page(request, fault={kind: (typed, str(problem))}, status=422)
    if channel.secret:
        return _page(request, secret=channel.secret)
    messages.success(request, _("Recorded. Send a test message to see whether it arrives."))
    return redirect("desk:alert_ways")


def _try(request: Any) -> HttpResponse:
    channel = queries.channels_of(request.user).get(_kind(request))
    if channel is None or channel.kind == Channel.Kind.WHATSAPP:
        raise Http404
    if notices.try_channel(channel, at=request.at):
        messages.success(request, _("The test message has left. Look whether it arrives."))
    else:
        messages.error(
            request,
            _(
                "The test message could not be sent. Check the address; "
                "if it is right, tell whoever keeps this installation."
            ),
        )
    return redirect("desk:alert_ways")


def _remove(request: Any) -> HttpResponse:
    if notices.remove_channel(request.user, _kind(request), at=request.at):
        messages.success(request, _("Removed. Alerts go on standing on the page of alerts."))
    return redirect("desk:alert_ways")


def _make_feed(request: Any) -> HttpResponse:
    token = notices.make_feed(request.user, at=request.at)
    return _page(request, feed=_address(request, token))


def _revoke_feed(request: Any) -> HttpResponse:
    if notices.revoke_feed(request.user, at=request.at):
        messages.success(request, _("The address of the feed leads nowhere any more."))
    return redirect("desk:alert_ways")


_ACTS = {
    "simpan": _set,
    "coba": _try,
    "hapus": _remove,
    "umpan": _make_feed,
    "cabut-umpan": _revoke_feed,
}


def _kind(request: HttpRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind not in Channel.Kind.values:
        raise Http404
    return kind


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("desk:feed", args=[token]))


def _page(
    request: Any, *, status: int = 200, fault: Any = None, secret: str = "", feed: str = ""
) -> HttpResponse:
    held = queries.channels_of(request.user)
    hints = {
        Channel.Kind.EMAIL: _("For example nama@kantor.go.id"),
        Channel.Kind.TELEGRAM: _(
            "The number of your chat with the office's bot. The bot tells it when you write to it."
        ),
        Channel.Kind.WEBHOOK: _("An https address on one of these hosts: %(hosts)s")
        % {"hosts": ", ".join(settings.ALERTS_WEBHOOK_HOSTS)},
        Channel.Kind.WHATSAPP: _(
            "A colleague sends the ready message by the own telephone; nothing is sent by itself."
        ),
    }
    ways = [
        Way(
            kind=kind,
            label=str(Channel.Kind(kind).label),
            hint=hints[kind],
            channel=held.get(kind),
            is_possible=sending.is_possible(kind),
            typed=(fault or {}).get(kind, ("", ""))[0],
            fault=(fault or {}).get(kind, ("", ""))[1],
        )
        for kind in Channel.Kind.values
    ]
    context = {
        "desk": desk_of(request),
        "ways": ways,
        "secret": secret,
        "feed": feed,
        "has_feed": queries.has_feed(request.user),
        "is_faulty": bool(fault),
    }
    return render(request, "desk/alert_ways.html", context, status=status)


@public
@require_GET
@never_cache
def feed(request: Any, token: str) -> HttpResponse:
    """The calendar of whoever holds the address; a wrong or revoked one is no page at all."""
    account = feeds.account_of(token)
    if account is None:
        raise Http404
    office = scope.home_office(account, today=scope.local_day(request.at, None))
    today = scope.local_day(request.at, office)
    content = feeds.as_ics(account, today=today, base=settings.ALERTS_BASE)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="saksama.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    return answer
