"""The blanks of a prescribed subject: "Nom + Prénom", "the job title" → {name}, {title}, {any}."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.ad import fold_in_place
from intake.reading.adposts.subject.blankwords import (
    ANY_ONLY,
    ANY_PARTS,
    BARE_ANY,
    BARE_TITLE,
    CLOSE,
    CODE_WORDS,
    NAME_PARTS,
    NAME_WORDS,
    OPEN,
    OR_NONE,
    SLOT,
    THINGS,
    TITLE_ONLY,
    TITLE_PARTS,
    TITLE_WORDS,
)
from intake.reading.adposts.way.wordings import wording

_GAPS: Final = wording(
    r"\s*(?:,?\s(?:et|and|ainsi que|suivie?s?(?: (?:de|du|par|des))?(?: (?:votre|vos|l'|le))?"
    r"|followed by(?: (?:your|the))?|along with|together with|as well as|plus|with|avec|y|e|und"
    r"|sowie|و|ثم|متبوعا ب|مع|يليه|seguido de(?: (?:su|tu))?|\+|,)\s|\s?[+,]\s?)\s*",
)


def _whole(parts: tuple[str, ...]) -> str:
    return "|".join(f"(?:{part})" for part in parts)


def _blanks(*, described: bool) -> re.Pattern[str]:
    titles = f"(?:{_whole((*TITLE_PARTS, *(BARE_TITLE if described else ())))}){OR_NONE}"
    others = _whole((*ANY_PARTS, *(BARE_ANY if described else ())))
    parts = f"(?P<title>{OPEN}(?:{titles}){CLOSE})|(?P<name>{OPEN}(?:{_whole(NAME_PARTS)}){CLOSE})"
    return wording(rf"(?<![^\W_]|{{)(?:{parts}|(?P<any>{OPEN}(?:{others}){CLOSE}))(?![^\W_]|}})")


_QUOTED: Final = _blanks(described=False)
_DESCRIBED: Final = _blanks(described=True)
_GENERIC: Final = wording(
    r"(?:candidature|application|cv|recrutement|recruitment|job|emploi|bewerbung|vaga|candidatura|postulacion"
    r"|aplicacion|curriculo|curriculum)s?"
)
# What stands in brackets in small letters is a blank, too: [ville], <role>.
_BRACKET: Final = wording(r"(?:\[|<|\{)\s?([^\[\]<>{}]{2,60}?)\s?(?:\]|>|\})")
_PIECE: Final = wording(r"((?:^|[-–—_/|,:+])\s?)([^-–—_/|,:+{}]{3,30}?)(\s?(?=$|[-–—_/|,:+]))")
_TELLS: Final = wording(
    r"(?:indiqu|precis|inser|inscri|ajout|mentionn|ecri|mett)(?:er|ez|re|it) |(?:insert|enter|add"
    r"|specify|put|state|write|include) "
    r"|(?:votre|vos|your|ton|اكتب|ضع) "
)
# Between fixed words and a blank: "Cook followed by your name".
_LINK: Final = wording(
    r"\s?,?\s(?:suivie?s? (?:de|du|par|d')|followed by|then|متبوعا? ?ب?|متبوعه ب?|يليه|ثم|وبعده"
    r"|seguido (?:de|do|por)|"
    r"gefolgt von)\s?(?:the |your |votre |vos |le |ال)?(?=\{)"
)
# "the number of the post (AB-12)": what the blank stands for is given.
_CODE: Final = re.compile(r"\{any\}\s*[(:«\"]\s*(?P<code>[\w./-]{0,40}\d[\w./-]{0,40})\s*[)»\"]?")
# "the job title and/or the vacancy number": the title is what all can write.
_OR_TOO: Final = r"\s?(?:,\s?)?(?:and\s?/?\s?or|et\s?/?\s?ou|y\s?/\s?o|e\s?/\s?ou|or|ou|oder|o)\s"
_EITHER: Final = re.compile(rf"\{{title\}}{_OR_TOO}\{{any\}}|\{{any\}}{_OR_TOO}\{{title\}}")
_LONGEST: Final = 250  # characters of a subject


def with_blanks(text: str, *, described: bool = False) -> str:
    """Put {name}, {title} and {any} for the blanks; `described`: the text only tells what to write."""
    text = text[:_LONGEST]
    text = _BRACKET.sub(_bracketed, text)
    folded = fold_in_place(text)
    out, at = [], 0
    for match in (_DESCRIBED if described else _QUOTED).finditer(folded):
        kind = match.lastgroup or "any"
        start, end = match.span()
        if kind == "name" and _no_blank(text, match):
            continue
        while start < end and text[start] == " ":
            start += 1
        out += [text[at:start], "{" + kind + "}"]
        at = end
    rule = _joined("".join([*out, text[at:]]))
    return _PIECE.sub(lambda match: _piece(match, rule), rule) if "{" in rule else rule


def _piece(match: re.Match[str], rule: str) -> str:
    """Read a piece beside another blank: "Full name – Position", but not "Poste – Cuisinier – Nom"."""
    word = fold_in_place(match[2])
    kind = "title" if TITLE_ONLY.fullmatch(word) else "any" if ANY_ONLY.fullmatch(word) else ""
    others = [fold_in_place(each[2]) for each in _PIECE.finditer(rule) if each[2] != match[2]]
    if kind == "title" and not all(
        _GENERIC.fullmatch(other) or ANY_ONLY.fullmatch(other) for other in others
    ):
        return match[0]
    return f"{match[1]}{{{kind}}}{match[3]}" if kind else match[0]


def _bracketed(match: re.Match[str]) -> str:
    inner = fold_in_place(match[1]).strip()
    told = _TELLS.match(inner)
    inner = inner[told.end() :] if told else inner
    small = match[1].islower() or told is not None
    if match[1].isupper() and _GENERIC.fullmatch(inner):  # a tag: "[JOB] your name"
        return match[0]
    if any(sign.isdigit() for sign in inner):
        return match[0]
    if CODE_WORDS.search(inner) and not NAME_WORDS.search(inner):
        return "{any}"
    if NAME_WORDS.search(inner) and not TITLE_WORDS.search(inner) and not THINGS.search(inner):
        return "{name}"
    if TITLE_ONLY.fullmatch(inner) or (TITLE_WORDS.search(inner) and small):
        return "{title}"
    return "{any}" if small or SLOT.fullmatch(inner) else match[0]


def _no_blank(text: str, match: re.Match[str]) -> bool:
    """Whether a word that could stand for a name is a part of the wording: "au nom de", "domain name"."""
    before = fold_in_place(text[max(0, match.start() - 12) : match.start()])
    after = fold_in_place(text[match.end() : match.end() + 5])
    return re.search(r"\b(?:au|domain|brand|user|file|e)[ _-]?$", before) is not None or after.startswith(
        (" de ", " of ")
    )


def _joined(text: str) -> str:
    """Write blanks that follow each other with what is between them as a separator; names once."""
    text = re.sub(r"\{name\}(?:" + _GAPS.pattern + r"|\s?[-_/.]?\s?)\{name\}", "{name}", text)
    text = re.sub(r"(?<=\})" + _GAPS.pattern + r"(?=\{)", " ", text)
    text = re.sub(r"(?<=\}) (?:and|et|y|e|und) (?=[\"“«])", " ", text)
    text = _EITHER.sub("{title}", text)
    coded = _CODE.fullmatch(text)
    text = coded["code"] if coded else text
    text = _LINK.sub(" ", text) if text[:1] != "{" else text
    return " ".join(text.split())
