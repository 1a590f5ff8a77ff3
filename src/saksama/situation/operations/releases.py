"""Press releases: draft, quotes, review, publication, correction, withdrawal."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from saksama.cases.actors import Actor
from saksama.cases.queries import holders_of
from saksama.journal.operations import record
from saksama.people import scope
from saksama.places.models import Office
from saksama.situation import transitions as t
from saksama.situation.models import Release, ReleaseNote, ReleaseQuote, ReleaseValue
from saksama.situation.operations.doubting import settle
from saksama.situation.problems import Problem
from saksama.situation.releases.drafting import Draft
from saksama.situation.rules import releasing

TWO_EYES = 2
"""With this many people who may approve, nobody approves the own text."""


@transaction.atomic
def draft_release(
    draft: Draft, *, office: Office, on: date, actor: Actor, at: datetime, is_sample: bool = False
) -> Release:
    """Keep a first draft with its values pinned to ``on``.

    Raises: scope.OutOfSight, scope.Refused.
    """
    scope.allow(actor.account, "write_release", office.code, today=scope.local_day(at, office.code))
    release = Release.objects.create(
        office=office, on=on, title=draft.title, text=draft.text, author=actor.code, created_at=at,
        is_sample=is_sample,
    )  # fmt: skip
    ReleaseValue.objects.bulk_create(
        ReleaseValue(
            release=release, name=value.name, label=value.label, value=value.value, as_of=value.as_of,
            source=value.source, path=value.path, is_figure=value.is_figure,
        )
        for value in draft.values
    )  # fmt: skip
    _note(release, "release_drafted", actor, at, {"on": on.isoformat()})
    return release


@transaction.atomic
def write_release(
    release: Release, *, title: str, text: str, version: int, actor: Actor, at: datetime
) -> Release:
    """Replace the draft's text.

    Raises: Problem moved_on | wrong_state | text_missing | unknown_name.
    """
    held = _lawful(release, "write_release", version=version, actor=actor, at=at)
    if not title.strip() or not text.strip():
        raise Problem("text_missing")
    known = [*held.values.values_list("name", flat=True), *_quote_names(held)]
    if unknown := releasing.unknown_in(f"{title}\n{text}", known):
        raise Problem("unknown_name", names=", ".join(f"{{{name}}}" for name in unknown))
    held.title, held.text, held.author = title.strip(), text.strip(), actor.code
    return _done(held, "write_release", actor, at)


@transaction.atomic
def add_quote(
    release: Release, quote: releasing.Quote, *, basis: str, actor: Actor, at: datetime
) -> ReleaseQuote:
    """Enter what somebody said, with where it is on record.

    Raises: Problem wrong_state | quote_incomplete.
    """
    held = _lawful(release, "add_quote", version=None, actor=actor, at=at)
    if not quote.words.strip() or not quote.speaker.strip() or not basis.strip():
        raise Problem("quote_incomplete")
    row = ReleaseQuote.objects.create(
        release=held, place=held.quotes.count() + 1, words=quote.words.strip(), speaker=quote.speaker.strip(),
        post=quote.post.strip(), basis=basis.strip(), entered_by=actor.code, entered_at=at,
    )  # fmt: skip
    _done(held, "add_quote", actor, at)
    return row


@transaction.atomic
def remove_quote(release: Release, place: int, *, actor: Actor, at: datetime) -> Release:
    """Take a quote out of the draft; the later ones move up, in the text as well.

    Raises: Problem wrong_state.
    """
    held = _lawful(release, "remove_quote", version=None, actor=actor, at=at)
    held.quotes.filter(place=place).delete()
    held.text = held.text.replace(f"{{quote_{place}}}", "")
    for row in held.quotes.filter(place__gt=place).order_by("place"):
        held.text = held.text.replace(f"{{quote_{row.place}}}", f"{{quote_{row.place - 1}}}")
        row.place -= 1
        row.save(update_fields=["place"])
    return _done(held, "remove_quote", actor, at)


@transaction.atomic
def submit_release(release: Release, *, version: int, actor: Actor, at: datetime) -> Release:
    """Ask for review.

    Raises: Problem moved_on | wrong_state.
    """
    held = _lawful(release, "submit_release", version=version, actor=actor, at=at)
    return _done(held, "submit_release", actor, at)


@transaction.atomic
def return_release(release: Release, *, reason: str, actor: Actor, at: datetime) -> Release:
    """Give it back to the author with a reason.

    Raises: Problem wrong_state | reason_missing.
    """
    held = _lawful(release, "return_release", version=None, actor=actor, at=at)
    _say(held, ReleaseNote.Kind.RETURNED, reason, actor, at)
    return _done(held, "return_release", actor, at)


@transaction.atomic
def publish_release(release: Release, *, version: int, actor: Actor, at: datetime) -> Release:
    """Put it on the public page. Who wrote the text does not approve it where the office has somebody else.

    Raises: Problem moved_on | wrong_state | own_text.
    """
    held = _lawful(release, "publish_release", version=version, actor=actor, at=at)
    today = scope.local_day(at, held.office_id)
    others = holders_of("approve_release", held.office_id, on=today)
    if held.author == actor.code and others.count() >= TWO_EYES:
        raise Problem("own_text")
    held.approved_by, held.published_at, held.published_on = actor.code, at, today
    held.slug = _slug(held, today)
    return _done(held, "publish_release", actor, at)


@transaction.atomic
def correct_release(release: Release, *, text: str, actor: Actor, at: datetime) -> Release:
    """Publish a correction beside the text; the text itself stays as it was published.

    Raises: Problem wrong_state | reason_missing.
    """
    held = _lawful(release, "correct_release", version=None, actor=actor, at=at)
    _say(held, ReleaseNote.Kind.CORRECTED, text, actor, at)
    settle(held, at=at)
    return _done(held, "correct_release", actor, at)


@transaction.atomic
def withdraw_release(release: Release, *, reason: str, actor: Actor, at: datetime) -> Release:
    """Take the text off the public page; address, headline and reason stay.

    Raises: Problem wrong_state | reason_missing.
    """
    held = _lawful(release, "withdraw_release", version=None, actor=actor, at=at)
    _say(held, ReleaseNote.Kind.WITHDRAWN, reason, actor, at)
    settle(held, at=at)
    return _done(held, "withdraw_release", actor, at)


def _lawful(release: Release, act: str, *, version: int | None, actor: Actor, at: datetime) -> Release:
    """The locked release, when ``act`` is allowed on it now."""
    held: Release = Release.objects.select_for_update().get(pk=release.pk)
    scope.allow(
        actor.account, t.permission_of(act), held.office_id, today=scope.local_day(at, held.office_id)
    )
    if version is not None and version != held.version:
        raise Problem("moved_on")
    if t.find_move(held.state, act) is None:
        raise Problem("wrong_state", state=Release.State(held.state).label)
    return held


def _done(held: Release, act: str, actor: Actor, at: datetime) -> Release:
    move = t.find_move(held.state, act)
    assert move is not None, f"{act} was not checked by _lawful()"
    held.state, held.version = move.to or held.state, held.version + 1
    held.save()
    _note(held, act, actor, at, {"to": str(held.state), "version": held.version})
    return held


def _say(held: Release, kind: str, text: str, actor: Actor, at: datetime) -> None:
    if not text.strip():
        raise Problem("reason_missing")
    on = scope.local_day(at, held.office_id)
    ReleaseNote.objects.create(release=held, kind=kind, text=text.strip(), at=at, on=on, author=actor.code)


def _slug(held: Release, on: date) -> str:
    filled = releasing.filled(held.title, dict(held.values.values_list("name", "value")))
    return f"{on:%Y-%m-%d}-{slugify(filled)[:80].strip('-') or 'siaran-pers'}-{_short(held.pk)}"


def _short(pk: UUID) -> str:
    return pk.hex[:6]


def _quote_names(held: Release) -> list[str]:
    return [f"quote_{place}" for place in held.quotes.values_list("place", flat=True)]


def _note(release: Release, act: str, actor: Actor, at: datetime, facts: dict[str, str | int]) -> None:
    record(
        act=act, office=release.office_id, subject=("release", str(release.pk)), actor=actor.code, at=at,
        facts=facts,
    )  # fmt: skip
