"""The journal of an office in words: who did what to which record, newest first."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saksama.cases.models import Case
from saksama.cases.queries import names_of, visible_to
from saksama.cases.recusals import hidden_from
from saksama.cases.tracks.roads import ROADS
from saksama.cases.wording import WORDS
from saksama.desk import links
from saksama.journal.models import Line
from saksama.people.models import Account
from saksama.people.scope import Scope

PAGE = 50

IDENTITY_ACTS = ("identity_revealed", "identity_found", "identity_amended", "identity_erased")
EXPORT_ACTS = (
    "briefing_exported",
    "case_list_exported",
    "register_exported",
    "recap_exported",
    "document_issued",
    "file_copied",
    "index_downloaded",
    "prevention_exported",
    "assessments_exported",
    "station_list_exported",
    "station_checks_exported",
)
KINDS = {
    "identitas": (gettext_lazy("identities"), IDENTITY_ACTS),
    "unduhan": (gettext_lazy("downloads and documents"), EXPORT_ACTS),
}
"""What the page can be narrowed to."""

_ACTS = {
    "identity_sealed": gettext_lazy("Identity sealed"),
    "identity_amended": gettext_lazy("Identity corrected"),
    "identity_revealed": gettext_lazy("Identity opened"),
    "identity_erased": gettext_lazy("Identity erased"),
    "identity_found": gettext_lazy("Person found by search"),
    "case_list_exported": gettext_lazy("Case list taken along"),
    "register_exported": gettext_lazy("Register book taken along"),
    "recap_exported": gettext_lazy("Weekly recap taken along"),
    "briefing_exported": gettext_lazy("Sheet of the day taken along"),
    "situation_reported": gettext_lazy("Situation reported"),
    "document_issued": gettext_lazy("Document issued"),
    "holiday_added": gettext_lazy("Holiday added"),
    "holiday_removed": gettext_lazy("Holiday taken away"),
    "holiday_withdrawn": gettext_lazy("Word on a holiday taken back"),
    "hours_set": gettext_lazy("Receipt hours set"),
    "office_updated": gettext_lazy("Office data changed"),
    "write_supervision_record": gettext_lazy("Supervision record written"),
    "file_sealed": gettext_lazy("File received and sealed"),
    "enclosure_named": gettext_lazy("File named for a checklist"),
    "article_chosen": gettext_lazy("Article put on the list of those to check"),
    "article_dropped": gettext_lazy("Article taken off the list of those to check"),
    "elements_marked": gettext_lazy("Elements of an article marked"),
    "template_brought": gettext_lazy("Word template brought"),
    "template_withdrawn": gettext_lazy("Word template withdrawn"),
    "file_viewed": gettext_lazy("File viewed"),
    "file_copied": gettext_lazy("Original file copied"),
    "file_verified": gettext_lazy("File checked against its hash"),
    "file_erased": gettext_lazy("File erased"),
    "signed_in": gettext_lazy("Logged in"),
    "password_changed": gettext_lazy("Own password changed"),
    "second_factor_set": gettext_lazy("Second factor set"),
    "log_in_locked": gettext_lazy("Log-in locked after wrong tries"),
    "login_reset": gettext_lazy("Log-in reset"),
    "account_created": gettext_lazy("Account made"),
    "duty_given": gettext_lazy("Duty given"),
    "duty_ended": gettext_lazy("Duty ended"),
    "duty_withdrawn": gettext_lazy("Duty taken back"),
    "institution_recorded": gettext_lazy("Institution recorded"),
    "institution_closed": gettext_lazy("Institution closed"),
    "post_opened": gettext_lazy("Post added to an institution"),
    "post_made_head": gettext_lazy("Letters go to another post"),
    "post_filled": gettext_lazy("Holder of a post recorded"),
    "post_left": gettext_lazy("Last day in a post recorded"),
    "person_amended": gettext_lazy("Name or contacts put right"),
    "person_erased": gettext_lazy("Name and contacts taken away"),
    "meeting_planned": gettext_lazy("Meeting planned"),
    "meeting_changed": gettext_lazy("Plan of a meeting changed"),
    "meeting_moved": gettext_lazy("Meeting moved"),
    "meeting_opened": gettext_lazy("Meeting opened"),
    "meeting_closed": gettext_lazy("Meeting closed"),
    "meeting_cancelled": gettext_lazy("Meeting cancelled"),
    "agenda_item_begun": gettext_lazy("Item of the agenda begun"),
    "invitation_numbered": gettext_lazy("Number of an invitation taken"),
    "guests_invited": gettext_lazy("Institutions invited"),
    "invitation_withdrawn": gettext_lazy("Invitation taken back"),
    "guest_link_renewed": gettext_lazy("Guest given a new link"),
    "invitation_delivery": gettext_lazy("Delivery of an invitation noted"),
    "invitation_answered": gettext_lazy("Invitation answered"),
    "guest_checked_in": gettext_lazy("Guest checked in"),
    "check_in_withdrawn": gettext_lazy("Check-in taken back"),
    "meeting_file_kept": gettext_lazy("File of a meeting kept"),
    "meeting_file_withdrawn": gettext_lazy("File of a meeting taken away"),
    "question_recorded": gettext_lazy("Question of a meeting recorded"),
    "minutes_written": gettext_lazy("Minutes written"),
    "decision_recorded": gettext_lazy("Decision recorded"),
    "commitment_made": gettext_lazy("Commitment recorded"),
    "commitment_dated": gettext_lazy("Day of a commitment agreed"),
    "commitment_reminded": gettext_lazy("Reminder made"),
    "commitment_reported": gettext_lazy("Commitment reported as done"),
    "commitment_accepted": gettext_lazy("Commitment accepted as done"),
    "commitment_returned": gettext_lazy("Commitment given back"),
    "commitment_measured": gettext_lazy("Result of a commitment measured"),
    "commitment_withdrawn": gettext_lazy("Commitment withdrawn"),
    "directory_imported": gettext_lazy("Table of institutions brought in"),
    "index_data_brought": gettext_lazy("Table for an index brought in"),
    "index_computed": gettext_lazy("Index computed"),
    "index_downloaded": gettext_lazy("Results of an index taken along"),
    "submissions_received": gettext_lazy("Forms of the field received"),
    "submission_quarantined": gettext_lazy("Form of the field quarantined"),
    "quarantine_settled": gettext_lazy("Quarantined form settled"),
    "instrument_version_saved": gettext_lazy("Field form kept"),
    "instrument_published": gettext_lazy("Field form put into use"),
    "instrument_withdrawn": gettext_lazy("Field form taken out of use"),
    "instruments_frozen": gettext_lazy("Field forms frozen"),
    "instruments_unfrozen": gettext_lazy("Freeze of field forms lifted"),
    "card_issued": gettext_lazy("Card issued"),
    "card_printed": gettext_lazy("Card printed"),
    "card_revoked": gettext_lazy("Card taken back"),
    "card_opened_phone": gettext_lazy("Phone opened with a card"),
    "phone_signed_out": gettext_lazy("Phone signed out"),
    "assignment_moved": gettext_lazy("Station of a supervisor changed"),
    "assignment_ended": gettext_lazy("Service at a station ended"),
    "election_created": gettext_lazy("Election recorded"),
    "event_created": gettext_lazy("Vote recorded"),
    "alerts_given": gettext_lazy("Alerts given"),
    "alert_acknowledged": gettext_lazy("Alert acknowledged"),
    "alert_sent_by_hand": gettext_lazy("Alert sent by hand"),
    "alert_channel_set": gettext_lazy("Channel of alerts set"),
    "alert_channel_removed": gettext_lazy("Channel of alerts removed"),
    "calendar_feed_made": gettext_lazy("Calendar feed made"),
    "calendar_feed_revoked": gettext_lazy("Calendar feed revoked"),
    "absence_recorded": gettext_lazy("Absence recorded"),
    "absence_cancelled": gettext_lazy("Absence ended"),
    "alert_plan_set": gettext_lazy("Steps of alerts set"),
    "stations_checked": gettext_lazy("Stations checked"),
    "station_placed": gettext_lazy("Station placed on the map"),
    "severity_chosen": gettext_lazy("Severity of an indicator chosen"),
    "supervisor_named": gettext_lazy("Supervisor named for a station"),
    "supervisor_released": gettext_lazy("Supervisor of a station released"),
    "collection_opened": gettext_lazy("Assessments asked for"),
    "assessment_start": gettext_lazy("Assessment begun"),
    "assessment_entered": gettext_lazy("Answer of an assessment entered"),
    "assessment_withdrawn": gettext_lazy("Answer of an assessment withdrawn"),
    "assessment_submit": gettext_lazy("Assessment submitted"),
    "assessment_accept": gettext_lazy("Assessment accepted"),
    "assessment_send_back": gettext_lazy("Assessment sent back"),
    "assessments_exported": gettext_lazy("Assessments taken along"),
    "prevention_recorded": gettext_lazy("Act of prevention recorded"),
    "prevention_withdrawn": gettext_lazy("Act of prevention withdrawn"),
    "prevention_exported": gettext_lazy("Prevention diary taken along"),
    "station_list_exported": gettext_lazy("List of stations taken along"),
    "station_checks_exported": gettext_lazy("Checks of stations taken along"),
    "import_register": gettext_lazy("Register of another system brought over"),
    "import_done": gettext_lazy("Bringing over of a register ended"),
    "import_discarded": gettext_lazy("Table of another register discarded"),
    "agency_ages_exported": gettext_lazy("Ages of agencies taken along"),
    "agenda_added": gettext_lazy("Case put on the agenda of a sitting"),
    "agenda_put_off": gettext_lazy("Case put off by a sitting"),
    "agenda_removed": gettext_lazy("Case taken off the agenda of a sitting"),
    "answer_unwatched": gettext_lazy("Answer of a form no longer watched"),
    "answer_watched": gettext_lazy("Answer of a form watched"),
    "carry_key_made": gettext_lazy("Key for a carried queue made"),
    "export_asked": gettext_lazy("Files of the field asked for"),
    "incident_passed_on": gettext_lazy("Incident of the day passed on"),
    "invitations_delivery": gettext_lazy("Delivery of invitations noted"),
    "minutes_signed": gettext_lazy("Minutes of a sitting signed"),
    "neutrality_conduct": gettext_lazy("Alleged conduct recorded (neutrality)"),
    "neutrality_conduct_dropped": gettext_lazy("Alleged conduct taken off (neutrality)"),
    "neutrality_figures_exported": gettext_lazy("Figures of neutrality taken along"),
    "neutrality_letter_sent": gettext_lazy("Reminder of neutrality sent"),
    "neutrality_link": gettext_lazy("Page of the internet kept (neutrality)"),
    "neutrality_repeats_viewed": gettext_lazy("People in several cases looked at (neutrality)"),
    "neutrality_subject": gettext_lazy("Respondent's post recorded (neutrality)"),
    "number_explained": gettext_lazy("Number dated back explained"),
    "number_gap_explained": gettext_lazy("Gap of numbers explained"),
    "presence_changed": gettext_lazy("Presence at a sitting corrected"),
    "publish_release": gettext_lazy("Press release published"),
    "queue_carried": gettext_lazy("Queue of another phone carried"),
    "release_doubted": gettext_lazy("Figures of a release doubted"),
    "release_drafted": gettext_lazy("Press release drafted"),
    "result_settled": gettext_lazy("Results sheet settled"),
    "sitting_cancelled": gettext_lazy("Sitting cancelled"),
    "sitting_closed": gettext_lazy("Sitting closed"),
    "sitting_moved": gettext_lazy("Sitting moved"),
    "sitting_opened": gettext_lazy("Sitting opened"),
    "sitting_planned": gettext_lazy("Sitting planned"),
    "submit_release": gettext_lazy("Press release handed in for reading"),
    "example_step": gettext_lazy("Step of the example replayed"),
}

_SUBJECTS = {
    "account": gettext_lazy("account"),
    "office": gettext_lazy("office"),
    "institution": gettext_lazy("institution"),
    "meeting": gettext_lazy("meeting"),
    "commitment": gettext_lazy("commitment"),
    "submissions": gettext_lazy("forms of the field"),
    "quarantine": gettext_lazy("quarantine"),
    "instrument_version": gettext_lazy("field form"),
    "freeze": gettext_lazy("freeze"),
    "card": gettext_lazy("card"),
    "file": gettext_lazy("file"),
    "identity": gettext_lazy("identity"),
    "index_data": gettext_lazy("table for an index"),
    "index_run": gettext_lazy("computed index"),
    "document": gettext_lazy("document"),
    "office_holiday": gettext_lazy("holiday"),
    "office_hours": gettext_lazy("receipt hours"),
    "supervision_record": gettext_lazy("supervision record"),
    "alert_plan": gettext_lazy("steps of alerts"),
    "village": gettext_lazy("village"),
    "station": gettext_lazy("polling station"),
    "prevention": gettext_lazy("act of prevention"),
    "assessment": gettext_lazy("assessment"),
    "edition": gettext_lazy("edition of an index"),
    "area": gettext_lazy("area"),
    "import": gettext_lazy("table of another register"),
    "track": gettext_lazy("road to another agency"),
    "sitting": gettext_lazy("sitting of the plenary"),
    "neutrality": gettext_lazy("sheet of neutrality"),
    "neutrality_letter": gettext_lazy("reminder of neutrality"),
    "number": gettext_lazy("number"),
    "number_series": gettext_lazy("series of numbers"),
    "release": gettext_lazy("press release"),
    "situation": gettext_lazy("situation of a day"),
    "election": gettext_lazy("election"),
    "election_event": gettext_lazy("vote"),
    "instrument": gettext_lazy("field form"),
    "incident": gettext_lazy("incident of the day"),
    "example": gettext_lazy("example"),
    "example_meeting": gettext_lazy("example"),
    "example_vulnerability": gettext_lazy("example"),
}


_FACTS = {
    "from": pgettext_lazy("fact of the journal", "state before"),
    "to": pgettext_lazy("fact of the journal", "state after"),
    "on": pgettext_lazy("fact of the journal", "day"),
    "version": pgettext_lazy("fact of the journal", "act number of the record"),
    "number": pgettext_lazy("fact of the journal", "number"),
    "number_received": pgettext_lazy("fact of the journal", "number of receipt"),
    "number_registered": pgettext_lazy("fact of the journal", "number of registration"),
    "files": pgettext_lazy("fact of the journal", "files"),
    "classes": pgettext_lazy("fact of the journal", "classes of violation"),
    "missing": pgettext_lazy("fact of the journal", "what is missing"),
    "round": pgettext_lazy("fact of the journal", "round"),
    "owner": pgettext_lazy("fact of the journal", "officer"),
    "recused": pgettext_lazy("fact of the journal", "kept from the case"),
    "party": pgettext_lazy("fact of the journal", "party"),
    "summons": pgettext_lazy("fact of the journal", "summons number"),
    "scheduled_at": pgettext_lazy("fact of the journal", "set for"),
    "came": pgettext_lazy("fact of the journal", "came"),
    "plenary": pgettext_lazy("fact of the journal", "plenary"),
    "held_on": pgettext_lazy("fact of the journal", "plenary held on"),
    "agree": pgettext_lazy("fact of the journal", "votes for"),
    "dissent": pgettext_lazy("fact of the journal", "votes against"),
    "outcomes": pgettext_lazy("fact of the journal", "outcomes"),
    "channel": pgettext_lazy("fact of the journal", "way"),
    "study": pgettext_lazy("fact of the journal", "version of the study"),
    "outside_hours": pgettext_lazy("fact of the journal", "outside receipt hours"),
    "road": pgettext_lazy("fact of the journal", "road"),
    "institution": pgettext_lazy("fact of the journal", "institution"),
    "choice": pgettext_lazy("fact of the journal", "what was chosen"),
    "case": pgettext_lazy("fact of the journal", "case"),
    "proof": pgettext_lazy("fact of the journal", "file kept as proof"),
    "document": pgettext_lazy("fact of the journal", "document"),
    "kind": pgettext_lazy("fact of the journal", "kind"),
    "sha256": pgettext_lazy("fact of the journal", "SHA-256"),
    "member": pgettext_lazy("fact of the journal", "member"),
    "way": pgettext_lazy("fact of the journal", "way"),
    "signed_at": pgettext_lazy("fact of the journal", "signed at"),
    "starts_at": pgettext_lazy("fact of the journal", "begins at"),
    "present": pgettext_lazy("fact of the journal", "present"),
    "total": pgettext_lazy("fact of the journal", "members in all"),
    "purpose": pgettext_lazy("fact of the journal", "proposed"),
    "due_on": pgettext_lazy("fact of the journal", "limit"),
    "step": pgettext_lazy("fact of the journal", "step"),
    "alert": pgettext_lazy("fact of the journal", "alert"),
    "role": pgettext_lazy("fact of the journal", "role"),
    "area": pgettext_lazy("fact of the journal", "area"),
    "starts_on": pgettext_lazy("fact of the journal", "from"),
    "ends_on": pgettext_lazy("fact of the journal", "until"),
    "count": pgettext_lazy("fact of the journal", "count"),
    "size": pgettext_lazy("fact of the journal", "bytes"),
    "media_type": pgettext_lazy("fact of the journal", "kind of file"),
    "status": pgettext_lazy("fact of the journal", "state"),
    "ground": pgettext_lazy("fact of the journal", "ground"),
    "code": pgettext_lazy("fact of the journal", "code"),
    "stage": pgettext_lazy("fact of the journal", "stage"),
    "level": pgettext_lazy("fact of the journal", "level"),
    "to_office": pgettext_lazy("fact of the journal", "to the office"),
    "office": pgettext_lazy("fact of the journal", "office"),
}
"""Names of facts in words; one that stands not here is shown as it is written."""


def lines_in(area: Scope, *, reader: Account, kind: str = "", before: int | None = None) -> QuerySet[Line]:
    """Lines of the offices in ``area``, newest first; ``before``: only older than this line.

    Without those of cases that the reader is kept from.
    """
    lines = Line.objects.filter(area.as_filter("office")).order_by("-pk")
    hidden = [str(pk) for pk in hidden_from(reader.pk).values_list("case", flat=True)]
    if hidden:
        told = Q(subject_kind="case", subject_id__in=hidden) | Q(facts__case__in=hidden)
        lines = lines.exclude(pk__in=Line.objects.filter(told).values("pk"))
    if kind in KINDS:
        lines = lines.filter(act__in=KINDS[kind][1])
    return lines.filter(pk__lt=before) if before else lines


def rows_of(lines: Sequence[Line], request: Any) -> list[dict[str, Any]]:
    """Lines for the template. A case is named only to those who may see it."""
    names = names_of(line.actor for line in lines)
    cases = _cases(lines, request)
    return [_row(line, names, cases) for line in lines]


def _cases(lines: Sequence[Line], request: Any) -> dict[str, Case]:
    """``{id as the journal writes it: case}`` of the cases that the lines speak of."""
    wanted = {_case_id(line) for line in lines} - {""}
    seen = visible_to(request.user, today=request.today).filter(pk__in=wanted)
    return {str(case.pk): case for case in seen}


def _case_id(line: Line) -> str:
    return str(line.subject_id if line.subject_kind == "case" else line.facts.get("case", ""))


def _row(line: Line, names: Mapping[str, str], cases: Mapping[str, Case]) -> dict[str, Any]:
    case = cases.get(_case_id(line))
    return {
        "line": line,
        "act": act_name(line.act),
        "actor": _actor(line.actor, names),
        "case": case,
        "url": links.case(case.pk) if case else "",
        "subject": str(_SUBJECTS.get(line.subject_kind, line.subject_kind.replace("_", " "))),
        "facts": [
            (_FACTS.get(key, key.replace("_", " ")), value)
            for key, value in line.facts.items()
            if value not in ("", None, [], {})
        ],
    }


def act_name(act: str) -> str:
    """The act in words; an act without words of its own is shown as it is written."""
    if act in _ACTS:
        return str(_ACTS[act])
    if act in WORDS:
        return str(WORDS[act].label)
    road, _found, step = act.partition("_")
    if road in ROADS and step in ROADS[road].acts:
        return f"{ROADS[road].label}: {ROADS[road].acts[step].label}"
    return act.replace("_", " ")


def _actor(code: str, names: Mapping[str, str]) -> str:
    return {"public": _("public form"), "system": _("the program")}.get(code) or names.get(code, code)
