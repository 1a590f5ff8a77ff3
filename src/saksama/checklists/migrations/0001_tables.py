import django.db.models.deletion
import saksama.evidence.crypto
import saksama.places.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("checklists", "0001_instruments_cards_submissions"),
        ("checklists", "0002_the_day"),
        ("checklists", "0003_pieces"),
        ("checklists", "0004_carry_key"),
    ]

    initial = True

    dependencies = [
        ("evidence", "0001_tables"),
        ("journal", "0001_tables"),
        ("people", "0001_tables"),
        ("places", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessKey",
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
                        choices=[("web", "Web form"), ("collect", "ODK Collect or another OpenRosa client")],
                        max_length=8,
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the key; the key itself is on the phone alone.",
                        max_length=64,
                        unique=True,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "noted_at",
                    models.DateTimeField(help_text="When its line of the journal was written.", null=True),
                ),
                (
                    "used_on",
                    models.DateField(
                        help_text="Last day on which it was used; no time, no address.", null=True
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("noted_at__isnull", True)),
                        fields=["id"],
                        name="access_key_unnoted",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "instance_id",
                    models.CharField(
                        help_text="Made by the client; the same id any number of times is one row.",
                        max_length=200,
                        unique=True,
                    ),
                ),
                (
                    "office_code",
                    saksama.places.fields.AreaCodeField(
                        help_text="The office whose card or desk sent it; its journal seals it.",
                        max_length=20,
                    ),
                ),
                (
                    "station_code",
                    saksama.places.fields.AreaCodeField(
                        blank=True, help_text="Empty where the instrument asks for none.", max_length=20
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("openrosa", "ODK Collect or another OpenRosa client"),
                            ("voice", "By telephone, typed at the desk"),
                            ("carried", "Carried by another phone or as a file"),
                        ],
                        max_length=8,
                    ),
                ),
                ("payload", models.BinaryField(help_text="The XML, byte for byte.")),
                ("sha256", models.CharField(help_text="Of the payload.", max_length=64)),
                (
                    "deprecates",
                    models.CharField(
                        blank=True, help_text="deprecatedID: the instance it corrects.", max_length=200
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        help_text="When the form was filled, by the device's clock; the receipt's time where it said none."
                    ),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "flags",
                    models.CharField(
                        blank=True,
                        help_text="Words of rules.FLAGS with a space between: late, clock, other_station, withdrawn, no_time.",
                        max_length=80,
                    ),
                ),
                (
                    "read_at",
                    models.DateTimeField(
                        help_text="When its answers were read and its line of the journal written; null until then.",
                        null=True,
                    ),
                ),
                (
                    "superseded_by",
                    models.CharField(blank=True, help_text="The instance that corrected it.", max_length=200),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="The phone; null for the desk.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.accesskey",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="Whose card, or the officer who typed.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(fields=["event", "station_code", "received_at"], name="submission_station"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["id"], name="submission_unread"
                    ),
                    models.Index(
                        condition=models.Q(("deprecates", ""), _negated=True),
                        fields=["deprecates"],
                        name="submission_edits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarryKey",
            fields=[
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="places.office",
                    ),
                ),
                ("public", models.CharField(help_text="P-256 point, uncompressed, base64.", max_length=120)),
                ("private", saksama.evidence.crypto.EncryptedTextField(help_text="PKCS 8, PEM.")),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="The form's id (XForm id, XLSForm form_id); never changes.", max_length=80
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("quiet_period", "Quiet period"),
                            ("before_opening", "Before opening"),
                            ("voting", "Course of voting"),
                            ("count", "Counting of votes"),
                            ("after", "After the count"),
                            ("recapitulation", "Recapitulation"),
                            ("vulnerable_station", "Vulnerable station (TPS rawan)"),
                            ("supervision_record", "Supervision record (Form A)"),
                            ("own", "The office's own"),
                        ],
                        default="own",
                        max_length=20,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Indonesian, as the field reads it.",
                        max_length=160,
                        verbose_name="title of the form",
                    ),
                ),
                ("title_en", models.CharField(blank=True, max_length=160, verbose_name="title in English")),
                (
                    "needs_station",
                    models.BooleanField(
                        default=False,
                        help_text="True: a submission that names no station goes to quarantine.",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(help_text="Account code, or 'system'.", max_length=64)),
                (
                    "office",
                    models.ForeignKey(
                        help_text="Whose instrument it is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "ordering": ["office_id", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "code"), name="instrument_once_per_office")
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.CharField(
                        help_text="As the XForm says it; unique within the instrument.", max_length=60
                    ),
                ),
                ("xml", models.TextField(help_text="The XForm that clients download.")),
                (
                    "md5",
                    models.CharField(
                        help_text="Of the XForm's bytes, as formList announces it.", max_length=32
                    ),
                ),
                (
                    "source",
                    models.BinaryField(
                        help_text="The XLSForm it was made from, byte for byte; empty for XML."
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=160)),
                (
                    "questions",
                    models.JSONField(
                        default=list,
                        help_text="Flat list in form order, see docs/checklists.md: path, type, labels, choices, rules.",
                    ),
                ),
                (
                    "warnings",
                    models.JSONField(default=list, help_text="What the converter remarked, as sentences."),
                ),
                ("uploaded_at", models.DateTimeField()),
                ("uploaded_by", models.CharField(max_length=64)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="checklists.instrument",
                    ),
                ),
            ],
            options={
                "ordering": ["instrument_id", "-uploaded_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrument", "version"), name="version_once_per_instrument"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="Printed and typed; letters nobody misreads.", max_length=12, unique=True
                    ),
                ),
                (
                    "secret",
                    saksama.evidence.crypto.EncryptedJSONField(
                        help_text="{'token', 'pin'}: kept sealed, so that a lost sheet is printed again."
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the token in the code to scan.", max_length=64, unique=True
                    ),
                ),
                (
                    "pin_digest",
                    models.CharField(
                        help_text="HMAC of number and PIN, key outside the database.", max_length=64
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("printed_at", models.DateTimeField(null=True)),
                ("first_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, max_length=64)),
                ("revoke_reason", models.CharField(blank=True, max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
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
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("account", "event"),
                        name="card_one_that_holds",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="accesskey",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="checklists.card"
            ),
        ),
        migrations.CreateModel(
            name="CardTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField()),
                (
                    "digest",
                    models.CharField(
                        help_text="HMAC of the number as typed; 'all' for the sum.", max_length=64
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hour", "digest"), name="card_try_once_an_hour")
                ],
            },
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("frozen_at", models.DateTimeField()),
                ("frozen_by", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=200)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=64)),
                ("lift_reason", models.CharField(blank=True, max_length=200)),
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
                "ordering": ["event_id", "frozen_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("event", "office"),
                        name="freeze_once_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_code", saksama.places.fields.AreaCodeField(blank=True, max_length=20)),
                (
                    "path",
                    models.CharField(
                        blank=True, help_text="The question that was answered critically.", max_length=200
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what happened")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("in_hand", "In hand"),
                            ("settled", "Settled"),
                            ("passed_on", "Passed on as a case"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(help_text="Account code, or 'system'.", max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=64)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="What was done, in a few words.",
                        max_length=300,
                        verbose_name="note",
                    ),
                ),
                (
                    "case_id",
                    models.CharField(blank=True, help_text="The case it became, see bridges.", max_length=64),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="What told it; null for a telephone call.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="checklists.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "indexes": [
                    models.Index(fields=["event", "state", "opened_at"], name="incident_state"),
                    models.Index(fields=["event", "station_code"], name="incident_station"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("submission__isnull", False)),
                        fields=("submission", "path"),
                        name="incident_once_per_answer",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="instrument",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checklists.instrument",
            ),
        ),
        migrations.CreateModel(
            name="CriticalAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200, verbose_name="question")),
                (
                    "answer",
                    models.CharField(
                        help_text="The value that counts; empty: any answer at all.",
                        max_length=120,
                        verbose_name="answer",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="critical_answers",
                        to="checklists.instrument",
                    ),
                ),
            ],
            options={
                "ordering": ["instrument_id", "path", "answer"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("instrument", "path", "answer"),
                        name="critical_answer_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="checklists.instrumentversion",
            ),
        ),
        migrations.CreateModel(
            name="InstrumentMedia",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("content", models.BinaryField()),
                ("md5", models.CharField(max_length=32)),
                ("media_type", models.CharField(max_length=100)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="media",
                        to="checklists.instrumentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version_id", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "name"), name="media_once_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "upload",
                    models.CharField(
                        help_text="SHA-256 of instance id, name and the whole file's SHA-256.", max_length=64
                    ),
                ),
                ("offset", models.PositiveBigIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("data", saksama.evidence.crypto.EncryptedTextField(help_text="Base64 of the bytes.")),
                ("received_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "ordering": ["upload", "offset"],
                "constraints": [models.UniqueConstraint(fields=("upload", "offset"), name="piece_once")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=64)),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        help_text="From then on not handed out any more; what was filled with it is still received.",
                        null=True,
                    ),
                ),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="checklists.instrument",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="checklists.instrumentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["event_id", "instrument_id", "published_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("instrument", "event"),
                        name="publication_one_in_use",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_code", saksama.places.fields.AreaCodeField(max_length=20)),
                ("first_at", models.DateTimeField(help_text="When the first one was received, by any way.")),
                ("last_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.instrument",
                    ),
                ),
            ],
            options={
                "ordering": ["event_id", "station_code"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "station_code", "instrument"), name="pulse_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Quarantine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "office_code",
                    saksama.places.fields.AreaCodeField(help_text="Whose card sent it.", max_length=20),
                ),
                (
                    "station_code",
                    saksama.places.fields.AreaCodeField(
                        blank=True, help_text="As far as it could be told.", max_length=20
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("openrosa", "ODK Collect or another OpenRosa client"),
                            ("voice", "By telephone, typed at the desk"),
                            ("carried", "Carried by another phone or as a file"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("empty", "Nothing in it"),
                            ("cut", "Cut off on the way"),
                            ("not_multipart", "Not sent as a form with parts"),
                            ("no_xml_part", "The part with the answers is missing"),
                            ("two_xml_parts", "Two parts with answers"),
                            ("too_large", "Too large"),
                            ("wrong_encoding", "Letters in an unknown encoding"),
                            ("not_xml", "Not well-formed XML"),
                            ("has_doctype", "Brings definitions of its own (DOCTYPE)"),
                            ("too_deep", "Nested too deeply or too many parts"),
                            ("no_instance_id", "Without an instance id"),
                            ("bad_instance_id", "With an unusable instance id"),
                            ("no_form_id", "Does not say which form it is"),
                            ("unknown_form", "A form we do not know"),
                            ("unknown_version", "A version of the form we do not know"),
                            ("not_published", "A form that is not in use for this event"),
                            ("unknown_station", "A station we do not know"),
                            ("no_station", "Without a station"),
                            ("card_revoked", "Sent with a card that was taken back"),
                            ("card_not_here", "Sent for an event the card is not for"),
                            ("conflict", "Same id as another submission, other content"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "detail",
                    models.CharField(
                        blank=True, help_text="Technical, for who mends the form.", max_length=300
                    ),
                ),
                ("instance_id", models.CharField(blank=True, max_length=200)),
                ("form_id", models.CharField(blank=True, max_length=120)),
                ("form_version", models.CharField(blank=True, max_length=60)),
                (
                    "raw",
                    models.BinaryField(
                        help_text="As it came: the XML, or the whole request where no XML was found."
                    ),
                ),
                ("is_whole_request", models.BooleanField(default=False)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("received_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1, help_text="How often the same bytes came.")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Waits for a person"),
                            ("released", "Taken in after all"),
                            ("set_aside", "Set aside with a reason"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.CharField(blank=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.accesskey",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "indexes": [
                    models.Index(fields=["office_code", "status", "received_at"], name="quarantine_list"),
                    models.Index(fields=["instance_id"], name="quarantine_instance"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sha256", "reason", "office_code"), name="quarantine_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuarantinedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("sha256", models.CharField(max_length=64)),
                ("settled_at", models.DateTimeField(help_text="As an attachment's.", null=True)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
                (
                    "quarantine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="checklists.quarantine",
                    ),
                ),
            ],
            options={
                "ordering": ["quarantine_id", "name"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["id"],
                        name="quarantined_unsettled",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quarantine", "name", "sha256"), name="quarantined_file_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerSheet",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="answers",
                        serialize=False,
                        to="checklists.submission",
                    ),
                ),
                ("station_code", saksama.places.fields.AreaCodeField(blank=True, max_length=20)),
                ("recorded_at", models.DateTimeField()),
                ("values", models.JSONField(default=dict)),
                (
                    "files_named",
                    models.JSONField(default=list, help_text="Names of files the payload speaks of."),
                ),
                (
                    "is_current",
                    models.BooleanField(default=True, help_text="False: a later edit took its place."),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.instrument",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        help_text="The line of the journal whose digest covers the payload.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journal.line",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.instrumentversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["event", "instrument", "station_code"], name="answers_by_instrument"
                    ),
                    models.Index(fields=["event", "station_code"], name="answers_by_station"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        help_text="A role of people: ptps, pkd, panwascam.",
                        max_length=20,
                        verbose_name="post",
                    ),
                ),
                (
                    "area_code",
                    saksama.places.fields.AreaCodeField(
                        help_text="A station, or a village or district with all in it.",
                        max_length=20,
                        verbose_name="station or area",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(help_text="Still part of it.", verbose_name="last day")),
                (
                    "phone",
                    saksama.evidence.crypto.EncryptedTextField(
                        blank=True,
                        help_text="For the call list; seen by the desk only.",
                        verbose_name="telephone",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="Ended before its last day: moved, or taken back.", null=True
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.OneToOneField(
                        help_text="The right that comes with it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.duty",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="The office that set the person up.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        help_text="The one this change of station ended.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="checklists.assignment",
                    ),
                ),
            ],
            options={
                "ordering": ["event_id", "area_code", "starts_on", "pk"],
                "indexes": [models.Index(fields=["event", "area_code"], name="assignment_place")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                        name="assignment_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As the payload names it.", max_length=160)),
                ("sha256", models.CharField(max_length=64)),
                ("received_at", models.DateTimeField()),
                (
                    "settled_at",
                    models.DateTimeField(
                        help_text="When it was inspected and entered in the journal; null until then.",
                        null=True,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="checklists.submission",
                    ),
                ),
            ],
            options={
                "ordering": ["submission_id", "name", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["id"],
                        name="attachment_unsettled",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "name", "sha256"), name="attachment_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CallNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station_code", saksama.places.fields.AreaCodeField(max_length=20)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "Answered"),
                            ("nobody", "Nobody answered"),
                            ("wrong_number", "Wrong number"),
                            ("sent", "Somebody is on the way to the station"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("called_at", models.DateTimeField()),
                ("called_by", models.CharField(help_text="Account code.", max_length=64)),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.electionevent",
                    ),
                ),
            ],
            options={
                "ordering": ["-called_at", "-pk"],
                "indexes": [models.Index(fields=["event", "station_code", "called_at"], name="call_station")],
            },
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["event", "instrument", "received_at"], name="submission_instrument"),
        ),
    ]
