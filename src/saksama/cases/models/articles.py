"""Penal articles to check on a case, and what its file shows of each element. Never a verdict."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from saksama.evidence.crypto import EncryptedTextField


class ArticleToCheck(models.Model):
    """An article that somebody wants checked; dropped, it stays with its marks."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="articles")
    offence = models.CharField(max_length=16, help_text="id in law offences data")
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=64, help_text="account code")
    dropped_at = models.DateTimeField(null=True, help_text="null: still to be checked")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "offence"], name="article_once_per_case")]

    def __str__(self) -> str:
        return self.offence


class ElementMark(models.Model):
    """What the file shows of one element, as the last person marked it; earlier marks stand in the journal."""

    class State(models.TextChoices):
        SHOWN = "shown", _("shown in the file")
        MISSING = "missing", _("still missing")
        DISPUTED = "disputed", _("disputed")

    article = models.ForeignKey(ArticleToCheck, on_delete=models.PROTECT, related_name="marks")
    element = models.PositiveSmallIntegerField(help_text="place among the article's elements, from 1")
    state = models.CharField(max_length=8, choices=State)
    note = EncryptedTextField(
        default="", help_text="by which evidence, or what to look for; may name a witness"
    )
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["element"]
        constraints = [models.UniqueConstraint(fields=["article", "element"], name="one_mark_per_element")]

    def __str__(self) -> str:
        return f"{self.article} {self.element}"
