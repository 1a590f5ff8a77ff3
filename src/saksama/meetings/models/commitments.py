"""Decisions and commitments: who promised what by when, and each act that followed."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.places.fields import AreaCodeField


class Decision(models.Model):
    """A decision of a meeting; commitments hang on it."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Commitment(models.Model):
    """What one institution promised. The state is a copy; ``CommitmentAct`` rows are the truth."""

    class Kind(models.TextChoices):
        TASK = "task", _("Task")
        CAMPAIGN = "campaign", _("Participation campaign")
        PLEDGE = "pledge", _("Neutrality pledge")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        REPORTED = "reported", _("evidence came in")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="commitments")
    institution = models.ForeignKey("people.Institution", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TASK)
    text = models.CharField(max_length=240, help_text="What is promised, in one sentence.")
    evidence_wanted = models.CharField(max_length=200, blank=True, help_text="What will show it was done.")
    area_code = AreaCodeField(blank=True, help_text="Where it is to happen, or whose turnout is meant.")
    target = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        help_text="Campaign: turnout in per cent. Pledge: signatures.",
    )
    made_on = models.DateField()
    due_on = models.DateField(
        null=True, db_index=True, help_text="Copy of the newest agreed day; empty: none yet."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    is_sample = models.BooleanField(default=False)

    office_id: str
    institution_id: str

    class Meta:
        ordering = ("due_on", "made_on", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "state", "due_on"], name="commitment_office_state")
        ]

    def __str__(self) -> str:
        return str(self.text)


class CommitmentAct(models.Model):
    """One dated act on a commitment. Rows are only added."""

    class Act(models.TextChoices):
        MADE = "made", _("promised")
        DATED = "dated", _("day agreed")
        REMINDED = "reminded", _("reminded")
        REPORTED = "reported", _("reported as done")
        ACCEPTED = "accepted", _("accepted as done")
        RETURNED = "returned", _("given back")
        MEASURED = "measured", _("result measured")
        WITHDRAWN = "withdrawn", _("withdrawn")

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10, choices=Act.choices)
    on = models.DateField(help_text="Local day on which it took effect.")
    at = models.DateTimeField()
    by = models.CharField(max_length=64, help_text="Account, public for an outside person, or system.")
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, help_text="With made and dated: the agreed day.")
    value = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="With measured.")
    source = models.CharField(
        max_length=200, blank=True, help_text="With measured: where the figure is from."
    )
    file = models.ForeignKey("evidence.SealedFile", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("on", "at", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["commitment", "on"], name="commitment_act_day")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.on}"


class CommitmentLink(models.Model):
    """A way in for an outside person, to one commitment, for some days. The token is kept nowhere."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    made_at = models.DateTimeField()
    last_day = models.DateField(help_text="Local day, the last on which it opens.")
    ended_at = models.DateTimeField(null=True, help_text="A newer reminder took its place, or it is done.")

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.last_day}"

    def holds_on(self, day: date) -> bool:
        return self.ended_at is None and day <= self.last_day
