"""What was decided, where it was sent, and how the reporter was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.Model):
    """The decision on one respondent in one class (a case may hold several of each)."""

    class Result(models.TextChoices):
        VIOLATION = "violation", _("violation")
        NO_VIOLATION = "no_violation", _("not a violation")
        NOT_CONTINUED = "not_continued", _("not continued")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="outcomes")
    plenary = models.ForeignKey("cases.Plenary", on_delete=models.PROTECT, related_name="outcomes")
    respondent = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="outcomes")
    violation_class = models.CharField(max_length=24)
    result = models.CharField(max_length=14, choices=Result)
    articles = models.CharField(max_length=200, blank=True, help_text="articles the plenary relied on")
    reason = models.TextField()
    destination = models.CharField(
        max_length=32, blank=True, help_text="law destination id; blank: nothing to forward"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "respondent", "violation_class"], name="one_outcome_per_party_and_class"
            )
        ]

    def __str__(self) -> str:
        return f"{self.violation_class}: {self.result}"


class Forwarding(models.Model):
    """An outcome on its way to the agency that must act."""

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="forwarding")
    destination = models.CharField(max_length=32)
    agency = models.CharField(max_length=160, help_text="name of the receiving office")
    number = models.CharField(max_length=80, help_text="number of our letter")
    sent_at = models.DateTimeField()
    proof = models.ForeignKey(
        "cases.CaseFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.destination} {self.number}"


class StatusNotice(models.Model):
    """Proof that the reporter (or finder) was told the status."""

    class Channel(models.TextChoices):
        LETTER = "letter", _("Letter")
        WHATSAPP = "whatsapp", _("WhatsApp message")
        SMS = "sms", _("SMS")
        PHONE = "phone", _("Telephone")
        IN_PERSON = "in_person", _("In person")
        BOARD = "board", _("Notice board")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="status_notices")
    channel = models.CharField(max_length=12, choices=Channel)
    number = models.CharField(max_length=80, blank=True)
    given_at = models.DateTimeField()
    text = models.TextField(help_text="what was told; no name of a party in it")
    proof = models.ForeignKey(
        "cases.CaseFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.channel} {self.given_at:%Y-%m-%d}"
