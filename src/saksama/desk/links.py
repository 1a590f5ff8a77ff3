"""Addresses of other rooms' pages, in one place."""

from uuid import UUID

from django.urls import reverse


def case(case_id: UUID | str) -> str:
    """The page of one case."""
    return reverse("cases:case", kwargs={"pk": case_id})
