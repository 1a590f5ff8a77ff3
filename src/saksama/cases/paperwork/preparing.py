"""From a sheet and an occasion to what the documents room draws."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from saksama.cases import papers
from saksama.cases.models import Case, Clarification, Outcome, Party, Transfer
from saksama.cases.papers import LANGUAGE, Occasion, Paper
from saksama.cases.paperwork.sheets import Sheet
from saksama.documents import blanks
from saksama.law import Form, load
from saksama.pages import formats

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A paper ready to be drawn. ``number`` may still be empty: a letter is numbered when it is issued."""

    kind: str
    data: Data
    number: str

    def numbered(self, number: str) -> "Prepared":
        return replace(self, number=number, data={**self.data, "number": number})

    def as_draft(self) -> Data:
        """The same with the mark of a preview across it."""
        return {**self.data, "draft": True}


def prepare(sheet: Sheet, occasion: Occasion) -> Prepared:
    """Everything that the template of the sheet takes, in Indonesian."""
    with translation.override(LANGUAGE):
        paper = sheet.paper or Paper(sheet.kind, sheet.law_form, lambda told: _filled(sheet, told))
        data = papers.data_of(paper, occasion)
        number = str(data.get("number") or number_of(sheet, occasion.case, occasion.row))
        if sheet.paper is not None and sheet.kind in blanks.all_blanks():
            data = {**blanks.fill(sheet.kind, data), **data}
    return Prepared(sheet.kind, {**data, "number": number}, number)


def form_of(sheet: Sheet, case: Case) -> Form | None:
    """The form in the law's series, as it was on the day of receipt."""
    return load().on(case.received_on, case.regime).form(sheet.law_form) if sheet.law_form else None


def number_of(sheet: Sheet, case: Case, row: Any) -> str:
    """The number the paper has before it is issued: the case's, or the one written down with the row."""
    if sheet.numbered == "case":
        return case.number
    if isinstance(row, Outcome):
        sent = getattr(row, "forwarding", None)
        return sent.number if sent else ""
    return str(getattr(row, "number", "") or "")


def _filled(sheet: Sheet, occasion: Occasion) -> Data:
    assert sheet.values is not None, "a sheet has values or a paper of its own"
    told = sheet.values(occasion)
    filled: Data = blanks.fill(sheet.kind, told)
    return {
        **filled,
        "values": told,
        "signers": [_signer(str(post), told, occasion) for post in sheet.signs],
        **_addressee(occasion),
    }


def _signer(post: str, told: Mapping[str, Any], occasion: Occasion) -> Data:
    """Who signs: a person heard by name where the paper may name them; officers by hand."""
    names = {
        _("Reporter"): told.get("reporter", {}).get("name", ""),
        _("Who swears"): told.get("party", {}).get("name", ""),
        _("Who was heard"): told.get("party", {}).get("name", ""),
    }
    if post == _("Chair"):
        post = _("Chair of %(office)s") % {"office": occasion.case.office.name}
    return {"post": post, "name": names.get(post, "")}


def _addressee(occasion: Occasion) -> Data:
    """To whom a letter goes; nothing for a form."""
    row = occasion.row
    if isinstance(row, Transfer):
        return {"addressee": {"name": row.to_office.name, "as": "", "address": row.to_office.address}}
    if isinstance(row, Outcome):
        sent = getattr(row, "forwarding", None)
        known = load().on(row.plenary.held_on, occasion.case.regime).violation_class(row.violation_class)
        copies = [item.label.of(LANGUAGE) for item in known.copy_to]
        name = sent.agency if sent else known.destination.label.of(LANGUAGE)
        return {"addressee": {"name": name, "as": "", "address": ""}, "copies": copies}
    return {}


def row_key(row: Any) -> str:
    """How a document remembers what it is about: ``clarification 3``; empty for the case itself."""
    return f"{type(row).__name__.lower()} {row.pk}" if row is not None else ""


def party_of(row: Any) -> Party | None:
    return row.party if isinstance(row, Clarification) else None


def written_on(occasion: Occasion) -> str:
    return formats.plain_date(occasion.today)
