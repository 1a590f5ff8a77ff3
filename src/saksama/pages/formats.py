"""Dates, times and numbers as this house writes them, in Indonesian and English.

The tables are our own so that a letter, a page and a recap say the same on every machine:
*Sabtu, 9 November 2024, pukul 08.02 WITA* and *Saturday, 9 November 2024, 08:02 WITA*.
"""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
SHORT_MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def language() -> str:
    """Return ``"id"`` or ``"en"``: the language of the page being written."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def as_day(value: date | datetime | str) -> date:
    """Read a date from a date, an instant (its own wall-clock day) or ISO text."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value


def as_zone(zone: str | tzinfo) -> tzinfo:
    """Read a zone from a zone, ``"Asia/Makassar"`` or ``"WITA"``."""
    return zone if isinstance(zone, tzinfo) else ZoneInfo(ZONES.get(zone, zone))


def zone_name(zone: str | tzinfo) -> str:
    """Return WIB, WITA or WIT; an unknown zone keeps its own name."""
    name = zone if isinstance(zone, str) else getattr(zone, "key", str(zone))
    return ZONE_NAMES.get(name, name)


def day_name(value: date, tongue: str | None = None) -> str:
    return DAYS[tongue or language()][value.weekday()]


def short_day_name(value: date, tongue: str | None = None) -> str:
    return day_name(value, tongue)[:3]


def short_month(value: date, tongue: str | None = None) -> str:
    return SHORT_MONTHS[tongue or language()][value.month - 1]


def plain_date(value: date | datetime | str, tongue: str | None = None) -> str:
    """*9 November 2024*"""
    day = as_day(value)
    return f"{day.day} {MONTHS[tongue or language()][day.month - 1]} {day.year}"


def long_date(value: date | datetime | str, tongue: str | None = None) -> str:
    """*Sabtu, 9 November 2024*"""
    return f"{day_name(as_day(value), tongue)}, {plain_date(value, tongue)}"


def short_date(value: date | datetime | str, tongue: str | None = None) -> str:
    """*Sab 9 Nov*, for lists; the year is said by the page."""
    day = as_day(value)
    return f"{short_day_name(day, tongue)} {day.day} {short_month(day, tongue)}"


def clock_time(at: datetime, zone: str | tzinfo, tongue: str | None = None) -> str:
    """*08.02 WITA* (English: 08:02 WITA), the instant on the place's own clock."""
    local = at.astimezone(as_zone(zone))
    mark = "." if (tongue or language()) == "id" else ":"
    return f"{local:%H}{mark}{local:%M} {zone_name(zone)}"


def long_time(at: datetime, zone: str | tzinfo, tongue: str | None = None) -> str:
    """*pukul 08.02 WITA*; English says only the figures."""
    prefix = "pukul " if (tongue or language()) == "id" else ""
    return prefix + clock_time(at, zone, tongue)


def long_moment(at: datetime, zone: str | tzinfo, tongue: str | None = None) -> str:
    """*Sabtu, 9 November 2024, pukul 08.02 WITA*"""
    local = at.astimezone(as_zone(zone))
    return f"{long_date(local, tongue)}, {long_time(at, zone, tongue)}"


def short_moment(at: datetime, zone: str | tzinfo, tongue: str | None = None) -> str:
    """*Sab 9 Nov, 08.02*, for lists and timelines."""
    local = at.astimezone(as_zone(zone))
    return f"{short_date(local, tongue)}, {clock_time(at, zone, tongue).split(' ')[0]}"


def near_date(value: date | datetime | str, today: date) -> str:
    """*hari ini, Sabtu, 9 November 2024*: today and tomorrow never stand without their date."""
    day = as_day(value)
    if day == today:
        return _("today, %(date)s") % {"date": long_date(day)}
    if day == today + timedelta(days=1):
        return _("tomorrow, %(date)s") % {"date": long_date(day)}
    return long_date(day)


def number(value: int | float | Decimal | None, places: int = 0, tongue: str | None = None) -> str:
    """*1.447* or *70,98*; an unknown number is a dash, not nought."""
    if value is None:
        return "–"
    text = f"{value:,.{places}f}"
    return text if (tongue or language()) == "en" else text.translate(str.maketrans(",.", ".,"))


def percent(share: float | Decimal | None, places: int = 2, tongue: str | None = None) -> str:
    """Write a share between 0 and 1: 0.7098 is *70,98%*."""
    return "–" if share is None else f"{number(share * 100, places, tongue)}%"


_ONES = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
    "en": (
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ),
}  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(value: int, tongue: str | None = None) -> str:
    """A number in words up to 99, for the head of a sentence; larger ones in figures.

    >>> spelled(18, "id"), spelled(21, "en"), spelled(1447, "id")
    ('delapan belas', 'twenty-one', '1.447')
    """
    tongue = tongue or language()
    ones = _ONES[tongue]
    if not 0 <= value < 100:
        return number(value, tongue=tongue)
    if value < len(ones):
        return ones[value]
    tens, rest = divmod(value, 10)
    if tongue == "en":
        return _TENS[tens] + (f"-{ones[rest]}" if rest else "")
    head = f"{ones[rest]} belas" if tens == 1 else f"{ones[tens]} puluh {ones[rest] if rest else ''}"
    return head.strip()
