"""What the room keeps: reports of the situation."""

from django.db import models


class SituationReport(models.Model):
    """How one area stood on one day, in one word, with its ground. Never changed: a later one replaces it."""

    office = models.ForeignKey(
        "places.Office", on_delete=models.PROTECT, related_name="+", help_text="Office that reports."
    )
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(help_text="Local day the report speaks of.")
    level = models.CharField(max_length=20, help_text="Code in data/scale.toml.")
    ground = models.TextField(help_text="What it rests on; never a name of a person.")
    author = models.CharField(max_length=64, help_text="Account code, or 'system'.")
    given_at = models.DateTimeField()
    given_on = models.DateField(help_text="Local day of given_at: from then on the report is known.")
    is_sample = models.BooleanField(default=False, help_text="Belongs to the example.")

    area_id: str
    office_id: str

    class Meta:
        ordering = ["area_id", "on", "given_at"]
        indexes = [models.Index(fields=["area", "on", "given_at"], name="situation_area_day")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.on} {self.level}"
