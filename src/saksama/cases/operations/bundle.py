"""One file of a whole case for court or police, and the files named for its checklist."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from saksama.cases.actors import Actor
from saksama.cases.models import Case, CaseFile, Enclosure
from saksama.cases.operations import acting
from saksama.cases.operations.papers import copy_paper
from saksama.cases.papers import LANGUAGE, Data, Occasion
from saksama.cases.paperwork import bundle, preparing, values
from saksama.cases.paperwork.sheets import Sheet
from saksama.cases.paperwork.values import Values
from saksama.cases.problems import Problem
from saksama.cases.sentences import state_name
from saksama.documents import bundles
from saksama.documents import operations as documents
from saksama.documents.bundles import Part
from saksama.documents.models import IssuedDocument
from saksama.evidence import media
from saksama.evidence import operations as evidence
from saksama.journal.operations import record
from saksama.law import load
from saksama.people import scope

README = """Berkas perkara ini dibuat oleh sistem Saksama.

Isi dan sidik tiap berkas: 00-daftar-isi.pdf. Keasliannya diperiksa dengan kode di kaki halamannya.
Memeriksa semua berkas sekaligus: sha256sum -c SIDIK.sha256 (Linux), shasum -a 256 -c SIDIK.sha256 (macOS),
atau saksama check_bundle BERKAS.zip.

Berkas ini memuat data pribadi. Simpan dan serahkan hanya kepada yang berwenang.
"""
_LISTS = (
    ("kelengkapan", "forwarding_checklist"),
    ("daftar-pihak", "party_list"),
    ("daftar-bukti", "evidence_list"),
    ("riwayat-bukti", "custody_list"),
    ("cuplikan-jurnal", "journal_extract"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle about to be sent. ``chunks`` is read once; each piece of evidence is written down as it leaves."""

    name: str
    chunks: Iterator[bytes]
    index: IssuedDocument


@dataclass(frozen=True, slots=True)
class _Planned:
    """A part whose hash is known before it is sent."""

    name: str
    sha256: str
    document: IssuedDocument | None = None
    file: CaseFile | None = None
    content: bytes = b""


def make_bundle(case: Case, *, verify_base: str, why: str, actor: Actor, at: datetime) -> Made:
    """Gather papers, evidence, lists and journal of a case in one file, its index issued under a code.

    Papers that print a sealed identity go in only where the account may open identities; evidence in quarantine stays
    out. What stays out is named in the index. Law: the checklist is that of PB 3/2023 art. 27 paragraph 2.

    Returns: the file in pieces, in constant memory: its parts are opened one after the other while it is sent.
    Raises:  Problem reason_missing; documents' problems.
    """
    acting.may_on(case, actor, "copy_files", at=at)
    if not why.strip():
        raise Problem("reason_missing")
    today = acting.day_of(case, at)
    occasion = Occasion(case=case, row=None, today=today, at=at)
    there = bundle.held(case)
    opens = scope.allows(actor.account, "reveal_identity", case.office_id, today=today)
    with translation.override(LANGUAGE):
        papers = [item for item in there.issued if opens or not item.is_personal]
        left_out = _left_out(there, papers)
        planned = [
            *_papers(papers),
            *_lists(occasion, there),
            *_evidence(case),
            _Planned("BACA-INI.txt", hashlib.sha256(README.encode()).hexdigest(), content=README.encode()),
        ]
        index = _index(occasion, planned, left_out, verify_base=verify_base, why=why, actor=actor)
    parts = _parts(
        [_Planned("00-daftar-isi.pdf", index.sha256, document=index), *planned], case, actor, at, why
    )
    local = at.astimezone(ZoneInfo(case.office.zone))
    return Made(f"berkas-{case.pk.hex[:8]}-{today:%Y%m%d}.zip", bundles.stream(parts, at=local), index)


@transaction.atomic
def name_enclosure(case: Case, *, item: str, file: CaseFile, actor: Actor, at: datetime) -> Enclosure:
    """Say that a file of the case is what an item of the checklist asks. Raises: Problem unknown_item."""
    acting.may_on(case, actor, "issue_document", at=at)
    known = {paper.code for paper in load().on(case.received_on, case.regime).forwarding()}
    if item not in known or file.case_id != case.pk:
        raise Problem("unknown_item")
    named, is_new = Enclosure.objects.get_or_create(
        case=case, item=item, file=file, defaults={"named_at": at, "named_by": actor.code}
    )
    if is_new:
        record(
            act="enclosure_named",
            office=case.office_id,
            subject=("case", str(case.pk)),
            actor=actor.code,
            at=at,
            facts={"item": item, "sha256": file.sealed.sha256},
        )
    return named


def _left_out(there: bundle.Held, papers: list[IssuedDocument]) -> list[str]:
    kept_back = len(there.issued) - len(papers)
    found = [_("%(count)s papers that print a sealed identity") % {"count": kept_back}] if kept_back else []
    for place, item in enumerate(bundle.evidence_of(there.case), start=1):
        if not bundle.can_be_copied(item.sealed):
            about = {"place": place, "status": item.sealed.get_status_display()}
            found.append(_("Evidence %(place)s: %(status)s") % about)
    return found


def _papers(documents_: list[IssuedDocument]) -> Iterator[_Planned]:
    for place, document in enumerate(documents_, start=1):
        ending = media.EXTENSIONS[document.file.media_type]
        kind = document.kind.replace("_", "-")
        yield _Planned(
            f"01-formulir/{place:03}-{kind}-{document.code}.{ending}", document.sha256, document=document
        )


def _lists(occasion: Occasion, there: bundle.Held) -> Iterator[_Planned]:
    told: Values = {
        "forwarding_checklist": bundle.checklist_values(occasion, bundle.checklist(there)),
        "party_list": bundle.party_list(occasion),
        "evidence_list": bundle.evidence_list(occasion),
        "custody_list": bundle.custody_list(occasion),
        "journal_extract": bundle.journal_extract(occasion),
    }
    for name, kind in _LISTS:
        content = documents.draw(kind, _drawn(kind, occasion, told[kind]), at=occasion.at)
        yield _Planned(f"02-daftar/{name}.pdf", hashlib.sha256(content).hexdigest(), content=content)


def _drawn(kind: str, occasion: Occasion, told: Values) -> Data:
    sheet = Sheet(
        kind, kind, kind, lambda case: [None], lambda occasion: told, form="", signs=(_("Officer"),)
    )
    return preparing.prepare(sheet, occasion).data


def _evidence(case: Case) -> Iterator[_Planned]:
    for place, item in enumerate(bundle.evidence_of(case), start=1):
        if bundle.can_be_copied(item.sealed):
            name = f"03-bukti/{place:03}.{media.EXTENSIONS[item.sealed.media_type]}"
            yield _Planned(name, item.sealed.sha256, file=item)
    named = case.enclosures.select_related("file__sealed").order_by("pk")
    for place, enclosure in enumerate(named, start=1):
        sealed = enclosure.file.sealed
        if enclosure.file.kind != CaseFile.Kind.EVIDENCE and bundle.can_be_copied(sealed):
            ending = media.EXTENSIONS[sealed.media_type]
            item_name = enclosure.item.replace("_", "-")
            yield _Planned(f"04-lampiran/{place:03}-{item_name}.{ending}", sealed.sha256, file=enclosure.file)


def _index(
    occasion: Occasion,
    planned: list[_Planned],
    left_out: list[str],
    *,
    verify_base: str,
    why: str,
    actor: Actor,
) -> IssuedDocument:
    case = occasion.case
    rows = [
        {"place": str(place), "name": item.name, "hash": item.sha256}
        for place, item in enumerate(planned, start=1)
    ]
    told: Values = {
        "case": values.about(case),
        "bundle": {"files": rows, "left_out": left_out, "state": state_name(case.state)},
    }
    return documents.issue(
        "case_index",
        _drawn("case_index", occasion, told),
        documents.Issue(
            office=case.office_id,
            actor=actor.code,
            at=occasion.at,
            subject=("case", str(case.pk)),
            verify_base=verify_base,
            number=case.number,
            about=why.strip()[:64],
        ),
    )


def _parts(planned: list[_Planned], case: Case, actor: Actor, at: datetime, why: str) -> Iterator[Part]:
    for item in planned:
        yield Part(item.name, _chunks(item, case, actor, at, why), item.sha256)


def _chunks(item: _Planned, case: Case, actor: Actor, at: datetime, why: str) -> Iterator[bytes]:
    """The bytes of one part; the custody line of a sealed one is written when its turn comes."""
    if item.document is not None:
        yield from copy_paper(item.document, case, actor=actor, at=at).chunks
    elif item.file is not None:
        view = evidence.copy_out(item.file.sealed, actor=actor.code, at=at, why=why, office=case.office_id)
        yield from view.chunks
    else:
        yield item.content
