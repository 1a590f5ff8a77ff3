"""Reads of the room: forms in use, what came, what waits in quarantine."""

from saksama.checklists.models import InstrumentMedia, InstrumentVersion, Publication
from saksama.places.rules import lineage


def versions_in_use(event: str, office_code: str) -> list[InstrumentVersion]:
    """Versions in use for ``event`` by the office and those above it; of equal form ids the nearest office's."""
    rows = (
        Publication.objects.filter(
            event=event, withdrawn_at__isnull=True, instrument__office__in=lineage(office_code)
        )
        .select_related("version__instrument")
        .prefetch_related("version__media")
    )
    nearest = {
        row.version.instrument.code: row.version
        for row in sorted(rows, key=lambda row: len(row.version.instrument.office_id))
    }
    return [nearest[code] for code in sorted(nearest)]


def version_in_use(event: str, office_code: str, code: str) -> InstrumentVersion | None:
    """The version in use under the form id ``code``."""
    return next((row for row in versions_in_use(event, office_code) if row.instrument.code == code), None)


def media_of(version: InstrumentVersion, name: str) -> InstrumentMedia | None:
    """The file ``name`` of a version."""
    return version.media.filter(name=name).first()
