"""Temporary staff without e-mail: where they stand on the day, the card they hold, the phones it opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedJSONField, EncryptedTextField
from saksama.places.fields import AreaCodeField


class Assignment(models.Model):
    """One person, one place, some dates. A change of station ends one and begins another."""

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="assignments")
    account_id: int
    office = models.ForeignKey(
        "places.Office", models.PROTECT, related_name="+", help_text="The office that set the person up."
    )
    office_id: str
    post = models.CharField(_("post"), max_length=20, help_text="A role of people: ptps, pkd, panwascam.")
    area_code = AreaCodeField(
        _("station or area"), help_text="A station, or a village or district with all in it."
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), help_text="Still part of it.")
    phone = EncryptedTextField(
        _("telephone"), blank=True, help_text="For the call list; seen by the desk only."
    )
    duty = models.OneToOneField(
        "people.Duty", models.PROTECT, related_name="+", help_text="The right that comes with it."
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="The one this change of station ended."
    )
    ended_at = models.DateTimeField(null=True, help_text="Ended before its last day: moved, or taken back.")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["event_id", "area_code", "starts_on", "pk"]
        indexes = [models.Index(fields=["event", "area_code"], name="assignment_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="assignment_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.area_code}"


class Card(models.Model):
    """What a person without e-mail is handed on paper: a code to scan, and a number with a PIN to type."""

    account = models.ForeignKey("people.Account", models.PROTECT, related_name="cards")
    account_id: int
    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+")
    event_id: str
    office = models.ForeignKey("places.Office", models.PROTECT, related_name="+")
    office_id: str
    number = models.CharField(
        max_length=12, unique=True, help_text="Printed and typed; letters nobody misreads."
    )
    secret = EncryptedJSONField(
        help_text="{'token', 'pin'}: kept sealed, so that a lost sheet is printed again."
    )
    digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the token in the code to scan."
    )
    pin_digest = models.CharField(
        max_length=64, help_text="HMAC of number and PIN, key outside the database."
    )
    issued_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    first_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)
    revoke_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "event"],
                condition=models.Q(revoked_at__isnull=True),
                name="card_one_that_holds",
            )
        ]

    def __str__(self) -> str:
        return self.number


class AccessKey(models.Model):
    """One phone's way in, after a scan or a PIN. A second phone has a key of its own."""

    class Kind(models.TextChoices):
        WEB = "web", _("Web form")
        COLLECT = "collect", _("ODK Collect or another OpenRosa client")

    card = models.ForeignKey(Card, models.PROTECT, related_name="keys")
    card_id: int
    kind = models.CharField(max_length=8, choices=Kind.choices)
    digest = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of the key; the key itself is on the phone alone."
    )
    made_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, help_text="When its line of the journal was written.")
    used_on = models.DateField(null=True, help_text="Last day on which it was used; no time, no address.")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(noted_at__isnull=True), name="access_key_unnoted")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of card {self.card_id}"


class CardTry(models.Model):
    """Wrong PINs of one hour, by card number and in all; swept after a day. Holds no address."""

    hour = models.DateTimeField()
    digest = models.CharField(max_length=64, help_text="HMAC of the number as typed; 'all' for the sum.")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "digest"], name="card_try_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.count} at {self.hour}"


class DirectoryStamp(models.Model):
    """One row: how often a card, a phone, a place or a drill changed that processes remember (``directory``)."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
