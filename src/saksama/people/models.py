"""Who may act: accounts, their duties (role, area, period) and the institutions around the office."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from saksama.places.fields import AreaCodeField


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by code. Making one is ``operations.create_account``, which journals it."""

    @classmethod
    def normalize_code(cls, code: str) -> str:
        """User names are typed on phones: spaces around and capitals do not count."""
        return code.strip().lower()

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(code=self.normalize_code(username or ""))


class Account(AbstractBaseUser):
    """A person who logs in. What the person may do follows from duties alone."""

    code = models.CharField(
        _("user name"), max_length=60, unique=True,
        help_text="Given by the office, such as 64.02-petugas-1; lower case; never a name.",
    )  # fmt: skip
    name = models.CharField(
        _("name"), max_length=120, help_text="As colleagues know the person; shown beside acts."
    )
    email = models.EmailField(
        _("e-mail"), null=True, blank=True, help_text="Optional: temporary staff have none."
    )
    is_active = models.BooleanField(
        default=True, help_text="False bars log-in; the person's acts stay on record."
    )
    is_demo = models.BooleanField(default=False, help_text="Belongs to the example; marked CONTOH.")
    must_change_password = models.BooleanField(
        default=False,
        help_text="The password was given by an administrator and is only good for choosing one's own.",
    )
    created_at = models.DateTimeField(help_text="When the account was made.")

    objects = AccountManager()

    duties_of_request: "list[Duty] | None" = None
    """Filled by ``scope.remember_duties`` on ``request.user`` only; None = ask the database."""

    USERNAME_FIELD = "code"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return str(self.code)

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return AccountManager.normalize_code(username)


class Role(models.TextChoices):
    """The roles of decision 13. What each may do: ``permissions.CATALOGUE``."""

    CHAIR = "chair", _("Chair")
    MEMBER = "member", _("Member (commissioner)")
    COORDINATOR = "coordinator", _("Division coordinator")
    SECRETARY = "secretary", _("Secretary")
    CASE_OFFICER = "case_officer", _("Case officer")
    PREVENTION = "prevention", _("Prevention and public relations")
    PANWASCAM = "panwascam", _("Panwascam member")
    PKD = "pkd", _("PKD (village supervisor)")
    PTPS = "ptps", _("PTPS (polling-station supervisor)")
    DATA_PROTECTION = "data_protection", _("Data-protection officer")
    VIEWER = "viewer", _("Province or national viewer")
    ADMINISTRATOR = "administrator", _("Administrator")


class DutyQuerySet(models.QuerySet["Duty"]):
    def on(self, day: date) -> Self:
        """Duties that hold on ``day``; first and last day belong to the duty."""
        not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        return self.filter(not_over, starts_on__lte=day, withdrawn_at__isnull=True)

    def not_over(self, day: date) -> Self:
        """Duties that hold on ``day`` or will hold later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), withdrawn_at__isnull=True)


class DutyManager(models.Manager["Duty"]):
    """Typed by hand, because what ``from_queryset`` makes is not."""

    def get_queryset(self) -> DutyQuerySet:
        return DutyQuerySet(self.model, using=self._db)

    def on(self, day: date) -> DutyQuerySet:
        return self.get_queryset().on(day)

    def not_over(self, day: date) -> DutyQuerySet:
        return self.get_queryset().not_over(day)


class Duty(models.Model):
    """One role, in one area, for one period. Never deleted: it tells who might act when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    office = models.ForeignKey(
        "places.Office",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The office which the person serves.",
    )
    area_code = AreaCodeField(
        _("area"),
        help_text="The office's own code, or a village or station inside it; all below belongs to it.",
    )
    starts_on = models.DateField(_("first day"), help_text="Local date; the duty holds from this day.")
    ends_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text="Local date, still part of the duty; empty while it is open.",
    )
    withdrawn_at = models.DateTimeField(
        null=True,
        help_text="Taken back: from this instant it grants nothing.",
    )
    appointed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="The administrator who entered it; empty for the first duty of an installation.",
    )  # fmt: skip
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text="Number of the decree, for instance."
    )

    objects = DutyManager()

    office_id: str

    class Meta:
        ordering = ("starts_on", "pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="duty_role_is_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="duty_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["area_code"], name="duty_area")]

    def __str__(self) -> str:
        return f"{self.role} {self.area_code}"

    def holds_on(self, day: date) -> bool:
        """Whether the duty holds on ``day``; its first and last day belong to it."""
        begun, over = self.starts_on <= day, self.ends_on is not None and self.ends_on < day
        return begun and not over and self.withdrawn_at is None


class Absence(models.Model):
    """Days on which somebody cannot serve, and who stands in. Rights stay as they are; work and alerts pass on."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    office = models.ForeignKey("places.Office", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("first day"), help_text="Local date; the person is away from this day.")
    ends_on = models.DateField(_("last day"), help_text="Local date, still part of the absence.")
    stand_in = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="None: open cases stay, and their alerts fall to the chair.",
    )  # fmt: skip
    recorded_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(null=True, help_text="When open cases passed to the stand-in.")
    cancelled_at = models.DateTimeField(null=True, help_text="Taken back: it holds no more.")

    class Meta:
        ordering = ("starts_on", "pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["office", "ends_on"], name="absence_office_end")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts_on} {self.ends_on}"


class InstitutionKind(models.TextChoices):
    """What an institution does for a case."""

    SUPERVISOR = "supervisor", _("Election supervisor")
    ORGANISER = "organiser", _("Election organiser")
    POLICE = "police", _("Police")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    GAKKUMDU = "gakkumdu", _("Gakkumdu")
    CIVIL_SERVICE = "civil_service", _("Civil-service authority")
    GOVERNMENT = "government", _("Government")
    ETHICS = "ethics", _("Ethics council (DKPP)")
    OTHER = "other", _("Other")


class Category(models.TextChoices):
    """Where an institution sits at the table. Who of them forms the Forkopimda is a mark of its own."""

    GOVERNMENT = "government", _("Regional government and council")
    ORGANISER = "organiser", _("KPU and its bodies")
    POLICE = "police", _("Police")
    PROSECUTOR = "prosecutor", _("Prosecutor and courts")
    MILITARY = "military", _("TNI")
    AGENCY = "agency", _("Regency agencies")
    CAMAT = "camat", _("Camat")
    VILLAGE = "village", _("Lurah and village heads")
    PARTY = "party", _("Parties and campaign teams")
    ACADEMIC = "academic", _("Academics")
    MEDIA = "media", _("Media")
    CIVIL_SOCIETY = "civil_society", _("Civil society and monitors")
    RELIGIOUS = "religious", _("Religious and community leaders")
    SUPERVISOR = "supervisor", _("Election supervisors")
    OTHER = "other", _("Other institutions")


KIND_OF_CATEGORY = {
    Category.GOVERNMENT: InstitutionKind.GOVERNMENT,
    Category.AGENCY: InstitutionKind.GOVERNMENT,
    Category.CAMAT: InstitutionKind.GOVERNMENT,
    Category.VILLAGE: InstitutionKind.GOVERNMENT,
    Category.ORGANISER: InstitutionKind.ORGANISER,
    Category.POLICE: InstitutionKind.POLICE,
    Category.PROSECUTOR: InstitutionKind.PROSECUTOR,
    Category.SUPERVISOR: InstitutionKind.SUPERVISOR,
}
"""What an institution does for a case unless somebody says otherwise; all others: ``OTHER``."""

CATEGORY_OF_KIND = {
    InstitutionKind.SUPERVISOR: Category.SUPERVISOR,
    InstitutionKind.ORGANISER: Category.ORGANISER,
    InstitutionKind.POLICE: Category.POLICE,
    InstitutionKind.PROSECUTOR: Category.PROSECUTOR,
    InstitutionKind.GOVERNMENT: Category.GOVERNMENT,
}


class Institution(models.Model):
    """A body outside the office: where cases are forwarded, who sits at the table (decision 14).

    Never deleted: it is closed with a last day, and what it was invited to or promised stays.
    """

    code = models.CharField(primary_key=True, max_length=40, help_text="Short and stable, such as kpu-64.02.")
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind.choices)
    category = models.CharField(
        _("category"), max_length=20, choices=Category.choices, default=Category.OTHER,
        help_text="Where it sits at the table; meetings invite by it.",
    )  # fmt: skip
    is_forkopimda = models.BooleanField(
        _("member of the Forkopimda"), default=False,
        help_text="The forum of regional leaders; its members also have a category of their own.",
    )  # fmt: skip
    area_code = AreaCodeField(_("area"), db_index=True, help_text="Area it serves; 00 for the nation.")
    address = models.CharField(_("address"), max_length=240, blank=True)
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text="The institution's own, nobody's private number."
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text="The institution's own mailbox.")
    closed_on = models.DateField(null=True, blank=True, help_text="Its last day; empty while it exists.")
    is_sample = models.BooleanField(default=False, help_text="Invented for the example; marked CONTOH.")

    class Meta:
        ordering = ("name",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["category", "name"], name="institution_category")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def exists_on(self, day: date) -> bool:
        return self.closed_on is None or self.closed_on >= day


class Person(models.Model):
    """Somebody outside the office who holds, or held, a post. No account; contacts are sealed."""

    name = models.CharField(_("name"), max_length=120, help_text="With titles, as on an envelope.")
    sealed_contacts = models.TextField(
        blank=True, help_text="Own telephone and e-mail as sealed JSON; see directory.contacts."
    )
    erased_at = models.DateTimeField(
        null=True, help_text="Name and contacts were taken away at this instant."
    )

    def __str__(self) -> str:
        return str(self.name)


class Post(models.Model):
    """A post of an institution: Camat, Asisten I. It stays while persons come and go."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("post"), max_length=120)
    is_head = models.BooleanField(
        default=False, help_text="Letters to the institution are addressed to this post."
    )

    class Meta:
        ordering = ("-is_head", "title", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["institution", "title"], name="post_once_in_institution"),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(is_head=True), name="institution_has_one_head"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Tenure(models.Model):
    """One person in one post for one period; both days belong to it. Never deleted."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(ends_on__isnull=True), name="post_has_one_open_tenure"
            ),
            models.CheckConstraint(
                name="tenure_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.starts_on}"

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)
