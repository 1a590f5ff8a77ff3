"""Every refusal has a sentence in both languages."""

import string

import pytest
from django.utils import translation

from saksama.places.problems import MESSAGES, PlaceProblem

pytestmark = pytest.mark.rules

VALUES = {"first": 2015, "last": 2027, "code": "64.99", "field": "code", "slug": "x"}


@pytest.mark.parametrize("code", MESSAGES)
def test_every_problem_says_what_is_wrong_in_indonesian_and_english(code: str) -> None:
    said = []
    for language in ("id", "en"):
        with translation.override(language):
            said.append(PlaceProblem(code, **VALUES).message)
    assert said[0] != said[1]
    assert all(text and "%(" not in text and text[-1] in string.punctuation for text in said)
