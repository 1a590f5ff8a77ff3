"""The board of commitments as a table and as a paper, as of a day: proof of prevention."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saksama.documents import letterheads, xlsx
from saksama.meetings import commitment_queries as queries
from saksama.meetings import papers
from saksama.pages import formats
from saksama.places.models import Office


def state_word(row: queries.Held) -> str:
    """How it stands, in a word or two."""
    words = {
        "done": _("done"), "reported": _("evidence came in"), "late": _("past its day"),
        "undated": _("no day agreed"), "open": _("waiting"), "withdrawn": _("withdrawn"),
    }  # fmt: skip
    return words[row.state]


def proof_words(row: queries.Held) -> str:
    """What shows it: the newest report or result, with its day."""
    act = row.proof
    if act is None:
        return ""
    day = formats.plain_date(act.on, papers.LANGUAGE)
    if act.value is not None:
        return f"{formats.number(act.value, 2)} ({act.source}), {day}"
    attached = _("file kept sealed") if act.file_id else ""
    return ", ".join(part for part in (act.note, attached, day) if part)


def _detail(row: queries.Held) -> list[Any]:
    meeting = row.meeting
    return [
        row.commitment.text,
        row.commitment.institution.name,
        meeting.on if meeting else None,
        row.standing.due_on,
        state_word(row),
        proof_words(row),
    ]


def table(held: list[queries.Held], on: date) -> bytes:
    """One row for each commitment, as XLSX."""
    columns = [
        xlsx.Column(_("What is promised"), width=44), xlsx.Column(_("Institution"), width=32),
        xlsx.Column(_("Meeting"), "date"), xlsx.Column(_("Day"), "date"), xlsx.Column(_("State")),
        xlsx.Column(_("Evidence or result"), width=44),
    ]  # fmt: skip
    sample = any(row.commitment.is_sample for row in held)
    return xlsx.table(
        _("Commitments of institutions"),
        columns,
        [_detail(row) for row in held],
        as_of=formats.long_date(on),
        sample=sample,
    )


def paper(held: list[queries.Held], office: Office, *, on: date, today: date) -> dict[str, Any]:
    """What the template ``commitment_board`` takes."""
    scores = queries.board(held)
    total = queries.total(scores)
    told = {
        "all": total[0],
        "institutions": len(scores),
        "done": total[1],
        "waiting": total[3],
        "late": total[4],
    }

    def shown(value: Any) -> str:
        return formats.plain_date(value, papers.LANGUAGE) if hasattr(value, "year") else str(value or "–")

    return {
        "office": letterheads.of(office),
        "issued_on": today.isoformat(),
        "as_of": formats.long_date(on, papers.LANGUAGE),
        "sample": any(row.commitment.is_sample for row in held),
        "title": _("Commitments of institutions"),
        "period": _("As of %(moment)s") % {"moment": formats.long_date(on, papers.LANGUAGE)},
        "number": "",
        "place_and_day": ", ".join(
            part for part in (office.seat, formats.plain_date(today, papers.LANGUAGE)) if part
        ),
        "summary": _(
            "%(all)s commitments of %(institutions)s institutions: "
            "%(done)s done, %(waiting)s waiting, %(late)s past their day."
        )
        % told,
        "scores": [[score.institution.name, *map(str, score.row)] for score in scores]
        + [[_("Total"), *map(str, total)]],
        "rows": [[shown(value) for value in _detail(row)] for row in held],
        "signers": [{"post": _("Chair of %(office)s") % {"office": office.name}, "name": ""}],
        "unsure": [],
    }
