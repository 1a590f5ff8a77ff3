"""The unfinished report of one phone: found by the cookie, or by the code its owner wrote down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saksama.evidence.operations import DraftGone, load_draft, save_draft
from saksama.evidence.upload import SealedUpload
from saksama.site.limits import draft_keep, receipt_keep
from saksama.site.rules import place_of_file

COOKIE = "lapor"
PATH = "/lapor/"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and the code that opens it."""

    code: str
    data: dict[str, Any]
    files: list[SealedUpload]
    expires_at: datetime | None

    @property
    def is_sent(self) -> bool:
        return _is_sent(self.data)


EMPTY = Draft("", {}, [], None)


def of(request: HttpRequest) -> Draft:
    """The draft the request's cookie opens; EMPTY when there is none, or it has expired."""
    return opened(request.COOKIES.get(COOKIE, ""), at=request.at) or EMPTY  # type: ignore[attr-defined]


def opened(code: str, *, at: datetime) -> Draft | None:
    """The draft under ``code``, in any spelling."""
    if not code:
        return None
    try:
        found = load_draft(code, at=at)
    except DraftGone:
        return None
    files = sorted(found.files, key=lambda file: place_of_file(found.data, str(file.id)))
    return Draft(code, found.data, files, found.expires_at)


def keep(
    draft: Draft, data: dict[str, Any], *, at: datetime, uploads: list[SealedUpload] | None = None
) -> str:
    """Save the draft; returns its code, a new one if it had none or was gone meanwhile.

    A draft that another page of the same phone has sent meanwhile stays sent.
    """
    return save_draft(data, at=at, code=draft.code, uploads=uploads or (), keep=draft_keep(), unless=_is_sent)


def _is_sent(data: Mapping[str, Any]) -> bool:
    return "sent" in data


def remember(response: HttpResponse, code: str, *, is_sent: bool = False) -> None:
    """Let this phone find the draft again; scripts and other sites never see the cookie."""
    keep_for = receipt_keep() if is_sent else draft_keep()
    response.set_cookie(
        COOKIE, code, max_age=int(keep_for.total_seconds()), path=PATH, httponly=True, samesite="Lax",
        secure=settings.SECURE,
    )  # fmt: skip


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
