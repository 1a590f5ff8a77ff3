"""The papers of a case in rows: issued ones with their codes, and those that can be issued."""

from typing import Any

from django.urls import reverse

from saksama.cases import queries as cases
from saksama.cases.models import Case
from saksama.cases.paperwork import preparing
from saksama.cases.paperwork.sheets import SHEETS, Sheet, of_case
from saksama.cases.scenes import Scene
from saksama.documents import queries, rules
from saksama.documents.models import IssuedDocument
from saksama.people import scope

Shown = dict[str, Any]


def offered(case: Case) -> list[Shown]:
    """Forms that can be set now, in the order of the law's series, each with its code and what it is about."""
    return [_offer(case, sheet, row) for sheet, row in of_case(case)]


def _offer(case: Case, sheet: Sheet, row: Any) -> Shown:
    address = reverse("cases:issue", args=[case.pk, sheet.key])
    return {
        "label": sheet.label,
        "told": sheet.told(row),
        "form": preparing.form_of(sheet, case),
        "url": f"{address}?nomor={row.pk}" if row is not None else address,
    }


def issued(scene: Scene, *, anew: bool = True) -> list[Shown]:
    """Issued papers, newest first; one that prints a sealed identity opens only for those who may open it.

    ``anew``: also say where each is issued anew, which reads the case's rows.
    """
    found = list(queries.about("case", str(scene.case.pk)).order_by("-issued_at", "-pk"))
    names = cases.names_of({document.issued_by for document in found})
    may_open = scope.allows(scene.account, "reveal_identity", scene.case.office_id, today=scene.today)
    return [_issued(scene.case, document, names, may_open=may_open, anew=anew) for document in found]


def _issued(
    case: Case, document: IssuedDocument, names: dict[str, str], *, may_open: bool, anew: bool
) -> Shown:
    newer = getattr(document, "replaced_by", None)
    return {
        "document": document,
        "code": rules.printed_code(document.code),
        "who": names.get(document.issued_by, document.issued_by),
        "newer": newer,
        "url": reverse("cases:issued_paper", args=[case.pk, document.pk])
        if may_open or not document.is_personal
        else "",
        "anew_url": _anew(case, document) if anew and not newer else "",
    }


def _anew(case: Case, document: IssuedDocument) -> str:
    """Where it is issued anew: the same form about the same row; empty when that cannot be set any more."""
    for sheet in SHEETS.values():
        if sheet.kind == document.kind:
            for row in sheet.rows(case):
                if preparing.row_key(row) == document.about:
                    address = reverse("cases:issue", args=[case.pk, sheet.key])
                    about = f"nomor={row.pk}&" if row is not None else ""
                    return f"{address}?{about}ganti={document.pk}"
    return ""
