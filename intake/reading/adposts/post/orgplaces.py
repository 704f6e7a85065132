"""Where an ad names organisations: before "recrute", in fields, headings and addresses, after "at"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.post import orgwords
from intake.reading.adposts.post.orgaddresses import known_by_address, names_of_addresses
from intake.reading.adposts.post.orgdoubts import is_nobody
from intake.reading.adposts.post.orglines import names_at_top
from intake.reading.adposts.post.rolewords import GENERIC, begins_with_role

LOOKED: Final = 25_000  # characters of an ad in which its organisation is named
LONGEST: Final = 110  # characters of a name
_SHORTEST: Final = 2
_EARLY: Final = 1000  # characters: who recruits is named at the beginning, as a rule
_MOST: Final = 60  # places looked at

TRIMMED: Final = " \t\n\f#*_=-–—:|«»\"“”.,;!?👉•[]<>/'’"
ARTICLE: Final = re.compile(r"^(?:the|le|la|l'|les|notre|our|die|der|das|el|a|o)\b\s*|^l['’]", re.IGNORECASE)
_BEGINS: Final = re.compile(
    r"\W{0,4}(?P<name>(?:L[’']|Le |La |The |Les )?[A-ZÀ-Ý][^().;:!?\n]{5,100}\s\(\s?[A-Z][\w&/-]{1,12}\s?\))"
)


_OF_THE_AD: Final = re.compile(
    r"\b(?:positions?|vacanc\w+|postes?|jobs?|offres?|openings?|concurso|stages?)\b|[a-z]{4}\.\s"
)
_OF_POSTS: Final = frozenset({"office", "bureau", "mission", "programme", "team", "equipe", "region"})


def is_name(text: str, folded: str, *, recruits: bool = False) -> bool:
    """Whether words may be the name of an organisation; `recruits`: they stand before such a verb."""
    if not _SHORTEST <= len(folded) <= LONGEST or orgwords.NOBODY.match(folded) or GENERIC.fullmatch(folded):
        return False
    if (
        "@" in folded
        or "://" in folded
        or orgwords.PRONOUN.search(folded)
        or orgwords.LEADING.match(folded)
        or not re.search(r"[^\W\d_]{2}", folded)
    ):
        return False
    if _OF_THE_AD.search(folded) or is_nobody(text, folded):
        return False
    plain = ARTICLE.sub("", text, count=1)
    bare = ARTICLE.sub("", folded, count=1)
    kind = orgwords.KIND.match(bare)
    if kind and kind.end() == len(bare):  # "Agence", and no more
        return False
    if orgwords.NOBODY.match(re.sub(r"\]\(.*", "", folded).strip("[]* ")):
        return False
    if len(plain.split()) > 14:  # noqa: PLR2004 - a sentence
        return False
    capital = any(word[:1].isupper() or word[:1].isdigit() for word in re.findall(r"[^\W_]+", plain))
    arabic = "\u0600" <= folded[:1] <= "\u06ff"
    if not (capital or arabic):
        return False
    if not begins_with_role(folded):
        return True
    kinds = {match[0] for match in orgwords.KIND.finditer(folded)} - _OF_POSTS
    return bool(kinds) or (recruits and plain == text and len(folded.split()) > 1)


def trimmed(ad: Ad, start: int, end: int) -> Span:
    """Give a span without the signs and spaces at its ends."""
    while start < end and (ad.text[start] in TRIMMED or ord(ad.text[start]) > 0x2190):  # noqa: PLR2004
        start += 1
    while start < end and ad.text[end - 1] in TRIMMED:
        end -= 1
    return start, end


def places(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Give the places that name an organisation: the sort of place, what it weighs, and the name."""
    text_end = min(len(ad.folded), LOOKED)
    field = orgwords.FIELD.search(ad.folded, 0, text_end)
    if field:
        part = field[0].lstrip().startswith("depart")  # of a house, and not the house
        yield ("part", 4, field.span("name")) if part else ("field", 8, field.span("name"))
    yield from _recruiters(ad, text_end)
    for passage in ad.passages[:400]:
        match = orgwords.ABOUT.match(ad.folded[passage[0] : passage[1]][:200])
        if match and passage[1] - passage[0] < 160:  # noqa: PLR2004 - a heading
            yield "about", 5, (passage[0] + match.start("name"), passage[0] + match.end("name"))
    yield from _presented(ad, text_end)
    yield from _with_acronyms(ad)
    yield from _at_top(ad)
    yield from names_at_top(ad)
    yield from _inside(ad)
    yield from _in_arabic(ad)
    yield from names_of_addresses(ad)
    yield from _institutions(ad)


def _recruiters(ad: Ad, text_end: int) -> Iterator[tuple[str, int, Span]]:
    """The words before "recrute": the last name among them, or the line before."""
    for count, match in enumerate(orgwords.RECRUITS.finditer(ad.folded, 0, text_end)):
        if count >= _MOST:
            return
        sentence = ad.sentence_at(match.start())
        start = max(sentence[0], match.start() - 260)
        if match.start() - sentence[0] < 3 or not ad.folded[sentence[0] : match.start()].strip(TRIMMED):  # noqa: PLR2004
            before = ad.before(ad.passage_at(match.start()), 2)
            for span in _lines_of(ad, before):
                yield "recruits", 5, span
            continue
        if not _is_verb(ad, match):
            continue
        arabic = ad.folded[match.start()] > "\u0600"
        if arabic:
            tail = re.compile(
                r"\s+(?P<name>(?:\S{1,25}\s{1,2}){1,8}?)(?=عن|في|الي"
                r"|ل)"
            ).match(ad.folded, match.end(), match.end() + 160)
            if tail:
                named = orgwords.KIND.match(ad.folded, tail.start("name"))
                yield "recruits", 8 if named else 6, tail.span("name")
        name = _named_before(ad, start, match.start())
        if name is not None:
            yield "recruits", 8 if name[0] < _EARLY else 6, name


def _is_verb(ad: Ad, match: re.Match[str]) -> bool:
    """Whether "recherche", "offers" … is a verb here: not "Centre de la Recherche", "moteur de recherche"."""
    word = ad.text[match.start() : match.end()].split(maxsplit=1)[0]
    before = ad.folded[max(0, match.start() - 25) : match.start()]
    return not (
        (word[:1].isupper() and not word.isupper())
        or before.endswith("-")
        or re.search(
            r"(?:\b(?:de|la|en|une?|cette|sa|the|of|to|a|an|par|pour|et|our|les|des|du|no|na|em"
            r"|all|any|job|this|these)|[dl]')\s{0,3}$",
            before,
        )
    )


def _named_before(ad: Ad, start: int, end: int) -> Span | None:
    """The subject of a verb: of the parts between commas, the first that may be a name."""
    begun = start
    parts: list[Span] = []
    for cut in orgwords.APPOSITION.finditer(ad.folded, start, end):
        parts.append((begun, cut.start()))
        begun = cut.end()
    parts.append((begun, end))
    for span in parts:
        first, last = trimmed(ad, *span)
        text, folded = ad.text[first:last], ad.folded[first:last]
        if text.startswith(("À ", "à ", "As ")):
            continue
        bare = ARTICLE.sub("", text, count=1)
        kind = orgwords.KIND.match(ad.folded, last - len(bare), last)
        if "\u0600" <= bare[:1] <= "\u06ff" and not kind and len(bare.split()) > 4:  # noqa: PLR2004
            continue
        letter = bare[:1]
        capital = letter.isupper() or letter.isdigit() or "\u0600" <= letter <= "\u06ff" or letter in "[*"
        if (kind or capital) and is_name(text, folded, recruits=True):
            return first, last
    return None


def _presented(ad: Ad, text_end: int) -> Iterator[tuple[str, int, Span]]:
    """Give what is said to be a company, an association and the like."""
    for start, end in ad.sentences[:200]:
        if start > text_end:
            return
        match = orgwords.IS_A.match(ad.folded, start, min(end, start + 300))
        if match:
            name = _named_before(ad, *match.span("name"))
            if name is not None:
                yield "presented", 5, name


def _at_top(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Lines at the top that are the name of an institution."""
    for index, (start, end) in enumerate(ad.passages[:6]):
        first, last = trimmed(ad, start, end)
        folded = ad.folded[first:last]
        if ad.text[start:end].lstrip()[:1] in "-•*–":
            continue
        if 0 < last - first <= 90 and len(folded.split()) <= 10 and not begins_with_role(folded):  # noqa: PLR2004
            if orgwords.KIND.search(folded) and not re.search(
                r"\b(?:recrut|recherch|offre|emploi|stage"
                r"|job|vacanc|position|post)\w*",
                folded,
            ):
                yield "top", 4, (first, last)
            elif 0 < index <= 2 and len(folded.split()) <= 4 and known_by_address(ad, (first, last)):  # noqa: PLR2004
                yield "top", 3, (first, last)


def _with_acronyms(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """A sentence that begins with a name and its acronym: "L'Agence … (ABC), …"."""
    for start, end in ad.sentences[:40]:
        match = _BEGINS.match(ad.text, start, min(end, start + 160))
        if match:
            yield "acronym", 5, match.span("name")


def _inside(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Institutions named after "at", "chez", "au sein de"; in the title they weigh more."""
    for count, match in enumerate(orgwords.INSIDE.finditer(ad.folded, 0, 4000)):
        if count >= _MOST:
            return
        name = re.compile(
            r"(?:(?:[A-ZÀ-Ý0-9][\w'’.&/-]*|[a-zà-ÿ]{1,3}['’][A-ZÀ-Ý][\w-]*)(?:\s{1,2}(?:of|de|du|des|d’|d'"
            r"|la|le|les|for|the|and|et|&|di|do|da|für|en|y|in|pour|l’|l')){0,3}[ \n]?\s?){1,9}"
        ).match(ad.text, match.end(), match.end() + 110)
        if name and orgwords.KIND.search(ad.folded, *name.span()):
            start, end = trimmed(ad, *name.span())
            tail = re.search(r"\s(?:of|de|du|des|la|le|for|the|and|et|in|pour|en)$", ad.folded[start:end])
            end = start + tail.start() if tail else end
            yield (
                ("title" if match.start() < len(_first(ad)) else "inside"),
                4 if count == 0 else 3,
                (start, end),
            )


_ARABIC: Final = re.compile(
    r"(?<!\w)(?:[لوبف]|ال)?(?P<name>(?:شركه|جمعيه|موسسه|وزاره|جامعه|مجموعه|منظمه|معهد|مركز|هييه|بنك|مستشفي"
    r"|مدرسه|مكتب|اتحاد|شبكه|تعاونيه|مصنع|فندق|مطعم|روضه|عياده|صيدليه|ديوان|سفاره|قنصليه|نادي|مخبزه|مقهي|مزرعه|ورشه|اكاديميه"
    r"|حضانه|مصحه|صندوق|وكاله|مجلس|نقابه|غرفه|مديريه|مقاوله|مجمع|متجر|معرض|جريده|قناه|اذاعه|بلديه|كليه|مدارس)"
    r"(?:\s(?!(?:حسب|و?ذلك|في|عن|علي|من|الي|تعلن|تبحث|تطلب|ترغب|هي|التي|بحاجه|تود|تقوم|ان|كبري|كبري|رايده"
    r"|و|لديها|لدي|توفر|بدوام|بالمواصفات|وفقا|تعمل|خاصه|متخصصه|مقرها)(?!\w))[\w&()/-]{1,25}){1,8})"
)


_QUOTED: Final = re.compile(
    r"(?P<name>" + orgwords.KIND.pattern + r"\s{1,2}(?:\w{2,20}\s){0,2}(?:\"[^\"\n]{2,60}\"|«[^»\n]{2,60}»))"
)


def _in_arabic(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Give the first Arabic name that begins with a word such as company, and the first name in quotes."""
    match = _ARABIC.search(ad.folded, 0, 4000)
    if match:
        yield "inside", 6 if match.start() < _EARLY else 4, match.span("name")
    quoted = _QUOTED.search(ad.folded, 0, 4000)
    if quoted:
        yield "quoted", 6, quoted.span("name")


_INSTITUTION: Final = re.compile(
    r"(?:(?:[A-ZÀ-Ý][\w'’-]*|of|for|and|&|the)[ ]){0,5}(?:University|Institute|College|Laboratory|School"
    r"|Museum|Hospital|Foundation|Trust|Council|Agency|Association|Society|Library|Libraries|Church"
    r"|Lab)\b(?:[ ](?:of|for)(?:[ ](?:the|and|of|[A-ZÀ-Ý][\w'’-]*)){1,6})?"
    r"|(?:Délégation|Ministère|Agence|Observatoire|Université|Institut|Centre|Direction|Office|Conseil"
    r"|Association|Fédération|Fondation|Chambre|Commission|Mairie|Commune|Communauté|École|Ecole"
    r"|Laboratoire|Universidade|Universidad|Instituto|Escola|Universität|Verein"
    r"|Fachhochschule)[ ][\w'’ &-]{3,90}?(?=[.,;:()\n]|\s(?:qui|pour|afin|dans|est|recrute|recherche|a"
    r"|en\svue|lance|sont|se|au|sur|that|is)\b)"
)


def _institutions(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """The first institution that is named anywhere: better than nothing."""
    for count, match in enumerate(_INSTITUTION.finditer(ad.text, 0, 6000)):
        if count > 2:  # noqa: PLR2004
            return
        within = match.start() < _EARLY // 2 and re.search(
            r"\bau sein d\S{1,2}\s?(?:la |l')?$", ad.folded[max(0, match.start() - 16) : match.start()]
        )
        yield "mention", 5 if within else 2 if count == 0 else 1, match.span()


def _first(ad: Ad) -> str:
    return ad.text[: ad.passages[0][1]] if ad.passages else ""


def _lines_of(ad: Ad, span: Span) -> Iterator[Span]:
    for line in ad.lines:
        if span[0] <= line[0] and line[1] <= span[1] and line[1] - line[0] <= LONGEST:
            yield line
