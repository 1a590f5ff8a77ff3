"""What a court-ready bundle holds: the checklist of the forwarding file, and the lists that go with the papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saksama.cases import chronicle
from saksama.cases import queries as reads
from saksama.cases.chronicle.words import NO_PERSON
from saksama.cases.models import Case, CaseFile, Clarification, Party
from saksama.cases.papers import LANGUAGE, Occasion
from saksama.cases.paperwork import values
from saksama.cases.tracks.models import TrackAct
from saksama.documents import queries
from saksama.documents.models import IssuedDocument
from saksama.evidence.models import Custody, SealedFile
from saksama.journal.models import Line
from saksama.law import ForwardingPaper, load
from saksama.pages import formats

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the file must hold, and whether it does. ``note``: what is there, or what to do."""

    paper: ForwardingPaper
    is_there: bool
    note: str


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in a case now, read once."""

    case: Case
    issued: list[IssuedDocument]
    files: list[CaseFile]
    clarifications: list[Clarification]
    enclosures: Mapping[str, int]

    def count(self, *kinds: str) -> int:
        return sum(document.kind in kinds for document in self.issued)


def held(case: Case) -> Held:
    """Issued papers that have not been replaced, files, hearings, and files named for the checklist."""
    issued = [item for item in queries.about("case", str(case.pk)) if not hasattr(item, "replaced_by")]
    named: dict[str, int] = {}
    for item in case.enclosures.values_list("item", flat=True):
        named[item] = named.get(item, 0) + 1
    return Held(
        case=case,
        issued=[item for item in issued if item.kind != "case_index"],
        files=list(case.files.select_related("sealed").order_by("pk")),
        clarifications=list(case.clarifications.all()),
        enclosures=named,
    )


def checklist(there: Held) -> list[Item]:
    """Each thing of the forwarding file in the order of the law: there, or missing with what to do."""
    papers = load().on(there.case.received_on, there.case.regime).forwarding()
    return [_item(paper, there) for paper in papers]


def _item(paper: ForwardingPaper, there: Held) -> Item:
    if files := there.enclosures.get(paper.code, 0):
        return Item(paper, True, _("%(count)s files named") % {"count": files})
    found, wanted, note = _LOOKS.get(paper.code, _by_hand)(there)
    if wanted and found >= wanted:
        return Item(paper, True, note)
    if found:
        return Item(paper, False, _("%(found)s of %(wanted)s issued") % {"found": found, "wanted": wanted})
    return Item(paper, False, _MISSING[note]())


_MISSING: Mapping[str, Callable[[], str]] = {
    "issue": lambda: _("Not issued yet."),
    "hear": lambda: _("Nobody has been heard yet."),
    "file": lambda: _("Add the file to the case and name it here."),
    "evidence": lambda: _("The case has no evidence."),
}
Look = Callable[[Held], tuple[int, int, str]]


def _by_hand(there: Held) -> tuple[int, int, str]:
    return 0, 1, "file"


def _issued(*kinds: str) -> Look:
    def look(there: Held) -> tuple[int, int, str]:
        found = there.count(*kinds)
        return found, 1, _("issued") if found else "issue"

    return look


def _for_each(kind: str, concerned: Callable[[Clarification], bool]) -> Look:
    """As many issued as there are hearings of that sort."""

    def look(there: Held) -> tuple[int, int, str]:
        wanted = sum(map(concerned, there.clarifications))
        found = min(there.count(kind), wanted)
        if not wanted:
            return 0, 0, "hear"
        return found, wanted, _("%(count)s issued") % {"count": found} if found else "issue"

    return look


def _oaths(there: Held) -> tuple[int, int, str]:
    """Oath minutes of parties, witnesses and experts, as many as were asked to swear."""
    wanted = sum(_came(item) and item.took_oath is not None for item in there.clarifications)
    found = min(there.count("oath_minutes", "expert_oath_minutes"), wanted)
    if not wanted:
        return 0, 0, "hear"
    return found, wanted, _("%(count)s issued") % {"count": found} if found else "issue"


def _discussions(there: Held) -> tuple[int, int, str]:
    """Minutes of the discussions recorded on the road of Gakkumdu; named files where none is recorded."""
    held = TrackAct.objects.filter(track__case=there.case, track__road="gakkumdu", act__in=values.DISCUSSIONS)
    wanted = held.count()
    found = min(there.count("discussion_minutes"), wanted)
    if not wanted:
        return 0, 0, "file"
    return found, wanted, _("%(count)s issued") % {"count": found} if found else "issue"


def _made(there: Held) -> tuple[int, int, str]:
    return 1, 1, _("made with the bundle")


def _evidence(there: Held) -> tuple[int, int, str]:
    count = sum(item.kind == CaseFile.Kind.EVIDENCE for item in there.files)
    return count, 1, _("%(count)s files") % {"count": count} if count else "evidence"


def _came(item: Clarification) -> bool:
    return item.attendance == Clarification.Attendance.CAME


_LOOKS: Mapping[str, Look] = {
    "cover_letter": _issued("criminal_outcome"),
    "report_form": _issued("report_form", "finding_form"),
    "study": _issued("study"),
    "clarification_invitations": _for_each("clarification_invitation", lambda item: True),
    "clarification_minutes": _for_each("clarification_minutes", _came),
    "oath_minutes": _oaths,
    "discussion_minutes": _discussions,
    "index": _made,
    "witness_list": _made,
    "respondent_list": _made,
    "evidence_list": _made,
    "evidence": _evidence,
}


# --- the lists ---------------------------------------------------------------------------------------


def evidence_list(occasion: Occasion) -> Row:
    rows = [
        {
            "place": str(place),
            "title": values.file_label(item.sealed, place),
            "sealed": formats.long_moment(item.sealed.sealed_at, occasion.zone),
            "status": str(item.sealed.get_status_display()),
            "hash": item.sealed.sha256,
        }
        for place, item in enumerate(evidence_of(occasion.case), start=1)
    ]
    return {**values.common(occasion), "evidence": rows}


def evidence_of(case: Case) -> list[CaseFile]:
    """The pieces of evidence, in the order in which they came: their place is their number."""
    kept = case.files.filter(kind=CaseFile.Kind.EVIDENCE).select_related("sealed").order_by("pk")
    return list(kept)


def custody_list(occasion: Occasion) -> Row:
    """Who had which piece, when, and for what in the actor's own words; the program's own notes are left out."""
    place_of = {item.sealed_id: place for place, item in enumerate(evidence_of(occasion.case), start=1)}
    acts = Custody.objects.filter(file__in=place_of).select_related("line").order_by("at", "pk")
    rows = list(acts)
    names = reads.names_of({row.actor for row in rows})
    return {
        **values.common(occasion),
        "custody": [
            {
                "place": str(place_of[row.file_id]),
                "at": formats.long_moment(row.at, occasion.zone),
                "act": str(row.get_act_display()),
                "who": str(NO_PERSON.get(row.actor) or names.get(row.actor, row.actor)),
                "why": "" if row.why.startswith(("case ", "paper ")) else row.why,
                "line": mark(row.line),
            }
            for row in rows
        ],
    }


def party_list(occasion: Occasion) -> Row:
    told = values.common(occasion)
    heard = occasion.case.parties.exclude(role__in=(Party.Role.RESPONDENT, Party.Role.REPORTER)).order_by(
        "pk"
    )
    return {**told, "witnesses": [values.person(party, occasion) for party in heard]}


def checklist_values(occasion: Occasion, items: list[Item]) -> Row:
    there = sum(item.is_there for item in items)
    return {
        **values.common(occasion),
        "checklist": {
            "summary": _("%(there)s of %(all)s") % {"there": there, "all": len(items)},
            "rows": [
                {
                    "place": str(place),
                    "label": item.paper.label.of(LANGUAGE),
                    "state": _("there") if item.is_there else _("missing"),
                    "note": item.note,
                }
                for place, item in enumerate(items, start=1)
            ],
        },
    }


def journal_extract(occasion: Occasion) -> Row:
    """Everything done on the case, who did it, when, on which ground, and its line in the journal (decision 24)."""
    zone = occasion.case.office.zone
    return {
        **values.common(occasion),
        "journal": [
            {
                "place": str(place),
                "at": moment_of(entry, zone),
                "who": entry.who,
                "act": entry.what,
                "ground": entry.ground,
                "line": mark(entry.line),
            }
            for place, entry in enumerate(chronicle.entries_of(occasion.case), start=1)
        ],
    }


def moment_of(entry: chronicle.Entry, zone: str) -> str:
    """When it happened, and when it was entered where that was later."""
    told = formats.long_moment(entry.at, zone)
    if entry.recorded_at is None:
        return told
    return _("%(moment)s, entered %(later)s") % {
        "moment": told, "later": formats.short_moment(entry.recorded_at, zone),
    }  # fmt: skip


def mark(line: Line | None) -> str:
    """Where a line stands in its office's chain: ``64.02/118 3fa9c2``."""
    return f"{line.office}/{line.seq} {line.mac[:6]}" if line else ""


def can_be_copied(file: SealedFile) -> bool:
    """Neither erased nor in quarantine."""
    return file.status == SealedFile.Status.SEALED
