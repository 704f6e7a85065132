"""What makes the name of an organisation doubtful; words that stand where a name could, and name nobody."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.post import orgwords
from intake.reading.adposts.post.rolewords import begins_with_role, names_role

# Places that say who it is, and do not only bring a name.
_TELLING: Final = frozenset({"recruits", "presented", "about", "acronym", "field", "quoted", "address"})
_ARTICLE: Final = re.compile(r"(?:the|le|la|les|el|o|a|die|der|das)\s|l'")
_BESIDE: Final = re.compile(r"\b(?:coalition|board|embaixada|projects?|projets?|of|de)\b")
_BEFORE: Final = 3  # spaces before the word for an institution in an Arabic name


def is_nobody(text: str, folded: str) -> bool:
    """Whether words that stand where a name could are a greeting, a person, a duty, a paper or mangled."""
    if orgwords.MANGLED.search(text) or orgwords.DUTY.match(text) or orgwords.COUNTED.match(text):
        return True
    if orgwords.NO_NAME.match(folded) or (re.match(r"\d{1,3}\s", folded) and begins_with_role(folded)):
        return True
    other = orgwords.PERSON.match(folded) or orgwords.PAPER.search(folded)
    return other is not None and not orgwords.KIND.search(folded)


def is_post(name: str, post: str) -> bool:
    """Whether a name is the title of the post again, or a part of it, rather than an organisation."""
    return bool(name) and name in post and names_role(name) and not _is_house(name)


def is_description(text: str, folded: str) -> bool:
    """Whether words say what somebody is or does rather than how they are called, or are cut out of more."""
    unpaired = folded.count("(") != folded.count(")")
    article = _ARTICLE.match(folded)
    bare = folded[article.end() :] if article else folded
    # "The Coalition", "Project", and no more; "Alliance Hospital" is a name.
    sort = (article or " " not in bare) and not _BESIDE.sub("", orgwords.KIND.sub("", bare)).strip()
    one = text.startswith(("a ", "an ", "un ", "une ", "ein ", "eine "))
    said = orgwords.DESCRIBES.search(folded) or said_of(text, folded) is not None
    return bool(unpaired or sort or one or said)


def said_of(text: str, folded: str) -> int | None:
    """Where a name goes on with what is said of it: "Amandier bénéficie d'un", but not "Grand Est Santé"."""
    for says in orgwords.SAYS.finditer(folded):
        if text.isupper() or not text[says.start("verb")].isupper():
            return says.start()
    return None


def is_place(name: str, text: str) -> bool:
    """Whether a name of one word is used for a place in a text: "in Berlin", "à Montréal"."""
    place = name.istitle() and " " not in name
    return place and re.search(rf"\b(?:in|à|en|near)\s+{re.escape(name)}(?!\w)", text) is not None


def is_role(name: str, sources: set[str], *, by_address: bool) -> bool:
    """Whether a name holds a word for a post, and nothing tells that it is a house all the same."""
    return names_role(name) and not (by_address or _is_house(name) or sources & {"recruits", "field"})


def is_part(name: str) -> bool:
    """Whether a name is that of a department or a faculty, and does not say of which house."""
    part = orgwords.PART.match(name)
    return part is not None and not orgwords.KIND.search(name, part.end())


def is_guess(name: str, sources: set[str], *, by_address: bool, times: int) -> bool:
    """Whether nothing but where it stands once tells that words are a name.

    A name is borne out by a word such as "association" in it, by an address, or by a place that tells
    who recruits together with a second one.
    """
    if _is_house(name) or by_address or "field" in sources:
        return False
    return not sources & _TELLING or (times == 0 and len(sources) == 1)


def _is_house(name: str) -> bool:
    """Whether a word in a name tells that it is an institution; an Arabic name begins with that word."""
    arabic = "\u0600" <= name[:1] <= "\u06ff"
    return any(
        not orgwords.WEAK.fullmatch(kind[0]) and not (arabic and name.count(" ", 0, kind.start()) > _BEFORE)
        for kind in orgwords.KIND.finditer(name)
    )
