"""Backup and restore, rehearsed."""

import io
import json
import re
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
    with pytest.raises(CommandError, match="SAKSAMA_VAR"):
        call_command("restore", str(archive), "--into", str(tmp_path))
    with pytest.raises(CommandError, match=archive.name):
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


def test_a_draft_that_is_sent_during_the_backup_is_left_out(tmp_path, settings, monkeypatch):
    drafts = settings.EVIDENCE_ROOT / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    (drafts / "gone").write_bytes(b"sealed")
    list_files = backups._files

    def list_and_lose(prefix, folder):
        found = list(list_files(prefix, folder))
        (drafts / "gone").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(backups, "_files", list_and_lose)
    call_command("backup", str(tmp_path / "office.tar.gz"))
    with tarfile.open(tmp_path / "office.tar.gz") as archive:
        assert "evidence/drafts/gone" not in archive.getnames()


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "verify", lambda source: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("backup", str(tmp_path / "office.tar.gz"))
    assert not list(tmp_path.iterdir())


def changed(archive, target, *, manifest=None, more=()):
    """The archive with another list, or with members that the list does not name."""
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name == "manifest.json" and manifest is not None:
                data = manifest
            member.size = len(data)
            new.addfile(member, io.BytesIO(data))
        for name in more:
            entry = tarfile.TarInfo(name)
            entry.size = 1
            new.addfile(entry, io.BytesIO(b"x"))
    return target


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "demo", "keys/fields.json"])
def test_what_the_list_does_not_name_is_not_unpacked(archive, tmp_path, name):
    other = changed(archive, tmp_path / "other.tar.gz", more=[name])
    with pytest.raises(CommandError, match=re.escape(name)):
        call_command("restore", str(other), "--into", str(tmp_path / "restored"))
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"files": 1}', b"\xff"])
def test_a_list_that_is_none_is_refused(archive, tmp_path, manifest):
    other = changed(archive, tmp_path / "other.tar.gz", manifest=manifest)
    with pytest.raises(CommandError, match=r"other\.tar\.gz"):
        call_command("restore", str(other), "--into", str(tmp_path / "restored"))
