"""Questions and answers as people read them. Pure but for the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def spoken(texts: Mapping[str, str]) -> str:
    """A label in the reader's language, else the form's first one."""
    wanted = "(en)" if (get_language() or "").startswith("en") else "(id)"
    ours = next((text for language, text in texts.items() if wanted in language), None)
    return ours or next(iter(texts.values()), "")


def in_words(question: Mapping[str, Any], text: str) -> str:
    """An answer as people read it: the labels of the chosen values."""
    if not question["choices"]:
        return text
    labels = {choice["value"]: spoken(choice["label"]) for choice in question["choices"]}
    if question["kind"] == "select1":
        return labels.get(text, text)
    return ", ".join(labels.get(value, value) for value in text.split())
