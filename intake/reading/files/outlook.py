"""Outlook's .msg → the files and the texts of a mail, and of the mails inside it ([MS-OXMSG])."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import Final

import olefile

from intake.reading.files import mapi, membernames
from intake.reading.files.archives import MAX_FILES, TOO_MANY, TOO_MUCH, Contents, Hold, RefusedError
from intake.reading.files.picture_size import may_be_page

_MAX_DEPTH: Final = 3  # mails in mails; what lies deeper is a member that cannot be read
_MAX_STREAM: Final = 2_000  # bytes of a name
# Properties ([MS-OXPROPS]).
_TEXT, _RTF, _HTML, _SUBJECT = "1000", "1009", "1013", "0037"
_FILE_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT_ID = "3701", "3707", "3704", "3001", "3712"
_PAGES: Final = (0x3FDE, 0x3FFD)  # PR_INTERNET_CPID, PR_MESSAGE_CODEPAGE
_OWN_HEADER, _INNER_HEADER = 32, 24  # bytes of the property stream before its entries (2.4.1)
_PROPERTIES: Final = "__properties_version1.0"
_ATTACHMENT: Final = "__attach_version1.0_#"

_Path = tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """One file that is being read, with what was found in it."""

    ole: olefile.OleFileIO
    hold: Hold = field(default_factory=Hold)
    bodies: list[tuple[str, str]] = field(default_factory=list)

    def stream(self, path: _Path, limit: int) -> bytes:
        """Give a stream; nothing where there is none. Raises RefusedError for one that is too big."""
        where = list(path)
        if not self.ole.exists(where) or self.ole.get_type(where) != olefile.STGTY_STREAM:
            return b""
        if self.ole.get_size(where) > limit:
            raise RefusedError(TOO_MUCH)
        return bytes(self.ole.openstream(where).read())

    def binary(self, at: _Path, which: str, limit: int = mapi.MAX_BODY) -> bytes:
        """Give a binary property."""
        return self.stream((*at, f"__substg1.0_{which}0102"), limit)

    def string(self, at: _Path, which: str, page: int, limit: int = mapi.MAX_BODY) -> str:
        """Give a property that is text, in UTF-16 or in the mail's code page."""
        if wide := self.stream((*at, f"__substg1.0_{which}001F"), 2 * limit):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return mapi.decode(self.stream((*at, f"__substg1.0_{which}001E"), limit), page)


def read(data: bytes) -> Contents:
    """Give the files and texts in a .msg; those of a mail inside come under its subject.

    Raises RefusedError above the limits, olefile's errors for damage.
    """
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        reading = _Reading(ole)
        _mail(reading, (), "")
        return Contents(members=tuple(reading.hold.members), bodies=tuple(reading.bodies))


def _mail(reading: _Reading, at: _Path, name: str) -> None:
    page = _code_page(reading, at)
    html = reading.binary(at, _HTML) or reading.string(at, _HTML, page).encode()
    text = mapi.body(reading.string(at, _TEXT, page), html, reading.binary(at, _RTF))
    if text.strip():
        reading.bodies.append((name, text))
    attached = dict.fromkeys(
        path[len(at)]
        for path in reading.ole.listdir(streams=True, storages=True)
        if tuple(path[: len(at)]) == at and len(path) > len(at) and path[len(at)].startswith(_ATTACHMENT)
    )
    if len(attached) > MAX_FILES:
        raise RefusedError(TOO_MANY)
    for number, storage in enumerate(sorted(attached), 1):
        _attachment(reading, (*at, storage), page, name, number)


def _attachment(reading: _Reading, at: _Path, page: int, prefix: str, number: int) -> None:
    names = (reading.string(at, which, page, _MAX_STREAM) for which in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
    written = next(filter(None, names), "").replace("/", "\\").rsplit("\\", 1)[-1]
    inner = (*at, f"__substg1.0_{_FILE_DATA}000D")
    if reading.ole.exists([*inner, _PROPERTIES]):
        title = membernames.shown(written.replace("\\", " "), f"(mail {number})")
        where = f"{prefix}/{title}".lstrip("/")
        if len(inner) // 2 > _MAX_DEPTH:
            raise RefusedError("holds mails in mails in mails, which is refused")
        _mail(reading, inner, where)
        return
    content = reading.binary(at, _FILE_DATA, reading.hold.room)
    inline = bool(reading.string(at, _CONTENT_ID, page, _MAX_STREAM))
    if reading.ole.exists(list(inner)):  # a drawing or a sheet, kept as the parts of an OLE2 file
        content = content or b"OLE object"
    if inline and not may_be_page(content):
        return
    # One without content is kept: it is a file that we do not have, such as a link to a drive.
    shown = membernames.shown(written, f"(file {number})")
    reading.hold.add(f"{prefix}/{shown}".lstrip("/"), content)


def _code_page(reading: _Reading, at: _Path) -> int:
    """Tell the code page of the mail's 8-bit texts by its fixed-length properties (2.4.2)."""
    stream = reading.stream((*at, _PROPERTIES), mapi.MAX_BODY)
    entries = stream[_INNER_HEADER if at else _OWN_HEADER :]
    found = {
        which: value
        for kind, which, _, value in struct.iter_unpack("<HHIQ", entries[: len(entries) // 16 * 16])
        if kind == 3  # noqa: PLR2004 - PtypInteger32
    }
    return next((found[which] & 0xFFFF_FFFF for which in _PAGES if which in found), 1252)
