"""Areas, offices, stations, elections and an office's own calendar.

Nothing here is ever deleted together with something else: every reference is PROTECT.
"""

from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saksama.places import rules
from saksama.places.fields import AreaCodeField

CONFIDENCE = [("sure", _("sure")), ("likely", _("likely")), ("check", _("to be checked"))]


def within(code: str, column: str = "code") -> models.Q:
    """Condition: ``column`` (a code, or a foreign key to one) is ``code`` or lies inside it.

    ``Report.objects.filter(within("64.02", "office"))`` reads one range of the column's index.
    The nation is a range too, never an empty Q, which would vanish from an OR.
    """
    low, high = rules.code_range(code)
    return models.Q(**{f"{column}__gte": low, f"{column}__lt": high})


def in_language(indonesian: str, english: str) -> str:
    """The English text for English readers where there is one, else the Indonesian."""
    return english if english and (get_language() or "").startswith("en") else indonesian


class Level(models.TextChoices):
    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    REGENCY = "regency", _("regency or city")
    DISTRICT = "district", _("district")
    VILLAGE = "village", _("village")


class CodeQuerySet(models.QuerySet):
    """Rows keyed by a dotted code."""

    def within(self, code: str) -> Self:
        """``code`` itself and everything inside it."""
        return self.filter(within(code))


class Area(models.Model):
    """An administrative area, village to nation."""

    code = AreaCodeField(
        primary_key=True, help_text="Kemendagri code, Kepmendagri 300.2.2-2430/2025; 00 = nation."
    )
    name = models.CharField(max_length=100, help_text="As in the decree, its spelling faults included.")
    level = models.CharField(max_length=8, choices=Level.choices)
    kind = models.CharField(
        max_length=12, help_text="provinsi, kabupaten, kota, kecamatan, distrik, desa, kelurahan, desa adat."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="children",
        db_index=False,
        help_text="Null for the nation only.",
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["parent", "name"], name="area_children"),
            models.Index(fields=["level", "code"], name="area_level"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Name with its kind: ``Desa Perian``, ``Kecamatan Sebulu``, ``Kabupaten Paser``."""
        if self.level in (Level.DISTRICT, Level.VILLAGE):
            return f"{self.kind.capitalize()} {self.name}"
        return self.name

    @property
    def zone(self) -> str:
        """IANA zone of this place."""
        return rules.zone_of(self.code)


class Office(models.Model):
    """A supervision office: Bawaslu of the nation, a province, a regency; Panwaslu of a district."""

    code = AreaCodeField(primary_key=True, help_text="The code of its area (decision 13).")
    area = models.OneToOneField(Area, models.PROTECT, related_name="office")
    level = models.CharField(max_length=8, choices=Level.choices)
    name = models.CharField(max_length=160)
    seat = models.CharField(max_length=60, blank=True, help_text="Town named before the date in letters.")
    letterhead_1 = models.CharField(max_length=120, blank=True)
    letterhead_2 = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=240, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    members_count = models.PositiveSmallIntegerField(
        null=True, help_text="Commissioners; null until the office enters it. The plenary quorum needs it."
    )
    bawaslu_region_code = models.CharField(
        max_length=10,
        blank=True,
        help_text="Bawaslu's own code (27.12 = Maros), printed in case numbers; free text.",
    )
    region_code_confirmed = models.BooleanField(default=False, help_text="False: shown with a mark.")
    number_template = models.CharField(
        max_length=120,
        default="{number}/{type}/{election}/{level}/{region}/{month}/{year}",
        help_text="Number of a received report or finding.",
    )
    registration_template = models.CharField(
        max_length=120,
        default="{number}/Reg/{type}/{election}/{level}/{region}/{month}/{year}",
        help_text="Number of a registered case.",
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="office_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> str:
        """IANA zone in which this office's legal days are counted."""
        return rules.zone_of(self.code)


class Election(models.Model):
    """One race: who is elected, where, in which year, under which law."""

    class Regime(models.TextChoices):
        PILKADA = "pilkada", _("regional head election")
        PEMILU = "pemilu", _("general election")

    class Kind(models.TextChoices):  # the segment of the case number
        GOVERNOR = "PG", _("governor")
        REGENT = "PB", _("regent")
        MAYOR = "PW", _("mayor")
        PRESIDENT = "PP", _("president")
        LEGISLATIVE = "PL", _("legislative")

    slug = models.SlugField(primary_key=True)
    regime = models.CharField(max_length=7, choices=Regime.choices)
    kind = models.CharField(max_length=2, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="elections")
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["year", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Name in the reader's language."""
        return in_language(self.name, self.name_en)


class ElectionEvent(models.Model):
    """One time people go to vote, or practise: a re-vote reopens the clocks under the same election."""

    class Kind(models.TextChoices):
        VOTE = "vote", _("vote")
        RE_VOTE = "re_vote", _("re-vote")
        DRILL = "drill", _("drill")

    slug = models.SlugField(primary_key=True)
    election = models.ForeignKey(Election, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    area_id: str
    area = models.ForeignKey(Area, models.PROTECT, related_name="events")
    name = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    vote_on = models.DateField(help_text="Local day of the vote.")
    announced_on = models.DateField(
        help_text="From this day it is known; before it nobody can count the days to it."
    )
    voters = models.PositiveIntegerField(null=True, help_text="Final roll (DPT); null = not published.")
    pairs = models.PositiveSmallIntegerField(
        null=True,
        help_text="Numbered pairs of candidates on the ballot; no name is kept. Null = not known yet.",
    )
    note = models.TextField(blank=True)
    source = models.CharField(max_length=240, blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCE, default="check")

    class Meta:
        ordering = ["vote_on", "slug"]
        indexes = [models.Index(fields=["vote_on", "announced_on"], name="event_vote_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Name in the reader's language."""
        return in_language(self.name, self.name_en)


class Stage(models.Model):
    """A stage (tahapan) of an event, both days inclusive."""

    event = models.ForeignKey(ElectionEvent, models.PROTECT, related_name="stages")
    key = models.SlugField(
        max_length=40, help_text="Named in law and templates: campaign, quiet_period, voting."
    )
    label_id = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    starts_on = models.DateField(null=True, help_text="Null = the source gives only the end.")
    ends_on = models.DateField()
    source = models.CharField(max_length=240, blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCE, default="check")

    class Meta:
        ordering = ["event_id", "starts_on", "ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="stage_once_per_event"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=models.F("ends_on")),
                name="stage_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"

    @property
    def label(self) -> str:
        """Name of the stage in the reader's language."""
        return in_language(self.label_id, self.label_en)


class PollingStation(models.Model):
    """A polling station (TPS) of one event."""

    event = models.ForeignKey(ElectionEvent, models.PROTECT, related_name="stations", db_index=False)
    code = AreaCodeField(help_text="Village code, dash, three digits: 64.02.06.1001-003.")
    village = models.ForeignKey(Area, models.PROTECT, related_name="stations")
    number = models.PositiveSmallIntegerField()
    voters = models.PositiveIntegerField(null=True, help_text="Null = not published.")
    spread_by_sample = models.BooleanField(
        default=False,
        help_text="True: only the district's count is published; village and number are the sample's own.",
    )

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["event_id", "code"]
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="station_once_per_event")]

    def __str__(self) -> str:
        return self.code


class OfficeHoliday(models.Model):
    """A change an office makes to the seeded holidays; it holds for the office and all within it."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("public holiday")
        JOINT_LEAVE = "joint_leave", _("joint leave")
        VOTING_DAY = "voting_day", _("voting day")
        OFFICE = "office", _("office closed")

    class Effect(models.TextChoices):
        ADD = "add", _("is a holiday")
        REMOVE = "remove", _("is no holiday")

    office_id: str
    office = models.ForeignKey(Office, models.PROTECT, related_name="holidays", db_index=False)
    day = models.DateField()
    effect = models.CharField(max_length=6, choices=Effect.choices)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.OFFICE)
    decree = models.CharField(max_length=160, help_text="The paper it rests on.")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["day", "office_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "day"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="holiday_one_word_per_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.day} {self.effect}"


class OfficeHours(models.Model):
    """Receipt hours of one weekday that differ from the law data, for one office."""

    office_id: str
    office = models.ForeignKey(Office, models.PROTECT, related_name="hours", db_index=False)
    weekday = models.PositiveSmallIntegerField(help_text="0 = Monday.")
    opens = models.TimeField(null=True, help_text="Local time; both null = closed that weekday.")
    closes = models.TimeField(null=True)
    from_day = models.DateField(help_text="First day on which they hold.")
    decree = models.CharField(max_length=160, help_text="The paper they rest on.")
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["office_id", "weekday", "from_day"]
        constraints = [
            models.UniqueConstraint(fields=["office", "weekday", "from_day"], name="hours_once_per_day"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="hours_weekday"),
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__lt=models.F("closes")),
                name="hours_close_after_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.weekday} {self.opens}-{self.closes}"
