"""The example's file read into dated steps. Pure: no database, no now()."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Makassar")
FILE = Path(__file__).with_name("kukar-2024.toml")
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Step:
    """One dated act: ``case`` names the matter in the file, ``do`` the act, ``told`` what the file says of it."""

    at: datetime
    case: str
    do: str
    told: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Unique in the example; the journal remembers which steps were replayed, in a column of so many letters."""
        whole = f"{self.case}:{self.do}:{self.at:%Y%m%d%H%M}"
        if len(whole) <= LONGEST_KEY:
            return whole
        return f"{whole[: LONGEST_KEY - 9]}:{sha256(whole.encode()).hexdigest()[:8]}"

    @property
    def on(self) -> date:
        """Local day of the step."""
        return self.at.astimezone(ZONE).date()


@cache
def read() -> Mapping[str, Any]:
    """The whole file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def steps(until: date) -> list[Step]:
    """All steps up to the end of the local day ``until``, in the order of their time."""
    found = [step for step in _all(read()) if step.on <= until]
    return sorted(found, key=lambda step: step.at)


def _all(example: Mapping[str, Any]) -> Iterator[Step]:
    for case in example["case"]:
        yield from _steps_of_case(case)
    for case in example["information"]:
        yield Step(_at(case["received"]), case["key"], "information", case)
    for case in example["published"]:
        yield from _steps_of_published(case, example["publication"])


def _steps_of_case(case: Mapping[str, Any]) -> Iterator[Step]:
    key, days = case["key"], case.get("days", {})
    yield Step(_at(case["received"]), key, "receive", case)
    if owner := case.get("owner"):
        yield Step(_at(case["received"]), key, "assign", {"owner": owner})
    if "study" in days:
        yield Step(_at(days["study"]), key, "study", case)
    if "told" in days:
        yield Step(_at(days["told"]), key, "tell", case)
    if "register" in days:
        yield Step(_at(days["register"]), key, "register", case)
    for name, summons in case.get("clarify", {}).items():
        yield from _steps_of_summons(key, name, summons)
    if "extend" in case:
        yield Step(_at(case["extend"]), key, "extend", case)
    if "decide" in days:
        yield Step(_at(days["decide"]), key, "decide", case)
    if "decline" in days:
        yield Step(_at(days["decline"]), key, "decline", case)
    if "notice" in days:
        yield Step(_at(days["notice"]), key, "notice", case)


def _steps_of_summons(key: str, name: str, summons: Mapping[str, str]) -> Iterator[Step]:
    first, second = _at(summons["at"]), summons.get("second_at")
    yield Step(_at(summons["invited"]), key, f"invite {name}", {"at": first})
    yield Step(first, key, f"hear {name}", {"came": second is None})
    if second:
        yield Step(first.replace(minute=first.minute + 20), key, f"invite {name}", {"at": _at(second)})


def _steps_of_published(case: Mapping[str, Any], publication: Mapping[str, str]) -> Iterator[Step]:
    yield Step(_at(case["received"]), case["key"], "published", {**case, "what": publication["what"]})
    yield Step(_at(case["registered"]), case["key"], "register_published", {**case, **publication})
    yield Step(_at(publication["reported"]), case["key"], "note_publication", publication)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
