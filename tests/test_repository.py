"""What must never be in the repository, and links that must not be dead."""

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.rules

ROOT = Path(__file__).parents[1]
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".typ",
    ".po",
    ".svg",
    ".yml",
    "",
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    return [
        (path, path.read_text(encoding="utf-8", errors="replace"))
        for path in tracked()
        if path.suffix in TEXT
    ]


def test_locks_name_no_host():
    assert not re.search(r"https?://", (ROOT / "requirements.txt").read_text())
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
    assert not (ROOT / "uv.lock").exists()


def test_every_package_is_pinned_with_a_hash():
    lock = (ROOT / "requirements.txt").read_text()
    pins = re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", lock, re.M)
    assert len(pins) > 30
    assert lock.count("--hash=sha256:") >= len(pins)


def test_no_file_is_larger_than_a_megabyte():
    assert not [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > 1_048_576]


def test_no_path_of_a_machine_stands_in_a_file():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts()
        if path.name != Path(__file__).name
        for match in re.finditer(r"(?:/home/\w+|/root/|/Users/\w+)", text)
    ]
    assert not found, "\n".join(found)


def test_no_default_password_or_key_stands_in_a_file():
    found = [
        str(path.relative_to(ROOT))
        for path, text in texts()
        if "tests" not in path.parts and re.search(r"BEGIN (?:RSA |EC )?PRIVATE KEY|AKIA[0-9A-Z]{16}", text)
    ]
    assert not found


def test_links_in_documents_lead_somewhere():
    dead = []
    for path in tracked():
        if path.suffix != ".md":
            continue
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            if not (path.parent / target).exists():
                dead.append(f"{path.relative_to(ROOT)}: {target}")
    assert not dead, "\n".join(dead)


def test_no_template_carries_style_or_script_of_its_own():
    found = []
    for path in tracked():
        if path.suffix != ".html" or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:|<script(?![^>]*\bsrc=)", text):
            found.append(str(path.relative_to(ROOT)))
    assert not found, "\n".join(found)
