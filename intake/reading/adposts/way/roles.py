"""What a mail address in an ad is for: applications, copies, questions, referees, or none of these."""

from __future__ import annotations

import re
from typing import Final, Literal

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.way.address_words import (
    ABOUT,
    APPLY,
    ASIDE,
    ASIDE_NAMES,
    ASKING,
    COPY,
    COPY_AFTER,
    FROM_NAMES,
    HEADINGS,
    HERE,
    INITIALS,
    INQUIRY,
    JOINING,
    MERELY,
    NEUTRAL,
    OWN_LETTERS,
    PAPERS_BEHIND,
    REFEREE,
    SEND,
    SEND_IT,
    THING,
    TURN_TO,
)
from intake.reading.adposts.way.mailmarks import Mark

Role = Literal["apply", "copy", "inquiry", "referee", "aside"]

_REACH: Final = 900  # characters that a cue in an earlier passage reaches
_PASSAGES: Final = 10  # passages that it reaches over
_BODY: Final = 260  # characters of a passage that is no contact block: a cue does not reach over it
_CLAUSE: Final = 420  # characters before an address that are looked at


def role_of(ad: Ad, mark: Mark, before: tuple[tuple[Mark, Role | None], ...]) -> Role | None:
    """Tell what an address is for; None where its surroundings do not say. `before`: the addresses so far."""
    if ASIDE_NAMES.match(mark.address):
        return "aside"
    if mark.copy:
        return "copy"
    start = ad.sentence_at(mark.span[0])[0]
    previous = before[-1] if before else None
    if previous and previous[0].span[1] > start:
        start = previous[0].span[1]
    clause = _without_initials(ad, max(start, mark.span[0] - _CLAUSE), mark.span[0])
    if FROM_NAMES.search(ad.folded[max(0, mark.span[0] - 240) : mark.span[0]]):
        return "aside"
    if COPY.search(clause) or _copied_after(ad, mark):
        return "copy"
    role = clause_role(clause)
    if role:
        return role
    if previous and _goes_on(ad, previous[0], mark):
        return previous[1]
    if PAPERS_BEHIND.match(ad.folded, mark.link[1] if mark.link else mark.span[1]):
        return "apply"
    behind = clause_role(_after(ad, mark))
    if behind is None and SEND_IT.search(clause):
        return "apply"
    return behind or _role_before(ad, mark, before)


def _without_initials(ad: Ad, start: int, end: int) -> str:
    """Give folded text, the first letters of a name that read like the sign of a copy blanked out."""
    clause = ad.folded[start:end]
    for name in INITIALS.finditer(ad.text, start, end):
        begin, stop = (at - start for at in name.span("cc"))
        clause = clause[:begin] + " " * (stop - begin) + clause[stop:]
    return clause


def clause_role(clause: str) -> Role | None:
    """Tell what the address is for that stands behind this clause (or before it)."""
    if ASIDE.search(clause):
        return "aside"
    if REFEREE.search(clause) and not OWN_LETTERS.search(clause):
        return "referee"
    rest = ABOUT.sub(lambda match: " ? ".ljust(len(match[0])), clause)
    asks = [match.start() for match in INQUIRY.finditer(clause)]
    applies = [match.end() for match in APPLY.finditer(rest)]
    at_end = HERE.search(rest)
    if at_end:
        applies.append(at_end.start() + 1)
    if SEND.search(rest):
        applies += [match.end() for match in THING.finditer(rest)]
    if not applies:
        return "inquiry" if asks else None
    if asks and asks[-1] > max(applies):
        if MERELY.search(clause, 0, asks[-1]) and not ASKING.match(clause, asks[-1]) and len(applies) == 1:
            return "inquiry"
        between = clause[max(applies) : asks[-1]]
        return "inquiry" if re.search(r"[;:.?!]|http|www\.|,|\n\s*\n", between) else "apply"
    return "apply"


def _copied_after(ad: Ad, mark: Mark) -> bool:
    here = mark.span[1]
    after = COPY_AFTER.match(ad.folded, here, here + 60)
    return after is not None and "@" not in ad.folded[after.end() : after.end() + 45]


def _after(ad: Ad, mark: Mark) -> str:
    """The sentence behind an address, up to the next one."""
    end = ad.sentence_at(mark.span[0])[1]
    behind = ad.folded[mark.span[1] : min(max(end, mark.span[1]), mark.span[1] + 200)]
    head, sign, _ = behind.partition("@")
    return "" if sign else head


def _goes_on(ad: Ad, previous: Mark, mark: Mark) -> bool:
    """Whether two addresses stand together: only a link, a name or a word such as "or" is between."""
    gap = ad.folded[previous.span[1] : mark.span[0]]
    if previous.address == mark.address and len(gap) < 120:  # noqa: PLR2004 - the text of a link and its target
        return True
    if INQUIRY.search(gap):
        return False
    gap = re.sub(r"mailto:|\?subject=\S*|</?a\b|href=", " ", gap)
    if len(gap) > 80 or NEUTRAL.search(gap):  # noqa: PLR2004 - a name and a title
        return False
    if re.search(r"[.!?]\s+\w", gap):
        return False
    return JOINING.fullmatch(gap) is not None or _names(ad.text[previous.span[1] : mark.span[0]])


_MOST_WORDS: Final = 14  # of names and numbers between two addresses
_LINKING: Final = frozenset(("et", "ou", "and", "or", "à", "to", "de"))


def _names(gap: str) -> bool:
    """Whether a gap holds only names and numbers: each word has a capital, or is a connecting one."""
    words = re.findall(r"\w+", gap)
    return len(words) <= _MOST_WORDS and all(
        word[0].isupper() or word.isdecimal() or word in _LINKING for word in words
    )


def _role_before(ad: Ad, mark: Mark, before: tuple[tuple[Mark, Role | None], ...]) -> Role | None:
    """Find the nearest sentence or heading above that says what the address is for."""
    index = ad.passages.index(ad.passage_at(mark.span[0]))
    here = ad.passages[index][0]
    for start, end in reversed(ad.passages[max(0, index - _PASSAGES) : index + 1]):
        if mark.span[0] - start > _REACH + _BODY:
            break
        span = (start, min(end, mark.span[0]))
        role = _passage_role(ad, span, here=here)
        if role == "aside" and end < here:
            continue
        if role:
            listed = ad.folded[start:end].rstrip().endswith(":")
            taken = any(r == role and (role == "apply" or m.span[0] >= span[0]) for m, r in before)
            return None if taken and not listed and end < here else role
        if end < here and end - start > _BODY:
            return None
    return None


def _passage_role(ad: Ad, span: Span, *, here: int) -> Role | None:
    """Find the last sentence of a passage that says what an address below it is for."""
    text = ad.folded[max(span[0], span[1] - 2 * _CLAUSE) : span[1]]
    for sentence in reversed(re.split(r"(?<=[.!?؟])\s+", text)):
        role = clause_role(sentence) or heading_role(sentence)
        if role == "inquiry" and span[1] <= here and not (heading_role(sentence) or TURN_TO.search(sentence)):
            continue
        if role:
            return role
    return None


_LONGEST_HEADING: Final = 80


def heading_role(text: str) -> Role | None:
    """Tell what a heading announces."""
    line = text.strip()
    if len(line) > _LONGEST_HEADING or "@" in line:
        return None
    for pattern, role in HEADINGS:
        if pattern.fullmatch(line):
            return role  # type: ignore[return-value]
    return None
