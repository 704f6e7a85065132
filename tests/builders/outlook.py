"""Outlook's files, byte by byte: winmail.dat ([MS-OXTNEF]), .msg ([MS-OXMSG]) and the OLE2 around it.

The OLE2 writer knows storages and the mini stream, as real files have them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]
File = tuple[str, bytes]

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


# --- OLE2 --------------------------------------------------------------------


def ole(tree: Tree) -> bytes:
    """An OLE2 file ([MS-CFB]) of named streams (bytes) and storages (trees), of 512-byte sectors."""
    entries: list[list[object]] = [
        ["Root Entry", 5, _FREE, _FREE, _FREE, 0]
    ]  # name kind left right child data
    _enter(tree, 0, entries)
    mini, mini_fat = bytearray(), list[int]()
    sectors, chains = bytearray(), list[int]()
    places: dict[int, tuple[int, int]] = {}
    for number, entry in enumerate(entries):
        data = entry[5]
        if isinstance(data, bytes) and entry[1] == 2:
            where = (
                _place(mini, mini_fat, data, 64) if len(data) < 4096 else _place(sectors, chains, data, 512)
            )
            places[number] = (where, len(data))
    places[0] = (_place(sectors, chains, bytes(mini), 512), len(mini))
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = _place(sectors, chains, table + b"\xff" * (-len(table) % 512), 512)
    packed = b"".join(_entry(entry, *places.get(number, (0, 0))) for number, entry in enumerate(entries))
    directory = _place(sectors, chains, packed + b"\0" * (-len(packed) % 512), 512)
    count = -(-(len(chains) + 20) // 128)  # sectors of the allocation table, its own included
    fat = [*chains, *[_FAT] * count]
    first = len(chains)
    fat += [_FREE] * (count * 128 - len(fat))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack(
        "<IIIIIIIIII", 0, count, directory, 0, 4096, mini_start, -(-len(table) // 512), _END, 0, first
    )
    head += struct.pack("<108I", *(first + n if n < count else _FREE for n in range(1, 109)))
    return head + bytes(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _enter(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    """Enter the children of a storage, each the right sibling of the one before: a tree that is a list."""
    previous = None
    for name in sorted(tree, key=lambda each: (len(each), each.upper())):
        number, content = len(entries), tree[name]
        is_stream = isinstance(content, bytes)
        entries.append([name, 2 if is_stream else 1, _FREE, _FREE, _FREE, content if is_stream else 0])
        if previous is None:
            entries[parent][4] = number
        else:
            entries[previous][3] = number
        previous = number
        if not isinstance(content, bytes):
            _enter(content, number, entries)


def _place(area: bytearray, chains: list[int], data: bytes, size: int) -> int:
    """Append a stream to an area, chain its sectors, and tell where it starts."""
    start, count = len(chains), -(-len(data) // size)
    if not count:
        return _END
    area += data.ljust(count * size, b"\0")
    chains += [*range(start + 1, start + count), _END]
    return start


def _entry(entry: Sequence[object], start: int, size: int) -> bytes:
    name, kind, left, right, child, _ = entry
    encoded = str(name).encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded) + 2, kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


# --- .msg --------------------------------------------------------------------


def msg(
    body: str = "",
    files: Sequence[File] = (),
    *,
    mails: Mapping[str, Tree] | None = None,
    inline: Sequence[File] = (),
    html: bytes = b"",
    page: int | None = None,
) -> bytes:
    """A .msg of a text and files; `mails` are those inside by their subjects (see `mail_tree`)."""
    return ole(mail_tree(body, files, mails=mails, inline=inline, html=html, page=page))


def mail_tree(
    body: str = "",
    files: Sequence[File] = (),
    *,
    mails: Mapping[str, Tree] | None = None,
    inline: Sequence[File] = (),
    html: bytes = b"",
    page: int | None = None,
    inner: bool = False,
) -> Tree:
    """The storages and streams of a mail; 8-bit in a code page where one is given."""
    tree: dict[str, bytes | Tree] = {"__properties_version1.0": _fixed(page, inner=inner)}
    tree |= _text("1000", body, page)
    if html:
        tree["__substg1.0_10130102"] = html
    attachments: list[dict[str, bytes | Tree]] = [
        _text("3707", name, page) | {"__substg1.0_37010102": data} for name, data in files
    ]
    attachments += [
        _text("3707", name, page) | {"__substg1.0_37010102": data} | _text("3712", f"{name}@1", page)
        for name, data in inline
    ]
    attachments += [
        _text("3001", name, page) | {"__substg1.0_3701000D": mail} for name, mail in (mails or {}).items()
    ]
    for number, each in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {"__properties_version1.0": bytes(8), **each}
    return tree


def _fixed(page: int | None, *, inner: bool) -> bytes:
    entry = struct.pack("<HHIQ", 3, 0x3FFD, 6, page) if page else b""
    return bytes(24 if inner else 32) + entry


def _text(which: str, text: str, page: int | None) -> dict[str, bytes | Tree]:
    if not text:
        return {}
    if page:
        return {f"__substg1.0_{which}001E": text.encode(f"cp{page}")}
    return {f"__substg1.0_{which}001F": text.encode("utf-16-le")}


# --- winmail.dat -------------------------------------------------------------


def tnef(
    files: Sequence[File] = (),
    *,
    body: str = "",
    rtf: bytes = b"",
    inline: Sequence[File] = (),
    mails: Mapping[str, bytes] | None = None,
    page: int = 1252,
) -> bytes:
    """A winmail.dat of files under long names; `rtf` is compressed RTF, `mails` are winmail.dats inside."""
    out = bytearray(b"\x78\x9f\x3e\x22\x01\x00")
    out += _record(1, 0x9007, struct.pack("<II", page, 0))
    values = [*([_property(0x1000, 0x1E, body.encode(f"cp{page}") + b"\0")] if body else [])]
    values += [_property(0x1009, 0x102, rtf)] if rtf else []
    out += _record(1, 0x9003, struct.pack("<I", len(values)) + b"".join(values))
    for name, data in (*files, *inline):
        out += _record(2, 0x9002, bytes(14))
        out += _record(2, 0x8010, name[:8].encode(f"cp{page}", "replace") + b"\0")
        out += _record(2, 0x800F, data)
        named = [_property(0x3707, 0x1F, name.encode("utf-16-le") + b"\0\0"), _named()]
        named += [_property(0x3712, 0x1E, b"1@x\0")] if (name, data) in inline else []
        out += _record(2, 0x9005, struct.pack("<I", len(named)) + b"".join(named))
    for name, data in (mails or {}).items():
        out += _record(2, 0x9002, bytes(14))
        both = [_property(0x3001, 0x1F, name.encode("utf-16-le")), _property(0x3701, 0x0D, bytes(16) + data)]
        out += _record(2, 0x9005, struct.pack("<I", len(both)) + b"".join(both))
    return bytes(out)


def _record(level: int, attribute: int, data: bytes) -> bytes:
    head = struct.pack("<BHHI", level, attribute, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def _property(which: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, which, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def _named() -> bytes:
    """A property under a name of its own, which readers must step over."""
    name = "x".encode("utf-16-le")
    return struct.pack("<HH16sII", 3, 0x8001, bytes(16), 1, len(name)) + name + b"\0\0" + struct.pack("<I", 7)
