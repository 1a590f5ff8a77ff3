"""Delegation (pelimpahan) and take-over (pengambilalihan), with a receipt on both sides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Transfer(models.Model):
    """One passage of a case from one office to another."""

    class Kind(models.TextChoices):
        DELEGATION = "delegation", _("Delegation")
        TAKE_OVER = "take_over", _("Take-over")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=10, choices=Kind)
    from_office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    to_office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, help_text="number of the covering letter")
    reason = models.TextField()
    resumes = models.CharField(max_length=20, help_text="state in which the receiving office takes it up")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)
    handed_over_at = models.DateTimeField(
        null=True, help_text="take-over: the lower office confirms the hand-over"
    )
    handed_over_by = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(received_at=None), name="one_open_transfer_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_office_id} > {self.to_office_id}"
