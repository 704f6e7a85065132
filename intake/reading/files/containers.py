"""Files that hold files: each kind with its reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from intake.reading.files import cms, foreign, mails, membernames, outlook, packages, packed, tnef
from intake.reading.files.archives import Contents, RefusedError, unpack

ARCHIVES: Final = frozenset({"zip", "tar", "gzip", "bzip2", "xz", "7z", "rar"})
MAILS: Final = frozenset({"eml", "msg", "tnef", "signed"})


def read(kind: str, data: bytes, name: str) -> Contents | None:
    """Open a container of a sniffed kind, None for a kind that is none; `name` is what it is called.

    Raises RefusedError above the limits, anything for damage.
    """
    reader = _READERS.get(kind)
    return reader(data, name) if reader else None


def _signed(data: bytes, name: str) -> Contents:
    """Open what is but signed: a mail's content, or a file such as "cv.pdf.p7m"."""
    content = cms.signed_content(data)
    if content is None:
        raise RefusedError("is a signature (S/MIME) without the file that it is of")
    if cms.is_entity(content):
        return mails.read(content)
    stem, _, extension = name.rpartition(".")
    inner = stem.rsplit("/", 1)[-1] if extension.lower() == "p7m" else ""
    return Contents(members=((membernames.shown(inner, "(file 1)"), content),))


_READERS: Final[dict[str, Callable[[bytes, str], Contents]]] = {
    "zip": lambda data, _: Contents(members=unpack(data)),
    "tar": lambda data, _: Contents(members=packed.read_tar(data)),
    "gzip": lambda data, name: Contents(members=packed.read_gzip(data, name)),
    "bzip2": lambda data, name: Contents(members=packed.read_bzip2(data, name)),
    "xz": lambda data, name: Contents(members=packed.read_xz(data, name)),
    "7z": lambda data, _: Contents(members=foreign.unpack(data, "7z")),
    "rar": lambda data, _: Contents(members=foreign.unpack(data, "rar")),
    "tnef": lambda data, _: tnef.read(data),
    "msg": lambda data, _: outlook.read(data),
    "eml": lambda data, _: mails.read(data),
    "mht": lambda data, _: mails.read_saved_page(data),
    "signed": _signed,
    "iwork": lambda data, _: packages.read_iwork(data),
}
