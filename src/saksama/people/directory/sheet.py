"""The directory as an XLSX table: read, checked row by row, entered in one transaction or not at all.

A dry run comes first. What was checked travels back to the page sealed (``sealing``), so that the second
step enters exactly the rows that were shown and nothing personal lies about in between.
"""

import json
import zipfile
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from saksama.people import rules, sealing
from saksama.people.models import Category, Institution
from saksama.people.problems import Problem
from saksama.people.scope import Scope
from saksama.places.models import Area

CONTEXT: Final = b"saksama.people.directory.sheet"
MOST_ROWS: Final = 3_000
MOST_BYTES: Final = 60_000_000
"""Of the unpacked parts; a small file can unpack to gigabytes."""

HEADS: Final = (
    "nama lembaga", "kategori", "wilayah", "forkopimda", "alamat", "telepon", "surel",
    "jabatan", "pejabat", "sejak", "telepon pejabat", "surel pejabat", "kode",
)  # fmt: skip
REQUIRED: Final = ("nama lembaga", "kategori", "wilayah")
CATEGORY_WORDS: Final = {
    "pemerintah daerah": Category.GOVERNMENT,
    "kpu": Category.ORGANISER,
    "polri": Category.POLICE,
    "kejaksaan dan pengadilan": Category.PROSECUTOR,
    "tni": Category.MILITARY,
    "opd": Category.AGENCY,
    "camat": Category.CAMAT,
    "lurah dan kepala desa": Category.VILLAGE,
    "partai dan tim kampanye": Category.PARTY,
    "akademisi": Category.ACADEMIC,
    "media": Category.MEDIA,
    "masyarakat sipil": Category.CIVIL_SOCIETY,
    "tokoh agama dan masyarakat": Category.RELIGIOUS,
    "pengawas pemilu": Category.SUPERVISOR,
    "lainnya": Category.OTHER,
}
"""What stands in the column *kategori*; the codes of ``Category`` are understood as well."""

LENGTHS: Final = {
    "nama lembaga": 160, "alamat": 240, "telepon": 40, "jabatan": 120, "pejabat": 120, "telepon pejabat": 40,
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """One row as it will be entered, or what is wrong with it."""

    line: int
    """Number of the row in the sheet, as the spreadsheet counts."""
    told: dict[str, str]
    code: str = ""
    faults: list[str] = field(default_factory=list)
    is_new: bool = True

    @property
    def name(self) -> str:
        return self.told.get("nama lembaga", "")

    @property
    def place(self) -> str:
        return self.told.get("wilayah", "")

    @property
    def post(self) -> str:
        return self.told.get("jabatan", "")

    @property
    def person(self) -> str:
        return self.told.get("pejabat", "")


def read(file: IO[bytes], *, scope: Scope) -> list[Row]:
    """Rows of the first sheet, each checked.

    Raises: Problem sheet_unreadable | sheet_columns | sheet_too_long.
    """
    lines = _lines(file)
    heads = [_text(value).lower() for value in next(lines, (0, ()))[1]]
    if missing := [head for head in REQUIRED if head not in heads]:
        raise Problem("sheet_columns", columns=", ".join(missing))
    rows = []
    for number, values in lines:
        told = {
            head: _text(value)
            for head, value in zip(heads, values, strict=False)
            if head in HEADS and _text(value)
        }
        if told:
            rows.append(Row(number, told))
        if len(rows) > MOST_ROWS:
            raise Problem("sheet_too_long", most=MOST_ROWS)
    _check(rows, scope)
    return rows


def packed(rows: list[Row]) -> str:
    """Checked rows as a sealed text for a hidden field."""
    text = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    return sealing.seal(urlsafe_b64encode(zlib.compress(text.encode())).decode(), CONTEXT)


def unpacked(token: str) -> list[Row]:
    """What ``packed`` sealed. Raises: Problem sheet_stale."""
    try:
        text = zlib.decompress(urlsafe_b64decode(sealing.unseal(token, CONTEXT)))
        return [Row(**row) for row in json.loads(text)]
    except (sealing.UnreadableSecret, ValueError, TypeError, zlib.error) as error:
        raise Problem("sheet_stale") from error


def category_of(word: str) -> Category | None:
    """The category that a cell names, in the words of our empty table or as its code."""
    plain = word.strip().lower()
    if plain in Category.values:
        return Category(plain)
    return CATEGORY_WORDS.get(plain)


def is_yes(word: str) -> bool:
    return word.strip().lower() in {"ya", "y", "x", "1", "yes"}


def day_of(text: str) -> date | None:
    """A cell's day, written as 2024-11-09 or 9/11/2024 (day first); None for anything else."""
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _lines(file: IO[bytes]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Row numbers and values of the first sheet that has rows."""
    try:
        with zipfile.ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise Problem("sheet_too_long", most=MOST_ROWS)
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        found = []
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            found.append((number, values))
            if number > MOST_ROWS + 50:
                break
        book.close()
    except Problem:
        raise
    except Exception as error:  # a broken file breaks the reader in many ways, all of them the same to people
        raise Problem("sheet_unreadable") from error
    wanted = (pair for pair in found if any(_text(value) for value in pair[1]))
    # A title or a note may stand above the heads.
    heads = next((place for place, (_n, values) in enumerate(found) if _is_head(values)), None)
    return iter(found[heads:]) if heads is not None else wanted


def _is_head(values: tuple[Any, ...]) -> bool:
    return set(REQUIRED) <= {_text(value).lower() for value in values}


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).replace("\0", "").split())


def _check(rows: list[Row], scope: Scope) -> None:
    areas = set(
        Area.objects.filter(code__in={row.told.get("wilayah", "") for row in rows}).values_list(
            "code", flat=True
        )
    )
    for row in rows:
        row.faults = list(_faults(row.told, areas, scope))
    _give_codes(rows)


def _faults(told: Mapping[str, str], areas: set[str], scope: Scope) -> Iterator[str]:
    for head in REQUIRED:
        if head not in told:
            yield _("“%(column)s” is empty.") % {"column": head}
    for head, most in LENGTHS.items():
        if len(told.get(head, "")) > most:
            yield _("“%(column)s” is longer than %(most)s signs.") % {"column": head, "most": most}
    if "kategori" in told and category_of(told["kategori"]) is None:
        yield _("There is no category “%(word)s”. The sheet Kategori lists them.") % {
            "word": told["kategori"]
        }
    area = told.get("wilayah", "")
    if area and area not in areas:
        yield _("There is no area %(code)s. Write its code as text, such as 64.02.06.") % {"code": area}
    elif area and not scope.covers(area):
        yield _("%(code)s lies outside your area.") % {"code": area}
    for head in ("surel", "surel pejabat"):
        if head in told and not _is_email(told[head]):
            yield _("“%(text)s” is no e-mail address.") % {"text": told[head]}
    if "kode" in told and not rules.is_institution_code(told["kode"].lower()):
        yield Problem("institution_code", code=told["kode"]).message
    if "pejabat" in told and "jabatan" not in told:
        yield _("A person is named, but “jabatan” is empty.")
    if "sejak" in told and day_of(told["sejak"]) is None:
        yield _("“%(text)s” is no day. Write it as 2024-11-09.") % {"text": told["sejak"]}


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _give_codes(rows: list[Row]) -> None:
    """The same name in the same area is the same institution, in the directory and within the table."""
    names = {row.told.get("nama lembaga", "") for row in rows}
    known = {
        (name.lower(), area): code
        for name, area, code in Institution.objects.filter(name__in=names).values_list(
            "name", "area_code", "code"
        )
    }
    taken = set(Institution.objects.values_list("code", flat=True))
    for row in rows:
        name, area = row.told.get("nama lembaga", ""), row.told.get("wilayah", "")
        code = row.told.get("kode", "").lower() or known.get((name.lower(), area), "")
        row.is_new = code not in taken if code else True
        if not code:
            code = free_code(rules.institution_code(name, area), taken | set(known.values()))
        row.code = known[name.lower(), area] = code


def free_code(code: str, taken: set[str]) -> str:
    """``code``, or with the first free number behind it."""
    place, free = 2, code
    while free in taken:
        free = f"{code[:37]}-{place}"
        place += 1
    return free
