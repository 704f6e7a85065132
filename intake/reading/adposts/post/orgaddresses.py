"""What the hosts of the addresses in an ad tell of its organisation's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intake.reading.adposts.ad import Ad, Span

_LOOKED: Final = 25_000  # characters of an ad in which its organisation is named
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@(?P<host>[\w.-]{3,80})")
_FREE: Final = re.compile(
    r"\b(?:gmail|yahoo|hotmail|outlook|live|orange|wanadoo|free|laposte|sfr|aol|icloud|protonmail|proton"
    r"|mail|googlemail|msn|gmx|web|menara)\."
)


def known_by_address(ad: Ad, span: Span) -> int:
    """Three points if an address of the ad is of that name's house."""
    words = re.findall(r"[^\W_]{3,}", ad.folded[span[0] : span[1]])
    initials = "".join(
        word[0] for word in re.findall(r"[^\W\d_]+", ad.text[span[0] : span[1]]) if word[0].isupper()
    ).lower()
    for match in _MAIL.finditer(ad.folded):
        host = match["host"]
        labels = re.split(r"[.-]", host)[:-1]
        if _FREE.search(host):
            continue
        joined = "".join(labels)
        if any(word in labels or (len(word) > 3 and word in joined) for word in words):  # noqa: PLR2004
            return 3
        if len(initials) > 1 and initials in labels:
            return 3
    return 0


_RUN: Final = re.compile(
    r"[A-ZÀ-Ý0-9][\w&.'’-]{0,40}(?:[ ](?:[A-ZÀ-Ý0-9&][\w&.'’-]{0,40}|of|de|du|des|for"
    r"|and|et|la|le|the|pour)){0,9}"
)


def names_of_addresses(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Names that the host of an address is made of: "Praxis Example", praxisexample.org."""
    labels = {
        label
        for match in _MAIL.finditer(ad.folded)
        if not _FREE.search(match["host"])
        for label in [re.sub(r"[^a-z0-9]", "", part) for part in match["host"].split(".")[:-1]]
        if len(label) > 2 and label not in _COMMON_LABELS  # noqa: PLR2004
    }
    for count, run in enumerate(_RUN.finditer(ad.text, 0, _LOOKED) if labels else ()):
        if count > 3000:  # noqa: PLR2004
            return
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", run[0])][:10]
        for first in range(len(words)):
            joined, initials = "", ""
            for last in range(first, min(len(words), first + 6)):
                word = ad.folded[run.start() + words[last][0] : run.start() + words[last][1]]
                joined += re.sub(r"[^a-z0-9]", "", word)
                initials += word[0] if run[0][words[last][0]].isupper() else ""
                points = max(_likeness(joined, initials, label, last - first) for label in labels)
                if points:
                    yield "address", points, (run.start() + words[first][0], run.start() + words[last][1])
                    break


_COMMON_LABELS: Final = frozenset(
    {
        "mail",
        "email",
        "www",
        "com",
        "org",
        "net",
        "info",
        "asso",
        "gouv",
        "gov",
        "edu",
        "ac",
        "jobs",
        "job",
        "recrutement",
        "emploi",
        "contact",
        "univ",
        "inst",
        "cs",
        "math",
        "maths",
        "uni",
    }
)


def _likeness(joined: str, initials: str, label: str, more: int) -> int:
    if joined == label or (more >= 2 and initials == label):  # noqa: PLR2004
        return 6
    if len(joined) >= 6 and label.startswith(joined) and len(joined) >= 0.6 * len(label):  # noqa: PLR2004
        return 4
    return 0
