"""ZIP files that are documents of other programs: told apart, and their pictures and previews found."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from intake.reading.files import plain
from intake.reading.files.archives import Contents, Hold, Member, RefusedError, read_member

_HEAD: Final = 20_000  # bytes
_OOXML: Final = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_MIMETYPES: Final = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/vnd.oasis.opendocument.graphics", "odg"),
    ("application/vnd.oasis.opendocument", "package"),
    ("application/epub+zip", "epub"),
)
_PICTURES: Final = r"(?:word/media|ppt/media|Pictures)/([^/]{1,100}\.(?:jpe?g|png|gif|tiff?|bmp|webp|heic))"
# Converters of web pages wrap the whole page up in a DOCX (ISO/IEC 29500-1, 11.3.1), others paste a file.
_CHUNKS: Final = r"word/(?:embeddings/)?([^/]{1,100}\.(?:mht|html?|rtf|docx?|pdf|pptx?|xlsx?))"
_PASTED: Final = re.compile(f"{_PICTURES}|{_CHUNKS}", re.IGNORECASE)
_LOGO: Final = 4_000  # bytes; no picture of a page is so small
_PREVIEW: Final = re.compile(r"(?:.*/)?QuickLook/Preview\.pdf|preview\.jpg|(?:.*/)?QuickLook/Thumbnail\.jpg")
_CHAPTER: Final = re.compile(r".*\.x?html?", re.IGNORECASE)
_MAX_CHAPTERS: Final = 60
_ENCRYPTED: Final = 0x1


def sniff_zip(data: bytes) -> str:
    """Tell what a ZIP file is: `docx`, `odt`, `xlsx`, `iwork`, `package` (of others) …, or just `zip`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            written = b""
            if "mimetype" in names:
                with archive.open(
                    "mimetype"
                ) as stream:  # whatever its size: this runs outside the sandbox, too
                    written = stream.read(80)
    except Exception:  # noqa: BLE001 - a broken archive is what its first members make it
        return "docx" if b"word/" in data[:_HEAD] else "zip"
    if "[Content_Types].xml" in names:
        for part, kind in _OOXML:
            if any(each.startswith(part) for each in names):
                return kind
        return "package"  # XPS and others: its parts are no files of anybody's
    mimetype = written.decode("latin-1")
    for prefix, kind in _MIMETYPES:
        if mimetype.startswith(prefix):
            return kind
    iwork = "Index/Document.iwa" in names or "Index.zip" in names or "index.xml" in names
    return "iwork" if iwork and any(map(_PREVIEW.fullmatch, names)) else "zip"


def pasted(data: bytes) -> tuple[Member, ...]:
    """Give the pictures and files in a DOCX, PPTX or OpenDocument file: pages that somebody pasted there.

    Raises RefusedError above the limits.
    """
    hold = Hold()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            found = _PASTED.fullmatch(info.filename)
            if found and (found[2] or info.file_size >= _LOGO):
                hold.add(found[1] or found[2], read_member(archive, info, hold.room))
    return tuple(hold.members)


def read_iwork(data: bytes) -> Contents:
    """Give what Apple's Pages, Numbers and Keynote put beside their own format: the PDF, or one picture."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [info for info in archive.infolist() if _PREVIEW.fullmatch(info.filename)]
        best = max(found, key=lambda info: (info.filename.endswith(".pdf"), info.file_size))
        hold = Hold()
        hold.add(best.filename.rsplit("/", 1)[-1], read_member(archive, best, hold.room))
    return Contents(members=tuple(hold.members))


def read_epub(data: bytes) -> str:
    """Give the text of an EPUB, its chapters in the order of their names, which nearly always is theirs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if _CHAPTER.fullmatch(info.filename)]
        infos.sort(key=lambda info: info.filename)
        pages = [read_member(archive, info, plain.MAX_SOURCE) for info in infos[:_MAX_CHAPTERS]]
    return "\f".join(map(plain.read_html, pages))


def check_password(archive: zipfile.ZipFile) -> None:
    """Raise RefusedError for a package that a password locks: in ZIP's way, or in OpenDocument's."""
    if any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
        raise RefusedError("needs a password")
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in read_member(
        archive, archive.getinfo(manifest), plain.MAX_SOURCE
    ):
        raise RefusedError("needs a password")
