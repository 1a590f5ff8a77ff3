"""What the room keeps: reports of the situation, and press releases."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class Release(models.Model):
    """A press release from draft to publication. Its figures are pinned to the day they were true of."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    on = models.DateField(help_text="Local day the figures are of.")
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="Paragraphs; pinned values as {name}, quotes as {quote_1}.")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each act; guards two people saving."
    )
    author = models.CharField(max_length=64, help_text="Code of the account that wrote the last text.")
    created_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    slug = models.SlugField(max_length=120, unique=True, null=True, help_text="Address of the public page.")
    is_sample = models.BooleanField(default=False, help_text="Belongs to the example; carries CONTOH.")

    office_id: str

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["office", "-created_at"], name="release_office"),
            models.Index(fields=["state", "-published_at"], name="release_published"),
        ]
        constraints = [
            models.CheckConstraint(
                name="release_published_whole",
                condition=~models.Q(state="published")
                | models.Q(published_at__isnull=False, published_on__isnull=False, slug__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReleaseValue(models.Model):
    """A value pinned for a release: what stood there when it was drafted, of which day, and where it came from."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="values")
    name = models.CharField(max_length=40, help_text="As in the text, {name}.")
    label = models.CharField(max_length=160)
    value = models.TextField()
    as_of = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    path = models.CharField(
        max_length=200, blank=True, help_text="Page of the desk that shows how it was counted."
    )
    is_figure = models.BooleanField(default=False, help_text="A number that can be found wrong later.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="release_value_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class ReleaseQuote(models.Model):
    """What somebody said, entered by a person. The program invents none."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="quotes")
    place = models.PositiveSmallIntegerField(help_text="1 for {quote_1}.")
    words = models.TextField()
    speaker = models.CharField(max_length=160)
    post = models.CharField(max_length=160, blank=True)
    basis = models.CharField(
        max_length=200, help_text="Where the words are on record: recording, minutes, letter."
    )
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["release", "place"], name="release_quote_place")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.place}"


class ReleaseNote(models.Model):
    """What was said of a release after it was written: returned, corrected, withdrawn. Never changed."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Returned to the author")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DOUBTED = "doubted", _("Figures to be looked at again")

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.TextField()
    at = models.DateTimeField()
    on = models.DateField()
    author = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
