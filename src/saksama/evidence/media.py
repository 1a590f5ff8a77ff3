"""What kind of file is this, told by its content and never by its name.

An allow-list of magic bytes; ZIP-based documents are told by what they hold. Kinds outside the list that
people do send, or attackers, are named too, so that the officer can be told what came. Pure: reads the given
file, nothing else.
"""

import re
import zipfile
from typing import BinaryIO

HEAD = 4096
UNKNOWN = "application/octet-stream"

IMAGES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/heic"})
VIEWABLE_IMAGES = IMAGES - {"image/heic"}  # Pillow does not read HEIC: copy only
PDF = "application/pdf"
TEXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
RECORDINGS = frozenset(
    {
        "video/mp4",
        "video/3gpp",
        "video/webm",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "audio/mp4",
        "audio/amr",
    }
)
DOCUMENTS = frozenset({PDF, DOCX, XLSX, ODT, TEXT})
ALLOWED = IMAGES | RECORDINGS | DOCUMENTS

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/heic": "heic",
    PDF: "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
    ODT: "odt",
    TEXT: "txt",
    "video/mp4": "mp4",
    "video/3gpp": "3gp",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/mp4": "m4a",
    "audio/amr": "amr",
}
"""The extension under which a copy is handed out."""

_FAMILIES = {
    "image": {"jpg", "jpeg", "jfif", "png", "webp", "gif", "heic", "heif"},
    "recording": {
        *("mp4", "m4v", "mov", "3gp", "3gpp", "3g2", "webm", "mp3", "ogg", "oga", "ogv", "opus"),
        *("wav", "m4a", "aac", "amr"),
    },
    PDF: {"pdf"},
    DOCX: {"docx"},
    XLSX: {"xlsx"},
    ODT: {"odt"},
    TEXT: {"txt", "text", "csv", "md", "log"},
}
_BRANDS = (
    (re.compile(rb"heic|heix|hevc|mif1|msf1|heim|heis"), "image/heic"),
    (re.compile(rb"M4A |M4B "), "audio/mp4"),
    (re.compile(rb"3g"), "video/3gpp"),
    (re.compile(rb"isom|iso[2-9]|mp4|avc1|M4V |MSNV|dash|f4v|qt  |mmp4"), "video/mp4"),
)
_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"#!", "text/x-script"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),  # .doc, .xls of before 2007
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", "application/rtf"),
)
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|svg|\?xml|\?php)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def tell_type(file: BinaryIO) -> str:
    """Media type of a seekable file; UNKNOWN when nothing fits. Leaves the file at its beginning.

    >>> import io
    >>> tell_type(io.BytesIO(b"GIF89a"))
    'image/gif'
    """
    file.seek(0)
    head = file.read(HEAD)
    told = _by_head(head) or (_zip_type(file) if head.startswith(b"PK") else _text_type(file))
    file.seek(0)
    return told


def agrees(name: str, told: str) -> bool:
    """Does the extension of ``name`` fit the content? Phones mix up kinds of one family: allowed.

    >>> agrees("foto.JPG", "image/png"), agrees("foto.jpg", "application/pdf"), agrees("tanpa-akhiran", PDF)
    (True, False, True)
    """
    _, dot, extension = name.rpartition(".")
    return not dot or not extension or extension.lower() in _FAMILIES.get(_family(told), set())


def _family(told: str) -> str:
    if told in IMAGES:
        return "image"
    return "recording" if told in RECORDINGS else told


def _by_head(head: bytes) -> str:
    for start, told in _STARTS:
        if head.startswith(start):
            return told
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return next((told for brand, told in _BRANDS if brand.match(head[8:12])), UNKNOWN)
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[1] & 0x18 != 0x08:
        return "audio/mpeg"  # a bare frame of layer III
    # Readers find %PDF- anywhere in the first kilobyte, so must we
    return PDF if b"%PDF-" in head[:1024] else ""


def _zip_type(file: BinaryIO) -> str:
    """Office documents are ZIP files that hold certain names. No member is unpacked but ``mimetype``."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return ODT if archive.read("mimetype").strip() == ODT.encode() else "application/zip"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return UNKNOWN
    if any(name.endswith("vbaProject.bin") for name in names):
        return "application/vnd.ms-office.macro"
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    if "AndroidManifest.xml" in names:
        return "application/vnd.android.package-archive"
    return "application/zip"


def _text_type(file: BinaryIO) -> str:
    """Plain text is UTF-8 (or ASCII) from end to end, without control letters and without markup."""
    file.seek(0)
    if _MARKUP.search(file.read(HEAD)):
        return "text/html"
    file.seek(0)
    size, rest = 0, b""
    while piece := file.read(256 * 1024):
        size += len(piece)
        piece = rest + piece
        if _CONTROL.search(piece):
            return UNKNOWN
        try:
            piece.decode()
            rest = b""
        except UnicodeDecodeError as error:
            rest = piece[error.start :]
            if len(rest) > 3:  # not a letter cut in two by the reading
                return UNKNOWN
    return TEXT if size and not rest else UNKNOWN
