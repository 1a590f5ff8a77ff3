import django.db.models.deletion
import saksama.evidence.crypto
import saksama.places.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("notices", "0001_deadlines_and_alerts"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Beat",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("last_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Channel",
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
                            ("email", "E-mail"),
                            ("telegram", "Telegram"),
                            ("webhook", "Signed webhook"),
                            ("whatsapp", "WhatsApp, sent by a person"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "address",
                    saksama.evidence.crypto.EncryptedTextField(
                        help_text="mail address, chat number, https address or telephone"
                    ),
                ),
                (
                    "secret",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="webhooks: key of the signature, shown once"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("tested_at", models.DateTimeField(null=True)),
                ("test_went_well", models.BooleanField(help_text="None: never tried", null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("account", "kind"),
                        name="one_channel_of_each_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.CharField(max_length=40)),
                (
                    "mark",
                    models.CharField(
                        help_text="which limit of the subject; of a case: its clock's id", max_length=40
                    ),
                ),
                (
                    "step",
                    models.CharField(help_text="what ends; worded by the kind of the subject", max_length=32),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True, help_text="clock of the law, where one rules it", max_length=12
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, help_text="number that people use; never a name", max_length=80
                    ),
                ),
                (
                    "office_code",
                    saksama.places.fields.AreaCodeField(
                        help_text="office whose people are told", max_length=20
                    ),
                ),
                ("due_on", models.DateField(help_text="day to which people work, in the office's zone")),
                (
                    "last_on",
                    models.DateField(
                        help_text="later reading of the law; the same day where there is one reading"
                    ),
                ),
                ("due_at", models.DateTimeField(help_text="instant, for limits counted in hours", null=True)),
                (
                    "opened_at",
                    models.DateTimeField(
                        help_text="when this round began; the plan of that instant holds for it"
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="grows when the date or the office changes"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="steps of the chain that are done"),
                ),
                (
                    "next_at",
                    models.DateTimeField(
                        help_text="derived: when the next step is due; None: complete", null=True
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(help_text="the limit was met, moved on or fell away", null=True),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["next_at"], name="deadline_next"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["office_code", "due_on"],
                        name="deadline_office",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["owner", "due_on"],
                        name="deadline_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_id", "mark"), name="one_deadline_per_limit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("due_on"))),
                        name="the_later_reading_is_not_earlier",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField()),
                ("position", models.PositiveSmallIntegerField(help_text="0 is the first step")),
                ("recipient", models.CharField(help_text="whom the plan names for this step", max_length=12)),
                (
                    "days_left",
                    models.SmallIntegerField(help_text="as the plan says; below zero: past the limit"),
                ),
                (
                    "is_fallback",
                    models.BooleanField(default=False, help_text="the plan names somebody the office lacks"),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "opened_at",
                    models.DateTimeField(help_text="first seen on the page, or through its link", null=True),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ended", "the limit has ended"),
                            ("moved", "the limit has moved"),
                            ("handed", "somebody else has it now"),
                            ("newer", "a later alert on the same limit followed"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        help_text="who was told; None: the office has nobody, shown by `saksama check`",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="notices.deadline",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-given_at"], name="alert_account_given"),
                    models.Index(
                        condition=models.Q(("acknowledged_at", None), ("closed_at", None)),
                        fields=["account"],
                        name="alert_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deadline", "round", "position", "account"), name="each_step_once_per_person"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("account", None)),
                        fields=("deadline", "round", "position"),
                        name="each_step_to_nobody_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="travels with the message: a double can be told",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("telegram", "Telegram"),
                            ("webhook", "Signed webhook"),
                            ("whatsapp", "WhatsApp, sent by a person"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting to be sent"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("by_hand", "sent by a person"),
                            ("given_up", "could not be sent"),
                            ("dropped", "no longer needed"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField(help_text="None: nothing more is tried", null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, help_text="code of the last failure", max_length=20)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "note",
                    models.CharField(blank=True, help_text="proof as the sender tells it", max_length=200),
                ),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notices.alert",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notices.channel",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        help_text="who sent it by the own telephone",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["next_try_at"],
                        name="delivery_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("alert", "channel"), name="each_alert_once_per_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("account",),
                        name="one_feed_per_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office_code",
                    saksama.places.fields.AreaCodeField(
                        help_text="office that set it; holds for those inside it too", max_length=20
                    ),
                ),
                ("from_at", models.DateTimeField(help_text="limits that begin from here on follow it")),
                ("plan", models.JSONField(help_text="rules.as_json()")),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["from_at", "pk"],
                "indexes": [models.Index(fields=["office_code", "from_at"], name="policy_office_from")],
            },
        ),
    ]
