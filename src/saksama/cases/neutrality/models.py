"""Who is concerned, what the person is said to have done, what proves it, and the letters that remind agency heads.

A NIP is stored encrypted beside a blind digest, as identities are (decision 20); an address on the web may name a
person, so it is encrypted too.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField


class Subject(models.Model):
    """A respondent who must be neutral: post, rank, agency. One for each respondent of a case."""

    class Conflict(models.TextChoices):
        """What stands between the appointing authority and an impartial sanction."""

        NONE = "", _("none known")
        CANDIDATE = "candidate", _("is a candidate")
        RELATIVE = "relative", _("is a relative of a candidate")
        ACTING = "acting", _("is an acting head (Pj, Pjs, Plt)")

    party = models.OneToOneField("cases.Party", on_delete=models.PROTECT, related_name="neutrality")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="neutrality_subjects")
    kind = models.CharField(max_length=16, help_text="code of law.neutrality subjects: pns, village_head ...")
    post = models.CharField(max_length=160, blank=True)
    rank = models.CharField(
        max_length=60, blank=True, help_text="rank and grade, as in the decree: Pembina, IV/a"
    )
    agency = models.ForeignKey(
        "people.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency_name = models.CharField(
        max_length=160, help_text="as written, or the directory's name of that day"
    )
    nip = EncryptedTextField(null=True, blank=True, help_text="18 digits; None: not known")
    nip_digest = models.BinaryField(
        max_length=32, null=True, editable=False, help_text="finds the same NIP again"
    )
    nip_doubtful = models.BooleanField(default=False, help_text="kept although its check fails")
    conflict = models.CharField(max_length=10, choices=Conflict, blank=True, default=Conflict.NONE)
    conflict_note = EncryptedTextField(default="", blank=True)
    recorded_on = models.DateField(help_text="local day on which the sheet was opened")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["nip_digest"], name="neutrality_nip"),
            models.Index(fields=["case"], name="neutrality_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Conduct(models.Model):
    """One conduct of the list a subject is said to have shown, with the level it maps to, as given then."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("before candidates are fixed")
        AFTER = "after", _("after candidates are fixed")

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="conducts")
    code = models.CharField(max_length=4, help_text="N01 to N14")
    occurred_on = models.DateField()
    stage = models.CharField(max_length=6, choices=Stage)
    stage_by_hand = models.BooleanField(
        default=False, help_text="the calendar did not know, or a person said otherwise"
    )
    level = models.CharField(max_length=10, blank=True, help_text="level code; blank: the list names none")
    is_confirmed = models.BooleanField(help_text="False: below sure when it was given")
    note = EncryptedTextField(default="", blank=True)
    set_on = models.DateField()
    dropped_on = models.DateField(null=True, help_text="None: still holds")

    class Meta:
        ordering: ClassVar = ["occurred_on", "code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "code", "occurred_on"],
                condition=models.Q(dropped_on=None),
                name="one_conduct_per_day_and_code",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.occurred_on}"


class LinkCapture(models.Model):
    """A page on the web as it was seen: address, when, and the hash of what was saved of it."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="captures")
    url = EncryptedTextField()
    seen_at = models.DateTimeField(help_text="when the page was seen and saved")
    posted_on = models.DateField(null=True, blank=True, help_text="day on the post itself, if it shows one")
    file = models.ForeignKey(
        "cases.CaseFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="the saved page or picture, sealed; empty: not saved yet",
    )  # fmt: skip
    note = EncryptedTextField(default="", blank=True)
    captured_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seen_at", "pk"]

    def __str__(self) -> str:
        return f"link {self.pk}"


class ReminderLetter(models.Model):
    """A letter that reminds the head of an agency of neutrality, with the sanction table as annex."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "people.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    addressee = models.CharField(max_length=160, help_text="name of the agency as the letter has it")
    number = models.CharField(max_length=80)
    sent_on = models.DateField(help_text="day of the letter")
    document = models.OneToOneField("documents.IssuedDocument", on_delete=models.PROTECT, related_name="+")
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-sent_on", "addressee"]
        indexes: ClassVar = [models.Index(fields=["office", "-sent_on"], name="reminder_office_day")]

    def __str__(self) -> str:
        return self.number
