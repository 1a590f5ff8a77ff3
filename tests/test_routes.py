"""Every route with every person: a positive control with a real object, and a stranger's 404 for the same one.

The expectation is computed from the catalogue and the scope function alone, so a view that forgets its check
answers 200 where this test expects 404. A route without an entry in its room's ``TARGETS`` fails: no route goes
untested.
"""

import importlib
import pkgutil
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from tests import route_targets
from tests.route_targets import HERE, Target, World

from saksama.cases.testing import scene
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
    """For each person: allowed by the catalogue at the object's office = served; else 404, 403 or log-in."""
    world, today = world_of(room), timezone.localdate()
    wrong, served = [], set()
    people = [(who, person, client_of(person)) for who, person in world.stage.cast.everybody().items()]
    for name in routes_of(room):
        target, view = OBJECTS[name], routes()[name][1]
        address = reverse(name, kwargs=target.kwargs(world))
        for who, person, client in people:
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
def test_the_same_role_of_another_area_gets_404_for_every_object(room):
    world = world_of(room)
    neighbour = client_of(world.stage.cast.neighbour)
    for name, target in ROOMS[room].TARGETS.items():
        if target.office is None or name not in staff_routes():
            continue
        answer = getattr(neighbour, target.method)(reverse(name, kwargs=target.kwargs(world)))
        assert answer.status_code == 404, name


@pytest.mark.django_db
def test_removing_the_check_of_one_object_would_be_seen(monkeypatch):
    """The net holds: with the scope of cases opened to all, the neighbour's page is served and the test above fails."""
    from saksama.cases import queries
    from saksama.cases.models import Case

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
