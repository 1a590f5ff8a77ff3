"""The first draft of a release, from the facts of the briefing; the wording stands in ``data/release.toml``."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

from saksama.pages import formats
from saksama.situation import wording
from saksama.situation.briefing import sections
from saksama.situation.briefing.facts import Facts

FILE = Path(__file__).parents[1] / "data" / "release.toml"


@dataclass(frozen=True, slots=True)
class Value:
    """Something the text may name, as it was on a day. ``is_figure``: a number that can be found wrong later."""

    name: str
    label: str
    value: str
    as_of: date
    source: str = ""
    path: str = ""
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Headline and text with names in braces, and the values they stand for."""

    title: str
    text: str
    values: Sequence[Value]


def draft(told: Facts) -> Draft:
    """Draft in Indonesian, whatever the reader's language."""
    with translation.override("id"):
        values = [value for value in _values(told) if value.value]
    return compose(values)


def compose(values: Sequence[Value]) -> Draft:
    """Headline and paragraphs that can be filled from ``values``."""
    known = {value.name for value in values}
    told = _told()
    title = next(row["text"] for row in told["title"] if known.issuperset(row["needs"]))
    parts = [row["text"] for row in told["paragraph"] if _stands(row, known)]
    return Draft(title, "\n\n".join(parts), values)


def _stands(row: Mapping[str, Any], known: set[str]) -> bool:
    return known.issuperset(row.get("needs", ())) and row.get("unless") not in known


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _values(told: Facts) -> Iterable[Value]:
    """All that is known of the day. Figures carry the page that shows how they were counted."""
    on, office = told.on, told.office
    paths = {figure.key: figure.path for figure in sections.figures(told)}

    def figure(name: str, label: str, value: str, source: str, key: str) -> Value:
        return Value(name, label, value, on, source, paths.get(key, ""), is_figure=True)

    acts = "tindakan bertanggal kantor ini"
    yield Value("office", "Kantor", office.name, on)
    yield Value("town", "Tempat", office.seat or office.area.name.removeprefix("Kabupaten "), on)
    yield Value("area", "Wilayah", office.area.title, on)
    yield Value("day", "Hari", formats.long_date(on), on)
    yield from _sitting(told)
    if told.event and told.days_to_vote is not None:
        source = told.event.source
        yield figure(
            "days_to_vote",
            "Hari menuju pemungutan suara",
            formats.number(told.days_to_vote),
            source,
            "days_to_vote",
        )
        yield Value("vote_on", "Hari pemungutan suara", formats.long_date(told.event.vote_on), on, source)
    yield from _ranks(told, paths)
    yield figure("handled", "Pelanggaran ditangani", formats.number(told.figures.handled), acts, "handled")
    yield Value("course", "Perjalanan perkara", _course(told), on, acts, paths.get("handled", ""))
    said = wording.verdict_said(told.normality)
    yield Value("normality", "Wajar atau tidak", said.lead, on, "", paths.get("normality", ""))
    if told.picture.own.level:
        yield Value(
            "situation",
            "Situasi",
            told.picture.own.level.label.lower(),
            on,
            "laporan keadaan",
            paths.get("situation", ""),
        )
    yield figure(
        "neutrality", "Perkara netralitas", formats.number(told.neutrality.cases), acts, "neutrality"
    )
    if told.stations and told.stations.voters:
        source = told.event.source if told.event else ""
        if told.stations.count:  # none are entered yet, which does not mean that there are none
            yield figure("stations", "TPS", formats.number(told.stations.count), source, "stations")
        yield Value("voters", "Pemilih", formats.number(told.stations.voters), on, source)


def _sitting(told: Facts) -> Iterable[Value]:
    """The meeting of the day: where, on what, who sat there. Names stand only where the meeting's record has them."""
    sitting = told.sitting
    if sitting is None:
        return
    meeting, on = sitting.meeting, told.on
    yield Value("meeting", "Rapat", str(meeting.get_kind_display()).lower(), on)
    yield Value("venue", "Tempat rapat", meeting.venue, on)
    yield Value("theme", "Tema", meeting.theme, on)
    yield Value("attended", "Unsur yang hadir", _listed([_inside(word) for word in sitting.attended]), on)
    yield Value("greeted", "Sambutan", "; ".join(sitting.greeted), on)
    yield Value("speakers", "Narasumber", "; ".join(sitting.speakers), on)
    came = [
        f"{institution} diwakili {', '.join(filter(None, (name, post)))}"
        for institution, name, post in sitting.represented
    ]
    yield Value("represented", "Diwakili", f"{'; '.join(came)}." if came else "", on)


def _inside(words: str) -> str:
    """As it stands inside a sentence; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _listed(words: Sequence[str]) -> str:
    """*a, b, dan c*"""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])}{',' if len(words) > 2 else ''} dan {words[-1]}"


def _ranks(told: Facts, paths: Mapping[str, str]) -> Iterable[Value]:
    ranks = told.ranks
    if ranks is None:
        return
    yield Value("edition", "Indeks", ranks.label, told.on)
    for level, every, place in (
        ("province", "provinces", ranks.province),
        ("regency", "regencies", ranks.regency),
    ):
        if place and place.rank:
            path = paths.get(f"rank_{place.code}", "")
            yield Value(level, level, place.name, told.on)
            yield Value(every, "Jumlah", formats.number(place.of), told.on, ranks.label, path)
            yield Value(
                f"{level}_rank", f"Urutan {place.name}", formats.number(place.rank), told.on, ranks.label, path,
                is_figure=True,
            )  # fmt: skip


def _course(told: Facts) -> str:
    course = told.course
    rows = (("masih berjalan", course.running), ("diteruskan", course.forwarded), ("berakhir", course.ended))
    return ", ".join(f"{formats.number(count)} {word}" for word, count in rows if count)
