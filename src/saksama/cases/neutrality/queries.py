"""Reads of neutrality: sheets, figures as of a day, the sanction table, and subjects who appear more than once.

For the briefing: ``figures(office, on=day)`` and ``sanction_table(office, on=day)``.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from saksama.cases import queries as cases
from saksama.cases.models import Outcome
from saksama.cases.neutrality import road, rules
from saksama.cases.neutrality.models import Conduct, ReminderLetter, Subject
from saksama.cases.tracks import queries as tracks
from saksama.cases.tracks.models import Track
from saksama.law import Source, Text, load
from saksama.law.neutrality import Stage
from saksama.people import scope
from saksama.people.models import Account
from saksama.places import models as place_models
from saksama.places import queries as places
from saksama.places.models import ElectionEvent, within

FIXING = "candidates_fixed"
"""Key of the stage that fixes candidates."""
DAYS_OF_A_YEAR = 365


def fixed_on(event: ElectionEvent) -> date | None:
    """The day on which candidates were fixed, from the stages of any event of the same election; None: not known."""
    stages = place_models.Stage.objects.filter(event__election=event.election_id, key=FIXING)
    day: date | None = stages.order_by("ends_on").values_list("ends_on", flat=True).first()
    return day


def visible_to(account: Account | None, *, today: date) -> QuerySet[Subject]:
    """Sheets of the cases that the account may see."""
    seen = cases.visible_to(account, today=today).values("pk")
    return Subject.objects.filter(case__in=seen).select_related("case__office", "party", "agency")


# --- figures as of a day -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts at the end of a day. Subjects are people with a sheet; a subject with two conducts counts in both.

    ``by_kind``, ``by_agency``, ``by_conduct``, ``by_level``: ``{code or name: subjects}``. ``roads``: ``{state:
    cases}`` of what was sent to BKN or KASN. ``waiting``: sent and not yet ended; ``silent``: the PPK does nothing.
    """

    on: date
    subjects: int
    cases: int
    by_kind: Mapping[str, int]
    by_agency: Mapping[str, int]
    by_conduct: Mapping[str, int]
    by_level: Mapping[str, int]
    by_stage: Mapping[str, int]
    roads: Mapping[str, int]
    waiting: int
    silent: int
    sanctioned: int
    not_proven: int
    conflicts: int
    letters: int


def figures(office_code: str, *, on: date) -> Figures:
    """Count an office's neutrality matters, all below it included, at the end of ``on``; drills left out."""
    subjects = list(_counted(office_code, on).values("pk", "case_id", "kind", "agency_name", "conflict"))
    held = _held(office_code, on)
    standings = _roads(office_code, on)
    states = Counter(standing.standing.state for _, standing in standings)
    return Figures(
        on=on,
        subjects=len(subjects),
        cases=len({row["case_id"] for row in subjects}),
        by_kind=dict(Counter(row["kind"] for row in subjects).most_common()),
        by_agency=dict(Counter(row["agency_name"] for row in subjects).most_common()),
        by_conduct=_people_by(held, "code"),
        by_level=_people_by([row for row in held if row["level"]], "level"),
        by_stage=_people_by(held, "stage"),
        roads=dict(states),
        waiting=sum(not road.STATES[state].is_end for state in states.elements()),
        silent=states[road.SILENT],
        sanctioned=states[road.SANCTIONED],
        not_proven=states[road.NOT_PROVEN],
        conflicts=sum(bool(row["conflict"]) for row in subjects),
        letters=ReminderLetter.objects.filter(within(office_code, "office"), sent_on__lte=on)
        .exclude(event__kind=ElectionEvent.Kind.DRILL)
        .count(),
    )


def _counted(office_code: str, on: date) -> QuerySet[Subject]:
    rows = Subject.objects.filter(within(office_code, "case__office"), recorded_on__lte=on)
    return rows.exclude(case__event__kind=ElectionEvent.Kind.DRILL)


def _held(office_code: str, on: date) -> list[dict[str, object]]:
    """Conducts that stood on the sheets at the end of ``on``."""
    still = Q(dropped_on=None) | Q(dropped_on__gt=on)
    rows = Conduct.objects.filter(still, set_on__lte=on, subject__in=_counted(office_code, on).values("pk"))
    return list(rows.values("subject_id", "code", "level", "stage"))


def _people_by(rows: Sequence[Mapping[str, object]], key: str) -> dict[str, int]:
    people: dict[str, set[object]] = defaultdict(set)
    for row in rows:
        people[str(row[key])].add(row["subject_id"])
    return {code: len(people[code]) for code in sorted(people)}


def _roads(office_code: str, on: date) -> list[tuple[Track, tracks.rules.Seen]]:
    rows = Track.objects.filter(within(office_code, "office"), road=road.ROAD.code, opened_on__lte=on)
    return tracks.seen_on(
        rows.exclude(event__kind=ElectionEvent.Kind.DRILL).select_related("office", "event__election"), on=on
    )


# --- the sanction table ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableRow:
    """One conduct of the list with both levels in words; None where the list names none."""

    code: str
    label: Text
    before: Text | None
    after: Text | None
    source: Source
    note: Text | None

    @property
    def is_confirmed(self) -> bool:
        return self.source.is_confirmed


@dataclass(frozen=True, slots=True)
class SanctionTable:
    """The list as it stands on a day. ``stage`` is where that day lies for the office; None: not known."""

    on: date
    stage: Stage | None
    fixed_on: date | None
    rows: tuple[TableRow, ...]


def sanction_table(office_code: str, *, on: date) -> SanctionTable:
    """The conduct list with its levels on a day, and the stage an office is in on that day."""
    law = load().neutrality
    event = event_of(office_code, on=on)
    fixed = fixed_on(event) if event else None

    def words(code: str) -> Text | None:
        return law.levels[code].label if code else None

    rows = tuple(
        TableRow(item.code, item.label, words(item.before), words(item.after), item.source, item.note)
        for item in law.conducts(on)
    )
    return SanctionTable(on, rules.stage_on(on, fixed), fixed, rows)


def event_of(office_code: str, *, on: date) -> ElectionEvent | None:
    """The vote that is ahead of an office, or the last one where none is."""
    ahead = places.next_vote(on=on, office_code=office_code)
    return ahead[0] if ahead else places.events(on=on, office_code=office_code).last()


# --- subjects who appear more than once (decision 18) --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Repeat:
    """One person, known by the NIP, in several cases; the newest first."""

    subjects: tuple[Subject, ...]

    @property
    def newest(self) -> Subject:
        return self.subjects[0]


def repeats(account: Account | None, *, today: date) -> list[Repeat]:
    """People who stand in more than one case that the account may handle, most cases first.

    What was decided as no violation, not continued or not proven drops out, and so does a sheet older than the
    retention (setting NEUTRALITY_RETENTION_YEARS). Only the NIP joins: equal names are not the same person.
    """
    oldest = today - timedelta(days=DAYS_OF_A_YEAR * settings.NEUTRALITY_RETENTION_YEARS)
    mine = scope.scope_of(account, "view_repeat_subjects", today=today).as_filter("case__office")
    rows = visible_to(account, today=today).filter(mine, recorded_on__gte=oldest, nip_digest__isnull=False)
    cleared = Outcome.objects.exclude(result=Outcome.Result.VIOLATION).values("respondent")
    guilty = Outcome.objects.filter(result=Outcome.Result.VIOLATION).values("respondent")
    rows = rows.filter(~Q(party__in=cleared) | Q(party__in=guilty))
    rows = rows.exclude(case__tracks__in=Track.objects.filter(road=road.ROAD.code, state=road.NOT_PROVEN))
    people: dict[bytes, list[Subject]] = defaultdict(list)
    for subject in rows.prefetch_related("conducts").order_by("-recorded_on", "-pk"):
        people[bytes(subject.nip_digest)].append(subject)
    found = [Repeat(tuple(items)) for items in people.values() if len({item.case_id for item in items}) > 1]
    return sorted(found, key=lambda item: -len(item.subjects))


def letters_visible_to(account: Account | None, *, today: date) -> QuerySet[ReminderLetter]:
    """Reminder letters of the offices in the account's area, newest first."""
    seen = scope.scope_of(account, "send_neutrality_letter", today=today).as_filter("office")
    other = scope.scope_of(account, "view_cases", today=today).as_filter("office")
    return ReminderLetter.objects.filter(seen | other).select_related("office", "institution", "document")
