"""The rows of each kind of export, in batches by id: nothing is kept, no transaction stays open."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import Q

from saksama.checklists.counting import columns as counted
from saksama.checklists.counting.queries import Cut
from saksama.checklists.counting.rules import number
from saksama.checklists.exporting import day_rows
from saksama.checklists.exporting.tables import STATION, Places, Table, by_id, is_timed
from saksama.checklists.exporting.writers import Column
from saksama.checklists.models import AnswerSheet, Attachment, Export, Quarantine, Submission
from saksama.places.models import within

_PLACE: Final[tuple[Column, ...]] = (
    *STATION, ("recorded_at", "moment"), ("received_at", "moment"), ("channel", "text"), ("flags", "text"),
)  # fmt: skip
_RECEIVED: Final[tuple[Column, ...]] = (
    ("instance_id", "text"), ("form", "text"), ("version", "text"), *_PLACE, ("sender", "text"),
    ("superseded_by", "text"), ("sha256", "text"), ("read_at", "moment"),
)  # fmt: skip
_FILES: Final[tuple[Column, ...]] = (
    ("instance_id", "text"), ("form", "text"), *_PLACE, ("file", "text"), ("media_type", "text"), ("bytes", "whole"),
    ("sha256", "text"), ("file_received_at", "moment"),
)  # fmt: skip
_QUARANTINE: Final[tuple[Column, ...]] = (
    ("number", "whole"), ("reason", "text"), ("status", "text"), ("instance_id", "text"), ("form", "text"),
    ("version", "text"), ("station", "text"), ("channel", "text"), ("received_at", "moment"), ("times", "whole"),
    ("bytes", "whole"), ("sha256", "text"), ("settled_at", "moment"),
)  # fmt: skip
MARK: Final[Column] = ("mark", "text")
"""First column of what is invented or rehearsed: CONTOH, LATIHAN."""
UNREADABLE: Final[Column] = ("not_a_number", "text")
"""Last column of answers: ``{path: text}`` where a number was asked and something else was told."""


def table_of(export: Export, cut: Cut, mark: str) -> Table:
    """The table that ``export`` asks for, within what the reader may see."""
    table = _TABLES[export.what](export, cut)
    if not mark:
        return table

    def marked() -> Iterator[list[Sequence[Any]]]:
        for rows in table.batches():
            yield [(mark, *row) for row in rows]

    return Table((MARK, *table.columns), marked)


def _in_area(cut: Cut, prefix: str = "") -> Q:
    """As ``queries.submissions_visible_to``, in the area asked for."""
    own = Q(**{f"{prefix}station_code": ""}) & cut.scope.as_filter(f"{prefix}office_code")
    here = cut.scope.as_filter(f"{prefix}station_code") | own
    return here & within(cut.area, f"{prefix}station_code") if cut.area else here


def _is_timed(cut: Cut, row: Submission) -> bool:
    return is_timed(cut, row.station_code or row.office_code, row.recorded_at)


def _head(row: Submission, places: Places) -> tuple[Any, ...]:
    return (*places.of(row.station_code), row.recorded_at, row.received_at, row.channel, row.flags)


def _answers(export: Export, cut: Cut) -> Table:
    questions = [
        question for question in cut.version.questions if question["path"] not in {"start", "end", "today"}
    ]
    kinds = [
        (question, counted.kind_of(question) == "numbers" and not question["repeat"])
        for question in questions
    ]
    names: tuple[Column, ...] = tuple(
        (question["path"], "number" if is_number else "text") for question, is_number in kinds
    )
    sheets = (
        AnswerSheet.objects.filter(
            _in_area(cut, "submission__"), event=cut.event, version=cut.version, is_current=True
        )
        .select_related("submission")
        .defer("submission__payload")
    )

    def batches() -> Iterator[list[Sequence[Any]]]:
        places = Places()
        for batch in by_id(sheets):
            held = [sheet for sheet in batch if _is_timed(cut, sheet.submission)]
            places.learn([sheet.station_code for sheet in held])
            yield [
                (sheet.submission.instance_id, *_head(sheet.submission, places), *_told(sheet.values, kinds))
                for sheet in held
            ]

    return Table((("instance_id", "text"), *_PLACE, *names, UNREADABLE), batches)


def _told(values: Mapping[str, Any], kinds: Sequence[tuple[Mapping[str, Any], bool]]) -> list[Any]:
    told: list[Any] = []
    unreadable = {}
    for question, is_number in kinds:
        text = _text(values, question)
        if is_number:
            read = number(text)
            if read is None and text:
                unreadable[question["path"]] = text
            told.append(None if read is None else int(read) if read.is_integer() else read)
        else:
            told.append(text)
    return [*told, json.dumps(unreadable, ensure_ascii=False) if unreadable else ""]


def _text(values: Mapping[str, Any], question: Mapping[str, Any]) -> str:
    """The answer as it was told; the answers of a repeat as a list."""
    path = question["path"]
    if not question["repeat"]:
        return str(values.get(path) or "")
    each = [text for key, text in values.items() if counted.plain(key) == path]
    return json.dumps(each, ensure_ascii=False) if each else ""


def _received(export: Export, cut: Cut) -> Table:
    rows = (
        Submission.objects.filter(_in_area(cut), event=cut.event)
        .select_related("instrument", "version", "sender")
        .only(
            "instance_id", "event_id", "office_code", "station_code", "channel", "sha256", "recorded_at", "received_at",
            "flags", "read_at", "superseded_by", "instrument__code", "version__version", "sender__code",
        )
    )  # fmt: skip

    def batches() -> Iterator[list[Sequence[Any]]]:
        places = Places()
        for batch in by_id(rows):
            held = [row for row in batch if _is_timed(cut, row)]
            places.learn([row.station_code for row in held])
            yield [
                (
                    row.instance_id, row.instrument.code, row.version.version, *_head(row, places), row.sender.code,
                    row.superseded_by, row.sha256, row.read_at,
                )
                for row in held
            ]  # fmt: skip

    return Table(_RECEIVED, batches)


def _files(export: Export, cut: Cut) -> Table:
    rows = (
        Attachment.objects.filter(_in_area(cut, "submission__"), submission__event=cut.event)
        .select_related("submission__instrument", "file")
        .defer("submission__payload")
    )

    def batches() -> Iterator[list[Sequence[Any]]]:
        places = Places()
        for batch in by_id(rows):
            held = [row for row in batch if _is_timed(cut, row.submission)]
            places.learn([row.submission.station_code for row in held])
            yield [
                (
                    row.submission.instance_id, row.submission.instrument.code, *_head(row.submission, places),
                    row.name, row.file.media_type, row.file.size, row.sha256, row.received_at,
                )
                for row in held
            ]  # fmt: skip

    return Table(_FILES, batches)


def _quarantine(export: Export, cut: Cut) -> Table:
    here = cut.scope.as_filter("office_code")
    if cut.area:
        here &= within(cut.area, "office_code") | within(cut.area, "station_code")
    rows = Quarantine.objects.filter(here, event=cut.event).defer("raw", "detail")

    def batches() -> Iterator[list[Sequence[Any]]]:
        for batch in by_id(rows):
            yield [
                (
                    row.pk, row.reason, row.status, row.instance_id, row.form_id, row.form_version, row.station_code,
                    row.channel, row.received_at, row.times, row.size, row.sha256, row.settled_at,
                )
                for row in batch
            ]  # fmt: skip

    return Table(_QUARANTINE, batches)


_TABLES: Final[Mapping[str, Callable[[Export, Cut], Table]]] = {
    "answers": _answers,
    "received": _received,
    "files": _files,
    "quarantine": _quarantine,
    "incidents": day_rows.incidents,
    "calls": day_rows.calls,
    "board": day_rows.board,
    "results": day_rows.results,
}
