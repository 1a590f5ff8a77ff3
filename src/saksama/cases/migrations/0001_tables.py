import django.db.models.deletion
import saksama.evidence.crypto
import saksama.places.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("cases", "0001_initial"),
        ("cases", "0003_open_cases"),
        ("cases", "0004_acts_by_area_code"),
        ("cases", "0005_acts_by_day"),
        ("cases", "0006_enclosures"),
        ("cases", "0007_record_parts_and_draft"),
        ("cases", "0008_clarifications_as_interviews"),
        ("cases", "0009_articles_to_check"),
        ("cases", "0010_recusals"),
    ]

    initial = True

    dependencies = [
        ("evidence", "0001_tables"),
        ("places", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "regime",
                    models.CharField(help_text="pilkada or pemilu; copied from the election", max_length=8),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("report", "Report"),
                            ("finding", "Finding"),
                            ("information", "Preliminary information"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("form", "Public form"),
                            ("walk_in", "In person"),
                            ("phone", "Telephone"),
                            ("letter", "Letter"),
                            ("record", "Supervision record"),
                            ("office", "Another office"),
                        ],
                        max_length=8,
                    ),
                ),
                ("state", models.CharField(help_text="copy of the last act's target state", max_length=20)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="grows with each act; guards two people saving"
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                (
                    "what",
                    models.TextField(help_text="what happened, in the reporter's or the office's words"),
                ),
                ("where_text", models.CharField(blank=True, help_text="place as told", max_length=200)),
                (
                    "occurred_on",
                    models.DateField(
                        blank=True, help_text="day of the event, local; None: not known", null=True
                    ),
                ),
                (
                    "known_on",
                    models.DateField(
                        blank=True, help_text="day it became known; starts the filing clock", null=True
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(help_text="instant of receipt; never refused for the hour"),
                ),
                ("received_on", models.DateField(help_text="local day of received_at")),
                (
                    "outside_hours",
                    models.BooleanField(
                        default=False, help_text="received outside receipt hours (decision 6)"
                    ),
                ),
                ("number_received", models.CharField(blank=True, max_length=80)),
                ("number_registered", models.CharField(blank=True, max_length=80)),
                ("registered_on", models.DateField(blank=True, null=True)),
                ("tracking_digest", models.BinaryField(max_length=32, null=True, unique=True)),
                (
                    "next_due_on",
                    models.DateField(
                        help_text="earliest due day of an open clock; copy for lists", null=True
                    ),
                ),
                ("next_step", models.CharField(blank=True, help_text="step of that clock", max_length=24)),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False, help_text="belongs to the example; carries CONTOH everywhere"
                    ),
                ),
                (
                    "is_published",
                    models.BooleanField(
                        default=False,
                        help_text="known from publication only: no invented detail, never shown as overdue",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="district or village of the event, where known",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="places.office"
                    ),
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
                    models.Index(fields=["office", "state", "next_due_on"], name="case_office_state_due"),
                    models.Index(fields=["office", "-received_at"], name="case_office_received"),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "received",
                                    "incomplete",
                                    "awaiting_completion",
                                    "completed",
                                    "complete",
                                    "to_register",
                                    "proposed",
                                    "registered",
                                    "extended",
                                    "decided",
                                    "preliminary",
                                    "in_transfer",
                                ),
                            )
                        ),
                        fields=["office", "next_due_on"],
                        name="case_open_due",
                    ),
                    models.Index(fields=["office", "owner"], name="case_office_owner"),
                    models.Index(fields=["number_received"], name="case_number_received"),
                    models.Index(fields=["number_registered"], name="case_number_registered"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("occurred_on", None),
                            ("known_on", None),
                            ("known_on__gte", models.F("occurred_on")),
                            _connector="OR",
                        ),
                        name="case_known_not_before_event",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "received",
                                    "incomplete",
                                    "awaiting_completion",
                                    "completed",
                                    "complete",
                                    "to_register",
                                    "proposed",
                                    "registered",
                                    "extended",
                                    "decided",
                                    "closed",
                                    "not_registered",
                                    "preliminary",
                                    "stopped",
                                    "withdrawn",
                                    "in_transfer",
                                ),
                            )
                        ),
                        name="case_state_exists",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleToCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offence", models.CharField(help_text="id in law offences data", max_length=16)),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.CharField(help_text="account code", max_length=64)),
                ("dropped_at", models.DateTimeField(help_text="null: still to be checked", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="articles", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "offence"), name="article_once_per_case")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seq",
                    models.PositiveIntegerField(
                        help_text="1, 2, 3 ... within the case; equals the case's version after it"
                    ),
                ),
                ("act", models.CharField(max_length=24)),
                (
                    "office_code",
                    saksama.places.fields.AreaCodeField(help_text="office that acted", max_length=20),
                ),
                ("from_state", models.CharField(blank=True, max_length=20)),
                ("to_state", models.CharField(max_length=20)),
                ("effective_at", models.DateTimeField()),
                ("effective_on", models.DateField(help_text="local day on which the act took effect")),
                ("recorded_at", models.DateTimeField(help_text="real instant of recording")),
                ("actor", models.CharField(help_text="account code, 'public' or 'system'", max_length=64)),
                ("reason", models.TextField(blank=True)),
                (
                    "facts",
                    models.JSONField(default=dict, help_text="references and dates; never personal data"),
                ),
                (
                    "handles",
                    models.BooleanField(help_text="a handling act: from here on the case counts as handled"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "seq"],
                "indexes": [
                    models.Index(
                        fields=["office_code", "handles", "effective_on"], name="act_office_handles_day"
                    ),
                    models.Index(fields=["case", "effective_on"], name="act_case_day"),
                    models.Index(fields=["effective_on"], name="act_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "seq"), name="one_act_per_place_in_the_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseFile",
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
                            ("evidence", "Evidence"),
                            ("identity_card", "Copy of identity card"),
                            ("mandate", "Power of attorney"),
                            ("proof", "Proof of delivery"),
                            ("document", "Document of the office"),
                        ],
                        default="evidence",
                        max_length=14,
                    ),
                ),
                (
                    "title",
                    saksama.evidence.crypto.EncryptedTextField(
                        help_text="as the giver named it; may name a person, so encrypted"
                    ),
                ),
                ("added_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.case"
                    ),
                ),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("violation_class", models.CharField(help_text="id in law classes data", max_length=24)),
                ("set_on", models.DateField()),
                ("dropped_on", models.DateField(help_text="None: still holds", null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="classes", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_on", None)),
                        fields=("case", "violation_class"),
                        name="one_open_class",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(help_text="key of transitions.STEP_CLOCKS", max_length=24)),
                ("rule", models.CharField(help_text="clock id in law/data, e.g. PK-06", max_length=8)),
                ("started_at", models.DateTimeField()),
                ("start_on", models.DateField()),
                (
                    "due_on",
                    models.DateField(help_text="None only when the law could not answer: see gap", null=True),
                ),
                ("due_at", models.DateTimeField(help_text="hour clocks only", null=True)),
                (
                    "other_due_on",
                    models.DateField(help_text="later reading; no door closes before it", null=True),
                ),
                (
                    "explanation",
                    models.JSONField(default=dict, help_text="law.Due.as_json(): each day with its reason"),
                ),
                (
                    "gap",
                    models.CharField(
                        blank=True, help_text="law error code when no date could be given", max_length=24
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("met", "in time"), ("late", "late"), ("void", "no longer needed")],
                        max_length=4,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "id"],
                "indexes": [models.Index(fields=["ended_on", "due_on"], name="clock_open_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("case", "step"),
                        name="one_open_clock_per_step",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ElementMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "element",
                    models.PositiveSmallIntegerField(help_text="place among the article's elements, from 1"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "shown in the file"),
                            ("missing", "still missing"),
                            ("disputed", "disputed"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="by which evidence, or what to look for; may name a witness"
                    ),
                ),
                ("marked_at", models.DateTimeField()),
                ("marked_by", models.CharField(max_length=64)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="cases.articletocheck",
                    ),
                ),
            ],
            options={
                "ordering": ["element"],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "element"), name="one_mark_per_element")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(help_text="id in law forwarding data", max_length=40)),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(help_text="account code", max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="cases.case",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.casefile"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "item", "file"), name="file_named_once_per_item")
                ],
            },
        ),
        migrations.CreateModel(
            name="InitialStudy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        help_text="1 for the first study, 2 after completion ..."
                    ),
                ),
                ("is_complete", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                ("concluded_on", models.DateField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initial_studies",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "round"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "round"), name="one_study_per_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("violation_class", models.CharField(max_length=24)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("violation", "violation"),
                            ("no_violation", "not a violation"),
                            ("not_continued", "not continued"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "articles",
                    models.CharField(blank=True, help_text="articles the plenary relied on", max_length=200),
                ),
                ("reason", models.TextField()),
                (
                    "destination",
                    models.CharField(
                        blank=True, help_text="law destination id; blank: nothing to forward", max_length=32
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Forwarding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("destination", models.CharField(max_length=32)),
                ("agency", models.CharField(help_text="name of the receiving office", max_length=160)),
                ("number", models.CharField(help_text="number of our letter", max_length=80)),
                ("sent_at", models.DateTimeField()),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casefile",
                    ),
                ),
                (
                    "outcome",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forwarding",
                        to="cases.outcome",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reporter", "Reporter"),
                            ("representative", "Representative"),
                            ("respondent", "Respondent"),
                            ("witness", "Witness"),
                            ("expert", "Expert"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="what screens show for sealed roles, e.g. P-7F3", max_length=12
                    ),
                ),
                ("name", models.CharField(blank=True, help_text="respondents only", max_length=160)),
                (
                    "post",
                    models.CharField(blank=True, help_text="respondent's post, as told", max_length=160),
                ),
                (
                    "details",
                    saksama.evidence.crypto.EncryptedJSONField(
                        default=dict, help_text="respondent's address and phone, encrypted"
                    ),
                ),
                (
                    "acts_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="cases.case"
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedidentity",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role", "respondent"), ("name", ""), _connector="OR"),
                        name="only_respondents_bear_a_name",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="outcome",
            name="respondent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="cases.party"
            ),
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "summons",
                    models.PositiveSmallIntegerField(
                        help_text="1 or 2; after the second absence the process goes on"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("invited_at", models.DateTimeField()),
                ("scheduled_at", models.DateTimeField()),
                ("place", models.CharField(help_text="room, or 'online'", max_length=160)),
                (
                    "attendance",
                    models.CharField(
                        choices=[("pending", "not yet held"), ("came", "came"), ("absent", "did not come")],
                        default="pending",
                        max_length=8,
                    ),
                ),
                (
                    "took_oath",
                    models.BooleanField(
                        help_text="None: not asked; refusal does not stop the hearing", null=True
                    ),
                ),
                (
                    "minutes",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="questions and answers; names witnesses"
                    ),
                ),
                (
                    "identity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("e_ktp", "e-KTP"),
                            ("other_card", "another identity card"),
                            ("known", "known to the officer"),
                            ("not_shown", "none was shown"),
                        ],
                        help_text="blank: not recorded",
                        max_length=12,
                    ),
                ),
                (
                    "belief",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="by which belief the oath is spoken, as told; protected data"
                    ),
                ),
                (
                    "oath_note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="why the oath was refused, as told"
                    ),
                ),
                ("is_online", models.BooleanField(default=False)),
                (
                    "online_note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="platform, who else was in the room, recording, breaks"
                    ),
                ),
                (
                    "answers",
                    saksama.evidence.crypto.EncryptedJSONField(
                        default=list, help_text="[[question, answer], ...]; empty for minutes typed as a text"
                    ),
                ),
                (
                    "read_back",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "read back and confirmed"),
                            ("corrected", "read back, corrected and confirmed"),
                            ("refused", "read back, not confirmed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "read_back_note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="what was corrected, or why it was not confirmed"
                    ),
                ),
                (
                    "signed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signature", "signed"),
                            ("thumb", "thumb print"),
                            ("electronic", "signed electronically"),
                            ("refused", "refused to sign"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "signed_note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="why it was not signed, or who guided the hand"
                    ),
                ),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="cases.party",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("party", "summons"), name="each_summons_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Plenary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("registration", "Registration"),
                            ("decline", "No registration"),
                            ("extension", "Extension of handling"),
                            ("decision", "Decision"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "case_version",
                    models.PositiveIntegerField(help_text="version of the case that the members decided on"),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("held_at", models.DateTimeField()),
                ("held_on", models.DateField()),
                (
                    "members_total",
                    models.PositiveSmallIntegerField(help_text="members of the office on that day"),
                ),
                ("reasons", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plenaries", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="outcome",
            name="plenary",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="cases.plenary"
            ),
        ),
        migrations.CreateModel(
            name="PlenaryVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vote",
                    models.CharField(choices=[("agree", "agrees"), ("dissent", "dissents")], max_length=8),
                ),
                ("reason", models.TextField(blank=True, help_text="required for a dissent")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plenary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="cases.plenary"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plenary", "member"), name="one_vote_per_member"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vote", "agree"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="a_dissent_gives_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", saksama.evidence.crypto.EncryptedTextField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("kinship", "family or marriage with a party"),
                            ("interest", "own interest in the outcome"),
                            ("campaign", "took part in a campaign or party concerned"),
                            ("witness", "is a witness or a party in the matter"),
                            ("other", "another ground, written in the note"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    saksama.evidence.crypto.EncryptedTextField(
                        default="", help_text="what lies behind the ground; may name persons"
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                (
                    "declared_by",
                    models.CharField(help_text="code of the person, or of whoever set it", max_length=64),
                ),
                ("lifted_at", models.DateTimeField(help_text="None: it holds", null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)), fields=["account"], name="recusal_holds"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("case", "account"),
                        name="recused_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequirementCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("requirement", models.CharField(help_text="id in law requirements data", max_length=40)),
                ("is_met", models.BooleanField()),
                (
                    "missing",
                    models.CharField(
                        blank=True, help_text="what is missing, told to the reporter", max_length=300
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="cases.initialstudy",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("study", "requirement"), name="one_check_per_requirement"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_met", True), models.Q(("missing", ""), _negated=True), _connector="OR"
                        ),
                        name="what_is_missing_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortcomingsNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("number", models.CharField(blank=True, help_text="letter or message number", max_length=80)),
                ("given_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shortcomings_notices",
                        to="cases.case",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casefile",
                    ),
                ),
                (
                    "study",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="cases.initialstudy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("letter", "Letter"),
                            ("whatsapp", "WhatsApp message"),
                            ("sms", "SMS"),
                            ("phone", "Telephone"),
                            ("in_person", "In person"),
                            ("board", "Notice board"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=80)),
                ("given_at", models.DateTimeField()),
                ("text", models.TextField(help_text="what was told; no name of a party in it")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="status_notices",
                        to="cases.case",
                    ),
                ),
                (
                    "proof",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casefile",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(help_text="1, 2 ...; the newest counts, older stay"),
                ),
                ("facts", saksama.evidence.crypto.EncryptedTextField()),
                ("legal_basis", saksama.evidence.crypto.EncryptedTextField()),
                ("analysis", saksama.evidence.crypto.EncryptedTextField()),
                ("conclusion", saksama.evidence.crypto.EncryptedTextField()),
                ("recommendation", saksama.evidence.crypto.EncryptedTextField()),
                ("written_on", models.DateField()),
                ("author", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="studies", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "version"), name="one_study_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.CharField(max_length=80)),
                ("observed_on", models.DateField()),
                ("place", models.CharField(max_length=200)),
                (
                    "text",
                    saksama.evidence.crypto.EncryptedTextField(help_text="may name witnesses, so encrypted"),
                ),
                (
                    "parts",
                    saksama.evidence.crypto.EncryptedJSONField(
                        default=dict,
                        help_text="the other parts of Formulir Model A, {'violation.event': text}; see supervision_parts",
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.area",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "number"), name="record_number_once_per_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", saksama.evidence.crypto.EncryptedTextField(default="")),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.supervisionrecord",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="source_record",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="cases.supervisionrecord",
            ),
        ),
        migrations.CreateModel(
            name="Transfer",
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
                        choices=[("delegation", "Delegation"), ("take_over", "Take-over")], max_length=10
                    ),
                ),
                ("number", models.CharField(help_text="number of the covering letter", max_length=80)),
                ("reason", models.TextField()),
                (
                    "resumes",
                    models.CharField(
                        help_text="state in which the receiving office takes it up", max_length=20
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.CharField(max_length=64)),
                (
                    "handed_over_at",
                    models.DateTimeField(
                        help_text="take-over: the lower office confirms the hand-over", null=True
                    ),
                ),
                ("handed_over_by", models.CharField(blank=True, max_length=64)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_by", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="cases.case"
                    ),
                ),
                (
                    "from_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "to_office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("received_at", None)),
                        fields=("case",),
                        name="one_open_transfer_per_case",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                fields=("case", "respondent", "violation_class"), name="one_outcome_per_party_and_class"
            ),
        ),
    ]
