"""The catalogue of permissions, read from ``data/permissions.toml``: what, who, how far.

A permission that is not listed does not exist: asking for it is an error of the program, and nobody
holds it. docs/permissions.md explains the choices; a test fails when one is missing there.
"""

import tomllib
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

from saksama.people.models import Role

AREA = "area"
OFFICE = "office"
EVERY_ROLE = "*"


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing a person may be allowed to do; the file's head explains the fields."""

    code: str
    id: str
    en: str
    roles: frozenset[str]
    reach: str
    seen_with: str | None = None


class UnknownPermission(LookupError):
    """The program asks for a permission that the catalogue does not list."""


class FaultyCatalogue(ValueError):
    """The file names a role, a reach or a permission that does not exist."""


def named(code: str) -> Permission:
    """The permission called ``code``.

    Raises: UnknownPermission.
    """
    try:
        return CATALOGUE[code]
    except KeyError:
        raise UnknownPermission(code) from None


def held_by(role: str) -> frozenset[str]:
    """Codes of all permissions of ``role``."""
    return frozenset(code for code, permission in CATALOGUE.items() if role in permission.roles)


def read(text: str) -> MappingProxyType[str, Permission]:
    """The catalogue written in ``text`` (TOML).

    Raises: FaultyCatalogue, so that a slip of the pen stops the start and opens nothing.
    """
    catalogue = {code: _permission(code, entry) for code, entry in tomllib.loads(text).items()}
    for permission in catalogue.values():
        if permission.seen_with and permission.seen_with not in catalogue:
            raise FaultyCatalogue(f"{permission.code}: seen_with names no permission: {permission.seen_with}")
    return MappingProxyType(catalogue)


def _permission(code: str, entry: dict[str, Any]) -> Permission:
    roles = frozenset(Role.values if entry["roles"] == [EVERY_ROLE] else entry["roles"])
    if not roles <= frozenset(Role.values):
        raise FaultyCatalogue(f"{code}: unknown role among {sorted(roles)}")
    if entry["reach"] not in {AREA, OFFICE}:
        raise FaultyCatalogue(f"{code}: unknown reach {entry['reach']}")
    return Permission(code, entry["id"], entry["en"], roles, entry["reach"], entry.get("seen_with"))


_FILE = resources.files("saksama.people").joinpath("data/permissions.toml")
CATALOGUE = read(_FILE.read_text(encoding="utf-8"))
