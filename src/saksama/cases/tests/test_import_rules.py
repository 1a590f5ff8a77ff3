"""What heads, days and rows of other registers mean; every fault of a row is named, and none is guessed away."""

from datetime import date

import pytest

from saksama.cases import transitions as t
from saksama.cases.importing import rules, wording
from saksama.cases.importing.rules import Field, guess, read_day, read_row

pytestmark = pytest.mark.rules

ROW = {
    Field.NUMBER: "005/LP/PB/Kab/23.07/XI/2020",
    Field.RECEIVED: "5/11/2020",
    Field.STATE: "Selesai",
    Field.TITLE: "Amplop dibagikan",
}
TODAY = date(2024, 11, 9)


def read(words=None, **changes):
    row = {**ROW, **{Field(name): told for name, told in changes.items()}}
    return read_row(row, today=TODAY, words=words or {})


def test_heads_of_a_usual_register_are_understood():
    heads = [
        "No", "Nomor Register", "Tanggal Laporan", "Tgl. Registrasi", "Nama Pelapor", "Alamat Pelapor", "Nama Terlapor",
        "Jabatan Terlapor", "Jenis Pelanggaran", "Uraian Kejadian", "Tempat Kejadian", "Kecamatan",
        "Tanggal Kejadian", "Status", "Tanggal Selesai", "Laporan/Temuan", "Masalah",
    ]  # fmt: skip
    told = [name.value for name in guess(heads).values()]
    assert told == [
        "number", "received", "registered", "reporter", "address", "respondent", "post", "class", "what", "where",
        "area", "occurred", "state", "ended", "kind",
    ]  # fmt: skip
    assert rules.unmapped(guess(heads).values()) == []


def test_what_the_office_chose_before_goes_first():
    assert guess(["Kode", "Nomor"], {"kode": "number"}) == {0: Field.NUMBER}


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2020-11-05", date(2020, 11, 5)),
        ("2020-11-05 00:00:00", date(2020, 11, 5)),
        ("5/11/2020", date(2020, 11, 5)),
        ("05.11.20", date(2020, 11, 5)),
        ("5 November 2020", date(2020, 11, 5)),
        ("Kamis, 5 Nop 2020", date(2020, 11, 5)),
        ("17 Agustus 2020", date(2020, 8, 17)),
        ("44140", date(2020, 11, 5)),
        ("", None),
        ("-", None),
    ],
)
def test_days_are_read_as_registers_write_them(told, day):
    assert read_day(told) == day


@pytest.mark.parametrize(
    "told", ["kemarin", "31/2/2020", "5/13/2020", "November 2020", "0/0/0000", "2020-99-99"]
)
def test_what_is_no_day_is_refused(told):
    with pytest.raises(ValueError):
        read_day(told)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"number": ""}, ["number_missing"]),
        ({"number": "9" * 81}, ["number_long"]),
        ({"title": ""}, ["story_missing"]),
        ({"received": ""}, ["received_missing"]),
        ({"received": "entah"}, ["day_unreadable"]),
        ({"received": "10/11/2024"}, ["day_ahead"]),
        ({"ended": "4/11/2020"}, ["days_crossed"]),
        ({"occurred": "6/11/2020"}, ["days_crossed"]),
        ({"state": "lain-lain"}, ["state_unknown"]),
        ({"state": "diregistrasi"}, ["registered_missing"]),
        ({"state": "dicabut", "kind": "Temuan"}, ["state_unfit"]),
        ({"kind": "Surat"}, ["kind_unknown"]),
        ({"class": "pidana dan sihir"}, ["class_unknown"]),
        (
            {"number": "", "received": "entah", "state": ""},
            ["day_unreadable", "state_unknown", "number_missing"],
        ),
    ],
)
def test_every_fault_of_a_row_is_named(changes, codes):
    matter, faults = read(**changes)
    assert matter is None
    assert [fault.code for fault in faults] == codes
    assert all(str(wording.FAULTS[fault.code]) and wording.told([fault]) for fault in faults)


@pytest.mark.parametrize(
    ("changes", "steps"),
    [
        ({}, [(t.RECEIVED, 5), (t.CLOSED, 5)]),
        (
            {"registered": "7/11/2020", "ended": "12/11/2020"},
            [(t.RECEIVED, 5), (t.REGISTERED, 7), (t.CLOSED, 12)],
        ),
        ({"state": "proses", "registered": "7/11/2020"}, [(t.RECEIVED, 5), (t.REGISTERED, 7)]),
        ({"state": "diterima"}, [(t.RECEIVED, 5)]),
        ({"state": "diterima", "kind": "temuan"}, [(t.PROPOSED, 5)]),
        ({"state": "penelusuran", "kind": "informasi awal"}, [(t.PRELIMINARY, 5)]),
        ({"state": "tidak diregistrasi", "ended": "9/11/2020"}, [(t.RECEIVED, 5), (t.NOT_REGISTERED, 9)]),
    ],
)
def test_states_hold_from_the_days_that_the_table_tells(changes, steps):
    matter, faults = read(**changes)
    assert not faults
    assert matter.steps == [(state, date(2020, 11, day)) for state, day in steps]


def test_words_of_an_office_and_several_respondents_and_classes_are_read():
    told = {"state": "Naik ke KPU", "respondent": "Budi Santoso; Ani\n-", "class": "Pidana / Netralitas ASN"}
    matter, _faults = read({"naik ke kpu": t.CLOSED}, **told)
    assert (matter.state, matter.state_there) == (t.CLOSED, "Naik ke KPU")
    assert matter.respondents == ["Budi Santoso", "Ani"]
    assert matter.classes == ["criminal", "asn_neutrality"]
