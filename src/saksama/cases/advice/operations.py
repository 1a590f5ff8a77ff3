"""The one writer of advice: giving it. What follows are acts on its track."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from saksama.cases import rules
from saksama.cases.actors import Actor
from saksama.cases.advice.models import Advice
from saksama.cases.advice.road import ROAD
from saksama.cases.problems import Problem
from saksama.cases.tracks import operations as tracks
from saksama.cases.tracks.models import Track
from saksama.documents import operations as documents
from saksama.documents.pdf import JSON
from saksama.people import scope
from saksama.people.models import Institution
from saksama.places.models import ElectionEvent, Office


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """What is advised, to whom. ``subject`` names nobody; ``what`` and ``advised`` are kept encrypted."""

    subject: str
    what: str
    advised: str
    seen_on: date
    way: str
    agency: str
    institution: Institution | None = None
    place: str = ""
    basis: str = ""
    number: str = ""


@transaction.atomic
def give_advice(
    office: Office,
    event: ElectionEvent,
    facts: AdviceFacts,
    *,
    letter: Mapping[str, JSON] | None = None,
    verify_base: str = "",
    actor: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Track:
    """Give advice for correction; the clock of its answer starts (AG-02).

    Args:   letter: data of the template ``advice_letter``; then the letter is issued and sealed.
    Raises: Problem letter_number_missing | agency_missing | in_the_future; scope.NotAllowed; DocumentProblem.
    """
    today = rules.local_day(at, office.zone)
    scope.allow(actor.account, ROAD.acts_with, office.code, today=today)
    if not facts.agency.strip():
        raise Problem("agency_missing")
    if facts.way == Advice.Way.LETTER and not facts.number.strip():
        raise Problem("letter_number_missing")
    if facts.seen_on > today:
        raise Problem("in_the_future", day=facts.seen_on)
    track = Track(
        road=ROAD.code, office=office, event=event, subject=facts.subject.strip(), agency=facts.agency.strip(),
        institution=facts.institution, is_sample=is_sample,
    )  # fmt: skip
    told = tracks.Told(number=facts.number, institution=None)
    tracks.open_track(track, "give", told, actor=actor, at=at, recorded_at=at)
    document = None
    if letter is not None:
        about = documents.Issue(
            office=office.code, actor=actor.code, at=at, subject=("track", str(track.pk)), verify_base=verify_base,
            number=facts.number.strip(),
        )  # fmt: skip
        document = documents.issue("advice_letter", letter, about)
    Advice.objects.create(
        track=track, way=facts.way, place=facts.place.strip(), seen_on=facts.seen_on, what=facts.what.strip(),
        advised=facts.advised.strip(), basis=facts.basis.strip(), given_by=actor.code, document=document,
    )  # fmt: skip
    return track
