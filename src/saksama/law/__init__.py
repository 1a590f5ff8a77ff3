"""Dated rules, the work calendar and the counting of days. No Django, no database.

>>> from datetime import date
>>> rules = load().on(date(2024, 11, 10), "pilkada")
>>> due(rules["PK-06"], date(2024, 11, 10), calendar=seeded_calendar("64.02")).due_on
datetime.date(2024, 11, 12)
"""

from saksama.law.book import Law, RuleSet, load
from saksama.law.calendars import Holiday, WorkCalendar, seeded_calendar
from saksama.law.counting import Day, Due, due
from saksama.law.errors import (
    BrokenLawData,
    CalendarGap,
    LawError,
    NotFormalised,
    NotInForce,
    UnknownRule,
)
from saksama.law.model import Confidence, Regime, Rule, Source, Unit, Version
from saksama.law.texts import Text

__all__ = [
    "BrokenLawData",
    "CalendarGap",
    "Confidence",
    "Day",
    "Due",
    "Holiday",
    "Law",
    "LawError",
    "NotFormalised",
    "NotInForce",
    "Regime",
    "Rule",
    "RuleSet",
    "Source",
    "Text",
    "Unit",
    "UnknownRule",
    "Version",
    "WorkCalendar",
    "due",
    "load",
    "seeded_calendar",
]
