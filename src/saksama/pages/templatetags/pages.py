"""``{% load pages %}``: every component, glyph, icon and format of the house. See docs/pages.md."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from saksama.pages import choropleths, drawings, fields, formats, rulers, strips
from saksama.pages import related as ways

register = template.Library()

register.simple_tag(drawings.icon, name="icon")
register.simple_tag(drawings.glyph, name="glyph")


# Formats


@register.filter
def long_date(value: date | None) -> str:
    return formats.long_date(value) if value else ""


@register.filter
def plain_date(value: date | None) -> str:
    return formats.plain_date(value) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    return formats.short_date(value) if value else ""


@register.filter
def near_date(value: date | None, today: date) -> str:
    return formats.near_date(value, today) if value else ""


@register.filter
def long_time(value: datetime | None, zone: str | tzinfo) -> str:
    return formats.long_time(value, zone) if value else ""


@register.filter
def long_moment(value: datetime | None, zone: str | tzinfo) -> str:
    return formats.long_moment(value, zone) if value else ""


@register.filter
def short_moment(value: datetime | None, zone: str | tzinfo) -> str:
    return formats.short_moment(value, zone) if value else ""


@register.filter
def moment_parts(value: datetime, zone: str | tzinfo) -> tuple[str, str]:
    """*9 Nov* and *08.10*: the two lines of a timeline's margin."""
    local = value.astimezone(formats.as_zone(zone))
    return day_and_month(local), formats.clock_time(value, zone).split(" ")[0]


@register.filter
def day_and_month(value: date) -> str:
    return f"{value.day} {formats.short_month(value)}"


@register.filter
def number(value: float | None, places: int = 0) -> str:
    return formats.number(value, places)


@register.filter
def percent(value: float | None, places: int = 2) -> str:
    return formats.percent(value, places)


@register.filter
def breakable(value: object) -> SafeString:
    """Let a long number break after its slashes: *900/LP/PB/…* on a narrow phone."""
    parts = str(value).split("/")
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def initials(value: object) -> str:
    """*Rahmi Adawiyah* is RA; nobody is a dash."""
    words = str(value or "").split()
    return "".join(word[0] for word in words[:2]).upper() or "–"


@register.filter
def fingerprint(value: str) -> str:
    """A hash as people compare it: the first and the last four signs."""
    return f"{value[:4]}…{value[-4:]}" if len(value) > 12 else value


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """``light``, ``dark`` or ``auto``, from the cookie; anything else in the cookie is ``auto``."""
    request = context.get("request")
    wish = request.COOKIES.get("theme", "") if request else ""
    return wish if wish in {"light", "dark"} else "auto"


# States and time


@register.inclusion_tag("status_sentence/status_sentence.html")
def status_sentence(state: str, lead: str, text: str = "", plain: bool = False) -> dict[str, Any]:
    return {"state": state, "lead": lead, "text": text, "plain": plain}


@register.simple_tag
def menu_parts(navigation: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The menu's entries: ``work`` in one line, ``aside`` folded away, ``here`` the folded one that is open."""
    items = list(navigation)
    aside = [item for item in items if item.get("aside")]
    return {
        "work": [item for item in items if not item.get("aside")],
        "aside": aside,
        "here": next((item["label"] for item in aside if item["current"]), ""),
    }


@register.simple_tag
def status(state: str, text: str) -> SafeString:
    """A glyph with its word, for a row: *utuh*, *menunggu*."""
    return mark_safe(  # noqa: S308 -- the word is escaped here, the glyph is ours
        f'<span class="pages-status pages-state--{conditional_escape(state)}">'
        f"{drawings.glyph(state)}<span>{conditional_escape(text)}</span></span>"
    )


@register.inclusion_tag("day_strip/day_strip.html")
def day_strip(
    due: strips.Due,
    today: date,
    notes: Mapping[str, str] | None = None,
    extension: strips.Due | None = None,
) -> dict[str, Any]:
    return {"strip": strips.build_strip(due, today, notes=notes, extension=extension)}


@register.inclusion_tag("mini_strip/mini_strip.html")
def mini_strip(due: strips.Due, today: date) -> dict[str, Any]:
    cells = strips.build_mini(due, today)
    return {"cells": cells, "is_dense": len(cells) > strips.MINI_CELLS}


@register.inclusion_tag("clock/clock.html")
def clock(
    due: strips.Due,
    today: date,
    label: str = "",
    closes: str = "",
    met_on: date | None = None,
    is_open: bool = False,
    notes: Mapping[str, str] | None = None,
    extension: strips.Due | None = None,
) -> dict[str, Any]:
    return {
        "clock": strips.build_clock(due, today, met_on=met_on, closes=closes),
        "strip": strips.build_strip(due, met_on or today, notes=notes, extension=extension),
        "label": label,
        "is_open": is_open,
    }


@register.inclusion_tag("clock_lines/clock_lines.html")
def clock_lines(lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"lines": lines}


@register.inclusion_tag("ruler/ruler.html")
def ruler(stages: Sequence[Mapping[str, Any]], today: date, is_past: bool = False) -> dict[str, Any]:
    return {"ruler": rulers.build(stages, today, is_past=is_past)}


@register.inclusion_tag("timeline/timeline.html")
def timeline(
    events: Iterable[Mapping[str, Any]], zone: str | tzinfo = "WITA", for_staff: bool = False
) -> dict[str, Any]:
    ordered = list(events)
    return {"events": ordered[::-1] if for_staff else ordered, "zone": zone, "for_staff": for_staff}


# Lists and figures


@register.inclusion_tag("lead/lead.html")
def lead(
    title: str,
    state: str = "",
    count: int | None = None,
    more_url: str = "",
    more_label: str = "",
    id: str = "",
) -> dict[str, Any]:
    return {
        "title": title,
        "state": state,
        "count": count,
        "more_url": more_url,
        "more_label": more_label,
        "id": id,
    }


@register.inclusion_tag("ledger/ledger.html")
def ledger(
    rows: Iterable[Mapping[str, Any]], today: date, state: str = "", empty: str = ""
) -> dict[str, Any]:
    shown = [{**row, "standing": strips.standing(row.get("due"), today)} for row in rows]
    return {"rows": shown, "today": today, "state": state, "empty": empty}


@register.inclusion_tag("next_acts/next_acts.html", takes_context=True)
def next_acts(context: template.Context, acts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"acts": acts, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("key_values/key_values.html")
def key_values(pairs: Iterable[tuple[str, Any]] | Mapping[str, Any]) -> dict[str, Any]:
    return {"pairs": pairs.items() if isinstance(pairs, Mapping) else pairs}


@register.inclusion_tag("table/table.html")
def table(
    columns: Sequence[Mapping[str, Any]],
    rows: Iterable[Sequence[Any]],
    caption: str = "",
    total: Sequence[Any] | None = None,
    on_phone: str = "scroll",
    is_long: bool = False,
) -> dict[str, Any]:
    def paired(row: Sequence[Any]) -> list[tuple[Mapping[str, Any], Any]]:
        return [
            (column, cell if isinstance(cell, Mapping) else {"text": cell})
            for column, cell in zip(columns, row, strict=True)
        ]

    return {
        "columns": columns, "rows": [paired(row) for row in rows], "caption": caption,
        "total": paired(total) if total else None, "on_phone": on_phone, "is_long": is_long,
    }  # fmt: skip


@register.inclusion_tag("choropleth/choropleth.html")
def choropleth(map: choropleths.Map, after: str = "", note: str = "") -> dict[str, Any]:
    return {"map": map, "after": after, "note": note}


@register.inclusion_tag("units/units.html")
def units(rows: Iterable[tuple[str, int]]) -> dict[str, Any]:
    pairs = list(rows)
    most = max((count for _label, count in pairs), default=0)
    return {"rows": pairs, "most": most or 1, "as_bars": sum(count for _label, count in pairs) > 40}


@register.filter
def times(count: int) -> range:
    """Repeat: ``{% for _ in 3|times %}``."""
    return range(count)


@register.inclusion_tag("files/files.html")
def file_rows(files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {"files": files}


@register.inclusion_tag("receipt/receipt.html")
def receipt(
    codes: Iterable[tuple[str, str]], pairs: Iterable[tuple[str, Any]] = (), picture: str = ""
) -> dict[str, Any]:
    return {"codes": codes, "pairs": pairs, "picture": picture}


@register.inclusion_tag("quick_exit/quick_exit.html")
def quick_exit(url: str = "https://www.bmkg.go.id/") -> dict[str, Any]:
    return {"url": url}


# Forms


@register.inclusion_tag("field/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    return {"field": fields.show(bound, hint)}


@register.inclusion_tag("form_fields/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    return {"form": form, "fields": [fields.show(bound) for bound in form.visible_fields()]}


@register.inclusion_tag("error_summary/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    return {"errors": fields.errors(*forms)}


@register.simple_tag
def error_mark(*forms: BaseForm | None) -> str:
    """*Galat: * before a page's title when a form came back with faults."""
    return fields.title_mark(*forms)


@register.inclusion_tag("pages/related.html", takes_context=True)
def related(context: template.Context, kind: str, subject: object, title: str = "") -> dict[str, Any]:
    """What other rooms made of the subject, and what they can make of it (``pages.related``)."""
    found = ways.of(kind, subject, context["request"])
    return {
        "title": title or _("Belongs together"),
        "held": [way for way in found if not way.is_act],
        "acts": [way for way in found if way.is_act],
    }
