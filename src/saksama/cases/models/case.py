"""The case, its dated acts, its clocks and its classes.

History rows (``CaseAct``) are the truth; ``Case.state`` and ``Case.next_due_on`` are copies kept for
lists. ``saksama check`` folds the acts again and compares.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.cases import transitions as t
from saksama.places.fields import AreaCodeField


class Case(models.Model):
    """One report, finding or piece of preliminary information, at one office."""

    class Kind(models.TextChoices):
        REPORT = t.REPORT, _("Report")
        FINDING = t.FINDING, _("Finding")
        INFORMATION = t.INFORMATION, _("Preliminary information")

    class Channel(models.TextChoices):
        """How it reached the office; ``record`` means from our own supervision record."""

        FORM = "form", _("Public form")
        WALK_IN = "walk_in", _("In person")
        PHONE = "phone", _("Telephone")
        LETTER = "letter", _("Letter")
        RECORD = "record", _("Supervision record")
        OFFICE = "office", _("Another office")
        IMPORT = "import", _("Another register")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="cases")
    event = models.ForeignKey("places.ElectionEvent", on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=8, help_text="pilkada or pemilu; copied from the election")
    kind = models.CharField(max_length=12, choices=Kind)
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=20, help_text="copy of the last act's target state")
    version = models.PositiveIntegerField(
        default=1, help_text="grows with each act; guards two people saving"
    )

    title = models.CharField(max_length=160)
    what = models.TextField(help_text="what happened, in the reporter's or the office's words")
    where_text = models.CharField(max_length=200, blank=True, help_text="place as told")
    area = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="district or village of the event, where known",
    )  # fmt: skip
    occurred_on = models.DateField(
        null=True, blank=True, help_text="day of the event, local; None: not known"
    )
    known_on = models.DateField(
        null=True, blank=True, help_text="day it became known; starts the filing clock"
    )

    received_at = models.DateTimeField(help_text="instant of receipt; never refused for the hour")
    received_on = models.DateField(help_text="local day of received_at")
    outside_hours = models.BooleanField(
        default=False, help_text="received outside receipt hours (decision 6)"
    )
    number_received = models.CharField(max_length=80, blank=True)
    number_registered = models.CharField(max_length=80, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    number_elsewhere = models.CharField(
        max_length=80,
        blank=True,
        help_text="number of another register, as it stands there; never one of ours",
    )
    tracking_digest = models.BinaryField(max_length=32, null=True, unique=True, editable=False)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    next_due_on = models.DateField(null=True, help_text="earliest due day of an open clock; copy for lists")
    next_step = models.CharField(max_length=24, blank=True, help_text="step of that clock")
    source_record = models.ForeignKey(
        "cases.SupervisionRecord", null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    is_sample = models.BooleanField(
        default=False, help_text="belongs to the example; carries CONTOH everywhere"
    )
    is_published = models.BooleanField(
        default=False, help_text="known from publication only: no invented detail, never shown as overdue"
    )

    class Meta:
        indexes = [
            models.Index(fields=["office", "state", "next_due_on"], name="case_office_state_due"),
            models.Index(fields=["office", "-received_at"], name="case_office_received"),
            # a search over many offices reads its hits from the newest on
            models.Index(fields=["-received_at"], name="case_received"),
            # the few open ones among many closed; queries.still_open says the condition in the same words
            models.Index(
                fields=["office", "next_due_on"], name="case_open_due", condition=models.Q(state__in=t.OPEN)
            ),
            models.Index(fields=["office", "owner"], name="case_office_owner"),
            models.Index(fields=["number_received"], name="case_number_received"),
            models.Index(fields=["number_registered"], name="case_number_registered"),
            models.Index(fields=["number_elsewhere"], name="case_number_elsewhere"),
            # what figures want to know of a case, read beside its acts (``act_case_told``, ``class_case_told``)
            models.Index(fields=["id", "kind", "event", "office", "area"], name="case_told"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(occurred_on=None) | models.Q(known_on=None)
                | models.Q(known_on__gte=models.F("occurred_on")),
                name="case_known_not_before_event",
            ),
            models.CheckConstraint(condition=models.Q(state__in=t.STATES), name="case_state_exists"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number people use: registered, else received, else of another register, else a word that says why not."""
        own = self.number_registered or self.number_received
        return own or self.number_elsewhere or str(_("Number not published"))

    @property
    def is_open(self) -> bool:
        return self.state in t.OPEN


class CaseAct(models.Model):
    """One act on a case: what, who, when it took effect, from which state to which."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField(
        help_text="1, 2, 3 ... within the case; equals the case's version after it"
    )
    act = models.CharField(max_length=24)
    office_code = AreaCodeField(help_text="office that acted")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    effective_at = models.DateTimeField()
    effective_on = models.DateField(help_text="local day on which the act took effect")
    recorded_at = models.DateTimeField(help_text="real instant of recording")
    actor = models.CharField(max_length=64, help_text="account code, 'public' or 'system'")
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict, help_text="references and dates; never personal data")
    handles = models.BooleanField(help_text="a handling act: from here on the case counts as handled")

    class Meta:
        ordering = ["case_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_act_per_place_in_the_row")]
        indexes = [
            models.Index(fields=["office_code", "handles", "effective_on"], name="act_office_handles_day"),
            models.Index(
                fields=["case", "effective_on", "seq", "office_code", "handles", "act", "to_state"],
                name="act_case_told",
            ),
            models.Index(fields=["effective_on"], name="act_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.effective_on}"


class Clock(models.Model):
    """A due date given at an act, with its rule, kept as it was even if the law changes later."""

    class Result(models.TextChoices):
        MET = "met", _("in time")
        LATE = "late", _("late")
        VOID = "void", _("no longer needed")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    step = models.CharField(max_length=24, help_text="key of transitions.STEP_CLOCKS")
    rule = models.CharField(max_length=8, help_text="clock id in law/data, e.g. PK-06")
    started_at = models.DateTimeField()
    start_on = models.DateField()
    due_on = models.DateField(null=True, help_text="None only when the law could not answer: see gap")
    due_at = models.DateTimeField(null=True, help_text="hour clocks only")
    other_due_on = models.DateField(null=True, help_text="later reading; no door closes before it")
    explanation = models.JSONField(default=dict, help_text="law.Due.as_json(): each day with its reason")
    gap = models.CharField(max_length=24, blank=True, help_text="law error code when no date could be given")
    ended_on = models.DateField(null=True)
    result = models.CharField(max_length=4, choices=Result, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=models.Q(ended_on=None), name="one_open_clock_per_step"
            )
        ]
        indexes = [models.Index(fields=["ended_on", "due_on"], name="clock_open_due")]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}"


class Classification(models.Model):
    """A class of violation given to a case, by day, so that counts can be asked for a past day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="classes")
    violation_class = models.CharField(max_length=24, help_text="id in law classes data")
    set_on = models.DateField()
    dropped_on = models.DateField(null=True, help_text="None: still holds")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "violation_class"], condition=models.Q(dropped_on=None), name="one_open_class"
            )
        ]
        indexes = [
            models.Index(fields=["case", "set_on", "dropped_on", "violation_class"], name="class_case_told")
        ]

    def __str__(self) -> str:
        return self.violation_class
