"""What a court-ready bundle holds: the checklist of the forwarding file, and the lists that go with the papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from saksama.cases import queries as reads
from saksama.cases import wording
from saksama.cases.models import Case, CaseFile, Clarification, Party
from saksama.cases.papers import LANGUAGE, Occasion
from saksama.cases.paperwork import values
from saksama.documents import queries
from saksama.documents.models import IssuedDocument
from saksama.evidence.models import Custody, IdentityAct, SealedFile
from saksama.evidence.rules import Ground
from saksama.journal.models import Line
from saksama.journal.queries import lines_of
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
                "who": who(row.actor, names),
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
    """Every act on the case, who did it, when, on which ground, and its line in the journal (decision 24)."""
    case = occasion.case
    rows = [*_acts(occasion), *_other_lines(occasion), *_looks_at_people(occasion)]
    rows.sort(key=lambda row: (row["instant"], row["order"]))
    return {
        **values.common(occasion),
        "journal": [
            {
                "place": str(place),
                "at": formats.long_moment(row["instant"], case.office.zone),
                **{name: row[name] for name in ("who", "act", "ground", "line")},
            }
            for place, row in enumerate(rows, start=1)
        ],
    }


def _acts(occasion: Occasion) -> list[Row]:
    case = occasion.case
    acts = list(case.acts.all())
    lines = {line.facts.get("version"): line for line in lines_of(("case", str(case.pk)))}
    names = reads.names_of({act.actor for act in acts} | {str(act.facts.get("owner", "")) for act in acts})
    offices = wording.office_names(wording.office_codes(acts))
    parties = {
        party.label: party.name or f"{party.get_role_display()} {party.label}" for party in case.parties.all()
    }
    return [
        {
            "instant": act.effective_at,
            "order": act.seq,
            "who": who(act.actor, names),
            "act": wording.told(act, case, names=names, offices=offices, parties=parties),
            "ground": act.reason,
            "line": mark(lines.get(act.seq)),
        }
        for act in acts
    ]


def _other_lines(occasion: Occasion) -> list[Row]:
    """Lines about the case that are no act on it: papers issued, and what other rooms wrote."""
    found = [line for line in lines_of(("case", str(occasion.case.pk))) if "version" not in line.facts]
    names = reads.names_of({line.actor for line in found})
    kinds = dict(IssuedDocument._meta.get_field("kind").flatchoices)
    return [
        {
            "instant": line.effective_at,
            "order": 1_000_000 + line.seq,
            "who": who(line.actor, names),
            "act": _line_told(line, kinds),
            "ground": "",
            "line": mark(line),
        }
        for line in found
    ]  # fmt: skip


def _line_told(line: Line, kinds: Mapping[str, Any]) -> str:
    """A line about the case in words; one that another room wrote by its own name, which is stable."""
    facts = {**line.facts, "kind": kinds.get(line.facts.get("kind"), "")}
    facts.setdefault("number", "")
    known = {
        "document_issued": _("Issued: %(kind)s %(number)s"),
        "enclosure_named": _("File named for the checklist: %(item)s"),
        "article_chosen": _("Article put on the list of those to check: %(article)s"),
        "article_dropped": _("Article taken off the list: %(article)s"),
        "elements_marked": _("Elements of an article marked: %(article)s"),
    }
    return known[line.act] % facts if line.act in known else line.act.replace("_", " ")


def _looks_at_people(occasion: Occasion) -> list[Row]:
    """Each opening of a sealed identity, with its ground; never the name that was seen."""
    parties = {party.identity_id: party for party in occasion.case.parties.exclude(identity=None)}
    looks = IdentityAct.objects.filter(
        identity__in=list(parties), act=IdentityAct.Act.REVEALED
    ).select_related("line")
    rows = list(looks)
    names = reads.names_of({row.actor for row in rows})
    grounds = dict(Ground.choices)
    return [
        {
            "instant": row.at,
            "order": 2_000_000 + row.pk,
            "who": who(row.actor, names),
            "act": _("Identity opened: %(label)s") % {"label": parties[row.identity_id].label},
            "ground": str(grounds.get(row.ground, row.ground)),
            "line": mark(row.line),
        }
        for row in rows
    ]


def who(code: str, names: Mapping[str, str]) -> str:
    """The name of an actor; the public and the program by what they are."""
    known = {"public": _("the reporter, by the public form"), "system": _("the program")}
    return known.get(code) or names.get(code, code)


def mark(line: Line | None) -> str:
    """Where a line stands in its office's chain: ``64.02/118 3fa9c2``."""
    return f"{line.office}/{line.seq} {line.mac[:6]}" if line else ""


def can_be_copied(file: SealedFile) -> bool:
    """Neither erased nor in quarantine."""
    return file.status == SealedFile.Status.SEALED
