"""Where filled forms come in: a WSGI request in, an answer out, and nothing of the framework between.

Two doors: the OpenRosa client's, whose key stands in the path, and the web form's, whose key comes as
``Authorization: Bearer KEY``. ``config.wsgi`` asks :func:`door_for` before anything else, since the framework's
request, chain and router cost more than receiving itself (docs/benchmarks); whatever is unusual about a request is left
to the routes of ``urls``, which lead to the same two functions.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache, partial
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import close_old_connections
from django.http.request import split_domain_port, validate_host
from django.utils import translation
from django.utils.http import http_date
from django.utils.translation import gettext as _

from saksama.checklists import directory, intake
from saksama.checklists.directory import Sender
from saksama.checklists.models import Channel
from saksama.checklists.operations import Outcome, Receipt
from saksama.checklists.problems import Problem, why_quarantined

LOG = logging.getLogger("saksama.checklists")
Environ = Mapping[str, Any]
"""A WSGI environment (PEP 3333)."""

XML: Final = "text/xml; charset=utf-8"
_RESPONSE: Final = "http://openrosa.org/http/response"
STATUS: Final[Mapping[str, int]] = {
    "key_unknown": 401,
    "key_revoked": 401,
    "card_revoked": 403,
    "card_not_yet": 403,
    "card_ended": 403,
    "pin_wrong": 403,
    "pin_wait": 429,
    "event_unknown": 404,
    "photos_later": 429,
    "answers_first": 409,
    "file_differs": 409,
    "busy": 503,
}
"""How a refusal is told to a client; 400 where none is named."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and headers; the length is told by whoever writes it out."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]


Door = Callable[..., Answer]
_DOORS: Final = re.compile(
    r"/kunci/(?P<key>[^/]+)/(?P<event>[-\w]+)/submission|/lapangan/kirim/(?P<web>[-\w]+)/kiriman", re.ASCII
)


def door_for(environ: Environ) -> Door | None:
    """Who answers this request when told ``environ`` and ``at``; None: it is not a form, or not sent the usual way."""
    if environ["REQUEST_METHOD"] != "POST" or environ.get("SCRIPT_NAME"):
        return None
    found = _DOORS.fullmatch(environ.get("PATH_INFO", ""))
    if found is None or not environ.get("CONTENT_LENGTH") or not _is_ours(environ.get("HTTP_HOST", "")):
        return None
    if web := found["web"]:
        return partial(web_form, event=web)
    return partial(openrosa, key=found["key"], event=found["event"])


@lru_cache(maxsize=64)
def _is_ours(host: str) -> bool:
    """Whether the host is one of ``ALLOWED_HOSTS``, as the framework asks at every page."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def openrosa(environ: Environ, *, key: str, event: str, at: datetime) -> Answer:
    """A form of ODK Collect or another client (OpenRosa 1.0 Form Submission): 201, or why not, with one sentence."""
    try:
        return _openrosa(environ, key, event, at)
    except Problem as problem:
        return refused_to_client(problem)
    except Exception:
        return refused_to_client(_kept_on_the_phone())


def web_form(environ: Environ, *, event: str, at: datetime) -> Answer:
    """A form of the web form: JSON that tells what became of it; ``?via=carried`` when another phone brings it."""
    try:
        return _web_form(environ, bearer(environ), event, at)
    except Problem as problem:
        return refused_to_web(problem)
    except Exception:
        return refused_to_web(_kept_on_the_phone())


def _kept_on_the_phone() -> Problem:
    """A database that is away, or a fault of ours, costs nobody a form: what makes a phone try again."""
    LOG.exception("a form could not be taken in; whoever sent it keeps it")
    close_old_connections()
    return Problem("busy")


def _openrosa(environ: Environ, key: str, event: str, at: datetime) -> Answer:
    sender = directory.sender_for(key, event)
    receipt = _received(environ, sender, event, Channel.OPENROSA, at)
    place = ("Location", _address(environ))
    return told_to_client(sentence(receipt), intake.status_of(receipt), place)


def _web_form(environ: Environ, key: str, event: str, at: datetime) -> Answer:
    sender = directory.sender_for(key, event)
    is_carried = "carried" in parse_qs(environ.get("QUERY_STRING", "")).get("via", ())
    receipt = _received(environ, sender, event, Channel.CARRIED if is_carried else Channel.WEB, at)
    answer = {
        "outcome": receipt.outcome.value,
        "instance_id": receipt.instance_id,
        "may_forget": receipt.is_kept_whole,
        "reason": receipt.reason,
        "flags": list(receipt.flags),
        "files": receipt.files,
        "number": receipt.submission_id or receipt.quarantine_id,
        "message": sentence(receipt),
        "photos_later": directory.is_spared(event, sender.office_code),
    }
    return _json(answer, intake.status_of(receipt))


def _received(environ: Environ, sender: Sender, event: str, channel: Channel, at: datetime) -> Receipt:
    """Read the body, at most a little more than we take, and hand it on."""
    announced = int(environ.get("CONTENT_LENGTH") or 0)
    wanted = min(announced, intake.MOST_BYTES + 1)
    body = intake.read_at_most(environ["wsgi.input"], wanted)
    return intake.take(
        body, environ.get("CONTENT_TYPE", ""), sender=sender, event=event, channel=channel, at=at,
        encoding=environ.get("HTTP_CONTENT_ENCODING", ""), is_short=len(body) < wanted,
    )  # fmt: skip


def bearer(environ: Environ) -> str:
    """The key of the web form; empty where none came."""
    scheme, _space, key = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def sentence(receipt: Receipt) -> str:
    """What the sender is told, in the language of the field: these requests bear none of their own."""
    if receipt.reason:
        with translation.override(settings.LANGUAGE_CODE):
            return why_quarantined(receipt.reason)
    return _thanks(receipt.outcome)


@cache
def _thanks(outcome: Outcome) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        if outcome is Outcome.STORED:
            return _("Received. Thank you.")
        return _("Received already. Nothing was doubled.")


def told_to_client(text: str, status: int, *more: tuple[str, str]) -> Answer:
    """An OpenRosaResponse with one sentence, and the headers of the specification; nobody between keeps it."""
    body = (
        f'<OpenRosaResponse xmlns="{_RESPONSE}"><message nature="submit_{"success" if status < 300 else "error"}">'
        f"{escape(text)}</message></OpenRosaResponse>"
    )
    headers = (
        ("Content-Type", XML),
        ("X-OpenRosa-Version", "1.0"),
        ("X-OpenRosa-Accept-Content-Length", str(intake.ACCEPT_BYTES)),
        ("Date", _date(int(time.time()))),
        ("Cache-Control", "no-store"),
    )
    return Answer(status, body.encode(), headers + more)


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return http_date(second)


def refused_to_client(problem: Problem) -> Answer:
    """A refusal as OpenRosa clients show it, in the language of the field."""
    with translation.override(settings.LANGUAGE_CODE):
        return told_to_client(str(problem), STATUS[problem.code])


def refused_to_web(problem: Problem) -> Answer:
    """A refusal as the web form shows it, in the language of the field."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"code": problem.code, "message": problem.message, "remedy": problem.remedy}
    return _json(facts, STATUS.get(problem.code, 400))


def _json(data: Mapping[str, Any], status: int) -> Answer:
    headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return Answer(status, json.dumps(data).encode(), headers)


def _address(environ: Environ) -> str:
    """The absolute address that was asked; the proxy in front tells its scheme where there is one of ours."""
    header, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    is_secure = bool(header) and environ.get(header, "").partition(",")[0].strip() == secure
    scheme = "https" if is_secure else environ["wsgi.url_scheme"]
    return f"{scheme}://{environ.get('HTTP_HOST', '')}{environ.get('PATH_INFO', '')}"


def written(answer: Answer, start_response: Callable[[str, list[tuple[str, str]]], Any]) -> list[bytes]:
    """Write an answer out as WSGI wants it, with its length, so that a phone's connection stays open."""
    headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
    start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
    return [answer.body]
