"""Values as YAML that a person could have written."""

from __future__ import annotations

import json
import re
from typing import Final

# Texts that are no number, no truth value and no structure in any YAML.
_PLAIN: Final = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off)$)[^\W\d_][\w.()/’' –-]*(?<! )", re.IGNORECASE
)
MOST: Final = 500  # characters of a text


def shown(text: str) -> str:
    """Return a text on one line, without control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def plain(text: str) -> str:
    """Return a text plain where nobody could read it otherwise, else in double quotes (a JSON string)."""
    text = shown(text)[:MOST].strip()
    return text if _PLAIN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes."""
    return json.dumps(shown(text)[:MOST].strip(), ensure_ascii=False)
