"""The example's own index: ten districts with made-up figures, brought and computed as on the page."""

from datetime import date, datetime, time

from saksama.config.example.script import ZONE
from saksama.people.models import Account
from saksama.places.models import Office
from saksama.vulnerability import choices, computing, operations, sample_sheet
from saksama.vulnerability.models import IndexRun

DAY = date(2024, 11, 4)
OFFICE, WHO = "64.02", "64.02-humas"
TITLE = "Logistik dan politik uang (contoh)"
SEED, DRAWS = 20241104, 2_000


def play(until: date) -> int:
    """Bring and compute it once, when its day has come; returns how many were new."""
    if until < DAY or IndexRun.objects.filter(is_sample=True, office=OFFICE).exists():
        return 0
    office = Office.objects.select_related("area").get(pk=OFFICE)
    by = {"actor": Account.objects.get(code=WHO), "at": datetime.combine(DAY, time(10), ZONE)}
    data = operations.bring_data(
        office=office,
        title=TITLE,
        content=sample_sheet.workbook(OFFICE),
        file_kind="xlsx",
        is_sample=True,
        **by,
    )
    raw = computing.raw_table(data)
    chosen = choices.guess(raw)
    definition = choices.to_toml(
        chosen, title=TITLE, source=office.name, edition=DAY.isoformat(), sample=True
    )
    operations.compute_index(
        data,
        definition=definition,
        seed=SEED,
        count=DRAWS,
        areas=computing.areas_of(raw, chosen, OFFICE),
        **by,
    )
    return 1
