"""Form A (laporan hasil pengawasan) filled from its record."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from saksama.cases import rules, supervision_parts
from saksama.cases.models import SupervisionRecord
from saksama.documents import blanks, letterheads
from saksama.law import load
from saksama.pages import formats
from saksama.people import scope
from saksama.people.models import Role


def data_of(record: SupervisionRecord, *, at: datetime) -> dict[str, Any]:
    """Everything the shape ``form`` draws, in the language that is active."""
    office = record.office
    today = rules.local_day(at, office.zone)
    form = load().on(record.observed_on, record.event.election.regime).form("supervision_record")
    told = supervision_parts.nested(record.parts)
    post = _post(record)
    told["record"] = {
        **told.get("record", {}),
        "author": record.author.name,
        "post": post,
        "election": record.event.election.name,
        "observed": formats.long_date(record.observed_on),
        "place": ", ".join(part for part in (record.place, record.area.title if record.area else "") if part),
        "result": record.text,
    }
    values: dict[str, Any] = {**told, "files": _files(record)}
    is_sure = form is not None and form.source.is_confirmed
    seat = f"{office.seat}, " if office.seat else ""
    return {
        **blanks.fill("supervision_record", values),
        "values": values,
        "office": letterheads.of(office),
        "number": record.number,
        "issued_on": today.isoformat(),
        "as_of": formats.long_moment(at, office.zone),
        "sample": record.is_sample,
        "place_and_day": seat + formats.plain_date(rules.local_day(record.written_at, office.zone)),
        "signers": [{"post": post, "name": record.author.name}],
        "form": form.code if form else "",
        "form_unsure": form is not None and not is_sure,
        "unsure": [_("Code of the form: %(code)s.") % {"code": form.code}] if form and not is_sure else [],
    }


def _post(record: SupervisionRecord) -> str:
    """What the author was on the day of the supervision."""
    duties = scope.duties_of(record.author, today=record.observed_on)
    return str(Role(duties[0].role).label) if duties else _("Supervisor")


def _files(record: SupervisionRecord) -> list[dict[str, str]]:
    return [
        {
            "place": str(place),
            "title": (_("Photo") if item.sealed.is_image else _("File")) + f" {place}",
            "hash": item.sealed.sha256,
        }
        for place, item in enumerate(record.files.select_related("sealed").order_by("pk"), start=1)
    ]
