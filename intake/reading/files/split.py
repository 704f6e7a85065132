"""Files taken out of files: members of containers by their digest, and the pages of a PDF as PDFs."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from typing import Final

import pypdfium2

from intake.domain.filing import Cut, Piece
from intake.reading.files.archives import MAX_ALL
from intake.reading.files.formats import extract
from intake.reading.files.pdf import MAX_PAGES

_MAX_DEPTH: Final = 4  # containers in containers, as they are read
_MAX_GROWTH: Final = 4  # times the document, in all pieces: each takes along what its pages share
_ROOM: Final = 4_000_000  # bytes that they may have whatever the document's size
# What the library makes up: an identifier (ISO 32000-1, 14.4) by chance, and the time.
_ID: Final = re.compile(rb"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")
_MADE: Final = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")


def members(data: bytes, name: str, wanted: Collection[str]) -> tuple[Piece, ...]:
    """Find what a file holds, at any depth, by sha-256: files, and texts of mails in UTF-8, each once.

    What is not there, or beyond MAX_ALL bytes in all, is left out.
    """
    left, room, found = set(wanted), MAX_ALL, list[Piece]()
    for content in _inside(data, name, depth=0):
        digest = hashlib.sha256(content).hexdigest()
        if digest in left and len(content) <= room:
            found.append(Piece(sha256=digest, data=content))
            left.discard(digest)
            room -= len(content)
        if not left:
            break
    return tuple(found)


def _inside(data: bytes, name: str, *, depth: int) -> Iterator[bytes]:
    read = extract(data, name)
    for _, text in read.bodies:
        yield text.encode("utf-8", "surrogatepass")
    for member, content in read.members:
        yield content
        if depth < _MAX_DEPTH:
            yield from _inside(content, f"{name}/{member}", depth=depth + 1)


def split(data: bytes, cuts: Sequence[Cut]) -> tuple[Piece, ...]:
    """Cut a PDF, whose last page is that of the last cut, into PDFs of these pages.

    Where that cannot be, there is one piece without bytes, which says why. The same document gives the
    same pieces. Never raises for the bytes.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        pieces = _split(data, cuts)
    except _UncutError as error:
        return (Piece(sha256=digest, problem=str(error)),)
    except Exception:  # noqa: BLE001 - parsers of foreign bytes raise whatever they like
        return (Piece(sha256=digest, problem="is damaged"),)
    return tuple(
        Piece(sha256=digest, cut=(cut[0], cut[1]), data=_steady(content, digest, cut))
        for cut, content in zip(cuts, pieces, strict=True)
    )


class _UncutError(ValueError):
    """A document that stays whole; the message completes the sentence "the document …"."""


def _split(data: bytes, cuts: Sequence[Cut]) -> list[bytes]:
    room, pieces = _ROOM + _MAX_GROWTH * len(data), list[bytes]()
    with closing(pypdfium2.PdfDocument(data)) as document:
        if len(document) > MAX_PAGES:
            raise _UncutError(f"has more than {MAX_PAGES} pages")
        if not cuts or len(document) != cuts[-1][1]:
            raise _UncutError("has other pages than it was read with")
        for first, last in cuts:
            pieces.append(_pages(document, first, last))
            room -= len(pieces[-1])
            if room < 0:
                raise _UncutError("would be much bigger in pieces")
    return pieces


def _pages(document: pypdfium2.PdfDocument, first: int, last: int) -> bytes:
    with closing(pypdfium2.PdfDocument.new()) as piece:
        piece.import_pages(document, list(range(first - 1, last)))
        out = io.BytesIO()
        piece.save(out)
    return out.getvalue()


def _steady(content: bytes, digest: str, cut: Cut) -> bytes:
    """Put what is known in the place of what was made up, byte for byte, so that no offset changes."""
    name = hashlib.sha256(f"{digest} {cut[0]}-{cut[1]}".encode()).hexdigest()[:32].upper().encode()
    head, tail = content[:-400], content[-400:]
    head = _MADE.sub(b"20000101000000", head[:4_000]) + head[4_000:]
    return head + _ID.sub(b"/ID[<%b><%b>]" % (name, name), tail)
