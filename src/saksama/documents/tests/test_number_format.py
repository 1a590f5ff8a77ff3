"""Numbers as the registers and the press print them (domain sheet section 4)."""

from datetime import date

import pytest

from saksama.documents import rules
from saksama.documents.errors import BrokenTemplate, NumberOutOfRange, UnknownPlaceholder

pytestmark = pytest.mark.rules

NOV_10 = date(2024, 11, 10)


def write(template=rules.DEFAULT_TEMPLATE, **changed):
    segments = {
        "number": 5, "registered": True, "kind_code": "LP", "election": "PB",
        "level": "Kab", "region": "23.07", "on": NOV_10,
    }  # fmt: skip
    return rules.format_number(template, **{**segments, **changed})


@pytest.mark.parametrize(
    ("expected", "changed"),
    [
        ("005/Reg/LP/PB/Kab/23.07/XI/2024", {}),
        ("005/LP/PB/Kab/23.07/XI/2024", {"registered": False}),
        (
            "005/LP/PP/Prov/05.00/III/2024",
            {"registered": False, "election": "PP", "level": "Prov", "region": "05.00",
             "on": date(2024, 3, 31)},
        ),
        (
            "004/LP/PL/Kota/21.01/II/2024",
            {"registered": False, "number": 4, "election": "PL", "level": "Kota", "region": "21.01",
             "on": date(2024, 2, 1)},
        ),
        (
            "005/TM/PL/Kab/27.10/V/2024",
            {"registered": False, "kind_code": "TM", "election": "PL", "region": "27.10",
             "on": date(2024, 5, 9)},
        ),
        (
            "003/TM/PB/Kab/27.12/XI/2024",
            {"registered": False, "number": 3, "kind_code": "TM", "region": "27.12"},
        ),
        (
            "003/LP/PB/Kab/06.08/XII/2024",
            {"registered": False, "number": 3, "region": "06.08", "on": date(2024, 12, 31)},
        ),
        ("900/Reg/LP/PB/Kab/23.07/XI/2024", {"number": 900}),
        ("1447/Reg/LP/PB/Kab/23.07/XI/2024", {"number": 1447}),
    ],
)  # fmt: skip
def test_number_of_the_public_lists_is_written(expected, changed):
    assert write(**changed) == expected


@pytest.mark.parametrize(
    ("expected", "template", "changed"),
    [
        (
            "001/REG/PL/PB/KAB/21/K.KH-06/XI/2024",
            "{number}/{REGISTERED}{type}/{election}/{LEVEL}/{province}/K.KH-06/{month}/{year}",
            {"number": 1, "kind_code": "PL", "region": "21.07"},
        ),
        (
            "002/REG/PL/PB/KAB/2/21.07/K.KH-06/XII/2024",
            "{number}/REG/{type}/{election}/{LEVEL}/2/{region}/K.KH-06/{month}/{year}",
            {"number": 2, "kind_code": "PL", "region": "21.07", "on": date(2024, 12, 2)},
        ),
    ],
)
def test_an_office_with_a_shape_of_its_own_writes_it_by_template(expected, template, changed):
    assert write(template, **changed) == expected


def test_an_empty_template_means_the_default():
    assert write("") == "005/Reg/LP/PB/Kab/23.07/XI/2024"


def test_an_unknown_placeholder_is_named_together_with_the_known_ones():
    with pytest.raises(UnknownPlaceholder) as caught:
        write("{number}/{nomor}")
    assert caught.value.params["placeholder"] == "nomor"
    assert "{region}" in caught.value.advice


@pytest.mark.parametrize(
    "template", ["{number", "number}", "{type}/{year}", "{number}{number}", "{{number}}", "tanpa"]
)
def test_a_template_that_cannot_be_filled_is_refused(template):
    with pytest.raises(BrokenTemplate):
        write(template)


@pytest.mark.parametrize("template", ["{number.__class__}", "{number!r}", "{number:>9999999}", "{0}", "{}"])
def test_a_template_reaches_nothing_but_the_segments(template):
    with pytest.raises(UnknownPlaceholder):
        write(template)


def test_a_segment_that_looks_like_a_placeholder_is_only_text():
    assert write("{number}/{region}", region="{year}") == "005/{year}"


def test_numbers_begin_at_one():
    with pytest.raises(NumberOutOfRange):
        write(number=0)


@pytest.mark.parametrize(
    ("level", "area_kind", "expected"),
    [
        ("nation", "", "RI"), ("province", "provinsi", "Prov"), ("regency", "kabupaten", "Kab"),
        ("regency", "kota", "Kota"), ("district", "kecamatan", "Kec"),
    ],
)  # fmt: skip
def test_level_follows_the_office(level, area_kind, expected):
    assert rules.level_code(level, area_kind) == expected


def test_all_twelve_months_are_roman():
    months = " ".join(rules.roman_month(date(2024, month, 1)) for month in range(1, 13))
    assert months == "I II III IV V VI VII VIII IX X XI XII"


def test_a_fingerprint_is_three_groups_of_four():
    assert rules.fingerprint("7BE291C04D1A" + "0" * 52) == "7be2 91c0 4d1a"
