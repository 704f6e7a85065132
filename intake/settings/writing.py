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


_ADDRESS: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9][A-Za-z0-9.-]*")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?|[0-9]{1,7}[smhd]")


def scalar(value: str | float | bool) -> str:
    """Return a single value as a person would write it; texts plain where nobody could misread them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if any(form.fullmatch(value) for form in (_PLAIN, _ADDRESS, _TIME)):
        return value
    return json.dumps(value, ensure_ascii=False)


def flow(value: object) -> str:
    """Return a value on one line: `[cv, {kind: references, count: 3}]`."""
    match value:
        case dict():
            return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case bool() | int() | float() | str():
            return scalar(value)
    raise TypeError(value)


def lines(key: str, value: object, indent: str = "") -> str:
    """Return a key with its value as lines; groups of several keys stand below it, all else beside it."""
    if isinstance(value, dict) and len(value) > 1:
        below = "".join(lines(each, inner, f"{indent}  ") for each, inner in value.items())
        return f"{indent}{scalar(key)}:\n{below}"
    return f"{indent}{scalar(key)}: {flow(value)}\n"
