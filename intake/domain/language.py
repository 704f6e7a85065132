"""In which of our three languages a person wrote, or None where the text says too little.

Words of Arabic script speak for themselves; the others are counted against short lists of words
that are frequent in mails and tell French, English and the languages we do not write apart.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from intake.domain.model import Language
from intake.domain.wording import fold, folded

_LONGEST = 20_000  # characters looked at
_WORDS_KNOWN = 20_000  # of which it is remembered what they say: mails and papers repeat them
_ENOUGH = 5  # points; a telling word is worth one, a formula of letters two
_MAJORITY = 0.6  # of all points

_NOISE = re.compile(r"@|://|\bwww\.|\d", re.IGNORECASE)  # in an address, a link, a number
_WORD = re.compile(r"[^\W\d_]+")
_ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu)['’](?=[^\W\d_])", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0620-\u064a\u0671]")
_MARKS = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_PERSIAN_OR_URDU = re.compile(r"[\u067e\u0686\u0698\u06a9\u06cc\u0679\u0688\u06d2\u06c1]")

_FORMULAS: dict[Language, frozenset[str]] = {
    "fr": folded(
        "bonjour|bonsoir|veuillez|cordialement|salutations|ci|joint|jointe|madame|monsieur|mesdames|messieurs"
        "|merci|candidature|intéressé|intéressée|agréer|respectueusement",
    ),
    "en": folded(
        "hello|please|dear|regards|sincerely|faithfully|thanks|thank|attached|sir|madam|enclosed|hereby"
        "|kindly|yours",
    ),
}
_TELLING: dict[Language, frozenset[str]] = {
    "fr": folded(
        "le|les|des|du|et|est|une|dans|pour|avec|sur|vous|nous|je|mon|mes|votre|vos|ce|cette|ces|qui|au|aux"
        "|par|pas|suis|ai|être|été|trouver|trouverez|poste|lettre|dossier|pièce|pièces|suite|offre|envoi"
        "|envoie|adresse|reste|disposition|entretien|depuis|mais|ou|où|nom|sont|avons|expérience"
        "|considération|distinguées|sincères|avance|très|aussi|comme|plus|leur|elle|recevoir|transmets",
    ),
    "en": folded(
        "the|and|of|to|for|with|you|your|my|is|are|was|have|has|been|this|that|these|which|at|from|by|be"
        "|am|would|will|find|letter|cover|application|apply|applying|position|job|forward|hearing|look"
        "|looking|resume|interested|experience|best|kind|not|but|as|our|we|it|if|any|can|could|please|about",
    ),
}
_FOREIGN = folded(
    # Spanish, Portuguese, Italian, German, Dutch, Turkish: their frequent words that French and English lack
    "el|los|las|una|y|para|con|por|que|mi|estimado|estimada|estimados|saludos|gracias|adjunto|adjunta|muy"
    "|usted|señor|señores|hola|encontrará|puesto|os|uma|não|com|meu|minha|segue|anexo|obrigado|obrigada"
    "|atenciosamente|prezado|prezados|cumprimentos|il|gli|della|del|di|che|sono|mio|mia|allego|allegato|cordiali"
    "|saluti|buongiorno|gentile|distinti|posizione|der|die|das|und|ich|mit|für|ist|ein|eine|sehr|geehrte"
    "|damen|herren|anbei|meine|mein|meinen|freundlichen|grüßen|freundliche|grüße|bewerbung|sie|auf|zu|den|dem"
    "|het|een|van|ik|mijn|bijgaand|vriendelijke|groet|geachte|voor|ve|bir|için|sayın|saygılarımla|bu|ekte",
)


def detect(text: str) -> Language | None:
    """Tell French, English and Arabic apart; None for too few telling words or no clear majority.

    Addresses, links and numbers do not count.
    """
    pieces = _MARKS.sub("", text[:_LONGEST]).split()
    plain = " ".join(piece for piece in pieces if not _NOISE.search(piece))
    points: Counter[Language | None] = Counter()
    points["fr"] += len(_ELISION.findall(plain))
    for word in _WORD.findall(_ELISION.sub(" ", plain)):
        for language, weight in _says(word):
            points[language] += weight
    if not points:
        return None
    language, most = points.most_common(1)[0]
    return language if most >= _ENOUGH and most >= _MAJORITY * points.total() else None


@lru_cache(_WORDS_KNOWN)
def _says(word: str) -> tuple[tuple[Language | None, int], ...]:
    """For which languages a word speaks, and how loud; None is any other language."""
    if _ARABIC.match(word):
        return ((None, 3),) if _PERSIAN_OR_URDU.search(word) else (("ar", 1),)
    if ord(word[0]) > 0x24F:  # noqa: PLR2004 - the end of the Latin blocks
        return ((None, 1),)
    form = fold(word)
    found: list[tuple[Language | None, int]] = [(None, 1)] if form in _FOREIGN else []
    found += [(language, 2) for language, words in _FORMULAS.items() if form in words]
    found += [(language, 1) for language, words in _TELLING.items() if form in words]
    return tuple(found)
