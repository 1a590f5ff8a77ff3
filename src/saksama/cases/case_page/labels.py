"""Words of the law that several parts of the page use."""

from collections.abc import Sequence

from django.utils.translation import get_language

from saksama.cases.models import (
    Case,
)
from saksama.law import load


def class_labels(case: Case, classes: Sequence[str]) -> list[str]:
    """Names of classes, as the law has them on the day of receipt."""
    lang = get_language() or "id"
    known = {item.code: item.label.of(lang) for item in load().on(case.received_on, case.regime).classes()}
    return [known.get(code, code) for code in classes]
