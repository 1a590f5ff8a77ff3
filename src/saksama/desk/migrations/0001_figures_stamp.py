from django.db import migrations, models

import saksama.places.fields


class Migration(migrations.Migration):
    """The table; its triggers are put in place after every migrate (desk.stamps)."""

    initial = True

    dependencies = [("cases", "0002_words"), ("places", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FiguresStamp",
            fields=[
                (
                    "office",
                    saksama.places.fields.AreaCodeField(
                        help_text="Code of the office whose acts the figures count.",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "stamp",
                    models.BigIntegerField(
                        help_text="Drawn anew at every change, never the same again, also after a rollback."
                    ),
                ),
            ],
        ),
    ]
