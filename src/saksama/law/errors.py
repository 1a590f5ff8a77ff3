"""What the law room refuses, and what a person can do about it.

Every refusal has a stable ``code``, a message and an advice, each in Indonesian and English. Nothing here is
a guess dressed as an answer: where the data does not reach, one of these is raised.
"""

from __future__ import annotations

from typing import ClassVar

from saksama.law.texts import Text


class LawError(Exception):
    """A question the dated law cannot answer.

    ``code`` is stable and may be stored; ``message(lang)`` says what is wrong, ``advice(lang)`` what to do.
    The keyword arguments given to the constructor fill the sentences and stay readable in ``params``.
    """

    code: ClassVar[str] = "law_error"
    sentence: ClassVar[Text] = Text("Aturan tidak dapat dibaca.", "The rule cannot be read.")
    remedy: ClassVar[Text] = Text("Hubungi administrator.", "Ask the administrator.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message("en"))

    def message(self, lang: str = "id") -> str:
        return self.sentence.of(lang).format(**_in_language(self.params, lang))

    def advice(self, lang: str = "id") -> str:
        return self.remedy.of(lang).format(**_in_language(self.params, lang))


def _in_language(params: dict[str, object], lang: str) -> dict[str, object]:
    return {name: value.of(lang) if isinstance(value, Text) else value for name, value in params.items()}


class BrokenLawData(LawError):
    """A TOML file under ``law/data`` is not what the loader expects. Raised when loading, never later."""

    code = "broken_law_data"
    sentence = Text("Berkas aturan {file} salah: {detail}.", "Law file {file} is wrong: {detail}.")
    remedy = Text(
        "Perbaiki berkas itu menurut docs/law/README.md lalu jalankan lagi.",
        "Mend the file as docs/law/README.md describes and start again.",
    )


class UnknownRule(LawError):
    """No rule, class, regime or the like carries this name."""

    code = "unknown_rule"
    sentence = Text("Aturan {rule} tidak dikenal pada rezim {regime}.", "No rule {rule} in regime {regime}.")
    remedy = Text("Yang tersedia: {known}.", "What there is: {known}.")


class UnknownArea(LawError):
    """A code that is no area code, or of a province the data does not know."""

    code = "unknown_area"
    sentence = Text('Kode wilayah "{area}" tidak dikenal.', 'The area code "{area}" is not known.')
    remedy = Text(
        "Tulis kode bertitik, misalnya 64.02 untuk Kutai Kartanegara atau 64 untuk Kalimantan Timur.",
        "Write a dotted code, for example 64.02 for Kutai Kartanegara or 64 for Kalimantan Timur.",
    )


class NotInForce(LawError):
    """The rule exists, but not on this day: before its first day, or after its repeal."""

    code = "not_in_force"
    sentence = Text(
        "Aturan {rule} ({regime}) tidak berlaku pada {day}.",
        "Rule {rule} ({regime}) was not in force on {day}.",
    )
    remedy = Text(
        "Masa berlaku yang tercatat: {spans}. Periksa tanggal mulai, atau lengkapi data aturan.",
        "Recorded as in force: {spans}. Check the starting date, or complete the data.",
    )


class NotFormalised(LawError):
    """The rule is known, but has no length that could be counted, or its text has not been read yet."""

    code = "not_formalised"
    sentence = Text(
        "{rule} ({regime}) tidak dapat dihitung menjadi tanggal: {why}.",
        "{rule} ({regime}) cannot be counted into a date: {why}.",
    )
    remedy = Text(
        "Gunakan aturan yang membatasinya ({within}) atau putuskan dengan alasan tertulis.",
        "Use the rule that bounds it ({within}), or decide with a written reason.",
    )


class CalendarGap(LawError):
    """Working days were asked for in a year whose holidays are not known."""

    code = "calendar_gap"
    sentence = Text(
        "Hari libur tahun {year} belum ada, jadi hari kerja tidak dapat dihitung.",
        "The holidays of {year} are not known, so working days cannot be counted.",
    )
    remedy = Text(
        "Kalender mencakup {first_year}-{last_year}. Masukkan libur dan cuti bersama {year} menurut SKB.",
        "The calendar covers {first_year}-{last_year}. Enter the holidays of {year} from the decree.",
    )
