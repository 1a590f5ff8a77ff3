"""Running numbers and issued documents. Offices, events, actors and subjects are named by their keys."""

from typing import Any, NoReturn
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberKind(models.TextChoices):
    """What is numbered; each kind runs by itself per office and election event."""

    RECEIVED_REPORT = "received_report", _("received report")
    REGISTERED_REPORT = "registered_report", _("registered report")
    FINDING = "finding", _("finding")
    REGISTERED_FINDING = "registered_finding", _("registered finding")
    PRELIMINARY_INFORMATION = "preliminary_information", _("preliminary information")
    SUPERVISION_RECORD = "supervision_record", _("supervision record")
    PLENARY = "plenary", _("plenary minutes")
    LETTER = "letter", _("letter")


class NumberSeries(models.Model):
    """The counter of one office, kind and event; its row is the lock that keeps numbers apart."""

    office = models.CharField(max_length=20, help_text="Key of the office, 64.02.")
    kind = models.CharField(max_length=32, help_text="What is numbered, see NumberKind.")
    event = models.CharField(
        max_length=60, blank=True, help_text="Key of the election event; empty for none."
    )
    next = models.PositiveIntegerField(default=1, help_text="The number the next act will be given.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "event"], name="number_series_once"),
            models.CheckConstraint(condition=models.Q(next__gte=1), name="number_series_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.kind} {self.event}"


class IssuedNumber(models.Model):
    """A number that has been given. Rows are never changed or removed: a number is never given twice."""

    office = models.CharField(max_length=20)
    kind = models.CharField(max_length=32)
    event = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    issued_on = models.DateField(help_text="Legal day of the act, in the office's zone.")
    reason = models.TextField(
        blank=True, help_text="Why this number was chosen, skipped others, or is dated back; empty in order."
    )

    class Meta:
        ordering = ["office", "kind", "event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "event", "number"], name="number_issued_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="number_issued_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.kind} {self.event} {self.number}"


class GapNote(models.Model):
    """Why numbers of a series were never given. Never changed or removed; a later note speaks beside it."""

    class Ground(models.TextChoices):
        SPOILED = "spoiled", _("spoiled: written on paper by mistake")
        WITHDRAWN = "withdrawn", _("withdrawn before it was given out")
        KEPT = "kept", _("kept free for something named in the note")
        ELSEWHERE = "elsewhere", _("used in another register, on paper or in another system")
        OTHER = "other", _("another ground, written in the note")

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="gap_notes")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    ground = models.CharField(max_length=9, choices=Ground)
    note = models.TextField(help_text="without a name of a person")
    noted_by = models.CharField(max_length=64, help_text="account code")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__gte=1) & models.Q(last__gte=models.F("first")),
                name="gap_from_first_to_last",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class NeverChanged(Exception):
    """An issued document is neither changed nor deleted; a mistake is answered by another document."""


class DocumentKind(models.TextChoices):
    """What can be issued; the key is the name of its typst template, or of its blank."""

    RECEIPT = "receipt", _("receipt of a report")
    STATUS_NOTICE = "status_notice", _("status notice")
    SHORTCOMINGS_NOTICE = "shortcomings_notice", _("notice of shortcomings")
    CLARIFICATION_INVITATION = "clarification_invitation", _("invitation to clarify")
    PLENARY_MINUTES = "plenary_minutes", _("plenary minutes")
    REGISTER_BOOK = "register_book", _("register book")
    WEEKLY_RECAP = "weekly_recap", _("weekly recap")
    BLANK_REPORT_FORM = "blank_report_form", _("blank report form")
    REPORT_FORM = "report_form", _("report form")
    FINDING_FORM = "finding_form", _("finding form")
    COMPLETION_RECEIPT = "completion_receipt", _("receipt for completed items")
    INITIAL_STUDY = "initial_study", _("initial study")
    DELEGATION_LETTER = "delegation_letter", _("delegation letter")
    PRELIMINARY_INFORMATION = "preliminary_information", _("preliminary information")
    OATH_MINUTES = "oath_minutes", _("oath minutes")
    EXPERT_OATH_MINUTES = "expert_oath_minutes", _("oath minutes of an expert")
    CLARIFICATION_MINUTES = "clarification_minutes", _("clarification minutes")
    DISCUSSION_MINUTES = "discussion_minutes", _("minutes of a Gakkumdu discussion")
    STUDY = "study", _("study of an alleged violation")
    ADMINISTRATIVE_OUTCOME = "administrative_outcome", _("administrative outcome")
    ETHICS_OUTCOME = "ethics_outcome", _("ethics outcome")
    CRIMINAL_OUTCOME = "criminal_outcome", _("criminal forwarding")
    OTHER_LAW_OUTCOME = "other_law_outcome", _("other-law forwarding")
    SUPERVISION_RECORD = "supervision_record", _("supervision record")
    MEETING_INVITATION = "meeting_invitation", _("invitation to a meeting")
    MEETING_ATTENDANCE = "meeting_attendance", _("attendance sheet")
    MEETING_MINUTES = "meeting_minutes", _("minutes of a meeting")
    COMMITMENT_BOARD = "commitment_board", _("commitments of institutions")
    CASE_INDEX = "case_index", _("index of a case's file")
    FORWARDING_CHECKLIST = "forwarding_checklist", _("checklist of the forwarding file")
    PARTY_LIST = "party_list", _("list of parties, witnesses and experts")
    EVIDENCE_LIST = "evidence_list", _("list of evidence")
    CUSTODY_LIST = "custody_list", _("custody of the evidence")
    JOURNAL_EXTRACT = "journal_extract", _("extract of the journal")
    INDEX_REPORT = "index_report", _("report on one unit of an index")
    BRIEFING = "briefing", _("sheet of the day")
    BRIEFING_SLIDES = "briefing_slides", _("slides of the day")
    PRESS_RELEASE = "press_release", _("press release")
    NEUTRALITY_REMINDER = "neutrality_reminder", _("reminder on neutrality")
    ADVICE_LETTER = "advice_letter", _("advice for correction")


class IssuedDocument(models.Model):
    """A document as it left the office: its sealed file, and the code by which anybody can check it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.CharField(max_length=24, help_text="Key of the office, 64.02.")
    kind = models.CharField(max_length=40, choices=DocumentKind, help_text="Name of its template.")
    number = models.CharField(max_length=120, blank=True, help_text="As printed; empty for unnumbered kinds.")
    subject_kind = models.CharField(max_length=30, help_text="What it is about: case, plenary, office.")
    subject_id = models.CharField(max_length=64)
    file = models.OneToOneField("evidence.SealedFile", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the PDF's bytes; tells a copy from the original.")
    content_sha256 = models.CharField(
        max_length=64,
        help_text="Of template and data; its first twelve digits stand at the foot.",
    )
    code = models.CharField(max_length=12, unique=True, help_text="Random; printed and in the QR code.")
    sample = models.BooleanField(help_text="True: the example's; carries CONTOH and says so when checked.")
    form = models.CharField(max_length=12, blank=True, help_text="Code of the law's form, as printed.")
    about = models.CharField(max_length=64, blank=True, help_text="The part of the record: clarification 3.")
    is_personal = models.BooleanField(
        default=False, help_text="Prints a sealed identity: opening it asks for that right too."
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by",
        help_text="The document it was issued anew for; both are kept.",
    )  # fmt: skip
    reason = models.TextField(blank=True, help_text="Why it was issued anew; empty for a first issue.")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=64, help_text='Account id, "public" or "system".')

    class Meta:
        ordering = ["issued_at"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "issued_at"], name="document_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(reason=""), name="document_replaced_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or self.id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise NeverChanged(self.pk)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged(self.pk)


class OfficeTemplate(models.Model):
    """An office's own Word template for one kind of document. The newest that is in use counts; older ones stay."""

    office = models.CharField(max_length=24, help_text="Key of the office, 64.02.")
    kind = models.CharField(max_length=40, choices=DocumentKind)
    name = models.CharField(max_length=160, help_text="Name of the file, as brought.")
    content = models.BinaryField(max_length=4 * 1024 * 1024)
    sha256 = models.CharField(max_length=64)
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, help_text="Null: in use.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind"], condition=models.Q(withdrawn_at=None), name="one_template_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.kind}"
