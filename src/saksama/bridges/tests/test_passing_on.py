"""An incident of the day becomes preliminary information or a supervision record, once, with its evidence."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from saksama.bridges import operations as bridges
from saksama.bridges import rules, statements
from saksama.bridges.models import IncidentPassed
from saksama.bridges.problems import Problem
from saksama.cases.models import Case, SupervisionRecord
from saksama.checklists import directory, operations
from saksama.checklists.day import operations as day
from saksama.checklists.models import Incident
from saksama.checklists.problems import Problem as FieldProblem
from saksama.checklists.testing import STATION, Field, make_field, on_the_day, payload
from saksama.evidence.models import SealedFile
from saksama.evidence.sealing import open_plain
from saksama.journal.models import Line
from saksama.people.testing import client_of
from saksama.places.models import ElectionEvent

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
TOLD = bridges.Told(
    "Kotak suara belum disegel", "Kotak suara ditemukan terbuka.", "TPS 001", date(2024, 11, 27)
)


@pytest.fixture
def field(db: Any) -> Any:
    directory.forget()
    yield make_field()
    directory.forget()


@pytest.fixture
def incident(field: Field) -> Incident:
    """A watched answer, told by a form with a photo."""
    day.watch_answer(field.version.instrument, "opened", "no", actor=None, at=on_the_day(6))
    field.send(payload(opened="no", photo="a.png"), files=[("a.png", PNG)], at=on_the_day(9))
    operations.read_waiting(at=on_the_day(9))
    return Incident.objects.get()


def test_it_becomes_preliminary_information_with_form_and_photo_sealed(
    incident: Incident, field: Field
) -> None:
    case = bridges.pass_on_as_information(
        incident, TOLD, version=1, actor=field.cast.officer, at=on_the_day(10)
    )
    incident.refresh_from_db()
    assert (incident.state, incident.case_id) == ("passed_on", str(case.pk))
    assert (case.kind, case.state, case.occurred_on) == (
        Case.Kind.INFORMATION,
        "preliminary",
        date(2024, 11, 27),
    )
    form, photo = (item.sealed for item in case.files.all())
    assert incident.submission is not None
    with open_plain(form) as plain:
        text = plain.read().decode()
    assert statements.payload_of(text) == bytes(incident.submission.payload)
    assert "Sudah dibuka? Belum" in text
    assert photo.pk == incident.submission.attachments.get().file_id
    assert {form.status, photo.status} == {SealedFile.Status.SEALED}
    assert IncidentPassed.objects.get().files == 2
    assert Line.objects.filter(act="incident_passed_on", subject_id=str(incident.pk)).exists()


def test_it_becomes_a_supervision_record_from_which_a_finding_may_come(
    incident: Incident, field: Field
) -> None:
    record = bridges.pass_on_as_record(
        incident, TOLD, version=1, actor=field.cast.panwascam, at=on_the_day(10)
    )
    assert (record.office_id, record.files.count()) == ("64.02.06", 2)  # the office nearest to the station
    client = client_of(field.cast.panwascam)
    page = client.get(reverse("checklists:day_incident", args=[incident.pk])).content.decode()
    assert reverse("cases:record", args=[record.pk]) in page
    page = client.get(reverse("cases:record", args=[record.pk])).content.decode()
    assert reverse("checklists:day_incident", args=[incident.pk]) in page
    assert reverse("cases:propose", args=[record.pk]) in page


def test_it_is_passed_on_once_and_nothing_of_a_second_try_stays(incident: Incident, field: Field) -> None:
    bridges.pass_on_as_information(incident, TOLD, version=1, actor=field.cast.officer, at=on_the_day(10))
    for version in (1, 2):
        with pytest.raises(FieldProblem):
            bridges.pass_on_as_record(
                incident, TOLD, version=version, actor=field.cast.coordinator, at=on_the_day(10)
            )
    assert (Case.objects.count(), SupervisionRecord.objects.count()) == (1, 0)


def test_nothing_of_a_drill_becomes_a_case(incident: Incident, field: Field) -> None:
    ElectionEvent.objects.filter(pk=field.event.pk).update(kind=ElectionEvent.Kind.DRILL)
    with pytest.raises(Problem, match="latihan"):
        bridges.pass_on_as_information(incident, TOLD, version=1, actor=field.cast.officer, at=on_the_day(10))


def test_who_may_not_open_the_other_side_is_told_and_the_incident_stays_open(
    incident: Incident, field: Field
) -> None:
    with pytest.raises(Problem):
        bridges.pass_on_as_record(incident, TOLD, version=1, actor=field.cast.secretary, at=on_the_day(10))
    incident.refresh_from_db()
    assert incident.state == "new"
    page = client_of(field.cast.secretary).get(reverse("bridges:incident", args=[incident.pk]))
    assert "<textarea" not in page.content.decode()


def test_the_page_begins_with_what_the_field_told_and_passes_it_on(incident: Incident, field: Field) -> None:
    client = client_of(field.cast.officer)
    address = reverse("bridges:incident", args=[incident.pk])
    page = client.get(address).content.decode()
    assert "Sudah dibuka? Belum" in page
    assert "a.png" in page
    given = {
        "into": "information", "title": "Belum dibuka", "what": "Belum dibuka pukul 09.00", "where": "TPS 001",
        "happened_on_0": "27", "happened_on_1": "11", "happened_on_2": "2024", "version": "1",
    }  # fmt: skip
    faulty = client.post(address, given | {"into": "", "what": ""})
    assert faulty.status_code == 422
    assert "Belum dibuka" in faulty.content.decode()
    done = client.post(address, given)
    case = Case.objects.get()
    assert (done.status_code, done["Location"]) == (302, reverse("cases:case", args=[case.pk]))
    assert (
        reverse("checklists:day_incident", args=[incident.pk])
        in client.get(done["Location"]).content.decode()
    )
    assert client.post(address, given).status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.rules
@pytest.mark.parametrize(
    ("offices", "nearest"),
    [(["64.02", "64.02.06"], "64.02.06"), (["64", "64.02"], "64.02"), (["64.02.07"], None), ([], None)],
)
def test_the_nearest_office_takes_it_on(offices: list[str], nearest: str | None) -> None:
    assert rules.nearest_office(STATION, offices) == nearest
