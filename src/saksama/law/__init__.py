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
    UnknownArea,
    UnknownRule,
)
from saksama.law.explain import day_line, explain, limit_text, mark_text, reason_text
from saksama.law.model import (
    Change,
    Confidence,
    Destination,
    Form,
    ForwardingPaper,
    Offence,
    Outcome,
    Quorum,
    ReceiptHours,
    Regime,
    ReporterKind,
    Requirement,
    Rule,
    Source,
    Unit,
    Version,
    ViolationClass,
)
from saksama.law.receipt import OwnHours, Receipt, StageSpan, receipt
from saksama.law.texts import Text, length_text
from saksama.law.zones import local_day, zone_of

__all__ = [
    "BrokenLawData",
    "CalendarGap",
    "Change",
    "Confidence",
    "Day",
    "Destination",
    "Due",
    "Form",
    "ForwardingPaper",
    "Holiday",
    "Law",
    "LawError",
    "NotFormalised",
    "NotInForce",
    "Offence",
    "Outcome",
    "OwnHours",
    "Quorum",
    "Receipt",
    "ReceiptHours",
    "Regime",
    "ReporterKind",
    "Requirement",
    "Rule",
    "RuleSet",
    "Source",
    "StageSpan",
    "Text",
    "Unit",
    "UnknownArea",
    "UnknownRule",
    "Version",
    "ViolationClass",
    "WorkCalendar",
    "day_line",
    "due",
    "explain",
    "length_text",
    "limit_text",
    "load",
    "local_day",
    "mark_text",
    "reason_text",
    "receipt",
    "seeded_calendar",
    "zone_of",
]
