"""What was carried over: from where, into what, by whom."""

import uuid

from django.db import models


class IncidentPassed(models.Model):
    """An incident of the day that became preliminary information or a supervision record. Never changed."""

    incident = models.OneToOneField("checklists.Incident", models.PROTECT, primary_key=True, related_name="+")
    incident_id: int
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    case_id: uuid.UUID | None
    record = models.OneToOneField("cases.SupervisionRecord", models.PROTECT, null=True, related_name="+")
    record_id: uuid.UUID | None
    files = models.PositiveSmallIntegerField(
        help_text="How many went along: the form as it came, and its photos."
    )
    passed_at = models.DateTimeField()
    passed_by = models.CharField(max_length=64, help_text="Account code.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True, record__isnull=False)
                | models.Q(case__isnull=False, record__isnull=True),
                name="incident_passed_into_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} -> {self.case_id or self.record_id}"
