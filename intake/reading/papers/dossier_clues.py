"""What dossiers say of themselves, in French, English and Arabic: clues of CVs, letters and referees.

Two points halve the doubt that a page is of the clue's sort. Patterns are written for folded text
(`folding.fold`): lower case, no accents, plain quotes and dashes, one form of each Arabic letter.
"""

from __future__ import annotations

import re
from typing import Final

from intake.domain.model import Kind
from intake.reading.clue import Clue, clue, pattern

REFERENCES_HEADING: Final = pattern(
    r"(?!term|bibl)\w{0,24}(?<!de)(?:references|referees|referents)"
    r"(?:(?!biblio|client|annonce|offre|poste)[^\W\d]{0,24})?"
    r"|\w{0,12}(?:personnes?|contacts?|listes?)(?:de|des|en)references?(?:(?:pour|de)\w{2,40})?"
    r"|personnesressources?|references?list"
    r"|personnes?(?:qui\w{3,30}|acontacter|ajoindre|pouvant\w{3,30}|quimeconnaissent)|(?:mes)?(?:repondants?|garants)"
    r"|ilspeuvent\w{0,6}parlerdemoi|(?:ils|elles)\w{0,4}parle(?:nt|ront)(?:mieux)?demoi|peoplewho\w{4,30}|whocanvouchforme"
    r"|theycan(?:vouch|speak)\w{0,12}|askthem\w{0,10}|(?:ال)?معرف(?:ون|ين)|(?:ال)?اشخاصالذين\w{3,30}"
    r"|personnesacontacter|(?:قائمه)?(?:ال)?مراجع\w{0,12}|المعرفون|المعرفين|التزكيات|التوصيات"
    r"|جهاتمرجعيه|جهاتالاتصال\w{0,12}|(?:ال)?اشخاص(?:ال)?مرجعي[وي]ن|(?:اشخاص|اساتذه|مسوولون)يمكن\w{3,30}"
    r"|(?:ال)?معرفون\w{0,16}|(?:اشخاص)?(?:من)?يعرفون(?:ني|عملي)|منيعرفني|منيزكيني|للتثبتيمكنالاتصال\w{0,10}"
    r"|\w{0,8}peoplewho[\w']{4,30}|(?:former|previous|past)(?:employers?|managers?|supervisors?)who\w{3,30}|lettersfrom"
    r"|(?:coordonneesdes)?(?:personnes|personnalites)\w{0,24}pouvant\w{3,30}|ilsmerecommandent|vouspouvezappeler"
)
ON_REQUEST: Final = pattern(
    r"references?\W{0,4}(?:\w+\W+){0,6}?(?:(?:sur|a la|on|upon) (?:simple )?(?:demande|request)"
    r"|fournies? (?:sur|a)|disponibles? (?:sur|a)|available|provided|furnished)"
    r"|(?:ال)?مراجع\W{0,4}(?:\w+\W+){0,3}?عند الطلب"
)
END_OF_REFERENCES: Final = pattern(
    r"fait a\b|veuillez|je vous prie|cordialement|sincerely|yours |kind regards|(?:je )?certifie"
)
_CV_HEADINGS: Final = (
    (
        "an experience section",
        2.0,
        r"[^\W\d]{0,16}experiences?[^\W\d]{0,20}",
        r"(?:mon)?(?:parcours|itineraire)(?:professionnel(?:le)?)?|stages?(?:etexperiences?|professionnels?)?",
        r"(?:work|professional|employment|career)(?:history|background)|employment|missions(?:recentes|realisees)",
        r"(?:ال)?(?:خبره|خبرات|تجربه|تجارب|تداريب|تدريبات)(?:و?(?:ال)?(?:مهنيه|عمليه|وظيفيه|تجارب|خبرات))?",
        r"المسار(?:ال)?مهني|الحياهالمهنيه",
    ),
    (
        "an education section",
        1.7,
        r"(?:ma|mes)?formations?(?:(?:academique|professionnelle|universitaire|initiale|et|&)\w{0,16})?",
        r"(?:mes)?(?:diplomes?|etudes)(?:(?:et|&)?\w{0,12}|superieures|universitaires)",
        r"(?:parcours|cursus)(?:academique|scolaire|universitaire)",
        r"education(?:al)?\w{0,24}|academic\w{5,16}|[^\W\d]{0,16}qualifications?|studies",
        r"(?:ال)?(?:تعليم|تكوين|دراسه|مؤهل|مؤهلات|شهادات|شواهد)(?:ال)?(?:علميه?|دراسيه?|اكاديميه?|جامعيه?)?",
        r"المسارالدراسي|المستويالدراسي|المستويالتعليمي|المسارالجامعي|التحصيلالعلمي|الشهاداتالمحصلعليها",
    ),
    (
        "a skills section",
        1.2,
        r"[^\W\d]{0,14}(?:skills|competenc(?:es?|y|ies))[^\W\d]{0,20}|(?:domainesd')?expertises?",
        r"savoirfaire|savoiretre|aptitudes|informatique|(?:mes)?(?:logiciels|outils)|(?:key)?strengths",
        r"(?:ال)?(?:مهارات|كفاءات|قدرات)(?:ال)?\w{0,16}|المعلوميات|الاعلاميات",
    ),
    (
        "a languages section",
        1.0,
        r"langues?(?:parlees|etrangeres|pratiquees)?|languages?(?:skills)?",
        r"(?:ال)?لغات",
    ),
    (
        "an interests section",
        1.0,
        r"(?:centres?d'?)?interets?|loisirs(?:et\w+)?|hobbies(?:and\w+)?|interests(?:and\w+)?|divers",
        r"(?:vie|engagements?|activites?)(?:associati(?:ve|f)s?|extraprofessionnelles?)|benevolat",
        r"volunteering",
        r"(?:ال)?(?:هوايات|اهتمامات|انشطه)(?:\w{0,12})",
    ),
    (
        "a profile section",
        0.8,
        r"(?:mon)?profil(?:professionnel|personnel)?|apropos(?:demoi)?|quisuisje|(?:resume|objectif)s?professionnels?",
        r"(?:personal|professional|career)?(?:profile|summary|statement|objectives?)|aboutme",
        r"الملخص|نبذه(?:شخصيه|عني|مختصره|تعريفيه)?|الملفالشخصي|الهدف(?:المهني|الوظيفي)",
    ),
    (
        "personal details",
        0.8,
        r"(?:informations?|donnees|renseignements)personnel(?:le)?s|etatcivil|coordonnees|datedenaissance",
        r"nationalite",
        r"personal(?:details|information|data)|contact(?:details|information)?|dateofbirth|nationality",
        r"(?:ال)?(?:معلومات|بيانات)(?:ال)?شخصيه|تاريخ(?:ال)?(?:ميلاد|ازدياد)|الجنسيه|الحالهالعائليه",
        r"الحالهالاجتماعيه",
    ),
    (
        "projects, courses or publications",
        0.8,
        r"certifications?|certificats?|formationscomplementaires|projets?(?:realises|academiques?)?",
        r"realisations",
        r"publications?|projects?|(?:professional)?(?:training|courses)|awards|achievements|certificates",
        r"(?:ال)?(?:دورات|تداريب|مشاريع|منشورات)(?:ال)?(?:تكوينيه|تدريبيه)?",
    ),
)  # fmt: skip

DOSSIER_CLUES: Final[tuple[Clue, ...]] = (
    # --- cv
    clue(
        "cv", "the title", 2.5, "heading",
        r"(?:mon)?(?:curriculumvitae|cv)(?:de\w+)?|resume(?:of\w+)?|europass(?:cv)?",
        r"(?:ال)?سيره(?:ال)?ذاتيه\w{0,20}",
    ),
    *(clue("cv", words, points, "heading", *wordings) for words, points, *wordings in _CV_HEADINGS),
    # --- letter
    clue(
        "letter", "the title", 2.0, "heading",
        r"lettredemotivation|(?:motivation|cover)letter|lettredecandidature",
        r"letterof(?:motivation|application|interest)",
        r"رساله(?:ال)?(?:تحفيز|تحفيزيه|دافع|دافعيه|تغطيه|الدافعيه)|طلبخطي",
    ),
    clue(
        "letter", "a salutation", 1.2, "line",
        r"chere? \w+,?$|(?:chere? )?(?:madame|monsieur|mesdames|messieurs|mademoiselle)\b[^.]{0,70}$",
        r"a l'attention d|dear\b.{1,60}$|to the (?:hiring|recruit|selection)",
        r"(?:الي )?(?:حضره )?(?:السيد|السيده|الساده)\b.{0,70}$|تحيه طيبه|سيدي\b|سلام تام",
    ),
    clue("letter", "a greeting", 0.6, "line", r"bonjour\b|hello\b|hi\b|السلام عليكم"),
    clue(
        "letter", "a subject line", 1.2, "line",
        r"objet ?:.{0,40}(?:candidature|motivation|poste|stage|recrutement)",
        r"candidature (?:au|pour|spontanee)",
        r"(?:subject|re) ?:.{0,60}(?:application|position|post|vacancy|role)|application for (?:the )?",
        r"الموضوع ?:.{0,40}(?:ترشيح|ترشح|وظيف|منصب|طلب)",
    ),
    clue(
        "letter", "a closing formula", 1.5, "text",
        r"(?:veuillez|vous prie|vous priant|prie)[^.]{0,60}(?:agreer|recevoir|croire|d'accepter)",
        r"(?:salutations|sentiments|consideration) (?:distinguee?s?|les (?:meilleure?s|plus \w+)|devoues)",
        r"(?:salutations|sentiments) respectueu\w+",
        r"yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?,?|respectfully(?: yours)?",
        r"(?:و?تفضلوا|و?تقبلوا)[^.]{0,30}(?:بقبول|مني|فائق|خالص)|فائق (?:عبارات )?(?:التقدير|الاحترام)",
        r"مع خالص (?:التحيه|الشكر|التقدير)",
    ),
    clue(
        "letter", "a short closing", 0.7, "text",
        r"(?:bien )?cordialement|bien a vous|bonne (?:journee|reception)",
        r"(?:kind|best|warm) (?:regards|wishes)|(?:i )?hope to hear from you|مع (?:اطيب )?(?:ال)?تحي(?:ه|ات)",
        r"thank(?:s| you) for (?:reading|your (?:time|consideration)|considering)",
    ),
    clue(
        "letter", "words of motivation", 0.6, "text",
        r"je (?:souhaite|desire|voudrais|serais|sollicite|vous (?:adresse|presente|soumets|propose))\w*",
        r"j'aimerais|je (?:postule|recherche|cherche|peux commencer|vous remercie)",
        r"je me (?:permets|tiens|propose)|j'ai l'honneur|j'ai le plaisir",
        r"c'est avec \w+ (?:interet|enthousiasme|plaisir)",
        r"(?:ma|presenter ma|poser ma) candidature|ma motivation|mes motivations|motivee? (?:par|pour|a)",
        r"passionnee? (?:par|de)",
        r"votre (?:annonce|offre|association|organisation|entreprise|structure|equipe|institution)",
        r"votre (?:fondation|ong|mission)",
        r"retenu (?:toute )?mon attention|rejoindre (?:votre|vos|l')|lors d'un entretien",
        r"(?:de )?vous rencontrer|un entretien",
        r"mettre (?:\w+ ){1,4}(?:au|a votre) (?:service|profit|disposition)",
        r"je suis (?:convaincue?|persuadee?|disponible|prete?)",
        r"i am (?:writing|applying|excited|keen|pleased|confident|convinced|available|delighted|eager|drawn)",
        r"i(?:'m| am) (?:very |particularly |strongly )?(?:interested|motivated|passionate)",
        r"i (?:wish|want) to (?:apply|join|express)",
        r"i (?:would|should) (?:like|love|welcome|be (?:happy|glad|delighted))|i'd (?:like|love|welcome)",
        r"i believe|i can start|i would bring",
        r"caught my (?:eye|attention)|i saw your|be considered|happy to (?:come|meet|talk)|please accept",
        r"above post|expression of interest|joining your|your institute",
        r"my (?:application|motivation|candidacy|interest in)",
        r"your (?:organi[sz]ation|team|company|advert\w*|work|mission|charity)",
        r"look(?:ing)? forward to|at an interview|opportunity to (?:discuss|contribute|join|meet|work)",
        r"express my interest",
        r"\w{3,}كم\b|اكتب اليكم|اهتمامي|اؤمن|اتطلع|امتلك|تجربتي",
        r"يشرفني|يسعدني|يسرني|اتقدم|ارغب|رغبتي|اود\b|طلبي|ترشيحي|ترشحي|الترشح|انضمام|الانضمام",
        r"اعلانكم|مؤسستكم|فريقكم|جمعيتكم|منظمتكم|شركتكم|في انتظار ردكم|(?:اجراء )?مقابله|علي استعداد|تحفيزي",
        r"خبرتي",
        limit=6,
    ),
)  # fmt: skip

NAMES: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("references", pattern(r"recomm\w*|\breferences?\b|\breferees?\b|مراجع|توصيه|تزكيه")),
    ("cv", pattern(r"\bcvs?\b|curriculum|\bresume\b|السيره|سيره ذاتيه")),
    (
        "letter",
        pattern(r"motivation|\blm\b|\blettre\b(?! de rec)|\bcover\b|\bletter\b(?! of rec)|رساله|طلب"),
    ),
    ("diploma", pattern(r"diplom\w*|\blicence\b|\bmaster\b|\bbac\b|baccalaureat|releves?\b|شهاده|دبلوم")),
    ("identity", pattern(r"\bcin\b|\bcni\b|\bcine\b|passe?port|identite|identity|البطاقه|جواز")),
)
