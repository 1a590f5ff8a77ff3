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

from saksama.checklists import directory, door, intake, queries
from saksama.checklists.directory import Sender
from saksama.checklists.door import XML
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.models import InstrumentVersion
from saksama.checklists.problems import Problem
from saksama.people.marks import public

_FORMS = "http://openrosa.org/xforms/xformsList"
_MANIFEST = "http://openrosa.org/xforms/xformsManifest"

View = Callable[..., HttpResponseBase]


def openrosa(view: Callable[[HttpRequest, Sender, str], HttpResponseBase] | View) -> View:
    """Who holds the key, which event; the headers of the specification on every answer."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, key: str, event: str, **more: Any) -> HttpResponseBase:
        try:
            answer = view(request, directory.sender_for(key, event), event, **more)
        except Problem as problem:
            answer = as_response(door.refused_to_client(problem))
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
    return as_response(door.told_to_client(text, status))


def as_response(answer: door.Answer) -> HttpResponse:
    """An answer of the door, for the framework to write."""
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))


@openrosa
def form_list(request: HttpRequest, sender: Sender, event: str) -> HttpResponseBase:
    """The forms in use, each with its hash, so that a client fetches only what changed."""
    if request.method not in {"GET", "HEAD"}:
        return _not_this_way("GET, HEAD")
    if sender.is_revoked or sender.event_of(event) is None:
        problem = Problem("key_revoked" if sender.is_revoked else "event_unknown")
        return message(str(problem), 401)
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


@public
@csrf_exempt
def submission(request: HttpRequest, key: str, event: str) -> HttpResponseBase:
    """POST brings a form, whole or in several requests; HEAD tells how much we take."""
    if request.method != "POST":
        return _asked_beforehand(request, key=key, event=event)
    return as_response(door.openrosa(request.META, key=key, event=event, at=request.at))  # type: ignore[attr-defined]


@openrosa
def _asked_beforehand(request: HttpRequest, sender: Sender, event: str) -> HttpResponseBase:
    answer = HttpResponse(status=204) if request.method == "HEAD" else _not_this_way("HEAD, POST")
    answer["Location"] = request.build_absolute_uri()
    answer["X-OpenRosa-Accept-Content-Length"] = str(intake.ACCEPT_BYTES)
    return answer


def _not_this_way(allowed: str) -> HttpResponse:
    answer = message(_("This address is not asked in this way."), 405)
    answer["Allow"] = allowed
    return answer
