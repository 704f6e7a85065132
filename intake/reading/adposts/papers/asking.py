"""What in a sentence of an ad tells that it asks for the papers it names, now and not later.

Tables of wordings over folded text, a language after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.papers.papernames import Mention

# --- demands -----------------------------------------------------------------

_SENDS: Final = re.compile(
    # French
    r"\b(?:r?envo(?:yer|yez|ie|ies|yant|i|ient|yons|yee?s?)|adress(?:er|ez|ees?|e|ant)|transm(?:ettre"
    r"|ettez|is|ises?|ission|et)|soumett?\w+"
    r"|soumission|parvenir|depos(?:er|ez|es?|ees?|ent|ant)|depot|fournir|fournit|fournissez|fournies?"
    r"|joindre|joign\w+|joints?|jointes?|postul\w+|candidat(?:er|ez|ures?)"
    r"|merci|prier\w*|veuillez|accompagn\w+|compos\w+|compren\w+|comport\w+|conten\w+|constitu\w+|inclu\w+"
    r"|munis? d\w*|dossiers?|remettre"
    r"|par (?:e-?mail|mail|courriel|courrier)|communiquer|presenter|pieces?|documents?|demandes?"
    r"|requis(?:es?)?|ecrire|ecrivez|contact(?:er|ez)"
    # English
    r"|sen[dt]\w*|submi\w+|e-?mail\w*|mail(?:ed|ing)?|appl(?:y|ying|ications?|icants?)|forward\w*"
    r"|provid\w+|includ\w+|attach\w*|enclos\w+"
    r"|upload\w*|accompan\w+|consist\w*|compris\w+|contain\w*|pleas\w*|require[sd]?|contact|writ(?:e|ing)"
    r"|candidates?|drop|share|deliver\w*|should|must|needed"
    # Spanish, Portuguese, German
    r"|envi\w+|presentar|apresentar|documentacion|documentos|mand(?:ar|a|e|en)|remit\w+|adjunt\w+|anex\w+"
    r"|submet\w+|candidatur\w*|interesad\w+"
    r"|interessad\w+|senden|sende|schick\w+|richten|bewerb\w+"
    r"|unterlagen|mit|einreich\w+|zu\s?senden|zusend\w+)\b"
    # Arabic
    r"|ارسا|ارسل|يرسل|ترسل|تقديم|للتقديم|التقدم|ايداع|يودع|تودع|ارفا|مرفق|يرفق|ترفق|موافاتنا|بعث|ابعث|ملف"
    r"|تضمن|يحتوي|مطلوب|وثايق|مستندات|ارسال|علي\s+(?:البريد|الايميل|الرابط)|توجيه|موقع|واتس"
    r"|ارفق|ارفع|تحميل|رفع|شارك|قدم|راسل|بعت|صيفط|سيفط|زود|تزويد|ترشح|ترشيح|مراسل|توجه|تقدم|يقدم|ايميل"
    r"|بريد|مصحوب"
)
_DEMANDS: Final = re.compile(
    r"\b(?:merci\s+(?:de|d'|bien)|veuillez|prier\w*|envoyer|envoyez|adresser|adressez|transmett\w+"
    r"|soumett\w+|joindre|joign(?:ez|ant)|joints?|jointes?|fournir|fournissez|accompagn\w+"
    r"|dossiers?\s+(?:de\s+candidature|complets?|compren\w+|d[eo]i\w+|sera|compos\w+|constitu\w+)"
    r"|candidatures?\s+(?:d[eo]i\w+|compren\w+|compos\w+|comport\w+|accompagn\w+|\()"
    r"|doi(?:t|vent)\s+(?:\w+\s+){0,3}(?:joindre|fournir|comporter|comprendre|contenir|inclure"
    r"|etre\s+accompagn\w+)"
    r"|please\s+(?:\w+\s+){0,3}(?:send|submit|include|provide|attach|enclose|e-?mail|forward|add|upload"
    r"|arrange|supply|share|give|ask)|(?:should|must|shall|need\s+to|are\s+(?:asked|requested|invited"
    r"|required)\s+to|will\s+need\s+to|have\s+to|to)\s+(?:\w+\s+){0,3}(?:send|submit|include|provide"
    r"|attach|enclose|be\s+accompanied|contain|consist|upload|supply|be\s+submitted|be\s+sent|arrange)"
    r"|applications?\s+(?:packages?\s+|materials?\s+|files?\s+|dossiers?\s+)?(?:should|must|shall"
    r"|consist\w*|compris\w+|includ\w+|contain\w*|with|\()|send\s+(?:us\s+)?(?:your|a|the|an|me)"
    r"|submit\s+(?:your|a|the|an)|(?:attach|enclose|include|provide)\s+(?:your|a|the|an|copies|scanned"
    r"|at\s+least|contact|names?|\d|two|three)|required\s+documents?|documents?\s+requi\w+"
    r"|consisting\s+of|with\s+(?:a|your)\s+cv|apply\s+(?:with|by\s+sending))\b"
    r"|ارسال|ارسل|ترسل|يرسل|ارفا|يرفق|مرفق|ايداع|تقديم\s+(?:ال)?ملف|وثايق|مستندات|يتضمن|تتضمن"
    r"|ارفق|ابعث|ابعت|بعت|صيفط|توجه|يقدم|تقدم|مصحوب|تحميل|رفع"
    r"|\b(?:send\s+(?:some|along|in|through|it|them|two|three|copies|examples?|samples?|names?)"
    r"|apply\s+in\s+writing|(?:giving|enclosing|attaching|including)\s+(?:an?|your|the|names?)"
    r"|(?:enverr|adresser|fournir|joindr|transmettr|remettr|soumettr|deposer)(?:a|ont)\b"
    r"|(?:firms|consultants|bidders|suppliers|candidates|applicants|experts|persons|parties)\s+(?:\w+\s+)?(?:send|submit|provide)"
    r"|(?:send|submit)\s+(?:price\s+)?quotations?|n'oubliez\s+pas|pensez\s+a|(?:don't|do\s+not)\s+forget|remember\s+to|(?:be|make)\s+sure\s+(?:to|you)"
    r"|we\s+also\s+(?:need|require|ask\s+for|expect)|(?:is|are)\s+also\s+required|must\s+be\s+(?:attached|enclosed|included)"
    r"|il\s+(?:nous\s+)?(?:faut|faudra)|(?:est|sont)\s+(?:egalement|aussi)\s+(?:exige|demande|requis|obligatoire|attendu)\w*|nous\s+demandons"
    r"|(?:e-?mail|return|send)\s+(?:it|them)|re(?:nvoy|tourn)ez\b|envoie|joins|ajoute[sz]?|a\s+(?:joindre|fournir|envoyer|transmettre|produire)|produire|retourner)\b"
    r"|\b(?:presentar|apresentar|enviar|envien|envie|remitir|adjuntar|anexar|senden|schicken|einreichen)\b"
)
ADDRESS: Final = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,64}|email\s?protected|mailto:")
_PROFILE: Final = re.compile(
    r"titulaires?\s+(?:d'|de)|etre\s+titulaire|hold(?:er|s|ing)?\s+(?:a|an|of)\b|minimum\s+requirements"
    r"|niveau\s+d'etudes|degree\s+in\b"
)


def asks(words: str, *, within: bool) -> bool:
    """Whether a sentence that names a CV or a letter asks for it; `within`: in the part on how to apply."""
    return within or bool(_SENDS.search(words))


def demands(words: str, *, within: bool) -> bool:
    """Whether a sentence without such a paper asks for the papers it names all the same."""
    return within and bool(_DEMANDS.search(words)) and not _PROFILE.search(words)


COMMANDS: Final = re.compile(
    r"\b(?:(?:merci\s+(?:de\s+(?:bien\s+vouloir\s+)?|d'|d\s)|veuillez\s+(?:bien\s+)?|pri(?:ere"
    r"|es?)\s+(?:de\s+|d')(?:bien\s+vouloir\s+)?|invite\w*\s+a\s+|doivent\s+|devront\s+"
    r"|devra\s+)(?:nous\s+)?(?:envoyer|adresser|transmettre|soumettre|joindre|fournir|faire\s+parvenir"
    r"|completer|remplir|deposer|presenter|retourner)"
    r"|(?:please|kindly)\s+(?:\w+\s+){0,2}(?:send|submit|return|attach|enclose|forward|upload|e-?mail"
    r"|complete"
    r"|include|provide|write|give|reply)|(?:should|must|are\s+(?:asked|requested|invited"
    r"|required)\s+to)\s+(?:\w+\s+)?(?:send|submit|attach|enclose|return|upload|forward))\b"
    r"|\b(?:doivent|devront|devra|doit|veuillez|merci\s+de|prie\w*\s+de|invite\w*\s+a|tenus?\s+de|faut|faudra)\s+"
    r"(?:constituer|composer|monter|preparer|produire)\s+(?:un|leur|votre|son)\s+dossier\b"
    r"|\b(?:deve(?:m|ra|rao)?|precisa(?:m)?)\s+(?:ser\s+)?(?:enviar|enviad[oa]s?|anexar|anexad[oa]s?|encaminhar"
    r"|encaminhad[oa]s?|apresentar|apresentad[oa]s?|entregar|entregues?)\b"
    r"|\bdeb(?:e|en|era|eran|eras)\s+(?:ser\s+)?(?:enviar|enviad[oa]s?|adjuntar\w*|adjuntad[oa]s?|remitir|presentar|anexar"
    r"|acompanar|entregar)\b"
    r"|(?<!\w)(?:ب|ال)?طلب(?:ا|ه|هم|ات)?(?:\s+[^\s.]{1,20}){0,3}?\s+و?(?:مرفق|مصحوب)\w{0,3}(?!\w)"
    r"|(?:الرجاء|يرجي|المرجو)\s+(?:ارسال|ارفاق|تقديم|بعث|موافاتنا|تحميل)"
)


def commands(words: str, places: Sequence[int]) -> bool:
    """Whether a sentence tells the reader to send what is named at one of its places."""
    ends = [match.end() for match in COMMANDS.finditer(words)]
    return any(0 <= place - end <= _REACH for end in ends[:_MOST_VERBS] for place in places[:_MOST_VERBS])


_MOST_VERBS: Final = 30
_REACH: Final = 110  # characters between the verb and what is to be sent


def has_address(folded: str, sentence: Span) -> bool:
    """Whether an address stands in the sentence or right behind it."""
    return bool(ADDRESS.search(folded, sentence[0], min(len(folded), sentence[1] + 60)))


def told_to_send(folded: str, span: Span) -> bool:
    """Whether a line tells the reader to send, or to whom."""
    return bool(ADDRESS.search(folded, *span) or COMMANDS.search(folded, *span))


# --- what is for later, or for nobody ----------------------------------------

_LATER: Final = re.compile(
    r"\b(?:apporter|apportez|se\s+munir|muni\w*\s+de\s+(?:ses|vos)|bring(?:ing)?|venir\s+avec)\b|"
    r"\b(?:(?:lors\s+de|le\s+jour\s+de|avant|pendant|apres|au\s+moment\s+de|a)\s+(?:l'|votre\s+|un\s+"
    r"|leur\s+)(?:entretien|embauche|interview|entrevue|engagement|admission|signature|oral|concours"
    r"|epreuve)"
    r"|(?:candidats?|candidates?|personnes?|candidatures?"
    r"|consultants?)(?:\(?[.·]?e?\)?s?)?\s+(?:definitivement\s+)?(?:retenu|selectionne|preselectionne"
    r"|admis|choisi)\w*[^.]{0,25}\s+(?:devr\w+|ser\w+|fournir\w+|presenter\w+|pourr\w+|doi\w+)"
    r"|(?:shortlisted|short-listed|selected|successful|chosen|preselected|promising|top"
    r"|finalist)\s+(?:candidates?|applicants?|consultants?|persons?|individuals?)?[^.]{0,25}\b(?:will|may"
    r"|must|should|shall|would)\b|(?:finalists|shortlist)\b[^.]{0,40}\bwill"
    r"|if\s+(?:\w+\s+){0,3}(?:shortlisted|selected|successful|invited|hired|appointed)|(?:at|before|during"
    r"|prior\s+to|after|to)\s+(?:the\s+|an\s+|your\s+)?(?:interviews?|appointment|hiring|enrol\w+)\b"
    r"|(?:may|might|could)\s+(?:later\s+|also\s+)?be\s+(?:asked|requested|required|contacted|sought)"
    r"|will\s+be\s+(?:asked|requested|required|sought|contacted|checked|verified|obtained|solicited|taken)"
    r"|pourr\w+\s+(?:vous\s+)?(?:leur\s+)?(?:etre\s+)?(?:demande\w*|exige\w*|contacte\w*|sollicit\w+)"
    r"|ulterieurement|en\s+cas\s+de\s+(?:selection|recrutement|succes|reussite)|later\s+stage"
    r"|second\s+stage|in\s+the\s+next\s+stage"
    r"|(?:your|the|applicants'?|their|all|received|these)\s+(?:cvs?|resumes?"
    r"|curricul\w+)\s+(?:and\s+\w+\s+\w+\s+)?(?:will\s+be|are|is|were|have)\s+(?:kept|reviewed|stored"
    r"|retained|screened|examined|assessed|received|considered|evaluated)|only\s+cvs?\b|"
    r"(?:les|vos|votre|des|tous\s+les)\s+(?:cvs?|curricul\w+)\s+(?:recus|seront\s+(?:conserv|examin|etudi"
    r"|analys)|sera\s+(?:conserv|examin|etudi))\w*|cvtheque|cv-?theque|(?:examen|etude|analyse|tri|lecture"
    r"|preselection|evaluation|depouillement)\s+(?:des|sur|de|du)\s+(?:\w+\s+)?(?:cv|dossiers?|curricul\w*)"
    r"|(?:review|screening|evaluation|assessment)\s+of\s+(?:the\s+)?(?:cvs?|resumes?|applications?)"
    r"|on\s+the\s+basis\s+of\s+(?:the\s+|their\s+)?(?:cvs?|resumes?))\b"
    r"|\b(?:we\s+make\s+an\s+offer|offer\s+holders?|if\s+we\s+offer|only\s+from\s+the\s+(?:person|candidate))\b"
    r"|\b(?:up)?on\s+(?:hire|hiring|selection|appointment|joining|recruitment|acceptance)\b"
    r"|\bbefore\s+(?:you\s+)?(?:start\w*|joining)\b|\b(?:avant|a)\s+la\s+(?:prise\s+de\s+(?:poste|fonctions?)|signature|titularisation)"
    r"|عند\s+(?:ال)?(?:توقيع|مباشره|التعاقد)|(?:ال)?(?:ناجح|مقبول|منتق|مختار)ين|المقابله|عند\s+التوظيف|بعد\s+القبول|في\s+حال\s+القبول"
)


def is_of_later(words: str) -> bool:
    """Whether a sentence speaks of what is wanted at the interview or after the choice."""
    return bool(_LATER.search(words)) and not re.search(
        r"\b(?:merci\s+d(?:e\s+|')(?!apporter|vous\s+munir|venir)|veuillez|please\s+(?:send|submit|apply"
        r"|e-?mail)|envoyer\s+(?:votre|un|vos|leur"
        r"|cv)|to\s+apply|pour\s+postuler)",
        words,
    )


# A CV for another time: "if none of these posts suits you, send us your CV".
_SPONTANEOUS: Final = re.compile(
    r"\b(?:if\s+(?:(?:you\s+)?(?:do\s+not|don't|can't|cannot)\s+(?:see|find)\s+(?:an?|the|your|any|what)|none\s+of\s+(?:these|the\s+above|our)"
    r"|(?:there\s+is\s+)?no(?:thing)?\s+(?:\w+\s+){0,3}(?:suits?|fits?|matches|position|vacanc\w+|opening\w*|role))"
    r"|(?:aucun\w*\s+(?:de\s+(?:ces|nos)\s+)?(?:offres?|postes?|annonces?|missions?)|rien)\s+(?:\w+\s+){0,3}(?:correspond|convien|interess)\w*"
    r"|(?:vous\s+ne\s+trouvez|tu\s+ne\s+trouves)\s+pas|candidatures?\s+spontanees?|unsolicited\s+applications?"
    r"|speculative\s+applications?)\b"
    r"|(?:في\s+حال(?:ه)?|اذا)\s+(?:عدم\s+(?:توفر|وجود)|لم\s+(?:تجد|تتوفر|توجد|يكن))\w*\s+(?:\S+\s+){0,3}?(?:وظيف|فرص|شاغر|منصب)"
)


def is_spontaneous(words: str) -> bool:
    """Whether a sentence asks for papers of those whom no post of the ad suits."""
    return bool(_SPONTANEOUS.search(words))


_UNSOLICITED: Final = re.compile(
    r"\b(?:candidatures?\s+spontanees?|(?:unsolicited|speculative|spontaneous|open)\s+applications?|candidaturas?\s+espontaneas?"
    r"|initiativbewerbung\w*)\b"
)


def is_unsolicited(words: str) -> bool:
    """Whether a sentence speaks of applications that no ad asked for."""
    return bool(_UNSOLICITED.search(words))


_INSIDE_CV: Final = re.compile(
    r"[^.;\n]{0,15}\b(?:including|includes?|incluant|comprenant"
    r"|(?<!along )(?<!together )with|avec|contenant|y\s+compris"
    r"|containing|detailing|mentionnant|precisant|showing)\b[^.;\n]{0,120}$"
)


# What a CV or a letter tells, and brings no papers for: "a CV highlighting your degrees".
_CONTENT: Final = re.compile(
    r"[^.;\n]{0,15}\b(?:expressing|explaining|discussing|exposant|expliquant|presentant|(?:information|details?)\s+(?:about|on|of)|highlighting|describing|outlining"
    r"|summari[sz]ing|detailing|stating|detaillant|decrivant|mentionnant|indiquant|retracant"
    r"|faisant\s+(?:etat|apparaitre|ressortir)|mettant\s+en)\b[^.;\n]{0,120}$"
)
_COPIES: Final = re.compile(r"\bcop(?:y|ies)\b|\bcopies?\b|photocopie|\battach")
_PART: Final = 140  # characters behind a CV that may tell what is in it


def of_sentence(folded: str, members: Sequence[Mention]) -> Iterator[Mention]:
    """Give the papers of a sentence, but no work list, photo … that is only a part of the CV."""
    cv: Mention | None = None
    letter: Mention | None = None
    for mention in members:
        said = folded[letter.span[1] : mention.span[0]][-_PART:] if letter else ""
        in_letter = letter is not None and _CONTENT.match(said) and "," not in said
        words = folded[cv.span[1] : mention.span[0]][-_PART:] if cv else ""
        parted = cv is not None and _INSIDE_CV.match(words) and words.lstrip(" ,").count(",") == 0
        told = cv is not None and _CONTENT.match(words) and not _COPIES.search(words)
        cv = mention if mention.kind == "cv" else cv
        letter = mention if mention.kind == "letter" else letter
        told = told or (in_letter and not _COPIES.search(said))
        inside = (mention.kind == "other" and parted) or (mention.kind in ("other", "diploma") and told)
        if not (inside and "photo" not in folded[slice(*mention.span)]):
            yield mention


# --- the part on how to apply ------------------------------------------------

_APPLY_HEADING: Final = re.compile(
    r"^\W{0,6}(?:[\w]{1,4}[.)/-]{1,2}\s*)?(?:\W{0,3})(?:comment\s+(?:postuler|candidater)"
    r"|pour\s+(?:postuler|candidater)|postuler|candidater|candidatures?\b|(?:depot|modalites?|procedures?"
    r"|dossiers?|soumission|conditions?|envoi|instructions?)\s+(?:d(?:e|es|u)\s+|d')?(?:la\s+"
    r"|l'envoi\s+des\s+)?(?:depot\s+des\s+)?(?:candidatures?|postulation|soumission|participation"
    r"|dossiers?|recrutement)|comment\s+soumettre|how\s+to\s+apply|to\s+apply|apply|application|applying"
    r"|interested|submission|contact|interess\w+|how\s+to\s+join|your\s+application|next\s+steps?"
    r"|envie\s+de|postulez|pour\s+nous\s+rejoindre"
    r"|comment\s+(?:faire|nous\s+rejoindre)|ton\s+dossier|votre\s+dossier"
    r"|(?:طريقه|كيفيه|كيف|اجراءات)\s+(?:ال|ت|ن|ي|بت|بتت|تت)?(?:تقديم|ترشح|ترشيح|قدم|ترشحين|تقدم|تقدمون)"
    r"|للترشح|للتقدم|التقدم|الترشح|(?:مكونات\s+)?(?:ال)?ملف\s+(?:ال)?(?:ترشيح|ترشح)"
    r"|طريقه\s+التقديم|كيفيه\s+التقديم|للتقديم|التقديم|ملف\s+الترشيح|como\s+(?:aplicar|postular"
    r"|candidatar)|postulacion|bewerbung|bewerben|so\s+bewerben|interesad\w+|candidaturas)\b"
)
_HEADING: Final = 90  # characters of a heading
_ZONE: Final = 1500  # characters after such a heading


def apply_zones(ad: Ad) -> list[Span]:
    """Give the parts of the ad that a heading announces as those on how to apply."""
    zones = []
    for start, end in ad.passages:
        if end - start <= _HEADING and _APPLY_HEADING.search(ad.folded[start:end]):
            zones.append((start, min(len(ad.folded), end + _ZONE)))
    return zones


# Said to those whose letter was called an option just before: how it is sent, and not that it must be.
_WRITERS: Final = re.compile(
    r"\b(?:ask|have|tell|remind)\s(?:\w{1,12}\s){0,3}(?:letter[\s-]writers?|referees?|recommenders?)\b"
)
_OPTIONAL_LETTER: Final = re.compile(
    r"\boptional(?:ly)?\s(?:\w{1,15}\s){0,4}(?:letters?|references?|recommendations?)\b"
)
_JUST_BEFORE: Final = 250  # characters


def only_tells_writers(folded: str, sentence: Span) -> bool:
    """Whether a sentence only says how the writers of optional letters send them."""
    start, end = sentence
    told = _WRITERS.search(folded, start, end) is not None
    return told and _OPTIONAL_LETTER.search(folded, max(0, start - _JUST_BEFORE), start) is not None
