import saksama.places.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("desk", "0001_figures_stamp"),
    ]

    initial = True

    dependencies = []

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
