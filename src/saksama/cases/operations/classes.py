"""Classes of violation a case is thought to hold, by day."""

from collections.abc import Sequence
from datetime import date

from saksama.cases.models import Case, Classification
from saksama.cases.problems import Problem
from saksama.law import load


def classify(case: Case, classes: Sequence[str], *, on: date) -> None:
    """Let the case hold exactly ``classes`` from day ``on``; what it held before stays on record.

    Raises: Problem unknown_class.
    """
    known = {item.code for item in load().on(on, case.regime).classes()}
    for code in classes:
        if code not in known:
            raise Problem("unknown_class", value=code)
    held = set(case.classes.filter(dropped_on=None).values_list("violation_class", flat=True))
    case.classes.filter(dropped_on=None).exclude(violation_class__in=classes).update(dropped_on=on)
    Classification.objects.bulk_create(
        Classification(case=case, violation_class=code, set_on=on)
        for code in dict.fromkeys(classes)
        if code not in held
    )


def held_classes(case: Case) -> list[str]:
    """Ids of the classes the case holds today."""
    return list(case.classes.filter(dropped_on=None).order_by("id").values_list("violation_class", flat=True))
