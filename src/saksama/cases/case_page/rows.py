"""Parties, files, studies and outcomes, a row each."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from saksama.cases.case_page.record import Record, Shown
from saksama.cases.models import (
    Case,
    CaseFile,
    Clarification,
    InitialStudy,
    Outcome,
    Party,
)
from saksama.cases.operations.clarification import LAST_SUMMONS
from saksama.cases.scenes import Scene
from saksama.evidence.models import SealedFile
from saksama.law import load
from saksama.pages import formats


def party_row(scene: Scene, party: Party, record: Record) -> Shown:
    """A party in a line: respondents by name, others by a label and a lock."""
    mine = [item for item in record.clarifications if item.party_id == party.pk]
    state, word = _attendance(mine)
    line = f"{party.get_role_display()}, {party.post}" if party.post else party.get_role_display()
    sealed = party.is_sealed and party.identity_id is not None
    if party.is_sealed:
        line = _("Identity sealed.") if sealed else _("Not known to us.")
    return {
        "label": party.name or f"{party.get_role_display()} {party.label}",
        "line": line,
        "icon": "lock" if party.is_sealed else "user",
        "state": state,
        "word": word,
        "reveal_url": reverse("cases:reveal", args=[scene.case.pk, party.pk]) if sealed else "",
    }


def _attendance(summons: Sequence[Clarification]) -> tuple[str, str]:
    if not summons:
        return "", ""
    last = summons[-1]
    if last.attendance == Clarification.Attendance.CAME:
        return "ok", str(Clarification.Attendance.CAME.label)
    if last.attendance == Clarification.Attendance.PENDING:
        return "wait", _("summoned")
    return ("stopped", str(Clarification.Attendance.ABSENT.label)) if last.summons >= LAST_SUMMONS else (
        "today", _("to be summoned again")
    )  # fmt: skip


def file_row(scene: Scene, item: CaseFile, record: Record, *, may_read: bool) -> Shown:
    """A file in a line: name only for those who may open it; hash and whether it is intact for all."""
    sealed = item.sealed
    quarantined = sealed.status == SealedFile.Status.QUARANTINED
    size = formats.number(max(1, round(sealed.size / 1024)))
    line = _("%(kind)s, %(size)s KB") % {"kind": item.get_kind_display(), "size": size}
    if quarantined:
        line = _("In quarantine: %(reason)s") % {"reason": sealed.reason_sentence}
    if sealed.status == SealedFile.Status.ERASED:
        line = str(SealedFile.Status.ERASED.label)
    return {
        "name": item.title if may_read else item.get_kind_display(),
        "url": reverse("cases:file_history", args=[scene.case.pk, item.pk]) if may_read else "",
        "icon": "image" if sealed.is_image else _ICONS.get(sealed.media_type.partition("/")[0], "file-text"),
        "sha256": sealed.sha256,
        "intact": record.checked.get(
            sealed.pk, None if quarantined else sealed.status == SealedFile.Status.SEALED
        ),
        "line": line,
    }


_ICONS = {"image": "image", "audio": "mic", "video": "video"}


def initial_study_row(case: Case, study: InitialStudy) -> Shown:
    """A round of the initial study with the labels of its requirements."""
    lang = get_language() or "id"
    labels = {
        item.code: item.label.of(lang) for item in load().on(case.received_on, case.regime).requirements()
    }
    checks = [
        {
            "label": labels.get(check.requirement, check.requirement),
            "is_met": check.is_met,
            "missing": check.missing,
        }
        for check in study.checks.all()
    ]
    return {
        "study": study,
        "checks": checks,
        "met": sum(check["is_met"] for check in checks),
        "all": len(checks),
    }


def outcome_row(case: Case, outcome: Outcome, zone: str) -> Shown:
    """An outcome with the words of the law on the day of the decision."""
    lang = get_language() or "id"
    known = load().on(outcome.plenary.held_on, case.regime).violation_class(outcome.violation_class)
    return {
        "outcome": outcome,
        "label": known.label.of(lang),
        "destination": known.destination.label.of(lang) if outcome.destination else "",
        "forwarding": getattr(outcome, "forwarding", None),
    }
