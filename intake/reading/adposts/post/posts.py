"""Whether an ad is for several posts at once: each needs a posting of its own."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz import fuzz

from intake.domain.draft import Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.post.rolewords import begins_with_role, roles_in

_LONGEST_HEADING: Final = 90  # characters
_MOST: Final = 400  # passages looked at
_MOST_LOOKS: Final = 20
_AHEAD: Final = 120  # characters behind "looking for"
_MOST_WORDS: Final = 8  # of a heading
_ALIKE: Final = 75  # of 100: two headings name the same post
_SAID: Final = re.compile(
    r"\b(?:(?:les|des|aux|plusieurs|differents|divers)\s+(?:postes?|profils|offres|emplois)\s+(?:suivants"
    r"|ci-dessous|ci-apres|vacants\s+suivants)|(?:postes?|emplois|profils)\s+(?:suivants|ci-dessous"
    r"|ci-apres)|plusieurs\s+(?:postes|offres|profils)|plusieurs\s+(?:agents|collaborateurs|personnes|employes)\s*\(|liste\s+des\s+(?:postes|offres)|(?:differents"
    r"|divers)\s+postes"
    r"|(?:the\s+)?following\s+(?:\w+\s+){0,2}(?:positions|posts|vacancies|roles|jobs|openings"
    r"|opportunities|profiles)|(?:several|multiple|various)\s+(?:(?:\w+\s+){1,3}and\s+(?:\w+\s+){1,3}|(?:\w+\s+){0,2})(?:positions|posts|vacancies"
    r"|roles|openings|jobs)|positions\s+(?:are\s+)?(?:listed\s+)?below"
    r"|list\s+of\s+(?:open\s+)?(?:positions|vacancies)"
    r"|roles\s+we(?:'re|\s+are)\s+hiring|(?:many|varied|different)\s+(?:varied\s+|open\s+)?(?:roles"
    r"|positions|jobs|vacancies)|(?:current\s+)?job\s+openings|current\s+openings"
    r"|specific\s+(?:\w+\s+){1,2}opportunities|(?:phd|doctoral)\s+(?:and|or"
    r"|&)\s+post-?doc\w*\s+(?:positions?|applications?)"
    r"|post-?doc\w*\s+(?:positions?\s+)?(?:and|&)\s+(?:one\s+|two\s+|\w+\s+)?phd\s+positions?"
    r"|vagas\s+de\s+emprego|\d{2,4}\s+vagas|ofertas\s+laborales|cargos\s+(?:que\s+se\s+mencionan"
    r"|siguientes)|siguientes\s+(?:puestos|cargos|vacantes|plazas)|seguintes\s+(?:vagas|cargos)"
    r"|folgende\s+(?:stellen|positionen))\b"
    r"|(?:الوظايف|المناصب|التخصصات|الشواغر)\s+(?:التاليه|الاتيه|الشاغره|المتاحه)|وظايف\s+(?:متعدده|التاليه)"
    r"|عده\s+(?:وظايف|مجالات|مناصب)"
)
_NUMBERED: Final = re.compile(
    r"^\W{0,4}(?:poste|position|profil|profile|post|lot|job|role|stelle|puesto|vaga"
    r"|offre)\s*(?:n\s?[°o]\s*)?(?P<number>[1-9]|i{1,3})\b\s*[:.)–-]?"
)
_NO_HEADING: Final = re.compile(r"[.;,:!?]\s*$|@|\b(?:et|and|ou|or|de|of)\s*$")


_PLURALS: Final = re.compile(
    r"\b(?P<one>[^\W\d_]{3,20}s)\s{0,2}(?:,|\band\b|\bor\b|\bet\b|\bou\b|&)\s{0,2}(?:and\s|or\s|et\s|des\s"
    r"|de\s)?(?:[^\W\d_]{2,15}\s){0,2}(?P<other>[^\W\d_]{3,20}s)\b"
)
_LOOKING: Final = re.compile(
    r"\b(?:recrut\w+|recherch(?:e|ons)|cherch(?:e|ons)|looking\s+for|seek(?:ing|s)?|hiring|recruiting"
    r"|openings?\s+for|positions?\s+for|join\s+us)\b"
)


def several_posts(ad: Ad) -> Caution | None:
    """Warn of an ad for several posts, quoting where it says so; several holders of one post are one."""
    span = _numbered(ad) or _said(ad) or _listed(ad) or _enumerated(ad) or _in_a_row(ad) or _headed(ad)
    if span is None:
        return None
    return Caution(
        code="multiple_postings",
        text=f"The ad seems to offer several posts (“{ad.quote(span).text[:160]}”): write a posting for each,"
        " or one that takes applications for all of them.",
    )


def _said(ad: Ad) -> Span | None:
    match = _SAID.search(ad.folded)
    return ad.sentence_at(match.start()) if match else None


def _numbered(ad: Ad) -> Span | None:
    seen: dict[str, Span] = {}
    for span in ad.lines[: _MOST * 2]:
        match = _NUMBERED.match(ad.folded, *span) or _NUMBERED.match(ad.folded[span[0] : span[1]])
        if match:
            seen.setdefault(match["number"], span)
    return next(iter(seen.values())) if len(seen) > 1 else None


def _listed(ad: Ad) -> Span | None:
    """Find lines that name different posts below words such as "we recruit:"."""
    lines = ad.lines[: _MOST * 2]
    for index, (start, end) in enumerate(lines[:-2]):
        words = ad.folded[lines[max(index - 1, 0)][0] : end]
        if not _OFFERS.search(words[-_AHEAD * 2 :]) or end - start > _LONGEST_HEADING * 2:
            continue
        items = [_ITEM.match(ad.folded, *line) for line in lines[index + 1 : index + 3]]
        if not words.rstrip().endswith(":") and not (all(items) and _OFFERS.search(ad.folded, start, end)):
            continue
        below = [ad.folded[a:b] for a, b in lines[index + 1 : index + 6]]
        heads = [_ROLE_LINE.match(line) for line in below]
        named = [
            roles_in(line[head.end() : head.end() + 40])
            for line, head in zip(below, heads, strict=True)
            if head and len(line) <= _LONGEST_HEADING and begins_with_role(line[head.end() :])
        ]
        if any(not one & other for place, one in enumerate(named) for other in named[:place]):
            return start, lines[index + 1][1]
    return None


_OFFERS: Final = re.compile(
    r"\b(?:recrut\w+|recherch(?:e|ons)|cherch(?:e|ons)|hiring|recruiting|looking\s+for|seeking|vacantes"
    r"|vacanc\w+|positions|postes"
    r"|profils|besoins|openings|roles|stellen|vagas)\b|وظايف|توظيف|تبحث|مطلوب|شواغر|مناصب"
)
_ROLE_LINE: Final = re.compile(
    r"\W{0,4}(?:(?:code|besoin|lot|ref)\s{1,2}\w{1,4}\s{0,2}[:.-]\s{0,2})?(?:(?:\d{1,2}|un|une|deux"
    r"|trois|quatre|an?|one|two|three|[a-z][.)])"
    r"(?:\(?e\)?)?\s{1,2})?(?:\(\d{1,2}\)\s{0,2})?(?:x\s)?"
)


_ITEM: Final = re.compile(r"\s*(?:[-•▪●○◦·*+➢➤►✓✔❖■□>→]|\d{1,2}\s?[.)-])\s?\S")
_ROW: Final = re.compile(
    r"(?:\b(?:vacanc(?:y|ies)|positions?|postes?(?:\s+a\s+pourvoir)?|recrut\w+|recherch(?:e|ons|ent)|cherch(?:e|ons|ent)|hiring|recruiting"
    r"|looking\s+for|wanted|needed|required|busca(?:mos|n)?|suchen|contrata(?:mos)?)\b|مطلوب|حاجتها|بحاجه|توظيف|تبحث\s+عن|نبحث\s+عن)"
    r"[\s:]{1,4}(?:الي\s+)?ل?(?P<row>[^.;!?\n]{8,160})"
)
_AND: Final = re.compile(r",\s|\s(?:et|and|y|und|e|&)\s|\s\+\s|\s-\s|\sو(?=[\u0620-\u064a])")
_ONE: Final = re.compile(
    r"\W{0,3}(?:(?:une?(?:\(e\)|/une)?|an?|the|\d{1,2}|deux|trois|two|three|eine?n?|los|las|ل)\s+)?"
)


def _in_a_row(ad: Ad) -> Span | None:
    """Find posts in a row: "recrute un cuisinier et un chauffeur", "vacancies: nurse (2), driver"."""
    for count, match in enumerate(_ROW.finditer(ad.folded)):
        if count >= _MOST_LOOKS:
            return None
        named: list[frozenset[int]] = []
        for part in _AND.split(match["row"])[:8]:
            one = _ONE.match(part)
            words = part[one.end() if one else 0 :].split("(")[0]
            given = (
                bool(named) or bool(one and one[0].strip()) or ":" in match[0][:40] or words[:1] >= "\u0600"
            )
            if not (given and begins_with_role(words) and len(words.split()) <= _FEW_WORDS):
                break
            named.append(roles_in(" ".join(words.split()[:2])))
        differ = any(
            one and other and not one & other for at, one in enumerate(named) for other in named[:at]
        )
        told = _COUNTED.search(match["row"]) or len(named) > _PAIR or match["row"][:1] >= "\u0600"
        if differ and told:
            return ad.sentence_at(match.start())
    return None


_FEW_WORDS: Final = 6  # of one post in a row
_PAIR: Final = 2
_COUNTED: Final = re.compile(
    r"(?:,|\b(?:et|and|y|und|e)|&|\+)\s(?:une?|an?|\d{1,2}|deux|trois|two|three|einen?)(?:\(e\))?\s|\(\d{1,2}\)"
)


def _enumerated(ad: Ad) -> Span | None:
    """Find two sorts of people that are looked for, both in the plural."""
    for count, look in enumerate(_LOOKING.finditer(ad.folded)):
        if count >= _MOST_LOOKS:
            return None
        end = min(look.end() + _AHEAD, ad.sentence_at(look.start())[1])
        for pair in _PLURALS.finditer(ad.folded, look.end(), end):
            one, other = roles_in(pair["one"]), roles_in(pair["other"])
            if one and other and not one & other:
                return ad.sentence_at(look.start())
    return None


def _headed(ad: Ad) -> Span | None:
    """Two headings that name different posts, with words below each."""
    heads: list[tuple[str, Span]] = []
    passages = ad.passages[:_MOST]
    for index, span in enumerate(passages[:-1]):
        words = ad.folded[span[0] : span[1]].strip(" #*-–=")
        below = passages[index + 1]
        plain = len(words) <= _LONGEST_HEADING and not _NO_HEADING.search(words)
        short = len(words.split()) <= _MOST_WORDS
        head = plain and short and begins_with_role(words) and below[1] - below[0] > _LONGEST_HEADING
        if head and not any(_alike(words, known) for known, _ in heads):
            heads.append((words, span))
    return heads[1][1] if len(heads) > 1 and heads[0][1][0] > len(ad.text) // 20 else None


def _alike(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(one, other) >= _ALIKE or bool(roles_in(one) & roles_in(other))
