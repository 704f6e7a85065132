"""What an enumeration of papers holds besides those whose names we know.

"CV, lettre de motivation, votre attestation X et …": a part that begins like a paper is one more paper
of the kind `other`; a part that only stands where a paper would stand is doubtful, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from intake.reading.adposts.ad import Span
from intake.reading.adposts.papers.papernames import Mention

_MOST: Final = 30  # papers of a sentence
_REACH: Final = 220  # characters of an enumeration behind its last paper that we know
_LONGEST: Final = 90  # characters of a part that names a paper
_WORDS: Final = 7

_APART: Final = re.compile(
    r"[,;+&•·]|\s(?:et|and|y|e|und|plus|sowie|as\s+well\s+as|ainsi\s+qu(?:e\b|')|along\s+with|together\s+with"
    r"|accompagnee?s?\s+d(?:e\b|')|مع|بالاضافه\s+الي|وكذا|وكذلك|اضافه\s+الي)(?=[\s'])|\s(?=و(?!احد|رق"
    r"|صل)\w{3})"
)
_DETERMINER: Final = re.compile(
    r"\s*(?:d'une?|d'|de\s|des\s|du\s|un\s|une\s|les?\s|la\s|l'|votre\s|vos\s|ton\s|ta\s|tes\s|quelques\s"
    r"|an?\s|the\s|your\s"
    r"|any\s|some\s|all\s|two\s|three\s|four\s|deux\s|trois\s|quatre\s|0?[1-5]\s|\(?0?[1-5]\)\s|copi\w+\s"
    r"|copy\s|el\s|los\s|las\s"
    r"|una?\s|uma?\s|seu\s|ihre?n?\s|ein\w{0,2}\s|at\s+least\s|au\s+moins\s|toute?s?\s|leurs?\s|son\s"
    r"|sa\s|ses\s|و?(?:صوره?|نسخ\w*)\s){1,4}"
)
_PAPER: Final = re.compile(
    r"\b(?:attestations?|certificats?|certificates?|certificados?|documents?|justificatifs?|copies?|copy"
    r"|photocopies?|formulaires?"
    r"|forms?|fiches?|extraits?|extracts?|preuves?|proofs?|permis|cartes?|cards?|portfolio|exemples?"
    r"|examples?|samples?|specimens?"
    r"|echantillons?|essays?|statements?|declarations?|affidavits?|proposals?|abstracts?|synopsis"
    r"|articles?|publications?|manuscri(?:pt|t)s?"
    r"|theses|thesis|these|memoires?|rapports?|reports?|scans?|screenshots?|captures?|photos?"
    r"|photographs?|drawings?|dessins?|croquis"
    r"|maquettes?|planches?|enregistrements?|recordings?|videos?|films?|tapes?|demos?|receipts?|recus?"
    r"|quittances?|recepisses?|timbres?|stamps?"
    r"|enveloppes?|envelopes?|questionnaires?|tableaux?|bordereaux?|devis|budgets?|notes?|plans?"
    r"|programmes?|autorisations?|authori[sz]ations?"
    r"|agrements?|permits?|livrets?|carnets?|transcripts?|scores?|tests?|translations?|traductions?"
    r"|syllabus|syllabi|curricula|arretes?|conventions?|inscriptions?|bulletins?|brevets?|habilitations?|diplom\w+"
    r"|bescheinigungen?|nachweise?|proben?|skizzen?|comprobantes?|comprovativos?|justificantes?|muestras?"
    r"|amostras?)\b"
    r"|(?<!\w)و?(?:ال)?(?:شهاد(?:ه|ات)|وثيقه|وثايق|افاده|صوره|صور|نسخه|نسخ|استماره|رخصه|نموذج|نماذج|تقرير"
    r"|مقال|تسجيل|مقطع|فيديو|عينه|عينات|رابط|بطاقه"
    r"|كشف|تصريح|ترخيص|خطه|مشروع|ملخص|قايمه|بيان|وصل)(?!\w)"
)
_NO_PAPER: Final = re.compile(
    r"\b(?:pretentions?|salari\w+|salaires?|remuneration|salary|rates?|tarifs?|tjm|disponib\w+|availab\w+"
    r"|preavis|notice|start\w*"
    r"|date\w*|nom\w*|names?|prenom\w*|surname|adress\w*|address\w*|telephon\w*|phone|tel|numero\w*"
    r"|number\w*|whatsapp|mail|e-?mails?|courriel|mobile"
    r"|referenc\w*|refs?|code|objet|subject|titre|title|intitule|poste|position|job|role|post\b"
    r"|mention\w*|indi\w+|precis\w+|stat\w+|specif\w+|ensuring"
    r"|format\w*|pdf|word|zip|page\w*|fichier|file\w*|piece\s+jointe|attachments?|english|french"
    r"|francais\w*|anglais\w*|langue\w*|languages?"
    r"|linkedin|profil\w*|profile|motivations?|experience\w*|competences?|skills?|interets?|interests?"
    r"|parcours|candidatur\w*|applications?|dossiers?"
    r"|entretien|interview\w*|delai\w*|lieu|ville|city|country|pays|age|nationalit\w+|contrat|stage"
    r"|equipe|team|mission\w*|questions?|website|site"
    r"|direction|service|attention|madame|monsieur|mr|mrs|ms|dr|prof\w*|send|envo\w+|postul\w+|apply"
    r"|join\w*|submit\w*|upload\w*|we|you|nous|vous|il|elle"
    r"|is|are|est|sont|sera|seront|will|should|must|doit|doivent|may|can|peut|who|which|qui|dont|that|que"
    r"|if|si|not|pas|ne|why|how|what|because|so"
    r"|autres?|other|details?|information\w*|coordonnees|contacts?|only|please|merci|veuillez|avant"
    r"|before|until|janvier|fevrier|mars|avril|mai|juin|juillet"
    r"|aout|septembre|octobre|novembre|decembre|january|february|march|april|june|july|august|september"
    r"|october|november|december|lundi|mardi|mercredi"
    r"|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|@"
    r"|https?:|www\.|\d{3}|[«»\"]"
    r"|راتب|هاتف|رقم|عنوان|اسم|موضوع|مقابله|تاريخ|موعد|الوظيفه|المنصب|توفر|ذكر|كتابه|تحديد|البريد|الايميل"
    r"|الواتس"
)
# A copy is of a paper, whatever it is.
_COPIED: Final = re.compile(
    r"\s*(?:(?:une?|la|les|des|an?|the|any|votre|your|deux|two)\s+)?(?:(?:scanned|certified)\s+)?(?:photo)?cop(?:ies?|y)\s+(?:\w+\s+){0,2}"
    r"(?:de|du|des|d'|of)(?=[\s\w'])"
)
_NO_COPY: Final = re.compile(
    r"\b(?:e-?mails?|mails?|courriel|annonce|advert\w*|offre|message|formation|work)\b"
)
# Where an enumeration is over: the way it is sent, to whom, until when.
_OVER: Final = re.compile(
    r"[.:!?؟)\]@\n/]|\s(?:a\s(?=[\w.+-]{1,64}\s?@)|a\s+l'(?:adresse|attention|aide)|a\s+la\b|a\s+partir|au\s|aux\s|par\s|avant\s"
    r"|jusqu|sous\s|via\s|by\s|before\s|until\s|no\s+later|to\s|at\s|on\s|in\s"
    r"|en\s+(?:un|format|pdf|indiquant|precisant|mentionnant)|dans\s|pour\s|afin|avec\s+(?:pour|en|comme"
    r"|l'objet|la\s+mention|objet)|with\s+(?:the\s+)?(?:subject|reference|ref)|quoting|stating|mentioning"
    r"|an\s+(?:die|den|das|folgende)|bis\s|per\s|hasta\s|para\s|ate\s|por\s|علي\s|الي\s|قبل\s|عبر\s|في\s"
    r"|بعنوان|عن\s+طريق|ل\s)|(?:https?:|www\.)"
)
# Words with which it is told what stands in a paper: what follows is no paper of its own.
_INSIDE: Final = re.compile(
    r"\b(?:that|which|who|where|qui|que|dont|dans|expliqu\w+|decri\w+|precisant|indiquant|mentionnant"
    r"|incluant|including|includes?"
    r"|comprenant|contenant|notamment|with|avec|describ\w+|explain\w+|outlin\w+|detail(?:ing|lant)"
    r"|highlight\w*|address(?:es|ing)"
    r"|stating|showing|about|tells?|telling|covering|presentant|exposant|montrant|tell|why|how|what)\b"
    r"|تتضمن|تشرح|توضح|يوضح|تبين|يتضمن"
)


def further(folded: str, sentence: Span, members: Sequence[Mention]) -> Iterator[tuple[Span, bool]]:
    """Give the parts of an enumeration that no known paper stands in, and whether each is surely a paper."""
    named = sorted((m.span for m in members), key=lambda span: span[0])[:_MOST]
    if not named:
        return
    for (_, end), (start, _) in pairwise(named):
        gap = folded[end:start]
        if len(gap) <= _REACH and not _closed(gap) and not _INSIDE.search(gap):
            yield from _told(folded, _parts(folded, end, start)[1:-1])
    end = named[-1][1]
    ceiling = min(sentence[1], end + _REACH)
    tail = folded[end:ceiling]
    bracket = re.match(r"\s?\([^()\n]{1,80}\)", tail)
    begin = end + (bracket.end() if bracket else 0)
    over = _OVER.search(folded, begin, ceiling)
    ceiling = over.start() if over else ceiling
    if not _INSIDE.search(folded, begin, ceiling):
        yield from _told(folded, _parts(folded, begin, ceiling)[1:])


def _closed(gap: str) -> bool:
    """Whether a sentence or an address stands between two papers: two enumerations."""
    return bool(re.search(r"[.!?:]\s|@|\n\s*\n", gap))


def _parts(folded: str, start: int, end: int) -> list[Span]:
    """Divide a stretch at the words and marks that stand between items, brackets aside."""
    words = re.sub(r"\([^()]{0,200}\)", lambda match: " " * len(match[0]), folded[start:end])
    spans, at = [], 0
    for mark in _APART.finditer(words):
        spans.append((start + at, start + mark.start()))
        at = mark.end()
    return [*spans, (start + at, end)]


def _told(folded: str, parts: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    for start, end in parts:
        words = folded[start:end]
        lead = _DETERMINER.match(words)
        count = len(words.split())
        copied = _COPIED.match(words) and not _NO_COPY.search(words)
        if not 0 < count <= _WORDS + 3 * bool(copied) or end - start > _LONGEST:
            continue
        if _NO_PAPER.search(words) and not copied:
            continue
        paper = _PAPER.search(words)
        if paper or copied:
            yield (start + len(words) - len(words.lstrip()), end), True
        elif lead and re.search(r"[^\W\d_]{3}", words[lead.end() :]):
            yield (start + len(words) - len(words.lstrip()), end), False
