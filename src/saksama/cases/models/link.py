"""Two cases that tell the same matter, or belong together: joined by a person, never by the program."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseLink(models.Model):
    """Two cases side by side. Who joined them, when and why are dated acts of both (``CaseAct``)."""

    class Kind(models.TextChoices):
        CONNECTED = "connected", _("connected")
        MERGED = "merged", _("handled together")

    kind = models.CharField(max_length=9, choices=Kind)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="links_up", help_text="the younger of the two"
    )
    older = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="links_down")
    joined_at = models.DateTimeField()
    parted_at = models.DateTimeField(null=True, help_text="None: it holds")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "older"], condition=models.Q(parted_at=None), name="linked_once"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(parted_at=None, kind="merged"),
                name="merged_into_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(case=models.F("older")), name="linked_to_another_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id} {self.older_id}"
