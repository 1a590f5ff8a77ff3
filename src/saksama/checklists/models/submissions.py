"""What the field sent: as it came, what it says, its files, and what could not be taken for a submission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField
from saksama.places.fields import AreaCodeField


class Channel(models.TextChoices):
    """How a submission came."""

    WEB = "web", _("Web form")
    OPENROSA = "openrosa", _("ODK Collect or another OpenRosa client")
    VOICE = "voice", _("By telephone, typed at the desk")
    CARRIED = "carried", _("Carried by another phone or as a file")


class Submission(models.Model):
    """One filled form, byte for byte as it came. Inserted once by ``operations.receive``; the bytes never change.

    The foreign keys bear no constraint in the database: the rows they name are never deleted, and three thousand
    phones would lock the same few of them. ``checklists.sealing.dangling`` names what points nowhere.
    """

    instance_id = models.CharField(
        max_length=200,
        unique=True,
        help_text="Made by the client; the same id any number of times is one row.",
    )
    event = models.ForeignKey(
        "places.ElectionEvent", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    event_id: str
    office_code = AreaCodeField(help_text="The office whose card or desk sent it; its journal seals it.")
    station_code = AreaCodeField(blank=True, help_text="Empty where the instrument asks for none.")
    version = models.ForeignKey(
        "checklists.InstrumentVersion", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    version_id: int
    instrument = models.ForeignKey(
        "checklists.Instrument", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    instrument_id: int
    sender = models.ForeignKey(
        "people.Account", models.PROTECT, related_name="+", db_constraint=False, db_index=False,
        help_text="Whose card, or the officer who typed.",
    )  # fmt: skip
    sender_id: int
    key = models.ForeignKey(
        "checklists.AccessKey", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False,
        help_text="The phone; null for the desk.",
    )  # fmt: skip
    channel = models.CharField(max_length=8, choices=Channel.choices)
    payload = models.BinaryField(help_text="The XML, byte for byte.")
    sha256 = models.CharField(max_length=64, help_text="Of the payload.")
    deprecates = models.CharField(
        max_length=200, blank=True, help_text="deprecatedID: the instance it corrects."
    )
    recorded_at = models.DateTimeField(
        help_text="When the form was filled, by the device's clock; the receipt's time where it said none."
    )
    received_at = models.DateTimeField()
    flags = models.CharField(
        max_length=80, blank=True,
        help_text="Words of rules.FLAGS with a space between: late, clock, other_station, withdrawn, no_time.",
    )  # fmt: skip
    read_at = models.DateTimeField(
        null=True,
        help_text="When its answers were read and its line of the journal written; null until then.",
    )
    superseded_by = models.CharField(max_length=200, blank=True, help_text="The instance that corrected it.")

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["event", "station_code", "received_at"], name="submission_station"),
            models.Index(fields=["event", "instrument", "received_at"], name="submission_instrument"),
            models.Index(fields=["event", "received_at", "id"], name="submission_recent"),
            models.Index(fields=["id"], condition=models.Q(read_at__isnull=True), name="submission_unread"),
            models.Index(fields=["deprecates"], condition=~models.Q(deprecates=""), name="submission_edits"),
        ]

    def __str__(self) -> str:
        return self.instance_id


class AnswerSheet(models.Model):
    """The answers of one submission, read from its payload; can be made again at any time.

    ``values`` is ``{path: text}`` in form order; a repeat counts from one, ``incident[2]/what``. Counting per
    question works on both databases: ``AnswerSheet.objects.values("values__opened").annotate(Count("pk"))``.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="answers")
    submission_id: int
    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    instrument = models.ForeignKey("checklists.Instrument", models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(
        "checklists.InstrumentVersion", models.PROTECT, related_name="+", db_index=False
    )
    station_code = AreaCodeField(blank=True)
    recorded_at = models.DateTimeField()
    values = models.JSONField(default=dict)
    files_named = models.JSONField(default=list, help_text="Names of files the payload speaks of.")
    line = models.ForeignKey(
        "journal.Line", models.PROTECT, null=True, related_name="+",
        help_text="The line of the journal whose digest covers the payload.",
    )  # fmt: skip
    is_current = models.BooleanField(default=True, help_text="False: a later edit took its place.")
    block = models.ForeignKey(
        "checklists.AnswerBlock", models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="Where its answers are laid out for counting; null for the newest.",
    )  # fmt: skip
    block_id: int | None

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["event", "instrument", "station_code"], name="answers_by_instrument"),
            models.Index(fields=["event", "station_code"], name="answers_by_station"),
            models.Index(
                fields=["event", "version", "submission"],
                condition=models.Q(block__isnull=True, is_current=True),
                name="answers_open",
            ),
        ]

    def __str__(self) -> str:
        return f"answers of {self.submission_id}"


class Attachment(models.Model):
    """A file of a submission: text first, files whenever they arrive, each once."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    submission_id: int
    name = models.CharField(max_length=160, help_text="As the payload names it.")
    file = models.OneToOneField("evidence.SealedFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(
        null=True, help_text="When it was inspected and entered in the journal; null until then."
    )

    class Meta:
        ordering = ["submission_id", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "name", "sha256"], name="attachment_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(settled_at__isnull=True), name="attachment_unsettled"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.submission_id}"


class Reason(models.TextChoices):
    """Why something went to quarantine; the sentence for people stands in ``problems``."""

    EMPTY = "empty", _("Nothing in it")
    CUT = "cut", _("Cut off on the way")
    NOT_MULTIPART = "not_multipart", _("Not sent as a form with parts")
    NO_XML_PART = "no_xml_part", _("The part with the answers is missing")
    TWO_XML_PARTS = "two_xml_parts", _("Two parts with answers")
    TOO_LARGE = "too_large", _("Too large")
    WRONG_ENCODING = "wrong_encoding", _("Letters in an unknown encoding")
    NOT_XML = "not_xml", _("Not well-formed XML")
    HAS_DOCTYPE = "has_doctype", _("Brings definitions of its own (DOCTYPE)")
    TOO_DEEP = "too_deep", _("Nested too deeply or too many parts")
    NO_INSTANCE_ID = "no_instance_id", _("Without an instance id")
    BAD_INSTANCE_ID = "bad_instance_id", _("With an unusable instance id")
    NO_FORM_ID = "no_form_id", _("Does not say which form it is")
    UNKNOWN_FORM = "unknown_form", _("A form we do not know")
    UNKNOWN_VERSION = "unknown_version", _("A version of the form we do not know")
    NOT_PUBLISHED = "not_published", _("A form that is not in use for this event")
    UNKNOWN_STATION = "unknown_station", _("A station we do not know")
    NO_STATION = "no_station", _("Without a station")
    CARD_REVOKED = "card_revoked", _("Sent with a card that was taken back")
    CARD_NOT_HERE = "card_not_here", _("Sent for an event the card is not for")
    CONFLICT = "conflict", _("Same id as another submission, other content")


class Quarantine(models.Model):
    """What came and could not be taken for a submission: kept raw, with the reason, until a person settles it."""

    class Status(models.TextChoices):
        OPEN = "open", _("Waits for a person")
        RELEASED = "released", _("Taken in after all")
        SET_ASIDE = "set_aside", _("Set aside with a reason")

    event = models.ForeignKey(
        "places.ElectionEvent", models.PROTECT, null=True, related_name="+", db_index=False
    )
    event_id: str | None
    office_code = AreaCodeField(help_text="Whose card sent it.")
    station_code = AreaCodeField(blank=True, help_text="As far as it could be told.")
    sender = models.ForeignKey("people.Account", models.PROTECT, null=True, related_name="+")
    key = models.ForeignKey("checklists.AccessKey", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    detail = models.CharField(max_length=300, blank=True, help_text="Technical, for who mends the form.")
    instance_id = models.CharField(max_length=200, blank=True)
    form_id = models.CharField(max_length=120, blank=True)
    form_version = models.CharField(max_length=60, blank=True)
    raw = models.BinaryField(help_text="As it came: the XML, or the whole request where no XML was found.")
    is_whole_request = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1, help_text="How often the same bytes came.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256", "reason", "office_code"], name="quarantine_once")
        ]
        indexes = [
            models.Index(fields=["office_code", "status", "received_at"], name="quarantine_list"),
            models.Index(fields=["instance_id"], name="quarantine_instance"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.pk}"


class QuarantinedFile(models.Model):
    """A file that came along with something quarantined."""

    quarantine = models.ForeignKey(Quarantine, models.PROTECT, related_name="files")
    name = models.CharField(max_length=160)
    file = models.OneToOneField("evidence.SealedFile", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    settled_at = models.DateTimeField(null=True, help_text="As an attachment's.")

    class Meta:
        ordering = ["quarantine_id", "name"]
        constraints = [
            models.UniqueConstraint(fields=["quarantine", "name", "sha256"], name="quarantined_file_once")
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(settled_at__isnull=True), name="quarantined_unsettled"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of quarantine {self.quarantine_id}"


class Piece(models.Model):
    """A piece of a file that comes in several, over a bad line; gone once the file is whole."""

    upload = models.CharField(
        max_length=64, help_text="SHA-256 of instance id, name and the whole file's SHA-256."
    )
    offset = models.PositiveBigIntegerField()
    size = models.PositiveIntegerField()
    data = EncryptedTextField(help_text="Base64 of the bytes.")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["upload", "offset"]
        constraints = [models.UniqueConstraint(fields=["upload", "offset"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.offset}+{self.size}"
