"""Due dates with their whole explanation, of every clock in force, over a year of starts: how many a second?"""

import time
from datetime import date, timedelta

from saksama.law import NotFormalised, due, load, seeded_calendar


def per_second() -> int:
    """Each result is what a case keeps: the date, the other reading, each day with its reason."""
    calendar, law, done = seeded_calendar("64.02"), load(), 0
    started = time.perf_counter()
    for shift in range(0, 360, 3):
        day = date(2024, 1, 2) + timedelta(days=shift)
        for regime in ("pilkada", "pemilu"):
            for rule in law.on(day, regime).clocks():
                if rule.kind == "clock" and rule.unit != "hour":
                    try:
                        due(rule, day, calendar=calendar).as_json()
                        done += 1
                    except NotFormalised:
                        continue
    return round(done / (time.perf_counter() - started))
