import django.db.models.deletion
import saksama.evidence.crypto
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("neutrality", "0001_sheets"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("documents", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subject",
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
                        help_text="code of law.neutrality subjects: pns, village_head ...", max_length=16
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=160)),
                (
                    "rank",
                    models.CharField(
                        blank=True, help_text="rank and grade, as in the decree: Pembina, IV/a", max_length=60
                    ),
                ),
                (
                    "agency_name",
                    models.CharField(
                        help_text="as written, or the directory's name of that day", max_length=160
                    ),
                ),
                (
                    "nip",
                    saksama.evidence.crypto.EncryptedTextField(
                        blank=True, help_text="18 digits; None: not known", null=True
                    ),
                ),
                (
                    "nip_digest",
                    models.BinaryField(help_text="finds the same NIP again", max_length=32, null=True),
                ),
                (
                    "nip_doubtful",
                    models.BooleanField(default=False, help_text="kept although its check fails"),
                ),
                (
                    "conflict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none known"),
                            ("candidate", "is a candidate"),
                            ("relative", "is a relative of a candidate"),
                            ("acting", "is an acting head (Pj, Pjs, Plt)"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("conflict_note", saksama.evidence.crypto.EncryptedTextField(blank=True, default="")),
                ("recorded_on", models.DateField(help_text="local day on which the sheet was opened")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.institution",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neutrality_subjects",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neutrality",
                        to="cases.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["nip_digest"], name="neutrality_nip"),
                    models.Index(fields=["case"], name="neutrality_case"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkCapture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", saksama.evidence.crypto.EncryptedTextField()),
                ("seen_at", models.DateTimeField(help_text="when the page was seen and saved")),
                (
                    "posted_on",
                    models.DateField(
                        blank=True, help_text="day on the post itself, if it shows one", null=True
                    ),
                ),
                ("note", saksama.evidence.crypto.EncryptedTextField(blank=True, default="")),
                ("captured_by", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        help_text="the saved page or picture, sealed; empty: not saved yet",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casefile",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="neutrality.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["seen_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Conduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(help_text="N01 to N14", max_length=4)),
                ("occurred_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "before candidates are fixed"),
                            ("after", "after candidates are fixed"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "stage_by_hand",
                    models.BooleanField(
                        default=False, help_text="the calendar did not know, or a person said otherwise"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True, help_text="level code; blank: the list names none", max_length=10
                    ),
                ),
                ("is_confirmed", models.BooleanField(help_text="False: below sure when it was given")),
                ("note", saksama.evidence.crypto.EncryptedTextField(blank=True, default="")),
                ("set_on", models.DateField()),
                ("dropped_on", models.DateField(help_text="None: still holds", null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conducts",
                        to="neutrality.subject",
                    ),
                ),
            ],
            options={
                "ordering": ["occurred_on", "code", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_on", None)),
                        fields=("subject", "code", "occurred_on"),
                        name="one_conduct_per_day_and_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "addressee",
                    models.CharField(help_text="name of the agency as the letter has it", max_length=160),
                ),
                ("number", models.CharField(max_length=80)),
                ("sent_on", models.DateField(help_text="day of the letter")),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
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
            ],
            options={
                "ordering": ["-sent_on", "addressee"],
                "indexes": [models.Index(fields=["office", "-sent_on"], name="reminder_office_day")],
            },
        ),
    ]
