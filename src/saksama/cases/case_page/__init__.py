"""What the case page shows, gathered with a number of questions that does not grow with the case."""

from saksama.cases import paper_list, queries, recusals
from saksama.cases.case_page.acts import acts_of, ahead
from saksama.cases.case_page.history import events, facts
from saksama.cases.case_page.labels import class_labels
from saksama.cases.case_page.record import Record, Shown, read
from saksama.cases.case_page.rows import file_row, initial_study_row, outcome_row, party_row
from saksama.cases.case_page.state import clock_lines, main_clock, public_sentence, sentence
from saksama.cases.likeness import queries as likeness
from saksama.cases.likeness import wording as likeness_words
from saksama.cases.models import Case, ImportedCase
from saksama.cases.neutrality import page as neutrality
from saksama.cases.scenes import Scene
from saksama.cases.tracks import page as tracks
from saksama.cases.tracks import queries as track_queries
from saksama.cases.transitions import find_move
from saksama.people import scope

ISSUED_SHOWN = 5
"""The latest papers on the case page; all stand on their own page."""


def build(scene: Scene) -> Shown:
    """The context of the case page."""
    case, record = scene.case, read(scene.case)
    record.joined = queries.joined_to(case, scene.account, today=scene.today)
    may_read = scope.allows(scene.account, "view_files", case.office_id, today=scene.today)
    may_merge = scope.allows(scene.account, "merge_cases", case.office_id, today=scene.today)
    may_study = scope.allows(scene.account, "study_case", case.office_id, today=scene.today)
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
        "neutrality": neutrality.respondents(record.parties, case.pk, record.classes),
        "tracks": tracks.rows_for(track_queries.of_case(case.pk)),
        "may_read": may_read,
        "may_study": may_study,
        "joined": record.joined,
        "imported": _imported(case),
        "similar": _similar(scene, record) if may_merge else (),
        "recusals": record.recusals,
        "quorum": recusals.quorum_of(case, on=scene.today) if record.recusals and case.is_open else None,
        "may_take_over": any(item["act"] == "take_over_case" and not item["locked"] for item in acts),
        "events": events(case, record),
        "facts": facts(case),
        "issued": paper_list.issued(scene, anew=False)[:ISSUED_SHOWN] if may_read else (),
    }


def _imported(case: Case) -> ImportedCase | None:
    """What another register said of the case; None for our own."""
    if case.channel != Case.Channel.IMPORT:
        return None
    return ImportedCase.objects.filter(case=case).select_related("batch").first()


def _similar(scene: Scene, record: Record) -> list[Shown]:
    """Cases that may tell the same matter, while it is still to be decided whether they are handled together."""
    if scene.case.is_published or find_move(scene.case.state, "merge_case", scene.case.kind) is None:
        return []
    joined = {item.case.pk for item in record.joined}
    found = likeness.for_case(scene.case, scene.account, today=scene.today)
    return likeness_words.rows([item for item in found if item.case.pk not in joined])
