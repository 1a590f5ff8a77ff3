"""Reads of the directory: who is there, who heads what on a day, whom an office may invite or write to."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from saksama.people import scope
from saksama.people.models import Account, Category, Institution, Post, Tenure
from saksama.people.queries import MOST_WORDS
from saksama.places.models import within
from saksama.places.rules import lineage

FORKOPIMDA = "forkopimda"
"""A word beside the categories: all members of the forum, whatever their own category."""


def institutions_of(
    account: Account, *, today: date, words: str = "", category: str = "", with_closed: bool = False
) -> QuerySet[Institution]:
    """Entries where ``account`` may look, by category and name; ``words`` look in names and codes."""
    seen = scope.visible_to(
        Institution.objects.all(), account, "view_directory", field="area_code", today=today
    )
    for word in words.replace("\0", " ").split()[:MOST_WORDS]:
        seen = seen.filter(Q(name__icontains=word) | Q(code__icontains=word))
    if not with_closed:
        seen = seen.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=today))
    return of_category(seen, category).order_by("category", "area_code", "name")


def around(office_code: str, *, on: date) -> QuerySet[Institution]:
    """Whom an office may write to or invite on ``on``: in its area, and of the areas that contain it."""
    existing = Institution.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on))
    here = within(office_code, "area_code") | Q(area_code__in=lineage(office_code)[1:])
    return existing.filter(here).order_by("category", "area_code", "name")


def of_category(institutions: QuerySet[Institution], category: str) -> QuerySet[Institution]:
    """Only those of ``category``, or of the Forkopimda; all when the word is empty or unknown."""
    if category == FORKOPIMDA:
        return institutions.filter(is_forkopimda=True)
    return institutions.filter(category=category) if category in Category.values else institutions


def heads_on(codes: Iterable[str], *, on: date) -> dict[str, tuple[Post, Tenure | None]]:
    """``{institution code: (post to which letters go, who holds it on the day or None)}``; two queries."""
    holders = Tenure.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on
    ).select_related("person")
    posts = Post.objects.filter(institution__in=list(codes), is_head=True).prefetch_related(
        Prefetch("tenures", holders, to_attr="holders")
    )
    return {
        post.institution_id: (post, post.holders[0] if post.holders else None)  # type: ignore[attr-defined]
        for post in posts
    }
