"""Due dates, the alerts given for them, how they went out, and who is reached how."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField
from saksama.notices import rules
from saksama.places.fields import AreaCodeField


class Policy(models.Model):
    """An office's own plan of steps and hours, from an instant on. Never changed; a newer one replaces it."""

    office_code = AreaCodeField(help_text="office that set it; holds for those inside it too")
    from_at = models.DateTimeField(help_text="limits that begin from here on follow it")
    plan = models.JSONField(help_text="rules.as_json()")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["from_at", "pk"]
        indexes = [models.Index(fields=["office_code", "from_at"], name="policy_office_from")]

    def __str__(self) -> str:
        return f"{self.office_code} {self.from_at:%Y-%m-%d}"


class Deadline(models.Model):
    """One due date of one subject, handed down by the room that owns it. One alert chain belongs to it.

    ``next_at`` and ``position`` are derived (rules.next_at); the sweep finds rows by ``next_at``.
    """

    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=40)
    mark = models.CharField(max_length=40, help_text="which limit of the subject; of a case: its clock's id")
    step = models.CharField(max_length=32, help_text="what ends; worded by the kind of the subject")
    rule = models.CharField(max_length=12, blank=True, help_text="clock of the law, where one rules it")
    reference = models.CharField(max_length=80, blank=True, help_text="number that people use; never a name")
    office_code = AreaCodeField(help_text="office whose people are told")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(help_text="day to which people work, in the office's zone")
    last_on = models.DateField(help_text="later reading of the law; the same day where there is one reading")
    due_at = models.DateTimeField(null=True, help_text="instant, for limits counted in hours")
    opened_at = models.DateTimeField(help_text="when this round began; the plan of that instant holds for it")
    round = models.PositiveSmallIntegerField(default=1, help_text="grows when the date or the office changes")
    position = models.PositiveSmallIntegerField(default=0, help_text="steps of the chain that are done")
    next_at = models.DateTimeField(null=True, help_text="derived: when the next step is due; None: complete")
    closed_at = models.DateTimeField(null=True, help_text="the limit was met, moved on or fell away")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "mark"], name="one_deadline_per_limit"
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("due_on")), name="the_later_reading_is_not_earlier"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="deadline_next", condition=Q(closed_at=None)),
            models.Index(
                fields=["office_code", "next_at"], name="deadline_office_next", condition=Q(closed_at=None)
            ),
            models.Index(
                fields=["office_code", "due_on"], name="deadline_office", condition=Q(closed_at=None)
            ),
            models.Index(fields=["owner", "due_on"], name="deadline_owner", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} {self.step} {self.due_on}"


class Alert(models.Model):
    """One step of a chain, given to one person. Standing here is its delivery inside the program.

    The constraint is what makes a step be given once, however many sweeps run.
    """

    class Why(models.TextChoices):
        """Why an alert no longer asks for anything."""

        ENDED = "ended", _("the limit has ended")
        MOVED = "moved", _("the limit has moved")
        HANDED = "handed", _("somebody else has it now")
        NEWER = "newer", _("a later alert on the same limit followed")

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="alerts")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(help_text="0 is the first step")
    recipient = models.CharField(max_length=12, help_text="whom the plan names for this step")
    days_left = models.SmallIntegerField(help_text="as the plan says; below zero: past the limit")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="who was told; None: the office has nobody, shown by `saksama check`",
    )  # fmt: skip
    is_fallback = models.BooleanField(default=False, help_text="the plan names somebody the office lacks")
    given_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, help_text="first seen on the page, or through its link")
    acknowledged_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_why = models.CharField(max_length=6, choices=Why, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["deadline", "round", "position", "account"], name="each_step_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["deadline", "round", "position"],
                condition=Q(account=None),
                name="each_step_to_nobody_once",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-given_at"], name="alert_account_given"),
            models.Index(
                fields=["account"], name="alert_unread", condition=Q(acknowledged_at=None, closed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}.{self.round}.{self.position}"

    @property
    def is_live(self) -> bool:
        """Does it still ask for something?"""
        return self.closed_at is None and self.acknowledged_at is None


class Channel(models.Model):
    """How a person wants to be reached besides the program itself. Addresses are encrypted."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        TELEGRAM = "telegram", _("Telegram")
        WEBHOOK = "webhook", _("Signed webhook")
        WHATSAPP = "whatsapp", _("WhatsApp, sent by a person")

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=8, choices=Kind)
    address = EncryptedTextField(help_text="mail address, chat number, https address or telephone")
    secret = EncryptedTextField(default="", help_text="webhooks: key of the signature, shown once")
    made_at = models.DateTimeField()
    tested_at = models.DateTimeField(null=True)
    test_went_well = models.BooleanField(null=True, help_text="None: never tried")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"], condition=Q(removed_at=None), name="one_channel_of_each_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id}"


class Delivery(models.Model):
    """One alert on its way through one channel."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        BY_HAND = "by_hand", _("sent by a person")
        GIVEN_UP = "given_up", _("could not be sent")
        DROPPED = "dropped", _("no longer needed")

    key = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="travels with the message: a double can be told"
    )
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(max_length=8, choices=Channel.Kind)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, help_text="None: nothing more is tried")
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=20, blank=True, help_text="code of the last failure")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="who sent it by the own telephone",
    )  # fmt: skip
    note = models.CharField(max_length=200, blank=True, help_text="proof as the sender tells it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "channel"], name="each_alert_once_per_channel")
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="delivery_due", condition=Q(state__in=["queued", "sending"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.kind} {self.state}"


class FeedKey(models.Model):
    """The unguessable address of a person's calendar feed. Only its digest is kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at=None), name="one_feed_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.account_id}"


class Beat(models.Model):
    """When work that must not stand still was last done, in real time."""

    name = models.CharField(primary_key=True, max_length=20)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.last_at:%Y-%m-%d %H:%M}"


RECIPIENT_LABELS = {
    rules.OWNER: _("person in charge"),
    rules.COORDINATOR: _("coordinator"),
    rules.CHAIR: _("chair"),
    rules.KEEPER: _("administrator"),
}
"""Who a step is for, in words."""
