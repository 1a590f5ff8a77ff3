"""Searching cases: every script, absurd words, and signs with which a query language would do something."""

import pytest

from saksama.cases import search
from saksama.cases.models import Case
from saksama.cases.search import matching, newest, words
from saksama.cases.testing import wita

pytestmark = pytest.mark.django_db


def found(typed):
    return list(matching(Case.objects.all(), typed))


@pytest.mark.parametrize(
    ("story", "typed"),
    [
        ("Pemilih Müller menolak uang", "muller"),
        ("Dibagikan ２００ ribu rupiah", "200"),
        ("Ada tulisan صدقة di amplop", "صدقة"),
        ("Ada tulisan صَدَقَة di amplop", "صدقة"),
        ("Aksara Jawa ꦱꦏ꧀ꦱꦩ di spanduk", "ꦱꦏ꧀ꦱꦩ"),
        ("Aksara हिन्दी di spanduk", "हिन्दी"),
        ("Spanduk 選挙 besar", "選挙"),
        ("Nomor ١٢٣ di kertas", "١٢٣"),
        ("Toko ℡ Ⅷ di pasar", "tel viii"),
        ("Huruf 𝕊𝕒𝕜𝕤𝕚 di poster", "saksi"),
        ("Emoji 👍🏽 dan kata", "kata"),
        ("STRASSE dan straße", "strasse"),
        ("Surat AND OR NOT NEAR di meja", "and or not near"),
        ("K'ari o'clock", "o'clock"),
    ],
)
def test_a_word_is_found_in_any_script(stage, story, typed):
    case = stage.report(what=story).case
    assert found(typed) == [case], words(typed)


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "\\", "* OR *", "amplop' | 'x", 'amplop" OR words:"x', "amplop:*)", "NEAR(amplop dibagikan)",
        "'; DROP TABLE cases_case; --", "amplop\x00", "\x00", "\ud800", "%_", "words:", "^amplop zzz", "-amplop zzz",
        "ꦱ" * 90, "ـ", "\u0301", "a " * 100,
    ],
)  # fmt: skip
def test_signs_of_a_query_language_are_only_signs(stage, typed):
    stage.report()
    assert len(found(typed)) <= 1


def test_a_story_of_one_endless_word_is_kept_and_found_by_its_beginning(stage):
    case = stage.report(what="a" * 20_000 + " sembako").case
    assert found("sembako") == [case]
    assert found("aaaaaaaa") == [case]
    assert found("a" * 200) == [case]


def test_a_story_of_many_words_without_end_is_kept(stage):
    story = " ".join(f"{number:05}{'x' * 1995}" for number in range(80))
    case = stage.report(what=story).case
    assert found("00042x") == [case]


def test_the_same_letters_are_kept_on_every_database():
    assert words("ℌ𝕊 ℡ Ⅷ İZIN " + "a" * 3000) == ["hs", "tel", "viii", "izin", "a" * 60]


@pytest.mark.parametrize("few", [0, 1000])
def test_the_newest_hits_are_those_of_the_whole_search_whichever_way_they_are_read(stage, monkeypatch, few):
    monkeypatch.setattr(search, "FEW", few)
    told = ("amplop balai", "amplop pasar", "beras pasar", "amplop amplifier")
    made = [stage.report(wita(3 + day), what=what).case for day, what in enumerate(told)]
    for typed in (
        "amplop",
        "ampl",
        "amplop pas",
        "pasar amplop",
        "beras",
        "zamrud",
        "amplop zamrud",
        "",
        "'",
    ):
        held = {case.pk for case in matching(Case.objects.all(), typed)}
        expected = [case.pk for case in reversed(made) if case.pk in held]
        assert newest(Case.objects.all(), typed, 50) == expected, typed
        assert newest(Case.objects.all(), typed, 1) == expected[:1]
        assert newest(Case.objects.exclude(pk=made[0].pk), typed, 50) == [
            pk for pk in expected if pk != made[0].pk
        ]


def test_words_written_anew_leave_nothing_behind(stage):
    case = stage.report(what="Amplop").case
    Case.objects.filter(pk=case.pk).update(what="Beras")
    search.index(Case.objects.get(pk=case.pk))
    assert not found("amplop dibagikan seusai")
    assert newest(Case.objects.all(), "beras", 5) == [case.pk]
