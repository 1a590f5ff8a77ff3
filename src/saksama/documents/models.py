"""Running numbers. Offices and events are named by their keys: this room needs no more of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberKind(models.TextChoices):
    """What is numbered; each kind runs by itself per office and election event."""

    RECEIVED_REPORT = "received_report", _("received report")
    REGISTERED_REPORT = "registered_report", _("registered report")
    FINDING = "finding", _("finding")
    REGISTERED_FINDING = "registered_finding", _("registered finding")
    PRELIMINARY_INFORMATION = "preliminary_information", _("preliminary information")
    SUPERVISION_RECORD = "supervision_record", _("supervision record")
    PLENARY = "plenary", _("plenary minutes")
    LETTER = "letter", _("letter")


class NumberSeries(models.Model):
    """The counter of one office, kind and event; its row is the lock that keeps numbers apart."""

    office = models.CharField(max_length=20, help_text="Key of the office, 64.02.")
    kind = models.CharField(max_length=32, help_text="What is numbered, see NumberKind.")
    event = models.CharField(
        max_length=60, blank=True, help_text="Key of the election event; empty for none."
    )
    next = models.PositiveIntegerField(default=1, help_text="The number the next act will be given.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "event"], name="number_series_once"),
            models.CheckConstraint(condition=models.Q(next__gte=1), name="number_series_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.kind} {self.event}"


class IssuedNumber(models.Model):
    """A number that has been given. Rows are never changed or removed: a number is never given twice."""

    office = models.CharField(max_length=20)
    kind = models.CharField(max_length=32)
    event = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    issued_on = models.DateField(help_text="Legal day of the act, in the office's zone.")
    reason = models.TextField(
        blank=True, help_text="Why this number was chosen, skipped others, or is dated back; empty in order."
    )

    class Meta:
        ordering = ["office", "kind", "event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "event", "number"], name="number_issued_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="number_issued_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.kind} {self.event} {self.number}"
