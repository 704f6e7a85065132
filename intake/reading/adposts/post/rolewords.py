"""Words that posts are called by, and words around the name of a post, folded, a language after the other."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.post.trades import TRADES

# Stems: a word that begins so names a post. Words of one line that mean the same count as one.
_ROLES: Final = """
    charge(?:\\(?[·.]?e\\)?|e)?s?(?=\\s+(?:de|d')|\\W+e\\W+(?:de|d')|/e|·e)
    coordina(?:t|d)(?:eu|ri|o)\\w*|coordination|coordonnat\\w+|coordenador\\w* responsable|verantwortlich\\w+
    direct(?:eur|rice|or|ora|eurs)\\w*|direktor\\w* cheff?e?s?(?=\\s+d)|chef chief|head|leiter\\w*
    assistant\\w*|assistent\\w*|asistente|assistente adjoint\\w* animat(?:eur|rice|or)\\w*
    educat(?:eur|rice|or)\\w*|erzieher\\w* conseill(?:er|ere)\\w*|adviso\\w*|adviser\\w*|consejer\\w+
    consult(?:ant|an)\\w*|consultanc\\w+|consultor\\w* expert(?!is)\\w* gestionnaire\\w*
    comptable\\w*|accountant\\w* aides?(?:-\\w+)?(?=\\s)|aides?-\\w+ technicien\\w*|technician\\w*|tecnico\\w*|techniker\\w*
    ingenieur\\w*|engineer\\w*|ingenier\\w+|engenheir\\w+
    developp?eu?r\\w*|developeu?r\\w*|dev|desarrollador\\w*|desenvolvedor\\w*
        |entwickler\\w*|programm(?:er|eur|ateur)\\w*|integrat(?:eur|rice)\\w*
    analyst\\w*|analista\\w* administrat(?:eur|rice|or|ive\\s+officer)\\w*|administrador\\w*
    secretair\\w*|secretar(?!iat)\\w+ agent\\w* ouvrier\\w*|worker\\w* chauffeur\\w*|driver\\w*|conducteur\\w*
    cuisinier\\w*|cooks?|commis formateur\\w*|formatrice\\w*|trainer\\w*|facilitat(?:or|eur|rice)\\w*
    enseignant\\w*|teacher\\w*|profess?eu?r\\w*|professor\\w*|professora\\w*|lehr\\w+|instructor\\w*
        |tutor\\w*|maitre\\s+de\\s+conf\\w*|lecturer\\w*|faculty(?!\\s+of)|docente\\w*
    chercheu\\w*|research(?:er)?s?|scientist\\w*|pesquisador\\w*|investigador\\w*
    doctora\\w*|theses?(?=\\s+(?:de|en|cifre|cotutelle|sur|financee)\\b|\\s+d'|\\W*$)|phd\\w*|ph\\.d\\w*|doctoral|doktorand\\w* post-?\\s?doc\\w*|postdoktorand\\w*
    stag(?:e|es|iaire|iaires)|intern|interns|internship\\w*|praktik\\w+
        |estagi\\w*|pasant\\w+|trainee\\w*|master'?s?\\s+(?:thesis|project)
    alternan\\w+|apprenti\\w*|apprentice\\w*|ausbildung|auszubildende\\w*
    volontair\\w*|volunteer\\w*|benevole\\w*|service\\s+civique|freiwillig\\w*|bundesfreiwilligen\\w*
    redact(?:eur|rice)\\w*|editor\\w*|writer\\w* journalist\\w*
    graphist\\w*|designer\\w*|dise\u00f1ador\\w*|diseñador\\w*|disenador\\w*
    infirmi\\w+|nurse\\w*|enfermer\\w+ medecin\\w*|doctor|physician\\w*|medic[oa]s?|arzt\\w* psycholog\\w*
    juriste\\w*|lawyer\\w*|avocat\\w*|legal\\s+officer logistic\\w*|magasinier\\w*|stor?ekeeper\\w*
    vende(?:ur|use|dor)\\w*|commercial\\w*|sales\\w*|verkaufer\\w*|fachverkaufer\\w*|sanitatsfach\\w+
    attachee?s? delegu\\w* supervis(?:eu|or|ri)\\w* monit(?:eur|rice)\\w* mediat(?:eur|rice)\\w*
    evaluat(?:eur|rice|or)\\w* prestataire\\w* audit(?:eur|rice|or)\\w* controleu\\w+|controller\\w*
    operat(?:eur|rice|or)\\w*|operador\\w* auxiliair\\w*|auxiliar bibliothecaire\\w*|librarian\\w*
    documentalist\\w*|archivist\\w* traduct(?:eur|rice)\\w*|translator\\w*|interpret(?:e|er|ers|es)
    webmaster\\w*|community\\s+manager\\w* architect\\w* officer\\w* manager\\w*|gerente\\w*
    fellow\\w*|fellowship\\w* chair specialist\\w*|especialista\\w* associate\\w* executive\\w*
    representative\\w*|representant\\w* clerk\\w* curator\\w*|conservateur\\w*
    student\\w*|studentship\\w*|scholarship\\w*|bourse\\w*|bolsista\\w*|werkstudent\\w*
    mitarbeiter\\w*|referent\\w*|mitarbeiterin physiotherap\\w*|kinesi\\w*|therap(?:eut|ist)\\w* lead(?:er)?s?
    plant\\s+manager
    poseu\\w+|monteur\\w*|electrici\\w*|plombi\\w*|menuisi\\w*|macon\\w*|soudeu\\w*|mecanici\\w*
    accompagn(?:ateur|atrice|ant)\\w* coach(?:es|e)? gouvernant\\w* vacatair\\w* receptionn?ist\\w*
    caissi\\w* serveu\\w+|waiter\\w* livreu\\w+ gardien\\w*|caretaker\\w*|warden\\w* president\\w*
    tresori\\w+ treasurer\\w* sage-femme\\w* pharmacien\\w* statistic\\w* econom(?:iste|ist)\\w*
    geolog\\w* hydro\\w*logue chimist\\w* biolog\\w* datascientist\\w* superintend\\w* artisan\\w*
    jardini\\w+|gardener\\w* motorista\\w* boulang\\w+ coiffeu\\w+ patissi\\w+ horticult\\w+
    guides? predoc\\w* مدرب\\w* دكتوراه طالب bursar\\w*
    producer\\w* product\\s+owner\\w* scrum\\w* copywriter\\w* photograph\\w* videast\\w* monteus\\w*
    realisat(?:eur|rice)\\w* collaborat(?:eur|rice)\\w* preparat(?:eur|rice)\\w*
    planificat(?:eur|rice)\\w* promoter\\w* encadrant\\w* enquet(?:eur|rice)\\w*|enumerator\\w*
    registrar\\w* steward\\w* organi[sz]er\\w* campaigner\\w* fundraiser\\w* strategist\\w* teamleiter\\w*
    sachbearbeiter\\w* kauf(?:mann|frau)\\w* pfleg\\w+ موظف\\w* مهندس\\w* مدير\\w* محاسب\\w* مساعد\\w*
    منسق\\w* سايق\\w* مبرمج\\w*|مطور\\w* مصمم\\w* مدرس(?!ه)\\w*|مدرسه(?=\\s+(?:ال)?(?:لغه|رياضيات|علوم|فيزياء|كيمياء|احياء|تربيه|حاسوب|انجليزي|فرنسي|عربي|اطفال|موسيقي|ماده|روضه|صف))|معلم\\w*|استاذ\\w*|اساتذه فني\\w*|تقني\\w*
    اخصايي\\w*|اختصاصي\\w* ممرض\\w* طبيب\\w*|اطباء سكرتير\\w* مندوب\\w* مسوق\\w*|تسويق خبير\\w* مستشار\\w*
    باحث\\w* متدرب\\w* عامل\\w*|عمال مشرف\\w* رييس حارس\\w* طباخ\\w*|شيف منشط\\w* مكلف\\w* مسوول\\w*
    محامي\\w* مترجم\\w* كاتب\\w*|محرر\\w* متطوع\\w* اطار بايع\\w* كاشير خدمه\\s+(?:ال)?عملاء منظم\\w*
    مربي\\w* ناشط\\w* استشاري\\w*
"""  # noqa: E501 - a table
_LINES: Final = re.sub(r"\n\s*\|", "|", _ROLES + TRADES).split()
_FIRST: Final = 12  # characters before a word that still is among the first
ROLES: Final = tuple(re.compile(rf"(?<!\w)(?:{line})(?!\w)") for line in _LINES)
_ANY_ROLE: Final = re.compile(r"(?<!\w)(?:" + "|".join(_LINES) + r")(?!\w)")
GENDERED: Final = re.compile(
    r"\(?\b[hfmw]\s?[/-]\s?[fhwmdx](?:\s?[/-]\s?[dxnfh])?\b\)?|\(?\b(?:m|w|f)\s?\|\s?(?:m|w|f|d)"
    r"|\((?:h|f|m|w|d|x)(?:[,;&+ ]{1,3}(?:h|f|m|w|d|x|et|ou|or)){1,4}\)"
    # "serveur·se", "camarero/a", "Koch/-in": nouns that are given in both forms
    r"|(?<!\w)[^\W\d_]{2,20}(?:eur|ier|ien)(?:[·./(-]{1,2})(?:e|se|rice|trice|ere|iere|ne|ienne|euse|teuse)s?\b"
    r"|(?<!\w)[^\W\d_]{3,20}[eio]r[oa]?(?:/|\()(?:a|as)\b|(?<!\w)[^\W\d_]{3,20}(?:er|or|ist|ent|ant|eur)(?:/-?|\*|:|_|\()in(?:nen)?\b"
)


def names_role(folded: str) -> bool:
    """Whether words name a post: a word for people at work, or the mark (H/F)."""
    return bool(_ANY_ROLE.search(folded) or GENDERED.search(folded))


def begins_with_role(folded: str) -> bool:
    """Whether the first words name a post."""
    match = _ANY_ROLE.search(folded)
    return bool(match and match.start() <= _FIRST)


def roles_in(folded: str) -> frozenset[int]:
    """Which of the posts we know a text names, as numbers of lines of the table."""
    return frozenset(index for index, role in enumerate(ROLES) if role.search(folded))


# Before the name of a post in a heading; what is left is the name.
PREFIX: Final = re.compile(
    r"[^\w]*(?:(?:\[?(?:re|fw|fwd|tr|jobs?|urgent|annonce|diffusion|emploi)\]?\s*[:-]\s*)"
    r"|(?:avis|annonce|appel|offres?|fiche|proposition|propositions|profil)\s+(?:d'|de|du|a"
    r"|des)\s?(?:(?:la\s+|l')?(?:recrutement|vacance|emplois?|postes?|candidatures?"
    r"|manifestations?\s+d'interets?|consultants?\s+individuels?|mission|consultation|travail|jobs?"
    r"|vacances?\s+de\s+postes?)(?:\s+(?:externe|interne|national|international|local|public))?)"
    r"(?:\s*n[°o]?\s?[\w/.-]{1,25})?(?:\s*[:|–—-]+\s*|\s+(?:pour\s+(?:le|un|une|des?|la)?\s*(?:postes?"
    r"|recrutement|emplois?)?\s*(?:d'|de|du|des)?\s?(?:un[·.(/-]{0,2}e?\)?\s+)?|d'un[·.(/-]{0,2}e?\)?\s+"
    r"|de\s+|d'|du\s+|en\s+)?)"
    r"|(?:offres?|propositions?|appel)\s+(?:de|d'|pour\s+une?)\s?(?=(?:stage|these|contrat|bourse|post))"
    r"|recrutement\s+(?:pour\s+le\s+poste\s+)?(?:d'|de|du"
    r"|des)\s?(?:un[·.(/-]{0,2}e?\)?\s+(?:/\s*une?\s+)?)?|recrutement\s*[:–—-]+\s*|on\s+recrute\s*(?::"
    r"|un[·.(/-]{0,2}e?\)?)\s*|nous\s+(?:recrutons|recherchons)\s*[:–—-]?\s*"
    r"|recherche\s+(?:un[·.(/-]{0,2}e?\)?\s+)|poste\s+(?:d'|de\s+)|poste\s*:\s*"
    r"|(?:job\s+)?(?:vacancy|vacancies|opening|opportunity|job|position|posting|advertisement|advert"
    r"|announcement|call\s+for\s+applications?|hiring|wanted|we\s+are\s+hiring|now\s+hiring"
    r"|job\s+(?:posting|offer|description|title|announcement|advert)|vacancy\s+announcement"
    r"|terms\s+of\s+reference)(?:\s+(?:notice|announcement))?(?:\s+n[o°]?[\w./-]{1,20})?\s*(?:[:|–—-]+\s*"
    r"|for\s+(?:the\s+position\s+of\s+)?(?:an?\s+)?)"
    r"|termes\s+de\s+reference(?:s)?\s*(?:[:–—-]+\s*"
    r"|pour\s+(?:le\s+recrutement\s+)?(?:d'un[·.(/-]{0,2}e?\)?\s+|de\s+|du\s+|d')?)|emplois?\s*[:–—-]\s*"
    r"|offre\s*[:–—-]\s*|(?:stellenausschreibung|stellenanzeige|stellenangebot|wir\s+suchen)\s*[:–—-]?\s*"
    r"|vagas?\s*(?::|de|para)\s*|edital\s+(?:de\s+|para\s+)"
    r"|(?:اعلان|الاعلان)\s+(?:عن\s+)?(?:توظيف|وظيفه|مباراه|فرصه\s+عمل|شغل|انتقاء"
    r"|طلب\s+ترشيحات?)\s*(?:[:-]\s*|لتوظيف\s+|عن\s+)?|اعلان\s+عن\s+|(?:مطلوب|وظيفه|وظايف|فرصه\s+عمل"
    r"|المسمي\s+الوظيفي|توظيف|بحث\s+عن)\s*:?\s+)"
)
ARTICLE: Final = re.compile(
    r"\s*(?:(?:un|une|le|la|les|des|a|an|the|our|unser\w*|ein\w{0,2}|el|los|um|uma|1|01|one|two|three|deux"
    r"|trois|0?[2-9])(?:\s?[·./(-]{1,2}\s?(?:n?e|une"
    r"|a)\)?(?=\s))?(?:\s*\(\s*0?\d{1,2}\s*\))?(?:\s?/\s?une?)?\s+|l'|d')"
)
# A heading that says what the page is, and not which post.
GENERIC: Final = re.compile(
    r"\W*(?:(?:اعلان\s+)?(?:عن\s+)?وظايف?\s+[^\n]{0,60}|بلاغ(?:\s+\S+){0,3}|(?:avis|annonce|appel|offres?|fiche)\s+(?:d'|de|du|aux?|a|des)\s*(?:candidats?|recrutement|vacance|emplois?"
    r"|postes?|candidatures?|manifestation\s+d'interet|consultants?|stages?|mission"
    r"|vacance\s+de\s+poste)s?(?:\s+(?:externe|interne|national|international|local|public))?|recrutement"
    r"|emplois?|emploi\s+et\s+stages?|stages?|jobs?(?:\s+(?:offers?|opportunities|openings|description"
    r"|posting))?|careers?|carrieres?|vacanc(?:y|ies)(?:\s+(?:notice|announcement))?"
    r"|open(?:\s+\w+)?\s+positions?|positions?|openings?|current\s+openings?|join\s+us|join\s+(?:the"
    r"|our)\s+\w+|opportunit\w+|(?:we\s+are|we're)\s+hiring|on\s+recrute|nous\s+recrutons|nous\s+rejoindre"
    r"|rejoignez[ -]nous|work\s+with\s+us|come\s+and\s+work\s+with\s+us|accueil|home|menu|actualites?|news"
    r"|contact|urgent|communique|about(?:\s+the)?\s+(?:job|role|position|us|you)|(?:headline|job|key|main"
    r"|other)\s+details?|(?:key\s+|main\s+|major\s+|principal\s+)?(?:duties|responsibilities"
    r"|tasks)(?:\s+and\s+\w+)?|responsabilites(?:\s+principales)?|profil\s+(?:recherche|attendu"
    r"|du\s+candidat)|skills(?:\s+and\s+\w+)?|qualifications|salary|location|start\s+date|lieu"
    r"|introduction|background|resume|summary|overview|details?|informations?(?:\s+generales)?"
    r"|why\s+\w+(?:\s+\w+)?|context\w*|presentation|description|mission\w*|terms\s+of\s+reference"
    r"|termes\s+de\s+references?|fiche\s+de\s+poste|profil(?:\s+de\s+poste)?|postes?\s+(?:a\s+pourvoir"
    r"|ouverts)|vagas(?:\s+abertas)?|stellenanzeige|stellenangebote?|stellenausschreibung|wir\s+suchen"
    r"|karriere|trabaja\s+con\s+nosotros|ofertas?\s+de\s+(?:empleo|trabajo)|اعلان"
    r"|اعلان\s+(?:عن\s+)?(?:توظيف|وظيفه)|وظايف|وظايف\s+شاغره|فرص\s+عمل|bonjour|hello|hi|dear\s+\w+"
    r"|dear\s+all|chers?\s+\w+|cdi|cdd|full[ -]time|part[ -]time|temps\s+plein)\W*"
)
