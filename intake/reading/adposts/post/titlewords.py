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
    r"|assignment|intitule|libelle|metier|poste\s+ouvert|on\s+recherche|emploi\s+(?:propose"
    r"|vacant)|(?:name\s+of\s+(?:the\s+)?|vacant\s+|advertised\s+)(?:position|post|job|role)|(?:role|position)"
    r"\s+(?:name|offered|advertised|applied\s+for)|puesto\s+(?:vacante|ofertado|solicitado)|oferta|funcao"
    r"|(?:الوظيفه|المنصب|الخطه|المهنه)\s+(?:المطلوبه?|الشاغره?|المعروضه?)|اسم\s+المنصب|المهنه|الرتبه|الخطه"
    r"|المسمي\s+الوظيفي|الوظيفه|المنصب|عنوان\s+الوظيفه|اسم\s+الوظيفه|مسمي\s+الوظيفه"
    r"|المسمي)\s{0,3}(?:\((?:e|s|h/f)\))?\s{0,3}[:|]\s{0,4}(?P<value>\S[^\n]{2,170})",
    re.MULTILINE,
)
_RECRUITS: Final = (
    r"recrut(?:e|ent|ons|er|era|ement)|recherch(?:e|ent|ons|er)|cherch(?:e|ent|ons)|embauch(?:e|ent|ons"
    r"|er)|engag(?:e|ent|eons|er|ement(?=\s+d))"
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
    r"|besoin(?:\s+urgent)?\s+d(?:e|(?='))|s'attacher\s+les\s+services\s+d(?:e|(?='))|wir\s+stellen(?:\s+\S{1,20}){0,3}\s+ein|s'adjoindre\s+les\s+services\s+d(?:e|(?='))|in\s+need\s+of|we\s+need"
    r"|(?:we'd|we\s+would)\s+love|on\s+the\s+lookout\s+for|in\s+search\s+of|opportunity\s+for|vacanc(?:y|ies)\s+exists?"
    r"\s+for|gesucht\s*:|stellen\s+wir"
    r"|(?:se\s+)?(?:necesita(?:mos|n)?|precisa(?:mos|n|-se)?|solicita(?:mos|n)?|requiere(?:n)?|incorpora(?:mos|n)?)"
    r"|(?:contrata|admite|procura)-se|estamos\s+buscando"
    r"|انتداب|تشغيل|استقطاب|تعيين|نبحث\s+عن|نطلب|محتاجين|عايزين|نحتاج(?:\s+الي)?|يلزمنا|ت?وظف|لشغل"
    r"\s+(?:وظيفه|منصب|خطه)|تبحث\s+عن|التعاقد\s+مع|منصب|برتبه|رتبه"
    r"|[يت]علن\s+(?:\S{1,30}\s+){0,8}?عن\s+(?:حاجت\S{1,5}\s+(?:الي|ل))?"
    r"|ترغب\s+(?:\S{1,30}\s+){0,8}?في\s+(?:توظيف|تعيين)"
)
_MENTIONS: Final = (
    r"postes?\s+(?:de|d')|pourvoir\s+(?:le\s+|un\s+)?postes?\s+(?:de|d')|(?:offre|propose|ouvre)(?:nt"
    r"|ons)?(?=\s+(?:un|une|des|deux|\d)\s+(?:\w+\s+)?(?:poste|stage|these|contrat|mission|emploi|bourse"
    r"|post))"
    r"|en\s+tant\s+que|devenez|(?:be|become)\s+(?:our|the)(?:\s+(?:next|new))?|(?:following|suivants?)\s+(?:posts?|positions?|vacanc\w+|postes?|roles?)\s*(?=:)|join\s+us\s+as|(?:position|post|role|job|vacancy)\s+(?:of|as)|(?:there\s+(?:is|are)|we\s+have|i\s+have)|وظيفه"
)
SOUGHT: Final = re.compile(
    rf"(?<!\w)(?:(?P<recruits>{_RECRUITS})|{_MENTIONS})"
    r"(?:\s+(?:activement|actuellement|aujourd'hui|egalement|aussi|(?:son|sa)\s+ou\s+(?:sa|son)|son|sa|ses"
    r"|leur|currently|now|immediately|d(?:e|'))){0,2}[\s:«\"*,–'-]{1,8}"
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
    r"|aurez|your|notre|votre|wir|sie|estamos|s'agit|somos|tu|je|i|ses|kann|konnen|werden|wird|nicht)\b|(?:نحن|[تي]علن|في\s+اطار|يجب|لديك|علي\s+ان)"
)
CUT: Final = re.compile(
    r"[.;:!?](?=\s|$)|\n\s*\n|,\s|\s[–—-]\s|\s(?:pour|afin|dans\s+le\s+cadre|au\s+sein|base[·.(]{0,2}e?\)?"
    r"|a\s+compter|a\s+partir|des\s+que|qui|ayant|avec|en\s+(?:cdi|cdd|charge|vue|contrat|alternance)"
    r"|a\s+temps|capable|motive\w*|a\s+(?:paris|lyon|casablanca|rabat|dakar|tunis|abidjan)|who"
    r"|to\s+(?!the\b|our\b|a\b)[a-z]{2,}|for\s+(?:the|our|a|an|its|their|his|her|immediate|\d)|with|based"
    r"|starting|that|which|willing|from|within|at|in\s+our|in\s+the\s+(?:group|lab|department)|whose|where"
    r"|interested|excited|est|sont|is|are|que|para\s+(?:trabajar|trabalhar|su|sua)|zum|zur|ab\s+sofort|fur\s+(?:unser|die"
    r"|den)|mit|لدي|للعمل|ل?شركه|علي\s+ان|ذو|من\s+ذوي|وذلك|حسب|خبره|بمدينه|في\s+مجال|بدوام|دوام|[يت]علن|عن\s+طريق|لمده|بعقد|بنظام|برسم|بموجب|لفايده|بفرع|بالمواصفات|بالشروط|وفق)(?!\w)"
    r"|\s(?:in|at|en|a)\s(?=[^\w]?\d)"
)
BULLET: Final = re.compile(r"\s*[-•▪●○◦·*➢➤►✓✔❖■□→\uf0b7]\s")
PRAISE: Final = re.compile(
    r"(?:experienced|motivated|dynamic|enthusiastic|talented|highly|very|committed|qualified|skilled"
    r"|passionate|outstanding|excellent|competent|ambitious|creative|dedicated|self-motivated|reliable"
    r"|energetic|bright|suitably|well|organi[sz]ed|and|new|additional|further|several|exceptional|jeunes?"
    r"|nouvelles?|nouveaux?|futur\w*|prochaine?|notre|nos|our|next|و?عاجلا?|جدا|فورا|حالا|للعمل|بشكل|بصفه|عدد|عده|ل?توظيف|ل?تعيين)(?:\s*,\s*|\s+)(?=\S)"
)
NAMED: Final = re.compile(
    r"(?:applicants?|candidates?|applications?|someone|people)\s+(?:for|to\s+fill)\s+(?:the\s+|an?\s+)?"
    r"|(?:openings?|vacanc(?:y|ies)|positions?|opportunit(?:y|ies))\s+(?:(?:is|are)\s+)?(?:available\s+|open\s+)?for\s+(?:an?\s+)?"
    r"|(?:positions?|posts?|roles?|jobs?)\s+(?:of|as)\s+(?:an?\s+)?|(?:postes?|fonctions?|emplois?)\s+(?:de"
    r"|d'|du)\s*(?=\w)"
)
INCLUSIVE: Final = re.compile(r"[·.](?=\w)")
ASIDE: Final = re.compile(r"\([^()\n]{1,50}\)")  # its commas end no name
# What an ad says of its post under a heading of its own: its aims, pay, length, place.
_ABOUT_POST: Final = (
    r"^\W*(?:objectifs?|valeur|montant|financement|duree|remuneration|indemnite|gratification|dates?|lieu|contexte|conditions?|modalites?"
    r"|objectives?|aims?|funding|duration|stipend|salary|value|amount|dauer|vergutung|entgelt|duracion|remuneracion|duracao|remuneracao)"
    r"(?:\s+(?:du|des?|de\s+la|of|of\s+the|der|des|del|do|da)\s|\s+de\s+l'|\s?:\s)"
)
BOILERPLATE: Final = re.compile(
    _ABOUT_POST
    + r"|#\w|https?://|www\.|\S@\S|^\(|\]\(|^\W*\d[\d\s/.:-]*\W*$|\b(?:publie|posted|mis\s+a\s+jour|updated"
    r"|published|deadline|date\s+limite|closing|reference|ref\.|page\s+\d|forwarded\s+message|from:|to:"
    r"|subject:|date:|objet\s*:|tel\b|telephone|cookies?|privacy)\b|^<|^!\["
    r"|:\s*(?:mrs?|ms|miss|dr|prof|mme|mlle|m\.|maitre)\b"
)
# The name of a page of several posts, or one that does not name the post itself.
VAGUE: Final = re.compile(
    r"\b(?:suivante?s|ci-dessous|following|below|siguientes|seguintes|folgende[nr]?)\b|التاليه|[^,]{4,},[^,]{4,},[^,]{4,}s$"
    r"|\b(?:open\s+positions?|positions?\s+(?:is\s+|are\s+)?available|openings?|opportunities|join|postes?\s+ouverts?|nos|notre|our)\b"
    r"|^\W*(?:توظيف\s+)?(?:collaborat(?:eur|rice)s?|agents?|membres?|staff|employees?|employees?|workers?|assistants?|officers?|specialistes?|experts?|managers?"
    r"|executives?|volunteers?|benevoles?|interns?|stagiaires?|stages?|students?|professionals?|موظف\w{0,3}|عامل\w{0,2}|عمال|متدرب\w{0,2}|متطوع\w{0,2})\W*$"
)
# Words of a sentence, a duty, a label or a numbered heading rather than of a name.
UNLIKE: Final = re.compile(
    r"^\W*(?:(?:build|help|assist|ensure|provide|develop|prepare|maintain|conduct|oversee|participate|contribute|work|support|manage"
    r"|coordinate|supervise|broadly)\s+(?:the|an?|with|in|to|our|and|responsible|[a-z]+(?:able|ive|al|ing))\s"
    r"|(?:en|au|aux|dans|sous|avec|zum|zur|with|under|within)\s|\d{1,2}[.)]\s"
    r"|(?:reports?\s+to|supervis\w+|scholarship|recruitment\s+notice|الجهه|شاغره)\s*(?::|$))"
    r"|\b(?:effectue|desire|desirent|invite|effectuer\s+des|candidates?\s+for)\b|\b(?:bzw|and|et|or|ou|und|وذو)\W*$"
)
LED_AWAY: Final = re.compile(
    r"(?:at|in|by|from|on|and|or|et|ou|puis|y|e|und|to|for|dans|pour|avec|sur|en|aupres|chez|par)\s"
)
ANYBODY: Final = re.compile(
    r"\b(?:candidat\w*|candidates?|applicants?|people|personnes?|talents?|profils?|individuals?"
    r"|outstanding|students?|etudiant\w*|researchers|members?|membres?|collaborateurs?|professional\w*"
    r"|experts?\s+en|someone|anyone|quelqu'un|collegues?|colleagues?|team|equipe|cadre|environnement|challenge|defi|personality|talent)\b"
)
# The word for an institution that a heading begins with: it names who recruits, whatever comes after.
HOUSE: Final = re.compile(
    r"(?:the\s+|les?\s+|la\s+|l'|el\s+|los\s+|die\s+|der\s+|das\s+)?(?:clinique|clinica|ecole|universit\w+|institut\w*|agence|cabinet|association"
    r"|asociacion|associacao|fondation|federation|fundacion|centre|centro|hopital|hospital\s+(?:de|do)|laboratoire|ministere|mairie|commune"
    r"|ville|departement|conseil|chambre|syndicat|union|ligue|alliance|reseau|collectif|comite|ordre|maison"
    r"|societe|entreprise|groupe|compagnie|cooperative|residence|ehpad|foyer|scp|selarl|sarl|eurl|office\s+(?:national|public|de|du|des)|delegation|direction"
    r"|ambassade|consulat|lycee|college|creche|academie|pharmacie|garage|atelier|theatre|musee|festival|avocats|notaires|faculte|praxis|verein)\b"
    r"|(?:faculty|school|college|department|institute|centre|center|college|board|ministry|association|federation|society|union|council|guild"
    r"|alliance|order|sisters|friends|diocese|university|academy)\s+(?:of|for)\b"
    r"|(?:ال)?(?:شركه|جمعيه|موسسه|وزاره|جامعه|مجموعه|منظمه|معهد|مركز|هييه|بنك|مستشفي|اتحاد|شبكه|كليه|بلديه|جمهوريه|مملكه|سلطنه"
    r"|دوله|ولايه|ديوان|سفاره|قنصليه|روضه|عياده|صيدليه|مطعم|فندق|نقابه|غرفه|اكاديميه|مصلحه|الوكاله|وكاله|مديريه)(?!\w)"
    r"|(?:republique|royaume|kingdom|republic|province|region|wilaya|canton|government|gouvernement)\b"
)
# "Baker wanted": the name before the word.
WANTED: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.!?:]\s)|(?<=!\s\s)|\A)\W{0,4}(?P<name>[^.:;!?\n,]{3,70}?)\s{1,3}(?:(?:is\s|are\s|est\s|sont\s|urgently\s"
    r"|wird\s|werden\s|zum\s\S{1,12}\s){0,2})(?:wanted|needed|required|sought|gesucht|recherche(?:e|s|es|\(e\)|\.e)?|demande(?:e|\(e\))?)(?!\w)"
)
NOT_WANTED: Final = re.compile(
    r"experien|licen[cs]e|permis|degree|diplom|skills?|certificat|qualificat|clearance|knowledge|profil|poste\b"
    r"|formation|niveau|competenc|disponib|motivat|moteur|centre\s+de|travail\s+de"
)
# A label without a colon, in a table: "Position  Lecturer", or alone on the line above.
COLUMN: Final = re.compile(
    r"^\W{0,6}(?:intitule(?:\s+(?:du\s+poste|de\s+l'emploi|de\s+l'offre))?|poste(?:\s+(?:a\s+pourvoir|propose|vacant))?|job\s+title"
    r"|position(?:\s+title)?|post(?:\s+title)?|role|title|fonction|designation|vacancy|emploi|puesto|cargo|vaga|stelle"
    r"|المسمي\s+الوظيفي|الوظيفه|المنصب)(?:\s*\n\s{0,4}|\s{1,8})(?P<value>[^\s:|][^\n]{2,150})",
    re.MULTILINE,
)
# "recrute pour sa maison d'hôtes de Fès (Riad X) une gouvernante": the post further on in the sentence.
FURTHER: Final = re.compile(
    r"(?<!\w)(?:recrut(?:e|ent|ons|ement)|recherch(?:e|ent|ons)|cherch(?:e|ent|ons)|embauch(?:e|ent|ons)|engag(?:e|ent|eons)"
    r"|(?P<en>looking\s+for|seeks?|seeking|recruiting|hiring)|busca(?:mos|n)?|sucht|suchen(?:\s+wir)?|procura(?:mos|-se)?)(?!\w)"
)
ONE: Final = re.compile(
    r"[\s,:(](?:un(?:e|\(e\)|\.e|·e|-e|/une|\s/\s?une)?|des|d'une?|deux|trois|\d{1,2}|einen?|eine)\s+"
)
ONE_EN: Final = re.compile(r"[\s,:(](?:an?|two|three|our\s+next|\d{1,2})\s+")
NEEDED_AR: Final = re.compile(
    r"(?:حاجت\S{1,5}|بحاجه|حاجه|لحاجه|احتياجها|احتياجه)\s+(?:ماسه\s+)?(?:الي\s+)?(?:تعيين\s+|توظيف\s+)?ل?(?P<name>[\u0620-\u064a][^.;!?,\n]{2,90})"
)
# Other words before the name in a heading.
LEAD: Final = re.compile(
    r"\W*(?:besoin(?:\s+urgent)?\s+(?:de|d')|engagement\s+(?:of|d'|de)|remplacement[^:\n]{0,40}:|walk-?\s?in(?:\s+interviews?)?\s*[:-]|ami\s+n[^:\n]{1,20}:"
    r"|expressions?\s+of\s+interest\s*[:-]|(?:اعلان\s+)?(?:عن\s+)?مناظره(?:\s+\S{1,15}){0,3}?\s+لانتداب|تنظم(?:\s+\S{1,20}){1,4}\s+مباراه(?:\s+\S{1,15}){0,2}?\s+لتوظيف"
    r"|مباراه\s+(?:لتوظيف|توظيف)|(?:request\s+for|appel\s+a)\s+(?:proposals?|expressions?|propositions?|manifestations?)[^:\n]{0,40}:|casting\s*[:-]|mise\s+au\s+concours\s*[:-]"
    r"|situations?\s+vacant\s*[:-]|(?:urgently\s+)?(?:required|wanted|needed)\s*[:-]|urgent(?:ly)?\s*[:-]|يوجد\s+(?:لدينا\s+)?شاغر(?:\s+لوظيفه)?\s*[:-]?)\s*"
)
