"""Parties and files of a case.

A respondent's name is searchable by words; reporters, witnesses and representatives live in
evidence.SealedIdentity and appear here only by label (decision 15).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedJSONField, EncryptedTextField


class Party(models.Model):
    """Somebody in a case. Sealed roles hold an identity, respondents a name."""

    class Role(models.TextChoices):
        REPORTER = "reporter", _("Reporter")
        REPRESENTATIVE = "representative", _("Representative")
        RESPONDENT = "respondent", _("Respondent")
        WITNESS = "witness", _("Witness")
        EXPERT = "expert", _("Expert")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=14, choices=Role)
    label = models.CharField(max_length=12, help_text="what screens show for sealed roles, e.g. P-7F3")
    identity = models.ForeignKey(
        "evidence.SealedIdentity", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=160, blank=True, help_text="respondents only")
    post = models.CharField(max_length=160, blank=True, help_text="respondent's post, as told")
    details = EncryptedJSONField(default=dict, help_text="respondent's address and phone, encrypted")
    acts_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="respondent") | models.Q(name=""), name="only_respondents_bear_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_sealed(self) -> bool:
        return self.role != self.Role.RESPONDENT


class CaseFile(models.Model):
    """A sealed file in a case."""

    class Kind(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence")
        IDENTITY_CARD = "identity_card", _("Copy of identity card")
        MANDATE = "mandate", _("Power of attorney")
        PROOF = "proof", _("Proof of delivery")
        DOCUMENT = "document", _("Document of the office")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="files")
    sealed = models.ForeignKey("evidence.SealedFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.EVIDENCE)
    title = EncryptedTextField(help_text="as the giver named it; may name a person, so encrypted")
    added_on = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.sealed_id}"
