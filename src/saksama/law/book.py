"""The law as it stood on a day: ``load().on(day, regime)["PK-06"]``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from saksama.law.errors import NotInForce, UnknownRule
from saksama.law.loading import DATA, Dated, Entry, clock_entries, read, rule_from, versions_of
from saksama.law.model import REGIMES, Regime, Rule, Version
from saksama.law.texts import Text


class RuleSet:
    """The rules of one regime on one day. Look a clock up by its id: ``rules["PK-06"]``."""

    def __init__(self, law: Law, day: date, regime: Regime) -> None:
        self._law = law
        self.day = day
        self.regime: Regime = regime

    @property
    def version(self) -> Version:
        """The instruments in force. Raises NotInForce before the first one."""
        held = [version for version in self._law.versions[self.regime] if version.from_ <= self.day]
        if not held:
            first = self._law.versions[self.regime][0].from_
            raise NotInForce(rule="*", regime=self.regime, day=self.day, spans=f"{first} - ...")
        return held[-1]

    def __getitem__(self, rule_id: str) -> Rule:
        """The clock or window ``rule_id`` today. Raises UnknownRule, NotInForce."""
        clocks = self._law.clocks[self.regime]
        entry = clocks.get(rule_id)
        if entry is None:
            raise UnknownRule(rule=rule_id, regime=self.regime, known=", ".join(clocks))
        return rule_from(entry, self._value(entry), self.regime, str(self.version))

    def clocks(self) -> tuple[Rule, ...]:
        """Every clock and window in force on the day, in the order of the files."""
        return tuple(
            self[code]
            for code, entry in self._law.clocks[self.regime].items()
            if entry.value_on(self.day) is not None
        )

    def _value(self, entry: Entry) -> Dated:
        value = entry.value_on(self.day)
        if value is None:
            raise NotInForce(rule=entry.code, regime=self.regime, day=self.day, spans=entry.spans())
        return value


class Law:
    """All dated law of one data folder. Immutable after loading; ask it for a day."""

    def __init__(self, folder: Path) -> None:
        self.clocks: Mapping[Regime, dict[str, Entry]] = {
            regime: dict(sorted(clock_entries(folder / regime).items())) for regime in REGIMES
        }
        self.versions = {regime: versions_of(folder / regime) for regime in REGIMES}
        terms = read(folder / "terms.toml")
        self.events = {code: Text(**words) for code, words in terms["events"].items()}
        self.actors = {code: Text(**words) for code, words in terms["actors"].items()}

    def on(self, day: date, regime: str) -> RuleSet:
        """The rules of ``regime`` ("pilkada" or "pemilu") in force on the local day ``day``."""
        for known in REGIMES:
            if known == regime:
                return RuleSet(self, day, known)
        raise UnknownRule(rule=regime, regime=regime, known=", ".join(REGIMES))


@lru_cache(maxsize=8)
def load(folder: Path = DATA) -> Law:
    """The law read from ``folder`` (the package's own data unless told otherwise), read once per process.

    Raises BrokenLawData, naming the file, when a value is missing or its dates leave a gap.
    """
    return Law(folder)
