"""Plain values of a case for the blanks of the documents room, in Indonesian whatever the officer's screen shows.

A sealed person is printed by role and label, unless somebody opened the identity for this very paper (decision 14).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from saksama.cases.models import (
    Case,
    CaseFile,
    Clarification,
    ElementMark,
    Outcome,
    Party,
    Study,
    Transfer,
)
from saksama.cases.papers import LANGUAGE, Occasion
from saksama.cases.tracks.models import TrackAct
from saksama.cases.tracks.roads import ROADS
from saksama.evidence.models import SealedFile
from saksama.law import load
from saksama.pages import formats
from saksama.places.models import Area, Level
from saksama.places.rules import lineage

Values = dict[str, Any]


def common(occasion: Occasion) -> Values:
    """The case, its people and its files: what most forms ask."""
    case = occasion.case
    parties = list(case.parties.order_by("pk"))
    reporter = next((one for one in parties if one.role == Party.Role.REPORTER), None)
    attorney = next((one for one in parties if one.role == Party.Role.REPRESENTATIVE), None)
    respondents = [one for one in parties if one.role == Party.Role.RESPONDENT]
    return {
        "case": {**about(case), "respondents": ", ".join(one.name for one in respondents)},
        "office": {"name": case.office.name},
        "reporter": person(reporter, occasion) if reporter else {},
        "representative": person(attorney, occasion) if attorney else {},
        "respondents": [person(one, occasion) for one in respondents],
        "witnesses": [person(one, occasion) for one in parties if one.role == Party.Role.WITNESS],
        "files": files(case.files.select_related("sealed").order_by("pk")),
    }


def about(case: Case) -> Values:
    """The matter itself."""
    zone = case.office.zone
    area = case.area.title if case.area and case.area.title not in case.where_text else ""
    return {
        "number": case.number,
        "number_received": case.number_received or case.number,
        "title": case.title,
        "what": case.what,
        "where": ", ".join(part for part in (case.where_text, area) if part),
        "occurred": formats.long_date(case.occurred_on) if case.occurred_on else "",
        "known": formats.long_date(case.known_on) if case.known_on else "",
        "received": formats.long_moment(case.received_at, zone),
        "registered": formats.long_date(case.registered_on) if case.registered_on else "",
        "channel": str(case.get_channel_display()),
    }


def person(party: Party, occasion: Occasion) -> Values:
    """A respondent as named; another party by role and label, or as opened for this paper."""
    if party.role == Party.Role.RESPONDENT:
        details = party.details if isinstance(party.details, Mapping) else {}
        return {
            "name": party.name,
            "post": party.post,
            "role": str(party.get_role_display()).lower(),
            "address": details.get("address", ""),
            "phone": details.get("phone", ""),
            "occupation": party.post,
        }
    opened = occasion.opened.get(party.pk, {})
    role = str(party.get_role_display())
    birth = [opened.get("birth_place", ""), _day(opened.get("birth_date", ""))]
    return {
        **{
            key: opened.get(key, "")
            for key in ("address", "phone", "email", "sex", "occupation", "citizenship")
        },
        "name": opened.get("name")
        or _("%(role)s %(label)s (identity sealed)") % {"role": role, "label": party.label},
        "birth": ", ".join(part for part in birth if part),
        "role": role.lower(),
    }


def _day(written: str) -> str:
    """A sealed date in words; as it was written where it is none."""
    try:
        return formats.plain_date(date.fromisoformat(written))
    except ValueError:
        return written


def files(items: Iterable[Any]) -> list[Values]:
    """Evidence in rows. The giver's name of a file may name a person, so the kind stands in its place."""
    kept = [item for item in items if getattr(item, "kind", CaseFile.Kind.EVIDENCE) == CaseFile.Kind.EVIDENCE]
    return [
        {
            "place": str(place),
            "title": f"{file_label(item.sealed, place)}, {formats.plain_date(item.added_on)}"
            if hasattr(item, "added_on")
            else file_label(item.sealed, place),
            "hash": item.sealed.sha256,
        }
        for place, item in enumerate(kept, start=1)
    ]


def file_label(sealed: SealedFile, place: int) -> str:
    """*Bukti 2: gambar, 120 KB*"""
    kind = _("picture") if sealed.is_image else _("file")
    size = formats.number(max(1, round(sealed.size / 1024)))
    return _("Evidence %(place)s: %(kind)s, %(size)s KB") % {"place": place, "kind": kind, "size": size}


def region(case: Case) -> Values:
    """The areas from the province down to the village, as far as known."""
    code = case.area_id or case.office_id
    names = {area.level: area.title for area in Area.objects.filter(pk__in=lineage(code))}
    return {
        "province": names.get(Level.PROVINCE, ""),
        "regency": names.get(Level.REGENCY, ""),
        "district": names.get(Level.DISTRICT, ""),
        "village": names.get(Level.VILLAGE, ""),
    }


# --- one builder for each form -----------------------------------------------------------------------


def report(occasion: Occasion) -> Values:
    return common(occasion)


def finding(occasion: Occasion) -> Values:
    record = occasion.case.source_record
    told = common(occasion)
    if record is None:
        return told
    return {
        **told,
        "record": {
            "author": record.author.name,
            "post": _("Supervisor"),
            "number": record.number,
            "observed": formats.long_date(record.observed_on),
        },
    }


def completion(occasion: Occasion) -> Values:
    """What was asked in the last notice, and the files that came after it."""
    case, act = occasion.case, occasion.row
    notice = case.shortcomings_notices.filter(given_at__lte=act.effective_at).order_by("-given_at").first()
    known = requirements(case)
    asked = notice.study.checks.filter(is_met=False) if notice else []
    came = case.files.filter(added_on=act.effective_on).select_related("sealed").order_by("pk")
    return {
        **common(occasion),
        "completion": {
            "received": formats.long_moment(act.effective_at, occasion.zone),
            "asked": [
                {"place": str(place), "what": known.get(item.requirement, item.requirement), "missing": item.missing}
                for place, item in enumerate(asked, start=1)
            ],
            "files": files(came) if act.facts.get("files") else [],
        },
    }  # fmt: skip


def requirements(case: Case) -> dict[str, str]:
    """``{code: words}`` of the law's requirements on the day of receipt."""
    return {
        item.code: item.label.of(LANGUAGE) for item in load().on(case.received_on, case.regime).requirements()
    }


def initial_study(occasion: Occasion) -> Values:
    case, study = occasion.case, occasion.row
    law = {item.code: item for item in load().on(case.received_on, case.regime).requirements()}
    rows: dict[str, list[Values]] = {"formal": [], "material": []}
    for check in study.checks.all():
        if check.requirement in law:
            requirement = law[check.requirement]
            rows[requirement.kind].append({
                "what": requirement.label.of(LANGUAGE),
                "met": _("met") if check.is_met else _("not met"),
                "missing": check.missing,
            })  # fmt: skip
    complete = _("The report meets the formal and material requirements and goes to the plenary.")
    lacking = _("The report does not yet meet the requirements; the reporter is told what is missing.")
    return {
        **common(occasion),
        "study": {
            "round": str(study.round),
            "concluded": formats.long_date(study.concluded_on),
            **rows,
            "classes": class_names(case),
            "note": study.note,
            "conclusion": complete if study.is_complete else lacking,
        },
    }


def class_names(case: Case) -> list[str]:
    """The classes that stand, in the words of the law."""
    known = {
        item.code: item.label.of(LANGUAGE) for item in load().on(case.received_on, case.regime).classes()
    }
    held = case.classes.filter(dropped_on=None).order_by("pk")
    return [known.get(item.violation_class, item.violation_class) for item in held]


def study(occasion: Occasion) -> Values:
    row: Study = occasion.row
    parts = ("facts", "legal_basis", "analysis", "conclusion", "recommendation")
    return {**common(occasion), "study": {part: getattr(row, part) for part in parts}}


def information(occasion: Occasion) -> Values:
    return {**common(occasion), "region": region(occasion.case)}


def transfer(occasion: Occasion) -> Values:
    row: Transfer = occasion.row
    taken = row.kind == Transfer.Kind.TAKE_OVER
    return {
        **common(occasion),
        "transfer": {
            "title": _("Take-over of a report") if taken else _("Delegation of a report"),
            "words": _("the take-over of") if taken else _("the delegation of"),
            "reason": row.reason,
        },
    }


def outcome(occasion: Occasion) -> Values:
    """An outcome on its way to the agency: as a recommendation or decision, by the law of the plenary's day."""
    row: Outcome = occasion.row
    known = load().on(row.plenary.held_on, occasion.case.regime).violation_class(row.violation_class)
    return {
        **common(occasion),
        "outcome": {
            "paper": known.outcome.label.of(LANGUAGE),
            "respondent": row.respondent.name,
            "post": row.respondent.post,
            "class": known.label.of(LANGUAGE),
            "articles": row.articles,
            "decided": formats.long_date(row.plenary.held_on),
            "result": str(row.get_result_display()),
            "reason": row.reason,
        },
        "enclosures": enclosures(occasion.case),
    }


def enclosures(case: Case) -> list[Values]:
    """What goes with an outcome: the form, the study, minutes of clarifications, the evidence."""
    first = _("Report form") if case.kind == case.Kind.REPORT else _("Finding form")
    rows = [(first, case.number)]
    latest = case.studies.order_by("-version").first()
    if latest:
        rows.append((_("Study"), formats.long_date(latest.written_on)))
    heard = case.clarifications.exclude(held_at=None).filter(attendance="came").select_related("party")
    rows += [
        (_("Minutes of clarification"), f"{item.party.get_role_display()} {item.party.label}")
        for item in heard
    ]
    evidence = case.files.filter(kind=CaseFile.Kind.EVIDENCE).count()
    rows.append((_("Evidence"), _("%(count)s files") % {"count": evidence}))
    return [
        {"place": str(place), "title": title, "note": note}
        for place, (title, note) in enumerate(rows, start=1)
    ]


# --- clarifications ----------------------------------------------------------------------------------


def hearing(occasion: Occasion) -> Values:
    """One clarification: who, when, oath, what was asked and answered, read back, signed."""
    row: Clarification = occasion.row
    answers = [list(pair) for pair in row.answers]
    return {
        **common(occasion),
        "party": person(row.party, occasion),
        "hearing": {
            "held": formats.long_moment(row.held_at or row.scheduled_at, occasion.zone),
            "place": row.place,
            "summons": _("summons %(number)s") % {"number": row.summons},
            "identity": str(row.get_identity_display()),
            "belief": row.belief,
            "oath": _with(oath(row.took_oath), row.oath_note),
            "online": _with(_("held online"), row.online_note) if row.is_online else "",
            "formula": EXPERT_FORMULA if row.party.role == Party.Role.EXPERT else FORMULA,
            "answers": answers or ([[_("Statement"), row.minutes]] if row.minutes else []),
            "read_back": _with(str(row.get_read_back_display()), row.read_back_note),
            "signed": _with(str(row.get_signed_display()), row.signed_note),
        },
    }


def _with(said: str, note: str) -> str:
    """What happened, and the note behind it."""
    return f"{said[:1].upper()}{said[1:]}. {note}".strip() if note else said[:1].upper() + said[1:]


# --- discussions of Gakkumdu -------------------------------------------------------------------------

DISCUSSIONS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "first_discussion": (
        pgettext_lazy("discussion of Gakkumdu", "first"),
        pgettext_lazy(
            "discussion of Gakkumdu",
            "naming the articles suspected, and the witnesses and evidence to be looked for",
        ),
    ),
    "second_discussion": (
        pgettext_lazy("discussion of Gakkumdu", "second"),
        pgettext_lazy(
            "discussion of Gakkumdu",
            "weighing whether the elements of an election crime are shown and the evidence is enough",
        ),
    ),
    "third_discussion": (
        pgettext_lazy("discussion of Gakkumdu", "third"),
        pgettext_lazy(
            "discussion of Gakkumdu",
            "looking at the result of the investigation before the file goes to the prosecutor",
        ),
    ),
}
"""Ordinal and purpose of each discussion, by its act on the road (GK-01, GK-03, GK-07)."""


def discussion(occasion: Occasion) -> Values:
    """One discussion as it was recorded on the road: when, what was said, its result; and the file as it is now."""
    row: TrackAct = occasion.row
    ordinal, purpose = DISCUSSIONS[row.act]
    choices = ROADS[row.track.road].acts[row.act].choices
    police = row.track.acts.filter(act="police_report", seq__lt=row.seq).order_by("-seq").first()
    return {
        **common(occasion),
        "discussion": {
            "ordinal": str(ordinal),
            "purpose": str(purpose),
            "held": formats.long_moment(row.effective_at, occasion.zone),
            "police_report": police.number if police else "",
            "articles": articles(occasion.case),
            "heard": _heard_of(occasion.case),
            "told": row.note,
            "result": _with(str(choices[row.choice]), "") + "." if row.choice in choices else "",
        },
    }


def articles(case: Case) -> list[Values]:
    """Articles that are being checked: how many of their elements the file shows, and which not. Never a verdict."""
    known = {
        item.code: item for item in load().on(case.occurred_on or case.received_on, case.regime).offences()
    }
    rows = []
    for chosen in case.articles.filter(dropped_at=None).prefetch_related("marks"):
        offence = known.get(chosen.offence)
        if offence is None:
            continue
        shown = {mark.element for mark in chosen.marks.all() if mark.state == ElementMark.State.SHOWN}
        missing = [text.of(LANGUAGE) for place, text in enumerate(offence.elements, 1) if place not in shown]
        rows.append({
            "article": offence.article,
            "label": offence.label.of(LANGUAGE),
            "shown": _("%(shown)s of %(all)s") % {"shown": len(shown), "all": len(offence.elements)},
            "missing": "; ".join(missing),
        })  # fmt: skip
    return rows


def _heard_of(case: Case) -> list[Values]:
    """Who was asked to clarify, by role and label: names stay sealed."""
    rows = case.clarifications.select_related("party").order_by("pk")
    return [
        {
            "role": str(item.party.get_role_display()),
            "label": item.party.label,
            "state": formats.long_moment(item.held_at, case.office.zone)
            if item.attendance == Clarification.Attendance.CAME and item.held_at
            else str(item.get_attendance_display()),
        }
        for item in rows
    ]


FORMULA = (
    "Saya bersumpah/berjanji bahwa saya akan memberikan keterangan yang sebenarnya dan tidak lain daripada yang "
    "sebenarnya."
)
EXPERT_FORMULA = (
    "Saya bersumpah/berjanji bahwa saya akan memberikan keterangan menurut keahlian dan pengetahuan saya dengan "
    "sebenarnya."
)
"""The sentence spoken; the opening words follow the speaker's own belief."""


def oath(took: bool | None) -> str:
    if took is None:
        return _("not asked")
    return _("took the oath") if took else _("refused; the clarification went on")
