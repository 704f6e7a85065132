"""What the bytes of an installation's files still say: plain, in base64, in quoted-printable."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterable
from pathlib import Path


def traces(folder: Path, words: Iterable[str]) -> set[str]:
    """The words that some file below a folder holds, whatever kind of file it is."""
    found: set[str] = set()
    wanted = {word: spellings(word) for word in words}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            # A line of a mail may end in the middle of a word.
            joined = data.replace(b"=\r\n", b"").replace(b"\r\n", b"")
            found |= {
                word
                for word, forms in wanted.items()
                if any(form in data or form in joined for form in forms)
            }
    return found


def spellings(word: str) -> set[bytes]:
    """The bytes that a word may stand in, lower case: base64 at each of its three alignments."""
    raw = word.encode()
    forms = {raw.lower(), quopri.encodestring(raw).strip().lower(), raw.decode().encode("utf-16-le").lower()}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        forms.add(encoded[-(-8 * shift // 6) : 8 * (shift + len(raw)) // 6].lower())
    return forms
