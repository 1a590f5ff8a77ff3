"""Is this process alive; is this installation fit to serve?"""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from saksama.config import readiness


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answers as long as the process runs; touches nothing."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and keys are fit, else 503 with the names of what is not."""
    problems = readiness.problems()
    return JsonResponse(
        {"status": "not ready" if problems else "ok", "problems": problems}, status=503 if problems else 200
    )
