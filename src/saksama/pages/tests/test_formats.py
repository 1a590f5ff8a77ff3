from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from saksama.pages import formats

pytestmark = pytest.mark.rules
AT = datetime(2024, 11, 9, 0, 2, tzinfo=UTC)  # 08.02 in WITA, 07.02 in WIB


def drawn(source: str, **context: object) -> str:
    return Template("{% load pages %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ day|long_date }}", "Sabtu, 9 November 2024"),
        ("{{ day|plain_date }}", "9 November 2024"),
        ("{{ day|short_date }}", "Sab 9 Nov"),
        ("{{ day|near_date:day }}", "hari ini, Sabtu, 9 November 2024"),
        ("{{ none|long_date }}", ""),
        ("{{ at|long_time:'WITA' }}", "pukul 08.02 WITA"),
        ("{{ at|long_time:'Asia/Jakarta' }}", "pukul 07.02 WIB"),
        ("{{ at|long_moment:'WITA' }}", "Sabtu, 9 November 2024, pukul 08.02 WITA"),
        ("{{ at|short_moment:'WITA' }}", "Sab 9 Nov, 08.02"),
        ("{{ 1447|number }}", "1.447"),
        ("{{ share|percent }}", "70,98%"),
        ("{{ none|number }}", "–"),
        ("{{ '900/LP/XI'|breakable }}", "900/<wbr>LP/<wbr>XI"),
        ("{{ '<b>/x'|breakable }}", "&lt;b&gt;/<wbr>x"),
        ("{{ 'Rahmi Adawiyah'|initials }}", "RA"),
        ("{{ ''|initials }}", "–"),
    ],
)
def test_a_format_in_indonesian(source: str, text: str) -> None:
    assert drawn(source, day=date(2024, 11, 9), at=AT, none=None, share=0.7098) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ day|long_date }}", "Saturday, 9 November 2024"),
        ("{{ at|long_moment:'WITA' }}", "Saturday, 9 November 2024, 08:02 WITA"),
        ("{{ 1447|number }}", "1,447"),
        ("{{ share|percent }}", "70.98%"),
    ],
)
def test_a_format_in_english(in_english, source: str, text: str) -> None:
    assert drawn(source, day=date(2024, 11, 9), at=AT, share=0.7098) == text


def test_an_instant_late_in_utc_is_tomorrow_in_the_place() -> None:
    assert formats.short_moment(datetime(2024, 11, 9, 17, 30, tzinfo=UTC), "WITA") == "Min 10 Nov, 01.30"


def test_a_format_can_be_asked_for_in_a_language_other_than_the_page() -> None:
    assert formats.long_date(date(2024, 8, 17), "en") == "Saturday, 17 August 2024"
