"""winmail.dat → the files and the text of a mail that Outlook wrapped up ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from intake.reading.files import mapi, membernames
from intake.reading.files.archives import Contents, Hold
from intake.reading.files.picture_size import may_be_page

# Attributes of the mail and of its attachments ([MS-OXTNEF] 2.1.3.1).
_RENDDATA, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
# Properties ([MS-OXPROPS]).
_TEXT, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_FILE_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID, _SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3712, 0x3001
_LEVELS: Final = (1, 2)  # of the mail, of an attachment
_TAIL: Final = 64  # bytes
_NAMED: Final = 0x8000
_STRING, _UNICODE, _BINARY, _OBJECT = 0x1E, 0x1F, 0x102, 0x0D
_MULTIPLE: Final = 0x1000
_SIZES: Final = {
    0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4,
    0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16,
}  # fmt: skip
_MAX_VALUES: Final = 20_000  # of one list of properties

_Values = dict[int, tuple[int, bytes]]  # property → its type and its (first) value


@dataclass(slots=True)
class _File:
    title: bytes = b""
    data: bytes = b""
    values: _Values = field(default_factory=dict)


def read(data: bytes) -> Contents:
    """Give the files and the text in a winmail.dat, or those before the first damage.

    A mail inside is a member, too: a winmail.dat of its own. Raises RefusedError above the limits.
    """
    page, text, values, files = 1252, b"", _Values(), list[_File]()
    records, whole = _attributes(data)
    for attribute, value in records:
        if attribute == _CODE_PAGE and len(value) >= 4:  # noqa: PLR2004 - a number
            (page,) = struct.unpack_from("<I", value)
        elif attribute == _BODY:
            text = value
        elif attribute == _PROPERTIES:
            values |= _properties(value)
        elif attribute == _RENDDATA:
            files.append(_File())
        elif files:
            _fill(files[-1], attribute, value)
    own = _string(values, _TEXT, page) or mapi.decode(text, page)
    body = mapi.body(own, values.get(_HTML, (0, b""))[1], values.get(_RTF, (0, b""))[1])
    return Contents(
        members=_members(files, page),
        bodies=(("", body),) if body.strip() else (),
        problem=None if whole else "is damaged, and perhaps not all that it holds was found",
    )


def _attributes(data: bytes) -> tuple[list[tuple[int, bytes]], bool]:
    """Read the records (level, attribute, type, length, value, checksum), and whether they reach the end."""
    at, found = 6, list[tuple[int, bytes]]()
    while at + 9 <= len(data) and data[at] in _LEVELS:
        attribute, _, length = struct.unpack_from("<HHI", data, at + 1)
        if at + 9 + length > len(data):
            break
        found.append((attribute, data[at + 9 : at + 9 + length]))
        at += 9 + length + 2
    # Some programs append a line end or a footer, which is no record.
    return found, bool(found) and len(data) - at <= _TAIL


def _fill(file: _File, attribute: int, value: bytes) -> None:
    if attribute == _TITLE:
        file.title = value
    elif attribute == _DATA:
        file.data = value
    elif attribute == _ATTACHMENT:
        file.values |= _properties(value)


def _members(files: list[_File], page: int) -> tuple[tuple[str, bytes], ...]:
    hold = Hold()
    for number, file in enumerate(files, 1):
        kind, content = file.values.get(_FILE_DATA, (0, b""))
        # An object's identifier stands before its data; a mail in a mail is such an object.
        content = file.data or (content[16:] if kind == _OBJECT else content)
        # One without content is kept: it is a file that we do not have, such as a link to a drive.
        if _string(file.values, _CONTENT_ID, page) and not may_be_page(content):
            continue
        names = (_string(file.values, each, page) for each in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
        name = next(filter(None, names), "") or mapi.decode(file.title, page)
        hold.add(membernames.shown(name.rsplit("\\", 1)[-1], f"(file {number})"), content)
    return tuple(hold.members)


def _string(values: _Values, which: int, page: int) -> str:
    kind, value = values.get(which, (0, b""))
    if kind == _UNICODE:
        return value[: mapi.MAX_BODY].decode("utf-16-le", "replace").rstrip("\0")
    return mapi.decode(value, page) if kind == _STRING else ""


def _properties(data: bytes) -> _Values:
    """Read a list of properties ([MS-OXTNEF] 2.1.3.5), as far as it is whole."""
    found, reader = _Values(), _Cursor(data)
    try:
        for _ in range(min(reader.number(), _MAX_VALUES)):
            kind, which = struct.unpack("<HH", reader.take(4))
            if which >= _NAMED:
                reader.take(16)
                reader.take(4 if reader.number() == 0 else _padded(reader.number()))
            found[which] = (kind & ~_MULTIPLE, _value(reader, kind))
    except struct.error:
        return found
    return found


def _value(reader: _Cursor, kind: int) -> bytes:
    """Read the values of a property and give the first."""
    single = kind & ~_MULTIPLE
    if (size := _SIZES.get(single)) is not None:
        count = reader.number() if kind & _MULTIPLE else 1
        return reader.take(size * count)[:size]
    if single not in {_STRING, _UNICODE, _BINARY, _OBJECT}:
        raise struct.error("an unknown type: what follows cannot be found")
    first = b""
    for index in range(min(reader.number(), _MAX_VALUES)):
        length = reader.number()
        value = reader.take(_padded(length))[:length]
        first = first if index else value
    return first


def _padded(length: int) -> int:
    return length + -length % 4


class _Cursor:
    """Reads bytes from front to back; raises struct.error at their end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, count: int) -> bytes:
        """Give the next bytes."""
        if self._at + count > len(self._data):
            raise struct.error("the end")
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self) -> int:
        """Give the next number of four bytes."""
        return int.from_bytes(self.take(4), "little")
