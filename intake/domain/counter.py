"""The counter that people put at the end of a subject where they send several mails: "2/3", "part 2 of 3"."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 40  # characters at the end of a subject that it may stand in
_PARTS: Final = range(2, 21)  # more of them are a date or a reference
_NOUN: Final = (
    r"(?:(?:e-?mail|mail|courriel|message|msg|envoi|partie|part|pt|page|suite|n[°ºo]\.?|no\.?"
    r"|رسالة|الرسالة|جزء|الجزء)\s*\.?\s*)"
)
# "1/3", "(mail 2 sur 3)", "part 2 of 3", "١/٣": at the end of a subject, apart from the words before it.
_COUNTER: Final = re.compile(
    rf"(?:^|[\s\-–—_|,;:.(\[])\s*{_NOUN}?(?P<part>\d{{1,2}})\s*(?:/|\bsur\b|\bof\b|\bde\b|من|على)\s*(?P<all>\d{{1,2}})"
    r"[\s)\].]*$",
    re.IGNORECASE,
)


def without_counter(text: str) -> str:
    """Return a subject without the "2/3" at its end that numbers the mails of one sender."""
    found = _COUNTER.search(text, max(0, len(text) - _LONGEST))
    if found is None or int(found["all"]) not in _PARTS or not 1 <= int(found["part"]) <= int(found["all"]):
        return text
    return text[: found.start()].rstrip(" -–—_|,;:.([")
