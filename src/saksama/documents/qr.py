"""QR codes as SVG for pages and letters: one path, classes instead of fills, so the strict CSP holds."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

QUIET = 4
"""Light modules around the code, as ISO/IEC 18004 asks: readers fail without them."""


def svg(text: str, label: str = "") -> SafeString:
    """Draw ``text`` as inline SVG. Error correction M; ``label`` is what a screen reader says (escaped).

    The page colours it by the classes ``documents-qr__ground`` (white, in the dark scheme too) and
    ``documents-qr__modules``; without a style sheet the modules are black on the page's own ground.
    """
    path, side = _path(text)
    described = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="documents-qr" viewBox="0 0 {0} {0}" {1} shape-rendering="crispEdges" focusable="false">'
        '<rect class="documents-qr__ground" fill="none" width="{0}" height="{0}"/>'
        '<path class="documents-qr__modules" d="{2}"/></svg>',
        side,
        described,
        path,
    )


def image(text: str) -> str:
    """The same code as a stand-alone SVG file, black on white: what the PDF templates are given."""
    path, side = _path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}" '
        f'shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#ffffff"/>'
        f'<path d="{path}" fill="#000000"/></svg>'
    )


def _path(text: str) -> tuple[str, int]:
    """Return the runs of dark modules as SVG path data, and the side in modules, quiet zone included."""
    matrix = [bytes(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix]
    runs = []
    for y, row in enumerate(matrix, start=QUIET):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x + QUIET} {y}h{end - x}v1h-{end - x}z")
            x = end + 1
    return "".join(runs), len(matrix) + 2 * QUIET
