"""Recusals: who must have no part in a case, and does not see it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField


class Recusal(models.Model):
    """One person kept from one case, from its declaration until it is lifted. Never deleted."""

    class Ground(models.TextChoices):
        KINSHIP = "kinship", _("family or marriage with a party")
        INTEREST = "interest", _("own interest in the outcome")
        CAMPAIGN = "campaign", _("took part in a campaign or party concerned")
        WITNESS = "witness", _("is a witness or a party in the matter")
        OTHER = "other", _("another ground, written in the note")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="recusals")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground)
    note = EncryptedTextField(default="", help_text="what lies behind the ground; may name persons")
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=64, help_text="code of the person, or of whoever set it")
    lifted_at = models.DateTimeField(null=True, help_text="None: it holds")
    lifted_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "account"], condition=Q(lifted_at=None), name="recused_once"
            )
        ]
        indexes = [models.Index(fields=["account"], name="recusal_holds", condition=Q(lifted_at=None))]

    def __str__(self) -> str:
        return f"{self.case_id} {self.account_id}"
