import django.db.models.deletion
import saksama.places.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("meetings", "0001_meetings_guests_commitments"),
    ]

    initial = True

    dependencies = [
        ("evidence", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("decided_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("task", "Task"),
                            ("campaign", "Participation campaign"),
                            ("pledge", "Neutrality pledge"),
                        ],
                        default="task",
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(help_text="What is promised, in one sentence.", max_length=240)),
                (
                    "evidence_wanted",
                    models.CharField(blank=True, help_text="What will show it was done.", max_length=200),
                ),
                (
                    "area_code",
                    saksama.places.fields.AreaCodeField(
                        blank=True,
                        help_text="Where it is to happen, or whose turnout is meant.",
                        max_length=20,
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="Campaign: turnout in per cent. Pledge: signatures.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                ("made_on", models.DateField()),
                (
                    "due_on",
                    models.DateField(
                        db_index=True, help_text="Copy of the newest agreed day; empty: none yet.", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting"),
                            ("reported", "evidence came in"),
                            ("done", "done"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.institution"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="meetings.decision",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "made_on", "pk"),
                "indexes": [
                    models.Index(fields=["office", "state", "due_on"], name="commitment_office_state")
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(help_text="SHA-256 of the token.", max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("last_day", models.DateField(help_text="Local day, the last on which it opens.")),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="A newer reminder took its place, or it is done.", null=True
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="meetings.commitment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "holder_post",
                    models.CharField(
                        blank=True, help_text="Post the letter goes to, when invited.", max_length=120
                    ),
                ),
                (
                    "holder_name",
                    models.CharField(
                        blank=True, help_text="Who held it then; empty: unknown.", max_length=120
                    ),
                ),
                (
                    "nonce",
                    models.CharField(
                        help_text="Makes the guest's link; a new one ends the old link.", max_length=32
                    ),
                ),
                (
                    "link_digest",
                    models.CharField(help_text="SHA-256 of the link's token.", max_length=64, unique=True),
                ),
                (
                    "door_digest",
                    models.CharField(
                        help_text="SHA-256 of the code for the door.", max_length=64, unique=True
                    ),
                ),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("comes", "comes"),
                            ("delegate", "sends a delegate"),
                            ("declines", "cannot come"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reply_version",
                    models.PositiveSmallIntegerField(default=0, help_text="Rises with each answer."),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                ("replied_by", models.CharField(blank=True, help_text="Account, or public.", max_length=64)),
                ("delegate_name", models.CharField(blank=True, max_length=120)),
                ("delegate_post", models.CharField(blank=True, max_length=120)),
                ("invited_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.institution"
                    ),
                ),
            ],
            options={
                "ordering": ("institution__category", "institution__area_code", "institution__name"),
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
                    "way",
                    models.CharField(
                        choices=[
                            ("hand", "by hand, with receipt"),
                            ("email", "by e-mail"),
                            ("whatsapp", "by WhatsApp"),
                            ("post", "by post"),
                            ("phone", "by telephone"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("sent", "sent"), ("arrived", "arrived"), ("failed", "did not arrive")],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "sequence",
                    models.PositiveSmallIntegerField(
                        help_text="Which edition of the invitation, see Meeting.sequence."
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="meetings.invitation",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordination", "Coordination meeting"),
                            ("socialisation", "Socialisation"),
                            ("other", "Other meeting"),
                        ],
                        default="coordination",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("theme", models.CharField(max_length=200, verbose_name="theme")),
                ("aim", models.TextField(blank=True, verbose_name="aim")),
                (
                    "host",
                    models.CharField(
                        help_text="Who invites, as letters say it.", max_length=160, verbose_name="host"
                    ),
                ),
                ("venue", models.CharField(max_length=160, verbose_name="venue")),
                ("address", models.CharField(blank=True, max_length=240, verbose_name="address")),
                ("starts_at", models.DateTimeField(db_index=True, verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Present or represented; 0 = no quorum is asked for.",
                        verbose_name="institutions needed",
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="whom to ask")),
                (
                    "discussion",
                    models.TextField(blank=True, help_text="For the minutes: what was said, in short."),
                ),
                (
                    "sequence",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="RFC 5545 SEQUENCE: rises with each move, so that calendars follow.",
                    ),
                ),
                (
                    "letter_number",
                    models.CharField(
                        blank=True,
                        help_text="Number of the invitation that is valid now; empty until taken.",
                        max_length=120,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Under way"),
                            ("closed", "Over"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_sample", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        help_text="The vote it prepares; letters are numbered by it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
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
                "ordering": ("-starts_at",),
                "indexes": [models.Index(fields=["office", "-starts_at"], name="meeting_office_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="meetings.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="Given by the device at the door, so that a check-in sent twice is one.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("post", models.CharField(blank=True, max_length=120, verbose_name="post")),
                (
                    "arrived_at",
                    models.DateTimeField(help_text="As the device told it, within the day of the meeting."),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("qr", "by code at the door"),
                            ("list", "by the list"),
                            ("paper", "on paper"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "is_offline",
                    models.BooleanField(default=False, help_text="The device had no network then."),
                ),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(help_text="Recorded by mistake.", null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendees",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("arrived_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "planned",
                    models.TimeField(help_text="Local time; empty: follows the one before.", null=True),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "speaker",
                    models.CharField(
                        blank=True, help_text="Name and post, as the programme says.", max_length=240
                    ),
                ),
                ("started_at", models.DateTimeField(null=True)),
                (
                    "dropped_at",
                    models.DateTimeField(help_text="Left out of the programme at this instant.", null=True),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("place", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeetingAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("starts_at", models.DateTimeField(help_text="When it was to begin after this act.")),
                ("venue", models.CharField(max_length=160)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeetingFile",
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
                            ("material", "Paper of a speaker"),
                            ("sheet", "Signed attendance sheet"),
                            ("photo", "Photo"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                (
                    "is_for_guests",
                    models.BooleanField(default=False, help_text="Guests find it on their page."),
                ),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        help_text="For a photo: who agreed to be shown, how, and for what use.",
                        max_length=300,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "sealed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
            ],
            options={
                "ordering": ("added_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_holder", models.BooleanField(help_text="The invited holder came; False: represented.")),
                (
                    "attendee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="meetings.attendee",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="meetings.invitation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_holder", True)),
                        fields=["invitation"],
                        name="presence_of_holder",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("attendee", "invitation"), name="presence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asker",
                    models.CharField(help_text="Institution or post, as the minutes say it.", max_length=160),
                ),
                ("text", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_by", models.CharField(blank=True, max_length=160)),
                ("asked_at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CommitmentAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("made", "promised"),
                            ("dated", "day agreed"),
                            ("reminded", "reminded"),
                            ("reported", "reported as done"),
                            ("accepted", "accepted as done"),
                            ("returned", "given back"),
                            ("measured", "result measured"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField(help_text="Local day on which it took effect.")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.CharField(
                        help_text="Account, public for an outside person, or system.", max_length=64
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("due_on", models.DateField(help_text="With made and dated: the agreed day.", null=True)),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2, help_text="With measured.", max_digits=9, null=True
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="With measured: where the figure is from.", max_length=200
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="meetings.commitment",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
            ],
            options={
                "ordering": ("on", "at", "pk"),
                "indexes": [models.Index(fields=["commitment", "on"], name="commitment_act_day")],
            },
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("meeting", "institution"), name="institution_invited_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="decision_number_once"),
        ),
    ]
