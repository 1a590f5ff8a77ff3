"""Which file of the case answers an item of the forwarding checklist (PB 3/2023 art. 27 paragraph 2)."""

from django.db import models


class Enclosure(models.Model):
    """A file named for one item: an assignment letter, minutes of a discussion. What the office issued needs none."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="enclosures")
    item = models.CharField(max_length=40, help_text="id in law forwarding data")
    file = models.ForeignKey("cases.CaseFile", on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=64, help_text="account code")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "item", "file"], name="file_named_once_per_item")
        ]

    def __str__(self) -> str:
        return self.item
