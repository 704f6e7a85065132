"""Files that are handed to a browser: as attachments, of names and types that nothing runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import IO, Final
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from intake.domain import tidy

_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_BINARY: Final = "application/octet-stream"
_TYPES: Final = {"pdf": "application/pdf", "zip": "application/zip"}
_CHUNK: Final = 1 << 18


def attachment(data: bytes, name: str) -> Response:
    """Hand out bytes as a file of that name."""
    return Response(data, media_type=_type_of(name), headers=_headers(name))


def stream(file: IO[bytes], name: str) -> Response:
    """Hand out an open file, which is closed at the end."""

    def chunks() -> Iterator[bytes]:
        with file:
            while chunk := file.read(_CHUNK):
                yield chunk

    return StreamingResponse(chunks(), media_type=_type_of(name), headers=_headers(name))


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2], _BINARY)


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "private, no-store",
    }


def disposition(name: str) -> str:
    """The header that makes a browser save a file under a name (RFC 6266, RFC 8187).

    The name is made one that every system takes; what old programs read of it is ASCII without signs.
    """
    name = tidy.part(name, empty="file")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = (
        "".join(each if each.isalnum() or each in " ._-()+" else "_" for each in plain).strip(" .") or "file"
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
