"""Who offers the post: the one that recruits, presents itself or is named as the employer."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.found import Found
from intake.reading.adposts.post import orgdoubts, orgwords
from intake.reading.adposts.post.orgaddresses import known_by_address
from intake.reading.adposts.post.orgplaces import (
    ARTICLE,
    LONGEST,
    LOOKED,
    TRIMMED,
    is_name,
    places,
    trimmed,
)

_TOP: Final = 6  # lines
_PAREN: Final = re.compile(r"\s{0,2}\([^()]{1,20}\)$")
_SORT: Final = re.compile(
    r"(?:l[’']|la |le |une? )(?:association|ong|fondation|entreprise|société|coopérative) (?=[A-ZÀ-Ý«])"
)
_WORDY: Final = 60  # characters of a name that may hold more than the name
_ACRONYMS: Final = 8  # letters
_ALIKE: Final = 88  # of 100: the same organisation
_SURE: Final = 8  # points of a name that needs no other sign

_ACRONYM: Final = re.compile(r"[A-ZÀ-Ý0-9][\w&/.-]{1,11}")
_NONE: Final = Caution(
    code="no_organisation",
    text="The ad does not say who recruits: write it under `organisation` of intake.yaml or in the letters.",
)


@dataclass(slots=True)
class _Name:
    """A name of an organisation: where, and the points that speak for it."""

    span: Span
    points: int
    sources: set[str]


def find_organisation(ad: Ad, title: Span | None = None) -> Found[str | None]:
    """Find who offers the post; a caution tells where it is unsure. `title`: where the post is named."""
    names: list[_Name] = []
    post = ad.folded[slice(*title)] if title else ""
    for source, points, span in places(ad):
        again = source != "recruits" and orgdoubts.is_post(ad.folded[slice(*trimmed(ad, *span))], post)
        if not again:
            _enter(ad, names, source, points, span)
    if not names:
        return Found(value=None, cautions=(_NONE,))
    for name in names:
        name.points += known_by_address(ad, name.span) + _known_by_frequency(ad, name.span)
    best = max(names, key=lambda name: (name.points, -name.span[0]))
    best_span = _as_in_heading(ad, _with_long_form(ad, _bare(ad, best.span, post)))
    value = _value(ad, best_span)
    client = orgwords.CLIENT.search(ad.folded)
    if client is None and not _is_doubtful(ad, best, best_span, names):
        return Found(value=value, span=best_span)
    return Found(value=value, span=best_span, cautions=(_uncertain(ad, value, client),))


def _is_doubtful(ad: Ad, best: _Name, span: Span, names: list[_Name]) -> bool:
    """Whether the ad speaks too little for a name, or as much for another."""
    text, called = ad.text[slice(*span)], ad.folded[slice(*span)]
    known = known_by_address(ad, best.span) > 0
    return (
        best.points < _SURE
        or any(_is_rival(name, best) for name in names if name is not best)
        or orgdoubts.is_description(text, called)
        or orgdoubts.is_part(called)
        or orgdoubts.is_place(text, ad.text)
        or orgdoubts.is_role(called, best.sources, by_address=known)
        or orgdoubts.is_guess(
            called, best.sources, by_address=known, times=_known_by_frequency(ad, best.span)
        )
    )


def _is_rival(name: _Name, best: _Name) -> bool:
    """Whether as much speaks for another name, or the other is said to recruit and the best is not."""
    said = "recruits" in name.sources and name.points >= _SURE and not best.sources & {"recruits", "field"}
    return said or name.points >= best.points - 1


def _uncertain(ad: Ad, value: str, client: re.Match[str] | None) -> Caution:
    why = f" (the ad speaks of a client: “{ad.quote(client.span()).text}”)" if client else ""
    return Caution(
        code="organisation_uncertain",
        text=f"“{value}” may not be who recruits{why}: check the organisation.",
    )


def _bare(ad: Ad, span: Span, post: str) -> Span:
    """A name without the label or verb before it, and without the post or what is said of it behind."""
    led = orgwords.LED.match(ad.folded, *span)
    start = led.end() if led else span[0]
    says = orgdoubts.said_of(ad.text[start : span[1]], ad.folded[start : span[1]])
    titled = re.compile(rf"(?<!\bd[eu])(?<!\bof)\s+{re.escape(post)}(?!\w)") if post else None
    again = titled.search(ad.folded, start, span[1]) if titled else None
    ends = [again.start() if again else span[1], span[1] if says is None else start + says]
    bare = trimmed(ad, start, min(ends))
    return bare if is_name(ad.text[slice(*bare)], ad.folded[slice(*bare)]) else span


def _as_in_heading(ad: Ad, span: Span) -> Span:
    """The line at the top that is this name without its article and acronym, if there is one."""
    name = _PAREN.sub("", ARTICLE.sub("", ad.folded[span[0] : span[1]], count=1)).strip()
    for line in ad.lines[:_TOP]:
        start, end = trimmed(ad, *line)
        if ad.folded[start:end] == name:
            return start, end
    return span


def _value(ad: Ad, span: Span) -> str:
    value = " ".join(html.unescape(ad.text[span[0] : span[1]]).split())
    value = re.sub(r"\]\([^)]{0,200}\)|[\[\]*]", "", value).strip(TRIMMED)
    return _SORT.sub("", value, count=1) if value[:1].islower() else value


def _enter(ad: Ad, names: list[_Name], source: str, points: int, span: Span) -> None:
    """Add a place to the names; one that is known gains by each new sort of place."""
    start, end = trimmed(ad, *span)
    folded = ad.folded[start:end]
    if not is_name(ad.text[start:end], folded, recruits=source == "recruits"):
        return
    for name in names:
        known = ad.folded[name.span[0] : name.span[1]]
        if _same(known, folded, ad.text[start:end], ad.text[name.span[0] : name.span[1]]):
            if source not in name.sources:
                name.sources.add(source)
                name.points += points
            wordy = len(known) > max(len(folded), _WORDY) and source != "inside"
            clipped = " " not in known.strip() and " " in folded and len(folded) <= _WORDY
            if wordy or (clipped and known in folded):
                name.span = (start, end)
            return
    names.append(_Name(span=(start, end), points=points, sources={source}))


def _same(known: str, other: str, text: str, known_text: str) -> bool:
    return (
        fuzz.token_set_ratio(known, other) >= _ALIKE
        or _initials(known_text, text)
        or _initials(text, known_text)
    )


def _initials(long: str, short: str) -> bool:
    """Whether one is the other's acronym."""
    if not (1 < len(short) <= _ACRONYMS and short.isupper()):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", long) if word[0].isupper()]
    return "".join(word[0] for word in words).upper().startswith(short) and len(words) > 1


# --- what speaks for a name --------------------------------------------------


def _known_by_frequency(ad: Ad, span: Span) -> int:
    name = ad.folded[span[0] : span[1]]
    plain = ARTICLE.sub("", name, count=1)
    # A name may go on with an ending; what begins within a word is another.
    times = len(re.findall(rf"(?<!\w){re.escape(plain)}", ad.folded)) if len(plain) >= 3 else 0  # noqa: PLR2004
    return min(times, 3) if times > 1 else 0


def _with_long_form(ad: Ad, span: Span) -> Span:
    """An acronym with its long form, if the ad gives both; a long form with the acronym behind it."""
    text = ad.text[span[0] : span[1]]
    behind = re.compile(r"\s{0,2}\(\s?[\w&/. -]{2,14}\s?\)").match(ad.text, span[1], span[1] + 22)
    if behind and _ACRONYM.fullmatch(behind[0].strip(" ()\n")):
        return span[0], behind.end()
    if not _ACRONYM.fullmatch(text) or not text[:2].isupper():
        return span
    place = re.search(
        r"(?P<long>(?:[A-ZÀ-Ý0-9][\w’'.-]*\s{1,2}(?:(?:of|de|du|des|d’|d'|la|le|les|for|the|and|et|pour|à|in|&|i|y|e|und|für|di|do|da|dos)\s{1,2}){0,3}){2,10})\(\s?"
        + re.escape(text)
        + r"\s?\)",
        ad.text[:LOOKED],
    )
    return place.span() if place and place.end() - place.start() <= LONGEST else span
