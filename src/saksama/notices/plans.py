"""The plan that holds for an office: its own, that of an office above it, or the one that ships."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from saksama.notices.models import Policy
from saksama.notices.rules import Plan, from_json
from saksama.places.rules import lineage

FILE = Path(__file__).parent / "data" / "plan.toml"


@cache
def shipped() -> Plan:
    """The plan of ``data/plan.toml``."""
    return from_json(tomllib.loads(FILE.read_text(encoding="utf-8")))


def policy_of(office_code: str, *, at: datetime) -> Policy | None:
    """The plan in force at ``at``: the nearest office's word, and of those the latest; None: as shipped."""
    rows = Policy.objects.filter(office_code__in=lineage(office_code), from_at__lte=at)
    return max(rows, key=lambda row: (len(lineage(row.office_code)), row.from_at, row.pk), default=None)


def plan_of(policy: Policy | None) -> Plan:
    """What a deadline's chain follows."""
    return shipped() if policy is None else from_json(policy.plan)
