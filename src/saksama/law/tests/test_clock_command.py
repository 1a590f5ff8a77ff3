"""``saksama clock``: answers, refusals, and that neither Django nor a database is needed."""

import json
import subprocess
import sys

import pytest

from saksama.law import Due
from saksama.law.clock_command import main

pytestmark = pytest.mark.rules

KEYS = [
    "rule", "version", "regime", "start", "due_on", "other_due_on", "unit", "length", "first_day", "source",
    "confidence", "days",
]  # fmt: skip


def asked(capsys, *words: str) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def refused(capsys, *words: str) -> str:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) == 2, "what is wrong, and what to do"
    return captured.err


def test_the_json_has_the_documented_keys_in_order(capsys):
    answer = json.loads(asked(capsys, "PK-06", "--start", "2024-11-10", "--office", "64.02", "--json"))

    assert list(answer) == KEYS
    assert (answer["due_on"], answer["other_due_on"]) == ("2024-11-12", "2024-11-13")
    assert (answer["first_day"], answer["unit"], answer["length"]) == ("counted", "calendar_day", 3)
    assert answer["version"] == "PB 8/2020+9/2024, 2024-09-30"
    assert answer["days"][0] == {"date": "2024-11-10", "counted": True, "reason": "start_counted"}
    assert answer["days"][-1]["date"] == answer["due_on"]
    assert Due.from_json(answer).as_json() == answer


def test_the_extended_clock_ends_on_the_fourteenth(capsys):
    answer = json.loads(asked(capsys, "PK-07", "--start", "2024-11-10", "--json"))

    assert answer["due_on"] == "2024-11-14"


def test_an_hour_clock_gives_an_instant(capsys):
    answer = json.loads(asked(capsys, "GK-01", "--start", "2024-11-10T14:30", "--json"))

    assert list(answer) == ["due_at" if key == "due_on" else key for key in KEYS]
    assert answer["due_at"] == "2024-11-11T14:30:00+08:00"
    assert answer["other_due_on"] is None


def test_the_zone_is_that_of_the_office(capsys):
    start = "2024-11-09T17:30:00+00:00"

    assert (
        json.loads(asked(capsys, "PK-06", "--start", start, "--office", "64.02", "--json"))["start"]
        == "2024-11-10"
    )
    assert (
        json.loads(asked(capsys, "PK-06", "--start", start, "--office", "31.71", "--json"))["start"]
        == "2024-11-10"
    )
    start = "2024-11-09T16:30:00+00:00"
    assert (
        json.loads(asked(capsys, "PK-06", "--start", start, "--office", "31.71", "--json"))["start"]
        == "2024-11-09"
    )


def test_gakkumdu_clocks_follow_the_regime_asked_for(capsys):
    pilkada = json.loads(asked(capsys, "GK-06", "--start", "2024-11-11", "--json"))
    pemilu = json.loads(asked(capsys, "GK-06", "--start", "2024-11-11", "--regime", "pemilu", "--json"))

    assert (pilkada["source"]["act"], pemilu["source"]["act"]) == ("UU Pilkada", "UU Pemilu")


def test_the_answer_for_people_names_days_article_version_and_doubt(capsys):
    told = asked(capsys, "pk-06", "--start", "2024-11-10")

    for words in (
        "Penanganan laporan",
        "ke-3",
        "Pasal 134 ayat (5)",
        "PB 8/2020+9/2024",
        "perlu dicek",
        "Catatan",
    ):
        assert words in told
    assert "Limit: Tuesday, 12 November 2024" in asked(
        capsys, "PK-06", "--start", "2024-11-10", "--lang", "en"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["PK-06"], "--start"),
        ([], "ATURAN"),
        (["PK-06", "--start", "10-11-2024"], '"10-11-2024"'),
        (["PK-06", "--start", "2024-02-30"], '"2024-02-30"'),
        (["PK-06", "--start", ""], '""'),
        (["PK-99", "--start", "2024-11-10"], "PK-06"),
        (["", "--start", "2024-11-10"], "PK-06"),
        (["PK-06", "--start", "2024-11-10", "--regime", "pemilu"], "PM-01"),
        (["PK-06", "--start", "2024-11-10", "--regime", "pilpres"], "pilkada"),
        (["PK-06", "--start", "2024-11-10", "--office", "Kukar"], "64.02"),
        (["PK-06", "--start", "2024-11-10", "--lang", "fr"], "id"),
        (["PK-06", "--start", "2015-02-01"], "2015-02-02"),
        (["PM-03", "--start", "2027-12-30"], "2028"),
        (["GK-02", "--start", "2024-11-10"], "PK-06"),
        (["PK-06", "--start", "9999-12-31"], "9999"),
        (["PK-06", "--start", "2024-11-10", "--wat"], "--wat"),
    ],
)
def test_bad_input_says_what_is_wrong_and_what_to_do(capsys, words, said):
    assert said in refused(capsys, *words)
    assert said in refused(capsys, *words, *([] if "--lang" in words else ["--lang", "en"]))


def test_no_django_is_loaded():
    program = (
        "import sys; from saksama.law.clock_command import main; "
        "code = main(['PK-06', '--start', '2024-11-10']); "
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0
