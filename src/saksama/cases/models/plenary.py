"""Plenary meetings (rapat pleno) on a case: who was there, how each voted, why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Plenary(models.Model):
    """One decision of the members on one version of a case."""

    class Purpose(models.TextChoices):
        REGISTRATION = "registration", _("Registration")
        DECLINE = "decline", _("No registration")
        EXTENSION = "extension", _("Extension of handling")
        DECISION = "decision", _("Decision")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="plenaries")
    purpose = models.CharField(max_length=12, choices=Purpose)
    case_version = models.PositiveIntegerField(help_text="version of the case that the members decided on")
    number = models.CharField(max_length=80, blank=True)
    held_at = models.DateTimeField()
    held_on = models.DateField()
    members_total = models.PositiveSmallIntegerField(help_text="members of the office on that day")
    reasons = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.held_on}"


class PlenaryVote(models.Model):
    """One member's vote; a dissent keeps its reason."""

    class Vote(models.TextChoices):
        AGREE = "agree", _("agrees")
        DISSENT = "dissent", _("dissents")

    plenary = models.ForeignKey(Plenary, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    vote = models.CharField(max_length=8, choices=Vote)
    reason = models.TextField(blank=True, help_text="required for a dissent")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plenary", "member"], name="one_vote_per_member"),
            models.CheckConstraint(
                condition=models.Q(vote="agree") | ~models.Q(reason=""), name="a_dissent_gives_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.vote
