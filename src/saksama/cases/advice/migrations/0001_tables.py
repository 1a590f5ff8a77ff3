import django.db.models.deletion
import saksama.evidence.crypto
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("advice", "0001_advice"),
    ]

    initial = True

    dependencies = [
        ("documents", "0001_tables"),
        ("tracks", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "track",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="advice",
                        serialize=False,
                        to="tracks.track",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("letter", "by letter"), ("spoken", "by word of mouth, on the spot")],
                        max_length=6,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="where it was seen; a polling station, a village",
                        max_length=160,
                    ),
                ),
                ("seen_on", models.DateField(help_text="local day on which it was seen")),
                ("what", saksama.evidence.crypto.EncryptedTextField(help_text="what is wrong")),
                ("advised", saksama.evidence.crypto.EncryptedTextField(help_text="what is to be put right")),
                ("basis", models.CharField(blank=True, help_text="article it rests on", max_length=200)),
                ("given_by", models.CharField(help_text="account code", max_length=64)),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        help_text="the letter; empty for advice by word of mouth",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issueddocument",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["seen_on"], name="advice_seen_on")],
            },
        ),
    ]
