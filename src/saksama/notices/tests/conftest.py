"""The stage of the alerts' tests: Kutai Kartanegara with its cast, and limits handed by hand."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from saksama.cases.testing import wita
from saksama.notices import kinds
from saksama.notices.models import Deadline
from saksama.notices.operations import DueDate, hand
from saksama.people import testing as people
from saksama.people.testing import Cast
from saksama.places import testing as places


@pytest.fixture
def cast(db: None) -> Cast:
    places.kukar()
    return people.cast()


@pytest.fixture
def thing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of subject that everybody sees."""
    monkeypatch.setitem(
        kinds._KINDS,
        "thing",
        kinds.Kind(
            words=lambda step: kinds.Words("Kajian awal berakhir", "Simpulkan kajian awal"),
            address=lambda subject: f"/meja/thing/{subject}/",
            seen=lambda account, ids, today: ids,
        ),
    )


@pytest.fixture
def limit(cast: Cast, thing: None) -> Callable[..., Deadline]:
    """``limit(due=14, at=wita(9))``: one running limit of one subject, due on that day of November 2024."""

    def make(due: int = 14, *, at: datetime | None = None, subject: str = "1", **more: Any) -> Deadline:
        told = {
            "office": "64.02",
            "owner": cast.officer.pk,
            "reference": "003/LP/PB/Kab/23.07/XI/2024",
        } | more
        with transaction.atomic():
            hand(
                ("thing", subject),
                [DueDate(mark=f"m{subject}", step="initial_study", due_on=date(2024, 11, due))],
                at=at or wita(9),
                **told,
            )
        return Deadline.objects.get(subject_id=subject)

    return make
