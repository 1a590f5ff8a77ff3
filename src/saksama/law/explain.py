"""A due date said in words: what was counted, what was skipped and why. Indonesian and English."""

from __future__ import annotations

from datetime import date, datetime

from saksama.law.counting import Day, Due
from saksama.law.model import Confidence
from saksama.law.texts import CONFIDENCES, Text, day_text, instant_text, length_text

#: every reason code of a Day; ``{detail}`` is the holiday's name or the stretch of hours
REASONS: dict[str, Text] = {
    "start_counted": Text(
        "hari mulai, ikut dihitung sebagai hari pertama", "starting day, counted as the first day"
    ),
    "start_not_counted": Text("hari mulai, belum dihitung", "starting day, not counted yet"),
    "calendar_day": Text("dihitung", "counted"),
    "working_day": Text("hari kerja, dihitung", "working day, counted"),
    "saturday": Text("Sabtu, bukan hari kerja", "Saturday, no working day"),
    "sunday": Text("Minggu, bukan hari kerja", "Sunday, no working day"),
    "public_holiday": Text("libur nasional: {detail}", "public holiday: {detail}"),
    "joint_leave": Text("{detail}", "joint leave: {detail}"),
    "voting_day": Text("hari pemungutan suara: {detail}", "voting day: {detail}"),
    "office_holiday": Text("kantor libur: {detail}", "office closed: {detail}"),
    "hours_run": Text("jam berjalan {detail}", "hours run {detail}"),
}
_COUNTED_ANYWAY = Text("tetap dihitung karena hari kalender", "still counted: calendar days")
_ON = "counted_on_"
_FROM = Text("{rule}: {length}, dihitung dari {start}.", "{rule}: {length}, counted from {start}.")
_BEFORE = Text("{rule}: {length} sebelum {start}.", "{rule}: {length} before {start}.")


def reason_text(day: Day, lang: str = "id") -> str:
    """Why this day is counted or skipped: ``Sabtu, bukan hari kerja``."""
    if day.reason.startswith(_ON):
        what = REASONS[day.reason.removeprefix(_ON)].of(lang).split(",")[0].format(detail=day.detail)
        return f"{what}; {_COUNTED_ANYWAY.of(lang)}"
    return REASONS[day.reason].of(lang).format(detail=day.detail)


def day_line(day: Day, unit: str, lang: str = "id") -> str:
    """``Minggu, 10 November 2024 - ke-1 - hari mulai, ikut dihitung sebagai hari pertama``."""
    number = Text(f"ke-{day.number}", f"no. {day.number}").of(lang) if day.number and unit != "hour" else "-"
    return f"{day_text(day.date, lang)} | {number} | {reason_text(day, lang)}"


def mark_text(confidence: Confidence, lang: str = "id") -> str:
    """The mark of unconfirmed law; empty where the law is sure."""
    return "" if confidence == "sure" else CONFIDENCES[confidence].of(lang)


def limit_text(due: Due, lang: str = "id") -> str:
    """The due date in words: ``Selasa, 12 November 2024``, or an instant for hour clocks."""
    if due.due_at is not None:
        return instant_text(due.due_at, lang)
    assert due.due_on is not None
    return day_text(due.due_on, lang)


def explain(due: Due, lang: str = "id") -> list[str]:
    """The whole sum, one sentence or day a line: length and start, each day, limit, other reading, source."""
    return [
        _opening(due, lang),
        *(day_line(day, due.unit, lang) for day in due.days),
        Text("Batas: {limit}.", "Limit: {limit}.").of(lang).format(limit=limit_text(due, lang)),
        *_other_reading(due, lang),
        *_grounds(due, lang),
    ]


def _opening(due: Due, lang: str) -> str:
    runs_back = due.due_on is not None and due.due_on < due.days[0].date
    sentence = _BEFORE if runs_back else _FROM
    return sentence.of(lang).format(
        rule=due.rule_id, length=length_text(due.length, due.unit, lang), start=_start_text(due.start, lang)
    )


def _start_text(start: date | datetime, lang: str) -> str:
    return instant_text(start, lang) if isinstance(start, datetime) else day_text(start, lang)


def _other_reading(due: Due, lang: str) -> list[str]:
    if due.other_due_on is None:
        return []
    sentence = Text(
        "Bacaan lain: {day}. Bekerjalah menurut batas yang lebih awal; hak tidak tertutup sebelum batas ini.",
        "Other reading: {day}. Work to the earlier limit; no door closes before this one.",
    )
    return [sentence.of(lang).format(day=day_text(due.other_due_on, lang))]


def _grounds(due: Due, lang: str) -> list[str]:
    ground = Text("Dasar: {citation}. Versi: {version}.", "Source: {citation}. Version: {version}.").of(lang)
    lines = [ground.format(citation=due.source.citation(lang), version=due.version)]
    mark = mark_text(due.confidence, lang)
    if mark:
        lines.append(Text("Keyakinan tanggal ini: {mark}.", "Confidence: {mark}.").of(lang).format(mark=mark))
    return lines
