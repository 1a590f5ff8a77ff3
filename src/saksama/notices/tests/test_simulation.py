"""Sixty cases over six weeks of the real calendar; ``python -m bench.alerts`` plays ten thousand."""

from datetime import date

import pytest

from saksama.cases.testing import wita
from saksama.notices import kinds, testing
from saksama.notices.models import Alert, Delivery
from saksama.notices.operations import set_channel
from saksama.people.testing import person

pytestmark = pytest.mark.django_db


def test_no_limit_passes_without_its_chain_and_nothing_is_lost_or_sent_twice(cast, settings, monkeypatch):
    settings.ALERTS_MAILER = "mailto://127.0.0.1:9?from=saksama@example.org"
    monkeypatch.setitem(
        kinds._KINDS,
        testing.KIND,
        kinds.Kind(
            words=lambda step: kinds.Words(step, step), address=lambda subject: "",
            seen=lambda account, ids, today: ids,
        ),
    )  # fmt: skip
    leaving = person("64.02-petugas-3", "Petugas Tiga", "case_officer", ends_on=date(2024, 10, 20))
    officers = [cast.officer, leaving]
    for account in (cast.officer, cast.chair, cast.coordinator):
        set_channel(account, "email", f"{account.pk}@example.org", at=wita(1, month=9))
    played = testing.simulate(cases=60, officers=officers, days=45)
    assert played.faults == []
    assert played.passed > 20
    assert len(played.limits) > 150
    assert sum(played.sent.values()) > 100
    assert Alert.objects.filter(is_fallback=True).exists()
    assert Delivery.objects.filter(tries__gt=1, state="sent").exists()
