"""The gallery of parts: each component with its contract and the examples that also feed the tests."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.template import Context, Template
from django.utils.safestring import SafeString

from saksama import law
from saksama.pages.forms import DayField

COMPONENTS = Path(__file__).parent / "components"


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Part:
    """One component as its contract describes it. ``params``: {name: one line of help}."""

    name: str
    summary: str
    params: Mapping[str, str]
    examples: tuple[Example, ...]


class SampleForm(forms.Form):
    """One field of each kind, for the examples."""

    known_on = DayField(
        label="Kapan Anda mengetahui kejadian ini?", help_text="Boleh berbeda dari hari kejadian."
    )
    place = forms.CharField(label="Tempat kejadian", help_text="Desa, jalan, atau patokan")
    phone = forms.CharField(label="Nomor telepon", required=False, min_length=10)
    story = forms.CharField(label="Apa yang terjadi?", widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(
        label="Siapa yang Anda laporkan?",
        choices=[("person", "Seseorang"), ("group", "Tim atau kelompok"), ("unknown", "Saya tidak tahu")],
        widget=forms.RadioSelect,
    )
    district = forms.ChoiceField(label="Kecamatan", choices=[("", "Pilih"), ("64.02.06", "Tenggarong")])
    photo = forms.FileField(label="Foto", required=False)
    agree = forms.BooleanField(label="Keterangan ini benar sejauh yang saya ketahui.")


def sample_form(kind: str) -> SampleForm:
    """``empty``, or ``faulty``: sent back with what was typed and what is wrong."""
    if kind == "empty":
        return SampleForm()
    typed = {
        "known_on_0": "31",
        "known_on_1": "November",
        "known_on_2": "2024",
        "place": "Balai desa, Kec. Sebulu",
        "phone": "0812 555",
        "story": "",
        "kind": "person",
        "district": "64.02.06",
    }
    return SampleForm(typed)


def contracts() -> dict[str, dict[str, Any]]:
    """Every component's contract, by name, in alphabetical order."""
    files = sorted(COMPONENTS.glob("*/contract.toml"))
    return {path.parent.name: tomllib.loads(path.read_text()) for path in files}


def render(name: str, contract: Mapping[str, Any], params: Mapping[str, Any]) -> SafeString:
    """Draw a component through its tag, as a template would."""
    values = {key: _resolve(value) for key, value in params.items()}
    listed = contract.get("args", [])
    words = [key for key in listed if key in values] + [f"{key}={key}" for key in values if key not in listed]
    tag = contract.get("tag", name)
    source = f"{{% load pages %}}{{% {tag} {' '.join(words)} %}}"
    return Template(source).render(Context(values))


def gallery_context() -> dict[str, Any]:
    """Context for ``pages/gallery.html``."""
    return {"parts": [_part(name, contract) for name, contract in contracts().items()]}


def _part(name: str, contract: Mapping[str, Any]) -> Part:
    examples = tuple(
        Example(example["title"], render(name, contract, example.get("params", {})))
        for example in contract["examples"]
    )
    return Part(name, contract["summary"], contract.get("params", {}), examples)


def _resolve(value: Any) -> Any:
    """Contracts name what TOML cannot hold: ``@form.faulty.place`` and a due date by its rule."""
    if isinstance(value, str) and value.startswith("@form."):
        _form, kind, *field = value.split(".")
        return sample_form(kind)[field[0]] if field else sample_form(kind)
    if isinstance(value, list):
        return [_resolve(item) for item in value]
    if isinstance(value, Mapping):
        if value.keys() >= {"rule", "start"} and "days" not in value:
            return counted(**value)
        return {key: _resolve(item) for key, item in value.items()}
    return value


def counted(rule: str, start: Any, regime: str = "pilkada") -> dict[str, Any]:
    """The JSON of a due date counted by the law itself, for the example office."""
    rules = _law().on(start if not hasattr(start, "date") else start.date(), regime)  # type: ignore[arg-type]
    return law.due(rules[rule], start, calendar=law.seeded_calendar("64.02")).as_json()


@cache
def _law() -> law.Law:
    return law.load()
