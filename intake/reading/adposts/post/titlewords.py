"""Words around the name of a post: what leads to it, where it ends, and what it is not; all folded."""

from __future__ import annotations

import re
from typing import Final

FIELD: Final = re.compile(
    r"^\W{0,6}(?:(?:intitule|titre|nom|denomination|libelle)\s+(?:exact\s+)?(?:du\s+|de\s+la\s+|de\s+l'"
    r"|d'un\s+)?(?:poste|fonction|mission|stage|emploi|offre|these)|poste(?:\s+(?:a\s+pourvoir|propose"
    r"|recherche|vacant|concerne))?|titre|fonction|emploi|post(?:e)?\s+title|job\s+title|position\s+title"
    r"|title(?:\s+of\s+(?:the\s+)?(?:position|post|job|assignment))?|position|vacancy(?:\s+title)?|role"
    r"|job|post|designation|puesto|cargo|vaga|stelle|titel|titre\s+de\s+la\s+mission|consultancy\s+title"
    r"|assignment"
    r"|المسمي\s+الوظيفي|الوظيفه|المنصب|عنوان\s+الوظيفه|اسم\s+الوظيفه|مسمي\s+الوظيفه"
    r"|المسمي)\s{0,3}(?:\((?:e|s|h/f)\))?\s{0,3}[:|]\s{0,4}(?P<value>\S[^\n]{2,170})",
    re.MULTILINE,
)
_RECRUITS: Final = (
    r"recrut(?:e|ent|ons|er|era|ement)|recherch(?:e|ent|ons|er)|cherch(?:e|ent|ons)|embauch(?:e|ent|ons"
    r"|er)|engag(?:e|ent|eons)"
    r"|a\s+la\s+recherche|en\s+quete|(?:lance|lancent)\s+(?:un\s+|le\s+)?(?:appel\s+a\s+candidatures?"
    r"|recrutement)|met\s+au\s+concours"
    r"|(?:is|are|currently|now|also|actively)\s+(?:\w+\s+)?(?:seeking|recruiting|hiring|looking\s+for"
    r"|searching\s+for|advertising|offering|accepting\s+applications\s+for)"
    r"|seeks?|looking\s+(?:for|to\s+(?:hire|recruit|appoint))|(?:invites?"
    r"|inviting)\s+applications?\s+(?:for|from)|applications?\s+(?:are\s+)?(?:invited\s+)?for"
    r"|(?:wish|wishes|want|wants|like|seeking|seeks|looking|plans?)\s+to\s+(?:recruit|hire|appoint|fill)"
    r"|(?:have|has)\s+(?:an?\s+|\w+\s+)?(?:openings?|vacanc(?:y|ies)|positions?)\s+for|hiring"
    r"|busca(?:mos|n)?|sucht|suchen(?:\s+wir)?|contrata(?:mos)?|procura(?:mos|-se)?"
    r"|مطلوب|تبحث\s+(?:\S{1,30}\s+){0,10}?عن|نبحث\s+(?:\S{1,30}\s+){0,2}عن|تطلب|توظيف|(?:حاجه"
    r"|بحاجه)\s+(?:الي|ل)"
    r"|[يت]علن\s+(?:\S{1,30}\s+){0,8}?عن\s+(?:حاجت\S{1,5}\s+(?:الي|ل))?"
    r"|ترغب\s+(?:\S{1,30}\s+){0,8}?في\s+(?:توظيف|تعيين)"
)
_MENTIONS: Final = (
    r"postes?\s+(?:de|d')|pourvoir\s+(?:le\s+|un\s+)?postes?\s+(?:de|d')|(?:offre|propose|ouvre)(?:nt"
    r"|ons)?(?=\s+(?:un|une|des|deux|\d)\s+(?:\w+\s+)?(?:poste|stage|these|contrat|mission|emploi|bourse"
    r"|post))"
    r"|(?:position|post|role|job|vacancy)\s+(?:of|as)|(?:there\s+(?:is|are)|we\s+have|i\s+have)|وظيفه"
)
SOUGHT: Final = re.compile(
    rf"(?<!\w)(?:(?P<recruits>{_RECRUITS})|{_MENTIONS})"
    r"(?:\s+(?:activement|actuellement|aujourd'hui|egalement|aussi|(?:son|sa)\s+ou\s+(?:sa|son)|son|sa|ses"
    r"|leur|currently|now|immediately|d(?:e|'))){0,2}[\s:«\"*,–-]{1,8}"
    r"(?:to\s+(?:recruit|hire|appoint|fill)\s+|(?:\S{1,14}\s+)?tribu\s+\S{1,30}\s*:\s*|pour\s+(?:un"
    r"|l'un)\s+de\s+(?:ses|nos)\s+clients?\s*[,:]?\s*|pour\s+(?:le\s+|un\s+|une\s+|son\s+|l'|ses\s+|sa\s+"
    r"|leurs?\s+)[^.:;,]{3,60}?[,:]\s*)?"
)
IS_POST: Final = re.compile(
    r"(?<!\w)(?:(?:le|la|l'|the|an?|one|two"
    r"|three)\s*(?:/\s*la\s+)?)(?P<name>[^.:;!?\n]{4,120}?)\s+(?:est\s+(?:un\s+poste|charge|responsable)"
    r"|(?:positions?|posts?)\s+(?:is|are)\s+(?:\w+\s+)?(?:available|open)|is\s+(?:responsible|a\s+(?:key"
    r"|full|part|position))|aura\s+pour\s+mission)"
)
SENTENCE: Final = re.compile(
    r"\b(?:is|are|was|were|will|have|has|can|must|should|sera|est|sont|avez|etes|vous|nous|we|you|doit"
    r"|aurez|your|notre|votre|wir|sie|estamos|s'agit|somos|tu|je|i|ses)\b|(?:نحن|[تي]علن|في\s+اطار|يجب|لديك|علي\s+ان)"
)
CUT: Final = re.compile(
    r"[.;:!?](?=\s|$)|\n\s*\n|,\s|\s[–—-]\s|\s(?:pour|afin|dans\s+le\s+cadre|au\s+sein|base[·.(]{0,2}e?\)?"
    r"|a\s+compter|a\s+partir|des\s+que|qui|ayant|avec|en\s+(?:cdi|cdd|charge|vue|contrat|alternance)"
    r"|a\s+temps|capable|motive\w*|a\s+(?:paris|lyon|casablanca|rabat|dakar|tunis|abidjan)|who"
    r"|to\s+(?!the\b|our\b|a\b)[a-z]{2,}|for\s+(?:the|our|a|an|its|their|his|her|immediate|\d)|with|based"
    r"|starting|that|which|willing|from|within|at|in\s+our|in\s+the\s+(?:group|lab|department)|whose|where"
    r"|interested|excited|que|para\s+(?:trabajar|trabalhar|su|sua)|zum|zur|ab\s+sofort|fur\s+(?:unser|die"
    r"|den)|mit|لدي|للعمل|ل?شركه|علي\s+ان|ذو|من\s+ذوي|وذلك|حسب|خبره|بمدينه|في\s+مجال)(?!\w)"
    r"|\s(?:in|at|en|a)\s(?=[^\w]?\d)"
)
BULLET: Final = re.compile(r"\s*[-•▪●○◦·*➢➤►✓✔❖■□→\uf0b7]\s")
PRAISE: Final = re.compile(
    r"(?:experienced|motivated|dynamic|enthusiastic|talented|highly|very|committed|qualified|skilled"
    r"|passionate|outstanding|excellent|competent|ambitious|creative|dedicated|self-motivated|reliable"
    r"|energetic|bright|suitably|well|organi[sz]ed|and|new|additional|further|several|exceptional|jeunes?"
    r"|nouvelles?|nouveaux?|futur\w*|prochaine?)(?:\s*,\s*|\s+)(?=\S)"
)
NAMED: Final = re.compile(
    r"(?:applicants?|candidates?|applications?|someone|people)\s+(?:for|to\s+fill)\s+(?:the\s+|an?\s+)?"
    r"|(?:openings?|vacanc(?:y|ies)|positions?|opportunit(?:y|ies))\s+(?:(?:is|are)\s+)?(?:available\s+|open\s+)?for\s+(?:an?\s+)?"
    r"|(?:positions?|posts?|roles?|jobs?)\s+(?:of|as)\s+(?:an?\s+)?|(?:postes?|fonctions?|emplois?)\s+(?:de"
    r"|d'|du)\s*(?=\w)"
)
INCLUSIVE: Final = re.compile(r"[·.](?=\w)")
BOILERPLATE: Final = re.compile(
    r"#\w|https?://|www\.|\S@\S|^\(|\]\(|^\W*\d[\d\s/.:-]*\W*$|\b(?:publie|posted|mis\s+a\s+jour|updated"
    r"|published|deadline|date\s+limite|closing|reference|ref\.|page\s+\d|forwarded\s+message|from:|to:"
    r"|subject:|date:|objet\s*:|tel\b|cookies?)\b|^<|^!\["
)
# The name of a page of several posts, or one that does not name the post itself.
VAGUE: Final = re.compile(
    r"\b(?:open\s+positions?|positions?\s+(?:is\s+|are\s+)?available|openings?|opportunities|join|postes?\s+ouverts?|nos|our)\b"
)
LED_AWAY: Final = re.compile(r"(?:at|in|by|from|on|and|or|to|for|dans|pour|avec|sur|en|aupres|chez|par)\s")
ANYBODY: Final = re.compile(
    r"\b(?:candidat\w*|candidates?|applicants?|people|personnes?|talents?|profils?|individuals?"
    r"|outstanding|students?|etudiant\w*|researchers|members?|membres?|collaborateurs?|professional\w*"
    r"|experts?\s+en\b)"
)
