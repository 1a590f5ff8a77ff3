"""A sitting of the plenary, its agenda, who sat, and who signed the minutes.

What was decided on a case stands in ``cases.Plenary``, written by the case's own act; an item refers to it.
"""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saksama.cases.models import Plenary


class Sitting(models.Model):
    """One meeting of the members of an office on one or more cases."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("sitting", "planned")
        OPEN = "open", pgettext_lazy("sitting", "open")
        CLOSED = "closed", pgettext_lazy("sitting", "closed")
        CANCELLED = "cancelled", pgettext_lazy("sitting", "cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField(help_text="as invited")
    on = models.DateField(help_text="local day of starts_at")
    place = models.CharField(max_length=160)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="who leads it"
    )
    number = models.CharField(max_length=80, blank=True, help_text="of the minutes; given when it is opened")
    members_total = models.PositiveSmallIntegerField(
        null=True, help_text="members of the office on that day; None before it is opened"
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="why it was cancelled")
    planned_by = models.CharField(max_length=64, help_text="account code")
    is_sample = models.BooleanField(default=False, help_text="belongs to the example; carries CONTOH")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["office", "state", "starts_at"], name="sitting_office_state")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__lte=models.F("closed_at")), name="sitting_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | (~Q(opened_at=None) & ~Q(number="")),
                name="sitting_opened_has_number",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"{self.on}"


class Seat(models.Model):
    """One member at a sitting: there or not."""

    class Presence(models.TextChoices):
        PRESENT = "present", pgettext_lazy("sitting", "present")
        EXCUSED = "excused", pgettext_lazy("sitting", "absent, excused")
        ABSENT = "absent", pgettext_lazy("sitting", "absent")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="seats")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(max_length=7, choices=Presence)
    note = models.CharField(max_length=200, blank=True, help_text="why absent, as it was told")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "member"], name="one_seat_per_member")
        ]

    def __str__(self) -> str:
        return self.presence

    @property
    def is_present(self) -> bool:
        return self.presence == Seat.Presence.PRESENT


class AgendaItem(models.Model):
    """One case on the agenda: waiting, decided by an act of the case, or put off."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="agenda_items")
    purpose = models.CharField(
        max_length=12, choices=Plenary.Purpose, help_text="what is proposed; the members may decide otherwise"
    )
    plenary = models.OneToOneField(
        "cases.Plenary", null=True, on_delete=models.PROTECT, related_name="agenda_item",
        help_text="the decision, as the act of the case recorded it",
    )  # fmt: skip
    put_off = models.TextField(blank=True, help_text="why it was put off to another sitting")
    added_by = models.CharField(max_length=64, help_text="account code")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "case"], name="once_on_an_agenda"),
            models.CheckConstraint(
                condition=Q(plenary=None) | Q(put_off=""), name="agenda_decided_or_put_off"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.case_id}"

    @property
    def is_waiting(self) -> bool:
        return self.plenary_id is None and not self.put_off


class Signature(models.Model):
    """A member's signature under one issued copy of the minutes, by hand on paper, noted by somebody. Never changed."""

    class Way(models.TextChoices):
        HAND = "hand", _("by hand on the paper")
        REFUSED = "refused", _("refused to sign")

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="signatures")
    document = models.ForeignKey(
        "documents.IssuedDocument", on_delete=models.PROTECT, related_name="+", help_text="the copy that was signed"
    )  # fmt: skip
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=7, choices=Way)
    note = models.TextField(blank=True, help_text="dissent noted beside the signature, or why it was refused")
    signed_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64, help_text="account code of whoever saw the paper")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "member"], name="one_signature_per_copy"),
            models.CheckConstraint(
                condition=Q(way="hand") | ~Q(note=""), name="a_refused_signature_gives_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.member_id}"
