"""Words in two languages, and how dates are written in them. No gettext: this room runs without Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in two languages; ``text["id"]``, ``text.id`` and ``text.of("id")`` agree."""

    id: str
    en: str

    def of(self, lang: str) -> str:
        """The wording for ``lang`` ("id", "en", "en-gb" ...); Indonesian for any language we do not speak."""
        return self.en if lang.lower().startswith("en") else self.id

    def __getitem__(self, lang: str) -> str:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        return self.of(lang)


WEEKDAYS = (
    Text("Senin", "Monday"),
    Text("Selasa", "Tuesday"),
    Text("Rabu", "Wednesday"),
    Text("Kamis", "Thursday"),
    Text("Jumat", "Friday"),
    Text("Sabtu", "Saturday"),
    Text("Minggu", "Sunday"),
)
MONTHS = (
    Text("Januari", "January"),
    Text("Februari", "February"),
    Text("Maret", "March"),
    Text("April", "April"),
    Text("Mei", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("Agustus", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Desember", "December"),
)
UNITS = {
    "calendar_day": Text("hari kalender", "calendar days"),
    "working_day": Text("hari kerja", "working days"),
    "hour": Text("jam", "hours"),
}
PARTS = {
    "length": Text("panjang waktu", "length"),
    "start": Text("saat mulai", "starting event"),
    "unit": Text("satuan hari", "unit"),
    "first_day": Text("hari pertama", "first day"),
}
CONFIDENCES = {
    "sure": Text("pasti", "sure"),
    "likely": Text("kemungkinan besar benar", "likely"),
    "check": Text("perlu dicek ahli hukum", "to be checked by a lawyer"),
}


def length_text(length: int, unit: str, lang: str) -> str:
    """``3 hari kalender`` / ``1 calendar day``."""
    words = UNITS[unit].of(lang)
    return f"{length} {words.removesuffix('s') if length == 1 else words}"


def day_text(day: date, lang: str) -> str:
    """``Minggu, 10 November 2024`` / ``Sunday, 10 November 2024``."""
    weekday, month = WEEKDAYS[day.weekday()].of(lang), MONTHS[day.month - 1].of(lang)
    return f"{weekday}, {day.day} {month} {day.year}"


def instant_text(at: datetime, lang: str) -> str:
    """``Minggu, 10 November 2024 pukul 14.30`` / ``... at 14:30``, in the zone of ``at``."""
    clock = Text(at.strftime("pukul %H.%M"), at.strftime("at %H:%M")).of(lang)
    return f"{day_text(at.date(), lang)} {clock}"
