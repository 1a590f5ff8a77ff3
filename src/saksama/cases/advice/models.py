"""What was advised. Its course (answer, follow-up, silence) stands on its track; its texts may name people."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField


class Advice(models.Model):
    """One piece of advice for correction, by letter or by word of mouth."""

    class Way(models.TextChoices):
        LETTER = "letter", _("by letter")
        SPOKEN = "spoken", _("by word of mouth, on the spot")

    track = models.OneToOneField(
        "tracks.Track", primary_key=True, on_delete=models.PROTECT, related_name="advice"
    )
    way = models.CharField(max_length=6, choices=Way)
    place = models.CharField(
        max_length=160, blank=True, help_text="where it was seen; a polling station, a village"
    )
    seen_on = models.DateField(help_text="local day on which it was seen")
    what = EncryptedTextField(help_text="what is wrong")
    advised = EncryptedTextField(help_text="what is to be put right")
    basis = models.CharField(max_length=200, blank=True, help_text="article it rests on")
    given_by = models.CharField(max_length=64, help_text="account code")
    document = models.OneToOneField(
        "documents.IssuedDocument", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the letter; empty for advice by word of mouth",
    )  # fmt: skip

    class Meta:
        indexes: ClassVar = [models.Index(fields=["seen_on"], name="advice_seen_on")]

    def __str__(self) -> str:
        return f"advice {self.pk}"
