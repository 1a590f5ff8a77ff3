"""The figures follow the records: take a sample case away, and the day has one less."""

from datetime import date

import pytest

from saksama.cases import queries
from saksama.config.example import replay, script
from saksama.config.tests.stage import make_people_and_places


@pytest.mark.django_db
def test_taking_one_sample_case_away_gives_ten(monkeypatch):
    make_people_and_places()
    told = dict(script.read())
    told["case"] = [case for case in told["case"] if case["key"] != "beras"]
    monkeypatch.setattr(script, "read", lambda: told)
    replay.replay(date(2024, 11, 9))
    assert queries.figures("64.02", on=date(2024, 11, 9)).handled == 10
