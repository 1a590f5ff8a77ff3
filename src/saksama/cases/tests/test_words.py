"""Every sentence of the room is there in Indonesian, and says the same with the same placeholders."""

import gettext
import re
from pathlib import Path

import pytest

from saksama.cases.problems import CATALOGUE
from saksama.cases.sentences import SENTENCES

pytestmark = pytest.mark.rules
FOLDER = Path(__file__).parents[1] / "locale" / "id" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def catalogue():
    with (FOLDER / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def english(lazy):
    """The source of a lazy sentence."""
    return lazy._args[0] if hasattr(lazy, "_args") else str(lazy)


def test_every_problem_and_every_state_is_said_in_indonesian(catalogue):
    told = [text for kind in CATALOGUE.values() for text in (kind.message, kind.remedy)]
    for words in SENTENCES.values():
        told += [words.bold, words.follows, words.public, words.without_due, words.public_without_due]
    missing = [english(text) for text in told if english(text) and not catalogue.get(english(text))]
    assert not missing


def test_placeholders_agree(catalogue):
    def names(text):
        return set(re.findall(r"%\((\w+)\)s", text))

    wrong = [
        source
        for source, told in catalogue.items()
        if isinstance(source, str) and names(source) != names(told)
    ]
    assert not wrong


def test_nothing_is_left_untranslated_or_guessed():
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert not [entry for entry in text.split("\n\n")[1:] if entry.rstrip().endswith('msgstr ""')]
