"""Codes and fingerprints by which a document is checked."""

import pytest

from saksama.documents import rules

pytestmark = pytest.mark.rules


def test_a_code_has_twelve_signs_and_none_that_is_mistaken_for_another():
    code = rules.new_code(lambda signs: signs[-1])
    assert len(code) == 12
    assert not set(rules.CODE_SIGNS) & set("01ILOU")


@pytest.mark.parametrize("typed", ["K7QF4M8TN62X", "k7qf-4m8t-n62x", " K7QF 4M8T N62X ", "K7QF–4M8T–N62X"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert rules.read_code(typed) == "K7QF4M8TN62X"


@pytest.mark.parametrize("typed", ["", "K7QF", "K7QF4M8TN62XX", "K7QF4M8TN62O", "K7QF4M8TN62'", "٠" * 12])
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.read_code(typed) is None


def test_a_code_is_printed_in_groups_of_four():
    assert rules.printed_code("K7QF4M8TN62X") == "K7QF-4M8T-N62X"


def test_the_fingerprint_is_of_what_is_said_and_not_of_the_seal():
    data = {"title": "Tanda bukti", "number": "900"}
    assert rules.content_hash("receipt", data) == rules.content_hash(
        "receipt", {**data, "seal": {"code": "x"}}
    )
    assert rules.content_hash("receipt", data) != rules.content_hash("receipt", {**data, "number": "901"})
    assert rules.content_hash("receipt", data) != rules.content_hash("status_notice", data)
