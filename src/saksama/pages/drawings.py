"""Icons (Lucide, taken from the package at build time) and our own glyphs, as inline markup."""

import json
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

HERE = Path(__file__).parent
BUILT = HERE / "static" / "pages" / "built"
GLYPHS = frozenset(path.stem for path in (HERE / "glyphs").glob("*.svg"))


@cache
def _icon_drawings() -> dict[str, str]:
    try:
        return json.loads((BUILT / "icons.json").read_text())
    except FileNotFoundError as error:
        raise ImproperlyConfigured(
            "The style sheets and icons have not been built yet. Run `make setup` (or `npm run build`)."
        ) from error


@cache
def icon(name: str) -> SafeString:
    """Draw a Lucide icon; a word always stands beside it, so readers of the screen skip it."""
    drawings = _icon_drawings()
    if name not in drawings:
        raise ImproperlyConfigured(
            f"There is no icon {name!r}. Add its Lucide name to pages/assets/icon-names.json and build again."
        )
    return format_html(
        '<svg class="pages-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(drawings[name]),  # noqa: S308 -- built from our own lock file
    )


@cache
def glyph(name: str) -> SafeString:
    """Draw one of our own shapes: a status, the mark, the lens, the kawung."""
    if name not in GLYPHS:
        raise ImproperlyConfigured(f"There is no glyph {name!r}; there are {', '.join(sorted(GLYPHS))}.")
    svg = (
        (HERE / "glyphs" / f"{name}.svg")
        .read_text()
        .strip()
        .replace(' xmlns="http://www.w3.org/2000/svg"', "")
    )
    opening = f'<svg class="pages-glyph pages-glyph--{name}" aria-hidden="true" focusable="false" '
    return mark_safe(svg.replace("<svg ", opening, 1))  # noqa: S308 -- a file of this package
