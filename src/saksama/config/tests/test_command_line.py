"""What the command line answers when something is wrong: a sentence with a remedy, never a stack trace."""

import socket
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import translation

from saksama.config import command_line, refusals
from saksama.config.management.commands import demo, serve
from saksama.evidence.keys import KeysUnreadable
from saksama.journal.keys import KeyUnreadable
from saksama.people.models import Account

AT = datetime(2024, 11, 9, tzinfo=UTC)


@pytest.fixture
def run(monkeypatch, capsys):
    """Run ``saksama WORD ...``; gives the exit code and what stands on stderr."""

    def running(*words):
        monkeypatch.setattr(sys, "argv", ["saksama", *words])
        with pytest.raises(SystemExit) as end, translation.override("id"):
            command_line.main()
        return end.value.code, capsys.readouterr().err

    return running


@pytest.mark.parametrize(
    ("fault", "advice", "code"),
    [
        (CommandError("Berkas sudah ada."), "Berkas sudah ada.", 1),
        (KeyUnreadable("The journal key cannot be read."), "saksama init", 2),
        (KeysUnreadable("The field keys cannot be read."), "saksama init", 2),
        (OperationalError("no such table: people_account"), "saksama check", 2),
        (PermissionError(13, "Permission denied", "/nowhere"), "/nowhere", 2),
        (ZeroDivisionError("division by zero"), "--traceback", 70),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fault_has_a_sentence_in_two_languages(fault, advice, code, language):
    with translation.override(language):
        sentence, given = refusals.told(fault)
    assert advice in sentence
    assert given == code
    assert "\n" not in sentence


def test_the_two_languages_differ():
    told = set()
    for language in ("id", "en"):
        with translation.override(language):
            told.add(refusals.told(OSError("disk"))[0])
    assert len(told) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--on", "nonsense"), ("demo", "--on", "2024-13-01"), ("demo", "--move-to", "besok"),
        ("backup", "/nowhere/office.tar.gz"), ("restore", "/nowhere", "--into", "/nowhere/else"),
        ("serve", "--port", "abc"), ("serve", "--port", "99999999"), ("nonsense",), ("journal", "nonsense"),
        ("add_administrator", "99.99", "Siapa"), ("clock", "PK-06", "--start", "kemarin"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_wrong_words_are_answered_without_a_stack_trace(run, words):
    code, said = run(*words)
    assert code not in (0, refusals.FAULT_OF_THE_PROGRAM)
    assert said.strip()
    assert "Traceback" not in said
    assert 'File "' not in said


def test_a_fault_of_the_program_is_shown_whole_only_when_asked(run, monkeypatch):
    monkeypatch.setattr(command_line, "_two_words_as_one", lambda words: 1 / 0)
    code, said = run("check")
    assert code == refusals.FAULT_OF_THE_PROGRAM
    assert "ZeroDivisionError" in said
    assert "Traceback" not in said
    monkeypatch.setattr(sys, "argv", ["saksama", "check", "--traceback"])
    with pytest.raises(ZeroDivisionError):
        command_line.main()


def test_a_busy_port_is_named_before_anything_starts():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CommandError, match=str(port)):
            serve._refuse_a_busy_port("127.0.0.1", port)
    serve._refuse_a_busy_port("127.0.0.1", port)


# --- the example and real offices --------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, settings, monkeypatch):
    """An empty installation folder; the making of the example counts instead of working."""
    settings.VAR = tmp_path
    made = []
    monkeypatch.setattr(demo.Command, "_make", lambda self, on: made.append(on))
    monkeypatch.setattr(demo.installation, "make_keys", lambda: None)
    monkeypatch.setattr(demo, "call_command", lambda *words, **options: None)
    return made


def person(code, *, is_demo):
    return Account.objects.create(code=code, name="Siapa", created_at=AT, is_demo=is_demo)


@pytest.mark.django_db
def test_the_example_is_made_in_a_folder_where_only_a_check_has_run(folder, settings):
    (settings.VAR / "saksama.sqlite3").write_bytes(b"tables without people")
    call_command("demo")
    assert folder == [date(2024, 11, 9)]


@pytest.mark.django_db
@pytest.mark.parametrize("is_marked", [True, False])
@pytest.mark.parametrize("words", [[], ["--reset"]])
def test_a_real_office_never_becomes_an_example(folder, settings, is_marked, words):
    person("64.02-admin-1", is_demo=False)
    if is_marked:
        (settings.VAR / "demo").touch()
    with pytest.raises(CommandError):
        call_command("demo", *words)
    assert Account.objects.exists()
    assert not folder


@pytest.mark.django_db
def test_a_complete_example_is_left_alone_but_brought_up_to_a_newer_program(folder, settings, monkeypatch):
    called = []
    monkeypatch.setattr(demo, "call_command", lambda *words, **options: called.append(words[0]))
    (settings.VAR / "demo").write_text(demo.COMPLETE)
    call_command("demo", "--if-missing")
    assert called == []
    monkeypatch.setattr(demo.readiness, "problems", lambda: ["migrations"])
    call_command("demo", "--if-missing")
    assert called == ["migrate"]
    assert not folder


@pytest.mark.django_db
def test_a_making_that_was_interrupted_is_taken_up_again(folder, settings, monkeypatch):
    (settings.VAR / "demo").touch()
    (settings.VAR / "demo-logins").write_text("[]")
    person("64.02-ketua", is_demo=True)
    call_command("demo", "--if-missing")
    call_command("demo", "--if-missing")
    assert len(folder) == 1


def test_a_new_folder_is_told_what_it_needs_in_the_language_asked_for(tmp_path):
    for language, word in (("id", "BELUM"), ("en", "NOT")):
        answer = subprocess.run(
            [sys.executable, "-c", "from saksama.config.command_line import main; main()", "check"],
            capture_output=True, text=True, check=False,
            env={"SAKSAMA_VAR": str(tmp_path), "SAKSAMA_LANGUAGE": language, "PATH": ""},
        )  # fmt: skip
        assert answer.returncode == 1
        assert answer.stdout.startswith(word)
        assert "saksama init" in answer.stdout


def test_settings_that_cannot_be_read_are_named(tmp_path):
    answer = subprocess.run(
        [sys.executable, "-c", "from saksama.config.command_line import main; main()", "check"],
        capture_output=True, text=True, check=False,
        env={"SAKSAMA_VAR": str(tmp_path), "DATABASE_URL": "mysql://nowhere", "PATH": ""},
    )  # fmt: skip
    assert answer.returncode == 2
    assert "DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr
