"""Drills, who took part in them, and the switch that spares the line on a hard day."""

from django.db import models

from saksama.places.fields import AreaCodeField


class Drill(models.Model):
    """A false day: an event of kind drill with data of its own, at the stations and with the cards of a vote."""

    event = models.OneToOneField(
        "places.ElectionEvent", models.PROTECT, primary_key=True, related_name="drill"
    )
    event_id: str
    vote = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="drills")
    vote_id: str
    office_code = AreaCodeField(help_text="Whose cards take part: those of the office and of all below it.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="Phones leave it by themselves; what comes later still counts.")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64, help_text="Account code.")
    ended_by = models.CharField(max_length=64, blank=True, help_text="Who ended it before its time.")

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["vote", "ends_at"], name="drill_open")]

    def __str__(self) -> str:
        return self.event_id


class DrillVisit(models.Model):
    """Somebody's phone came into a drill: the log-in that is scored."""

    drill = models.ForeignKey(Drill, models.PROTECT, related_name="visits", db_index=False)
    drill_id: str
    account = models.ForeignKey("people.Account", models.PROTECT, related_name="+", db_constraint=False)
    account_id: int
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at"]
        constraints = [models.UniqueConstraint(fields=["drill", "account"], name="drill_visit_once")]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.drill_id}"


class Sparing(models.Model):
    """While it holds, photos wait, lists come from memory and exports wait: a dated act of a person, with a reason."""

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    office_code = AreaCodeField(help_text="Holds for the office and all below it.")
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=64, help_text="Account code.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "office_code"],
                condition=models.Q(ended_at__isnull=True),
                name="sparing_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.office_code}"
