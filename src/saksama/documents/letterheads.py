"""The head of an office's letters, from what the office entered about itself."""

from saksama.documents.pdf import JSON
from saksama.places.models import Office


def of(office: Office) -> dict[str, JSON]:
    """Return the ``office`` part of every template's data: two lines and the address line.

    An office that has not written its letterhead is named by its name; the emblem's place stays empty until
    an office brings its own (decision 22).
    """
    contact = (office.address, office.phone, office.email, office.web)
    return {
        "line_1": office.letterhead_1 or office.name,
        "line_2": office.letterhead_2 if office.letterhead_1 else "",
        "address": " · ".join(part for part in contact if part),
    }
