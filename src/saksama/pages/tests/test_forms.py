from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from saksama.pages.forms import DayField, month_from_text
from saksama.pages.gallery import sample_form

pytestmark = pytest.mark.rules


class KnownForm(forms.Form):
    known_on = DayField(label="Kapan?")


def sent(day: str, month: str, year: str) -> KnownForm:
    return KnownForm({"known_on_0": day, "known_on_1": month, "known_on_2": year})


def drawn(source: str, **context: object) -> str:
    return Template("{% load pages %}" + source).render(Context(context))


@pytest.mark.parametrize("month", ["11", "November", "nov", "NOPEMBER", "Nov."])
def test_a_month_may_be_a_word_or_a_figure(month: str) -> None:
    form = sent("7", month, "2024")
    assert form.is_valid()
    assert form.cleaned_data["known_on"] == date(2024, 11, 7)


@pytest.mark.parametrize("text", ["13", "0", "no", "bulan", "", "١"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert month_from_text(text) is None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Tulis tanggal, bulan, dan tahunnya."),
        (("7", "", "2024"), "Tulis ketiganya: tanggal, bulan, dan tahun."),
        (("31", "November", "2024"), "Tidak ada tanggal 31 November 2024. Periksa tanggal dan bulannya."),
        (
            ("7", "Novembre!", "2024"),
            "Bulan “Novembre!” tidak kami kenali. Tulis namanya atau angkanya, 1 sampai 12.",
        ),
        (("7", "November", "24"), "Tulis tahun dengan empat angka, misalnya 2024."),
        (
            ("tujuh", "November", "2024"),
            "Tidak ada tanggal tujuh November 2024. Periksa tanggal dan bulannya.",
        ),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_keeps_what_was_typed(
    parts: tuple[str, str, str], sentence: str
) -> None:
    form = sent(*parts)
    assert form.errors["known_on"] == [sentence]
    html = drawn("{% field form.known_on %}", form=form)
    for part in filter(None, parts):
        assert f'value="{part}"' in html


def test_a_date_from_a_script_is_read_too() -> None:
    form = KnownForm({"known_on": "2024-11-07"})
    assert form.is_valid()
    assert form.cleaned_data["known_on"] == date(2024, 11, 7)


def test_an_initial_date_is_shown_in_words() -> None:
    html = drawn("{% field form.known_on %}", form=KnownForm(initial={"known_on": date(2024, 11, 7)}))
    assert 'value="November"' in html


def test_the_summary_links_to_each_faulty_field() -> None:
    html = drawn("{% error_summary form %}", form=sample_form("faulty"))
    for target in ("#id_known_on_0", "#id_phone", "#id_story", "#id_agree"):
        assert f'href="{target}"' in html
    assert "Belum diisi: Apa yang terjadi?" in html
    assert "autofocus" in html


def test_a_sentence_that_fields_share_is_told_with_the_name_of_each() -> None:
    class Figures(forms.Form):
        valid, void = (
            forms.CharField(label=label, error_messages={"required": "Tulis angkanya."})
            for label in ("Suara sah", "Suara tidak sah")
        )

    html = drawn("{% error_summary form %}", form=Figures({}))
    assert '<a href="#id_valid">Suara sah: Tulis angkanya.</a>' in html
    assert '<a href="#id_void">Suara tidak sah: Tulis angkanya.</a>' in html
    assert "Suara" not in drawn("{% error_summary form %}", form=Figures({"valid": "1"}))


def test_nothing_is_summed_up_when_nothing_is_wrong() -> None:
    assert drawn("{% error_summary form %}", form=sample_form("empty")).strip() == ""
    assert drawn("{% error_mark form %}", form=sample_form("empty")) == ""


def test_a_faulty_field_is_described_by_its_hint_and_its_fault() -> None:
    html = drawn("{% field form.phone %}", form=sample_form("faulty"))
    assert 'aria-describedby="id_phone-error"' in html
    assert 'id="id_phone-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_that_may_stay_empty_says_so_in_words() -> None:
    assert "(boleh kosong)" in drawn("{% field form.phone %}", form=sample_form("empty"))
    assert "(boleh kosong)" not in drawn("{% field form.place %}", form=sample_form("empty"))


def test_what_people_type_is_escaped() -> None:
    html = drawn("{% field form.known_on %}", form=sent('"><script>', "<b>", "2024"))
    assert "<script>" not in html
    assert "<b>" not in html
