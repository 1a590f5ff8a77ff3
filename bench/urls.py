"""The product's routes and a bare view, on the same server, behind the same middleware."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from saksama.checklists.models import Attachment, Submission
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


@public
@csrf_exempt
def bare_insert(request: HttpRequest) -> HttpResponse:
    """The least a view can do that keeps what it was sent: one transaction, one row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (payload) VALUES (%s)", [request.body])
    return HttpResponse("kept", status=201)


@public
def waiting(request: HttpRequest) -> HttpResponse:
    """How many forms and files came and were not read yet."""
    unread = Submission.objects.filter(read_at__isnull=True).count()
    return HttpResponse(str(unread + Attachment.objects.filter(settled_at__isnull=True).count()))


urlpatterns = [  # found first: what is measured against pays for no search
    path("bare", bare),
    path("bare-staff", bare_for_staff),
    path("bare-insert", bare_insert),
    path("waiting", waiting),
    *product,
]
