"""Tables of wordings as patterns: a space stands for what may be between two words of a wrapped text."""

from __future__ import annotations

import re
from typing import Final

_GAPS: Final = {"?": r"\s{0,3}", "*": r"\s*", "+": r"\s+", "": r"\s{1,3}"}
_TOKEN: Final = re.compile(
    r"(?:\\s|[ ])(?P<times>[?*+]|\{[\d,]+\}|)|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL
)


def wording(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which a space also matches a line end, or several spaces."""
    return re.compile("".join(_widened(token) for token in _TOKEN.finditer(pattern)))


def _widened(token: re.Match[str]) -> str:
    if token[0][0] == "[":
        return token[0].replace(" ", r"\s")
    if token["times"] is None:
        return token[0]
    return _GAPS.get(token["times"], r"\s" + token["times"])
