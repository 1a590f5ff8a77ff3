"""Every route with every person: a positive control with a real object, and a stranger's 404 for the same one.

The expectation is computed from the catalogue and the scope function alone, so a view that forgets its check
answers 200 where this test expects 404. A route without an entry in ``OBJECTS`` fails: no route goes untested.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from saksama.cases import operations as acts
from saksama.cases.actors import Actor
from saksama.cases.models import CaseFile
from saksama.cases.operations.intake import FileIn
from saksama.cases.testing import Scene, scene, wita
from saksama.evidence.operations import seal_bytes
from saksama.people import checks, scope
from saksama.people.marks import ANY_ACCOUNT, PUBLIC, mark_of
from saksama.people.testing import client_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


@dataclass
class World:
    """One real object of each kind, all of office 64.02."""

    stage: Scene
    case: Any
    file: Any
    record: Any
    record_file: Any
    party: Any


@dataclass(frozen=True)
class Target:
    """How to ask for a route: its arguments, and the office whose matter it shows (None: nobody's)."""

    kwargs: Callable[[World], dict[str, Any]] = lambda world: {}
    office: str | None = None
    method: str = "get"
    permission: str | None = None
    """What the object asks for, where the mark is only the first gate."""


def of_case(**more: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.case.pk, **{name: value(world) for name, value in more.items()}}


def case_file(method: str = "get") -> Target:
    return Target(of_case(file=lambda world: world.file.pk), "64.02", method)


HERE = "64.02"
OBJECTS: dict[str, Target] = {
    # cases
    "cases:report": Target(),
    "cases:information": Target(),
    "cases:last_day": Target(),
    "cases:receipt": Target(of_case(), HERE),
    "cases:case": Target(of_case(), HERE),
    "cases:act": Target(of_case(act=lambda world: "add_party"), HERE, permission="receive_report"),
    "cases:file": case_file(),
    "cases:file_original": case_file(),
    "cases:file_history": case_file(),
    "cases:file_check": case_file("post"),
    "cases:reveal": Target(of_case(party=lambda world: world.party.pk), HERE),
    "cases:paper": Target(of_case(kind=lambda world: "receipt"), HERE),
    "cases:records": Target(),
    "cases:record_new": Target(),
    "cases:record": Target(lambda world: {"pk": world.record.pk}, HERE),
    "cases:record_file": Target(lambda world: {"pk": world.record.pk, "file": world.record_file.pk}, HERE),
    "cases:propose": Target(lambda world: {"pk": world.record.pk}, HERE),
    "cases:transfers": Target(),
    # desk
    "desk:calendar": Target(),
    "desk:calendar_confirm": Target(lambda world: {"act": "add"}, method="post"),
    "desk:calendar_preview": Target(lambda world: {"act": "add"}, method="post"),
    "desk:cases": Target(),
    "desk:cases_table": Target(),
    "desk:gallery": Target(),
    "desk:journal": Target(),
    "desk:journal_check": Target(),
    "desk:office": Target(),
    "desk:recap": Target(),
    "desk:recap_pdf": Target(),
    "desk:recap_xlsx": Target(),
    "desk:register": Target(),
    "desk:register_pdf": Target(),
    "desk:register_xlsx": Target(),
    "desk:search": Target(method="post"),
    "desk:today": Target(),
    # people
    "people": Target(),
    "add_person": Target(),
    "person": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE),
    "add_duty": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE, "post"),
    "end_duty": Target(
        lambda world: {
            "pk": world.stage.cast.officer.pk,
            "duty_pk": world.stage.cast.officer.duties.get().pk,
        },
        HERE,
        "post",
    ),
    "reset_login": Target(lambda world: {"pk": world.stage.cast.officer.pk}, HERE),
}

# Shown only in the example, and there to all: to nobody here.
ONLY_IN_THE_EXAMPLE = {"desk:gallery"}
# Whose own records, whatever the office, some marks open besides the scope of the mark.
OWN_RECORDS = {"cases:record", "cases:record_file"}


@cache
def routes() -> dict[str, tuple[str, Any]]:
    """``{name: (route, view)}`` of every route that has a mark."""
    namespaced: dict[str, tuple[str, Any]] = {}
    for route, pattern in checks.routes(get_resolver()):
        mark = mark_of(pattern.callback)
        if mark is not None:
            namespaced[_full_name(route, pattern)] = (route, pattern.callback)
    return namespaced


def _full_name(route: str, pattern: Any) -> str:
    module = (
        pattern.callback.__module__.split(".")[1]
        if pattern.callback.__module__.startswith("saksama.")
        else ""
    )
    view_class = getattr(pattern.callback, "view_class", None)
    if view_class is not None and view_class.__module__.startswith("saksama."):
        module = view_class.__module__.split(".")[1]
    return f"{module}:{pattern.name}" if module in {"cases", "desk", "site", "api"} else str(pattern.name)


def staff_routes() -> list[str]:
    return [name for name, (_, view) in routes().items() if mark_of(view) not in {PUBLIC, ANY_ACCOUNT}]


@pytest.fixture
def world(db):
    stage = scene()
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
    return World(
        stage,
        case,
        CaseFile.objects.get(case=case),
        record,
        record.files.get(),
        case.parties.get(role="reporter"),
    )


def test_every_route_of_staff_has_a_target():
    missing = sorted(set(staff_routes()) - set(OBJECTS))
    assert not missing, f"no real object is named for: {', '.join(missing)}"


def test_the_number_of_routes_is_told(capsys):
    with capsys.disabled():
        marks = [mark_of(view) for _, view in routes().values()]
        print(
            f"\n{len(marks)} routes: {marks.count(PUBLIC)} public, {marks.count(ANY_ACCOUNT)} for any account, "
            f"{len(staff_routes())} by permission"
        )
    assert len(staff_routes()) == len(OBJECTS)


@pytest.mark.django_db
def test_every_route_with_every_person(world):
    """For each person: allowed by the catalogue at the object's office = served; else 404, 403 or log-in."""
    today = timezone.localdate()
    wrong, served = [], set()
    for name in staff_routes():
        target, view = OBJECTS[name], routes()[name][1]
        address = reverse(name, kwargs=target.kwargs(world))
        for who, person in world.stage.cast.everybody().items():
            answer = getattr(client_of(person), target.method)(address)
            expected = _is_allowed(person, target.permission or mark_of(view), target.office, today)
            expected = expected and name not in ONLY_IN_THE_EXAMPLE
            if name in OWN_RECORDS and who not in {"visitor"}:
                expected = scope.allows(person, "view_supervision_records", HERE, today=today)
            if not person.is_authenticated:
                fine = answer.status_code == 302 and "/masuk/" in answer["Location"]
            elif expected:
                fine = answer.status_code not in {403, 404, 500}
                served.add(name)
            else:
                fine = answer.status_code in {403, 404}
                if target.office and not scope.allows(person, "view_cases", target.office, today=today):
                    fine = answer.status_code == 404
            if not fine:
                wrong.append(
                    f"{name} as {who}: {answer.status_code}, expected {'served' if expected else 'refused'}"
                )
    assert not wrong, "\n".join(wrong)
    unserved = set(staff_routes()) - served - ONLY_IN_THE_EXAMPLE
    assert not unserved, f"no positive control for: {', '.join(unserved)}"


def _is_allowed(person: Any, permission: str | None, office: str | None, today: date) -> bool:
    assert permission is not None
    if office is None:
        return bool(scope.scope_of(person, permission, today=today))
    return scope.allows(person, permission, office, today=today)


@pytest.mark.django_db
def test_the_same_role_of_another_area_gets_404_for_every_object(world):
    neighbour = client_of(world.stage.cast.neighbour)
    for name, target in OBJECTS.items():
        if target.office is None or name not in staff_routes():
            continue
        answer = getattr(neighbour, target.method)(reverse(name, kwargs=target.kwargs(world)))
        assert answer.status_code == 404, name


@pytest.mark.django_db
def test_removing_the_check_of_one_object_would_be_seen(world, monkeypatch):
    """The net holds: with the scope of cases opened to all, the neighbour's page is served and the test above fails."""
    from saksama.cases import queries
    from saksama.cases.models import Case

    monkeypatch.setattr(
        queries, "reachable", lambda account, pk, today: Case.objects.select_related("office").get(pk=pk)
    )
    monkeypatch.setattr(
        queries, "visible_to", lambda account, *, today, permission="view_cases": Case.objects.all()
    )
    answer = client_of(world.stage.cast.neighbour).get(reverse("cases:case", kwargs={"pk": world.case.pk}))
    assert answer.status_code == 200
