import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksama.evidence import rules

pytestmark = pytest.mark.rules

WHO = {
    "name": "Siti Nur’aini, S.H.",
    "nik": "6402 0551 0190 0003",
    "phone": "0812-3456-7890",
    "email": "Siti@Contoh.id",
}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "BUDI  Santoso", "budi santoso"),
        ("name", "Búdi-Santoso", "Budi Santoso"),
        ("name", "Nur'aini", "Nuraini"),
        ("nik", "6402-0551.0190 0003", "6402055101900003"),
        ("nik", "６４０２０５５１０１９００００３", "6402055101900003"),
        ("phone", "+62 812-3456-7890", "081234567890"),
        ("phone", "62 812 3456 7890", "0812.3456.7890"),
        ("phone", "+62 (0)812 3456 7890", "081234567890"),
        ("email", " Budi@Contoh.ID ", "budi@contoh.id"),
    ],
)
def test_two_spellings_of_one_value_are_one(kind, one, other):
    assert rules.normalised(kind, one) == rules.normalised(kind, other) != ""


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "Budi Santoso", "Santoso Budi"),
        ("nik", "6402055101900003", "6402055101900004"),
        ("phone", "081234567890", "81234567890"),
        ("email", "a@b.id", "ab@id"),
    ],
)
def test_two_values_stay_two(kind, one, other):
    assert rules.normalised(kind, one) != rules.normalised(kind, other)


@pytest.mark.parametrize(
    ("story", "found"),
    [
        ("Saya melihat camat membagikan uang.", []),
        ("Saya, siti nuraini s.h., melihat camat.", ["name"]),
        ("SITI NUR'AINI SH", []),
        ("nama saya Siti\nNur’aini\nS.H.", ["name"]),
        ("NIK 6402055101900003", ["nik"]),
        ("nik: 6402-0551-0190-0003.", ["nik"]),
        ("hubungi 0812 3456 7890", ["phone"]),
        ("hubungi +62 812 3456 7890 atau siti@contoh.id", ["phone", "email"]),
        ("hubungi +6281234567890", ["phone"]),
        ("TPS 3 0812.3456.7890", ["phone"]),
        ("Rp 812.345 lalu 67.890", []),
    ],
)
def test_story_that_holds_the_reporter_is_noticed(story, found):
    assert rules.appears_in(story, WHO) == found


def test_a_name_is_not_found_inside_another_word():
    assert rules.appears_in("animo warga tinggi", {"name": "Ani"}) == []
    assert rules.appears_in("kata Ani, warga ramai", {"name": "Ani"}) == ["name"]


def test_empty_fields_are_never_found():
    assert rules.appears_in("apa saja", {"name": "", "nik": "", "phone": "-", "email": ""}) == []
    assert rules.appears_in("apa saja", {}) == []


@given(st.text(), st.text(min_size=3))
def test_a_name_between_spaces_is_always_found(story, name):
    expected = ["name"] if len(rules.normalised("name", name)) > 2 else []
    assert rules.appears_in(f"{story} {name} {story}", {"name": name}) == expected


@given(st.sampled_from(rules.INDEXED), st.text())
def test_normalising_twice_changes_nothing(kind, value):
    once = rules.normalised(kind, value)
    assert rules.normalised(kind, once) == once
