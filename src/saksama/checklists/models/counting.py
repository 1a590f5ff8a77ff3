"""Answers laid out by question, many submissions at once, so that counting a million of them takes a moment."""

import uuid

from django.db import models


class AnswerBlock(models.Model):
    """Some thousands of read submissions of one form version and one event; see docs/adr/0010-answer-blocks.md.

    Derived from ``AnswerSheet`` and can be made again at any time.
    """

    event = models.ForeignKey("places.ElectionEvent", models.PROTECT, related_name="+", db_index=False)
    event_id: str
    version = models.ForeignKey(
        "checklists.InstrumentVersion", models.PROTECT, related_name="+", db_index=False
    )
    version_id: int
    ids = models.BinaryField(
        help_text="Submissions in order of the columns, unsigned 64 bit, little end first."
    )
    mark = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="By which a process knows it again."
    )
    rows = models.PositiveIntegerField()
    void = models.JSONField(default=list, help_text="Positions of those that a later edit corrected.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["event", "version"], name="block_version")]

    def __str__(self) -> str:
        return f"{self.rows} of {self.version_id}"


class AnswerColumn(models.Model):
    """One question of a block: its different answers, and for each submission which of them it gave."""

    block = models.ForeignKey(AnswerBlock, models.PROTECT, related_name="columns", db_index=False)
    block_id: int
    path = models.CharField(max_length=300, help_text="A question, or @district, @place, @hour.")
    data = models.BinaryField(help_text="As counting.columns.pack writes it.")

    class Meta:
        ordering = ["block_id", "path"]
        constraints = [models.UniqueConstraint(fields=["block", "path"], name="column_once_per_block")]

    def __str__(self) -> str:
        return self.path
