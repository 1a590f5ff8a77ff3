"""Numbers out of addresses."""

import pytest

from saksama.pages.typed import whole_number

pytestmark = pytest.mark.rules


@pytest.mark.parametrize("text", [None, "", " ", "-1", "1.0", "²", "1e3", "0x1", "\0", "9" * 19, "9" * 5000])
def test_what_is_no_number_or_an_absurd_one_is_none(text):
    assert whole_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("017", 17), ("9" * 18, 10**18 - 1)])
def test_a_number_is_read(text, number):
    assert whole_number(text) == number
