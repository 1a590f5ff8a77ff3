"""Numbers of cases and records, by the office's own template (handling-rules section 4)."""

from datetime import date

from saksama.cases import transitions as t
from saksama.cases.models import Case
from saksama.documents import numbering
from saksama.documents.models import NumberKind
from saksama.documents.rules import format_number, level_code
from saksama.places.models import ElectionEvent, Office

TYPE_CODES = {t.REPORT: "LP", t.FINDING: "TM", t.INFORMATION: "IA"}
RECEIVED = {
    t.REPORT: NumberKind.RECEIVED_REPORT,
    t.FINDING: NumberKind.FINDING,
    t.INFORMATION: NumberKind.PRELIMINARY_INFORMATION,
}
REGISTERED = {t.REPORT: NumberKind.REGISTERED_REPORT, t.FINDING: NumberKind.REGISTERED_FINDING}


def received(case: Case, *, on: date) -> str:
    """Number of receipt; reports, findings and information run apart."""
    number = numbering.take(case.office_id, RECEIVED[case.kind], case.event_id, on=on)
    return _written(case, number, on=on, registered=False)


def registered(case: Case, *, on: date, wanted: int | None = None, reason: str = "") -> str:
    """Number in the register."""
    number = numbering.take(
        case.office_id, REGISTERED[case.kind], case.event_id, on=on, wanted=wanted, reason=reason
    )
    return _written(case, number, on=on, registered=True)


def supervision_record(office: Office, event: ElectionEvent, *, on: date) -> str:
    """Number of a supervision record: running number, letter code LHP, month and year."""
    return _coded("LHP", NumberKind.SUPERVISION_RECORD, office, event, on=on)


def plenary(office: Office, event: ElectionEvent, *, on: date) -> str:
    """Number of a plenary's minutes: running number, letters BA, month and year; a shape of ours, no rule is known."""
    return _coded("BA", NumberKind.PLENARY, office, event, on=on)


def letter(case: Case, *, on: date) -> str:
    """Number of a letter that a paper of the case goes out with: running number, letter code S, month and year."""
    return _coded("S", NumberKind.LETTER, case.office, case.event, on=on)


def _coded(code: str, kind: str, office: Office, event: ElectionEvent, *, on: date) -> str:
    """The next number of a series that offices write with a letter code."""
    return format_number(
        "{number}/{type}/{election}/{level}/{region}/{month}/{year}",
        number=numbering.take(office.code, kind, event.pk, on=on),
        registered=False,
        kind_code=code,
        election=event.election.kind,
        level=level_code(office.level, office.area.kind),
        region=office.bawaslu_region_code or office.code,
        on=on,
    )


def _written(case: Case, number: int, *, on: date, registered: bool) -> str:
    office = case.office
    return format_number(
        office.registration_template if registered else office.number_template,
        number=number,
        registered=registered,
        kind_code=TYPE_CODES[case.kind],
        election=case.event.election.kind,
        level=level_code(office.level, office.area.kind),
        region=office.bawaslu_region_code or office.code,
        on=on,
    )
