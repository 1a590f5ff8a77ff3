"""Every route with every person: a positive control with a real object, and a stranger's 404 for the same one.

Whoever is kept from a case is a stranger to it: no route of it answers, no list, search or table names it.

What is crossed: on SQLite each route with each kind of person, that is each whole of permissions and places where
they hold, read from the duties; two members of one office are one kind. On PostgreSQL each route with one person
for each difference that its permissions can see (``seen_by_the_route``); the rest would ask the same question again.

The expectation is computed from the catalogue and the scope function alone, so a view that forgets its check
answers 200 where this test expects 404. A route without an entry in its room's ``TARGETS`` fails: no route goes
untested.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.urls import get_resolver, reverse
from django.utils import timezone
from pypdf import PdfReader
from tests import route_targets
from tests.route_targets import HERE, Target, World

from saksama.cases import operations as acts
from saksama.cases import queries
from saksama.cases.actors import Actor
from saksama.cases.models import Case
from saksama.cases.testing import scene, wita
from saksama.config import clock
from saksama.people import checks, permissions, scope
from saksama.people.marks import ANY_ACCOUNT, PUBLIC, mark_of
from saksama.people.testing import client_of

ROOMS = {
    name: importlib.import_module(f"tests.route_targets.{name}")
    for _, name, _ in pkgutil.iter_modules(route_targets.__path__)
}
OBJECTS: dict[str, Target] = {
    route: target for room in ROOMS.values() for route, target in room.TARGETS.items()
}

# Shown only in the example, and there to all: to nobody here.
ONLY_IN_THE_EXAMPLE = {"desk:gallery"}
# Rooms with lists that name cases.
NAMES_CASES = {"bridges", "cases", "desk", "outside", "sittings"}
# Whose own records, whatever the office, some marks open besides the scope of the mark.
OWN_RECORDS = {"cases:record", "cases:record_file", "cases:record_form", "cases:record_issued"}


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
    view = getattr(pattern.callback, "view_class", pattern.callback)
    module = view.__module__.split(".")[1] if view.__module__.startswith("saksama.") else ""
    return f"{module}:{pattern.name}" if module in _namespaces() else str(pattern.name)


@cache
def _namespaces() -> frozenset[str]:
    return frozenset(get_resolver().namespace_dict)


def staff_routes() -> list[str]:
    return [name for name, (_, view) in routes().items() if mark_of(view) not in {PUBLIC, ANY_ACCOUNT}]


def world_of(room: str) -> World:
    """The stage, and the objects of one room."""
    stage = scene()
    made = {room: ROOMS[room].objects(stage)} if hasattr(ROOMS[room], "objects") else {}
    return World(stage, made)


def routes_of(room: str) -> list[str]:
    return [name for name in staff_routes() if name in ROOMS[room].TARGETS]


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
@pytest.mark.parametrize("room", ROOMS)
def test_every_route_with_every_person(room):
    """For each kind of person: allowed by the catalogue at the object's office = served; else 404, 403 or log-in."""
    world, today = world_of(room), timezone.localdate()
    wrong, served = [], set()
    for person in world.stage.cast.everybody().values():
        if person.is_authenticated:
            scope.remember_duties(person)  # asked for each route; the pages read their own
    everybody = one_of_each(world.stage.cast.everybody(), permissions.CATALOGUE, today)
    clients = {who: client_of(person) for who, person in everybody.items()}
    for name in routes_of(room):
        target, view = OBJECTS[name], routes()[name][1]
        address = reverse(name, kwargs=target.kwargs(world))
        people = everybody
        if connection.vendor == "postgresql":
            people = one_of_each(everybody, seen_by_the_route(name), today)
        for who, person in people.items():
            client = clients[who]
            answer = getattr(client, target.method)(address)
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
                if target.office and not _sees(
                    person, target.permission or mark_of(view), target.office, today
                ):
                    fine = answer.status_code == 404
            if not fine:
                wrong.append(
                    f"{name} as {who}: {answer.status_code}, expected {'served' if expected else 'refused'}"
                )
    assert not wrong, "\n".join(wrong)
    unserved = set(routes_of(room)) - served - ONLY_IN_THE_EXAMPLE
    assert not unserved, f"no positive control for: {', '.join(unserved)}"


def one_of_each(people: dict[str, Any], asked: Iterable[str], today: date) -> dict[str, Any]:
    """The first of all those who hold each permission of ``asked`` at the same places; visitors are their own kind."""
    kinds: dict[Any, str] = {}
    for who, person in people.items():
        held = [scope.scope_of(person, permission, today=today) for permission in sorted(asked)]
        kinds.setdefault((person.is_authenticated, *((one.areas, one.offices) for one in held)), who)
    return {who: people[who] for who in kinds.values()}


def seen_by_the_route(name: str) -> set[str]:
    """The permission of the mark, that of the object, what either is seen with, and what opens own records."""
    asked = {mark_of(routes()[name][1]), OBJECTS[name].permission} - {None}
    seen_with = {permissions.named(one).seen_with or "view_cases" for one in asked}
    return asked | seen_with | ({"view_supervision_records"} if name in OWN_RECORDS else set())


def _is_allowed(person: Any, permission: str | None, office: str | None, today: date) -> bool:
    assert permission is not None
    if office is None:
        return bool(scope.scope_of(person, permission, today=today))
    return scope.allows(person, permission, office, today=today)


def _sees(person: Any, permission: str | None, office: str, today: date) -> bool:
    """May the person know that the matter exists? Then a missing act is a refusal, else a wrong address."""
    assert permission is not None
    seen_with = permissions.named(permission).seen_with or "view_cases"
    return scope.allows(person, seen_with, office, today=today)


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_another_area_and_whoever_is_kept_from_a_case_get_404_for_every_object(room, monkeypatch):
    """The same role of another area; in the own area, where a room has cases, two who are recused from all of them."""
    monkeypatch.setattr(clock, "now", lambda: wita(5))
    world = world_of(room)
    neighbour, recused = world.stage.cast.neighbour, (world.stage.cast.officer, world.stage.cast.chair)
    stranger = client_of(neighbour)
    wrong = [
        f"{name} as {neighbour}: {answer.status_code}"
        for name, target in objects_of(room)
        if (answer := ask(stranger, name, target, world)).status_code != 404
    ]
    cases = list(Case.objects.all())
    named_before = naming(room, world, cases, client_of(world.stage.cast.chair))
    assert named_before or room not in NAMES_CASES, "no list names a case: nothing would be seen missing"
    recuse_from(cases, recused)
    for account in recused if cases else ():
        client = client_of(account)
        wrong += [f"{where} names a case to {account}" for where in naming(room, world, cases, client)]
        for name, target in objects_of(room):
            if not target.is_of_a_case:
                continue
            permission = target.permission or mark_of(routes()[name][1])
            may = scope.allows(account, permission, target.office, today=wita(5).date())
            if (code := ask(client, name, target, world).status_code) not in ({404} if may else {403, 404}):
                wrong.append(f"{name} as {account}: {code}")
    assert not wrong, "\n".join(wrong)


def objects_of(room: str) -> list[tuple[str, Target]]:
    """Routes of staff that show one object of an office."""
    return [(name, OBJECTS[name]) for name in routes_of(room) if OBJECTS[name].office is not None]


def ask(client: Any, name: str, target: Target, world: World) -> Any:
    return getattr(client, target.method)(reverse(name, kwargs=target.kwargs(world)), target.data)


def recuse_from(cases: Sequence[Case], accounts: Sequence[Any]) -> None:
    for case in cases:
        for account in accounts:
            acts.recuse(case, account, ground="kinship", actor=Actor.of(account), at=wita(5))


def naming(room: str, world: World, cases: Sequence[Case], client: Any) -> set[str]:
    """Lists of the room, other objects and pages beside it, on which a case can be read by its address or number."""
    if not cases:
        return set()
    marks = [
        mark
        for case in cases
        for mark in (str(case.pk), case.number_received, case.number_registered)
        if mark
    ]
    told = {
        name: ask(client, name, OBJECTS[name], world)
        for name in routes_of(room)
        if OBJECTS[name].office is None or not OBJECTS[name].is_of_a_case
    }
    beside = getattr(ROOMS[room], "beside", lambda world: [])
    told |= {address: client.get(address) for address in beside(world)}
    return {name for name, answer in told.items() if any(mark in text_of(answer) for mark in marks)}


def text_of(answer: Any) -> str:
    """What can be read in an answer: a page, the sheets of a workbook, the pages of a PDF."""
    data = b"".join(answer) if answer.streaming else answer.content
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    if data.startswith(b"%PDF"):
        return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    return str(data.decode(errors="replace"))


@pytest.mark.django_db
def test_removing_the_check_of_one_object_would_be_seen(monkeypatch):
    """The net holds: with the scope of cases opened to all, the neighbour's page is served and the test above fails."""
    world = world_of("cases")
    monkeypatch.setattr(
        queries, "reachable", lambda account, pk, today: Case.objects.select_related("office").get(pk=pk)
    )
    monkeypatch.setattr(
        queries, "visible_to", lambda account, *, today, permission="view_cases": Case.objects.all()
    )
    answer = client_of(world.stage.cast.neighbour).get(
        reverse("cases:case", kwargs={"pk": world.of("cases").case.pk})
    )
    assert answer.status_code == 200
