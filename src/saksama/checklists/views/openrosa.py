"""The door of OpenRosa clients, ODK Collect among them: list of forms, forms, media, submissions.

Sources: OpenRosa 1.0 HTTP Request, Form Discovery, Form Submission; the ODK documentation of both. The key stands in
the path, since that is all such clients can be told; ``config.logs`` keeps it out of the logs.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from saksama.checklists import directory, intake, queries
from saksama.checklists.directory import Sender
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.models import Channel, InstrumentVersion
from saksama.checklists.operations import Outcome, Receipt
from saksama.checklists.problems import REFUSED, why_quarantined
from saksama.people.marks import public

XML = "text/xml; charset=utf-8"
_RESPONSE = "http://openrosa.org/http/response"
_FORMS = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"

View = Callable[..., HttpResponseBase]


def openrosa(view: Callable[[HttpRequest, Sender, str], HttpResponseBase] | View) -> View:
    """Who holds the key, which event; the headers of the specification on every answer."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, key: str, event: str, **more: Any) -> HttpResponseBase:
        sender = directory.sender_of(key)
        if sender is None:
            answer: HttpResponseBase = _refusal("key_unknown", 401)
        elif not directory.event_exists(event):
            answer = _refusal("event_unknown", 404)
        else:
            answer = view(request, sender, event, **more)
        return with_headers(answer)

    return public(guarded)


def with_headers(answer: HttpResponseBase) -> HttpResponseBase:
    """``X-OpenRosa-Version`` on every answer, ``Date`` as the specification asks, never kept by anybody between."""
    answer["X-OpenRosa-Version"] = "1.0"
    answer["Date"] = http_date()
    answer["Cache-Control"] = "no-store"
    return answer


def message(text: str, status: int) -> HttpResponse:
    """An OpenRosaResponse with one sentence."""
    body = (
        f'<OpenRosaResponse xmlns="{_RESPONSE}"><message nature="submit_{"success" if status < 300 else "error"}">'
        f"{escape(text)}</message></OpenRosaResponse>"
    )
    return HttpResponse(body, status=status, content_type=XML)


def _refusal(code: str, status: int) -> HttpResponse:
    kind = REFUSED[code]
    return message(f"{kind.message} {kind.remedy}", status)


@openrosa
def form_list(request: HttpRequest, sender: Sender, event: str) -> HttpResponseBase:
    """The forms in use, each with its hash, so that a client fetches only what changed."""
    if request.method not in {"GET", "HEAD"}:
        return _not_this_way("GET, HEAD")
    if sender.is_revoked or sender.event_of(event) is None:
        return _refusal("key_revoked" if sender.is_revoked else "event_unknown", 401)
    drilling.note_visit(event, sender.account_id, at=request.at)  # type: ignore[attr-defined]
    wanted = request.GET.get("formID", "")
    verbose = request.GET.get("verbose") == "true"
    forms = [
        _form_entry(request, version, event, verbose=verbose)
        for version in queries.versions_in_use(event, sender.office_code)
        if wanted in {"", version.instrument.code}
    ]
    return HttpResponse(f'<xforms xmlns="{_FORMS}">{"".join(forms)}</xforms>', content_type=XML)


def _form_entry(request: HttpRequest, version: InstrumentVersion, event: str, *, verbose: bool) -> str:
    told = {
        "formID": version.instrument.code,
        "name": version.instrument.title,
        "version": version.version,
        "hash": f"md5:{version.md5}",
        "descriptionText": version.instrument.title_en if verbose else "",
        "downloadUrl": _address(request, "openrosa_form", event, version),
        "manifestUrl": _address(request, "openrosa_manifest", event, version) if version.media.all() else "",
    }
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in told.items() if value)
    return f"<xform>{inside}</xform>"


def _address(request: HttpRequest, route: str, event: str, version: InstrumentVersion, **more: str) -> str:
    """Absolute, below the same key, so that a client needs nothing else."""
    key = request.resolver_match.kwargs["key"]  # type: ignore[union-attr]
    path = reverse(
        f"checklists:{route}", kwargs={"key": key, "event": event, "code": version.instrument.code, **more}
    )
    return request.build_absolute_uri(path)


@openrosa
def form(request: HttpRequest, sender: Sender, event: str, code: str) -> HttpResponseBase:
    """The XForm in use under this id."""
    version = queries.version_in_use(event, sender.office_code, code)
    if version is None:
        return message(_("This form is not in use."), 404)
    return HttpResponse(version.xml, content_type=XML)


@openrosa
def manifest(request: HttpRequest, sender: Sender, event: str, code: str) -> HttpResponseBase:
    """The files a form needs; an empty list is a good answer."""
    version = queries.version_in_use(event, sender.office_code, code)
    if version is None:
        return message(_("This form is not in use."), 404)
    files = [
        f"<mediaFile><filename>{escape(file.name)}</filename><hash>md5:{file.md5}</hash><downloadUrl>"
        f"{escape(_address(request, 'openrosa_media', event, version, name=file.name))}</downloadUrl></mediaFile>"
        for file in version.media.all()
    ]
    return HttpResponse(f'<manifest xmlns="{_MANIFEST}">{"".join(files)}</manifest>', content_type=XML)


@openrosa
def media(request: HttpRequest, sender: Sender, event: str, code: str, name: str) -> HttpResponseBase:
    """One file of a form."""
    version = queries.version_in_use(event, sender.office_code, code)
    file = queries.media_of(version, name) if version else None
    if file is None:
        return message(_("This form needs no such file."), 404)
    return HttpResponse(bytes(file.content), content_type=file.media_type)


@openrosa
def submission(request: HttpRequest, sender: Sender, event: str) -> HttpResponseBase:
    """HEAD tells how much we take; POST brings a form, whole or in several requests."""
    answer: HttpResponseBase
    if request.method == "HEAD":
        answer = HttpResponse(status=204)
        answer["Location"] = request.build_absolute_uri()
    elif request.method == "POST":
        receipt = receive(request, sender, event, Channel.OPENROSA)
        answer = message(sentence(receipt), intake.status_of(receipt))
        answer["Location"] = request.build_absolute_uri()
    else:
        answer = _not_this_way("HEAD, POST")
    answer["X-OpenRosa-Accept-Content-Length"] = str(intake.ACCEPT_BYTES)
    return answer


def receive(request: HttpRequest, sender: Sender, event: str, channel: str) -> Receipt:
    """Read the body, at most a little more than we take, and hand it on."""
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    body = read_at_most(request, min(announced, intake.MOST_BYTES + 1))
    return intake.take(
        body,
        request.META.get("CONTENT_TYPE", ""),
        sender=sender,
        event=event,
        channel=channel,
        at=request.at,  # type: ignore[attr-defined]
        encoding=request.META.get("HTTP_CONTENT_ENCODING", ""),
        is_short=len(body) < min(announced, intake.MOST_BYTES + 1),
    )


def read_at_most(request: HttpRequest, most: int) -> bytes:
    """Up to ``most`` bytes of the body; fewer when the line breaks."""
    pieces, left = [], most
    while left > 0:
        try:
            piece = request.read(left)
        except OSError:  # the line broke: what came is kept
            break
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def sentence(receipt: Receipt) -> str:
    """What the sender is told."""
    if receipt.outcome is Outcome.STORED:
        return _("Received. Thank you.")
    if receipt.outcome is Outcome.KNOWN:
        return _("Received already. Nothing was doubled.")
    return why_quarantined(receipt.reason)


def _not_this_way(allowed: str) -> HttpResponse:
    answer = message(_("This address is not asked in this way."), 405)
    answer["Allow"] = allowed
    return answer
