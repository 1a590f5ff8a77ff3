"""Invitations to clarify (undangan klarifikasi) and what came of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField


class Clarification(models.Model):
    """One summons of one party: when invited, whether the party came, what was said."""

    class Attendance(models.TextChoices):
        PENDING = "pending", _("not yet held")
        CAME = "came", _("came")
        ABSENT = "absent", _("did not come")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="clarifications")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="clarifications")
    summons = models.PositiveSmallIntegerField(
        help_text="1 or 2; after the second absence the process goes on"
    )
    number = models.CharField(max_length=80, blank=True)
    invited_at = models.DateTimeField()
    scheduled_at = models.DateTimeField()
    place = models.CharField(max_length=160, help_text="room, or 'online'")
    attendance = models.CharField(max_length=8, choices=Attendance, default=Attendance.PENDING)
    took_oath = models.BooleanField(null=True, help_text="None: not asked; refusal does not stop the hearing")
    minutes = EncryptedTextField(default="", help_text="questions and answers; names witnesses")
    held_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["party", "summons"], name="each_summons_once")]

    def __str__(self) -> str:
        return f"{self.party} {self.summons}"
