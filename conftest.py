"""One installation for the tests: its own folder, its own keys, nothing of the developer's."""

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import hypothesis
import pytest

_FOLDER = Path(tempfile.mkdtemp(prefix="saksama-test-"))
os.environ["SAKSAMA_VAR"] = str(_FOLDER)  # for processes that tests start
os.environ.pop("SAKSAMA_KEYS", None)
# The browser's driver and the live server share a process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# A busy machine is no fault: no example and no drawing of one is timed.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


def pytest_configure(config):
    """Move out of the developer's folder (the settings are read before this file), then make the keys."""
    from django.conf import settings

    settings.VAR = _FOLDER
    settings.KEYS = _FOLDER / "keys"
    settings.EVIDENCE_ROOT = _FOLDER / "evidence"
    settings.STATIC_ROOT = _FOLDER / "static"
    settings.STATIC_ROOT.mkdir()  # whitenoise warns of a missing one, and a warning is an error here
    settings.STORAGES["default"]["OPTIONS"]["location"] = _FOLDER / "files"
    settings.DEMO = False
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        # A file, as in an office: a database in memory locks differently when several threads write.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = _FOLDER / "test.sqlite3"

    from saksama.evidence import keys as evidence_keys
    from saksama.journal import keys as journal_keys

    journal_keys.create()
    evidence_keys.create()


def pytest_unconfigure():
    """Leave nothing behind."""
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium that ``SAKSAMA_CHROMIUM`` names, else the system's own, else the one Playwright brought."""
    found = os.environ.get("SAKSAMA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    own = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **own, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables; before they are dropped, whoever still holds a line to PostgreSQL is sent away.

    A line that a browser keeps open holds a thread of the live server a moment longer than its test.
    """
    yield
    from django.db import connection

    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(autouse=True)
def _journal_begins_empty():
    """The file of heads outlives a rolled-back database and would call the next test's journal cut."""
    from saksama.journal import heads, keys

    if heads.known(keys.load()):
        heads.path().unlink()
        heads.write_empty(keys.load())


@pytest.fixture(scope="session", autouse=True)
def _emptying_a_test_database_may_delete_journal_lines():
    """Tests with real commits empty the tables on SQLite by DELETE, which the journal's triggers refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from saksama.journal import triggers

    plain_flush = BaseDatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        with triggers.lifted(self.connection):
            plain_flush(self, sql_list)

    with mock.patch.object(BaseDatabaseOperations, "execute_sql_flush", flush):
        yield
