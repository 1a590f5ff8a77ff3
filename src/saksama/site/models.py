"""The one table of this room: how often an address, or all together, tried something on one day."""

from django.db import models


class Throttle(models.Model):
    """Tries of one day. No address is kept: ``digest`` is keyed with a key outside the database and the day."""

    day = models.DateField()
    action = models.CharField(max_length=12, help_text="Key of limits.LIMITS.")
    digest = models.CharField(
        max_length=64,
        help_text="Keyed hash of the day and an address, or of a code's head; 'all': everybody.",
    )
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "action", "digest"], name="throttle_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.action} {self.count}"
