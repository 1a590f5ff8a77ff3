"""What a citizen was told is received stays received, once, whatever is killed (``make loadtest`` kills more often)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.mark.kill
def test_five_kills_under_load_lose_and_double_nothing_that_was_acknowledged():
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    words = [sys.executable, "-m", "bench.kill", "--times", "5", "--reporters", "4", "--json"]
    done = subprocess.run(words, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == []
    assert told["kills"] == 5
    assert told["cut"] > 0, "no request was under way when the server was killed"
    assert told["cases"] >= told["told"] > 0
