"""Areas and offices in the database."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from saksama.places import operations, queries, reference, testing
from saksama.places.models import Area, Level, Office, within

pytestmark = pytest.mark.django_db


def test_the_whole_country_loads_and_a_second_run_finds_it_there() -> None:
    told, out = StringIO(), StringIO()
    call_command("load_places", stdout=out, stderr=told)
    counts = {level: Area.objects.filter(level=level).count() for level in Level.values}
    assert counts == reference.AREA_COUNTS
    assert Office.objects.count() == 1 + 38 + 514 + 7_285
    assert not Area.objects.filter(Q(parent=None) & ~Q(level="nation")).exists()
    assert not Office.objects.exclude(code=F("area_id")).exists()
    assert "100 %" in told.getvalue()
    assert "91,600" in out.getvalue()
    call_command("load_places", stdout=out, stderr=told)
    assert "already there" in out.getvalue()


def test_loading_again_refreshes_names_and_keeps_what_the_office_wrote(office: Office) -> None:
    Area.objects.filter(code="64.02").update(name="misspelt")
    Office.objects.filter(code="64.02").update(address="Jalan Contoh 1")
    rows = [row for row in reference.areas() if row.code == "64.02"]
    operations.save_areas(rows)
    operations.save_offices(map(reference.office_of, rows))
    assert Area.objects.get(code="64.02").name == "Kabupaten Kutai Kartanegara"
    assert Office.objects.get(code="64.02").address == "Jalan Contoh 1"


def test_the_example_office_is_known_with_its_unconfirmed_code(office: Office) -> None:
    assert (office.name, office.seat, office.members_count) == (
        "Bawaslu Kabupaten Kutai Kartanegara",
        "Tenggarong",
        5,
    )
    assert (office.bawaslu_region_code, office.region_code_confirmed) == ("23.07", False)
    assert office.zone == "Asia/Makassar"
    assert Office.objects.get(code="64.01").bawaslu_region_code == ""


def test_within_takes_the_area_and_all_inside_and_nothing_beside(office: Office) -> None:
    inside = set(Area.objects.within("64.02").values_list("code", flat=True))
    assert {"64.02", "64.02.06", "64.02.07"} <= inside
    assert all(code == "64.02" or code.startswith("64.02.") for code in inside)
    assert Area.objects.within("00").count() == Area.objects.count()
    assert not Area.objects.within("64.0").exists()


@pytest.mark.parametrize("stranger", ["64.021", "64.020", "64.03", "64.0", "640", "6402", "65", "64.02x"])
def test_a_code_that_only_begins_alike_is_not_within(office: Office, stranger: str) -> None:
    """The range must be compared byte by byte, whatever the language of the database."""
    Area.objects.create(code=stranger, name="stranger", level="regency", kind="kabupaten", parent_id="00")
    assert not Area.objects.within("64.02").filter(code=stranger).exists()


def test_a_foreign_key_to_a_code_is_compared_byte_by_byte_too(office: Office) -> None:
    offices = Office.objects.filter(within("64.02", "area"))
    assert set(offices.values_list("code", flat=True)) == {"64.02", "64.02.06", "64.02.07"}
    assert Office.objects.filter(within("00", "area") | Q(code="none")).count() == Office.objects.count()


def _plan(queryset: object) -> str:
    return queryset.explain()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads small tables whole, index or not")
def test_children_and_ranges_are_read_from_an_index(office: Office) -> None:
    assert "area_children" in _plan(queries.children("64.02.06"))
    assert "USING INDEX" in _plan(Area.objects.within("64.02"))
    assert "SCAN" not in _plan(Office.objects.filter(within("64.02", "area")))


def test_a_full_name_reads_from_near_to_far_in_one_query(office: Office) -> None:
    village = testing.village()
    with CaptureQueriesContext(
        connection,
    ) as made:
        name = queries.full_name(village.code)
    assert name == f"{village.title}, Kecamatan Tenggarong, Kabupaten Kutai Kartanegara"
    assert len(made) == 1


def test_a_report_from_a_village_belongs_to_the_office_of_its_regency(office: Office) -> None:
    assert queries.office_for(testing.village().code) == office
    nearest = queries.office_for(testing.village().code, "district")
    assert nearest is not None
    assert nearest.code == testing.TENGGARONG
    assert queries.office_for("00") is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compares by bytes anyway")
def test_postgresql_keeps_codes_and_references_to_them_in_byte_order() -> None:
    columns = [
        ("places_area", "code"),
        ("places_area", "parent_id"),
        ("places_office", "code"),
        ("places_pollingstation", "code"),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE collation_name = 'C'"
        )
        in_byte_order = set(cursor.fetchall())
    assert set(columns) <= in_byte_order
