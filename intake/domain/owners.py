"""Whether the papers of a dossier are of two people, by the names that they show.

It is said only where no word of one name could be a word of the other: given names and family names
change places, are cut to initials, spelled in two ways and changed by marriage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from intake.domain.model import Document
from intake.domain.reasons import dossier as reasons

_UNIFIED: Final = str.maketrans("أإآٱىة", "ااااي" + "ه", "ـ")
OWNERS: Final = " / "  # between the names in a file that holds a CV and a letter of two people
# A person's own papers; a referee's letter is by somebody else, and a certificate may be a child's.
_OWN: Final = ("cv", "letter")
_ALIKE: Final = 75  # of 100: Berrada and Barrada are one name
_SHORT: Final = 3  # letters; a shorter word says little
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
# What joins a given name and a family name, or stands before one.
_JOINING: Final = (
    "el al ait bel ben bin ibn bint bou abou abu ould oulad da das de del della der des di do dos du d"
    " la le les mac mc san st van von y e بن ابن بنت بو ابو ابي ايت ال ام عبد ولد اولاد"
)
PARTICLES: Final = frozenset(_JOINING.split())
_TITLES: Final = frozenset(
    {"m", "mr", "mrs", "ms", "mme", "mlle", "dr", "epouse", "ep", "nee", "ne", "السيد"}
)


def papers_of_two(documents: Iterable[Document]) -> str | None:
    """Say so where a CV or letter is clearly of another person than another one; None: it is not clear."""
    own = [
        (name, each.file)
        for each in documents
        if each.owner and set(_OWN) & set(each.kinds)
        for name in each.owner.split(OWNERS)
    ]
    for (one, file), (other, another) in combinations(own, 2):
        if are_two(one, other):
            return reasons.PAPERS_OF_TWO.say(one=one, file=file, other=other, another=another)
    return None


def are_two(one: str, other: str) -> bool:
    """Whether two names are surely of two people; names in two scripts are not compared."""
    if bool(_ARABIC.search(one)) is not bool(_ARABIC.search(other)):
        return False
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    together = "".join(mine), "".join(theirs)
    if fuzz.ratio(*together) >= _ALIKE or "".join(sorted(mine)) == "".join(sorted(theirs)):
        return False
    return not any(_could_be_one(a, b) for a in mine for b in theirs)


def _could_be_one(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORT:  # an initial
        return long.startswith(short)
    if short in long and len(short) > _SHORT:  # El Fassi and Elfassi, Fatima and Fatimazahra
        return True
    bones = _bones(one), _bones(other)
    same_bones = bones[0] == bones[1] and len(bones[0]) >= _SHORT
    return same_bones or fuzz.ratio(one, other) >= _ALIKE


def _bones(word: str) -> str:
    """The consonants, each once where it is doubled, one sign for sounds that spellings confuse."""
    sounds = (
        word.replace("ou", "u").replace("ch", "s").replace("sh", "s").replace("kh", "k").replace("ph", "f")
    )
    plain = sounds.translate(str.maketrans("qczg", "kksj"))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhwاويى']", "", plain))


def _words(name: str) -> list[str]:
    """The words of a name, folded, without titles and particles."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(each for each in plain if unicodedata.category(each) != "Mn")
    unified = bare.translate(_UNIFIED)
    words = [re.sub(r"^ال(?=..)", "", word) for word in re.findall(r"[^\W\d_]+", unified)]
    return [word for word in words if word not in PARTICLES | _TITLES]
