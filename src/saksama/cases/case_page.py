"""What the case page shows, gathered with a number of questions that does not grow with the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from saksama.cases import queries, rules, sentences, wording
from saksama.cases import transitions as t
from saksama.cases.models import (
    Case,
    CaseAct,
    CaseFile,
    Clarification,
    Clock,
    InitialStudy,
    Outcome,
    Party,
    Plenary,
    PlenaryVote,
    ShortcomingsNotice,
    StatusNotice,
    Study,
    Transfer,
)
from saksama.cases.operations.clarification import LAST_SUMMONS
from saksama.cases.problems import Problem
from saksama.cases.scenes import Scene
from saksama.evidence.models import Custody, SealedFile
from saksama.law import LawError, load
from saksama.pages import formats
from saksama.pages.templatetags.pages import breakable
from saksama.people import scope

Shown = dict[str, Any]


@dataclass(slots=True)
class Record:
    """Everything of one case, read once."""

    acts: list[CaseAct]
    clocks: list[Clock]
    parties: list[Party]
    files: list[CaseFile]
    initial_studies: list[InitialStudy]
    shortcomings: list[ShortcomingsNotice]
    clarifications: list[Clarification]
    studies: list[Study]
    plenaries: list[Plenary]
    outcomes: list[Outcome]
    notices: list[StatusNotice]
    transfers: list[Transfer]
    classes: list[str]
    checked: dict[Any, bool]
    names: dict[str, str] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """``{label: how a person says it}``: respondents by name, others with their role."""
        return {
            party.label: party.name or f"{party.get_role_display()} {party.label}" for party in self.parties
        }

    @property
    def open_transfer(self) -> Transfer | None:
        return next((item for item in self.transfers if item.received_at is None), None)

    @property
    def main_clock(self) -> Clock | None:
        """The open clock that ends first."""
        running = [clock for clock in self.clocks if clock.ended_on is None and clock.due_on]
        return min(running, key=lambda clock: (clock.due_on, clock.pk), default=None)


def read(case: Case) -> Record:
    """Read the whole record of a case: one question for each kind of thing in it."""
    votes = Prefetch("votes", PlenaryVote.objects.select_related("member"))
    files = list(case.files.select_related("sealed"))
    acts = list(case.acts.all())
    record = Record(
        acts=acts,
        clocks=list(case.clocks.all()),
        parties=list(case.parties.select_related("identity", "acts_for")),
        files=files,
        initial_studies=list(case.initial_studies.prefetch_related("checks")),
        shortcomings=list(case.shortcomings_notices.all()),
        clarifications=list(case.clarifications.select_related("party")),
        studies=list(case.studies.all()),
        plenaries=list(case.plenaries.prefetch_related(votes)),
        outcomes=list(case.outcomes.select_related("respondent", "plenary", "forwarding")),
        notices=list(case.status_notices.all()),
        transfers=list(case.transfers.select_related("from_office", "to_office")),
        classes=list(
            case.classes.filter(dropped_on=None).order_by("id").values_list("violation_class", flat=True)
        ),
        checked=_checked(files),
    )
    codes = {act.actor for act in acts} | {str(act.facts.get("owner", "")) for act in acts}
    codes |= {item.sent_by for item in record.transfers} | {study.author for study in record.studies}
    record.names = queries.names_of(codes)
    record.offices = wording.office_names(wording.office_codes(acts))
    return record


def _checked(files: Sequence[CaseFile]) -> dict[Any, bool]:
    """``{sealed file: intact}`` as the last check against the hash found it."""
    rows = Custody.objects.filter(file__in=[item.sealed_id for item in files], act=Custody.Act.VERIFIED)
    return {
        row.file_id: bool(row.line.facts.get("intact")) for row in rows.select_related("line").order_by("pk")
    }


def build(scene: Scene) -> Shown:
    """The context of the case page."""
    case, record = scene.case, read(scene.case)
    may_read = scope.allows(scene.account, "view_files", case.office_id, today=scene.today)
    acts = acts_of(scene, record)
    return {
        "record": record,
        "class_labels": class_labels(case, record.classes),
        "sentence": sentence(case, record.main_clock, scene.today),
        "public": public_sentence(case, record.main_clock),
        "clock": main_clock(case, record, scene),
        "clock_lines": clock_lines(case, record, scene),
        "acts": [item for item in acts if not item["is_care"]] + ahead(case),
        "care": [item for item in acts if item["is_care"]],
        "parties": [party_row(scene, party, record) for party in record.parties],
        "files": [file_row(scene, item, record, may_read=may_read) for item in record.files],
        "initial_studies": [initial_study_row(case, study) for study in record.initial_studies],
        "clarifications": record.clarifications,
        "plenaries": record.plenaries,
        "outcomes": [outcome_row(case, outcome, scene.zone) for outcome in record.outcomes],
        "may_read": may_read,
        "events": events(case, record),
        "facts": facts(case),
        "papers": papers(case, record),
    }


# --- the state in a sentence -------------------------------------------------------------------------


def sentence(case: Case, clock: Clock | None, today: date) -> Shown:
    """``{state, lead, text}`` of the status sentence. A published matter is never late (decision 12)."""
    told = sentences.SENTENCES[case.state]
    due = formats.long_date(clock.due_on) if clock and clock.due_on else None
    text = sentences.follows(case.state, None if case.is_published else due)
    glyph = told.glyph
    if clock and clock.due_on and not case.is_published:
        limit = rules.limit_on(today, due_on=clock.due_on, other_due_on=clock.other_due_on)
        glyph, more = _standing(limit, clock, today, glyph)
        text = f"{text} {more}".strip()
    return {"state": glyph, "lead": told.bold, "text": text}


def _standing(limit: rules.Limit, clock: Clock, today: date, glyph: str) -> tuple[str, str]:
    assert clock.due_on is not None
    if limit is rules.Limit.TODAY:
        return "today", _("That is today.")
    if limit is rules.Limit.BETWEEN:
        return "late", _("The earlier reading has passed; nothing is refused before %(due)s.") % {
            "due": formats.long_date(clock.other_due_on)
        }
    if limit is rules.Limit.PASSED:
        over = (today - clock.due_on).days
        return "late", ngettext(
            "The limit passed %(count)s day ago.", "The limit passed %(count)s days ago.", over
        ) % {"count": over}
    return glyph, ""


def public_sentence(case: Case, clock: Clock | None) -> str:
    """What the reporter reads on the tracking page."""
    due = formats.long_date(clock.due_on) if clock and clock.due_on and not case.is_published else None
    return sentences.public(case.state, due)


def class_labels(case: Case, classes: Sequence[str]) -> list[str]:
    """Names of classes, as the law has them on the day of receipt."""
    lang = get_language() or "id"
    known = {item.code: item.label.of(lang) for item in load().on(case.received_on, case.regime).classes()}
    return [known.get(code, code) for code in classes]


# --- clocks ------------------------------------------------------------------------------------------


def main_clock(case: Case, record: Record, scene: Scene) -> Shown | None:
    """What the clock component needs, or None when nothing runs or all is only published."""
    clock = record.main_clock
    if clock is None or case.is_published or not clock.explanation:
        return None
    return {
        "due": clock.explanation,
        "label": step_label(case, clock),
        "closes": f"24.00 {formats.zone_name(scene.zone)}" if clock.due_at is None else "",
        "notes": _notes(clock),
    }


_BEGINS_WITH: Mapping[str, str] = {
    "handling": t.REGISTERED,
    "extended_handling": t.REGISTERED,
    "initial_study": t.RECEIVED,
}


def _notes(clock: Clock) -> dict[str, str]:
    """The word beside the first day: *diregistrasi*."""
    state = _BEGINS_WITH.get(clock.step)
    return {clock.start_on.isoformat(): sentences.state_name(state).lower()} if state else {}


def step_label(case: Case, clock: Clock) -> str:
    """What the clock is for, in the words of the law's data."""
    try:
        rule = load().on(clock.start_on, case.regime)[clock.rule]
    except LawError:
        return clock.rule
    return rule.label.of(get_language() or "id")


def clock_lines(case: Case, record: Record, scene: Scene) -> list[Shown]:
    """The other clocks, one line each, in the order they were started."""
    shown_above = None if case.is_published else record.main_clock
    return [
        {
            "state": _clock_state(case, clock, scene.today),
            "label": step_label(case, clock),
            "text": _clock_text(case, clock),
        }
        for clock in record.clocks
        if shown_above is None or clock.pk != shown_above.pk
    ]


def _clock_state(case: Case, clock: Clock, today: date) -> str:
    if clock.ended_on is not None:
        return {Clock.Result.MET: "ok", Clock.Result.LATE: "late"}.get(
            Clock.Result(clock.result or "void"), "done"
        )
    if clock.due_on is None or case.is_published:
        return "unsure" if clock.due_on is None else "todo"
    return "late" if clock.due_on < today else "today" if clock.due_on == today else "todo"


def _clock_text(case: Case, clock: Clock) -> str:
    if clock.due_on is None:
        return _("no date could be counted: ask the administrator to complete the law data")
    due = formats.short_date(clock.due_on)
    if clock.ended_on is None:
        return _("limit %(due)s") % {"due": due}
    if clock.result == Clock.Result.VOID:
        return str(Clock.Result.VOID.label)
    done = formats.short_date(clock.ended_on)
    return (
        _("%(done)s, limit %(due)s") % {"due": due, "done": done}
        if clock.result == Clock.Result.LATE
        else done
    )


# --- acts --------------------------------------------------------------------------------------------


def acts_of(scene: Scene, record: Record) -> list[Shown]:
    """The lawful acts of the state: those that can be done first, the others locked with the reason."""
    coming = record.open_transfer
    moves = queries.next_acts(
        scene.case, scene.account, today=scene.today, coming_to=coming.to_office_id if coming else None
    )
    shown: list[Shown] = []
    for move, allowed in moves:
        if _concerns(move.act, scene, record) and not any(_same(move.act, item["act"]) for item in shown):
            shown.append(_act_row(move, scene, record, allowed=allowed))
    shown.sort(key=lambda item: bool(item["locked"]))
    offered = next((item for item in shown if not item["locked"] and not item["is_care"]), None)
    if offered:
        offered["main"] = True
    return shown


def _act_row(move: t.Move, scene: Scene, record: Record, *, allowed: bool) -> Shown:
    words = wording.WORDS[move.act]
    waits = blocked(move.act, scene, record)
    locked = waits or (
        ""
        if allowed
        else _("Your duty does not include this. %(roles)s may do it.") % {"roles": _roles(move)}
    )
    return {
        "act": move.act,
        "icon": words.icon,
        "label": words.label,
        "needs": words.needs,
        "button": words.button,
        "url": reverse("cases:act", args=[scene.case.pk, move.act]),
        "main": False,
        "locked": locked,
        "is_care": move.act in wording.CARE,
    }


def _same(one: str, other: str) -> bool:
    """The initial study is one form with two results."""
    return {one, other} == {"find_complete", "find_incomplete"}


def _roles(move: t.Move) -> str:
    return ", ".join(queries.role_names(move.permission))


def _concerns(act: str, scene: Scene, record: Record) -> bool:
    """Acts that make no sense on this very case are not shown at all."""
    case = scene.case
    if act in {"register_published", "note_publication"}:
        return case.is_published
    if act == "take_over_case":
        return queries.offices_above(case, scene.account, today=scene.today).exists()
    if act == "hand_over_case":
        transfer = record.open_transfer
        return transfer is not None and transfer.handed_over_at is None
    if act == "receive_delegation":
        return record.open_transfer is not None
    if act == "forward_outcome":
        return any(_waits_for_forwarding(outcome) for outcome in record.outcomes)
    if act == "record_clarification":
        return any(item.attendance == Clarification.Attendance.PENDING for item in record.clarifications)
    return True


def _waits_for_forwarding(outcome: Outcome) -> bool:
    return bool(outcome.destination) and not hasattr(outcome, "forwarding")


def blocked(act: str, scene: Scene, record: Record) -> str:
    """Why a lawful act would still be refused now; empty when it would not."""
    check = _BLOCKS.get(act)
    problem = check(scene, record) if check else None
    return problem.message if problem else ""


def _decision_waits(scene: Scene, record: Record) -> Problem | None:
    if not record.studies:
        return Problem("study_missing")
    if not any(party.role == Party.Role.RESPONDENT for party in record.parties):
        return Problem("respondent_missing")
    return None


def _closing_waits(scene: Scene, record: Record) -> Problem | None:
    waiting = [item for item in record.outcomes if _waits_for_forwarding(item)]
    if waiting:
        labels = class_labels(scene.case, [item.violation_class for item in waiting])
        return Problem("not_forwarded", missing=", ".join(labels))
    return None if record.notices else Problem("not_notified")


def _hearing_waits(scene: Scene, record: Record) -> Problem | None:
    pending = [item for item in record.clarifications if item.attendance == Clarification.Attendance.PENDING]
    earliest = min((item.scheduled_at for item in pending), default=scene.at)
    if earliest <= scene.at:
        return None
    return Problem("not_yet_held", when=formats.long_moment(earliest, scene.zone))


def _plenary_waits(scene: Scene, record: Record) -> Problem | None:
    return None if scene.case.office.members_count else Problem("members_unknown")


_BLOCKS: Mapping[str, Any] = {
    "decide": lambda scene, record: _decision_waits(scene, record) or _plenary_waits(scene, record),
    "accept_in_plenary": _plenary_waits,
    "decline_registration": _plenary_waits,
    "extend_handling": _plenary_waits,
    "close_case": _closing_waits,
    "record_clarification": _hearing_waits,
}


def ahead(case: Case) -> list[Shown]:
    """The next acts of the road, with a lock and what they wait for."""
    return [
        {"label": wording.WORDS[act].label, "locked": wording.WORDS[act].waits}
        for act in wording.acts_ahead(case.state, case.kind)
    ]


# --- parties, files, studies -------------------------------------------------------------------------


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


# --- history and facts -------------------------------------------------------------------------------


def events(case: Case, record: Record) -> list[Shown]:
    """The timeline, oldest first; the component turns it round for staff."""
    shown = [_event(act, case, record) for act in record.acts]
    if case.known_on:
        shown.insert(0, {"glyph": "todo", "title": _("It became known"), "at": case.known_on})
    if case.is_open and shown:
        last = shown[-1]
        shown[-1] = {**last, "glyph": "now"}
    return shown


def _event(act: CaseAct, case: Case, record: Record) -> Shown:
    who = _PROGRAM.get(act.actor) or record.names.get(act.actor, act.actor)
    parts = [act.reason.strip(), str(who)]
    return {
        "glyph": wording.WORDS[act.act].glyph,
        "title": breakable(
            wording.told(act, case, names=record.names, offices=record.offices, parties=record.labels)
        ),
        "at": act.effective_at,
        "line": " · ".join(part for part in parts if part),
    }


_PROGRAM: Mapping[str, Any] = {
    "public": gettext_lazy("the reporter, by the public form"),
    "system": gettext_lazy("the program"),
}


def facts(case: Case) -> list[tuple[str, Any]]:
    """The matter as told, in rows."""
    area = case.area.title if case.area and case.area.title not in case.where_text else ""
    place = ", ".join(part for part in (case.where_text, area) if part)
    days = [
        (_("Day of the event"), formats.long_date(case.occurred_on) if case.occurred_on else _("not known")),
        (_("Became known"), formats.long_date(case.known_on) if case.known_on else _("not known")),
    ]
    received = formats.long_moment(case.received_at, case.office.zone)
    if case.outside_hours:
        received = _("%(moment)s, outside receipt hours") % {"moment": received}
    rows = [(_("Place"), place or _("not known")), *days, (_("Received"), received)]
    rows.append((_("Way"), case.get_channel_display()))
    rows.append((_("Officer"), case.owner.name if case.owner else _("nobody yet")))
    rows.append((_("Office"), case.office.name))
    return rows


def papers(case: Case, record: Record) -> list[Shown]:
    """Documents that can be set now: ``[{label, url}]``."""

    def paper(kind: str, label: str, key: int | None = None) -> Shown:
        url = reverse("cases:paper", args=[case.pk, kind])
        return {"label": label, "url": f"{url}?nomor={key}" if key else url}

    found: list[Shown] = []
    if case.kind == t.REPORT and not case.is_published:
        found.append(paper("receipt", _("Receipt")))
    found += [
        paper("shortcomings", _("Notice of what is missing"), item.pk) for item in record.shortcomings[-1:]
    ]
    found += [
        paper(
            "invitation",
            _("Invitation %(summons)s to %(party)s") % {"party": item.party.label, "summons": item.summons},
            item.pk,
        )
        for item in record.clarifications
    ]
    found += [
        paper(
            "plenary",
            _("Minutes of the plenary: %(purpose)s") % {"purpose": item.get_purpose_display()},
            item.pk,
        )
        for item in record.plenaries
    ]
    found += [paper("status", _("Status notice"), item.pk) for item in record.notices[-1:]]
    return found
