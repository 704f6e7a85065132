"""What the reading process and its parent say to each other.

The child greets with one line of JSON. A request is a length (four bytes, big-endian), a JSON header
of that length and the bytes that it counts; an answer is one line of JSON. The parent trusts an
answer no more than the file it is about: the process that wrote it has read that file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import IO, Final, Literal

from pydantic import TypeAdapter, ValidationError

from intake.domain.model import Document

MAX_DATA: Final = 100_000_000  # bytes of one file
MAX_ANSWER: Final = 4_000_000  # bytes of one line
_MAX_HEADER: Final = 1_000_000
_LENGTH: Final = struct.Struct(">I")
_DOCUMENTS: Final = TypeAdapter(tuple[Document, ...])


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One thing to read: a file, or the text of a mail in UTF-8; `name` is for showing."""

    what: Literal["file", "body"]
    name: str
    data: bytes
    email: str | None
    candidate: str | None
    seconds: int  # of processor time


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
    header = {key: value for key, value in asdict(request).items() if key != "data"}
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


def answer(documents: Sequence[Document]) -> bytes:
    """Write an answer: one line."""
    return json.dumps([asdict(document) for document in documents]).encode() + b"\n"


def parse_answer(line: bytes) -> tuple[Document, ...]:
    """Read an answer. Raises ValueError for anything but whole, well-formed documents."""
    if not line.endswith(b"\n"):
        raise ValueError("the answer is cut or too long")
    try:
        return _DOCUMENTS.validate_json(line)
    except ValidationError:
        # Its message would quote the document.
        raise ValueError("the answer is malformed") from None
