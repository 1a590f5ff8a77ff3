"""The day as the desk follows it: which station was heard when, what went wrong, who was called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.places.fields import AreaCodeField


class Pulse(models.Model):
    """One station and one instrument on one vote: first and last time something came. Written as answers are read.

    It keeps the board as fast with a million submissions as with ten: a station has a handful of these, ever.
    """

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    station_code = AreaCodeField()
    instrument = models.ForeignKey("checklists.Instrument", models.PROTECT, related_name="+", db_index=False)
    instrument_id: int
    first_at = models.DateTimeField(help_text="When the first one was received, by any way.")
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["event_id", "station_code"]
        constraints = [
            models.UniqueConstraint(fields=["event", "station_code", "instrument"], name="pulse_once")
        ]

    def __str__(self) -> str:
        return f"{self.station_code} {self.instrument_id}"


class CallNote(models.Model):
    """A station that was silent was called: by whom, when, and what came of it."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        NOBODY = "nobody", _("Nobody answered")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        SENT = "sent", _("Somebody is on the way to the station")

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    station_code = AreaCodeField()
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    called_at = models.DateTimeField()
    called_by = models.CharField(max_length=64, help_text="Account code.")

    class Meta:
        ordering = ["-called_at", "-pk"]
        indexes = [models.Index(fields=["event", "station_code", "called_at"], name="call_station")]

    def __str__(self) -> str:
        return f"{self.station_code} {self.outcome}"


class Incident(models.Model):
    """A critical answer, or what a caller told: something a person must act on."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        IN_HAND = "in_hand", _("In hand")
        SETTLED = "settled", _("Settled")
        PASSED_ON = "passed_on", _("Passed on as a case")

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    station_code = AreaCodeField(blank=True)
    submission = models.ForeignKey(
        "checklists.Submission", models.PROTECT, null=True, related_name="incidents", db_constraint=False,
        help_text="What told it; null for a telephone call.",
    )  # fmt: skip
    submission_id: int | None
    path = models.CharField(
        max_length=200, blank=True, help_text="The question that was answered critically."
    )
    what = models.CharField(_("what happened"), max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64, help_text="Account code, or 'system'.")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text="What was done, in a few words.")
    case_id = models.CharField(max_length=64, blank=True, help_text="The case it became, see bridges.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["event", "state", "opened_at"], name="incident_state"),
            models.Index(fields=["event", "station_code"], name="incident_station"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "path"],
                condition=models.Q(submission__isnull=False),
                name="incident_once_per_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.station_code} {self.what}"


class CriticalAnswer(models.Model):
    """Which answer of which question raises an incident. One office's list holds for all below it."""

    instrument = models.ForeignKey("checklists.Instrument", models.PROTECT, related_name="critical_answers")
    instrument_id: int
    path = models.CharField(_("question"), max_length=200)
    answer = models.CharField(
        _("answer"), max_length=120, help_text="The value that counts; empty: any answer at all."
    )
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["instrument_id", "path", "answer"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "path", "answer"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="critical_answer_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.path}={self.answer}"
