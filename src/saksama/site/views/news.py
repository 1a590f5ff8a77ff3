"""News: published releases with their corrections, and a feed. No party is named here; texts pass a gate before."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from saksama.people.marks import public
from saksama.site import queries
from saksama.site.showing import show
from saksama.situation.models import Release
from saksama.situation.queries import published, published_as
from saksama.situation.releases import reading

MOST = 30
FRESH = 300
"""Seconds a copy of the pages may be kept on the way."""


@public
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The newest releases, and how mistakes are put right."""
    office = queries.home_office(request.at)
    found = published(request.at, office_code=office.code if office else None)[:MOST]
    rows = [(release, reading.read(release)) for release in found]
    return _fresh(show(request, "site/news.html", {"rows": rows}, office=office))


@public
@require_safe
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """One release as it was published, its corrections first; of a withdrawn one the headline and the reason."""
    release = published_as(slug, request.at)
    if release is None:
        raise Http404
    context = {
        "release": release,
        "reading": reading.read(release),
        "notes": reading.public_notes(release),
        "figures": [row for row in release.values.all() if row.is_figure and _is_named(row.name, release)],
        "is_withdrawn": release.state == Release.State.WITHDRAWN,
    }
    return _fresh(show(request, "site/news_item.html", context, office=queries.home_office(request.at)))


@public
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same as Atom, for readers and newsrooms; a correction makes an entry new."""
    office = queries.home_office(request.at)
    atom = Atom1Feed(
        title=_("News of %(office)s") % {"office": office.name if office else "Saksama"},
        link=request.build_absolute_uri(reverse("site:news")),
        feed_url=request.build_absolute_uri(request.path),
        description="",
        language="id",
    )
    for release in published(request.at, office_code=office.code if office else None)[:MOST]:
        read, notes = reading.read(release), reading.public_notes(release)
        gone = release.state == Release.State.WITHDRAWN
        link = request.build_absolute_uri(reverse("site:news_item", args=[release.slug]))
        told = [f"{note.get_kind_display()}: {note.text}" for note in notes]
        atom.add_item(
            title=f"{_('Withdrawn')}: {read.title}" if gone else read.title,
            link=link,
            unique_id=f"urn:uuid:{release.pk}",
            description=" ".join([*told, "" if gone else read.lead]).strip(),
            pubdate=release.published_at,
            updateddate=max([release.published_at, *(note.at for note in notes)]),
            author_name=release.office.name,
        )
    content = atom.writeString("utf-8")
    return _fresh(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"))


def _is_named(name: str, release: Release) -> bool:
    return f"{{{name}}}" in f"{release.title} {release.text}"


def _fresh(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, public=True, max_age=FRESH)
    return response
