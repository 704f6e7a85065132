"""What the reading process and its parent say to each other.

The child greets with one line of JSON. A request is a length (four bytes, big-endian), a JSON header
of that length and the bytes that it counts; an answer is one line of JSON. Before it answers, the child
may ask for the words of pictures: one line of JSON that says the size, and as many bytes, grey pixels
row by row; what the parent replies is a length and that much JSON, a string or null. Where files are
asked for, the answer is one line of JSON that says the size of each, and their bytes.
The parent trusts a line no more than the file it is about: the process that wrote it has read that file.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import IO, Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from intake.domain.correction import Texts
from intake.domain.draft import Advert
from intake.domain.drawing import MOST_PAGES, WIDEST, Drawn
from intake.domain.filing import Cut, Piece
from intake.domain.model import Document
from intake.reading.terms import MAX_PIXELS, Picture, Question

ADVERTS: Final = "--adverts"  # the child's argument for job ads, whose patterns take a while to load
MAX_DATA: Final = 100_000_000  # bytes of one file
MAX_ANSWER: Final = 4_000_000  # bytes of one line
MAX_REPLY: Final = 2_000_000  # bytes
MAX_PIECES: Final = 500_000_000  # bytes of all the files in one answer
MAX_DRAWN: Final = 6_000_000  # bytes of one drawn page
_MAX_HEADER: Final = 1_000_000
_LENGTH: Final = struct.Struct(">I")
_QUESTION: Final = b'{"question":'
_DOCUMENTS: Final = TypeAdapter(tuple[Document, ...])
_TEXTS: Final = TypeAdapter(tuple[Texts, ...])
_ADVERTS: Final = TypeAdapter(tuple[Advert, ...])
_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One thing to read: a file, or the text of a mail in UTF-8; `name` is for showing.

    Of `texts` the words of a file are wanted, and not what they mean; an `advert` is read as a job ad.
    `members` are taken out of a file by their digests (`wanted`); a PDF is `split` into pages (`cuts`).
    `draw` asks what pages look like: `count` of them from `first` on, `width` pixels wide.
    """

    what: Literal["file", "body", "texts", "advert", "members", "split", "draw"]
    name: str
    data: bytes
    email: str | None
    candidate: str | None
    seconds: int  # of processor time
    mail: str = ""  # the beginning of the text of the mail that brings a file
    today: str | None = None  # ISO date; what an ad names before it is over
    ocr: bool = False  # whether the words of pictures may be asked for
    wanted: Sequence[str] = ()  # sha-256
    cuts: Sequence[Cut] = ()
    first: int = 1
    count: int = 1
    width: int = WIDEST


_Side = Annotated[int, Field(gt=0, le=60_000)]


class _Asked(BaseModel):
    """The words of a picture are asked for; its pixels follow."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    question: Question
    width: _Side
    height: _Side


class _Sent(BaseModel):
    """A file that follows, or what there is to say of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    cut: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(min_length=2, max_length=2)] | None
    size: Annotated[int, Field(ge=0, le=MAX_PIECES)]
    problem: Annotated[str, Field(max_length=200)] | None


_SENT: Final = TypeAdapter(list[_Sent])


class _Shown(BaseModel):
    """Drawn pages follow, of these sizes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sizes: Annotated[list[Annotated[int, Field(ge=0, le=MAX_DRAWN)]], Field(max_length=MOST_PAGES)]
    first: Annotated[int, Field(ge=1, le=10_000)]
    total: Annotated[int, Field(ge=0, le=10_000)]
    problem: Annotated[str, Field(max_length=200)] | None


_SHOWN: Final = TypeAdapter(_Shown)
_PNG: Final = re.compile(rb"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR(.{4})(.{4})", re.DOTALL)


def greeting(*, confined: bool) -> bytes:
    """Write the first line: whether the kernel cuts the child off from the network."""
    return json.dumps({"confined": confined}).encode() + b"\n"


def parse_greeting(line: bytes) -> bool:
    """Read a greeting. Raises ValueError for anything else, such as the end of a child that cannot start."""
    said = json.loads(line)
    if not isinstance(said, dict) or not isinstance(confined := said.get("confined"), bool):
        raise ValueError("this is no greeting")  # noqa: TRY004 - malformed, whatever its type
    return confined


def send(stream: IO[bytes], request: Request) -> None:
    """Write a request. Raises OSError when nobody reads it any more."""
    header = {each.name: getattr(request, each.name) for each in fields(request) if each.name != "data"}
    packed = json.dumps(header | {"size": len(request.data)}).encode()
    stream.write(_LENGTH.pack(len(packed)) + packed)
    stream.write(request.data)
    stream.flush()


def receive(stream: IO[bytes]) -> Request | None:
    """Read a request; None at the end of the stream. Raises ValueError for one that is cut."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    header = json.loads(stream.read(min(size, _MAX_HEADER)))
    data = stream.read(header["size"])
    if len(data) != header.pop("size"):
        raise ValueError("a request is cut")
    return Request(data=data, **header)


def ask(replies: IO[bytes], answers: IO[bytes], picture: Picture, question: Question) -> str | None:
    """In the child: ask for what is recognised in a picture; None if it could not be.

    Raises ValueError when the reply is cut.
    """
    asked = _Asked(question=question, width=picture.width, height=picture.height)
    answers.write(asked.model_dump_json().encode() + b"\n")
    answers.write(picture.pixels)
    answers.flush()
    (size,) = _LENGTH.unpack(replies.read(_LENGTH.size))
    reply = json.loads(replies.read(min(size, MAX_REPLY)))
    return reply if isinstance(reply, str) else None


def asked(line: bytes, stream: IO[bytes]) -> tuple[Picture, Question] | None:
    """In the parent: take the picture that a line announces; None if the line is something else.

    Raises ValueError for one that is malformed, too big or cut.
    """
    if not line.startswith(_QUESTION):
        return None
    try:
        found = _Asked.model_validate_json(line)
    except ValidationError:
        raise ValueError("the question is malformed") from None
    if (size := found.width * found.height) > MAX_PIXELS:
        raise ValueError("the picture is too big")
    pixels = stream.read(size)
    if len(pixels) != size:
        raise ValueError("the picture is cut")
    return Picture(width=found.width, height=found.height, pixels=pixels), found.question


def reply(stream: IO[bytes], text: str | None) -> None:
    """In the parent: say what was recognised. Raises OSError when nobody reads it any more."""
    packed = json.dumps(text).encode()
    if len(packed) > MAX_REPLY:
        packed = b"null"
    stream.write(_LENGTH.pack(len(packed)) + packed)
    stream.flush()


def answer(found: Sequence[Document] | Sequence[Texts] | Sequence[Advert]) -> bytes:
    """Write an answer: one line."""
    return json.dumps([asdict(each) for each in found], default=_iso).encode() + b"\n"


def send_pieces(found: Sequence[Piece]) -> bytes:
    """Write an answer of files: one line, and their bytes."""
    told = [
        {"sha256": each.sha256, "cut": each.cut, "size": len(each.data), "problem": each.problem}
        for each in found
    ]
    return b"".join((json.dumps(told).encode(), b"\n", *(each.data for each in found)))


def parse_pieces(line: bytes, stream: IO[bytes]) -> tuple[Piece, ...]:
    """Read an answer of files. Raises ValueError for anything but whole ones that bear their own digest."""
    told = _parsed(_SENT, line)
    if sum(each.size for each in told) > MAX_PIECES:
        raise ValueError("the files are too big")
    found = []
    for each in told:
        data = stream.read(each.size)
        if len(data) != each.size:
            raise ValueError("a file is cut")
        cut = (each.cut[0], each.cut[1]) if each.cut else None
        if cut is None and data and hashlib.sha256(data).hexdigest() != each.sha256:
            raise ValueError("a file is another one")
        found.append(Piece(sha256=each.sha256, cut=cut, data=data, problem=each.problem))
    return tuple(found)


def send_drawn(drawn: Drawn) -> bytes:
    """Write an answer of drawn pages: one line, and their bytes."""
    told = {"sizes": [len(page) for page in drawn.pages], "first": drawn.first, "total": drawn.total}
    return b"".join((json.dumps(told | {"problem": drawn.problem}).encode(), b"\n", *drawn.pages))


def parse_drawn(line: bytes, stream: IO[bytes]) -> Drawn:
    """Read an answer of drawn pages. Raises ValueError for anything but whole PNGs of bounded sizes."""
    told = _parsed(_SHOWN, line)
    pages = []
    for size in told.sizes:
        page = stream.read(size)
        if len(page) != size:
            raise ValueError("a page is cut")
        if page and not _is_drawn(page):
            raise ValueError("a page is no picture of ours")
        pages.append(page)
    return Drawn(pages=tuple(pages), first=told.first, total=told.total, problem=told.problem)


def _is_drawn(page: bytes) -> bool:
    """Whether these bytes begin as a PNG (RFC 2083, 3.2 and 4.1.1) that is no bigger than we draw."""
    begins = _PNG.match(page)
    return begins is not None and all(0 < int.from_bytes(side) <= WIDEST * 6 for side in begins.groups())


def _iso(when: date) -> str:
    return when.isoformat()  # also of a datetime, which is a date


def parse_answer(line: bytes) -> tuple[Document, ...]:
    """Read an answer. Raises ValueError for anything but whole, well-formed documents."""
    return _parsed(_DOCUMENTS, line)


def parse_texts(line: bytes) -> tuple[Texts, ...]:
    """Read an answer to a request for texts. Raises ValueError for anything but whole, well-formed ones."""
    return _parsed(_TEXTS, line)


def parse_advert(line: bytes) -> Advert:
    """Read an answer to a request for an advert. Raises ValueError for anything but one whole advert."""
    (advert,) = _parsed(_ADVERTS, line)
    return advert


def _parsed(adapter: TypeAdapter[_Found], line: bytes) -> _Found:
    if not line.endswith(b"\n"):
        raise ValueError("the answer is cut or too long")
    try:
        return adapter.validate_json(line)
    except ValidationError:
        # Its message would quote the document.
        raise ValueError("the answer is malformed") from None
