"""Each component has a contract, each contract an example, each example draws."""

import re
from pathlib import Path

import pytest

from saksama.pages import gallery
from saksama.pages.templatetags.pages import register

pytestmark = pytest.mark.rules
CONTRACTS = gallery.contracts()
EXAMPLES = [
    pytest.param(name, contract, example, id=f"{name}: {example['title']}")
    for name, contract in CONTRACTS.items()
    for example in contract["examples"]
]


def test_every_component_folder_has_a_contract() -> None:
    folders = {path.name for path in gallery.COMPONENTS.iterdir() if path.is_dir()}
    assert folders == set(CONTRACTS)


@pytest.mark.parametrize(("name", "contract"), CONTRACTS.items())
def test_a_contract_names_a_tag_a_summary_and_its_parameters(name: str, contract: dict) -> None:
    assert contract.get("tag", name) in register.tags
    assert contract["summary"].endswith(".")
    assert contract["examples"]
    for example in contract["examples"]:
        assert set(example.get("params", {})) <= set(contract["params"])


@pytest.mark.parametrize(("name", "contract", "example"), EXAMPLES)
def test_an_example_draws_balanced_markup(name: str, contract: dict, example: dict) -> None:
    html = gallery.render(name, contract, example.get("params", {}))
    assert "pages-" in html
    for element in ("div", "ul", "ol", "li", "dl", "section", "details", "svg", "fieldset", "table"):
        assert len(re.findall(rf"<{element}[\s>]", html)) == html.count(f"</{element}>"), element


def test_every_component_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[4] / "docs" / "pages.md").read_text()
    missing = [
        name for name, contract in CONTRACTS.items() if f"{{% {contract.get('tag', name)} " not in text
    ]
    assert missing == []


def test_the_gallery_shows_every_component(request_on_page) -> None:
    from django.template.loader import render_to_string

    html = render_to_string("pages/gallery.html", gallery.gallery_context(), request=request_on_page)
    for name in CONTRACTS:
        assert f'id="{name}"' in html
