"""Files to take along: asked for, made beside the server, fetched by who asked, harmless, gone after their days."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pyarrow import parquet

from saksama.checklists import operations
from saksama.checklists.day import operations as day
from saksama.checklists.exporting import operations as exporting
from saksama.checklists.exporting import tables, writers
from saksama.checklists.models import Export, ResultSheet
from saksama.checklists.problems import Problem
from saksama.checklists.testing import OTHER_STATION, STATION, Field, on_the_day, payload
from saksama.evidence import storage
from saksama.journal.models import Line
from saksama.people import scope
from saksama.people.testing import client_of

REAL = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def sent(field: Field) -> Field:
    """Three forms that were read, one that is no form of ours."""
    for number, (station, opened, present, note) in enumerate(
        (
            (STATION, "yes", "12", "=HYPERLINK(1)"),
            (OTHER_STATION, "no", "dua", ""),
            (STATION, "yes", "7", "aman"),
        )
    ):
        end = f"2024-11-27T{8 + number:02d}:30:00.000+08:00"
        field.send(payload(opened=opened, present=present, station=station, note=note, end=end))
    field.send(payload(form="lain"))
    operations.read_waiting(at=on_the_day(11))
    return field


def made(field: Field, what: str = "answers", format: str = "csv", **more: Any) -> Export:
    export = exporting.ask_export(
        field.event,
        what,
        format,
        **({"version": field.version, "actor": field.cast.officer, "at": on_the_day(12)} | more),
    )
    assert exporting.make_exports(at=on_the_day(12, 5), real=lambda: REAL) == 1
    export.refresh_from_db()
    return export


def fetched(export: Export) -> bytes:
    return exporting.fetch_export(export, actor=export.account, at=on_the_day(13)).read()


def lines_of(export: Export) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(export).decode("utf-8-sig"))))


def test_answers_come_as_csv_that_no_spreadsheet_runs(sent: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 2)
    export = made(sent)
    told = lines_of(export)
    assert [(line["station"], line["opened"], line["present"], line["note"]) for line in told] == [
        (STATION, "yes", "12", "'=HYPERLINK(1)"), (OTHER_STATION, "no", "", ""), (STATION, "yes", "7", "aman"),
    ]  # fmt: skip
    assert told[1]["not_a_number"] == '{"present": "dua"}'
    assert (export.rows, export.state) == (3, "ready")
    assert "Nuraini" not in fetched(export).decode()
    acts = Line.objects.filter(act__startswith="export_").order_by("seq").values_list("act", flat=True)
    assert list(acts)[:3] == ["export_asked", "export_made", "export_fetched"]


def test_answers_come_as_parquet_with_numbers_and_times(sent: Field) -> None:
    table = parquet.read_table(io.BytesIO(fetched(made(sent, format="parquet")))).to_pylist()
    assert [row["present"] for row in table] == [12.0, None, 7.0]
    assert table[0]["recorded_at"] == datetime(2024, 11, 27, 0, 30, tzinfo=UTC)


def test_an_export_holds_only_the_area_day_and_hours_asked_for(sent: Field) -> None:
    hours = {"day": on_the_day().date(), "hours": (9, 10)}
    assert [line["opened"] for line in lines_of(made(sent, **hours))] == ["no", "yes"]
    assert [line["opened"] for line in lines_of(made(sent, area=OTHER_STATION))] == ["no"]
    assert len(lines_of(made(sent, "received", version=None))) == 3
    assert [line["reason"] for line in lines_of(made(sent, "quarantine", version=None))] == ["unknown_form"]
    assert lines_of(made(sent, "files", version=None)) == []


def test_the_board_its_calls_and_incidents_come_as_tables(sent: Field) -> None:
    who: Any = {"actor": sent.cast.officer, "at": on_the_day(11)}
    day.note_call(sent.event, OTHER_STATION, "nobody", note="=1+1", **who)
    day.tell_incident(sent.event, OTHER_STATION, "Kotak suara rusak", **who)
    board = lines_of(made(sent, "board", version=None))
    assert [(line["station"], line["due"], line["state"], line["calls"], line["incidents"]) for line in board] == [
        (STATION, "voting", "silent", "0", "0"), (OTHER_STATION, "voting", "silent", "1", "1"),
    ]  # fmt: skip
    early = lines_of(made(sent, "board", version=None, day=on_the_day().date(), hours=(0, 8)))
    assert [(line["due"], line["state"], line["calls"]) for line in early] == [
        ("before_opening", "silent", "0"), ("before_opening", "silent", "0"),
    ]  # fmt: skip
    assert [line["what"] for line in lines_of(made(sent, "incidents", version=None))] == ["Kotak suara rusak"]
    assert lines_of(made(sent, "incidents", version=None, area=STATION)) == []
    [call] = lines_of(made(sent, "calls", version=None))
    assert (call["outcome"], call["note"], call["called_by"]) == ("nobody", "'=1+1", sent.cast.officer.code)
    assert lines_of(made(sent, "calls", version=None, day=on_the_day().date(), hours=(0, 10))) == []
    figures: Any = {
        "state": "settled",
        "figures": {"roll": 300, "present": None},
        "settled_at": on_the_day(11),
    }
    ResultSheet.objects.create(
        event=sent.event, station_code=STATION, opened_at=on_the_day(9), changed_at=on_the_day(11), **figures
    )
    [sheet] = lines_of(made(sent, "results", version=None))
    assert (sheet["station"], sheet["state"], sheet["roll"], sheet["present"]) == (
        STATION,
        "settled",
        "300",
        "",
    )


def test_an_export_is_for_who_asked_and_still_may(sent: Field) -> None:
    export = made(sent)
    with pytest.raises(scope.NotAllowed):
        exporting.fetch_export(export, actor=sent.cast.chair, at=on_the_day(13))
    with pytest.raises(scope.NotAllowed):
        exporting.ask_export(
            sent.event,
            "received",
            "csv",
            version=None,
            actor=sent.cast.neighbour,
            area="64.02",
            at=on_the_day(12),
        )


def test_a_file_is_gone_after_its_days_and_one_whose_maker_died_is_made_anew(sent: Field) -> None:
    export = made(sent)
    assert exporting.sweep_exports(at=on_the_day(12) + timedelta(days=4), real=REAL) == 1
    assert not storage.current().exists(exporting.storage_key(export))
    export.refresh_from_db()
    with pytest.raises(Problem):
        fetched(export)
    Export.objects.update(state="making", begun_at=REAL, tries=1)
    assert exporting.make_exports(at=on_the_day(12), real=lambda: REAL + timedelta(minutes=9)) == 0
    assert exporting.make_exports(at=on_the_day(12), real=lambda: REAL + timedelta(minutes=11)) == 1
    Export.objects.update(state="making", begun_at=REAL, tries=3)
    assert exporting.make_exports(at=on_the_day(12), real=lambda: REAL + timedelta(minutes=11)) == 0
    assert Export.objects.get().state == "failed"


def test_a_person_asks_on_the_page_and_fetches_the_file(sent: Field) -> None:
    client = client_of(sent.cast.officer)
    page, wanted = reverse("checklists:exports"), {"acara": sent.event.pk, "what": "answers", "format": "csv"}
    told = client.post(page, wanted | {"first_hour": "0", "last_hour": "23"})
    assert (told.status_code, Export.objects.count()) == (422, 0)  # the form is missing
    client.post(page, wanted | {"version": sent.version.pk, "first_hour": "0", "last_hour": "23"})
    exporting.make_exports(at=on_the_day(12), real=lambda: REAL)
    export = Export.objects.get()
    Export.objects.update(expires_at=None)
    answer = client.get(reverse("checklists:export", args=[export.pk]))
    assert b"HYPERLINK" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "saksama-kukar-2024-11-27-answers" in answer["Content-Disposition"]
    assert str(export.pk) in client.get(reverse("checklists:exports_part")).content.decode()
    stranger = client_of(sent.cast.chair).get(reverse("checklists:export", args=[export.pk]))
    assert stranger["Location"] == page


@pytest.mark.rules
def test_writing_keeps_one_batch_in_memory() -> None:
    class Heard:
        sizes: list[int]

        def write(self, data: bytes) -> None:
            self.sizes.append(len(data))

    for format in ("csv", "parquet"):
        heard = Heard()
        heard.sizes = []
        writer = writers.writer(format, heard, [("a", "text"), ("n", "number")])
        for start in range(0, 20_000, 1000):
            writer.write([(f"jawaban {place} {'x' * 80}", place) for place in range(start, start + 1000)])
        writer.finish()
        assert sum(heard.sizes) > 100_000
        assert max(heard.sizes) < 200_000
