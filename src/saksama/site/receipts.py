"""The receipt of a report: what the page shows and what the PDF prints. No party's name in either.

The tracking code is stored nowhere but, sealed, under the reporter's own draft code for an hour after
sending; so a receipt can be drawn again only on the phone that has just sent it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from saksama.cases import transitions as t
from saksama.cases.models import Case, CaseFile, Clock
from saksama.cases.rules import shown_tracking_code
from saksama.documents import pdf, qr
from saksama.law import LawError, Rule, length_text, load
from saksama.pages import formats

KINDS = {"image": "image", "video": "video", "audio": "mic"}


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next. ``unsure``: rests on law nobody has confirmed."""

    what: str
    when: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as the receipt names it: by place, kind and size, never by its own name."""

    label: str
    sha256: str
    icon: str
    note: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. ``code`` is empty for preliminary information."""

    case: Case
    code: str
    number: str
    number_unsure: bool
    received: str
    note: str
    attachments: list[Attachment]
    steps: list[Step]
    weight: str
    keep: str

    @property
    def is_information(self) -> bool:
        return self.case.kind == t.INFORMATION


def receipt_of(case: Case, code: str) -> Receipt:
    """The receipt in the language of the moment. Four queries."""
    files = CaseFile.objects.filter(case=case).select_related("sealed")
    return Receipt(
        case=case,
        code=shown_tracking_code(code) if code else "",
        number=case.number_received,
        number_unsure=not case.office.region_code_confirmed,
        received=formats.long_moment(case.received_at, case.office.zone),
        note=_("Handed in outside receipt hours; recorded at the time it was received.")
        if case.outside_hours
        else "",
        attachments=[_attachment(place, file) for place, file in enumerate(files, start=1)],
        steps=information_steps(case) if case.kind == t.INFORMATION else report_steps(case),
        weight=weight_of(case),
        keep=_(
            "Keep the tracking code. Whoever holds it can read how the report stands, but not who you are."
        ),
    )


def weight_of(case: Case) -> str:
    """The legal weight of the paper, in one breath (lesson 30)."""
    if case.kind == t.INFORMATION:
        return _(
            "This page says that your message was received as preliminary information at that time. It is not yet "
            "a report: only a report with a name and an address can be registered."
        )
    return _(
        "This receipt says that the report was handed in and received at that time. It is no registration number "
        "and no decision. A report is registered once the plenary has found its formal and material requirements "
        "complete."
    )


def report_steps(case: Case) -> list[Step]:
    """What follows a report, with the days the law gives."""
    study = _clock(case, "initial_study")
    checked = _by(study) if study and study.due_on else ""
    completion, handling = _rule(case, "completion"), _rule(case, "handling")
    extended = _rule(case, "extended_handling")
    steps = [
        Step(_("We check whether it is complete"), checked or _("As soon as we can."), _is_unsure(study)),
        Step(
            _("If something is missing, we tell you"),
            _("You then have %(length)s from our notice. You complete it on the tracking page.")
            % {"length": _length(completion)} if completion else _("You complete it on the tracking page."),
            bool(completion and completion.confidence != "sure"),
        ),
    ]  # fmt: skip
    if handling and extended:
        when = _("After a plenary. Handling takes %(length)s, at most %(longest)s in all.") % {
            "length": _length(handling),
            "longest": _length(extended),
        }
        steps.append(Step(_("Once complete, it is registered"), when, handling.confidence != "sure"))
    else:
        steps.append(Step(_("Once complete, it is registered"), _("After a plenary.")))
    steps.append(
        Step(_("We tell the result and its reasons"), _("It stands on the tracking page after the plenary."))
    )
    return steps


def information_steps(case: Case) -> list[Step]:
    """What follows a message without a name."""
    tracing = _clock(case, "tracing")
    return [
        Step(
            _("A supervisor traces what you wrote"),
            _by(tracing) if tracing and tracing.due_on else _("As soon as we can."),
            _is_unsure(tracing),
        ),
        Step(
            _("If it is confirmed, it becomes a finding"),
            _(
                "A finding is handled like a report. We cannot tell you the result, because we do not know you."
            ),
        ),
    ]


def as_pdf(case: Case, code: str, *, tracking_url: str, is_sample: bool) -> bytes:
    """The receipt (Model A.3) as PDF. In Indonesian: it is a paper of the office.

    Raises documents.errors.CannotRender.
    """
    with override("id"):
        receipt = receipt_of(case, code)
        form = _form(case)
        office = case.office
        data: dict[str, Any] = {
            "title": "Tanda bukti penyampaian laporan",
            "office": {
                "line_1": office.letterhead_1 or office.name,
                "line_2": office.letterhead_2,
                "address": office.address,
            },
            "issued_on": case.received_on.isoformat(),
            "as_of": receipt.received,
            "sample": is_sample,
            "seal": None,
            "form": form[0],
            "form_unsure": form[1],
            "number": receipt.number,
            "number_unsure": receipt.number_unsure,
            "received": receipt.received,
            "channel": "Formulir di situs",
            "receipt_note": receipt.note or None,
            "tracking_code": receipt.code,
            "tracking_url": tracking_url,
            "tracking_qr_svg": qr.image(tracking_url),
            "attachments": [{"label": file.label, "sha256": file.sha256} for file in receipt.attachments],
            "next_steps": [
                {"what": step.what, "when": step.when, "unsure": step.unsure} for step in receipt.steps
            ],
            "legal_weight": receipt.weight,
            "unsure": _unsure_lines(case, receipt, form),
        }
        return pdf.render("receipt", data, lang="id", issued_at=case.received_at)


def blank_form(office: Any, *, on: date, regime: str, is_sample: bool) -> bytes:
    """The report form for pen and paper, with the office's letterhead where one office is known."""
    form = _named_form("report", on=on, regime=regime)
    data: dict[str, Any] = {
        "title": "Formulir laporan",
        "office": {
            "line_1": (office.letterhead_1 or office.name) if office else "Badan Pengawas Pemilihan Umum",
            "line_2": office.letterhead_2 if office else "",
            "address": office.address if office else "",
        },
        "issued_on": on.isoformat(),
        "as_of": "",
        "sample": is_sample,
        "seal": None,
        "form": form[0],
        "form_unsure": form[1],
        "number": "",
        "limit_note": _limit_note(on, regime),
        "privacy": (
            "Identitas pelapor dan saksi disimpan terpisah dan hanya dibuka dengan alasan yang dicatat. "
            "Data dipakai untuk menangani laporan ini. Lama penyimpanan menurut ketentuan kantor."
        ),
    }
    return pdf.render("blank_report_form", data, lang="id")


def _limit_note(on: date, regime: str) -> str:
    try:
        rule = load().on(on, regime)[t.STEP_CLOCKS["filing"][regime]]
    except LawError:
        return "hitungan batas waktu bermula di sini"
    return f"hitungan {rule.length} hari bermula di sini"  # short: it stands above one line of the form


def _attachment(place: int, file: CaseFile) -> Attachment:
    family = file.sealed.media_type.partition("/")[0]
    names = {"image": _("picture"), "video": _("video"), "audio": _("recording")}
    size = formats.number(max(1, round(file.sealed.size / 1024)))
    label = _("Attachment %(place)s · %(kind)s, %(size)s KB") % {
        "place": place,
        "kind": names.get(family, _("document")),
        "size": size,
    }
    note = file.sealed.reason_sentence
    return Attachment(label, file.sealed.sha256, KINDS.get(family, "file-text"), note)


def _clock(case: Case, step: str) -> Clock | None:
    return next((clock for clock in case.clocks.all() if clock.step == step), None)


def _by(clock: Clock) -> str:
    assert clock.due_on is not None
    return _("By %(date)s.") % {"date": formats.long_date(clock.due_on)}


def _is_unsure(clock: Clock | None) -> bool:
    return bool(clock and clock.explanation.get("confidence", "check") != "sure")


def _rule(case: Case, step: str) -> Rule | None:
    code = t.STEP_CLOCKS[step].get(case.regime)
    if code is None:
        return None
    try:
        rule = load().on(case.received_on, case.regime)[code]
    except LawError:
        return None
    return rule if rule.length else None


def _length(rule: Rule) -> str:
    assert rule.length is not None
    assert rule.unit is not None
    return length_text(rule.length, rule.unit, formats.language())


def _form(case: Case) -> tuple[str | None, bool]:
    return _named_form("receipt", on=case.received_on, regime=case.regime)


def _named_form(kind: str, *, on: date, regime: str) -> tuple[str | None, bool]:
    """Code of a form and whether it is unconfirmed; None where no code has been read."""
    try:
        form = load().on(on, regime).form(kind)
    except LawError:
        return None, False
    return (form.code, form.source.confidence != "sure") if form else (None, False)


def _unsure_lines(case: Case, receipt: Receipt, form: tuple[str | None, bool]) -> list[str]:
    """What on the paper rests on law or codes that nobody has confirmed."""
    lines = [f"Kode formulir {form[0]}."] if form[0] and form[1] else []
    if receipt.number_unsure and case.office.bawaslu_region_code:
        lines.append(f"Kode wilayah {case.office.bawaslu_region_code} untuk {case.office.name}.")
    for step in ("initial_study", "completion", "handling"):
        rule = _rule(case, step)
        if rule and rule.confidence != "sure":
            lines.append(
                f"{rule.id}, {rule.label.of('id').lower()} {_length(rule)}: {rule.source.citation('id')}."
            )
    return lines
