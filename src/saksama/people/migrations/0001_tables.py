import django.db.models.deletion
import saksama.places.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [  # the steps by which the tables came about before the first release
        ("people", "0001_accounts_and_duties"),
        ("people", "0002_duty_may_be_withdrawn"),
        ("people", "0003_directory_of_institutions"),
        ("people", "0004_absences"),
    ]

    initial = True

    dependencies = [
        ("places", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "code",
                    models.CharField(
                        help_text="Given by the office, such as 64.02-petugas-1; lower case; never a name.",
                        max_length=60,
                        unique=True,
                        verbose_name="user name",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As colleagues know the person; shown beside acts.",
                        max_length=120,
                        verbose_name="name",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Optional: temporary staff have none.",
                        max_length=254,
                        null=True,
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True, help_text="False bars log-in; the person's acts stay on record."
                    ),
                ),
                (
                    "is_demo",
                    models.BooleanField(default=False, help_text="Belongs to the example; marked CONTOH."),
                ),
                (
                    "must_change_password",
                    models.BooleanField(
                        default=False,
                        help_text="The password was given by an administrator and is only good for choosing one's own.",
                    ),
                ),
                ("created_at", models.DateTimeField(help_text="When the account was made.")),
            ],
            options={
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="With titles, as on an envelope.", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "sealed_contacts",
                    models.TextField(
                        blank=True,
                        help_text="Own telephone and e-mail as sealed JSON; see directory.contacts.",
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(
                        help_text="Name and contacts were taken away at this instant.", null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Institution",
            fields=[
                (
                    "code",
                    models.CharField(
                        help_text="Short and stable, such as kpu-64.02.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supervisor", "Election supervisor"),
                            ("organiser", "Election organiser"),
                            ("police", "Police"),
                            ("prosecutor", "Prosecutor"),
                            ("gakkumdu", "Gakkumdu"),
                            ("civil_service", "Civil-service authority"),
                            ("government", "Government"),
                            ("ethics", "Ethics council (DKPP)"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("government", "Regional government and council"),
                            ("organiser", "KPU and its bodies"),
                            ("police", "Police"),
                            ("prosecutor", "Prosecutor and courts"),
                            ("military", "TNI"),
                            ("agency", "Regency agencies"),
                            ("camat", "Camat"),
                            ("village", "Lurah and village heads"),
                            ("party", "Parties and campaign teams"),
                            ("academic", "Academics"),
                            ("media", "Media"),
                            ("civil_society", "Civil society and monitors"),
                            ("religious", "Religious and community leaders"),
                            ("supervisor", "Election supervisors"),
                            ("other", "Other institutions"),
                        ],
                        default="other",
                        help_text="Where it sits at the table; meetings invite by it.",
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
                (
                    "is_forkopimda",
                    models.BooleanField(
                        default=False,
                        help_text="The forum of regional leaders; its members also have a category of their own.",
                        verbose_name="member of the Forkopimda",
                    ),
                ),
                (
                    "area_code",
                    saksama.places.fields.AreaCodeField(
                        db_index=True,
                        help_text="Area it serves; 00 for the nation.",
                        max_length=20,
                        verbose_name="area",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=240, verbose_name="address")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="The institution's own, nobody's private number.",
                        max_length=40,
                        verbose_name="telephone",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="The institution's own mailbox.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(blank=True, help_text="Its last day; empty while it exists.", null=True),
                ),
                (
                    "is_sample",
                    models.BooleanField(default=False, help_text="Invented for the example; marked CONTOH."),
                ),
            ],
            options={
                "ordering": ("name",),
                "indexes": [models.Index(fields=["category", "name"], name="institution_category")],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="post")),
                (
                    "is_head",
                    models.BooleanField(
                        default=False, help_text="Letters to the institution are addressed to this post."
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.institution",
                    ),
                ),
            ],
            options={
                "ordering": ("-is_head", "title", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "title"), name="post_once_in_institution"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True)),
                        fields=("institution",),
                        name="institution_has_one_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures",
                        to="people.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="people.post"
                    ),
                ),
            ],
            options={
                "ordering": ("-starts_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("post",),
                        name="post_has_one_open_tenure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="tenure_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Local date; the person is away from this day.", verbose_name="first day"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        help_text="Local date, still part of the absence.", verbose_name="last day"
                    ),
                ),
                (
                    "handed_at",
                    models.DateTimeField(help_text="When open cases passed to the stand-in.", null=True),
                ),
                ("cancelled_at", models.DateTimeField(help_text="Taken back: it holds no more.", null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.office"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stand_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="None: open cases stay, and their alerts fall to the chair.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("starts_on", "pk"),
                "indexes": [models.Index(fields=["office", "ends_on"], name="absence_office_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="absence_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
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
                            ("chair", "Chair"),
                            ("member", "Member (commissioner)"),
                            ("coordinator", "Division coordinator"),
                            ("secretary", "Secretary"),
                            ("case_officer", "Case officer"),
                            ("prevention", "Prevention and public relations"),
                            ("panwascam", "Panwascam member"),
                            ("pkd", "PKD (village supervisor)"),
                            ("ptps", "PTPS (polling-station supervisor)"),
                            ("data_protection", "Data-protection officer"),
                            ("viewer", "Province or national viewer"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "area_code",
                    saksama.places.fields.AreaCodeField(
                        help_text="The office's own code, or a village or station inside it; all below belongs to it.",
                        max_length=20,
                        verbose_name="area",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Local date; the duty holds from this day.", verbose_name="first day"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="Local date, still part of the duty; empty while it is open.",
                        null=True,
                        verbose_name="last day",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        help_text="Taken back: from this instant it grants nothing.", null=True
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Number of the decree, for instance.",
                        max_length=200,
                        verbose_name="note",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "appointed_by",
                    models.ForeignKey(
                        help_text="The administrator who entered it; empty for the first duty of an installation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="The office which the person serves.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.office",
                    ),
                ),
            ],
            options={
                "ordering": ("starts_on", "pk"),
                "indexes": [models.Index(fields=["area_code"], name="duty_area")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "chair",
                                    "member",
                                    "coordinator",
                                    "secretary",
                                    "case_officer",
                                    "prevention",
                                    "panwascam",
                                    "pkd",
                                    "ptps",
                                    "data_protection",
                                    "viewer",
                                    "administrator",
                                ],
                            )
                        ),
                        name="duty_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="duty_ends_after_it_starts",
                    ),
                ],
            },
        ),
    ]
