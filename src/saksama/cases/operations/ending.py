"""Other ends of a case: stopped, withdrawn, kept as preliminary information, tracing ended."""

from datetime import datetime

from django.db import transaction

from saksama.cases import transitions as t
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.operations import acting, clocks
from saksama.cases.problems import Problem
from saksama.cases.tracks import hand_overs


@transaction.atomic
def stop_case(case: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Stop handling, with a reason; the reporter is to be told."""
    case = acting.lawful(case, "stop_case", actor=actor, at=at, version=version)
    # of preliminary information nobody is known who could be told
    following = None if case.kind == t.INFORMATION else "status_notice"
    _end(case, "stop_case", reason, following=following, actor=actor, at=at)
    return case


@transaction.atomic
def withdraw_report(
    case: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """The reporter withdraws, which is possible only before registration (handling-rules 1.5, likely)."""
    case = acting.lawful(case, "withdraw_report", actor=actor, at=at, version=version)
    _end(case, "withdraw_report", reason, actor=actor, at=at)
    return case


@transaction.atomic
def keep_as_information(
    case: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """A report that was not registered may be kept as preliminary information and traced (PK-08)."""
    case = acting.lawful(case, "keep_as_information", actor=actor, at=at, version=version)
    if not reason.strip():
        raise Problem("reason_missing")
    clocks.start(case, "tracing", at=at)
    acting.done(case, "keep_as_information", actor=actor, at=at, reason=reason)
    return case


@transaction.atomic
def end_tracing(case: Case, *, reason: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Tracing has ended; what it found is the reason. A finding is proposed from its supervision record.

    Raises: Problem reason_missing; not_notified for a report that was not registered, while its reporter
            has not been told so.
    """
    case = acting.lawful(case, "end_tracing", actor=actor, at=at, version=version)
    if not reason.strip():
        raise Problem("reason_missing")
    if clocks.open_clock(case, "status_notice"):
        raise Problem("not_notified")
    clocks.end(case, "end_tracing", on=acting.day_of(case, at))
    acting.done(case, "end_tracing", actor=actor, at=at, reason=reason)
    return case


def _end(
    case: Case, act: str, reason: str, *, actor: Actor, at: datetime, following: str | None = None
) -> None:
    """End every clock, start the ``following`` one, do the act."""
    if not reason.strip():
        raise Problem("reason_missing")
    clocks.end_all(case, on=acting.day_of(case, at))
    hand_overs.stopped(case, reason=reason, at=at)
    if following:
        clocks.start(case, following, at=at)
    acting.done(case, act, actor=actor, at=at, reason=reason)
