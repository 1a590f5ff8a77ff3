"""Cards as sheets of paper, six to a page."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from saksama.checklists import card_secrets, collect
from saksama.checklists.models import Assignment, Card
from saksama.documents import pdf, qr
from saksama.documents.letterheads import of
from saksama.pages.formats import plain_date
from saksama.people.models import Role
from saksama.places.models import Office


def cards(
    rows: Iterable[tuple[Card, Assignment, str]],
    *,
    office: Office,
    phone_address: str,
    collect_address: str,
    issued_on: date,
    issued_at: datetime,
    sample: bool,
    with_collect: bool,
) -> bytes:
    """A PDF of cards.

    Args:  rows: card, where its holder stands, and the place in words.
           phone_address: page of the web form; the card's token follows behind #k=, which no server is told.
           collect_address: with ``{key}`` and ``{event}`` for ODK Collect.
    """
    data: pdf.Data = {
        "title": _("Cards of field supervisors"),
        "office": of(office),
        "issued_on": issued_on.isoformat(),
        "sample": sample,
        "words": {
            "scan": _("Scan with the phone's camera, once. Afterwards it works without a line."),
            "number": _("Or type, when the camera fails:"),
            "keep": _("Keep it like a key. Lost? Tell your office at once. A second phone may scan it too."),
        },
        "cards": [
            _card(card, assignment, place, phone_address, collect_address, with_collect)
            for card, assignment, place in rows
        ],
    }
    return pdf.render("officer_cards", data, issued_at=issued_at)


def _card(
    card: Card, assignment: Assignment, place: str, phone: str, collect_address: str, with_collect: bool
) -> dict[str, pdf.JSON]:
    secret = card.secret
    told: dict[str, pdf.JSON] = {
        "name": card.account.name,
        "post": str(Role(assignment.post).label).partition(" (")[0],
        "place": place,
        "dates": f"{plain_date(assignment.starts_on)} – {plain_date(assignment.ends_on)}",
        "number": card_secrets.written(card.number),
        "pin": str(secret["pin"]),
        "qr_svg": qr.image(f"{phone}#k={secret['token']}"),
    }
    if with_collect:
        server = collect_address.format(key=secret["collect"], event=card.event_id)
        told["collect_svg"] = qr.image(collect.settings_code(server, place[:40]))
    return told
