"""What this room offers stands in docs/documents.md."""

from pathlib import Path

import pytest

from saksama.documents import errors, pdf, rules
from saksama.documents.models import NumberKind

pytestmark = pytest.mark.rules
DOCS = Path(__file__).parents[4] / "docs" / "documents.md"


def names():
    yield from pdf.TEMPLATES
    yield from NumberKind.values
    yield from (f"{{{name}}}" for name in rules.PLACEHOLDERS)
    yield from (problem.code for problem in errors.DocumentProblem.__subclasses__())


@pytest.mark.parametrize("name", sorted(names()))
def test_it_is_described(name):
    assert f"`{name}`" in DOCS.read_text()


@pytest.mark.parametrize("template", sorted(pdf.TEMPLATES))
def test_each_template_has_its_example(template):
    assert (Path(__file__).parent / "examples" / f"{template}.json").exists()
