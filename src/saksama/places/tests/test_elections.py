"""Events, stages and stations, as of a day."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import translation

from saksama.journal.models import Line
from saksama.places import operations, queries, reference, testing
from saksama.places.models import Area, Election, ElectionEvent, Office, PollingStation, Stage
from saksama.places.problems import PlaceProblem

pytestmark = pytest.mark.django_db


def drill(at: datetime, on: date) -> ElectionEvent:
    event = operations.NewEvent(
        slug="drill", kind="drill", area="64.02", name="Simulasi", vote_on=on, announced_on=date(2024, 1, 1)
    )
    return operations.create_event(election=testing.event().election, event=event, actor="system", at=at)


@pytest.mark.parametrize(
    ("on", "slug", "days"),
    [
        (date(2024, 11, 9), "kukar-2024-11-27", 18),
        (date(2024, 11, 26), "kukar-2024-11-27", 1),
        (date(2024, 11, 27), "kukar-2024-11-27", 0),
        (date(2025, 2, 24), "kukar-2025-04-19", 54),
        (date(2025, 4, 19), "kukar-2025-04-19", 0),
    ],
)
def test_the_next_vote_is_the_nearest_one_known_that_day(
    office: Office, on: date, slug: str, days: int
) -> None:
    found = queries.next_vote(on=on, office_code="64.02")
    assert found is not None
    assert (found[0].slug, found[1]) == (slug, days)


@pytest.mark.parametrize(
    "on", [date(2024, 1, 25), date(2024, 11, 28), date(2024, 12, 15), date(2025, 2, 23), date(2025, 4, 20)]
)
def test_no_vote_is_ahead_before_it_is_announced_or_after_the_last(office: Office, on: date) -> None:
    assert queries.next_vote(on=on, office_code="64.02") is None


@pytest.mark.parametrize(
    ("office_code", "slug"),
    [
        ("64", "kaltim-2024-11-27"),
        ("64.02.06", "kaltim-2024-11-27"),
        ("64.01", "kaltim-2024-11-27"),
        ("00", "kaltim-2024-11-27"),
    ],
)
def test_an_office_looks_to_votes_in_around_and_inside_its_area(
    office: Office, office_code: str, slug: str
) -> None:
    found = queries.next_vote(on=date(2024, 11, 9), office_code=office_code)
    assert found is not None
    assert (found[0].slug, found[1]) == (slug, 18)


def test_another_province_and_another_regency_have_no_part_in_the_re_vote(office: Office) -> None:
    assert queries.next_vote(on=date(2024, 11, 9), office_code="31.71") is None
    assert queries.next_vote(on=date(2025, 3, 1), office_code="64.01") is None
    assert queries.next_vote(on=date(2025, 3, 1), office_code="64") is not None


def test_a_drill_is_in_no_figure(office: Office, at: datetime) -> None:
    before = queries.next_vote(on=date(2024, 11, 9), office_code="64.02")
    row = drill(at, date(2024, 11, 16))
    on = date(2024, 11, 9)
    assert queries.next_vote(on=on, office_code="64.02") == before
    assert row not in queries.events(on=on)
    assert row in queries.events(on=on, include_drills=True)


def test_the_stage_of_a_drill_does_not_run(office: Office, at: datetime) -> None:
    row = drill(at, date(2024, 11, 16))
    day = date(2024, 11, 16)
    Stage.objects.create(
        event=row, key="voting", label_id="Simulasi", label_en="Drill", starts_on=day, ends_on=day
    )
    assert queries.stage_keys(on=day, office_code="64.02") == {"campaign", "monitor_accreditation"}


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        (date(2024, 9, 24), set()),
        (date(2024, 9, 25), {"campaign"}),
        (date(2024, 11, 23), {"campaign"}),
        (date(2024, 11, 24), {"quiet_period"}),
        (date(2024, 11, 26), {"quiet_period"}),
        (date(2024, 11, 27), {"voting", "recapitulation"}),
        (date(2024, 12, 16), {"recapitulation"}),
        (date(2025, 4, 18), {"quiet_period"}),
        (date(2025, 4, 19), {"voting"}),
    ],
)
def test_a_stage_runs_from_its_first_to_its_last_day(office: Office, on: date, keys: set[str]) -> None:
    background = {"ad_hoc_bodies", "monitor_accreditation"}
    assert queries.stage_keys(on=on, office_code="64.02") - background == keys


def test_elections_are_known_once_an_event_is_announced(office: Office) -> None:
    assert queries.elections(on=date(2024, 11, 9), office_code="64.02").count() == 2
    assert queries.elections(on=date(2023, 11, 9), office_code="64.02").count() == 0
    assert queries.elections(on=date(2024, 11, 9), office_code="31.71").count() == 0


def test_the_example_loads_all_stations_marked_as_spread_and_only_once(office: Office, at: datetime) -> None:
    rows = [row for row in reference.areas() if row.code.startswith("64.02.")]
    operations.save_areas(rows)
    PollingStation.objects.all().delete()
    for _ in range(2):
        operations.load_kukar_2024(actor="system", at=at)
    vote = testing.event()
    assert vote.stations.count() == testing.event("kukar-2025-04-19").stations.count() == 1_447
    assert vote.voters == 552_469
    assert not vote.stations.filter(spread_by_sample=False).exists()
    assert not vote.stations.filter(voters__isnull=False).exists()
    assert queries.stations(vote, "64.02.06").count() == 206
    assert queries.stations(vote, "64.01").count() == 0


def test_the_example_is_journalled_when_it_is_new(db: None, at: datetime) -> None:
    operations.save_areas(row for row in reference.areas() if row.code in {"00", "64", "64.02"})
    operations.load_kukar_2024(actor="system", at=at, with_stations=False)
    operations.load_kukar_2024(actor="system", at=at, with_stations=False)
    acts = list(Line.objects.filter(office="64.02").order_by("seq").values_list("act", flat=True))
    assert acts == ["election_created", "event_created", "event_created"]
    assert Stage.objects.count() == 15 + 15 + 2


def test_a_vote_before_its_announcement_is_refused(office: Office, at: datetime) -> None:
    event = operations.NewEvent(
        slug="x", kind="vote", area="64.02", name="X", vote_on=date(2024, 1, 1), announced_on=date(2024, 1, 2)
    )
    with pytest.raises(PlaceProblem, match="vote_before_announcement"):
        operations.create_event(election=testing.event().election, event=event, actor="1", at=at)


@pytest.mark.parametrize(
    ("slug", "area", "code"),
    [("pilkada-2024-64-02", "64.02", "already_exists"), ("new", "99", "area_unknown")],
)
def test_an_election_is_created_once_and_in_a_known_area(
    office: Office, at: datetime, slug: str, area: str, code: str
) -> None:
    with pytest.raises(PlaceProblem, match=code) as problem:
        operations.create_election(
            slug=slug, regime="pilkada", kind="PB", year=2024, area=area, name="X", actor="1", at=at
        )
    assert problem.value.message


def test_nothing_is_deleted_with_an_area_or_an_election(office: Office) -> None:
    for row in (Area.objects.get(pk="64.02"), Election.objects.first(), testing.event()):
        assert row is not None
        with pytest.raises(ProtectedError):
            row.delete()


def test_days_to_the_vote_follow_the_date_of_the_event(office: Office) -> None:
    ElectionEvent.objects.filter(vote_on=date(2024, 11, 27)).update(
        vote_on=date(2024, 11, 27) + timedelta(days=3)
    )
    found = queries.next_vote(on=date(2024, 11, 9), office_code="64.02")
    assert found is not None
    assert found[1] == 21


def test_names_of_events_and_stages_follow_the_language_of_the_reader(office: Office) -> None:
    vote = testing.event()
    quiet = vote.stages.get(key="quiet_period")
    with translation.override("id"):
        assert (vote.title, quiet.label) == ("Pemungutan suara 27 November 2024", "Masa tenang")
    with translation.override("en"):
        assert (vote.title, quiet.label) == ("Vote of 27 November 2024", "Quiet period")
