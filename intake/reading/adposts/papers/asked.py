"""The documents that an ad asks for: those to send with the application, and no others.

Papers are named all over an ad (a degree in the profile, references of the firm, a CV in good advice).
Those to send stand in a sentence that asks for them, or in a list that such a sentence or a heading
opens. What is to be brought to an interview or given after the choice is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from intake.domain.draft import AskedDocument
from intake.domain.model import Kind
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.found import Found
from intake.reading.adposts.papers import asking, enumerated, implied, options, paperlists, unwanted
from intake.reading.adposts.papers.doubts import cautions, of_unsolicited
from intake.reading.adposts.papers.papernames import Mention, mentions
from intake.reading.adposts.papers.refcount import asked_number
from intake.reading.adposts.papers.wanted import Asked, merged
from intake.reading.adposts.tongue import find_language
from intake.reading.adposts.way.ways import find_ways

_GRADUATE: Final = re.compile(r"(?i)\bdiplômé")
_MOST: Final = 400  # mentions looked at
_MOST_ITEMS: Final = 25  # of a list
_LONGEST_ITEM: Final = 350  # characters
_HEAD: Final = 45  # characters into an item that needs no words before the list
_JUST_BEFORE: Final = 600  # characters
_SOON: Final = 600  # characters behind a sentence that asks for papers, where it may be said what else
_WORTH_A_LOOK: Final = frozenset({"cv", "letter", "references", "identity"})
_NEAR: Final = 70  # characters into an item within which its paper is named


def find_documents(ad: Ad) -> Found[tuple[AskedDocument, ...]]:
    """Find the documents to send, one entry a kind, in the order of the ad."""
    named = mentions(ad.folded, language=find_language(ad).value)[:_MOST]
    asked = sorted(_all_asked(ad, named), key=lambda each: each.span)
    unsolicited = not asked and find_ways(ad).elsewhere is None  # a page for those who write unasked
    asked = asked or (list(_all_asked(ad, named, unsolicited=True)) if unsolicited else [])
    doubtful = [*_with_further(ad, asked, named), *_passed_over(ad, asked, named)]
    asked = sorted(asked, key=lambda each: each.span)
    first: dict[Kind, Asked] = {}
    for each in asked:
        known = first.get(each.kind)
        if known is None:
            first[each.kind] = each
        else:
            first[each.kind] = merged(known, each)
    documents = tuple(
        AskedDocument(kind=kind, count=each.count or 1, optional=each.optional)
        for kind, each in first.items()
    )
    span = (min(e.unit[0] for e in asked[:1]), max(e.unit[1] for e in asked[:1])) if asked else None
    notes = list(cautions(ad, asked, documents, doubtful))
    if unsolicited and span:
        notes.append(of_unsolicited(ad, span))
    return Found(value=documents, span=span, cautions=tuple(notes))


def _with_further(ad: Ad, asked: list[Asked], named: Sequence[Mention]) -> list[Span]:
    """Add the papers of enumerations whose names we do not know; give what may be one."""
    by_sentence: dict[Span, list[Asked]] = {}
    for each in asked:
        by_sentence.setdefault(ad.sentence_at(each.span[0]), []).append(each)
    doubtful = []
    for sentence, members in by_sentence.items():
        known = [Mention(kind=each.kind, strength="weak", span=each.span) for each in members]
        for span, sure in enumerated.further(ad.folded, sentence, known):
            if sure:
                paper = Mention(kind="other", strength="weak", span=span)
                asked.append(_asked(ad, paper, named, members[0].unit))
            else:
                doubtful.append(span)
    return doubtful


def _passed_over(ad: Ad, asked: Sequence[Asked], named: Sequence[Mention]) -> Iterator[Span]:
    """Give papers that are named soon behind those asked for and were not understood as asked for."""
    if not asked:
        return
    kinds, end = {each.kind for each in asked}, max(each.unit[1] for each in asked)
    for mention in named:
        sentence = ad.sentence_at(mention.span[0])
        if (
            mention.kind not in kinds
            and mention.kind in _WORTH_A_LOOK
            and -_JUST_BEFORE <= mention.span[0] - end <= _SOON
            and not asking.is_of_later(ad.folded[slice(*sentence)])
            and not unwanted.set_apart(ad.folded, mention, sentence)
        ):
            yield mention.span


def _all_asked(ad: Ad, named: Sequence[Mention], *, unsolicited: bool = False) -> Iterator[Asked]:
    seen: set[Span] = set()
    for unit, members in (*_listed(ad, named), *_rows(ad, named), *_told(ad, named, unsolicited)):
        for mention in members:
            if mention.span not in seen and not _is_apart(ad, mention, unit):
                seen.add(mention.span)
                yield _asked(ad, mention, named, unit)


def _is_apart(ad: Ad, mention: Mention, unit: Span) -> bool:
    """Whether a paper is named for another reason, though its sentence or list asks for papers."""
    if _GRADUATE.search(ad.text, *mention.span):  # folding makes a diploma of a person who has one
        return True
    needed = implied.refuses(ad.folded[slice(*ad.sentence_at(mention.span[0]))])
    return not needed and unwanted.set_apart(ad.folded, mention, unit)


def _asked(ad: Ad, mention: Mention, named: Sequence[Mention], unit: Span) -> Asked:
    sentence = ad.sentence_at(mention.span[0])
    beside = [other for other in named if other.span[1] > sentence[0] and other.span[0] < sentence[1]]
    count, ranged = (None, False)
    if mention.kind == "references":
        count, ranged = asked_number(ad.folded, mention.span, sentence, [other.span for other in beside])
    choice = options.is_second_choice(ad.folded, mention, beside)
    spared = choice and mention.kind == "other"  # "a CV or a portfolio"
    return Asked(
        kind=mention.kind,
        span=mention.span,
        unit=unit,
        optional=spared or options.is_optional(ad.folded, mention, beside, sentence),
        choice=choice,
        implied=implied.is_told_of(ad.folded, mention, ad.folded[slice(*sentence)]),
        count=count,
        ranged=ranged,
    )


# --- in a list ---------------------------------------------------------------


def _listed(ad: Ad, named: Sequence[Mention]) -> Iterator[tuple[Span, list[Mention]]]:
    """Give lists of papers: the passages that belong to each, and the papers named in their items."""
    passages = ad.passages
    leads = {ad.passage_at(m.span[0]) for m in named if m.span[0] - ad.passage_at(m.span[0])[0] < _NEAR}
    led = {ad.passage_at(m.span[0]) for m in named if _leads(ad, m)}
    index = 0
    while index < len(passages) - 1:
        items = _items(ad, index, named) if _may_open(ad, index, leads, led) else []
        if items:
            span = (passages[index][0], items[-1][1])
            inside = [m for m in named if items[0][0] <= m.span[0] < items[-1][1]]
            yield span, _of_list(ad, items, inside)
            index += len(items)
        index += 1


def _leads(ad: Ad, mention: Mention) -> bool:
    """Whether a CV or a letter stands at the head of its line."""
    return mention.strength == "strong" and mention.span[0] - ad.passage_at(mention.span[0])[0] < _HEAD


def _may_open(ad: Ad, index: int, leads: Collection[Span], led: Collection[Span]) -> bool:
    """Whether a list of papers may begin behind a passage: said there, or plain from its items."""
    after = ad.passages[index + 1]
    if after not in leads and (index + 2 >= len(ad.passages) or ad.passages[index + 2] not in leads):
        return False
    if paperlists.opens_list(ad, ad.passages[index]):
        return True
    here = ad.folded[slice(*ad.passages[index])]
    first = ad.passages[index + 1 : index + 3]
    plain = len(first) > 1 and all(span in leads and paperlists.is_bare(ad.folded, span) for span in first)
    near = ad.passages[index + 1 : index + 5]
    strong = any(span in led and paperlists.is_bare(ad.folded, span) for span in near)
    return plain and strong and not asking.is_of_later(here)


def _items(ad: Ad, opening: int, named: Sequence[Mention]) -> list[Span]:
    """The items of a list that opens with a passage; none if too few of them name a paper."""
    items: list[Span] = []
    hits, strong = 0, False
    for item in ad.passages[opening + 1 : opening + 1 + _MOST_ITEMS]:
        leads = any(item[0] <= m.span[0] < min(item[1], item[0] + _NEAR) for m in named)
        bullet = paperlists.is_item(ad.text, item)
        if not leads and not bullet and not (items and paperlists.is_unfinished(ad.folded, items[-1])):
            break
        if items and not bullet and asking.ADDRESS.search(ad.folded, *item):
            line = ad.line_at(item[0])
            if leads and line[1] < item[1] and not asking.told_to_send(ad.folded, line):
                items.append(line)  # the address is on a line of its own, which begins like the same passage
            break
        if item[1] - item[0] > _LONGEST_ITEM and not leads:
            break
        if paperlists.ends_list(ad.folded, item) and not leads:
            break
        hits += leads
        strong = strong or any(item[0] <= m.span[0] < item[1] and m.strength == "strong" for m in named)
        items.append(item)
    while items and not any(items[-1][0] <= m.span[0] < items[-1][1] for m in named):
        if paperlists.is_item(ad.text, items[-1]) and paperlists.goes_on_as_paper(ad.folded, items[-1]):
            break
        items.pop()
    enough = hits and hits * 2 >= len(items) and (strong or paperlists.announces(ad, ad.passages[opening]))
    return items if enough else []


def _of_list(ad: Ad, items: Sequence[Span], inside: Sequence[Mention]) -> list[Mention]:
    """The papers of a list; an item in the midst of them that names none we know is another paper."""
    found = list(asking.of_sentence(ad.folded, inside))
    for item in items:
        mine = [m for m in inside if item[0] <= m.span[0] < item[1]]
        deeper = _indent(ad.text, item) > _indent(ad.text, items[0])
        if (
            not mine
            and not deeper
            and paperlists.is_item(ad.text, item)
            and paperlists.is_other_paper(ad.folded, item)
        ):
            start = item[0] + len(ad.text[item[0] : item[1]]) - len(ad.text[item[0] : item[1]].lstrip())
            found.append(Mention(kind="other", strength="weak", span=(start, item[1])))
    return sorted(found, key=lambda m: m.span)


def _indent(text: str, span: Span) -> int:
    line = text[span[0] : span[1]].lstrip("\n")
    return len(line) - len(line.lstrip(" "))


def _rows(ad: Ad, named: Sequence[Mention]) -> Iterator[tuple[Span, list[Mention]]]:
    """Give the rows and paragraphs that begin with "Documents" or the like, and the papers they name."""
    for line in dict.fromkeys(ad.line_at(m.span[0]) for m in named):
        if paperlists.is_row(ad.folded, line):
            passage = ad.passage_at(line[0])
            row = passage if passage[0] == line[0] else line
            yield row, [m for m in named if row[0] <= m.span[0] < row[1]]


# --- in a sentence -----------------------------------------------------------


def _told(ad: Ad, named: Sequence[Mention], unsolicited: bool) -> Iterator[tuple[Span, list[Mention]]]:
    """Give sentences that ask for papers, of those who write unasked or of the others; and the papers."""
    by_sentence: dict[Span, list[Mention]] = {}
    for mention in named:
        by_sentence.setdefault(ad.sentence_at(mention.span[0]), []).append(mention)
    zones = asking.apply_zones(ad)
    previous_asked: int | None = None
    for sentence, members in by_sentence.items():
        words = ad.folded[sentence[0] : sentence[1]]
        strong = any(m.strength == "strong" for m in members)
        within = any(zone[0] <= sentence[0] < zone[1] for zone in zones)
        beside = previous_asked is not None and previous_asked > ad.passage_at(sentence[0])[0]
        after = previous_asked is not None and 0 <= sentence[0] - previous_asked <= _SOON
        if asking.is_of_later(words) or _is_passed_by(ad, sentence, unsolicited, previous_asked):
            continue
        if asking.only_tells_writers(ad.folded, sentence):
            continue
        asked_for = strong and (
            asking.asks(words, within=within)
            or _is_enumeration(sentence, members)
            or asking.has_address(ad.folded, sentence)
            or (after and options.may_option(words))
        )
        if (
            asked_for
            or (beside and options.may_option(words))
            or asking.demands(words, within=within or after or asking.has_address(ad.folded, sentence))
            or asking.commands(words, [m.span[0] - sentence[0] for m in members])
            or implied.refuses(words)
            or implied.must_tell(words)
            or any(implied.is_told_of(ad.folded, m, words) for m in members)
        ):
            previous_asked = sentence[1]
            yield sentence, list(asking.of_sentence(ad.folded, members))


def _is_passed_by(ad: Ad, sentence: Span, unsolicited: bool, previous: int | None) -> bool:
    """Whether a sentence speaks of unsolicited applications, or not, where the other is looked for."""
    if unsolicited:
        return not asking.is_unsolicited(ad.folded[slice(*sentence)])
    return previous is None and _is_spontaneous(ad, sentence)


def _is_spontaneous(ad: Ad, sentence: Span) -> bool:
    """Whether a sentence, with the question before it, asks those whom no post of the ad suits."""
    before = ad.folded[max(0, sentence[0] - 100) : sentence[0]].rstrip()
    before = before if before.endswith(("?", "؟")) else ""
    return asking.is_spontaneous(before + " " + ad.folded[slice(*sentence)])


def _is_enumeration(sentence: Span, members: Sequence[Mention]) -> bool:
    """Whether a sentence holds hardly more than names of papers."""
    named = sum(m.span[1] - m.span[0] for m in members)
    strong = any(m.strength == "strong" for m in members)
    return strong and len({m.kind for m in members}) > 1 and 2 * named > sentence[1] - sentence[0]
