"""The product's routes and a bare view, on the same server, behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from saksama.config.urls import handler400, handler403, handler404, handler500
from saksama.config.urls import urlpatterns as product
from saksama.people.marks import public

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@public
def bare(request: HttpRequest) -> HttpResponse:
    """The least a page can do."""
    return HttpResponse("ok")


@public
def bare_for_staff(request: HttpRequest) -> HttpResponse:
    """The least a page of the desk can do: who is this, and on which duty."""
    return HttpResponse("ok" if request.user.is_authenticated else "nobody")


urlpatterns = [*product, path("bare", bare), path("bare-staff", bare_for_staff)]
