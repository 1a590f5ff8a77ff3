"""Invitations to clarify (undangan klarifikasi) and what came of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedJSONField, EncryptedTextField


class Clarification(models.Model):
    """One summons of one party: when invited, whether the party came, what was said."""

    class Attendance(models.TextChoices):
        PENDING = "pending", _("not yet held")
        CAME = "came", _("came")
        ABSENT = "absent", _("did not come")

    class Identity(models.TextChoices):
        """With what the person's identity was checked; the first step of PB 7/2022 art. 30."""

        E_KTP = "e_ktp", _("e-KTP")
        OTHER_CARD = "other_card", _("another identity card")
        KNOWN = "known", _("known to the officer")
        NOT_SHOWN = "not_shown", _("none was shown")

    class ReadBack(models.TextChoices):
        """What the person said when the minutes were read back."""

        CONFIRMED = "confirmed", _("read back and confirmed")
        CORRECTED = "corrected", _("read back, corrected and confirmed")
        REFUSED = "refused", _("read back, not confirmed")

    class Signed(models.TextChoices):
        """How the person put a name to the minutes."""

        SIGNATURE = "signature", _("signed")
        THUMB = "thumb", _("thumb print")
        ELECTRONIC = "electronic", _("signed electronically")
        REFUSED = "refused", _("refused to sign")

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
    identity = models.CharField(max_length=12, choices=Identity, blank=True, help_text="blank: not recorded")
    belief = EncryptedTextField(
        default="", help_text="by which belief the oath is spoken, as told; protected data"
    )
    oath_note = EncryptedTextField(default="", help_text="why the oath was refused, as told")
    is_online = models.BooleanField(default=False)
    online_note = EncryptedTextField(
        default="", help_text="platform, who else was in the room, recording, breaks"
    )
    answers = EncryptedJSONField(
        default=list, help_text="[[question, answer], ...]; empty for minutes typed as a text"
    )
    read_back = models.CharField(max_length=10, choices=ReadBack, blank=True)
    read_back_note = EncryptedTextField(
        default="", help_text="what was corrected, or why it was not confirmed"
    )
    signed = models.CharField(max_length=10, choices=Signed, blank=True)
    signed_note = EncryptedTextField(default="", help_text="why it was not signed, or who guided the hand")
    held_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["party", "summons"], name="each_summons_once")]

    def __str__(self) -> str:
        return f"{self.party} {self.summons}"
