from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("journal", "0001_lines_and_heads"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("office", models.CharField(max_length=24, primary_key=True, serialize=False)),
                (
                    "seq",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Number of the last line; 0 before the first."
                    ),
                ),
                (
                    "mac",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office",
                    models.CharField(
                        help_text="Code of the office whose chain this is; '-' for none.", max_length=24
                    ),
                ),
                (
                    "seq",
                    models.PositiveBigIntegerField(
                        help_text="Place in the office's chain, from 1, without gaps."
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        help_text="Verb and object, as the operation is called in the past.", max_length=64
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=64)),
                ("actor", models.CharField(help_text="Account id, 'public' or 'system'.", max_length=64)),
                (
                    "effective_at",
                    models.DateTimeField(
                        help_text="When the act took effect; its local day is the legal day."
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        help_text="Real time of writing, also in an example whose clock is moved."
                    ),
                ),
                (
                    "facts",
                    models.JSONField(
                        default=dict, help_text="References, dates as text, codes; never personal data."
                    ),
                ),
                (
                    "previous",
                    models.CharField(help_text="MAC of the line before; zeros for the first.", max_length=64),
                ),
                ("mac", models.CharField(help_text="HMAC-SHA256 over all of the above.", max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id"], name="journal_line_subject"),
                    models.Index(fields=["act", "effective_at"], name="journal_line_act_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "seq"), name="journal_one_line_per_place")
                ],
            },
        ),
    ]
