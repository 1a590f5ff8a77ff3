"""The head of a letter says what the office wrote about itself."""

import pytest

from saksama.documents import letterheads, pdf
from saksama.places.models import Office

pytestmark = pytest.mark.rules


def test_two_lines_and_what_is_known_of_the_address():
    office = Office(
        name="Bawaslu Kota Contoh",
        letterhead_1="Badan Pengawas Pemilihan Umum",
        letterhead_2="Kota Contoh",
        address="Jalan Contoh 1",
        email="surat@contoh.example",
    )
    assert letterheads.of(office) == {
        "line_1": "Badan Pengawas Pemilihan Umum",
        "line_2": "Kota Contoh",
        "address": "Jalan Contoh 1 · surat@contoh.example",
    }


def test_an_office_without_a_letterhead_is_named_by_its_name():
    head = letterheads.of(Office(name="Bawaslu Kota Contoh", letterhead_2="tidak dipakai"))
    assert head == {"line_1": "Bawaslu Kota Contoh", "line_2": "", "address": ""}


def test_a_bare_letterhead_and_an_own_emblem_are_both_set(example):
    emblem = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4"/></svg>'
    plain = {"line_1": "Bawaslu Kabupaten Kepulauan Siau Tagulandang Biaro", "line_2": "", "address": ""}
    without = pdf.render("status_notice", example("status_notice", office=plain))
    own = pdf.render("status_notice", example("status_notice", office={**plain, "emblem_svg": emblem}))
    assert without != own
