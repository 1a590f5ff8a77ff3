import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("documents", "0001_numbers"),
        ("documents", "0002_issued_documents"),
        ("documents", "0003_issued_anew_and_office_templates"),
        ("documents", "0004_papers_of_meetings"),
        ("documents", "0005_lists_of_a_bundle"),
        ("documents", "0006_index_report"),
        ("documents", "0007_briefing_and_release"),
        ("documents", "0008_letters_outside"),
    ]

    initial = True

    dependencies = [
        ("evidence", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuedNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=32)),
                ("event", models.CharField(blank=True, max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("issued_on", models.DateField(help_text="Legal day of the act, in the office's zone.")),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why this number was chosen, skipped others, or is dated back; empty in order.",
                    ),
                ),
            ],
            options={
                "ordering": ["office", "kind", "event", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "kind", "event", "number"), name="number_issued_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="number_issued_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(help_text="Key of the office, 64.02.", max_length=20)),
                ("kind", models.CharField(help_text="What is numbered, see NumberKind.", max_length=32)),
                (
                    "event",
                    models.CharField(
                        blank=True, help_text="Key of the election event; empty for none.", max_length=60
                    ),
                ),
                (
                    "next",
                    models.PositiveIntegerField(
                        default=1, help_text="The number the next act will be given."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "kind", "event"), name="number_series_once"),
                    models.CheckConstraint(
                        condition=models.Q(("next__gte", 1)), name="number_series_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(help_text="Key of the office, 64.02.", max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt of a report"),
                            ("status_notice", "status notice"),
                            ("shortcomings_notice", "notice of shortcomings"),
                            ("clarification_invitation", "invitation to clarify"),
                            ("plenary_minutes", "plenary minutes"),
                            ("register_book", "register book"),
                            ("weekly_recap", "weekly recap"),
                            ("blank_report_form", "blank report form"),
                            ("report_form", "report form"),
                            ("finding_form", "finding form"),
                            ("completion_receipt", "receipt for completed items"),
                            ("initial_study", "initial study"),
                            ("delegation_letter", "delegation letter"),
                            ("preliminary_information", "preliminary information"),
                            ("oath_minutes", "oath minutes"),
                            ("expert_oath_minutes", "oath minutes of an expert"),
                            ("clarification_minutes", "clarification minutes"),
                            ("study", "study of an alleged violation"),
                            ("administrative_outcome", "administrative outcome"),
                            ("ethics_outcome", "ethics outcome"),
                            ("criminal_outcome", "criminal forwarding"),
                            ("other_law_outcome", "other-law forwarding"),
                            ("supervision_record", "supervision record"),
                            ("meeting_invitation", "invitation to a meeting"),
                            ("meeting_attendance", "attendance sheet"),
                            ("meeting_minutes", "minutes of a meeting"),
                            ("commitment_board", "commitments of institutions"),
                            ("case_index", "index of a case's file"),
                            ("forwarding_checklist", "checklist of the forwarding file"),
                            ("party_list", "list of parties, witnesses and experts"),
                            ("evidence_list", "list of evidence"),
                            ("custody_list", "custody of the evidence"),
                            ("journal_extract", "extract of the journal"),
                            ("index_report", "report on one unit of an index"),
                            ("briefing", "sheet of the day"),
                            ("briefing_slides", "slides of the day"),
                            ("press_release", "press release"),
                            ("neutrality_reminder", "reminder on neutrality"),
                            ("advice_letter", "advice for correction"),
                        ],
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="Name of the file, as brought.", max_length=160)),
                ("content", models.BinaryField(max_length=4194304)),
                ("sha256", models.CharField(max_length=64)),
                ("brought_at", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(help_text="Null: in use.", null=True)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("office", "kind"),
                        name="one_template_in_use",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("office", models.CharField(help_text="Key of the office, 64.02.", max_length=24)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt of a report"),
                            ("status_notice", "status notice"),
                            ("shortcomings_notice", "notice of shortcomings"),
                            ("clarification_invitation", "invitation to clarify"),
                            ("plenary_minutes", "plenary minutes"),
                            ("register_book", "register book"),
                            ("weekly_recap", "weekly recap"),
                            ("blank_report_form", "blank report form"),
                            ("report_form", "report form"),
                            ("finding_form", "finding form"),
                            ("completion_receipt", "receipt for completed items"),
                            ("initial_study", "initial study"),
                            ("delegation_letter", "delegation letter"),
                            ("preliminary_information", "preliminary information"),
                            ("oath_minutes", "oath minutes"),
                            ("expert_oath_minutes", "oath minutes of an expert"),
                            ("clarification_minutes", "clarification minutes"),
                            ("study", "study of an alleged violation"),
                            ("administrative_outcome", "administrative outcome"),
                            ("ethics_outcome", "ethics outcome"),
                            ("criminal_outcome", "criminal forwarding"),
                            ("other_law_outcome", "other-law forwarding"),
                            ("supervision_record", "supervision record"),
                            ("meeting_invitation", "invitation to a meeting"),
                            ("meeting_attendance", "attendance sheet"),
                            ("meeting_minutes", "minutes of a meeting"),
                            ("commitment_board", "commitments of institutions"),
                            ("case_index", "index of a case's file"),
                            ("forwarding_checklist", "checklist of the forwarding file"),
                            ("party_list", "list of parties, witnesses and experts"),
                            ("evidence_list", "list of evidence"),
                            ("custody_list", "custody of the evidence"),
                            ("journal_extract", "extract of the journal"),
                            ("index_report", "report on one unit of an index"),
                            ("briefing", "sheet of the day"),
                            ("briefing_slides", "slides of the day"),
                            ("press_release", "press release"),
                            ("neutrality_reminder", "reminder on neutrality"),
                            ("advice_letter", "advice for correction"),
                        ],
                        help_text="Name of its template.",
                        max_length=40,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, help_text="As printed; empty for unnumbered kinds.", max_length=120
                    ),
                ),
                (
                    "subject_kind",
                    models.CharField(help_text="What it is about: case, plenary, office.", max_length=30),
                ),
                ("subject_id", models.CharField(max_length=64)),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the PDF's bytes; tells a copy from the original.", max_length=64
                    ),
                ),
                (
                    "content_sha256",
                    models.CharField(
                        help_text="Of template and data; its first twelve digits stand at the foot.",
                        max_length=64,
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Random; printed and in the QR code.", max_length=12, unique=True
                    ),
                ),
                (
                    "sample",
                    models.BooleanField(
                        help_text="True: the example's; carries CONTOH and says so when checked."
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        blank=True, help_text="Code of the law's form, as printed.", max_length=12
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True, help_text="The part of the record: clarification 3.", max_length=64
                    ),
                ),
                (
                    "is_personal",
                    models.BooleanField(
                        default=False,
                        help_text="Prints a sealed identity: opening it asks for that right too.",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it was issued anew; empty for a first issue."
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(help_text='Account id, "public" or "system".', max_length=64)),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.sealedfile",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        help_text="The document it was issued anew for; both are kept.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="documents.issueddocument",
                    ),
                ),
            ],
            options={
                "ordering": ["issued_at"],
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "issued_at"], name="document_subject")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaces", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="document_replaced_with_reason",
                    )
                ],
            },
        ),
    ]
