import django.db.models.deletion
import saksama.evidence.crypto
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("tracks", "0001_tracks"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("evidence", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Track",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("road", models.CharField(help_text="code of a road, see cases.tracks.roads", max_length=12)),
                (
                    "agency",
                    models.CharField(blank=True, help_text="its name as the letter has it", max_length=160),
                ),
                (
                    "destination",
                    models.CharField(
                        blank=True, help_text="destination code of the law's data", max_length=32
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        help_text="recommendation, decision or forwarding: by the law of the day of the plenary",
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(help_text="what it is about; names nobody", max_length=160)),
                (
                    "answer_rule",
                    models.CharField(blank=True, help_text="the receiver's clock, e.g. PK-10", max_length=8),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True, help_text="kind of road where it depends on the day", max_length=12
                    ),
                ),
                ("state", models.CharField(help_text="copy of the last act's target state", max_length=20)),
                ("version", models.PositiveIntegerField(default=1, help_text="grows with each act")),
                ("opened_on", models.DateField(help_text="local day of the first act")),
                ("ended_on", models.DateField(help_text="local day on which an end was reached", null=True)),
                (
                    "next_due_on",
                    models.DateField(help_text="earliest limit of an open clock; copy for lists", null=True),
                ),
                ("next_rule", models.CharField(blank=True, help_text="clock id of that limit", max_length=8)),
                ("is_sample", models.BooleanField(default=False, help_text="belongs to the example")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        help_text="empty for advice, which needs no case",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tracks",
                        to="cases.case",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        help_text="who has to act now; empty where the directory does not know it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.institution",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "outcome",
                    models.OneToOneField(
                        blank=True,
                        help_text="the outcome that was forwarded; empty before the plenary has decided",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="track",
                        to="cases.outcome",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_on", "pk"],
                "indexes": [
                    models.Index(
                        fields=["office", "road", "ended_on", "next_due_on"], name="track_office_open"
                    ),
                    models.Index(fields=["case", "road"], name="track_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("road", "gakkumdu")),
                        fields=("case",),
                        name="one_gakkumdu_track_per_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seq",
                    models.PositiveIntegerField(help_text="1, 2, 3 ...; equals the track's version after it"),
                ),
                ("act", models.CharField(max_length=24)),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("effective_at", models.DateTimeField(help_text="when it happened")),
                ("effective_on", models.DateField(help_text="local day of it")),
                ("recorded_at", models.DateTimeField(help_text="when it was entered, by the same clock")),
                ("actor", models.CharField(max_length=64)),
                ("choice", models.CharField(blank=True, max_length=24)),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="of the letter, police report, ruling", max_length=80
                    ),
                ),
                ("note", saksama.evidence.crypto.EncryptedTextField(blank=True, default="")),
                (
                    "institution",
                    models.CharField(
                        blank=True, help_text="code of the institution then acting", max_length=40
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="tracks.track"
                    ),
                ),
            ],
            options={
                "ordering": ["track_id", "seq"],
                "indexes": [models.Index(fields=["track", "effective_on"], name="track_act_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("track", "seq"), name="one_track_act_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(help_text="clock id in law/data", max_length=8)),
                ("started_at", models.DateTimeField()),
                (
                    "due_on",
                    models.DateField(help_text="last day; for an hour clock the day of due_at", null=True),
                ),
                ("due_at", models.DateTimeField(help_text="hour clocks only", null=True)),
                (
                    "other_due_on",
                    models.DateField(help_text="later reading; no door closes before it", null=True),
                ),
                ("explanation", models.JSONField(default=dict, help_text="law.Due.as_json()")),
                (
                    "gap",
                    models.CharField(
                        blank=True, help_text="law error code when no date could be given", max_length=24
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True, choices=[("met", "Met"), ("late", "Late"), ("void", "Void")], max_length=4
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="tracks.track"
                    ),
                ),
            ],
            options={
                "ordering": ["track_id", "id"],
                "indexes": [models.Index(fields=["ended_at", "due_on"], name="track_clock_open")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("track", "rule"),
                        name="one_open_track_clock",
                    )
                ],
            },
        ),
    ]
