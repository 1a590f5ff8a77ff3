"""One small table: a stamp for each office that changes whenever its figures may have changed."""

from django.db import models

from saksama.places.fields import AreaCodeField


class FiguresStamp(models.Model):
    """Written by database triggers only (``stamps``); whoever counts remembers the stamp beside the result."""

    office = AreaCodeField(primary_key=True, help_text="Code of the office whose acts the figures count.")
    stamp = models.BigIntegerField(
        help_text="Drawn anew at every change, never the same again, also after a rollback."
    )

    def __str__(self) -> str:
        return f"{self.office} {self.stamp}"
