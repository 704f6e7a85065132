"""Lists of papers in an ad: what opens them, what their items look like, and where they end."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.papers.asking import ADDRESS, COMMANDS, is_of_later

_LIST_WORDS: Final = re.compile(
    r"\b(?:dossiers?|pieces?|documents?|candidatures?|postuler|envo\w+|soum\w+|joindre|joign\w+|fournir"
    r"|transm\w+|adress\w+|compos\w+|compren\w+|constitu\w+|comport\w+|contenir|inclu\w+"
    r"|appl(?:y|ications?|icants?|ying)|send\w*|submi\w+|includ\w+|provid\w+|attach\w*|enclos\w+"
    r"|materials?|contain\w*|consist\w*|required|following|e-?mail\w*"
    r"|accompagn\w+|accompanied|documentacion|documentos|enviar|unterlagen|bewerb\w+|candidatar"
    r"|curriculum|cv)\b"
    r"|ملف|وثايق|مستندات|مرفقات|ارسال|تقديم|التقدم|اوراق|[يت]رسل\w*|ارسل\w*|ما\s+يلي|الطلب|التالي|تتضمن|يتكون"
)
_LIST_HEADING: Final = re.compile(
    r"^\W{0,6}(?:\w{1,4}[.)-]\s*)?(?:(?:les\s+|liste\s+des\s+)?(?:pieces?|documents?)\s+(?:a\s+(?:fournir"
    r"|joindre|transmettre|envoyer|soumettre)|requi\w+|demand\w+|necessaires?|constitutives?|exig\w+"
    r"|du\s+dossier|complementaires)"
    r"|(?:constitution|composition|contenu|pieces)\s+(?:du|des|d'un"
    r"|de)\s+(?:le\s+)?dossiers?(?:\s+de\s+candidature)?|dossiers?(?:\s+de\s+(?:candidature"
    r"|soumission))?(?:\s+compose\s+de)?|le\s+dossier|how\s+to\s+apply|application\s+(?:materials?"
    r"|documents?|package|requirements?|procedure|process|instructions)"
    r"|required\s+(?:application\s+)?(?:documents?|materials?)|documents?\s+(?:required|needed"
    r"|to\s+(?:submit|be\s+submitted|attach|send))|to\s+apply|pour\s+(?:postuler|candidater)"
    r"|modalites?\s+de\s+(?:candidature|soumission|depot)|candidatures?|comment\s+(?:postuler|candidater)"
    r"|applications?|submission\s+(?:requirements|guidelines)|what\s+to\s+(?:send|submit)"
    r"|الوثايق|المستندات|المرفقات|ملف\s+(?:ال)?(?:ترشيح|ترشح|مشاركه)|تكوين\s+الملف|طريقه\s+التقديم"
    r"|كيفيه\s+التقديم|documentacion|documentos|bewerbungsunterlagen"
    r"|(?:ال)?(?:وثايق|مستندات|مرفقات|اوراق)|(?:مكونات|تكوين|محتوي|محتويات|يتكون)\s+(?:ال)?ملف"
    r"|ملف\s+(?:ال)?(?:ترشيح|ترشح|مشاركه|طلب|تقديم)"
    r"|(?:طريقه|كيفيه|كيف|اجراءات)\s+(?:ال)?(?:تقديم|تقدم|ترشح|ترشيح)|المطلوب\s+(?:ارساله|للتقديم|تقديمه)"
    r"|للتقديم|للترشح"
    r"|what\s+(?:we\s+need|you\s+need\s+to\s+(?:send|submit))|please\s+(?:send|include|attach|submit)"
    r"|your\s+application|how\s+to\s+join|enclosures|checklist|documentary\s+requirements"
    r"|(?:ce\s+qu'il\s+faut|que\s+faut-il)\s+(?:envoyer|joindre|fournir)|a\s+(?:envoyer|joindre|fournir"
    r"|nous\s+envoyer)|votre\s+(?:dossier|candidature)|comment\s+(?:faire|nous\s+rejoindre)|ton\s+dossier"
    r")\b[^.!?]{0,60}$"
)
_ROW: Final = re.compile(
    r"\W{0,6}(?:(?:required\s+|supporting\s+|application\s+|necessary\s+)?(?:documents?|attachments?"
    r"|enclosures?|materials?|papers)"
    r"(?:\s+(?:required|needed|requested|to\s+(?:send|submit|attach|enclose|be\s+(?:sent|submitted"
    r"|attached|enclosed|included))))?"
    r"|(?:les\s+)?(?:pieces?|documents?|justificatifs)(?:\s+(?:a\s+(?:fournir|joindre|envoyer|transmettre"
    r"|produire|deposer|presenter)|requis\w*|demande\w*"
    r"|exige\w*|necessaires?|constitutives?(?:\s+du\s+dossier)?|du\s+dossier|jointes))?|(?:composition"
    r"|constitution|contenu)\s+du\s+dossier|dossier(?:\s+de\s+candidature)?"
    r"|a\s+(?:fournir|joindre|envoyer)|to\s+(?:send|submit|attach|enclose)"
    r"|(?:ال)?(?:وثايق|مستندات|اوراق|مرفقات)(?:\s+(?:ال)?(?:مطلوبه|لازمه))?"
    r"|(?:مكونات\s+)?(?:ال)?ملف(?:\s+(?:ال)?(?:ترشيح|ترشح|مطلوب|طلب))?"
    r"|documentacion(?:\s+(?:requerida|a\s+presentar))?|documentos(?:\s+\w+)?|unterlagen"
    r"|bewerbungsunterlagen)"
    r"\s{0,4}(?:[:|-]\s{0,4}|\s{2}|(?=1[.)])|(?=(?:cv|curric\w+|(?:an?|une?|your|votre)\s+(?:cv"
    r"|curric\w+))\b))"
)
_LONGEST_ROW: Final = 1200  # characters


def is_row(folded: str, passage: Span) -> bool:
    """Whether a passage is a row or a paragraph about the documents to send, which begins with that word."""
    return passage[1] - passage[0] <= _LONGEST_ROW and bool(_ROW.match(folded, *passage))


_STOP_LIST: Final = re.compile(
    r"^\W{0,4}(?:date\s+limite|deadline|closing\s+date|le\s+dossier|les\s+dossiers|the\s+application"
    r"|applications?\s+(?:should|must|will)|contact|n\.?\s?b\b|note\s*:|lieu|adresse|salaire|profil\b"
    r"|profile\b|missions?\b|responsab\w+|competences|qualifications?\s*:|requirements|interviews?"
    r"|seul\w*\s|only\s)"
)
_HEADING: Final = 160  # characters of a heading, or of an item of a list
_ITEM: Final = re.compile(
    r"\s*(?:[-–—•▪●○◦·*+➢➤►✓✔❖▶■□→◆◇◾◼▸‣⁃\ue000-\uf8ff]|o(?= )|\(?\d{1,2}[.)°-]+(?=\s|[^\W\d])"
    r"|\(?[a-zA-Zivx]{1,3}[.)](?= ))"
)


def opens_list(ad: Ad, passage: Span) -> bool:
    """Whether a passage may open a list of papers: a heading, or words of sending and a colon."""
    folded = ad.folded[passage[0] : passage[1]]
    tail = folded[-400:]
    if _LIST_HEADING.search(folded[:_HEADING]) and len(folded) < _HEADING:
        return not is_of_later(folded)
    if not tail.rstrip().endswith((":", ": -", ":-")) and not re.search(
        r"(?:following|suivants?|suivantes?|ci-dessous|below|التاليه)\W{0,4}$|\b(?:comprenant|compose de"
        r"|including|accompagnee?s? de)\W{0,3}$",
        tail,
    ):
        return False
    last = max(tail.rfind(". "), 0)
    return bool(_LIST_WORDS.search(tail, last)) and not is_of_later(tail[last:])


_ANNOUNCED: Final = re.compile(
    r"\b(?:pieces?|documents?|dossiers?|envoy\w+|joindre|joign\w+|fournir|adress\w+|soumettre|transmettre"
    r"|constitu\w+|materials?"
    r"|attach\w*|enclos\w+|submit\w*|send\w*|provide|offres?|offers?|proposals?|documentacion|documentos"
    r"|unterlagen)\b"
    r"|وثايق|مستندات|مرفقات|ملف|اوراق|المطلوب|ارسال|يرسل|ترسل"
)


def announces(ad: Ad, passage: Span) -> bool:
    """Whether a passage says that papers follow, so that no CV or letter has to be among them."""
    return bool(_ANNOUNCED.search(ad.folded[passage[0] : passage[1]][-200:]))


def is_item(text: str, span: Span) -> bool:
    """Whether a passage begins with a bullet or a number."""
    ruled = text[span[0] : span[1]].lstrip()[:3] in {"---", "***", "==="}
    return bool(_ITEM.match(text, span[0], span[1])) and not ruled


_LIKE_A_PAPER: Final = re.compile(
    r"\W*(?:\(?\d{1,2}[.)°-]+|\(?[a-z][.)])?\W*(?:an?|your|the|une?|votre|vos|le|la|les|toute?s?|copy"
    r"|copies|copie|photocopies?|proof|evidence|list\w*|liste|attestations?|certifica\w+|plans?|photos?|extraits?|formulaires?"
    r"|fiches?|justificatifs?|preuves?|rapports?|forms?|samples?|statements?|receipts?|recus?|quittances?|permis)\b"
)


def goes_on_as_paper(folded: str, span: Span) -> bool:
    """Whether an item behind the last paper that we know may be one more."""
    return bool(_LIKE_A_PAPER.match(folded, *span)) and is_other_paper(folded, span)


_VERB: Final = re.compile(
    r"\W*(?:envo|adress|transm|postul|merci|pour\b|send|e-?mail|apply|submit|please|contact|diplome\s*:"
    r"|niveau|formation"
    r"|langues?|competences?|profil|experience)"
)


def is_bare(folded: str, span: Span) -> bool:
    """Whether a passage is only an item: short, without an address and without telling to send."""
    words = folded[span[0] : span[1]]
    return bool(
        len(words) < _HEADING
        and not ADDRESS.search(words)
        and not COMMANDS.search(words)
        and not _VERB.match(words)
    )


def is_unfinished(folded: str, span: Span) -> bool:
    """Whether a passage ends as the item of a list that goes on."""
    return folded[span[0] : span[1]].rstrip().endswith((";", ",", " et", " and", "و"))


def ends_list(folded: str, span: Span) -> bool:
    """Whether a passage is the next matter after a list."""
    return bool(_STOP_LIST.match(folded, span[0], span[1]))


def is_other_paper(folded: str, span: Span) -> bool:
    """Whether an item that names no paper we know may be one: a few words, nothing to do or to know."""
    words = folded[span[0] : span[1]]
    return bool(
        len(words) < _HEADING
        and re.search(r"[^\W\d_]{3}", words)
        and not ADDRESS.search(words)
        and not re.search(
            r"\d{4}|\b(?:ans|years|objet|subject|disponib\w+|availab\w+|pretentions?|salar\w+|nom\b|name\b"
            r"|adresse|telephone|phone|linkedin|date|deadline|cdi|cdd|reference|anything|please|why|how"
            r"|tell|what|veuillez|merci|pourquoi)\b",
            words,
        )
    )
