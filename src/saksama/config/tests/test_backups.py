"""Backup and restore, rehearsed."""

import json
import sqlite3
import tarfile
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from saksama.config import backups
from saksama.evidence.operations import seal_bytes

AT = datetime(2024, 11, 9, 1, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL backups are pg_dump's work"),
]


@pytest.fixture
def archive(tmp_path):
    seal_bytes(b"a letter", name="surat.txt", office="64.02", actor="system", at=AT)
    target = tmp_path / "office.tar.gz"
    call_command("backup", str(target))
    return target


def test_a_backup_restores_to_the_same_files_and_tables(archive, tmp_path):
    into = tmp_path / "restored"
    call_command("restore", str(archive), "--into", str(into))
    with sqlite3.connect(into / "saksama.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM evidence_sealedfile").fetchone() == (1,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert list((into / "evidence").rglob("*"))
    assert not (into / "keys" / "fields.json").exists()


def test_keys_go_along_only_when_asked(archive, tmp_path):
    call_command("backup", str(tmp_path / "with-keys.tar.gz"), "--with-keys")
    with tarfile.open(tmp_path / "with-keys.tar.gz") as whole, tarfile.open(archive) as plain:
        assert "keys/fields.json" in whole.getnames()
        assert not [name for name in plain.getnames() if name.startswith("keys/")]


def test_a_changed_byte_is_found_before_anything_is_unpacked(archive, tmp_path):
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(data)
    with pytest.raises(CommandError):
        call_command("restore", str(archive), "--into", str(tmp_path / "restored"))
    assert not (tmp_path / "restored").exists()


def test_an_office_is_never_overwritten(archive, tmp_path):
    (tmp_path / "saksama.sqlite3").write_bytes(b"")
    with pytest.raises(CommandError, match="already holds an office"):
        call_command("restore", str(archive), "--into", str(tmp_path))
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(archive))


def test_a_file_that_is_no_backup_is_named(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"not an archive")
    with pytest.raises(backups.BrokenBackup, match=r"x\.tar\.gz"):
        backups.verify(tmp_path / "x.tar.gz")


def test_an_act_during_the_backup_does_not_make_its_journal_look_cut(tmp_path, monkeypatch):
    copy_database = backups._copy_database

    def copy_while_work_goes_on(target):
        copy_database(target)
        seal_bytes(b"later", name="surat.txt", office="64.02", actor="system", at=AT)

    seal_bytes(b"before", name="surat.txt", office="64.02", actor="system", at=AT)
    monkeypatch.setattr(backups, "_copy_database", copy_while_work_goes_on)
    call_command("backup", str(tmp_path / "office.tar.gz"))
    call_command("restore", str(tmp_path / "office.tar.gz"), "--into", str(tmp_path / "restored"))
    heads = json.loads((tmp_path / "restored" / "keys" / "journal-heads.json").read_text())["heads"]
    with sqlite3.connect(tmp_path / "restored" / "saksama.sqlite3") as database:
        lines = database.execute("SELECT count(*) FROM journal_line WHERE office = '64.02'").fetchone()[0]
    assert heads["64.02"]["count"] == lines == 1
