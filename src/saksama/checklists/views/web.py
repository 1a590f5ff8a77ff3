"""The door of the web form: open a phone with a card, fetch what it needs, send, and send files in pieces.

The key comes as ``Authorization: Bearer KEY``. Answers are JSON; every refusal is
``{"code", "message", "remedy"}`` in Indonesian. docs/checklists.md lists the requests.
"""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt

from saksama.checklists import directory, operations, queries
from saksama.checklists.directory import Sender
from saksama.checklists.door import bearer, refused_to_web, web_form
from saksama.checklists.drilling import operations as drilling
from saksama.checklists.intake import read_at_most
from saksama.checklists.operations import Opened, Upload
from saksama.checklists.problems import Problem
from saksama.checklists.views.openrosa import as_response
from saksama.pages.typed import whole_number
from saksama.people.marks import public

View = Callable[..., HttpResponseBase]


def told(data: Any, status: int = 200) -> HttpResponse:
    """JSON that nobody between keeps."""
    answer = JsonResponse(data, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def door(view: View) -> View:
    """Refusals become answers; open to whoever holds a card or a key, which the view asks for."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return as_response(refused_to_web(problem))

    return public(guarded)


def sender_of(request: HttpRequest, event: str) -> Sender:
    """Who holds the key of this request. Raises Problem key_unknown | event_unknown."""
    return directory.sender_for(bearer(request.META), event)


@door
def open_phone(request: HttpRequest) -> HttpResponseBase:
    """POST ``{"token"}`` from the code on the card, or ``{"number", "pin"}``: a key for this phone."""
    asked = _json(request)
    at = request.at  # type: ignore[attr-defined]
    if token := asked.get("token"):
        opened = operations.open_phone(token=str(token)[:100], at=at)
    else:
        opened = operations.open_phone_by_pin(
            number=str(asked.get("number", ""))[:60], pin=str(asked.get("pin", ""))[:60], at=at
        )
    operations.carry_key(opened.card.office_id, at=at)  # the kit has it before the phone leaves the network
    return told({"key": opened.key, **_person(opened)}, 201)


def _person(opened: Opened) -> dict[str, Any]:
    card = opened.card
    return {
        "card": card.number,
        "name": card.account.name,
        "event": card.event_id,
        "event_name": card.event.name,
        "postings": [
            {
                "area": row.area_code, "post": row.post, "starts_on": row.starts_on.isoformat(),
                "ends_on": row.ends_on.isoformat(),
            }
            for row in queries.postings_of(card)
        ],
    }  # fmt: skip


@door
def bundle(request: HttpRequest, event: str) -> HttpResponseBase:
    """GET: everything a phone needs to work without a line: forms with media, stations of the area. Has an ETag."""
    sender = sender_of(request, event)
    if sender.is_revoked:
        raise Problem("key_revoked")
    at = request.at  # type: ignore[attr-defined]
    drilling.note_visit(event, sender.account_id, at=at)
    content = _content(sender, event, at)
    etag = quote_etag(content["hash"])
    known = request.META.get("HTTP_IF_NONE_MATCH") == etag
    answer = HttpResponse(status=304) if known else told(content)
    answer["ETag"] = etag
    return answer


def _content(sender: Sender, event: str, at: datetime) -> dict[str, Any]:
    """Drawn anew for each phone; once a minute for all of one place while the line is spared."""
    if not directory.is_spared(event, sender.office_code):
        return queries.bundle_for(sender, event, at=at)
    asked = (event, sender.office_code, sender.postings)
    return directory.spared_pages.ask(asked, lambda: queries.bundle_for(sender, event, at=at)) or {}


@public
@csrf_exempt
def submission(request: HttpRequest, event: str) -> HttpResponseBase:
    """POST a filled form, multipart as OpenRosa says or bare XML; ``?via=carried`` when another phone brings it."""
    if request.method != "POST":
        return as_response(refused_to_web(Problem("request_unreadable")))
    return as_response(web_form(request.META, event=event, at=request.at))  # type: ignore[attr-defined]


@door
def file(request: HttpRequest, event: str, instance_id: str, name: str) -> HttpResponseBase:
    """A file in pieces. GET: how much is here. PUT: a piece, with Upload-Offset.

    Both with Upload-Length and Upload-Sha256 of the whole file.
    """
    sender = sender_of(request, event)
    upload = Upload(
        instance_id,
        name[-160:],
        _number(request, "HTTP_UPLOAD_LENGTH"),
        request.META.get("HTTP_UPLOAD_SHA256", "").lower(),
    )
    if request.method == "PUT":
        if directory.is_spared(event, sender.office_code):
            raise Problem("photos_later")
        data = read_at_most(request, min(_number(request, "CONTENT_LENGTH"), operations.MAX_PIECE + 1))
        offset = _number(request, "HTTP_UPLOAD_OFFSET")
        at = request.at  # type: ignore[attr-defined]
        have = operations.keep_piece(upload, offset, data, sender=sender, at=at)
    else:
        have = operations.have(upload, sender=sender)
    return told({"have": have, "length": upload.length})


def _number(request: HttpRequest, header: str) -> int:
    found = whole_number(request.META.get(header, "0") or "0")
    if found is None:
        raise Problem("request_unreadable")
    return found


def _json(request: HttpRequest) -> dict[str, Any]:
    """The body as an object. Raises Problem request_unreadable."""
    try:
        asked = json.loads(read_at_most(request, min(_number(request, "CONTENT_LENGTH"), 10_000)))
    except ValueError as error:
        raise Problem("request_unreadable") from error
    if request.method != "POST" or not isinstance(asked, dict):
        raise Problem("request_unreadable")
    return asked
