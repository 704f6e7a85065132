"""Words from outside as parts of file names that Windows, macOS and Linux all take.

Microsoft, "Naming Files, Paths, and Namespaces", gives the characters, the reserved names and the ends
that Windows refuses; a name has at most 255 bytes on ext4 and APFS, and 255 UTF-16 units on NTFS and HFS+.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from typing import Final

MAX_NAME: Final = 255  # bytes in UTF-8, decomposed or not, and so UTF-16 units
MAX_PATH: Final = 240  # characters of a whole path; Windows takes 259, and its programs like some room
_LEAST: Final = 8  # characters that are left of a part, however little room there is

_REFUSED: Final = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]')  # and what looks like a slash
# Letters and marks that show nothing: names that differ in them look the same.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_BLANK_CATEGORIES: Final = frozenset({"Zl", "Zp", "Zs"})
_CONTROLS_THAT_BLANK: Final = frozenset("\t\n\v\f\r\x85")
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])[ .]*(?:\..*)?", re.IGNORECASE
)
# A dot hides a file, a hyphen makes it an option, a tilde an owner file of an office program.
_EDGES: Final = " .-~"
_EXTENSION: Final = re.compile(r"[a-z0-9]{1,8}")


def part(text: str | None, *, empty: str, most: int = MAX_NAME) -> str:
    """Return the text as a part of a file name, at most `most` characters and MAX_NAME bytes.

    It keeps letters of every script, as they are written and composed (NFC). Nothing of it is a path,
    a reserved name, or unseen; where nothing is left, `empty` stands for it.
    """
    plain = unicodedata.normalize("NFC", (text or "")[:20_000])
    plain = "".join(_seen(character) for character in _UNSEEN.sub("", plain))
    plain = " ".join(_REFUSED.sub("-", unicodedata.normalize("NFC", plain)).split())
    plain = shortened(plain.strip(_EDGES), most)
    if not any(unicodedata.category(character)[0] in "LN" for character in plain):
        return shortened(empty, most)  # nothing but signs and lone marks
    return shortened(f"_{plain}", most) if _RESERVED.fullmatch(plain) else plain


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in _BLANK_CATEGORIES or character in _CONTROLS_THAT_BLANK:
        return " "
    return "" if category in _UNSEEN_CATEGORIES else character


def shortened(text: str, most: int, *, size: int = MAX_NAME) -> str:
    """Return as much of a part as has `most` characters and `size` bytes; no letter loses its marks."""
    cut = text[:most]
    while cut and _size(cut) > size:
        cut = cut[: max(0, min(len(cut) - 1, len(cut) * size // _size(cut) + 1))]
    if len(cut) < len(text):
        at = len(cut)
        while at and unicodedata.combining(text[at]):
            at -= 1
        cut = cut[:at] or cut
    return cut.strip(_EDGES) if len(cut) < len(text) else cut


def _size(text: str) -> int:
    """How many bytes a name has at most: some systems take letters apart."""
    return max(len(unicodedata.normalize(form, text).encode("utf-8", "replace")) for form in ("NFC", "NFD"))


def file(head: str, who: str, tail: str, extension: str, *, room: int = MAX_PATH) -> str:
    """Return `head - who - tail.extension`, of at most `room` characters: where it lacks, `who` is cut.

    All but the extension are parts as `part` gives them; without a `who` it is `head - tail.extension`.
    """
    suffix = f".{extension}" if _EXTENSION.fullmatch(extension) else ""
    rest = f"{head} - {tail}{suffix}"
    left = min(room, MAX_NAME) - len(rest) - len(" - ")
    size = MAX_NAME - _size(rest) - len(" - ")
    name = shortened(who, max(left, 0), size=max(size, 0)) if who and min(left, size) >= _LEAST else ""
    if name:
        return f"{head} - {name} - {tail}{suffix}"
    stem = shortened(f"{head} - {tail}", max(room - len(suffix), 1), size=MAX_NAME - len(suffix))
    return f"{stem}{suffix}"


def folder(head: str, who: str, *, room: int = MAX_NAME) -> str:
    """Return `head who`, of at most `room` characters: where it lacks, `who` is cut."""
    return shortened(f"{head} {who}".strip(), room)


def unique(name: str, taken: Container[str], *, most: int = MAX_NAME) -> str:
    """Return the name, or one with a number where a system could take it for one of the `taken` keys.

    `taken` holds what `key` gives of each name. It has at most `most` characters, if the name has.
    """
    stem, dot, extension = name.rpartition(".")
    if not stem or not _EXTENSION.fullmatch(extension):
        stem, dot, extension = name, "", ""
    found, number = name, 1
    while key(found) in taken:
        number += 1
        tail = f" ({number}){dot}{extension}"
        room = max(most - len(tail), 1)
        found = f"{shortened(stem, room, size=MAX_NAME - len(tail))}{tail}"
    return found


def key(name: str) -> str:
    """What two names have in common that some system takes for one: case, and how letters are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())
