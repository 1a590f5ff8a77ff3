"""Articles to check: found by plain words, with the elements of the day, and never a verdict."""

from datetime import date

import pytest

from saksama.law import load, offences

pytestmark = pytest.mark.rules
DAY = date(2024, 11, 9)


def picklist(day=DAY, regime="pilkada"):
    return load().on(day, regime).offences()


def codes(text, day=DAY):
    return [match.offence.code for match in offences.find(text, picklist(day))]


@pytest.mark.parametrize(
    ("story", "first"),
    [
        ("Amplop berisi uang dibagikan kepada warga", "P187A-1"),
        ("Warga menerima beras dan sembako", "P187A-1"),
        ("Kepala desa mendukung satu pasangan", "P188"),
        ("Pegawai dinas mengajak warga memilih satu pasangan calon di grup percakapan", "P188"),
        ("Baliho dirusak malam hari", "P187-3"),
        ("Kampanye pada masa tenang", "P187-1"),
        ("Mutasi pejabat dinas", "P190"),
        ("Seseorang mencoblos dua kali", "P178B"),
        ("Ijazah palsu", "P179"),
        ("Menghina agama pasangan lain", "P187-2"),
    ],
)
def test_plain_words_lead_to_the_article(story, first):
    assert first in codes(story)[:2]


@pytest.mark.parametrize("text", ["", "   ", "123 !!", "dan yang orang", "zzz"])
def test_words_that_tell_nothing_lead_nowhere(text):
    assert codes(text) == []


def test_each_article_of_the_sheet_is_there_once():
    assert len(picklist()) == len({item.code for item in picklist()}) == 34
    assert {"P177", "P178F-H", "P187A-1", "P187A-2", "P188", "P198A"} <= {item.code for item in picklist()}


@pytest.mark.parametrize(("day", "word"), [(date(2024, 11, 13), "daerah"), (date(2024, 11, 14), "TNI/Polri")])
def test_who_can_commit_188_depends_on_the_day(day, word):
    first = next(item for item in picklist(day) if item.code == "P188").elements[0].of("id")
    assert ("TNI/Polri" in first) is (day >= date(2024, 11, 14))
    assert (word in first) is (day >= date(2024, 11, 14))


def test_an_article_that_was_not_read_has_no_elements_and_says_so():
    unread = next(item for item in picklist() if item.code == "P178D")
    assert (unread.elements, unread.source.is_confirmed) == ((), False)
    assert offences.sanction(unread).of("id") == "sanksi belum dibaca"


def test_a_sanction_is_said_in_words():
    money = next(item for item in picklist() if item.code == "P187A-1")
    assert offences.sanction(money).of("id") == "penjara 36–72 bulan dan denda Rp200–1000 juta"
    early = next(item for item in picklist() if item.code == "P187-1")
    assert offences.sanction(early).of("en") == "prison 0,5–3 months and/or fine Rp0,1–1 million"


def test_pemilu_has_no_list_yet_and_none_is_invented():
    assert picklist(regime="pemilu") == ()


def test_a_sanction_without_a_least_says_up_to_in_both_languages():
    told = [offences.sanction(item) for item in picklist()]
    assert [text.of("id") for text in told if "Rpsampai" in text.of("id")] == []
    assert any("denda sampai Rp1000 juta" in text.of("id") for text in told)
    assert not [text.of("en") for text in told if "sampai" in text.of("en")]
