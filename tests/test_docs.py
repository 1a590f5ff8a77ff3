"""Documents say what the code does. Whatever is named in the one must stand in the other."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from saksama.cases import transitions
from saksama.cases.sentences import SENTENCES, state_name
from saksama.people.permissions import CATALOGUE

pytestmark = pytest.mark.rules

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "saksama"

# Law terms that must be explained, each with the name it bears in the code.
TERMS = {
    "laporan": "report",
    "temuan": "finding",
    "pelapor": "reporter",
    "terlapor": "respondent",
    "saksi": "witness",
    "kuasa": "representative",
    "informasi awal": "preliminary_information",
    "penelusuran": "tracing",
    "kajian awal": "initial_study",
    "kajian": "study",
    "syarat formal": "formal_requirement",
    "syarat materiel": "material_requirement",
    "perbaikan": "completion",
    "registrasi": "registration",
    "klarifikasi": "clarification",
    "pleno": "plenary",
    "penanganan": "handling",
    "pelimpahan": "delegation",
    "pengambilalihan": "take_over",
    "rekomendasi": "recommendation",
    "putusan": "decision",
    "hari": "calendar_day",
    "hari kerja": "working_day",
    "laporan hasil pengawasan": "supervision_record",
    "notulen": "meeting_minutes",
    "indeks kerawanan pemilu": "vulnerability_index",
    "tempat pemungutan suara": "PollingStation",
    "kode lacak": "tracking_code",
    "tenggat": "due_on",
}
PROPER_NAMES = ("Bawaslu", "Panwascam", "PKD", "PTPS", "Gakkumdu")


def text(*path: str) -> str:
    return ROOT.joinpath(*path).read_text(encoding="utf-8")


def coded(document: str) -> set[str]:
    """Everything a document sets in code letters."""
    return set(re.findall(r"`([^`\n]+)`", document))


def first_cells(document: str) -> set[str]:
    """The code names in the first column of its tables."""
    return {
        name
        for row in re.findall(r"^\| *(`[^|]*)\|", document, re.M)
        for name in re.findall(r"`([^`]+)`", row)
    }


# --- settings and commands ---------------------------------------------------------------------------


def variables_read() -> set[str]:
    """Names given to ``os.environ`` and ``_flag`` in the settings."""
    tree = ast.parse(text("src", "saksama", "config", "settings.py"))
    found = set()
    for node in ast.walk(tree):
        given = None
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.get", "os.getenv", "_flag"}:
            given = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            given = node.slice
        if isinstance(given, ast.Constant):
            found.add(given.value)
    return found


def test_every_variable_read_is_explained_and_none_besides():
    explained = {
        name for name in first_cells(text("docs", "operate.md")) if re.fullmatch(r"[A-Z][A-Z_]+", name)
    }
    assert explained == variables_read()


def commands() -> set[str]:
    """Our management commands, written as people type them."""
    names = {path.stem for path in SOURCE.glob("*/management/commands/*.py")} - {"__init__"}
    spoken = {"check_installation": "check", "journal_verify": "journal verify"}
    return {spoken.get(name, name) for name in names} | {"clock", "index"}


def test_every_command_is_in_the_readme_and_explained_where_offices_look():
    for place in (("README.md",), ("docs", "operate.md")):
        told = " ".join(coded(text(*place)))
        missing = [name for name in commands() if not re.search(rf"saksama {name}\b", told)]
        assert not missing, f"{'/'.join(place)} lacks {missing}"


def test_no_document_names_a_command_that_does_not_exist():
    known = {name.partition(" ")[0] for name in commands()} | {"shell", "makemigrations", "COMMAND"}
    wrong = []
    for path in documents():
        for words in coded(path.read_text(encoding="utf-8")):
            if (found := re.match(r"saksama ([a-z_]+)", words)) and found[1] not in known:
                wrong.append(f"{path.relative_to(ROOT)}: {words}")
    assert not wrong, "\n".join(wrong)


def make_targets() -> dict[str, str]:
    """``{target: help}``; an empty help is a fault."""
    rules = re.findall(r"^([a-z][a-z-]*):(?!=)([^\n]*)$", text("Makefile"), re.M)
    return {target: rest.partition("##")[2].strip() for target, rest in rules}


def test_every_make_target_has_one_line_of_help():
    assert not [target for target, told in make_targets().items() if not told]


def test_every_make_target_is_explained():
    told = text("README.md") + text("CONTRIBUTING.md")
    assert not [target for target in make_targets() if not re.search(rf"make {target}(?![\w-])", told)]


def test_no_document_names_a_target_that_does_not_exist():
    named = {
        (path.name, target)
        for path in documents()
        for words in coded(path.read_text(encoding="utf-8"))
        for target in re.findall(r"^make ([a-z-]+)", words)
    }
    assert not [pair for pair in named if pair[1] not in make_targets()]


# --- law, acts, permissions --------------------------------------------------------------------------


def test_every_permission_is_explained():
    assert set(CATALOGUE) <= first_cells(text("docs", "permissions.md"))


def test_every_act_and_state_of_a_case_is_explained():
    told = coded(text("docs", "rules", "cases.md"))
    acts = {move.act for move in transitions.MOVES}
    assert acts <= told, sorted(acts - told)
    assert set(transitions.STATES) <= told, sorted(set(transitions.STATES) - told)


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_drawing_names_every_state_as_screens_do(language):
    drawing = set(
        re.findall(r'<text class="(?:name|en)"[^>]*>([^<]+)<', text("docs", "images", "case-life.svg"))
    )
    with translation.override(language):
        names = {state_name(state) for state in SENTENCES}
    assert names <= drawing, sorted(names - drawing)


def test_the_drawing_holds_one_box_for_each_state():
    boxes = re.findall(r'<g id="(\w+)">', text("docs", "images", "case-life.svg"))
    assert sorted(boxes) == sorted(transitions.STATES)


def rows_of_glossary() -> Iterator[tuple[list[str], str]]:
    """Law terms of a row, and what the row says of the code."""
    for term, rest in re.findall(r"^\| ([^|`]+) \| ([^\n]+)$", text("docs", "glossary.md"), re.M):
        yield [word.strip() for word in re.split(r"[,(]", term.rstrip(")"))], rest


@pytest.mark.parametrize(("term", "name"), TERMS.items())
def test_the_glossary_has_the_term_beside_its_code(term, name):
    assert any(
        term in terms and name in coded(rest) | set(re.findall(r"\w+", rest))
        for terms, rest in rows_of_glossary()
    )


@pytest.mark.parametrize("name", PROPER_NAMES)
def test_the_glossary_keeps_proper_names(name):
    assert name in text("docs", "glossary.md")


# --- architecture, records, changelog ----------------------------------------------------------------


def test_every_room_is_drawn_and_told():
    told = text("docs", "architecture.md")
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert not [room for room in rooms if f"`{room}`" not in told]


def test_every_record_of_a_decision_is_in_the_index_and_has_its_parts():
    folder = ROOT / "docs" / "adr"
    index = (folder / "0001-records-of-decisions.md").read_text(encoding="utf-8")
    for path in sorted(folder.glob("*.md")):
        record = path.read_text(encoding="utf-8")
        assert f"]({path.name})" in index, path.name
        assert record.startswith(f"# {path.name[:4]} "), path.name
        for part in ("Context", "Choice", "Consequence", "Open questions"):
            assert f"**{part}.**" in record, f"{path.name} lacks {part}"


def test_every_document_is_reached_from_the_readme():
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        path = todo.pop()
        if path in reached or not path.exists() or path.suffix != ".md":
            continue
        reached.add(path)
        todo += [
            (path.parent / target).resolve()
            for target in re.findall(r"\]\(([^)#\s:]+)", path.read_text(encoding="utf-8"))
        ]
    assert not [str(path.relative_to(ROOT)) for path in documents() if path not in reached]


def test_the_changelog_has_what_is_unreleased_with_its_law():
    unreleased = text("CHANGELOG.md").partition("## Unreleased")[2]
    assert "### Law" in unreleased
    assert "### Added" in unreleased


def test_the_notice_names_what_is_shipped_and_installed():
    notice = text("NOTICE")
    npm = re.findall(r'"([@\w./-]+)": "\d', text("package.json"))
    data = [path.name for path in (SOURCE / "places" / "data").iterdir() if path.name != "README.md"]
    assert len(npm) > 3
    assert not [name for name in (*npm, *data) if name not in notice]


# --- the front page ----------------------------------------------------------------------------------


def test_the_readme_begins_with_exactly_two_commands():
    first_screen = text("README.md").partition("<img")[0]
    assert re.findall(r"^(make \w+)", first_screen, re.M) == ["make run", "make test"]
    assert first_screen.count("```") == 2


def test_the_readme_shows_the_desk_and_the_life_of_a_case():
    pictures = re.findall(r'<img src="([^"]+)" alt="[^"]+"', text("README.md"))
    assert pictures == ["docs/images/desk-1440.png", "docs/images/case-life.svg"]
    assert not [name for name in pictures if not (ROOT / name).exists()]


def test_python_is_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    for document in (("README.md",), ("docs", "operate.md")):
        assert "Python 3.11, 3.12 or 3.13" in text(*document)


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
