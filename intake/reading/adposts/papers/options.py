"""What makes a document of an ad an option or a choice, and whether all is wanted in one file.

Tables of wordings over folded text, a language after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.reading.adposts.ad import Span
from intake.reading.adposts.papers.papernames import Mention

_OPTION_AHEAD: Final = re.compile(
    r"\b(?:si\s+possible|si\s+disponibles?|eventuellement|le\s+cas\s+echeant|de\s+preference|idealement"
    r"|facultati\w+|optionnel\w*|if\s+possible|if\s+available|if\s+(?:applicable|any|relevant)"
    r"|where\s+(?:applicable|available|possible|relevant)"
    r"|preferably|optional(?:ly)?|ideally|may\s+(?:also\s+)?(?:include|provide|send|submit|attach)"
    r"|can\s+(?:also\s+)?(?:include|provide|send|attach|be\s+attached)|pou(?:vez|vent|rra|rront"
    r"|rrez)\s+(?:egalement\s+|aussi\s+)?(?:joindre|fournir|inclure|ajouter|transmettre|envoyer"
    r"|y\s+ajouter|etre\s+joint\w*)|encouraged\s+to|welcome\s+to|feel\s+free\s+to\s+(?:attach|add|include|enclose)"
    r"|(?:if|should)\s+(?:they|you)\s+(?:so\s+)?(?:wish|desire)|may\s+(?:\w+\s+)?add|s'ils?\s+(?:le\s+)?(?:souhaite|desire|veule)\w+"
    r"|pou(?:vez|vent|rra|rront|rrez)\s+accompagner\s+votre\s+(?:cv|dossier|candidature)\s+d(?:e|'une?)|n'hesitez\s+pas\s+a\s+(?:joindre|ajouter|inclure)|libre\s+a\s+vous\s+d(?:e|')|au\s+besoin|si\s+vous\s+le\s+jugez\s+utile|where\s+appropriate|as\s+appropriate"
    r"|si\s+vous\s+(?:en\s+)?(?:avez|le\s+souhaitez|disposez)|if\s+you\s+(?:have|wish|want|like)|possibly"
    r"|a\s+titre\s+facultatif"
    r"|si\s+es\s+posible|opcional\w*|se\s+possivel|falls\s+vorhanden|gerne\s+(?:auch|mit)|gegebenenfalls"
    r"|ggf)\b|ان\s+وجد|ان\s+امكن|اختياري|يفضل|يمكن(?:كم|ك)?\s+(?:ايضا\s+)?(?:ارفاق|اضافه)|يستحسن|يحبذ"
)
OPTION_BEHIND: Final = re.compile(
    r"\s{0,3}\|\s{0,3}(?:non|no|optional|optionnel\w*|facultati\w+|if\s+available|si\s+possible)\b|"
    r"[^.;,\n|]{0,25}غير\s+(?:الزامي|اجباري)\w*|[^.;,\n|]{0,25}\b(?:(?:is|are)\s+not\s+(?:mandatory|compulsory|obligatory|essential|strictly\s+\w+)|not\s+(?:mandatory|compulsory)"
    r"|peu(?:t|vent)\s+(?:egalement\s+|aussi\s+)?etre\s+(?:joint|ajoute|fourni|transmis|envoye)\w*"
    r"|(?:may|can)\s+(?:also\s+)?be\s+(?:attached|included|added|sent|enclosed|submitted|provided)"
    r"|(?:is|are|would\s+be)\s+(?:preferable|nice(?:\s+to\s+have)?|a\s+bonus|an\s+extra)|n'est\s+pas\s+indispensable|ne\s+sont\s+pas\s+indispensables|au\s+choix|si\s+disponibles?|si\s+vous\s+en\s+avez)\b|"
    r"\s{1,3}(?:appreciee?s?|souhaitee?s?|bienvenu\w*|facultati\w+|optionnel\w*|optional|preferred"
    r"|welcome|desirable)\b|"
    r"(?:(?!\b(?:and|et|und|y|e)\b)[^.;,\n]){0,40}?(?:,?\s?\(\s{0,2}(?:si\s+possible|eventuel\w*"
    r"|le\s+cas\s+echeant|facultati\w+|optionnel\w*|optional|if\s+(?:possible|available|applicable|any"
    r"|you\s+have\s+\w+)|where\s+applicable|preferred|preferable|souhaite\w*|apprecie\w*|un\s+plus"
    r"|a\s+plus|not\s+(?:required|mandatory)|non\s+obligatoire\w*|recommande\w*|desirable|opcional"
    r"|s'il\s+y\s+en\s+a|if\s+relevant|,?\s?ان\s+وجد\w*|اختياري\w*)"
    r"|\b(?:would|will|is|are|sera(?:it|ient|ont)?|est|sont)\s+(?:also\s+|fort\s+|be\s+|tres\s+|highly\s+"
    r"|most\s+|egalement\s+|les?\s+|la\s+){0,3}(?:appreciated|welcome\w*|optional|encouraged|an?\s+(?:plus|asset"
    r"|advantage)|facultati\w+|optionnel\w*|apprecie\w*|bienvenu\w*|un\s+(?:plus|atout)|preferred"
    r"|desirable|souhait\w+|recommand\w+|beneficial|helpful)"
    r"|,?\s?\b(?:if\s+you\s+(?:have|hold|wish)(?:\s+(?:one|any|it|them|to))?|si\s+(?:vous"
    r"|tu)\s+(?:en\s+(?:avez|as|disposez|possedez)|le\s+(?:souhaitez|desirez|veux))"
    r"|s'il\s+(?:existe|y\s+en\s+a)|cela\s+n'est\s+pas\s+obligatoire|si\s+(?:lo|la)\s+tiene|se\s+tiver"
    r"|falls\s+vorhanden|(?:where|when|as)\s+relevant)\b|,?\s?اذا\s+(?:كان\s+)?(?:توفر|وجد|متوفر|عندك"
    r"|لديك)\w*|,?\s?(?:ان|لو)\s+(?:توفر|وجد|كان\s+عندك|في)\w*"
    r"|,?\s?\b(?:si\s+possible|eventuellement|le\s+cas\s+echeant|if\s+possible|if\s+available|if\s+any"
    r"|where\s+(?:applicable|available)|facultati\w+|optional|sont\s+(?:les\s+)?bienvenu\w*)\b"
    r"|,?\s?ان\s+وجد\w*"
    r"|,?\s?ان\s+امكن|اختياري)"
)


# Who is interested may apply: not an option among the papers.
_MAY_APPLY: Final = re.compile(
    r"\b(?:interested|qualified|eligible|(?:candidates|applicants|those|persons|individuals|students)\s+(?:who|wishing|interested))"
    r"[^.;,]{0,40}\b(?:may|can)\s+(?:submit|send|provide|attach)\Z"
)
# "a CV with, if any, a letter": said of what follows.
_OF_NEXT: Final = re.compile(
    r"(?:accompagne\w*|avec|with|and|et|plus)?\s{0,2},?\s{0,2}(?:le\s+cas\s+echeant|si\s+possible|if\s+\w+|eventuellement),?\s+(?:d'une?|d'|de|une?|des|an?|the|your|avec|with)\s+(?:\w+\s+){0,2}$"
)
_LABELLED: Final = re.compile(
    r"(?:^|[.;\n(])\s*(?:[-•*]\s*)?(?:optional(?:ly)?|optionnel\w*|facultati\w+|preferred|nice\s+to\s+have|souhaite\w*|bonus|اختياري\w*)"
    r"(?:\s+(?:documents?|materials?|pieces?))?\s{0,2}:[^.;\n:]{0,120}$"
)
_TRANSLATED: Final = re.compile(
    r"\b(?:tradui\w*|traduction\w*|translat\w*|traduz\w*|traduc\w*|ubersetz\w*)|ترجم"
)
_AND: Final = re.compile(r"\s*(?:et|and|ou|or|&|و)\s*(?:(?:des|les|vos|any|your|some)\s+)?")
_BOTH: Final = re.compile(
    r"\s{1,3}(?:(?:sont|are|seront|would\s+be)\s+(?:\w+\s+)?)?(?:bienvenues|souhaitees|facultatives|appreciees|optionnelles|welcome|optional|appreciated)\b"
)
_IS: Final = re.compile(r"\b(?:is|are|est|sont|sera|seront|reste|restent)\s+(?:\w+\s+){0,2}$")


def _options_ahead(folded: str, start: int, end: int, floor: int) -> Iterator[re.Match[str]]:
    """Give the words of option before a paper, but not those with which anybody may apply."""
    for cue in _OPTION_AHEAD.finditer(folded, start, end):
        if not _MAY_APPLY.search(folded[max(floor, cue.start() - 60) : cue.end()]):
            yield cue


def is_optional(folded: str, mention: Mention, beside: Sequence[Mention], sentence: Span) -> bool:
    """Whether a paper is asked for only if possible: words of option stand before or right behind it."""
    start, end = mention.span
    later = [m for m in beside if m.span[0] >= end]
    behind = OPTION_BEHIND.match(folded, end, min([sentence[1], end + 110, *(m.span[0] for m in later)]))
    translated = behind and _TRANSLATED.search(folded, end, behind.end())  # the translation is the option
    if (
        behind
        and not translated
        and not (mention.kind == "cv" and later and _OF_NEXT.search(folded, behind.start(), later[0].span[0]))
    ):
        return True
    if _LABELLED.search(folded[max(sentence[0], start - 160) : start]):
        return True
    if mention.kind != "cv" and later and _AND.fullmatch(folded, end, later[0].span[0]):
        both = _BOTH.match(folded, later[0].span[1], min(sentence[1], later[0].span[1] + 60))
        if both:
            return True
    for cue in _options_ahead(folded, max(sentence[0], start - 160), start, sentence[0]):
        previous = [m for m in beside if m.span[1] <= cue.start()]
        glued = previous and re.fullmatch(r"[\s,(]{0,4}", folded[previous[-1].span[1] : cue.start()])
        closed = glued and re.match(r"\s{0,3}[),.;]", folded[cue.end() : cue.end() + 4])
        between = folded[cue.end() : start]
        if _IS.search(folded, max(sentence[0], cue.start() - 30), cue.start()):  # said of what stands before
            continue
        if mention.kind == "cv" and any(cue.end() <= m.span[0] and m.span[1] <= start for m in beside):
            continue
        if ")" in between and not re.match(r"\s{0,2}\)", between):  # said of what stands in the brackets
            continue
        if not (closed and "(" in folded[previous[-1].span[1] : cue.start()]) and not re.search(
            r"[;:]|\)\s{0,2},", between
        ):
            return True
    return False


def may_option(words: str) -> bool:
    """Whether a sentence speaks of what may be sent besides."""
    return bool(_OPTION_AHEAD.search(words) or _OPTION_SAID.search(words))


_OPTION_SAID: Final = re.compile(
    r"\b(?:appreciated|welcome|optional|encouraged|a\s+plus|an\s+asset|facultati\w+|apprecie\w*"
    r"|bienvenu\w*|un\s+plus|un\s+atout|preferred|desirable|souhaite\w*|recommande\w*|obligatoire"
    r"|mandatory)\b"
)
_OR: Final = re.compile(
    r"[\s,)]{0,4}(?:\([^()\n]{0,40}\)\s{0,3})?(?:et/ou|and/or|ou(?:\s+bien)?|or|/|و\s?/\s?او|او|oder"
    r"|o)\s{1,3}(?:\S{1,20}\s{1,3}){0,3}$|\s{0,2}/\s{0,2}$"
)


def is_second_choice(folded: str, mention: Mention, beside: Sequence[Mention]) -> bool:
    """Whether "or" stands between a paper and one of another kind before it."""
    if _stands_for(folded, mention, beside):
        return True
    before = [m for m in beside if m.span[1] <= mention.span[0]]
    if not before or before[-1].kind == mention.kind:
        return False
    return bool(_OR.match(folded[before[-1].span[1] : mention.span[0]]))


_IN_PLACE: Final = re.compile(
    r"(?:\b(?:in\s+place\s+of|instead\s+of|in\s+lieu\s+of|rather\s+than|as\s+an?\s+alternative\s+to|a\s+la\s+place\s+d(?:e|u)"
    r"|au\s+lieu\s+d(?:e|u)|en\s+lieu\s+et\s+place\s+d(?:e|u)|en\s+remplacement\s+d(?:e|u)|plutot\s+qu(?:e|')|en\s+lugar\s+de(?:l)?"
    r"|em\s+vez\s+d[eao]|(?:an)?statt)|(?<!\w)(?:بدلا|عوضا|بدل)(?:\s+(?:من|عن))?)\s*"
    r"(?:une?\s|l'|la\s|le\s|votre\s|the\s|an?\s|your\s|d'une?\s|written\s|traditional\s|formal\s|eines?\s|una?\s|uma\s){0,3}\Z"
)
_INSTEAD: Final = 140  # characters between a paper and the one that it may stand for


def _stands_for(folded: str, mention: Mention, beside: Sequence[Mention]) -> bool:
    """Whether a paper may be sent in the place of one behind it: "a video in place of a letter"."""
    near = [m for m in beside if m.kind != mention.kind and 0 < m.span[0] - mention.span[1] < _INSTEAD]
    return any(_IN_PLACE.search(folded[mention.span[1] : other.span[0]]) for other in near)


def is_choice_with_cv(folded: str, span: Span) -> bool:
    """Whether a profile on a network may stand for the CV."""
    around = folded[max(0, span[0] - 60) : span[1] + 60]
    return bool(
        re.search(
            r"(?:\bcvs?\b|curricul\w+|resume|ذاتيه)\W{0,3}(?:\S+\s+){0,2}(?:ou|or|/|and/or|et/ou"
            r"|او)\s*(?:\S+\s+){0,4}?(?:linked|git ?hub|لينكد)|(?:linked ?in|git ?hub)(?:\s+\w+)?\s*(?:/|ou"
            r"|or)\s*(?:\S+\s+){0,3}?(?:cv|resume|curricul)",
            around,
        )
    )


# --- the form of the file ----------------------------------------------------

_SINGLE: Final = re.compile(
    r"\b(?:(?:un|en\s+un)\s+(?:seul(?:\s+et\s+(?:meme|unique))?|unique)\s+(?:fichier|document|pdf)"
    r"|(?:fichier|document|pdf)\s+unique|(?:one|single|1|un\s+seul)\s+(?:\w+\s+){0,2}(?:pdf|file)\b|(?:one"
    r"|single)\s+(?:combined\s+|merged\s+)?(?:pdf|file|document)|combined\s+(?:into|in|as)\s+(?:a|one)"
    r"|(?:un\s+(?:solo|unico)|um\s+unico)\s+(?:archivo|pdf|ficheiro|arquivo|documento)"
    r"|einer?\s+(?:einzigen\s+)?(?:pdf|datei)|in\s+einem\s+pdf)\b|ملف\s+واحد|ملف\s+pdf\s+واحد"
)


def single_file(folded: str) -> Span | None:
    """Where an ad wants all in one file."""
    match = _SINGLE.search(folded)
    return match.span() if match else None
