"""The house stands: every arrow between rooms points down (docs/architecture.md).

Read as arrows: imports, string relations between models, ``{% url %}``, ``{% include %}``/``{% extends %}``
in templates, and migration dependencies.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.rules

SOURCE = Path(__file__).parents[1] / "src" / "saksama"

# Top to bottom; rooms of one line do not know each other.
LINES = (
    ("config",),
    ("api", "desk", "site"),
    ("bridges", "situation"),
    ("meetings", "vulnerability", "checklists", "cases"),
    ("documents",),
    ("notices",),
    ("evidence",),
    ("people",),
    ("places",),
    ("journal",),
    ("pages",),
    ("law",),
)
DEPTH = {room: depth for depth, rooms in enumerate(LINES) for room in rooms}
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def is_a_test(path: Path) -> bool:
    return "tests" in path.parts or path.name in {"testing.py", "conftest.py"}


def python_files() -> Iterator[Path]:
    return (path for path in SOURCE.rglob("*.py") if not is_a_test(path) and room_of(path) in DEPTH)


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively; write it in full"
            yield node.module or "", node.lineno
            if node.module == "saksama":
                for name in node.names:
                    yield f"saksama.{name.name}", node.lineno


def goes_up(here: str, there: str) -> bool:
    """Upward, or sideways to another room of the same line."""
    return here != there and there in DEPTH and DEPTH[there] <= DEPTH[here]


def test_every_room_is_drawn():
    assert set(ROOMS) <= set(DEPTH)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_down(room):
    found = [
        f"{path.relative_to(SOURCE)}:{line} imports {name}"
        for path in python_files()
        if room_of(path) == room
        for name, line in imports_of(path)
        if name.startswith("saksama.") and goes_up(room, name.split(".")[1])
    ]
    assert not found, "\n".join(found)


def test_law_knows_neither_django_nor_the_database():
    found = [
        f"{path.name}:{line} imports {name}"
        for path in (SOURCE / "law").rglob("*.py")
        for name, line in imports_of(path)
        if name.split(".")[0] in {"django", "psycopg", "sqlite3"}
    ]
    assert not found


def test_relations_named_in_strings_point_down():
    found = []
    for path in python_files():
        if "migrations" in path.parts:
            continue
        for relation in re.findall(
            r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*["'](\w+)\.\w+["']""",
            path.read_text(encoding="utf-8"),
        ):
            if goes_up(room_of(path), relation):
                found.append(f"{path.relative_to(SOURCE)} relates to {relation}")
    assert not found, "\n".join(found)


def test_migrations_depend_downwards():
    found = []
    for path in python_files():
        if "migrations" not in path.parts:
            continue
        for label in re.findall(
            r"""^\s*\(["'](\w+)["'], ["']\w+["']\),?""", path.read_text(encoding="utf-8"), re.M
        ):
            if goes_up(room_of(path), label):
                found.append(f"{path.relative_to(SOURCE)} depends on {label}")
    assert not found, "\n".join(found)


def namespaces() -> dict[str, str]:
    """``app_name`` of each room that has routes."""
    names = {}
    for path in SOURCE.glob("*/urls.py"):
        if found := re.search(r"""^app_name = ["']([\w-]+)["']""", path.read_text(encoding="utf-8"), re.M):
            names[found[1]] = room_of(path)
    return names


def test_templates_link_and_include_downwards():
    owner = namespaces()
    found = []
    for path in SOURCE.rglob("*.html"):
        here, text = room_of(path), path.read_text(encoding="utf-8")
        for name in re.findall(r"""{%\s*url\s+["']([\w-]+):""", text):
            if name in owner and goes_up(here, owner[name]):
                found.append(f"{path.relative_to(SOURCE)} links to {name}:")
        for name in re.findall(r"""{%\s*(?:include|extends)\s+["']([\w-]+)/""", text):
            if goes_up(here, name):
                found.append(f"{path.relative_to(SOURCE)} includes {name}/")
    assert not found, "\n".join(found)


def test_rooms_below_people_have_no_routes():
    below = [room for room in ROOMS if DEPTH[room] > DEPTH["people"]]
    assert not [room for room in below if (SOURCE / room / "urls.py").exists()]


def test_no_import_hides_inside_a_function():
    """Only the entry point may wait with an import (a clock needs no Django), and ``ready()``, as Django asks."""
    allowed = {"config/command_line.py"}
    found = []
    for path in python_files():
        if path.name == "apps.py":
            continue
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                module = getattr(node, "module", "") or ""
                hidden = isinstance(node, ast.ImportFrom) and module.startswith(("saksama", "django"))
                if hidden and str(path.relative_to(SOURCE)) not in allowed:
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert not found, "\n".join(found)
