"""Guests: which institution is invited, what it answered, how the letter went, who came for whom."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """One institution invited to one meeting; keeps whom the letter named, whatever the directory says later."""

    class Reply(models.TextChoices):
        COMES = "comes", _("comes")
        DELEGATE = "delegate", _("sends a delegate")
        DECLINES = "declines", _("cannot come")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="invitations")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    holder_post = models.CharField(
        max_length=120, blank=True, help_text="Post the letter goes to, when invited."
    )
    holder_name = models.CharField(max_length=120, blank=True, help_text="Who held it then; empty: unknown.")
    nonce = models.CharField(max_length=32, help_text="Makes the guest's link; a new one ends the old link.")
    link_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the link's token.")
    door_digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the code for the door.")
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)
    reply_version = models.PositiveSmallIntegerField(default=0, help_text="Rises with each answer.")
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=64, blank=True, help_text="Account, or public.")
    delegate_name = models.CharField(max_length=120, blank=True)
    delegate_post = models.CharField(max_length=120, blank=True)
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    institution_id: str

    class Meta:
        ordering = ("institution__category", "institution__area_code", "institution__name")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "institution"], name="institution_invited_once")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.meeting_id}"


class Delivery(models.Model):
    """One try to bring an invitation to its guest. Rows are only added; a later row corrects an earlier one."""

    class Way(models.TextChoices):
        HAND = "hand", _("by hand, with receipt")
        EMAIL = "email", _("by e-mail")
        WHATSAPP = "whatsapp", _("by WhatsApp")
        POST = "post", _("by post")
        PHONE = "phone", _("by telephone")

    class Outcome(models.TextChoices):
        SENT = "sent", _("sent")
        ARRIVED = "arrived", _("arrived")
        FAILED = "failed", _("did not arrive")

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=10, choices=Way.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    note = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveSmallIntegerField(
        help_text="Which edition of the invitation, see Meeting.sequence."
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.way} {self.outcome}"


class Mail(models.Model):
    """An invitation on its way by e-mail, once for each edition. What became of it is a ``Delivery``."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="mails")
    sequence = models.PositiveSmallIntegerField(
        help_text="Which edition of the invitation, see Meeting.sequence."
    )
    queued_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True, help_text="Empty: settled.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invitation", "sequence"], name="mailed_once_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.sequence}"


class Attendee(models.Model):
    """One person who came. For which institutions: ``Presence``."""

    class Way(models.TextChoices):
        QR = "qr", _("by code at the door")
        LIST = "list", _("by the list")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(
        primary_key=True, default=uuid4,
        help_text="Given by the device at the door, so that a check-in sent twice is one.",
    )  # fmt: skip
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="attendees")
    name = models.CharField(_("name"), max_length=120)
    post = models.CharField(_("post"), max_length=120, blank=True)
    arrived_at = models.DateTimeField(help_text="As the device told it, within the day of the meeting.")
    way = models.CharField(max_length=6, choices=Way.choices)
    is_offline = models.BooleanField(default=False, help_text="The device had no network then.")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, help_text="Recorded by mistake.")

    class Meta:
        ordering = ("arrived_at", "pk")

    def __str__(self) -> str:
        return str(self.name)


class Presence(models.Model):
    """An institution's seat taken by a person: the holder of the post, or somebody in the holder's place."""

    attendee = models.ForeignKey(Attendee, on_delete=models.PROTECT, related_name="presences")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="presences")
    is_holder = models.BooleanField(help_text="The invited holder came; False: represented.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["attendee", "invitation"], name="presence_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["invitation"], condition=Q(is_holder=True), name="presence_of_holder")
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.is_holder}"
