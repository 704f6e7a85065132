"""Where a digest lies, in a folder and in a bucket alike: `ab/cd/abcd…`, and what is infected apart."""

from __future__ import annotations

import re
from typing import Final

DIGEST: Final = re.compile(r"[0-9a-f]{64}")
APART: Final = "infected"


def placed(digest: str) -> str:
    """Return the relative path of a digest: the only name that ever becomes a path, or an object's key.

    Raises ValueError for anything else.
    """
    if not DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256 in lower-case hexadecimal digits")
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
