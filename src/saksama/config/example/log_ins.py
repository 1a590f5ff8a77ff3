"""Log-ins of the example: random per installation, in one file that only its owner reads (decision 11)."""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings

from saksama.people import demo_login
from saksama.people.models import Account, Role


class LogIn(TypedDict):
    """What somebody needs to log in by hand."""

    code: str
    name: str
    role: str
    password: str
    totp: str


def path() -> Path:
    """Where they are kept."""
    return Path(settings.VAR) / "demo-logins"


def new(code: str, name: str, role: str) -> LogIn:
    """A fresh random log-in."""
    words = "-".join(secrets.token_hex(3) for _ in range(3))
    return LogIn(code=code, name=name, role=role, password=words, totp=generate_totp_secret())


def save(log_ins: list[LogIn]) -> None:
    """Write the file, readable by its owner alone."""
    with os.fdopen(os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(log_ins, file, indent=1)


def load() -> list[LogIn]:
    """The log-ins of this installation; none before the example is made."""
    return json.loads(path().read_text()) if path().exists() else []


def as_text(address: str) -> str:
    """The table printed at each start: who, password, second factor, and a link that opens the desk."""
    accounts = {account.code: account for account in Account.objects.filter(is_demo=True)}
    lines = [
        "",
        "  Log-ins of the example (CONTOH). The link opens the desk at once, on this machine only.",
        "",
    ]
    for log_in in load():
        if account := accounts.get(log_in["code"]):
            lines += [
                f"  {log_in['name']}, {Role(log_in['role']).label}",
                f"    {address}{demo_login.link_for(account)}",
                f"    {log_in['code']}   password {log_in['password']}   TOTP {log_in['totp']}",
            ]
    return "\n".join(lines)
