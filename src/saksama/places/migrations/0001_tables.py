import django.db.models.deletion
import saksama.places.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("places", "0001_initial"),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "code",
                    saksama.places.fields.AreaCodeField(
                        help_text="Kemendagri code, Kepmendagri 300.2.2-2430/2025; 00 = nation.",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As in the decree, its spelling faults included.", max_length=100
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("province", "province"),
                            ("regency", "regency or city"),
                            ("district", "district"),
                            ("village", "village"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="provinsi, kabupaten, kota, kecamatan, distrik, desa, kelurahan, desa adat.",
                        max_length=12,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Null for the nation only.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="places.area",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "indexes": [
                    models.Index(fields=["parent", "name"], name="area_children"),
                    models.Index(fields=["level", "code"], name="area_level"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                ("slug", models.SlugField(primary_key=True, serialize=False)),
                (
                    "regime",
                    models.CharField(
                        choices=[("pilkada", "regional head election"), ("pemilu", "general election")],
                        max_length=7,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PG", "governor"),
                            ("PB", "regent"),
                            ("PW", "mayor"),
                            ("PP", "president"),
                            ("PL", "legislative"),
                        ],
                        max_length=2,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elections",
                        to="places.area",
                    ),
                ),
            ],
            options={
                "ordering": ["year", "slug"],
            },
        ),
        migrations.CreateModel(
            name="ElectionEvent",
            fields=[
                ("slug", models.SlugField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("vote", "vote"), ("re_vote", "re-vote"), ("drill", "drill")], max_length=7
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("vote_on", models.DateField(help_text="Local day of the vote.")),
                (
                    "announced_on",
                    models.DateField(
                        help_text="From this day it is known; before it nobody can count the days to it."
                    ),
                ),
                (
                    "voters",
                    models.PositiveIntegerField(
                        help_text="Final roll (DPT); null = not published.", null=True
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=240)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("sure", "sure"), ("likely", "likely"), ("check", "to be checked")],
                        default="check",
                        max_length=6,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="places.area"
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="places.election",
                    ),
                ),
            ],
            options={
                "ordering": ["vote_on", "slug"],
                "indexes": [models.Index(fields=["vote_on", "announced_on"], name="event_vote_on")],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "code",
                    saksama.places.fields.AreaCodeField(
                        help_text="The code of its area (decision 13).",
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("province", "province"),
                            ("regency", "regency or city"),
                            ("district", "district"),
                            ("village", "village"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "seat",
                    models.CharField(
                        blank=True, help_text="Town named before the date in letters.", max_length=60
                    ),
                ),
                ("letterhead_1", models.CharField(blank=True, max_length=120)),
                ("letterhead_2", models.CharField(blank=True, max_length=120)),
                ("address", models.CharField(blank=True, max_length=240)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("web", models.URLField(blank=True)),
                (
                    "members_count",
                    models.PositiveSmallIntegerField(
                        help_text="Commissioners; null until the office enters it. The plenary quorum needs it.",
                        null=True,
                    ),
                ),
                (
                    "bawaslu_region_code",
                    models.CharField(
                        blank=True,
                        help_text="Bawaslu's own code (27.12 = Maros), printed in case numbers; free text.",
                        max_length=10,
                    ),
                ),
                (
                    "region_code_confirmed",
                    models.BooleanField(default=False, help_text="False: shown with a mark."),
                ),
                (
                    "number_template",
                    models.CharField(
                        default="{number}/{type}/{election}/{level}/{region}/{month}/{year}",
                        help_text="Number of a received report or finding.",
                        max_length=120,
                    ),
                ),
                (
                    "registration_template",
                    models.CharField(
                        default="{number}/Reg/{type}/{election}/{level}/{region}/{month}/{year}",
                        help_text="Number of a registered case.",
                        max_length=120,
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="office", to="places.area"
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "indexes": [models.Index(fields=["level", "code"], name="office_level")],
            },
        ),
        migrations.CreateModel(
            name="OfficeHoliday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "effect",
                    models.CharField(
                        choices=[("add", "is a holiday"), ("remove", "is no holiday")], max_length=6
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("public", "public holiday"),
                            ("joint_leave", "joint leave"),
                            ("voting_day", "voting day"),
                            ("office", "office closed"),
                        ],
                        default="office",
                        max_length=11,
                    ),
                ),
                ("decree", models.CharField(help_text="The paper it rests on.", max_length=160)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holidays",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "office_id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("office", "day"),
                        name="holiday_one_word_per_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(help_text="0 = Monday.")),
                (
                    "opens",
                    models.TimeField(help_text="Local time; both null = closed that weekday.", null=True),
                ),
                ("closes", models.TimeField(null=True)),
                ("from_day", models.DateField(help_text="First day on which they hold.")),
                ("decree", models.CharField(help_text="The paper they rest on.", max_length=160)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "office",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "ordering": ["office_id", "weekday", "from_day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "weekday", "from_day"), name="hours_once_per_day"
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="hours_weekday"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            ("opens__lt", models.F("closes")),
                            _connector="OR",
                        ),
                        name="hours_close_after_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollingStation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    saksama.places.fields.AreaCodeField(
                        help_text="Village code, dash, three digits: 64.02.06.1001-003.", max_length=20
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("voters", models.PositiveIntegerField(help_text="Null = not published.", null=True)),
                (
                    "spread_by_sample",
                    models.BooleanField(
                        default=False,
                        help_text="True: only the district's count is published; village and number are the sample's own.",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="places.electionevent",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stations", to="places.area"
                    ),
                ),
            ],
            options={
                "ordering": ["event_id", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "code"), name="station_once_per_event")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="Named in law and templates: campaign, quiet_period, voting.", max_length=40
                    ),
                ),
                ("label_id", models.CharField(max_length=120)),
                ("label_en", models.CharField(max_length=120)),
                ("starts_on", models.DateField(help_text="Null = the source gives only the end.", null=True)),
                ("ends_on", models.DateField()),
                ("source", models.CharField(blank=True, max_length=240)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("sure", "sure"), ("likely", "likely"), ("check", "to be checked")],
                        default="check",
                        max_length=6,
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="places.electionevent",
                    ),
                ),
            ],
            options={
                "ordering": ["event_id", "starts_on", "ends_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "key"), name="stage_once_per_event"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("starts_on__lte", models.F("ends_on")),
                            _connector="OR",
                        ),
                        name="stage_ends_after_start",
                    ),
                ],
            },
        ),
    ]
