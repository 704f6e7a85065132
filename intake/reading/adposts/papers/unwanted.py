"""What in an ad tells that a paper it names is not to be sent: unwanted, on demand, or part of the job.

Tables of wordings over folded text, a language after the other.
"""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.ad import Span
from intake.reading.adposts.papers.options import OPTION_BEHIND
from intake.reading.adposts.papers.papernames import Mention

_NOT_WANTED: Final = re.compile(
    r"\b(?:pas\s+(?:besoin\s+)?(?:de|d')|sans|inutile\s+d(?:e|')\s*\w*|no|without|not?\s+need(?:\s+for)?|ni"
    r"|(?:ne\s+)?(?:demand|exige|requi)\w+\s+(?:pas|aucune?)|aucune?|nul\s+besoin\s+d(?:e|')|plutot\s+qu(?:e|')"
    r"|oublie[zr]?|laissez\s+tomber|passez\s+sur|se\s+passe\w*\s+(?:\w+\s+)?d(?:e|')|au\s+lieu\s+d(?:e|')|a\s+la\s+place\s+d(?:e|')"
    r"|instead\s+of|in\s+place\s+of|rather\s+than|forget(?:\s+about)?|skip|never\s+mind"
    r"|not?\s+(?:accept|require|want|expect|ask\s+for)\w*|(?:do\s+not|don't|needn't|does\s+not|doesn't)\s+(?:send|submit"
    r"|include|attach|need|require|want|ask\s+for|expect|bother\s+with|accept|read)|ne\s+(?:pas\s+)?(?:joindre"
    r"|envoyer|joignez|envoyez|mettez)\w*)\s*(?:pas\s+)?(?:(?:a|an|any|for|de|d'|un|une|your|the|la|le|votre|la\s+traditionnelle)\s*){0,2}$"
    r"|(?:لا\s+(?:حاجه|داعي)\s+(?:الي|لارسال|لارفاق|ل)|(?<!\w)بدون|(?<!\w)دون|(?<!\w)بلا|من\s+غير|عوض|بدلا?\s+من"
    r"|لا\s+(?:ترسل\w*|ترفق\w*|نطلب|نحتاج(?:\s+الي)?|يشترط|يطلب|تلزم))\s*(?:اي\s+|ارسال\s+|ارفاق\s+)?$"
)
_NEVER: Final = re.compile(r"\b(?:do\s+not|don't|never|ne|no\s+need\s+to|inutile\s+de)\s+$")
_SENT: Final = re.compile(r"(?:send|write|drop|envo|ecri|adress)")  # a name that begins with its verb
_WAIVED: Final = re.compile(
    r"(?:[^.;,\n(]{0,30}|\s{0,2}\(\s{0,2})\b(?:(?:is|are)\s+not\s+(?:required|needed|necessary|accepted)|not\s+(?:required"
    r"|needed|necessary)|(?:should|must|may|do|need)\s+not\s+be\s+(?:included|attached|sent|enclosed|submitted|provided)|ne\s+doi(?:t|vent)\s+pas|(?:is|are)\s+(?:unnecessary|superfluous)|(?:will|can|are)\s*(?:not|n't|no\s+longer)\s+(?:be\s+)?(?:accepted|considered|read)"
    r"|n'est\s+pas\s+(?:necessaire|demande|obligatoire|requis|utile|exige)\w*|(?:est\s+)?inutile"
    r"|ne\s+sont\s+pas\s+(?:necessaires?|demande|obligatoires?|requis|acceptee?s)\w*|sur\s+(?:simple\s+)?demande"
    r"|(?:up)?on\s+request|available\s+(?:up)?on|on\s+demand|non\s+(?:requis|demande|obligatoire|necessaire|exige)\w*)"
    r"|(?:[^.;,\n(]{0,30}|\s{0,2}\(\s{0,2})(?:عند\s+الطلب|غير\s+(?:مطلوب|ضروري|لازم)\w*|ليس\w*\s+(?:مطلوب|ضروري|الزامي)\w*)"
)
# CVs that somebody writes, helps with, reads or has received.
_HANDLED: Final = re.compile(
    r"\b(?:redaction|rediger|relecture|relire|ateliers?|traitement|tri|trier|lecture|lire|analyser?"
    r"|examiner?|etudier"
    r"|reception|selection(?:ner)?|review(?:s|ing)?|screen(?:s|ing)?|read(?:s|ing)?|sort(?:s|ing)?"
    r"|collecting|writing"
    r"|receive|received|recevons|recu|evaluat\w+|assess\w*)\s+(?:(?:de|des|d'|of|the|all|la|le|les|leurs?"
    r"|votre|vos|your"
    r"|their|many|cvs?|et|and|lettres?|every|each|nombreux|tous)\s*){0,6}$"
)
# What somebody in the post will do: "- write references for", "manage CVs".
_DUTY: Final = re.compile(
    r"(?:^|\n|[:;,])\s*(?:[-–—•▪●○*·+➢✓✔]\s*|\d{1,2}[.)]\s*)?(?:write|draft|prepare|manage|check|verify|handle|process|issue|maintain"
    r"|keep|archive|file|update|translate|answer|collect|rediger|gerer|controler|verifier|traiter|archiver|mettre\s+a\s+jour|etablir"
    r"|classer|collecter|saisir|delivrer)\s+(?:(?:and|et)\s+\w+\s+)?(?:(?:the|all|new|les|des|la|le|l')\s*){0,2}"
    r"(?:[\w'-]+\s+(?:(?:and|et|,|of|des|de)\s+)?){0,3}$"
)
# What the post is about, told in the third person or to "you": "checks applicants' certificates".
_DOES: Final = re.compile(
    r"\b(?:drafts|writes|verifies|checking|verifying|reviewing|reviews|manages|prepares|collects|handles|keeps|checks(?!\s+(?:and|or|,))|redigez|controlez|gerez|traitez"
    r"|triez|classez|relisez|verifiez(?!\s+que)|help\w*\s+(?:[\w']+\s+){1,3}(?:to\s+)?(?:write|draft|prepare|improve)"
    r"|mise\s+a\s+jour\s+des|مراجعه|تدقيق|فحص|ارشفه)\s+(?!and\b|et\b)(?:[\w']+\s+){0,6}$"
)
# A line of what the person has, or does, but for a CV or a letter that is to be sent.
_LABEL: Final = re.compile(
    r"\W{0,6}(?:(?:vos\s+|les\s+|your\s+|key\s+|main\s+)?(?:missions?|taches?|activites|duties|tasks|responsibilities)"
    r"|(?:ال)?(?:مهام|مسووليات|واجبات))(?:\s+\w+)?\s*:"
)
_LABEL_HAS: Final = re.compile(
    r"\W{0,6}(?:profil|formation|diplomes?|qualifications?|education|profile|(?:ال)?(?:شروط|موهلات|مستوي)(?:\s+\w+)?)"
    r"(?:\s+(?:requis\w*|recherche|required|souhaite))?\s*:"
)
_ASKED_HERE: Final = re.compile(
    r"@|\b(?:cvs?|resume|lettre|letter|joindre|attach|envoyer|send|copies?|copy)\b|نسخ|سيره"
)
# Words of a subject or a title, which name what the post is about.
_TITLED: Final = re.compile(
    r"(?:objet|intitule|subject|mention|titre|title|reference|موضوع|عنوان|betreff|asunto"
    r"|assunto)[^\n«»\"]{0,50}[«\"][^»\"]{0,90}$"
)
_FORM: Final = re.compile(r"[^\n]{0,30}?(?:form\b|forms\b|formulaires?|استماره|نموذج|fiche)")
_FILLED_IN: Final = re.compile(
    r"\b(?:complet\w+|fill(?:ing)?(?:\s+in|\s+out|\s+up)?|remplir|remplissez|remplis|via|through|using"
    r"|par|a\s+travers|dans|sur|reception|on|use|utilis\w+|access)"
    r"\s+(?:(?:our|the|this|an?|your|le|la|du|notre|ce|un|une|votre)\s+)?(?:(?:short|online|brief|web|google"
    r"|ce|petit|court)\s+){0,2}$|(?:online|web|google|electronic)\s+$|(?:تعبيه|ملء|عبر"
    r"|من\s+خلال)\s+(?:ال)?$"
)
_RETURNED: Final = re.compile(
    r"و?(?:ارسال|اعاد|ارجاع|ترسل|يرسل|تعاد|ارفاق)\w*|\b(?:return\w*|send\s+it|retourn\w+|renvo\w+|attached|annex\w*|joindre|ci-joint|download\w*"
    r"|telecharg\w+|word|signed|signe)\b"
)
_LICENCE: Final = re.compile(r"permis|driv|licenc|carnet|permiso|cart\w+\s+de\s+conducao")
_HELD: Final = re.compile(
    r"\btitulaires?\s+d[^.;:\n]{1,60}\bet\s+(?:du|d'un|le|un)\s+$|\b(?:tenga|tener|poseer|contar\s+con|avoir|titulaires?\s+d[ue'\s]\w*|possession|have|has|hold\w*"
    r"|valid\w*|full|clean|own|ter)\s+"
    r"(?:(?:le|la|du|de|a|an|un|una|your|valid|full)\s+){0,2}$"
)
_PERSONS: Final = re.compile(
    r"coordonnees|\bnoms?\b|contacts?|personnes?|names?\b|details|professionnel|professional|\d|deux|trois|two|three"
)
_MEANT_OTHERWISE: Final = re.compile(
    r"(?:(?:sous|rappel\w+|mention\w+|precis\w+|indiqu\w+|cit\w+|quot\w+"
    r"|reference\s+number)\s+(?:bien\s+)?(?:les?|la|the|l'|vos|son|des)?\s*"
    r"|termes\s+de\s+|terms\s+of\s+|grade\s+in\s+|liste?\s+de\s+|cadre\s+de\s+|obtention\s+d\w+\s+"
    r"|titulaires?\s+d(?:e|'un|'une|u)\s+|muni\s+d'un\s+|niveau\s+|avoir\s+(?:un|le)\s+|holder\s+of\s+(?:a"
    r"|an)\s+|(?:applicants?|candidates?|people|persons?|candidat\w*|personnes?|profils?)\s+(?:with|holding|avec|ayant|titulaires?\s+d(?:e|'))\s*(?:an?|une?|le|la"
    r"|an)\s+"
    r"|possess\w*\s+(?:a|an|the|un|le)\s+|obtained?\s+(?:a|an|your|their)\s+|hold(?:s|ing)?\s+(?:a|an)\s+"
    r"|(?:delivrance|equivalence)\s+(?:d[eu]s?)\s+|حاصل\w*\s+علي\s+|الحاصلين\s+علي\s+|papers?\s+|حمله\s+"
    r"|حامل\w*\s+)$"
)


# The heading above the works that an ad cites: "## References", and years and authors below it.
_CITED: Final = re.compile(
    r"\W{0,12}\n[^@]{0,400}?(?:\bet al\b|\(\s?(?:19|20)\d\d[a-z]?\s?\)|[,.]\s(?:19|20)\d\d\s?[.,:;]"
    r"|\bdoi\b|\barxiv\b|\bpp\.)"
)
_HEADS: Final = re.compile(
    r"(?:^|\n)[^\w\n]{0,8}(?:\w{1,3}[.)]\s)?(?:bibliographi\w+\s|selected\s|key\s|main\s)?$"
)
# Papers of those who offer the post: "at the end of each thesis proposal".
_OFFERED: Final = re.compile(
    r"\b(?:chaque|chacune?\s+des|cette|ce|page\s+d(?:e|es|u)|liste\s+d(?:e|es)|titre\s+d(?:e|es|u)|sujets?\s+et|every|each|this"
    r"|list\s+of|page\s+of)\s+(?:the\s+|la\s+|le\s+)?$"
)
# The name of the post goes into the message: no paper is meant by it.
_MESSAGE: Final = re.compile(
    r"(?:كتابه|ذكر|اكتب\w*|اذكر\w*)\s+(?:اسم|مسمي|عنوان|رقم|كود|رمز)\s+(?:\S+\s+){1,3}في\s+$"
)


def _is_of_others(folded: str, mention: Mention, before: str) -> bool:
    """Whether a name is that of cited works, of the employer's own papers or of the message itself."""
    start, end = mention.span
    if mention.kind == "references":
        return bool(_HEADS.search(before) and _CITED.match(folded, end))
    if mention.kind == "letter":
        return bool(_MESSAGE.search(before))
    named = folded.startswith(("proposition", "proposal", "projet", "phd", "project"), start)
    return mention.kind == "other" and named and bool(_OFFERED.search(before))


def set_apart(folded: str, mention: Mention, unit: Span) -> bool:
    """Whether a paper is named to say that it is unwanted, or only on demand, or means something else."""
    start, end = mention.span
    before = folded[max(unit[0], start - 60) : start]
    if _TITLED.search(folded[max(unit[0], start - 120) : start]):
        return True
    if _FORM.match(folded, start, end) and _FILLED_IN.search(before) and not _RETURNED.search(folded, *unit):
        return True
    if _HANDLED.search(before) or _DUTY.search(before) or _DOES.search(before) or _is_of_job(folded, mention):
        return True
    if _is_of_others(folded, mention, before):
        return True
    if _NEVER.search(before) and _SENT.match(folded, start):
        return True
    if _LICENCE.match(folded, start) and _HELD.search(before):
        return True
    persons = mention.kind == "references" and _PERSONS.search(folded, start, min(len(folded), end + 16))
    if mention.kind in ("diploma", "references") and not persons and _MEANT_OTHERWISE.search(before):
        return True
    ahead = min(unit[1], end + 110)
    waived = _WAIVED.match(folded, end, ahead) and not OPTION_BEHIND.match(folded, end, ahead)
    return bool(_NOT_WANTED.search(before)) or bool(waived)


def _is_of_job(folded: str, mention: Mention) -> bool:
    """Whether a paper stands in a line of duties, or of what the person must have been given."""
    line = folded.rfind("\n", 0, mention.span[0]) + 1
    words = folded[line : mention.span[0]][:_LINE]
    if _LABEL.match(words):
        return not re.search(r"[.!]\s", words)
    end = folded.find("\n", mention.span[1])
    whole = folded[line : end if end >= 0 else len(folded)][: 3 * _LINE]
    return (
        mention.kind in ("diploma", "other")
        and bool(_LABEL_HAS.match(words))
        and not _ASKED_HERE.search(whole)
    )


_LINE: Final = 300  # characters
