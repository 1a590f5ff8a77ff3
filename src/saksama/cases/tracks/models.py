"""Tracks, their dated acts and their clocks.

``TrackAct`` rows are the truth; state, version and next limit on a track are copies for lists. Notes may name
people, so they are encrypted; the journal has references and dates only.
"""

import uuid
from typing import ClassVar

from django.db import models

from saksama.evidence.crypto import EncryptedTextField


class Track(models.Model):
    """One matter on one road outside the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    road = models.CharField(max_length=12, help_text="code of a road, see cases.tracks.roads")
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="tracks",
        help_text="empty for advice, which needs no case",
    )  # fmt: skip
    outcome = models.OneToOneField(
        "cases.Outcome", null=True, blank=True, on_delete=models.PROTECT, related_name="track",
        help_text="the outcome that was forwarded; empty before the plenary has decided",
    )  # fmt: skip
    institution = models.ForeignKey(
        "people.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="who has to act now; empty where the directory does not know it",
    )  # fmt: skip
    agency = models.CharField(max_length=160, blank=True, help_text="its name as the letter has it")
    destination = models.CharField(max_length=32, blank=True, help_text="destination code of the law's data")
    paper = models.CharField(
        max_length=16, blank=True,
        help_text="recommendation, decision or forwarding: by the law of the day of the plenary",
    )  # fmt: skip
    subject = models.CharField(max_length=160, help_text="what it is about; names nobody")
    answer_rule = models.CharField(max_length=8, blank=True, help_text="the receiver's clock, e.g. PK-10")
    mark = models.CharField(max_length=12, blank=True, help_text="kind of road where it depends on the day")

    state = models.CharField(max_length=20, help_text="copy of the last act's target state")
    version = models.PositiveIntegerField(default=1, help_text="grows with each act")
    opened_on = models.DateField(help_text="local day of the first act")
    ended_on = models.DateField(null=True, help_text="local day on which an end was reached")
    next_due_on = models.DateField(null=True, help_text="earliest limit of an open clock; copy for lists")
    next_rule = models.CharField(max_length=8, blank=True, help_text="clock id of that limit")
    is_sample = models.BooleanField(default=False, help_text="belongs to the example")

    class Meta:
        ordering: ClassVar = ["-opened_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["office", "road", "ended_on", "next_due_on"], name="track_office_open"),
            models.Index(fields=["case", "road"], name="track_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(road="gakkumdu"), name="one_gakkumdu_track_per_case"
            )
        ]

    def __str__(self) -> str:
        return f"{self.road} {self.opened_on}"


class TrackAct(models.Model):
    """One dated act on a track: what happened outside or what the office did about it."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField(help_text="1, 2, 3 ...; equals the track's version after it")
    act = models.CharField(max_length=24)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    effective_at = models.DateTimeField(help_text="when it happened")
    effective_on = models.DateField(help_text="local day of it")
    recorded_at = models.DateTimeField(help_text="when it was entered, by the same clock")
    actor = models.CharField(max_length=64)
    choice = models.CharField(max_length=24, blank=True)
    number = models.CharField(max_length=80, blank=True, help_text="of the letter, police report, ruling")
    note = EncryptedTextField(default="", blank=True)
    proof = models.ForeignKey(
        "evidence.SealedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.CharField(max_length=40, blank=True, help_text="code of the institution then acting")

    class Meta:
        ordering: ClassVar = ["track_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["track", "seq"], name="one_track_act_per_place")
        ]
        indexes: ClassVar = [models.Index(fields=["track", "effective_on"], name="track_act_day")]

    def __str__(self) -> str:
        return f"{self.act} {self.effective_on}"


class TrackClock(models.Model):
    """A limit given at an act, kept with its rule as the law had it then."""

    class Result(models.TextChoices):
        MET = "met"
        LATE = "late"
        VOID = "void"

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="clocks")
    rule = models.CharField(max_length=8, help_text="clock id in law/data")
    started_at = models.DateTimeField()
    due_on = models.DateField(null=True, help_text="last day; for an hour clock the day of due_at")
    due_at = models.DateTimeField(null=True, help_text="hour clocks only")
    other_due_on = models.DateField(null=True, help_text="later reading; no door closes before it")
    explanation = models.JSONField(default=dict, help_text="law.Due.as_json()")
    gap = models.CharField(max_length=24, blank=True, help_text="law error code when no date could be given")
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=4, choices=Result, blank=True)

    class Meta:
        ordering: ClassVar = ["track_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["track", "rule"], condition=models.Q(ended_at=None), name="one_open_track_clock"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["ended_at", "due_on"], name="track_clock_open")]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}"
