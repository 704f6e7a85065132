"""The words of a file's documents, page by page: what is read when documents are told apart, and no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from intake.domain.correction import Texts
from intake.reading.dossier import Context
from intake.reading.files.formats import Extract, extract

_MAX_PAGE: Final = 20_000  # characters
_MAX_ALL: Final = 400_000  # characters of one file, with all that it holds
_MAX_DEPTH: Final = 4  # containers in containers
_MAX_TEXTS: Final = 200


def read_texts(data: bytes, name: str, context: Context) -> tuple[Texts, ...]:
    """Read the words of one file, and of the files in it. What cannot be read has none."""
    left = _MAX_ALL
    found: list[Texts] = []
    for each in _read(data, name, context, depth=0):
        pages = tuple(page[:_MAX_PAGE] for page in each.pages)
        left -= sum(len(page) for page in pages)
        if left < 0 or len(found) == _MAX_TEXTS:
            break
        found.append(Texts(sha256=each.sha256, format=each.format, pages=pages, recognised=each.recognised))
    return tuple(found)


def _read(data: bytes, name: str, context: Context, *, depth: int) -> Iterator[Texts]:
    read = extract(data, name, context.recognise)
    if read.problem is None and read.pages:
        yield _texts(data, read)
    for _, text in read.bodies:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield Texts(sha256=digest, format="mail", pages=(text,))
    for member, content in read.members if depth < _MAX_DEPTH else ():
        yield from _read(content, f"{name}/{member}", context, depth=depth + 1)


def _texts(data: bytes, read: Extract) -> Texts:
    return Texts(
        sha256=hashlib.sha256(data).hexdigest(),
        format=str(read.format),
        pages=tuple(read.pages),
        recognised=tuple(read.ocr),
    )
