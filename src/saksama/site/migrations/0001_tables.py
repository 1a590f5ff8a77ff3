from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("site", "0001_throttle"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("action", models.CharField(help_text="Key of limits.LIMITS.", max_length=12)),
                (
                    "digest",
                    models.CharField(
                        help_text="Keyed hash of the day and an address, or of a code's head; 'all': everybody.",
                        max_length=64,
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "action", "digest"), name="throttle_once_a_day")
                ],
            },
        ),
    ]
