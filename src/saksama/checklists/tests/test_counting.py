"""Counting answers: per question, crossed, with the stations behind each number; from blocks as from sheets."""

from collections import Counter
from typing import Any

import pytest
from django.urls import reverse

from saksama.checklists import operations
from saksama.checklists.counting import columns, queries, rules
from saksama.checklists.counting import operations as counting
from saksama.checklists.counting.queries import Cut
from saksama.checklists.models import AnswerBlock, Submission
from saksama.checklists.operations import reading
from saksama.checklists.testing import OTHER_STATION, STATION, Field, on_the_day, payload
from saksama.people.scope import Scope
from saksama.people.testing import client_of

KUKAR = Scope(areas=frozenset({"64.02"}))


def cut(field: Field, **more: Any) -> Cut:
    return Cut(field.event.pk, field.version, **({"scope": KUKAR} | more))


def sent(field: Field) -> None:
    """Three forms of one station before and after eight, one of the other."""
    for hour, station, opened, present in (
        (7, STATION, "yes", "10"),
        (7, STATION, "no", "20"),
        (9, STATION, "yes", "30"),
        (9, OTHER_STATION, "yes", ""),
    ):
        end = f"2024-11-27T{hour:02d}:05:00.000+08:00"
        field.send(
            payload(
                opened=opened,
                present=present,
                station=station,
                end=end,
                instance_id=f"uuid:{hour}{opened}{present}",
            )
        )
    operations.read_waiting(at=on_the_day(10))


@pytest.fixture(params=["sheets", "blocks", "both", "grown", "several"])
def counted(request: Any, field: Field) -> Field:
    sent(field)
    if request.param != "sheets":
        counting.seal_blocks(
            step={"blocks": 4, "both": 3, "grown": 2, "several": 1}[request.param],
            full={"both": 3, "several": 1}.get(request.param, 4),
        )
    assert AnswerBlock.objects.count() == {"sheets": 0, "several": 4}.get(request.param, 1)
    return field


def test_answers_are_counted_alike_from_blocks_and_from_sheets(counted: Field) -> None:
    told = queries.count(cut(counted), ["opened", "present"])
    assert told.forms == 4
    assert told.answers["opened"] == Counter(yes=3, no=1)
    numbers = rules.numbers(told.answers["present"])
    assert numbers
    assert (numbers.least, numbers.middle, numbers.most, numbers.count) == (10, 20, 30, 3)
    assert told.hours == Counter({"2024-11-27T07": 2, "2024-11-27T09": 2})
    early = queries.count(cut(counted, day="2024-11-27", last_hour=8), ["opened"])
    assert (early.forms, early.answers["opened"]) == (2, Counter(yes=1, no=1))
    assert queries.count(cut(counted, day="2024-11-26"), ["opened"]).forms == 0
    assert queries.count(cut(counted, scope=Scope(areas=frozenset({STATION}))), ["opened"]).forms == 3
    assert queries.count(cut(counted, scope=Scope(areas=frozenset({"64.03"}))), ["opened"]).forms == 0


def test_two_questions_are_crossed_and_lead_to_their_stations(counted: Field) -> None:
    assert queries.crossed(cut(counted), "opened", "opened") == Counter({("yes", "yes"): 3, ("no", "no"): 1})
    assert queries.stations(cut(counted), [("opened", "yes".__eq__)]) == Counter(
        {STATION: 2, OTHER_STATION: 1}
    )
    assert queries.stations(cut(counted), [("opened", "yes".__eq__), ("present", "10".__eq__)]) == Counter(
        {STATION: 1}
    )


def test_a_form_corrected_later_counts_as_corrected(counted: Field) -> None:
    edit = payload(opened="yes", present="20", station=STATION, deprecates="uuid:7no20")
    counted.send(edit)
    operations.read_waiting(at=on_the_day(11))
    told = queries.count(cut(counted), ["opened"])
    assert (told.forms, told.answers["opened"]) == (4, Counter(yes=4))


def test_answers_are_laid_out_while_more_keeps_coming(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        field.send(payload(instance_id=f"uuid:{number}"))
    waiting: list[int] = []

    def heard() -> int:
        waiting.append(Submission.objects.filter(read_at__isnull=True).count())
        return 0

    monkeypatch.setattr(reading, "BATCH", {"sqlite": 1, "postgresql": 1})
    monkeypatch.setattr(reading, "seal_blocks", heard)
    operations.read_waiting(at=on_the_day(10))
    assert waiting == [2, 1, 0]


def test_pages_tell_counts_and_lead_to_the_stations_of_one_area_only(field: Field) -> None:
    sent(field)
    client = client_of(field.cast.officer)

    def shown(name: str, **given: str) -> str:
        answer = client.get(reverse(f"checklists:{name}"), {"acara": field.event.pk, **given})
        return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)

    page = shown("answers")
    assert "Sudah dibuka?" in page
    assert "75,0%" in page
    for behind in (
        shown("answers_stations", tanya="opened", jawab="no"),
        shown("answers_stations", tanya="present", angka="20", hingga="40"),
    ):
        assert STATION in behind
        assert OTHER_STATION not in behind
    assert ">Belum</th>" in shown("answers_crossed")  # in the words of the form
    assert shown("answers_stations", tanya="nothing") == "404"
    assert shown("answers_stations", tanya="opened") == "404"
    assert shown("answers", versi="x" * 500) == "404"
    assert "Sudah dibuka?" in shown("answers", hari="x", dari="99", sampai="-1", wilayah="'")


def test_counting_asks_the_database_equally_often_however_much_came(
    field: Field, django_assert_num_queries: Any
) -> None:
    sent(field)
    counting.seal_blocks(step=2, full=2)
    assert AnswerBlock.objects.count() == 2
    queries.count(cut(field), ["opened", "present"])  # full blocks are read once in each process
    with django_assert_num_queries(3):  # blocks, columns of the newest, the sheets that stand in none
        queries.count(cut(field), ["opened", "present"])


@pytest.mark.rules
def test_numbers_stand_in_at_most_twelve_groups_and_every_one_of_them_in_one() -> None:
    for ordered in (
        [(float(n), 1) for n in range(3, 591)],
        [(n / 7, 2) for n in range(-40, 40)],
        [(1e-9 * n, 1) for n in range(50)],
    ):
        groups = rules.groups(ordered)
        assert len(groups) <= rules.MOST_GROUPS
        assert sum(group.count for group in groups) == sum(many for _told, many in ordered)
        inside = [
            rules.is_inside(repr(told), group.low, group.high) for told, _many in ordered for group in groups
        ]
        assert sum(inside) >= 0.98 * len(ordered)


@pytest.mark.rules
def test_a_form_answered_several_ways_counts_in_each() -> None:
    tools, opened = columns.column(["ink box", "ink", ""]), columns.column(["yes", "no", "yes"])
    assert columns.each(columns.unpack(columns.pack(tools)).counts()) == Counter(ink=2, box=1)
    told = columns.crossed(tools, opened)
    assert told == Counter({("ink", "yes"): 1, ("box", "yes"): 1, ("ink", "no"): 1})
