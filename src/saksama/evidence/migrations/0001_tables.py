import django.db.models.deletion
import saksama.evidence.crypto
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("evidence", "0001_sealed_files_identities_drafts"),
    ]

    initial = True

    dependencies = [
        ("journal", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="HMAC of the resume code; the code is not kept.", max_length=64, unique=True
                    ),
                ),
                ("data", saksama.evidence.crypto.EncryptedJSONField(default=dict)),
                ("updated_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="SealedIdentity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(max_length=24)),
                ("kind", models.CharField(max_length=16)),
                (
                    "label",
                    models.CharField(
                        help_text="Random and short, tells nothing: P-7F3.", max_length=12, unique=True
                    ),
                ),
                (
                    "sealed",
                    saksama.evidence.crypto.EncryptedJSONField(
                        help_text="{'of': id, 'fields': {...}}; see operations.FIELDS."
                    ),
                ),
                ("key_id", models.CharField(max_length=12)),
                ("created_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "sealed identities",
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("claimed_name", saksama.evidence.crypto.EncryptedTextField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("quarantine", models.CharField(blank=True, max_length=20)),
                ("storage_key", models.CharField(max_length=100, unique=True)),
                ("wrapped_key", models.TextField()),
                ("key_id", models.CharField(max_length=12)),
                ("added_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="evidence.sealeddraft",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(help_text="Code of the office that received it.", max_length=24)),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the plain bytes, computed while they streamed in.", max_length=64
                    ),
                ),
                ("size", models.PositiveBigIntegerField(help_text="Plain bytes.")),
                ("media_type", models.CharField(help_text="Told by content, not by name.", max_length=100)),
                (
                    "claimed_name",
                    saksama.evidence.crypto.EncryptedTextField(
                        help_text="As the giver's device called it; may name a person."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("sealed", "Sealed"),
                            ("quarantined", "In quarantine"),
                            ("erased", "Erased"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why in quarantine: a key of inspection.REASONS.", max_length=20
                    ),
                ),
                ("sealed_at", models.DateTimeField()),
                ("storage_key", models.CharField(max_length=100, unique=True)),
                (
                    "wrapped_key",
                    models.TextField(blank=True, help_text="The file's own key, sealed with the field key."),
                ),
                ("key_id", models.CharField(help_text="Which field key wrapped it.", max_length=12)),
            ],
            options={
                "indexes": [models.Index(fields=["sha256"], name="evidence_file_sha256")],
            },
        ),
        migrations.CreateModel(
            name="Custody",
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
                            ("sealed", "Received and sealed"),
                            ("viewed", "Viewed"),
                            ("copied", "Copied"),
                            ("verified", "Checked against its hash"),
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor", models.CharField(max_length=64)),
                ("office", models.CharField(max_length=24)),
                (
                    "why",
                    saksama.evidence.crypto.EncryptedTextField(
                        blank=True, help_text="In the actor's words; may name a person."
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.line"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody",
                        to="evidence.sealedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IdentityAct",
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
                            ("sealed", "Sealed"),
                            ("amended", "Amended"),
                            ("revealed", "Revealed"),
                            ("erased", "Erased"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor", models.CharField(max_length=64)),
                ("office", models.CharField(help_text="Office of the actor.", max_length=24)),
                ("ground", models.CharField(blank=True, help_text="A code of rules.Ground.", max_length=24)),
                (
                    "note",
                    saksama.evidence.crypto.EncryptedTextField(
                        blank=True, help_text="In the actor's words; may name a person."
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.line"
                    ),
                ),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="evidence.sealedidentity",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IdentityIndex",
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
                        choices=[("name", "Name"), ("nik", "NIK"), ("phone", "Phone"), ("email", "E-mail")],
                        max_length=8,
                    ),
                ),
                ("digest", models.CharField(help_text="HMAC-SHA256 of the normalised value.", max_length=64)),
                (
                    "identity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="index_rows",
                        to="evidence.sealedidentity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "digest"], name="evidence_index_find")],
                "constraints": [
                    models.UniqueConstraint(fields=("identity", "kind", "digest"), name="evidence_index_once")
                ],
            },
        ),
    ]
