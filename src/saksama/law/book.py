"""The law as it stood on a day: ``load().on(day, regime)["PK-06"]``."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from saksama.law import subjects
from saksama.law.errors import BrokenLawData, NotInForce, UnknownRule
from saksama.law.loading import DATA, SUBJECTS, Dated, Entry, clock_entries, entries, rule_from, versions_of
from saksama.law.model import (
    REGIMES,
    Form,
    ForwardingPaper,
    Offence,
    Quorum,
    ReceiptHours,
    Regime,
    ReporterKind,
    Requirement,
    Rule,
    Version,
    ViolationClass,
)
from saksama.law.neutrality import Neutrality

_DATED_SUBJECTS = tuple(subject for subject in SUBJECTS if subject != "versions")


class RuleSet:
    """The rules of one regime on one day. A clock by its id: ``rules["PK-06"]``."""

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
        """The clock or window ``rule_id`` as it stands today. Raises UnknownRule, NotInForce."""
        entry, value = self._find("clocks", rule_id)
        return rule_from(entry, value, self.regime, str(self.version))

    def clocks(self) -> tuple[Rule, ...]:
        """Every clock and window in force on the day, by id."""
        version = str(self.version)
        return tuple(
            rule_from(entry, value, self.regime, version) for entry, value in self._in_force("clocks")
        )

    def requirements(self, kind: Literal["formal", "material"] | None = None) -> tuple[Requirement, ...]:
        """Formal and material requirements, or those of one kind, in the order a checklist shows them."""
        found = (subjects.requirement_from(*pair) for pair in self._in_force("requirements"))
        return tuple(item for item in found if kind in (None, item.kind))

    def reporters(self) -> tuple[ReporterKind, ...]:
        """Who may report on the day, representatives included where they are allowed."""
        return tuple(subjects.reporter_from(*pair) for pair in self._in_force("reporters"))

    @property
    def allows_representative(self) -> bool:
        """May a reporter act through an attorney (kuasa)?"""
        return any(kind.is_representative for kind in self.reporters())

    def classes(self) -> tuple[ViolationClass, ...]:
        """Classes of violation with the destination and outcome they have on the day."""
        return tuple(
            subjects.class_from(entry, value, self._law.terms) for entry, value in self._in_force("classes")
        )

    def violation_class(self, code: str) -> ViolationClass:
        """One class. Raises UnknownRule, NotInForce."""
        return subjects.class_from(*self._find("classes", code), self._law.terms)

    @property
    def receipt_hours(self) -> ReceiptHours:
        """Hours of receipt. Never refuses: before the first known hours, those are used."""
        entry = self._law.subject(self.regime, "receipt_hours")["receipt_hours"]
        return subjects.hours_from(entry, entry.value_on(self.day) or entry.values[0])

    @property
    def quorum(self) -> Quorum:
        """How many members a plenary needs: ``rules.quorum.needed(5)``. Raises NotInForce."""
        return subjects.quorum_from(*self._find("plenary", "quorum"))

    def forms(self) -> tuple[Form, ...]:
        """The forms whose codes are known on the day."""
        return tuple(subjects.form_from(*pair) for pair in self._in_force("forms"))

    def form(self, kind: str) -> Form | None:
        """The form for a kind of paper ("receipt", "status_notice"); None where no code has been read."""
        return next((form for form in self.forms() if form.kind == kind), None)

    def forwarding(self) -> tuple[ForwardingPaper, ...]:
        """What the file of a criminal case holds when it is forwarded to the police, in its order."""
        return tuple(subjects.forwarding_from(*pair) for pair in self._in_force("forwarding"))

    def offences(self) -> tuple[Offence, ...]:
        """The penal articles of the picklist in force on the day; none where no list has been compiled."""
        return tuple(subjects.offence_from(*pair) for pair in self._in_force("offences"))

    def _find(self, subject: str, code: str) -> tuple[Entry, Dated]:
        known = self._law.subject(self.regime, subject)
        if code not in known:
            raise UnknownRule(rule=code, regime=self.regime, known=", ".join(known))
        entry = known[code]
        value = entry.value_on(self.day)
        if value is None:
            raise NotInForce(rule=code, regime=self.regime, day=self.day, spans=entry.spans())
        return entry, value

    def _in_force(self, subject: str) -> tuple[tuple[Entry, Dated], ...]:
        pairs = (
            (entry, entry.value_on(self.day)) for entry in self._law.subject(self.regime, subject).values()
        )
        return tuple((entry, value) for entry, value in pairs if value is not None)


class Law:
    """All dated law of one data folder. Immutable after loading; ask it for a day."""

    def __init__(self, folder: Path) -> None:
        self.terms = subjects.Terms(folder / "terms.toml")
        self.changes = subjects.changes_of(folder / "changes.toml")
        self.neutrality = Neutrality(folder / "neutrality.toml")
        self.versions = {regime: versions_of(folder / regime) for regime in REGIMES}
        self._entries: dict[tuple[Regime, str], dict[str, Entry]] = {}
        for regime in REGIMES:
            self._entries[regime, "clocks"] = dict(sorted(clock_entries(folder / regime).items()))
            for subject in _DATED_SUBJECTS:
                self._entries[regime, subject] = entries(folder / regime / f"{subject}.toml")
        self._check()

    def on(self, day: date, regime: str) -> RuleSet:
        """The rules of ``regime`` ("pilkada" or "pemilu") in force on the local day ``day``."""
        for known in REGIMES:
            if known == regime:
                return RuleSet(self, day, known)
        raise UnknownRule(rule=regime, regime=regime, known=", ".join(REGIMES))

    def subject(self, regime: Regime, subject: str) -> dict[str, Entry]:
        """The raw entries of a subject ("clocks", "classes" ...), for listings and data tests."""
        return self._entries[regime, subject]

    def _check(self) -> None:
        """Build every value once, so that a fault in a file is found when it is read."""
        for (regime, subject), found in self._entries.items():
            try:
                for entry in found.values():
                    for value in entry.values:
                        self._build(self.on(value.from_, regime), subject, entry.code)
            except (KeyError, TypeError, AttributeError) as error:
                raise BrokenLawData(file=f"{regime}/{subject}", detail=f"{entry.code}: {error!r}") from error

    def _build(self, rules: RuleSet, subject: str, code: str) -> None:
        match subject:
            case "clocks":
                rule = rules[code]
                for event in (rule.starts, rule.ends):
                    self.terms.of("events", event)
                self.terms.of("actors", rule.actor)
            case "classes":
                rules.violation_class(code)
            case "receipt_hours":
                _ = rules.receipt_hours
            case "plenary":
                _ = rules.quorum
            case "requirements":
                rules.requirements()
            case "reporters":
                rules.reporters()
            case "forms":
                rules.forms()
            case "forwarding":
                rules.forwarding()
            case "offences":
                rules.offences()


@lru_cache(maxsize=8)
def load(folder: Path = DATA) -> Law:
    """The law read from ``folder`` (the package's own data unless told otherwise), read once per process.

    Raises BrokenLawData, naming the file, when a value is missing or its dates leave a gap.
    """
    return Law(folder)
