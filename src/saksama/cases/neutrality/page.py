"""What the pages of neutrality show: rows and tables from figures, the sanction table, one sheet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saksama.cases.models import Party
from saksama.cases.neutrality import queries, road, rules, wording
from saksama.cases.neutrality.models import Conduct, LinkCapture, Subject
from saksama.cases.scenes import Scene
from saksama.cases.tracks.models import Track
from saksama.cases.tracks.roads import ROADS
from saksama.law import LawError, load
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Account

Shown = dict[str, Any]

ASK_WORDS: Mapping[str, Mapping[str, Any]] = {
    "subjek": {"label": gettext_lazy("Who the respondent is"), "button": gettext_lazy("Keep the sheet")},
    "perbuatan": {"label": gettext_lazy("Add a conduct"), "button": gettext_lazy("Add")},
    "tautan": {"label": gettext_lazy("Capture a link"), "button": gettext_lazy("Keep the link")},
    "hapus": {"label": gettext_lazy("Take a conduct off the sheet"), "button": gettext_lazy("Take off")},
}


# --- figures ------------------------------------------------------------------------------------------


def parts(figures: queries.Figures) -> list[Shown]:
    """Tables of the figures: ``[{heading, columns, rows}]``; only those that have rows."""
    law = load().neutrality
    kinds = {item.code: item.label.of(wording.language()) for item in law.subjects(figures.on)}
    labels = {item.code: item.label.of(wording.language()) for item in law.conducts(figures.on)}
    levels = [code for code in law.levels if code in figures.by_level]
    found: list[tuple[str, str, list[tuple[str, int]]]] = [
        (_("By agency"), _("Agency"), list(figures.by_agency.items())),
        (
            _("By conduct"),
            _("Conduct"),
            [(f"{code} {labels.get(code, '')}", count) for code, count in figures.by_conduct.items()],
        ),
        (_("By level"), _("Level"), [(wording.level_name(code), figures.by_level[code]) for code in levels]),
        (
            _("By stage"),
            _("Stage of the conduct"),
            [(str(Conduct.Stage(code).label), count) for code, count in figures.by_stage.items()],
        ),
        (
            _("By kind of subject"),
            _("Kind of subject"),
            [(kinds.get(code, code), count) for code, count in figures.by_kind.items()],
        ),
        (
            _("On the way to a sanction"),
            _("State"),
            [(str(road.STATES[code].bold).rstrip("."), count) for code, count in figures.roads.items()],
        ),
    ]
    return [
        {
            "heading": heading,
            "columns": [{"label": head}, {"label": _("Count"), "number": True}],
            "rows": rows,
        }
        for heading, head, rows in found
        if rows
    ]


def subject_rows(account: Account, *, on: date, today: date) -> list[Shown]:
    """Sheets the account may see that stood by the end of ``on``, newest first."""
    subjects = list(
        queries.visible_to(account, today=today)
        .filter(recorded_on__lte=on)
        .order_by("-recorded_on", "-pk")[:200]
    )
    tracks = Track.objects.filter(case__in=[item.case_id for item in subjects], road=road.ROAD.code)
    states = {track.case_id: road.STATES[track.state] for track in tracks}
    return [
        {
            "url": reverse("cases:neutrality_sheet", args=[item.case_id, item.party_id]),
            "name": item.party.name,
            "line": ", ".join(part for part in (item.post, item.agency_name) if part),
            "number": item.case.number,
            "state": states.get(item.case_id),
            "conflict": item.get_conflict_display() if item.conflict else "",
        }
        for item in subjects
    ]


# --- the sanction table -------------------------------------------------------------------------------


def table_rows(table: queries.SanctionTable) -> list[Shown]:
    """The list for the page: words, whether it is unconfirmed, source."""
    lang = wording.language()
    return [
        {
            "code": row.code,
            "label": row.label.of(lang),
            "before": row.before.of(lang) if row.before else "–",
            "after": row.after.of(lang) if row.after else "–",
            "is_confirmed": row.is_confirmed,
            "source": row.source.citation(lang),
            "note": row.note.of(lang) if row.note else "",
        }
        for row in table.rows
    ]


def level_rows() -> list[tuple[str, str]]:
    """Each level with what it means."""
    lang = wording.language()
    return [
        (level.label.of(lang), f"{level.what.of(lang)} ({level.source.citation(lang)})")
        for level in load().neutrality.levels.values()
    ]


def kind_rows(on: date) -> list[Shown]:
    """Who must be neutral, what is banned, what follows and who decides."""
    lang = wording.language()
    return [
        {
            "label": item.label.of(lang),
            "ban": item.ban.of(lang),
            "sanction": item.sanction.of(lang),
            "decides": item.decides.of(lang),
            "note": item.note.of(lang) if item.note else "",
            "is_confirmed": item.source.is_confirmed,
        }
        for item in load().neutrality.subjects(on)
    ]


# --- repeats ------------------------------------------------------------------------------------------


def repeat_row(item: queries.Repeat) -> Shown:
    """One person with the cases in which he or she stands."""
    newest = item.newest
    return {
        "name": newest.party.name,
        "nip": rules.masked(newest.nip or ""),
        "agency": newest.agency_name,
        "cases": [
            {
                "url": reverse("cases:neutrality_sheet", args=[subject.case_id, subject.party_id]),
                "number": subject.case.number,
                "on": subject.recorded_on,
                "conducts": ", ".join(
                    conduct.code for conduct in subject.conducts.all() if conduct.dropped_on is None
                ),
            }
            for subject in item.subjects
        ],
    }


def retention() -> int:
    """Years for which a sheet is looked at for repeats."""
    years: int = settings.NEUTRALITY_RETENTION_YEARS
    return years


# --- one sheet ----------------------------------------------------------------------------------------


def sheet(scene: Scene, respondent: Party) -> Shown:
    """The context of a sheet."""
    subject = Subject.objects.filter(party=respondent).select_related("agency").first()
    may_write = scope.allows(scene.account, "study_case", scene.case.office_id, today=scene.today)
    may_read = scope.allows(scene.account, "view_files", scene.case.office_id, today=scene.today)
    context: Shown = {
        "respondent": respondent,
        "subject": subject,
        "may_write": may_write,
        "may_read": may_read,
    }
    if subject is None:
        return context
    conducts = list(subject.conducts.all())
    held = [conduct for conduct in conducts if conduct.dropped_on is None]
    captures = list(subject.captures.select_related("file__sealed"))
    heaviest = rules.heaviest((conduct.level for conduct in held), load().neutrality.levels)
    return {
        **context,
        "about": _about(scene, subject, may_write=may_write),
        "conflict": wording.CONFLICTS.get(subject.conflict, ""),
        "conducts": [_conduct_row(scene, respondent, conduct) for conduct in conducts],
        "heaviest": wording.level_name(heaviest) if heaviest else "",
        "is_unsure": any(not conduct.is_confirmed for conduct in held),
        "captures": [_capture_row(scene, item, may_read=may_read) for item in captures],
        "tracks": [track_row(track) for track in Track.objects.filter(case=scene.case)],
    }


def track_row(track: Track) -> Shown:
    """A road of the case, in a line."""
    return {"track": track, "label": ROADS[track.road].label, "url": reverse("cases:track", args=[track.pk])}


def _about(scene: Scene, subject: Subject, *, may_write: bool) -> list[tuple[str, Any]]:
    lang = wording.language()
    try:
        kind = load().neutrality.subject(subject.kind, scene.today)
    except LawError:
        return [(_("Agency"), subject.agency_name)]
    rows: list[tuple[str, Any]] = [(_("Who the subject is"), kind.label.of(lang))]
    rows += [
        (_("Post"), subject.post or _("not known")),
        (_("Rank and grade"), subject.rank or _("not known")),
    ]
    rows.append((_("Agency"), subject.agency_name))
    if subject.nip:
        shown = subject.nip if may_write else rules.masked(subject.nip)
        rows.append((_("NIP"), f"{shown}. {wording.nip_in_words(subject.nip, today=scene.today)}"))
    else:
        rows.append((_("NIP"), _("not known")))
    rows += [(_("What the law bans"), kind.ban.of(lang)), (_("Sanction"), kind.sanction.of(lang))]
    rows.append((_("Who decides"), kind.decides.of(lang)))
    rows.append((_("Handled as"), _handled_as(scene, kind.violation_class)))
    if kind.criminal:
        rows.append(
            (
                _("May be a crime too"),
                _("Article %(article)s: record that class beside this one.") % {"article": kind.criminal},
            )
        )
    if kind.note:
        rows.append((_("Note"), kind.note.of(lang)))
    return rows


def _handled_as(scene: Scene, violation_class: str) -> str:
    """Class and destination on the day; words that say so where the regime knows no class for them."""
    lang = wording.language()
    try:
        law = load().on(scene.today, scene.case.regime).violation_class(violation_class)
    except LawError:
        return _("the law of this election names no class")
    return f"{law.label.of(lang)} → {law.destination.label.of(lang)}"


def _conduct_row(scene: Scene, respondent: Party, conduct: Conduct) -> Shown:
    try:
        label = load().neutrality.conduct(conduct.code, conduct.occurred_on).label.of(wording.language())
    except LawError:
        label = ""
    return {
        "conduct": conduct,
        "label": label,
        "level": wording.level_name(conduct.level),
        "drop_url": reverse("cases:neutrality_drop", args=[scene.case.pk, respondent.pk, conduct.pk]),
    }


def _capture_row(scene: Scene, item: LinkCapture, *, may_read: bool) -> Shown:
    file = item.file
    return {
        "url": item.url if may_read else _("kept, not shown to your role"),
        "seen": formats.long_moment(item.seen_at, scene.zone),
        "posted": formats.long_date(item.posted_on) if item.posted_on else "",
        "sha256": file.sealed.sha256 if file else "",
        "file_url": reverse("cases:file_history", args=[scene.case.pk, file.pk]) if file and may_read else "",
        "note": item.note,
    }


def respondents(parties: list[Party], case_id: Any, classes: list[str]) -> list[Shown]:
    """Links to sheets for the case page: shown when a class of the case is one of neutrality, or a sheet stands."""
    known = set(Subject.objects.filter(case=case_id).values_list("party_id", flat=True))
    concerned = bool(set(classes) & CLASSES)
    return [
        {
            "name": party.name,
            "url": reverse("cases:neutrality_sheet", args=[case_id, party.pk]),
            "stands": party.pk in known,
        }
        for party in parties
        if party.role == Party.Role.RESPONDENT and (concerned or party.pk in known)
    ]


CLASSES = frozenset({"asn_neutrality", "village_officials", "military", "police_members", "honorary_staff"})
"""Classes of violation for which a respondent has a sheet."""
