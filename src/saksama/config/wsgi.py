"""The WSGI entry point.

Three ways over the same addresses. A filled form goes to ``checklists.door``, without the framework. What else the
field asks passes through a short chain (the clock alone), since three thousand phones ask there and none of them has a
session, a language or a form of ours. Everything else passes through all of ``settings.MIDDLEWARE``. Before them, a
body that comes in chunks is gathered, which Django under WSGI would read as empty.
"""

import gc
import os
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from saksama.config import clock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksama.config.settings")
_whole = get_wsgi_application()

from saksama.checklists import door  # noqa: E402 - models can be read now that the rooms are set up

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class FieldHandler(WSGIHandler):
    """Django with the short chain of ``settings.FIELD_MIDDLEWARE``."""

    def load_middleware(self, is_async: bool = False) -> None:
        whole, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.FIELD_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


def gathered(environ: Environ) -> None:
    """Read a chunked body whole, into memory, up to one byte more than any page takes; say how long it is."""
    chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
    if not chunked or environ.get("CONTENT_LENGTH"):
        return
    body = environ["wsgi.input"].read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))


def joined(whole: Application, field: Application) -> Application:
    """One application that sends each request to its handler."""

    def application(environ: Environ, start_response: Any) -> Iterable[bytes]:
        gathered(environ)
        if take_in := door.door_for(environ):
            return door.written(take_in(environ, at=clock.now()), start_response)
        to_field = environ.get("PATH_INFO", "").startswith(settings.FIELD_PATHS)
        return field(environ, start_response) if to_field else whole(environ, start_response)

    return application


application = joined(_whole, FieldHandler())
get_resolver().url_patterns  # noqa: B018 - every room's pages are loaded now, and not while the first form waits
gc.freeze()  # what is loaded stays: searching it for garbage would stop every request for a tenth of a second
