"""The lines at the top of an ad that name who recruits: over the title, beside it, under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.post import orgwords
from intake.reading.adposts.post.orgaddresses import known_by_address
from intake.reading.adposts.post.rolewords import GENDERED, GENERIC, begins_with_role, names_role

_TOP: Final = 9  # lines
_MOST_WORDS: Final = 9
_READ: Final = 300  # characters of a line
_LONGEST: Final = 90  # characters of a part of a line
_DIVIDES: Final = re.compile(r"\s[-–—|•·]{1,2}\s|\s?[|·•]\s?|\s[@]\s|,\s|[:;]\s|\s(?=\()|[★☆⭐]|\s{3,}")
# A state over the name of its office, a date, a place, a sort of contract: what else stands at the top.
_OTHER: Final = re.compile(
    r"(?:the\s+)?(?:republique|royaume|kingdom|republic|state|government|gouvernement"
    r"|الجمهوريه|جمهوريه|المملكه|مملكه|سلطنه|دوله)\b.*$|.*\d{4}.*|.*\b(?:posted|published|publie\w*|added|views|vues|nombre|date"
    r"|ref|cdi|cdd|full[ -]time|part[ -]time|temps\s+plein"
    r"|h/f|f/h|salary|salaire|deadline|closing|jobs?|emplois?|offres?|recrut\w*|vacanc\w+|annonces?|stages?|menu|home|accueil|search|sign|login"
    r"|cookies?|share|facebook|twitter|print|imprimer|hiring|wanted|urgent|appel|avis|objet|subject|hello|bonjour|dear|salut|city|category"
    r"|lieu|location|ville|heures?|hours?|semaine|week|permanent|dear|position|post|poste|project|projet|call|saison|season|tel|phone|fax"
    r"|street|rue|avenue|boulevard|bp|po\s+box|page|pourvoir|contrat|contract|we|you|vous|nous|notre|our|your|votre|je|i)\b.*"
    r"|.*(?:تاريخ|نشر|وظايف|وظيفه|اعلان|مطلوب|الرييسيه|دوام|عدد|فرص).*"
)
_HOUSE_WEIGHT: Final = 4
_LINE_WEIGHT: Final = 3


def names_at_top(ad: Ad) -> Iterator[tuple[str, int, Span]]:
    """Give the parts of the first lines that may be a name: those that begin with a house weigh more."""
    titled = -9
    for index, (start, stop) in enumerate(ad.lines[:_TOP]):
        end = min(stop, start + _READ)
        if names_role(ad.folded[start:end]):
            titled = index
        for place, part in enumerate(_parts(ad, start, end)):
            folded = ad.folded[part[0] : part[1]]
            kind = orgwords.KIND.match(_ARTICLE.sub("", folded, count=1))
            if _no_name(ad, part) or (begins_with_role(folded) and not kind):
                continue
            near = index == 0 or (index == titled and place) or (0 < index - titled <= 2 and not place)  # noqa: PLR2004
            if kind and kind.end() < len(folded) and not _WITHIN.match(folded):
                yield "top", _HOUSE_WEIGHT, part
            elif near and (
                orgwords.KIND.search(folded)
                or _borne_out(ad, part, over_title=index == 0 and _titled_below(ad))
            ):
                yield "line", _LINE_WEIGHT, part


def _titled_below(ad: Ad) -> bool:
    """Whether the first line names no post, and one of the next does."""
    first, *below = (ad.folded[start : min(end, start + _READ)] for start, end in ad.lines[:4])
    return not names_role(first) and any(len(line) <= _LONGEST and names_role(line) for line in below)


def _borne_out(ad: Ad, span: Span, *, over_title: bool) -> bool:
    """Whether the ad speaks of the name again, or an address is of it; over a title two words are enough."""
    name = ad.folded[span[0] : span[1]].strip(" #*_=-:|«»\"'.,()[]")
    if len(name) < 4 or _INFLECTED.search(name):  # noqa: PLR2004
        return False
    again = ad.folded.find(name, span[1]) >= 0 and len(name.split()) > 1
    return bool(known_by_address(ad, span)) or again or (over_title and len(name.split()) > 1)


# A part of a house, which is rarely who recruits.
_WITHIN: Final = re.compile(
    r"(?:school|faculty|facult\w+|depart\w+|lab\w*|teams?|equipe|service|direction|office|bureau|mission|programme|center|forum|مصلحه|كليه)\b"
)
_INFLECTED: Final = re.compile(
    r"\b(?:is|are|ist|est|sont|requirements?|required|activit\w+|requisitos|applications?|lust|with|avec|mit|list|privacy"
    r"|policy)\b|^\d|^(?:as|pour|for|why|au|aux)\b"
)


_ARTICLE: Final = re.compile(r"^(?:the|le|la|les|el|los|die|der|das)\s+|^l'")


def _parts(ad: Ad, start: int, end: int) -> Iterator[Span]:
    """Give what the signs in a line divide."""
    begun = start
    for count, cut in enumerate(_DIVIDES.finditer(ad.folded, start, end)):
        if count > 5:  # noqa: PLR2004 - no line of names
            return
        yield begun, cut.start()
        begun = cut.end()
    yield begun, end


def _no_name(ad: Ad, span: Span) -> bool:
    folded = ad.folded[span[0] : span[1]].strip(" #*_=-:|«»\"'.,()[]")
    words = ad.text[span[0] : span[1]].split()
    letters = [word[0] for word in words if word[0].isalpha()]
    capitals = sum(letter.isupper() or letter >= "\u0600" for letter in letters)
    return (
        not letters
        or span[1] - span[0] > _LONGEST
        or len(words) > _MOST_WORDS
        or capitals * 2 < len([word for word in words if len(word) > 3])  # noqa: PLR2004
        or not (letters[0].isupper() or letters[0] >= "\u0600")
        or ad.text[span[1] - 1 : span[1]] in ("!", "?", ".")
        or GENERIC.fullmatch(folded) is not None
        or GENDERED.search(folded) is not None
        or _OTHER.fullmatch(folded) is not None
    )
