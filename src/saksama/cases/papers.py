"""What the papers of a case say: plain values for the templates of the documents room.

Papers are written in Indonesian, the language of the office, whatever the officer's screen shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from saksama.cases import rules, sentences
from saksama.cases.models import (
    Case,
    Clarification,
    Clock,
    Outcome,
    Plenary,
    PlenaryVote,
    ShortcomingsNotice,
    StatusNotice,
)
from saksama.documents import letterheads, qr
from saksama.evidence.models import SealedFile
from saksama.law import Form, Quorum, load
from saksama.pages import formats, strips

LANGUAGE = "id"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: template, form in the law's series, and what its own data are."""

    template: str
    form: str
    data: Callable[["Occasion"], Data]


@dataclass(frozen=True, slots=True)
class Occasion:
    """The case, the row the paper is about, the day it is written, and what only this request knows."""

    case: Case
    row: Any
    today: date
    at: datetime
    tracking_code: str = ""
    tracking_url: str = ""
    opened: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Sealed identities that somebody opened for this paper, by party: printed in place of the label."""

    @property
    def zone(self) -> str:
        return self.case.office.zone


def data_of(paper: Paper, occasion: Occasion) -> Data:
    """Everything the template takes."""
    case = occasion.case
    form = load().on(case.received_on, case.regime).form(paper.form) if paper.form else None
    common: Data = {
        "office": letterheads.of(case.office),
        "issued_on": occasion.today.isoformat(),
        "as_of": formats.long_moment(occasion.at, occasion.zone),
        "sample": case.is_sample,
        "place_and_day": _place_and_day(case, occasion.today),
    }
    found = {**common, **_form(form), **paper.data(occasion)}
    found["unsure"] = [*_unsure_form(form), *found.get("unsure", [])]
    return found


def _form(form: Form | None) -> Data:
    """Code of the form; none is printed where no source gives one."""
    return {"form": form.code, "form_unsure": not form.source.is_confirmed} if form and form.code else {}


def _unsure_form(form: Form | None) -> list[str]:
    if form is None or form.source.is_confirmed:
        return []
    if not form.code:
        return [_("No source read gives this form a code; none is printed.")]
    return [_("Code of the form: %(code)s.") % {"code": form.code}]


def _place_and_day(case: Case, day: date) -> str:
    return f"{case.office.seat}, {formats.plain_date(day)}" if case.office.seat else formats.plain_date(day)


def _letter(case: Case, name: str, capacity: str) -> Data:
    """What every letter has: whom it goes to, and an empty line for the signature."""
    chair = _("Chair of %(office)s") % {"office": case.office.name}
    return {
        "addressee": {"name": name, "as": capacity, "address": ""},
        "signers": [{"post": chair, "name": ""}],
        "case_number": case.number,
    }


# --- receipt -----------------------------------------------------------------------------------------


def _receipt(occasion: Occasion) -> Data:
    """The receipt; with the tracking code only for the session that has just received the report."""
    case = occasion.case
    shown = rules.shown_tracking_code(occasion.tracking_code)
    study = case.clocks.filter(step="initial_study").order_by("id").first()
    files = case.files.filter(added_on=case.received_on).select_related("sealed")
    return {
        "title": _("Receipt for a report"),
        "number": case.number_received or case.number,
        "number_unsure": not case.office.region_code_confirmed,
        "received": formats.long_moment(case.received_at, occasion.zone),
        "channel": str(case.get_channel_display()),
        "receipt_note": _("Received outside receipt hours; recorded at its own time.")
        if case.outside_hours
        else "",
        "tracking_code": shown or _("kept by the reporter"),
        "tracking_url": occasion.tracking_url,
        "tracking_qr_svg": qr.image(occasion.tracking_url),
        "attachments": [
            {"label": _attachment(place, item.sealed), "sha256": item.sealed.sha256}
            for place, item in enumerate(files, start=1)
        ],
        "next_steps": _next_steps(study),
        "unsure": [*_unsure_region(case), *_unsure_clock(study)],
    }


def _unsure_region(case: Case) -> list[str]:
    """Bawaslu's own region code inside the number, while nobody has confirmed it."""
    code = case.office.bawaslu_region_code
    if case.office.region_code_confirmed or not code:
        return []
    return [_("Region code in the number: %(code)s.") % {"code": code}]


def _attachment(place: int, sealed: SealedFile) -> str:
    kind = _("picture") if sealed.is_image else _("file")
    size = formats.number(max(1, round(sealed.size / 1024)))
    return _("Attachment %(place)s: %(kind)s, %(size)s KB") % {"place": place, "kind": kind, "size": size}


def _next_steps(study: Clock | None) -> list[Data]:
    by = (
        _("By %(due)s at the latest.") % {"due": formats.long_date(study.due_on)}
        if study and study.due_on
        else ""
    )
    return [
        {"what": _("We check whether it is complete"), "when": by, "unsure": bool(by) and _is_unsure(study)},
        {"what": _("If something is missing, we tell you"), "when": _("You can complete it.")},
        {
            "what": _("If it is complete, it is registered"),
            "when": _("After the members have met in plenary."),
        },
        {
            "what": _("We tell you the result with its reasons"),
            "when": _("It stands on the tracking page after the plenary."),
        },
    ]


def _is_unsure(clock: Clock | None) -> bool:
    return clock is not None and clock.explanation.get("confidence") != "sure"


def _unsure_clock(clock: Clock | None) -> list[str]:
    """The clock a lawyer has not confirmed, with its source."""
    if clock is None or not _is_unsure(clock) or not clock.explanation:
        return []
    source = strips.citation(clock.explanation["source"])
    return [f"{clock.rule}: {strips.length_words(clock.explanation)}, {source}."]


# --- letters -----------------------------------------------------------------------------------------


def _shortcomings(occasion: Occasion) -> Data:
    case, notice = occasion.case, occasion.row
    known = {item.code: item for item in load().on(case.received_on, case.regime).requirements()}
    clock = case.clocks.filter(step="completion").order_by("-id").first()
    kinds = {"formal": _("formal requirement"), "material": _("material requirement")}
    missing = [
        {
            "what": known[check.requirement].label.of(LANGUAGE),
            "kind": kinds[known[check.requirement].kind],
            "remedy": check.missing,
        }
        for check in notice.study.checks.filter(is_met=False)
        if check.requirement in known
    ]
    due = formats.long_date(clock.due_on) if clock and clock.due_on else ""
    return {
        **_letter(case, _("The reporter"), _("Reporter")),
        "title": _("Notice of what is missing in a report"),
        "number": notice.number,
        "received": formats.long_moment(case.received_at, occasion.zone),
        "missing": missing,
        "due": due,
        "due_unsure": _is_unsure(clock),
        "due_reason": f"{strips.length_words(clock.explanation)} ({clock.rule})."
        if clock and clock.explanation
        else "",
        "how": _("You can complete it on the tracking page with the code on your receipt, or at our office."),
        "unsure": _unsure_clock(clock),
    }


def _invitation(occasion: Occasion) -> Data:
    case, summons = occasion.case, occasion.row
    party = summons.party
    earlier = case.clarifications.filter(party=party, summons=1).first() if summons.summons > 1 else None
    return {
        **_letter(case, _invited(occasion), str(party.get_role_display())),
        "title": _("Invitation to clarify"),
        "number": summons.number,
        "capacity": str(party.get_role_display()).lower(),
        "day": formats.long_date(summons.scheduled_at.astimezone(formats.as_zone(occasion.zone))),
        "time": formats.clock_time(summons.scheduled_at, occasion.zone),
        "venue": summons.place,
        "bring": [_("Identity card"), _("Documents about the matter, if there are any")],
        "summons": summons.summons,
        "first_summons": formats.long_date(earlier.invited_at.astimezone(formats.as_zone(occasion.zone)))
        if earlier
        else "",
        "contact": "",
    }


def _invited(occasion: Occasion) -> str:
    """A respondent by name; others by name only where the identity was opened for this very letter."""
    party = occasion.row.party
    opened = occasion.opened.get(party.pk, {}).get("name", "")
    return party.name or opened or f"{party.get_role_display()} {party.label}"


def _status(occasion: Occasion) -> Data:
    case, notice = occasion.case, occasion.row
    outcomes = list(case.outcomes.select_related("plenary"))
    decided = outcomes[0].plenary.held_on if outcomes else None
    return {
        **_letter(case, _("The reporter"), _("Reporter")),
        "title": _("Notice of the status of a report"),
        "number": notice.number,
        "subject": _("your report"),
        "received": formats.long_moment(case.received_at, occasion.zone),
        "registered": formats.long_date(case.registered_on) if case.registered_on else "",
        "decided": formats.long_date(decided) if decided else "",
        "status": sentences.state_name(case.state),
        "outcomes": [_outcome(case, item) for item in outcomes],
        "reasons": notice.text,
    }


def _outcome(case: Case, outcome: Outcome) -> Data:
    known = load().on(outcome.plenary.held_on, case.regime).violation_class(outcome.violation_class)
    return {
        "class": known.label.of(LANGUAGE),
        "result": str(outcome.get_result_display()),
        "destination": known.destination.label.of(LANGUAGE) if outcome.destination else "",
    }


# --- minutes of a plenary ----------------------------------------------------------------------------


def _minutes(occasion: Occasion) -> Data:
    case, plenary = occasion.case, occasion.row
    votes = list(plenary.votes.select_related("member"))
    quorum = load().on(plenary.held_on, case.regime).quorum
    post = _("Member")
    return {
        "title": _("Minutes of the plenary"),
        "number": plenary.number,
        "held": formats.long_moment(plenary.held_at, occasion.zone),
        "opening": _("The members of %(office)s met in plenary to decide on the matter below.")
        % {"office": case.office.name},
        "attendance": [{"name": vote.member.name, "post": post, "presence": _("present")} for vote in votes],
        "quorum": quorum_told(len(votes), plenary.members_total, quorum),
        "quorum_unsure": not quorum.source.is_confirmed,
        "matters": [matter(case, plenary)],
        "signers": [{"post": post, "name": vote.member.name} for vote in votes],
        "unsure": unsure_quorum(quorum),
    }


def quorum_told(present: int, total: int, quorum: Quorum) -> str:
    """*4 dari 5 anggota hadir …*"""
    return _("%(present)s of %(total)s members were present; at least %(needed)s are needed.") % {
        "present": present, "total": total, "needed": quorum.needed(total),
    }  # fmt: skip


def unsure_quorum(quorum: Quorum) -> list[str]:
    """The quorum among what no lawyer has confirmed."""
    return (
        []
        if quorum.source.is_confirmed
        else [_("Quorum of the plenary: %(act)s.") % {"act": quorum.source.act}]
    )


def matter(case: Case, plenary: Plenary) -> Data:
    """One decided case in minutes: outcomes, votes, dissent, decision; as rows, and as lines for Word."""
    votes = list(plenary.votes.select_related("member"))
    agree = [vote for vote in votes if vote.vote == PlenaryVote.Vote.AGREE]
    dissent = [vote for vote in votes if vote.vote == PlenaryVote.Vote.DISSENT]
    outcomes = [
        {"respondent": item.respondent.name, **_outcome(case, item)}
        for item in plenary.outcomes.select_related("respondent", "plenary")
    ]
    return {
        "heading": case.number,
        "summary": case.title,
        "outcomes": outcomes,
        "votes": [
            {"member": vote.member.name, "vote": str(vote.get_vote_display()), "reason": vote.reason}
            for vote in votes
        ],
        "dissent": "; ".join(f"{vote.member.name}: {vote.reason}" for vote in dissent),
        "decision": _("%(purpose)s. %(agree)s for, %(dissent)s against. %(reasons)s") % {
            "purpose": plenary.get_purpose_display(), "agree": len(agree), "dissent": len(dissent),
            "reasons": plenary.reasons,
        },
        "outcomes_told": "; ".join(_told(item) for item in outcomes),
        "votes_told": "; ".join(f"{vote.member.name}: {vote.get_vote_display()}" for vote in votes),
    }  # fmt: skip


def _told(outcome: Data) -> str:
    """An outcome in one line: *Terlapor, pidana: pelanggaran → Polres*."""
    said = f"{outcome['respondent']}, {outcome['class']}: {outcome['result']}"
    return f"{said} → {outcome['destination']}" if outcome["destination"] else said


PAPERS: Mapping[str, Paper] = {
    "receipt": Paper("receipt", "receipt", _receipt),
    "shortcomings": Paper("shortcomings_notice", "completion_notice", _shortcomings),
    "invitation": Paper("clarification_invitation", "clarification_invitation", _invitation),
    "plenary": Paper("plenary_minutes", "", _minutes),
    "status": Paper("status_notice", "status_notice", _status),
}

ROWS: Mapping[str, Any] = {
    "shortcomings": ShortcomingsNotice,
    "invitation": Clarification,
    "plenary": Plenary,
    "status": StatusNotice,
}
"""Papers that are about one row of the case; the receipt is about the case itself."""
