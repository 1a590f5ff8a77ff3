"""Lines that are never changed, and the end of each office's chain."""

from typing import Any, NoReturn

from django.db import models

from saksama.journal import rules


class NeverChanged(Exception):
    """A line of the journal is neither changed nor deleted. Record a new act that corrects the old one."""


class LineQuerySet(models.QuerySet["Line"]):
    """Reads only."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    def delete(self) -> NoReturn:
        raise NeverChanged

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged


class Line(models.Model):
    """One act. Written by :mod:`saksama.journal.operations` only; database triggers refuse the rest."""

    office = models.CharField(
        max_length=24, help_text="Code of the office whose chain this is; '-' for none."
    )
    seq = models.PositiveBigIntegerField(help_text="Place in the office's chain, from 1, without gaps.")
    act = models.CharField(
        max_length=64, help_text="Verb and object, as the operation is called in the past."
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    actor = models.CharField(max_length=64, help_text="Account id, 'public' or 'system'.")
    effective_at = models.DateTimeField(help_text="When the act took effect; its local day is the legal day.")
    recorded_at = models.DateTimeField(
        help_text="Real time of writing, also in an example whose clock is moved."
    )
    facts = models.JSONField(default=dict, help_text="References, dates as text, codes; never personal data.")
    previous = models.CharField(max_length=64, help_text="MAC of the line before; zeros for the first.")
    mac = models.CharField(max_length=64, help_text="HMAC-SHA256 over all of the above.")

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "seq"], name="journal_one_line_per_place")]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="journal_line_subject"),
            models.Index(fields=["act", "effective_at"], name="journal_line_act_day"),
        ]

    def __str__(self) -> str:
        return f"{self.office}/{self.seq} {self.act} {self.subject_kind}:{self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save raises NeverChanged."""
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NeverChanged

    @property
    def content(self) -> rules.Content:
        """What the MAC covers."""
        return rules.Content(
            office=self.office,
            seq=self.seq,
            act=self.act,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            actor=self.actor,
            effective_at=self.effective_at,
            recorded_at=self.recorded_at,
            facts=self.facts,
            previous=self.previous,
        )


class Head(models.Model):
    """End of one office's chain; the row that writers lock, so that each line has one place."""

    office = models.CharField(max_length=24, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0, help_text="Number of the last line; 0 before the first.")
    mac = models.CharField(max_length=64, default=rules.START)

    def __str__(self) -> str:
        return f"{self.office}: {self.seq}"
