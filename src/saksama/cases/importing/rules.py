"""What the columns of another register mean, and what a row says. Pure: texts in, a matter or its faults out.

Nothing is guessed of a row: a day that cannot be read, a state that nobody explained, an order of days that
cannot be is a fault, told with its column; the row stays behind to be mended.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from saksama.cases import transitions as t

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_PLACE, LONGEST_NAME = 80, 160, 200, 160


class Field(Enum):
    """What a column may tell."""

    NUMBER = "number"
    KIND = "kind"
    STATE = "state"
    RECEIVED = "received"
    REGISTERED = "registered"
    ENDED = "ended"
    OCCURRED = "occurred"
    KNOWN = "known"
    TITLE = "title"
    WHAT = "what"
    WHERE = "where"
    AREA = "area"
    CLASS = "class"
    RESPONDENT = "respondent"
    POST = "post"
    REPORTER = "reporter"
    PHONE = "phone"
    ADDRESS = "address"


NEEDED = (Field.NUMBER, Field.RECEIVED, Field.STATE)
"""Besides these a title or a story must be told."""

# Words over a column, in small letters without marks; "no" counts as "nomor", "tgl" as "tanggal". The pattern with
# most words wins, so "tanggal register" is no number of register.
_HEADS: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: ("nomor", "nomor laporan", "nomor register", "nomor registrasi", "nomor perkara", "nomor temuan"),
    Field.KIND: ("jenis", "laporan temuan", "jenis laporan", "jenis perkara"),
    Field.STATE: ("status", "keadaan", "hasil penanganan", "status laporan", "status penanganan"),
    Field.RECEIVED: (
        "tanggal", "tanggal laporan", "tanggal terima", "tanggal diterima", "tanggal penerimaan", "tanggal masuk",
    ),
    Field.REGISTERED: ("tanggal register", "tanggal registrasi", "tanggal diregistrasi"),
    Field.ENDED: ("tanggal selesai", "tanggal putusan", "tanggal status", "tanggal ditutup", "tanggal dihentikan"),
    Field.OCCURRED: ("tanggal kejadian", "waktu kejadian", "tanggal peristiwa", "hari kejadian"),
    Field.KNOWN: ("tanggal diketahui", "diketahui"),
    Field.TITLE: ("perihal", "judul", "pokok", "pokok laporan", "pokok perkara", "materi"),
    Field.WHAT: ("uraian", "kronologi", "kronologis", "uraian kejadian", "isi laporan", "peristiwa", "keterangan"),
    Field.WHERE: ("tempat", "lokasi", "tempat kejadian", "lokasi kejadian"),
    Field.AREA: ("kecamatan", "desa", "kelurahan", "wilayah", "desa kelurahan"),
    Field.CLASS: ("golongan", "jenis pelanggaran", "dugaan pelanggaran", "kategori pelanggaran"),
    Field.RESPONDENT: ("terlapor", "nama terlapor"),
    Field.POST: ("jabatan", "jabatan terlapor"),
    Field.REPORTER: ("pelapor", "nama pelapor", "penemu"),
    Field.PHONE: ("telepon pelapor", "hp pelapor", "telp pelapor"),
    Field.ADDRESS: ("alamat pelapor",),
}  # fmt: skip
_SHORT = {"no": "nomor", "tgl": "tanggal", "nomer": "nomor"}

STATES: Mapping[str, str] = {
    "diterima": t.RECEIVED, "baru": t.RECEIVED, "laporan baru": t.RECEIVED, "kajian awal": t.RECEIVED,
    "diregistrasi": t.REGISTERED, "registrasi": t.REGISTERED, "register": t.REGISTERED, "proses": t.REGISTERED,
    "dalam proses": t.REGISTERED, "penanganan": t.REGISTERED, "ditangani": t.REGISTERED,
    "tidak diregistrasi": t.NOT_REGISTERED, "tidak diregister": t.NOT_REGISTERED,
    "tidak dapat diregistrasi": t.NOT_REGISTERED, "tidak memenuhi syarat": t.NOT_REGISTERED,
    "dihentikan": t.STOPPED, "henti": t.STOPPED, "dicabut": t.WITHDRAWN,
    "selesai": t.CLOSED, "ditutup": t.CLOSED, "diputus": t.CLOSED, "diteruskan": t.CLOSED,
    "bukan pelanggaran": t.CLOSED, "pelanggaran": t.CLOSED,
    "informasi awal": t.PRELIMINARY, "penelusuran": t.PRELIMINARY,
}  # fmt: skip
"""Words of other registers that say one of our states beyond doubt; an office adds its own for each table."""
OFFERED = (t.RECEIVED, t.REGISTERED, t.PRELIMINARY, t.NOT_REGISTERED, t.STOPPED, t.WITHDRAWN, t.CLOSED)
"""States that a word may be given."""

KINDS: Mapping[str, str] = {
    "": t.REPORT, "laporan": t.REPORT, "lp": t.REPORT, "temuan": t.FINDING, "tm": t.FINDING,
    "informasi awal": t.INFORMATION, "informasi": t.INFORMATION,
}  # fmt: skip
CLASSES: Mapping[str, str] = {
    "administrasi": "administrative", "pelanggaran administrasi": "administrative", "administratif": "administrative",
    "pidana": "criminal", "tindak pidana": "criminal", "tindak pidana pemilihan": "criminal",
    "tindak pidana pemilu": "criminal", "pidana pemilihan": "criminal", "pidana pemilu": "criminal",
    "netralitas asn": "asn_neutrality", "asn": "asn_neutrality", "netralitas": "asn_neutrality",
    "perangkat desa": "village_officials", "kepala desa": "village_officials",
    "netralitas kepala desa": "village_officials", "tni": "military", "polri": "police_members",
}  # fmt: skip

_MONTHS = (
    "januari january", "februari pebruari february", "maret march", "april", "mei may", "juni june", "juli july",
    "agustus august", "september", "oktober october", "november nopember", "desember december",
)  # fmt: skip
_MONTH = {name[:3]: place for place, names in enumerate(_MONTHS, 1) for name in names.split()}
_FIGURES = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[ \-/]+([a-z]{3,10})\.?[ \-/,]+(\d{4}|\d{2})")
_SPLIT = re.compile(r"[;\n]|\bdan\b|/", re.IGNORECASE)
_NAMES = re.compile(r"[;\n]")
_SPREADSHEET = date(1899, 12, 30)
"""Day 0 of a spreadsheet's count, in which a day without a date format arrives."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a row. ``code`` names the sentence, ``field`` the column, ``told`` what stands there."""

    code: str
    field: Field
    told: str = ""


@dataclass(slots=True)
class Matter:
    """A row that can become a case. Days are local; None: not told."""

    number: str
    kind: str
    state: str
    state_there: str
    received_on: date
    title: str
    what: str
    registered_on: date | None = None
    ended_on: date | None = None
    occurred_on: date | None = None
    known_on: date | None = None
    where: str = ""
    area: str = ""
    classes: list[str] = field(default_factory=list)
    respondents: list[str] = field(default_factory=list)
    post: str = ""
    reporter: dict[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[tuple[str, date]]:
        """``(state, day from which it held)``, oldest first, as far as the table tells.

        Where the day of an end is not told, the last day that is told stands for it.
        """
        steps = [(_FIRST[self.kind], self.received_on)]
        if self.registered_on and self.state in {t.REGISTERED, t.CLOSED, t.STOPPED}:
            steps.append((t.REGISTERED, self.registered_on))
        if self.state != steps[-1][0]:
            steps.append((self.state, self.ended_on or steps[-1][1]))
        return steps


_FIRST = {t.REPORT: t.RECEIVED, t.FINDING: t.PROPOSED, t.INFORMATION: t.PRELIMINARY}


def plain(text: str) -> str:
    """Words in small letters with one blank between: how words of tables are compared.

    >>> plain("Tgl. Register (WITA)")
    'tgl register wita'
    """
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def guess(heads: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, Field]:
    """``{place of a column: what it tells}``; what the office chose before for the same head goes first.

    >>> guess(["No.", "Nomor Laporan", "Tgl Register", "Terlapor"])
    {1: <Field.NUMBER: 'number'>, 2: <Field.REGISTERED: 'registered'>, 3: <Field.RESPONDENT: 'respondent'>}
    """
    known = remembered or {}
    wishes: list[tuple[int, int, Field]] = []
    for place, head in enumerate(heads):
        words = [_SHORT.get(word, word) for word in plain(head).split()]
        if plain(head) in known:
            wishes.append((-100, place, Field(known[plain(head)])))
        elif plain(head) not in {"no", "nomor urut", "no urut"}:
            wishes += [
                (-len(pattern.split()), place, told)
                for told, patterns in _HEADS.items()
                for pattern in patterns
                if set(pattern.split()) <= set(words)
            ]
    found: dict[int, Field] = {}
    for _weight, place, told in sorted(wishes, key=lambda wish: wish[:2]):
        if place not in found and told not in found.values():
            found[place] = told
    return dict(sorted(found.items()))


def unmapped(columns: Iterable[Field]) -> list[Field]:
    """What must be told and no column tells."""
    told = set(columns)
    missing = [need for need in NEEDED if need not in told]
    return missing if {Field.TITLE, Field.WHAT} & told else [*missing, Field.TITLE]


def read_day(told: str) -> date | None:
    """A day as registers write it: 2024-11-05, 5/11/2024, 05.11.24, 5 November 2024, Selasa 5 Nop 2024, 45601.

    Raises: ValueError where something is told that is no day.
    """
    text = " ".join(told.casefold().split())
    if not text or text in {"-", "–", "."}:
        return None
    if text.isdecimal() and len(text) == 5:
        return _SPREADSHEET + timedelta(days=int(text))
    if iso := _ISO.match(text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if figures := _FIGURES.search(text):
        return date(_year(figures[3]), int(figures[2]), int(figures[1]))
    named = _NAMED.search(text)
    month = _MONTH.get(named[2][:3]) if named else None
    if named and month:
        return date(_year(named[3]), month, int(named[1]))
    raise ValueError(told)


def read_row(
    told: Mapping[Field, str], *, today: date, words: Mapping[str, str]
) -> tuple[Matter | None, list[Fault]]:
    """The matter a row tells, or all its faults. ``words``: ``{words of the table: state}`` of this office."""
    faults: list[Fault] = []
    days = {name: _day(told, name, today, faults) for name in _DAYS}
    kind = _known(told, Field.KIND, KINDS, "kind_unknown", faults) or t.REPORT
    state = _known(told, Field.STATE, {**STATES, **words}, "state_unknown", faults)
    if kind == t.FINDING and state == t.RECEIVED:
        state = t.PROPOSED
    classes = _classes(told, faults)
    number = told.get(Field.NUMBER, "").strip()
    title, what = told.get(Field.TITLE, "").strip(), told.get(Field.WHAT, "").strip()
    if not number:
        faults.append(Fault("number_missing", Field.NUMBER))
    elif len(number) > LONGEST_NUMBER:
        faults.append(Fault("number_long", Field.NUMBER, number))
    if not (title or what):
        faults.append(Fault("story_missing", Field.TITLE))
    received = days[Field.RECEIVED]
    if received is None and not _has(faults, Field.RECEIVED):
        faults.append(Fault("received_missing", Field.RECEIVED))
    if state and t.find_move(None, "import_case", kind, state) is None:
        faults.append(Fault("state_unfit", Field.STATE, told.get(Field.STATE, "")))
    if state == t.REGISTERED and days[Field.REGISTERED] is None and not _has(faults, Field.REGISTERED):
        faults.append(Fault("registered_missing", Field.REGISTERED))
    faults += _order(days)
    if faults or received is None or state is None:
        return None, faults
    names = [name.strip()[:LONGEST_NAME] for name in _NAMES.split(told.get(Field.RESPONDENT, ""))]
    return Matter(
        number=number,
        kind=kind,
        state=state,
        state_there=told.get(Field.STATE, "").strip()[:120],
        received_on=received,
        title=(title or what).replace("\n", " ")[:LONGEST_TITLE],
        what=what or title,
        registered_on=days[Field.REGISTERED],
        ended_on=days[Field.ENDED],
        occurred_on=days[Field.OCCURRED],
        known_on=days[Field.KNOWN],
        where=told.get(Field.WHERE, "").strip()[:LONGEST_PLACE],
        area=told.get(Field.AREA, "").strip(),
        classes=classes,
        respondents=[name for name in names if name not in {"", "-"}],
        post=told.get(Field.POST, "").strip()[:LONGEST_NAME],
        reporter=_reporter(told),
    ), []


_DAYS = (Field.RECEIVED, Field.REGISTERED, Field.ENDED, Field.OCCURRED, Field.KNOWN)
_ORDER = (
    (Field.OCCURRED, Field.KNOWN), (Field.OCCURRED, Field.RECEIVED), (Field.RECEIVED, Field.REGISTERED),
    (Field.RECEIVED, Field.ENDED), (Field.REGISTERED, Field.ENDED),
)  # fmt: skip
"""The first of two days cannot be the later one."""


def _day(told: Mapping[Field, str], name: Field, today: date, faults: list[Fault]) -> date | None:
    text = told.get(name, "")
    try:
        day = read_day(text)
    except (ValueError, OverflowError):
        faults.append(Fault("day_unreadable", name, text))
        return None
    if day and day > today:
        faults.append(Fault("day_ahead", name, text))
    return day


def _order(days: Mapping[Field, date | None]) -> list[Fault]:
    wrong = []
    for first, later in _ORDER:
        one, other = days[first], days[later]
        if one and other and one > other:
            wrong.append(Fault("days_crossed", later, other.isoformat()))
    return wrong


def _known(
    told: Mapping[Field, str], name: Field, words: Mapping[str, str], code: str, faults: list[Fault]
) -> str | None:
    text = told.get(name, "")
    found = words.get(plain(text))
    if found is None:
        faults.append(Fault(code, name, text))
    return found


def _classes(told: Mapping[Field, str], faults: list[Fault]) -> list[str]:
    parts = [plain(part) for part in _SPLIT.split(told.get(Field.CLASS, ""))]
    wanted = [part for part in parts if part]
    for part in wanted:
        if part not in CLASSES:
            faults.append(Fault("class_unknown", Field.CLASS, part))
    return list(dict.fromkeys(CLASSES[part] for part in wanted if part in CLASSES))


def _reporter(told: Mapping[Field, str]) -> dict[str, str]:
    parts = {"name": Field.REPORTER, "phone": Field.PHONE, "address": Field.ADDRESS}
    return {
        part: told[name].strip()
        for part, name in parts.items()
        if told.get(name, "").strip() not in {"", "-"}
    }


def _has(faults: Iterable[Fault], name: Field) -> bool:
    return any(fault.field is name for fault in faults)


def _year(figures: str) -> int:
    return int(figures) if len(figures) == 4 else 2000 + int(figures)
