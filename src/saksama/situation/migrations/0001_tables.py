import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("situation", "0001_situation_reports"),
        ("situation", "0002_press_releases"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("on", models.DateField(help_text="Local day the figures are of.")),
                ("title", models.CharField(max_length=200)),
                (
                    "text",
                    models.TextField(help_text="Paragraphs; pinned values as {name}, quotes as {quote_1}."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Grows with each act; guards two people saving."
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        help_text="Code of the account that wrote the last text.", max_length=64
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=64)),
                ("published_at", models.DateTimeField(null=True)),
                ("published_on", models.DateField(null=True)),
                (
                    "slug",
                    models.SlugField(
                        help_text="Address of the public page.", max_length=120, null=True, unique=True
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(default=False, help_text="Belongs to the example; carries CONTOH."),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(fields=["office", "-created_at"], name="release_office"),
                    models.Index(fields=["state", "-published_at"], name="release_published"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_on__isnull", False),
                                ("slug__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="release_published_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("returned", "Returned to the author"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                ("author", models.CharField(max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="situation.release",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReleaseQuote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="1 for {quote_1}.")),
                ("words", models.TextField()),
                ("speaker", models.CharField(max_length=160)),
                ("post", models.CharField(blank=True, max_length=160)),
                (
                    "basis",
                    models.CharField(
                        help_text="Where the words are on record: recording, minutes, letter.", max_length=200
                    ),
                ),
                ("entered_by", models.CharField(max_length=64)),
                ("entered_at", models.DateTimeField()),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quotes",
                        to="situation.release",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "place"), name="release_quote_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As in the text, {name}.", max_length=40)),
                ("label", models.CharField(max_length=160)),
                ("value", models.TextField()),
                ("as_of", models.DateField()),
                ("source", models.CharField(blank=True, max_length=300)),
                (
                    "path",
                    models.CharField(
                        blank=True,
                        help_text="Page of the desk that shows how it was counted.",
                        max_length=200,
                    ),
                ),
                (
                    "is_figure",
                    models.BooleanField(default=False, help_text="A number that can be found wrong later."),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="situation.release",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "name"), name="release_value_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SituationReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(help_text="Local day the report speaks of.")),
                ("level", models.CharField(help_text="Code in data/scale.toml.", max_length=20)),
                ("ground", models.TextField(help_text="What it rests on; never a name of a person.")),
                ("author", models.CharField(help_text="Account code, or 'system'.", max_length=64)),
                ("given_at", models.DateTimeField()),
                (
                    "given_on",
                    models.DateField(help_text="Local day of given_at: from then on the report is known."),
                ),
                ("is_sample", models.BooleanField(default=False, help_text="Belongs to the example.")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="Office that reports.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "ordering": ["area_id", "on", "given_at"],
                "indexes": [models.Index(fields=["area", "on", "given_at"], name="situation_area_day")],
            },
        ),
    ]
