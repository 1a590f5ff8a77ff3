"""When two tellings are called alike, and in which words that is said."""

from datetime import date

import pytest
from django.utils import translation

from saksama.cases.likeness import rules
from saksama.cases.likeness.rules import Part, Telling, compare, likely, significant
from saksama.cases.likeness.wording import reasons
from saksama.cases.search import words

pytestmark = pytest.mark.rules

STORY = "Tim pasangan 2 membagikan amplop berisi uang lima puluh ribu kepada ibu-ibu di balai desa seusai pengajian"
RETOLD = (
    "Seusai pengajian di balai desa, ibu-ibu diberi amplop, isinya uang lima puluh ribu, dari tim pasangan 2"
)
OTHER = "Baliho besar dipaku pada pohon di depan sekolah dasar negeri sepanjang jalan poros kecamatan"
PERIAN, NEXT_DOOR, DISTRICT = "64.02.06.2001", "64.02.06.2002", "64.02.06"


def telling(
    story=STORY, *, place="Balai desa Perian", area=PERIAN, day=date(2024, 11, 3), names=("budi santoso",)
):
    return Telling(significant(words(story)), significant(words(place)), area, day, tuple(names))


@pytest.mark.parametrize(
    ("changes", "is_likely"),
    [
        ({}, True),
        ({"story": RETOLD}, True),
        (
            {"story": RETOLD, "names": (), "day": None, "area": "", "place": ""},
            True,
        ),  # the text is nearly the same
        ({"story": OTHER}, True),  # the same person, place and day
        ({"story": OTHER, "names": ()}, False),
        ({"story": OTHER, "day": date(2024, 11, 7)}, False),
        ({"story": OTHER, "area": NEXT_DOOR, "place": "Lapangan"}, False),
        (
            {"story": OTHER, "area": "64.02.07.2001"},
            False,
        ),  # another district, though the place is called the same
        ({"story": OTHER, "area": "64.02.06"}, True),  # only the district is known; the place as told agrees
        ({"story": "Amplop", "names": ()}, False),  # too few words to judge, and nobody named
    ],
)
def test_a_case_is_suggested_only_where_enough_agrees(changes, is_likely):
    one, other = telling(), telling(**changes)
    assert compare(one, other).is_likely is is_likely
    assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize(
    ("days", "agrees"), [(0, True), (rules.NEAR_DAYS, True), (rules.NEAR_DAYS + 1, False)]
)
def test_days_agree_up_to_three_apart(days, agrees):
    found = compare(
        telling(day=date(2024, 11, 30)), telling(day=date.fromordinal(date(2024, 11, 30).toordinal() + days))
    )
    assert (Part.TIME in found.parts) is agrees
    assert found.days == days


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("budi santoso", "santoso budi", True),
        ("budi santoso", "h budi santoso s sos", True),
        ("budi santoso", "budi santosa", True),
        ("budi", "budi santoso", False),
        ("budi santoso", "budi hartono", False),
        ("", "", False),
    ],
)
def test_names_are_compared_by_letters_in_any_order(one, other, same):
    assert rules.same_name(one, other) is same


def test_a_suggestion_says_all_its_reasons():
    found = compare(telling(), telling(RETOLD, day=date(2024, 11, 4)))
    with translation.override("en"):
        assert reasons(found) == "same village, 1 day apart, same respondent, 86% of the words"


def test_the_most_alike_comes_first_and_what_is_not_alike_is_left_out():
    others = [telling(OTHER, names=()), telling(RETOLD, names=(), day=None), telling()]
    assert [place for place, _likeness in likely(telling(), others)] == [2, 1]


def test_nothing_told_is_like_nothing():
    assert not compare(Telling(), Telling()).parts
