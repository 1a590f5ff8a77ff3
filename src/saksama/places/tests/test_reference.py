"""The data as shipped: sums, orphans, dates. No database."""

from collections import Counter
from datetime import date

import pytest

from saksama.places import reference, rules

pytestmark = pytest.mark.rules


@pytest.fixture(scope="module")
def areas() -> list[reference.AreaRow]:
    return list(reference.areas())


def test_the_country_has_all_its_areas(areas: list[reference.AreaRow]) -> None:
    assert Counter(area.level for area in areas) == reference.AREA_COUNTS
    assert len({area.code for area in areas}) == len(areas) == 91_600


def test_every_kind_of_area_is_counted_as_the_decree_counts(areas: list[reference.AreaRow]) -> None:
    kinds = Counter(area.kind for area in areas)
    assert (kinds["kabupaten"], kinds["kota"]) == (416, 98)
    assert (kinds["desa"], kinds["kelurahan"], kinds["desa adat"]) == (75_252, 8_496, 14)
    assert kinds["kecamatan"] + kinds["distrik"] == 7_285


def test_no_area_is_an_orphan_and_parents_come_first(areas: list[reference.AreaRow]) -> None:
    seen: set[str | None] = {None}
    for area in areas:
        assert area.parent in seen, area
        seen.add(area.code)


def test_every_province_has_a_zone(areas: list[reference.AreaRow]) -> None:
    zones = Counter(rules.zone_label(area.code) for area in areas if area.level == "province")
    assert zones == {"WIB": 18, "WITA": 12, "WIT": 8}


def test_kukar_has_20_districts_and_237_villages(areas: list[reference.AreaRow]) -> None:
    inside = Counter(area.level for area in areas if rules.is_within(area.code, "64.02"))
    assert inside == {"regency": 1, "district": 20, "village": 237}


def test_stations_of_the_whole_country_sum_to_the_published_total() -> None:
    rows = list(reference.rows("tps/tps-kecamatan.csv"))
    assert sum(int(row["tps_pilkada2024"]) for row in rows) == 435_296


def test_kukar_has_1447_stations_spread_within_the_published_district_counts() -> None:
    stations = list(reference.stations("64.02"))
    published = {
        code: n for code, n in reference.district_stations().items() if rules.is_within(code, "64.02")
    }
    assert len({code for code, _, _ in stations}) == len(stations) == sum(published.values()) == 1_447
    assert Counter(rules.parent_of(village) for _, village, _ in stations) == published
    assert len({village for _, village, _ in stations}) == 237
    assert all(rules.parent_of(code) == village for code, village, _ in stations)


def test_offices_are_named_by_level() -> None:
    area = reference.AreaRow("64.02.06", "Tenggarong", "district", "kecamatan", "64.02")
    office = reference.office_of(area)
    assert (office.name, office.members_count) == ("Panwaslu Kecamatan Tenggarong", 3)
    with pytest.raises(ValueError, match=r"64\.02\.06\.1001"):
        reference.office_of(reference.AreaRow("64.02.06.1001", "Melayu", "village", "kelurahan", "64.02.06"))


def test_the_stages_of_the_example_stand_in_the_data() -> None:
    stages = {stage.key: stage for stage in reference.stages("pilkada-2024", "pilkada-2024")}
    campaign = stages["campaign"]
    assert campaign.starts_on is not None
    assert (campaign.ends_on - campaign.starts_on).days + 1 == 60
    assert (stages["quiet_period"].starts_on, stages["quiet_period"].ends_on) == (
        date(2024, 11, 24),
        date(2024, 11, 26),
    )
    assert stages["voting"].starts_on == stages["recapitulation"].starts_on == date(2024, 11, 27)
    assert stages["planning"].starts_on is None
