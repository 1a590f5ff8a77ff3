"""Results sheets: one for each station, entered by two who do not see each other's figures, a third settling."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.places.fields import AreaCodeField


class ResultSheet(models.Model):
    """The results sheet (C.Hasil) of one station, from the first photo of it on. Figures stand here once they hold."""

    class State(models.TextChoices):
        FIRST = "first", _("Waits for the first entry")
        SECOND = "second", _("Waits for the second entry")
        THIRD = "third", _("Two entries differ: waits for a third person")
        SETTLED = "settled", _("Entered")

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    station_code = AreaCodeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.FIRST)
    round = models.PositiveSmallIntegerField(
        default=1, help_text="Counts up when a settled sheet is entered anew; earlier entries stay."
    )
    opened_at = models.DateTimeField(help_text="When the first photo of it had come.")
    changed_at = models.DateTimeField()
    figures = models.JSONField(
        null=True,
        help_text="{cell: number, null where the paper cannot be read}; null until two entries agree.",
    )
    remarks = models.JSONField(
        default=list, help_text="Keys of the checks that the paper itself fails; the figures stay as written."
    )
    settled_at = models.DateTimeField(null=True)
    reopened_for = models.CharField(
        _("reason"), max_length=200, blank=True, help_text="Of the present round."
    )

    class Meta:
        ordering = ["event_id", "station_code"]
        indexes = [models.Index(fields=["event", "state", "station_code"], name="result_state")]
        constraints = [models.UniqueConstraint(fields=["event", "station_code"], name="result_once")]

    def __str__(self) -> str:
        return f"{self.station_code} {self.state}"


class ResultEntry(models.Model):
    """What one person read from the photo. The third's holds the agreed cells too. Never changed."""

    sheet = models.ForeignKey(ResultSheet, models.PROTECT, related_name="entries", db_index=False)
    sheet_id: int
    round = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(help_text="1, 2, or 3 for the one who settles.")
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    account_id: int
    figures = models.JSONField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["sheet_id", "round", "place"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "round", "place"], name="result_entry_place"),
            models.UniqueConstraint(fields=["sheet", "round", "account"], name="result_entry_independent"),
            models.CheckConstraint(
                condition=models.Q(place__gte=1, place__lte=3), name="result_entry_three_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.round}.{self.place}"
