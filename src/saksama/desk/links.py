"""Addresses of other rooms' pages, in one place."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse


def case(case_id: UUID | str) -> str:
    """The page of one case."""
    try:
        return reverse("cases:case", kwargs={"pk": case_id})
    except NoReverseMatch:
        return f"/meja/perkara/{case_id}/"
