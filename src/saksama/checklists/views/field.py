"""The field form's page and what keeps it without a network; and the door for a queue that another phone carries.

No session and no cookie: the page is the same for everybody. The other doors of the web form are in ``views.web``.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from saksama.checklists import directory, operations
from saksama.checklists.field_texts import texts
from saksama.checklists.intake import read_at_most
from saksama.checklists.problems import Problem
from saksama.pages.drawings import BUILT
from saksama.people.marks import public

ICONS = ("arrow-left", "camera", "download", "map-pin", "plus", "qr-code", "send")
GLYPHS = ("late", "ok", "today", "todo", "wait")
SCRIPTS = ("field.js", "field-engine.js", "field-scanner.js", "field.css", "favicon.svg")
MOST_CARD = 4096  # bytes of a request that opens a phone

View = Callable[..., HttpResponseBase]


# --- the page and what keeps it without a network ------------------------------------------------------


@public
@require_safe
@csp_update({"script-src": ["'wasm-unsafe-eval'"], "connect-src": ["data:"], "worker-src": ["'self'"]})  # type: ignore[untyped-decorator]
def show(request: HttpRequest) -> HttpResponse:
    """The shell: everything else comes from the phone's own store. The form engine's XPath parser is WebAssembly."""
    page = {
        "say": texts(),
        "urls": {
            "enter": reverse("checklists:web_open_phone"),
            "doors": reverse("checklists:web_open_phone").removesuffix("masuk"),
            "carry": reverse("checklists:field_carry"),
            "worker": reverse("checklists:field_worker"),
            "scope": reverse("checklists:field"),
        },
        "engine": static("pages/built/field-engine.js"),
        "scanner": static("pages/built/field-scanner.js"),
        "lang": get_language() or "id",
    }
    return render(request, "checklists/field.html", {"page": page, "icons": ICONS, "glyphs": GLYPHS})


@public
@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told which files make up the shell of this release."""
    files = [static(f"pages/built/{name}") for name in SCRIPTS]
    shell = {"version": _release(), "home": reverse("checklists:field"), "files": files}
    script = f"self.SHELL = {json.dumps(shell)};\n" + (BUILT / "field-worker.js").read_text(encoding="utf-8")
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@cache
def _release() -> str:
    """Changes with any byte of the shell's own files."""
    digest = hashlib.sha256()
    for name in (*SCRIPTS, "field-worker.js"):
        digest.update((BUILT / name).read_bytes())
    return digest.hexdigest()[:16]


@public
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when the page is put on its home screen."""
    icon = {"src": static("pages/built/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}
    home = reverse("checklists:field")
    told = {
        "name": _("Saksama: field forms"),
        "short_name": "Saksama",
        "lang": get_language(),
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#591d47",
        "icons": [icon],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@csrf_exempt
@public
@require_http_methods(["POST"])
def carry(request: HttpRequest) -> JsonResponse:
    """Take in the sealed queue of another phone; the carrier learns how many forms it held, and no more."""
    sender = directory.sender_of(request.headers.get("Authorization", "").removeprefix("Bearer ").strip())
    content = read_at_most(request, operations.MOST_CARRIED + 1) if sender else b""
    try:
        if sender is None:
            raise Problem("key_unknown")
        brought = operations.receive_carried(
            content,
            office=sender.office_code,
            actor=sender.account_code,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Problem as problem:
        return JsonResponse({"code": problem.code, "message": str(problem)}, status=422 if sender else 401)
    return JsonResponse({"forms": len(brought.receipts)})
