"""A case with a file and a party, and a supervision record with a file."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from tests.route_targets import HERE, Target, World

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.importing import operations as importing
from saksama.cases.models import CaseFile
from saksama.cases.operations.intake import FileIn
from saksama.cases.papers import Occasion
from saksama.cases.paperwork.sheets import SHEETS
from saksama.cases.testing import Scene, wita
from saksama.evidence.operations import seal_bytes

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


def objects(stage: Scene) -> SimpleNamespace:
    with transaction.atomic():
        case = stage.report(wita(4)).case
        sealed = [
            seal_bytes(PNG, name="a.png", office=HERE, actor=stage.officer.code, at=wita(4)) for _ in range(2)
        ]
        acts.add_file(case, [FileIn(sealed[0], "Foto")], actor=stage.officer, at=wita(4))
        record = acts.write_supervision_record(
            office=stage.office, event=stage.event, observed_on=date(2024, 11, 4), place="Pasar", text="Terlihat.",
            files=[FileIn(sealed[1], "Foto")], actor=Actor.of(stage.cast.officer), at=wita(4),
        )  # fmt: skip
    case.refresh_from_db()
    about = Occasion(case=case, row=None, today=date(2024, 11, 4), at=wita(4))
    verify = "https://saksama.example/periksa/"
    issued = acts.issue_paper(SHEETS["report"], about, verify_base=verify, actor=stage.officer, at=wita(4))
    paper = acts.issue_record_form(record, verify_base=verify, actor=Actor.of(stage.cast.officer), at=wita(4))
    csv = b"Nomor,Tanggal Laporan,Status,Perihal\n1/LP,4/11/2024,Selesai,Amplop\n"
    table = importing.upload(
        BytesIO(csv), "a.csv", office=stage.office, event=stage.event, source="Lama",
        actor=Actor.of(stage.cast.secretary), at=wita(4),
    )  # fmt: skip
    return SimpleNamespace(
        table=table,
        record_paper=paper,
        case=case,
        file=CaseFile.objects.get(case=case),
        record=record,
        record_file=record.files.get(),
        issued=issued,
        party=case.parties.get(role="reporter"),
    )


def of_case(**more: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {
        "pk": world.of("cases").case.pk,
        **{name: value(world) for name, value in more.items()},
    }


def case_file(method: str = "get") -> Target:
    return Target(of_case(file=lambda world: world.of("cases").file.pk), HERE, method)


def of_record(**more: Callable[[World], Any]) -> Target:
    """A supervision record: it is no case's, also where a finding came of it."""

    def arguments(world: World) -> dict[str, Any]:
        told = {name: value(world) for name, value in more.items()}
        return {"pk": world.of("cases").record.pk, **told}

    return Target(arguments, HERE, is_of_a_case=False)


def of_table(method: str = "get") -> Target:
    """A table on its way in; it is still there for the next person after it was discarded."""
    table = lambda world: {"pk": world.of("cases").table.pk}  # noqa: E731
    return Target(table, HERE, method, permission="import_register", is_of_a_case=False)


TARGETS: dict[str, Target] = {
    "cases:report": Target(),
    "cases:information": Target(),
    "cases:last_day": Target(),
    "cases:before_sending": Target(
        method="post",
        data={
            "title": "Amplop dibagikan",
            "what": "Amplop dibagikan seusai pertemuan.",
            "where_text": "Balai desa",
            "occurred_on": "2024-11-01",
            "respondent-1-name": "Budi Santoso",
        },
    ),
    "cases:receipt": Target(of_case(), HERE),
    "cases:case": Target(of_case(), HERE),
    "cases:act": Target(of_case(act=lambda world: "add_party"), HERE, permission="receive_report"),
    "cases:file": case_file(),
    "cases:file_original": case_file(),
    "cases:file_history": case_file(),
    "cases:file_check": case_file("post"),
    "cases:reveal": Target(of_case(party=lambda world: world.of("cases").party.pk), HERE),
    "cases:paper": Target(of_case(kind=lambda world: "receipt"), HERE),
    "cases:articles": Target(of_case(), HERE),
    "cases:bundle": Target(of_case(), HERE),
    "cases:chronicle": Target(of_case(), HERE),
    "cases:papers": Target(of_case(), HERE),
    "cases:issue": Target(of_case(sheet=lambda world: "report"), HERE),
    "cases:paper_preview": Target(of_case(sheet=lambda world: "report", file=lambda world: "pdf"), HERE),
    "cases:issued_paper": Target(of_case(document=lambda world: world.of("cases").issued.pk), HERE),
    "cases:records": Target(),
    "cases:record_new": Target(),
    "cases:record": of_record(),
    "cases:record_file": of_record(file=lambda world: world.of("cases").record_file.pk),
    "cases:propose": of_record(),
    "cases:record_draft": Target(method="post"),
    "cases:record_form": of_record(file=lambda world: "pdf"),
    "cases:record_issued": of_record(document=lambda world: world.of("cases").record_paper.pk),
    "cases:templates": Target(),
    "cases:template_preview": Target(lambda world: {"kind": "study", "which": "contoh"}),
    "cases:transfers": Target(),
    "cases:imports": Target(),
    "cases:import": of_table(),
    "cases:import_begin": of_table("post"),
    "cases:import_go_on": of_table("post"),
    "cases:import_discard": of_table("post"),
    "cases:import_bad_rows": of_table(),
}
