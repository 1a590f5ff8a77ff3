"""The office's plan of alerts, and a person's addresses, as forms. They parse; ``notices.operations`` writes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from saksama.notices import rules
from saksama.notices.models import RECIPIENT_LABELS
from saksama.notices.rules import Plan, Step

ROWS = rules.MOST_STEPS
HOURS = ["%H.%M", "%H:%M"]


class PlanForm(forms.Form):
    """Up to eight steps, the hours for people, and how long an alert may wait for an answer."""

    opens = forms.TimeField(label=_("Alerts from"), input_formats=HOURS, help_text=_("For example 08.00"))
    closes = forms.TimeField(label=_("Alerts until"), input_formats=HOURS, help_text=_("For example 16.00"))
    climb_hours = forms.DecimalField(
        label=_("Hours without an answer after which the next person is told"),
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("For example 8"),
    )

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        initial = {
            "opens": plan.opens.strftime("%H.%M"),
            "closes": plan.closes.strftime("%H.%M"),
            "climb_hours": round(plan.climb.total_seconds() / 3600, 2),
        }
        for place in range(ROWS):
            step = plan.steps[place] if place < len(plan.steps) else None
            initial[f"who_{place}"] = step.recipient if step else ""
            initial[f"days_{place}"] = step.days_left if step else ""
        super().__init__(data, initial=initial)
        choices = [("", _("no step")), *((name, RECIPIENT_LABELS[name]) for name in rules.RECIPIENTS)]
        for place in range(ROWS):
            self.fields[f"who_{place}"] = forms.ChoiceField(choices=choices, required=False, label=_("Who"))
            self.fields[f"days_{place}"] = forms.IntegerField(required=False, label=_("Days left"))

    @property
    def steps(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField]]:
        """``(place, who, days)`` of each row."""
        for place in range(ROWS):
            yield place + 1, self[f"who_{place}"], self[f"days_{place}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in range(ROWS):
            if (
                data.get(f"who_{place}")
                and data.get(f"days_{place}") is None
                and f"days_{place}" not in self.errors
            ):
                self.add_error(
                    f"days_{place}", _("Write the days left: 0 for the last day, -1 for the day after.")
                )
        return data

    def plan(self) -> Plan:
        """The typed plan; only when valid."""
        data = self.cleaned_data
        return Plan(
            steps=tuple(
                Step(data[f"who_{place}"], data[f"days_{place}"])
                for place in range(ROWS)
                if data[f"who_{place}"]
            ),
            opens=data["opens"],
            closes=data["closes"],
            climb=timedelta(minutes=round(float(data["climb_hours"]) * 60)),
        )
