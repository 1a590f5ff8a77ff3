"""QR codes: a path by class, nothing the policy would stop, and readable."""

import re
from xml.etree import ElementTree

import pytest
import segno

from saksama.documents import qr

pytestmark = pytest.mark.rules
ADDRESS = "https://saksama.example/lacak/?kode=QF4-8TN-62"


def modules(svg):
    """Read the drawing back: the set of dark modules."""
    path = ElementTree.fromstring(svg).findall(".//{*}path")[0].get("d")
    return {
        (int(x) + step - qr.QUIET, int(y) - qr.QUIET)
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", path)
        for step in range(int(run))
    }


@pytest.mark.parametrize("draw", [qr.svg, qr.image])
def test_the_drawing_holds_exactly_the_modules_of_the_code(draw):
    matrix = segno.make_qr(ADDRESS, error="m", boost_error=False).matrix
    expected = {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert modules(draw(ADDRESS)) == expected


def test_the_inline_drawing_breaks_no_policy():
    svg = qr.svg(ADDRESS, "Kode lacak")
    assert "style" not in svg
    assert "<script" not in svg
    assert 'class="documents-qr__modules"' in svg


def test_the_label_is_text_and_never_markup():
    svg = qr.svg(ADDRESS, '"><script>alert(1)</script>')
    assert ElementTree.fromstring(svg).get("aria-label") == '"><script>alert(1)</script>'


def test_without_a_label_readers_of_the_screen_skip_it():
    assert 'aria-hidden="true"' in qr.svg(ADDRESS)
