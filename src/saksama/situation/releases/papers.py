"""A release on paper."""

from saksama.documents import letterheads, pdf
from saksama.pages import formats
from saksama.situation.models import Release
from saksama.situation.releases import reading


def pdf_of(release: Release) -> bytes:
    """Headline, paragraphs, then each figure with its day and source. A release is Indonesian."""
    read = reading.read(release)
    rows = [
        [row.label, row.value, formats.plain_date(row.as_of, "id"), row.source or "–"]
        for row in release.values.all()
        if row.is_figure and f"{{{row.name}}}" in f"{release.title} {release.text}"
    ]
    columns = [
        {"head": "Angka", "share": 2},
        {"head": "Nilai", "align": "right"},
        {"head": "Keadaan per", "share": 1.4},
        {"head": "Sumber", "share": 2.4},
    ]
    data: dict[str, pdf.JSON] = {
        "office": letterheads.of(release.office),
        "issued_on": (release.published_on or release.on).isoformat(),
        "as_of": formats.long_date(release.on, "id"),
        "sample": release.is_sample,
        "title": read.title,
        "over": f"Siaran pers · {formats.long_date(release.published_on or release.on, 'id')}",
        "paragraphs": list(read.paragraphs),
        "figures_title": "Sumber angka",
        "figures": {"columns": columns, "rows": rows} if rows else None,  # type: ignore[dict-item]
        "note": "\n\n".join(
            f"{note.get_kind_display()}: {note.text}" for note in reading.public_notes(release)
        ),
    }
    return pdf.render("press_release", data, lang="id")
