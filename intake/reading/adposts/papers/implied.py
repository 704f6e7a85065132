"""Papers that an ad asks for without asking: what is refused without them, and what a letter is to say.

Tables of wordings over folded text, a language after the other.
"""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.papers.papernames import Mention

_LACKING: Final = re.compile(
    r"\b(?:without|lacking|missing|incomplete|not\s+(?:accompanied|containing|including)|unaccompanied|unless"
    r"|(?:do|does)\s+not\s+(?:include|contain|have|comprise)|sans|incomplet\w*|depourvu\w*|non\s+accompagn\w+"
    r"|(?:ne|n')\s?(?:comport|contien|compren|inclu|sera|seront|est|sont|etant)\w*\s+pas)\b"
    r"|(?<!\w)(?:بدون|دون|لا\s+[يت](?:تضمن|حتوي|شمل)|غير\s+(?:ال)?(?:مرفق|مصحوب|مكتمل|كامل)|ينقص)"
)
_REFUSED: Final = re.compile(
    r"\b(?:(?:will|shall|can|would|may)\s*(?:not|n't)\s+be\s+\w+|cannot\s+be\s+\w+|won't\s+be\s+\w+"
    r"|(?:is|are|be)\s+(?:\w+\s+)?(?:rejected|disregarded|discarded|excluded|ignored|disqualified|incomplete|invalid)"
    r"|(?:ne|n')\s?(?:sera|seront|pourr\w+|peut|peuvent|sont|est)\s+(?:pas|ni|donc\s+pas|aucunement)"
    r"|(?:sera|seront|est|sont)\s+(?:\w+\s+)?(?:rejet|ecart|elimin|refus|irrecevable|exclu|ignor|nulle)\w*"
    r"|aucune?\s+(?:candidature|dossier))\b"
    r"|(?<!\w)و?(?:لن|لا)\s+(?:ينظر|تقبل|يقبل|يتم|تدرس|تؤخذ|توخذ|يلتفت|ت?عتبر)|[يت]رفض|ملغا|لاغي"
)
_OF_APPLICATION: Final = re.compile(
    r"\b(?:applications?|candidatures?|dossiers?|cvs?|files?|demandes?|submissions?|resumes?|offres?|offers?|mails?)\b"
    r"|طلب|ملف|ترشيح|سيره"
)
_SAID_IN: Final = re.compile(
    r"(?:\b(?:dans|in)\s+(?:votre|ta|leur|la|your|their|the)|(?<!\w)في(?:\s+ال)?)\s+$"
)
_TOLD: Final = re.compile(
    r"\b(?:decri\w+|precis\w+|indiqu\w+|expliqu\w+|dites|parlez|mentionn\w+|exposez|racontez|presentez|rappel\w+"
    r"|describe|state|explain|tell|mention|indicate|include|outline|specify|say|address|quote|highlight|give|demonstrate"
    r"|show|set\s+out|should|must|please|merci|veuillez)\b|اشرح|اذكر|وضح|بين|ذكر|شرح|توضيح|يرجي|حدد"
)


_MUST_TELL: Final = re.compile(
    r"\b(?:cv|curriculum(?:\s+vita\w*)?|resume)\s+(?:doit|devra|doivent|devront|should|must|has\s+to|needs\s+to)\s+(?:\w+\s+){0,2}"
    r"(?:mentionn|indiqu|compren|comport|conten|inclu|precis|list|nam|contain|state|give|show|be\b)"
)


_REFEREES: Final = re.compile(
    r"\W{0,6}(?:references?|referees|(?:personnes\s+de\s+)?referents?)\s*:\s*(?:the\s+|les\s+)?"
    r"(?:names?|contacts?|at\s+least|two|three|\d|noms?|coordonnees|deux|trois|au\s+moins)\b"
)


_OFFER: Final = re.compile(
    r"\b(?:offres?|propositions?|soumissions?|candidatures?|dossiers?|enveloppes?|proposals?|offers?|bids?|applications?)\s+"
    r"(?:(?:techniques?|financieres?|technical|financial)\s+)?(?:\([^()\n]{1,40}\)\s+)?(?:(?:comprendr|comporter|contiendr|inclur)(?:a|ont)"
    r"|(?:doit|doivent|devra|devront)\s+(?:\w+\s+)?(?:comprendre|comporter|contenir|inclure)|(?:shall|should|must|will)\s+(?:\w+\s+)?"
    r"(?:contain|include|comprise|consist))\b"
)


def must_tell(words: str) -> bool:
    """Whether a sentence says what is to stand in the CV, in the offer, or is a row on the referees."""
    return bool(_MUST_TELL.search(words) or _REFEREES.match(words) or _OFFER.search(words))


def refuses(words: str) -> bool:
    """Whether a sentence says that applications without the papers it names are not taken."""
    return bool(_LACKING.search(words) and _REFUSED.search(words) and _OF_APPLICATION.search(words))


def is_told_of(folded: str, mention: Mention, words: str) -> bool:
    """Whether an ad says what is to stand in a letter: it is expected then, or an option."""
    before = folded[max(0, mention.span[0] - 16) : mention.span[0]]
    return mention.kind == "letter" and bool(_SAID_IN.search(before) and _TOLD.search(words))
