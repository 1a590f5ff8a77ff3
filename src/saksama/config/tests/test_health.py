"""/healthz, /readyz, the start-up checks and the command line."""

import json
import subprocess
import sys

import pytest
from django.core.management import call_command

from saksama.config import readiness


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_readyz_is_ready_with_tables_and_keys(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problems"]) == (200, [])


@pytest.mark.django_db
def test_readyz_names_a_missing_key(client, settings, tmp_path):
    settings.KEYS = tmp_path
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert {"evidence_keys", "journal_key"} <= set(answer.json()["problems"])


@pytest.mark.django_db
def test_every_route_is_marked_and_the_project_checks_clean():
    call_command("check", fail_level="WARNING")
    assert readiness.problems() == []


def test_the_clock_command_needs_no_database():
    answer = subprocess.run(
        [sys.executable, "-c", "from saksama.config.command_line import main; main()", "clock", "PK-06",
         "--start", "2024-11-10", "--office", "64.02", "--json"],
        capture_output=True, text=True, check=True, env={"DATABASE_URL": "postgresql://nowhere/none", "PATH": ""},
    )  # fmt: skip
    told = json.loads(answer.stdout)
    assert (told["due_on"], told["other_due_on"]) == ("2024-11-12", "2024-11-13")


def test_a_wrong_day_is_answered_with_what_to_do():
    answer = subprocess.run(
        [sys.executable, "-c", "from saksama.config.command_line import main; main()", "clock", "PK-06",
         "--start", "kemarin"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
