"""The product's routes and a bare view, on the same server, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from saksama.config.urls import handler400, handler403, handler404, handler500, urlpatterns as product
from saksama.people.marks import public

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public
def bare(request: HttpRequest) -> HttpResponse:
    """The least a page can do."""
    return HttpResponse("ok")


urlpatterns = [*product, path("bare", bare, name="bare")]
