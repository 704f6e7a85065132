"""What the post is called: of the places where an ad names it, the one that says it best."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.found import Found
from intake.reading.adposts.post import orgwords, titlewords
from intake.reading.adposts.post.organisation import find_organisation
from intake.reading.adposts.post.posts import several_posts
from intake.reading.adposts.post.rolewords import (
    GENDERED,
    GENERIC,
    PREFIX,
    begins_with_role,
    names_role,
    roles_in,
)
from intake.reading.adposts.post.titlespans import cut, headline, leads_with_role, trimmed, unled

__all__ = ["find_organisation", "find_title"]

_TOP: Final = 14  # passages in which a heading may name the post
_FIRST: Final = 5  # of them, which need no words before the name
_TITLED: Final = 2  # of them, which may be a title without a word for a post
_LONGEST: Final = 170  # characters of a title
_MOST_WORDS: Final = 18
_SENTENCE_WORDS: Final = 10
_NAME: Final = range(3, 121)  # characters of a name in a sentence
_ALIKE: Final = 80  # of 100: two names of the same post
_SURE: Final = 7  # weight of a name that needs no other place to say so


@dataclass(frozen=True, kw_only=True, slots=True)
class _Name:
    """A place where the post is named, how much it weighs, and whether it holds a word for a post.

    `offered`: it is said there to be the post on offer.
    """

    span: Span
    weight: int
    role: bool
    offered: bool = False


def find_title(ad: Ad) -> Found[str | None]:
    """Find the name of the post; cautions tell where it is unsure, and of several posts in one ad."""
    several = several_posts(ad)
    extra = (several,) if several else ()
    names = list(_names(ad))
    if not names:
        return Found(value=None, cautions=(*extra, _NONE))
    best = max(names, key=lambda name: (name.weight, -name.span[0]))
    value = " ".join(html.unescape(ad.text[best.span[0] : best.span[1]]).split())
    other = _other_post(ad, best, names)
    if other is not None:
        return Found(value=value, span=best.span, cautions=(*extra, _inconsistent(ad, best, other)))
    name = ad.folded[slice(*best.span)]
    vague = titlewords.VAGUE.search(name) or titlewords.UNLIKE.search(name)
    sure = best.role and not vague and (best.weight >= _SURE or _agreed(ad, best, names))
    cautions = extra if sure else (*extra, _uncertain(value))
    return Found(value=value, span=best.span, cautions=cautions)


_NONE: Final = Caution(
    code="no_title", text="The ad does not say what the post is called: write it under `title`."
)


def _uncertain(value: str) -> Caution:
    return Caution(code="title_uncertain", text=f"“{value}” may not be the name of the post: check `title`.")


def _inconsistent(ad: Ad, best: _Name, other: _Name) -> Caution:
    return Caution(
        code="title_inconsistent",
        text=f"The ad names the post “{ad.quote(best.span).text}” and elsewhere “{ad.quote(other.span).text}”"
        ": check that the title, and the subject that candidates are told to write, are of this post.",
    )


# --- where a post is named ---------------------------------------------------


def _names(ad: Ad) -> Iterator[_Name]:
    yield from _fields(ad)
    yield from _headings(ad)
    yield from _phrases(ad)
    yield from _further(ad)


def _fields(ad: Ad) -> Iterator[_Name]:
    for match in titlewords.FIELD.finditer(ad.folded, 0, max(len(ad.folded) // 2, 3000)):
        start, end = trimmed(ad, match.start("value"), match.end("value"))
        words = ad.folded[start:end]
        if end - start >= 3 and not titlewords.BOILERPLATE.search(words):  # noqa: PLR2004
            role = names_role(words)
            yield _Name(span=(start, end), weight=9 if role else 4, role=role, offered=True)
            break
    for match in titlewords.COLUMN.finditer(ad.folded, 0, max(len(ad.folded) // 2, 3000)):
        start, end = trimmed(ad, *unled(ad, *match.span("value")))
        words = ad.folded[start:end]
        if (
            ":" not in words
            and begins_with_role(words)
            and not titlewords.SENTENCE.search(words)
            and end - start <= _LONGEST
        ):
            yield _Name(span=(start, end), weight=9, role=True, offered=True)
            return


def _headings(ad: Ad) -> Iterator[_Name]:
    """Headings at the top, without the words before the name ("Offre d'emploi : …")."""
    seen = 0
    for index, passage in enumerate(ad.passages[:_TOP]):
        if index and titlewords.BULLET.match(ad.text, *passage):
            continue
        start, end = trimmed(ad, *headline(ad, passage))
        words = ad.folded[start:end]
        if (
            not words
            or end - start > _LONGEST
            or titlewords.BOILERPLATE.search(words)
            or GENERIC.fullmatch(words)
        ):
            continue
        if (
            re.search(r"[^\w)\]»\"]\s*$", words)
            and ad.text[passage[0] : passage[1]].rstrip().endswith((".", "?"))
            and len(words.split()) > _SENTENCE_WORDS
        ):
            seen += 1
            continue
        wanted = titlewords.WANTED.match(words)
        if wanted and leads_with_role(wanted["name"], words=5):
            seen += 1
            continue
        prefix = PREFIX.match(ad.folded, start, end) or titlewords.LEAD.match(ad.folded, start, end)
        begun = prefix.end() if prefix and end - prefix.end() >= 4 else start  # noqa: PLR2004
        begun, end = trimmed(ad, *unled(ad, begun, end))
        name = ad.folded[begun:end]
        if not name or GENERIC.fullmatch(name):
            continue
        if titlewords.SENTENCE.search(name) or (titlewords.SOUGHT.search(words) and not prefix):
            seen += 1
            continue
        marked = bool(GENDERED.search(words))
        house = titlewords.HOUSE.match(name) and not marked and not prefix
        role = not house and leads_with_role(name, words=6) and len(name.split()) <= _MOST_WORDS
        if not role and (index > _TITLED or ":" in name or house or orgwords.KIND.search(name)):
            continue
        weight = (8 if role else 3) - (0 if role and marked else min(seen, 3)) + (1 if prefix and role else 0)
        if index > _FIRST and not prefix:
            weight -= 2
        yield _Name(span=(begun, end), weight=weight, role=role, offered=bool(prefix))
        seen += 1


def _may_be_post(words: str, before: str) -> bool:
    """Whether words behind "recrute un" may name a post that we have no word for."""
    return (
        len(words) in _NAME
        and len(words.split()) <= _SENTENCE_WORDS
        and not titlewords.BOILERPLATE.search(words)
        and not titlewords.LED_AWAY.match(words)
        and not titlewords.ANYBODY.search(words)
        and re.search(r"\b(?:une?|an?|une?\W{1,2}e\W?)\s+$", before) is not None
    )


def _phrases(ad: Ad) -> Iterator[_Name]:
    """Give the names behind words such as "recrute un" and "looking for a"."""
    found = 0
    for match in titlewords.SOUGHT.finditer(ad.folded, 0, 20_000):
        passage = ad.passage_at(match.start())
        limit = max(passage[1], match.end())
        if match.end() >= passage[1]:  # the name stands in the next passage
            limit = ad.passage_at(match.end())[1]
        start, end = unled(ad, match.end(), min(limit, match.end() + _LONGEST))
        start, end = cut(ad, start, end)
        words = ad.folded[start:end]
        if (
            end - start in _NAME
            and leads_with_role(words, words=6 if match["recruits"] else 3)
            and not titlewords.BOILERPLATE.search(words)
            and not titlewords.LED_AWAY.match(words)
        ):
            offered = match["recruits"] is not None and not titlewords.ANYBODY.search(words)
            early = start < max(_EARLY, len(ad.folded) // 4)
            weight = 4 + 2 * offered + (early and found == 0)
            yield _Name(span=(start, end), weight=weight, role=True, offered=offered)
            found += 1
            if found >= 6:  # noqa: PLR2004
                break
        elif (
            match["recruits"]
            and start < _EARLY
            and not found
            and _may_be_post(words, ad.folded[start - 5 : start])
        ):
            yield _Name(span=(start, end), weight=2, role=False)
    for match in titlewords.IS_POST.finditer(ad.folded, 0, _EARLY):
        start, end = trimmed(ad, *match.span("name"))
        if leads_with_role(ad.folded[start:end], words=3):
            yield _Name(span=(start, end), weight=7 if start < _AT_ONCE else 5, role=True)
            return


def _further(ad: Ad) -> Iterator[_Name]:
    """Give the names before "wanted", further on in a sentence that recruits, or under a late heading."""
    for match in titlewords.WANTED.finditer(ad.folded, 0, _EARLY):
        start, end = trimmed(ad, *unled(ad, *match.span("name")))
        words = ad.folded[start:end]
        wanted = not titlewords.NOT_WANTED.search(words) and not titlewords.HOUSE.match(words)
        if wanted and leads_with_role(words, words=5):
            yield _Name(span=(start, end), weight=7, role=True, offered=True)
            break
    for count, match in enumerate(titlewords.NEEDED_AR.finditer(ad.folded, 0, _EARLY * 2)):
        start, end = cut(ad, *match.span("name"))
        if count < _MOST_LOOKS and leads_with_role(ad.folded[start:end], words=3):
            yield _Name(span=(start, end), weight=7, role=True, offered=True)
            break
    for count, cue in enumerate(titlewords.FURTHER.finditer(ad.folded, 0, _EARLY)):
        span = _beyond(ad, cue) if count < _MOST_LOOKS else None
        if span is not None:
            yield _Name(span=span, weight=6, role=True, offered=True)
            break
    for passage in ad.passages[_TOP:_LATE]:
        start, end = trimmed(ad, *unled(ad, *passage))
        words = ad.folded[start:end]
        marked = 0 < end - start <= _LONGEST and GENDERED.search(words) and begins_with_role(words)
        if marked and not titlewords.SENTENCE.search(words) and not titlewords.BOILERPLATE.search(words):
            yield _Name(span=(start, end), weight=6, role=True)
            return


def _beyond(ad: Ad, cue: re.Match[str]) -> Span | None:
    """Give the post that a sentence comes to after saying for whom and why it is looked for."""
    end = min(ad.sentence_at(cue.start())[1], cue.end() + _LONGEST)
    one = titlewords.ONE_EN if cue["en"] else titlewords.ONE
    for count, article in enumerate(one.finditer(ad.folded, cue.end(), end)):
        span = cut(ad, *unled(ad, article.end(), max(article.end(), ad.passage_at(article.end())[1])))
        if leads_with_role(ad.folded[slice(*span)], words=3):
            return span if span[1] - span[0] in _NAME else None
        if count >= _MOST_LOOKS:
            break
    return None


_EARLY: Final = 1500  # characters
_LATE: Final = 60  # passages
_MOST_LOOKS: Final = 8
_AT_ONCE: Final = 150


# --- whether they agree ------------------------------------------------------


def _agreed(ad: Ad, best: _Name, names: list[_Name]) -> bool:
    mine = ad.folded[best.span[0] : best.span[1]]
    return any(
        name is not best
        and abs(name.span[0] - best.span[0]) > 5  # noqa: PLR2004 - the same place, found twice
        and fuzz.token_set_ratio(mine, ad.folded[name.span[0] : name.span[1]]) >= _ALIKE
        for name in names
    )


def _other_post(ad: Ad, best: _Name, names: list[_Name]) -> _Name | None:
    """Another post that the ad names as the one it offers."""
    mine = ad.folded[best.span[0] : best.span[1]]
    if not best.role:
        return None
    for name in names:
        words = ad.folded[name.span[0] : name.span[1]]
        if not (name.role and name.offered and name.weight >= 6) or name is best:  # noqa: PLR2004
            continue
        if not leads_with_role(mine, words=3) or not _same_script(mine, words):
            continue
        if fuzz.token_set_ratio(mine, words) < 50 and not roles_in(mine) & roles_in(words):  # noqa: PLR2004
            return name
    return None


def _same_script(one: str, other: str) -> bool:
    return ("\u0600" <= max(one) <= "\u06ff") == ("\u0600" <= max(other) <= "\u06ff")
