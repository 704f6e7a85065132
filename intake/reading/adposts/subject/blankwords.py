"""The words that stand for the blanks of a prescribed subject, by language; all over folded text."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.subject.iberian import (
    IBERIAN_ANYS,
    IBERIAN_BARE_ANYS,
    IBERIAN_BARE_TITLES,
    IBERIAN_TITLES,
)
from intake.reading.adposts.way.wordings import wording

OPEN: Final = r"(?:[\[({<«\"]\s?)?"
CLOSE: Final = r"(?:\s?[\])}>»\"])?"
_AND: Final = r"\s?(?:\+|&|-|_|/|,|\.|et|and|e|y|und|و|de|ou|or)?\s?"

# "… the post that you apply for", in Arabic.
_SOUGHT_AR: Final = (
    r"(?: (?:المتقدم\w{0,2}|المراد\w?|المطلوب\w{0,2}|المرغوب\w?|الشاغره?|المعلن\w?|المستهدف\w?|المناسب\w?"
    r"|المقصود\w?|التي|الذي)(?: (?:له|لها|عليه|عليها|علي|اليه|اليها|عنه|عنها|فيه|فيها|به|بها|شغله|شغلها"
    r"|التقدم|التقديم"
    r"|الترشح|الالتحاق|[يت]تقدم\w{0,2}|[يت]رغب\w{0,2}|[يت]ود\w{0,2}|[يت]ريد\w{0,2}|ب?شغلها)(?!\w)){0,5})?"
)
_SOUGHT_AR_MUST: Final = _SOUGHT_AR.removesuffix("?")
# "… or an application for no post in particular": the blank is the same.
OR_NONE: Final = (
    r"(?: ?(?:ou|or|/) ?(?:une |an? )?(?:(?:candidature|application) )?"
    r"(?:spontanee?|speculative|unsolicited|spontaneous|general|open)(?: (?:application|candidature))?)?"
)
# Each over folded text; the first that fits at a place is taken, so the longer wordings stand first.
NAME_PARTS: Final = (
    (
        r"(?:votre |vos |ton |tes |leur |du |le |son |ses )?(?:prenoms?|noms?)(?:\(s\))?"
        r"(?: de famille| complet)?"
        rf"(?:{_AND}(?:votre |vos |ton )?(?:prenoms?|noms?)(?:\(s\))?(?: de famille)?){{0,3}}(?: (?:du"
        rf"|de la|de l'|des) (?:candidat\S{{0,6}}|postulant\S{{0,4}}|consultant\S{{0,4}}"
        rf"|soumissionnaire|structure|organisation|cabinet|entreprise))?"
    ),
    (
        r"(?:your |their |the |applicant'?s? |candidate'?s? |my )?(?:full[ _-]?|complete |own )?(?:(?:first"
        r"|last|family|given|fore|sur|fist)[ _-]?names?|names?)"
        rf"(?:{_AND}(?:your |the )?(?:first|last|family|given|fore"
        rf"|sur)[ _-]?names?){{0,3}}(?: of (?:the )?(?:applicant|candidate|consultant|firm|company"
        rf"|bidder|consultancy|organi[sz]ation))?"
    ),
    (
        r"(?:your|tu|su|seu|votre)(?:full)?(?:name|nombre|nome|nom)|(?:first|last|full)names?"
        r"(?:[_-]?(?:first|last)names?)?|nombrey?apellidos?|apellidos?nombres?|nomprenom|prenomnom"
        r"|nomesobrenome"
    ),
    (
        r"[وب]{0,2}(?:اسمك|اسمكم|اسمك/ي|الاسم|اسم (?:المتقدم|المترشح|المرشح|مقدم الطلب|المتقدمه"
        r"|صاحب الطلب))(?:[ ]?(?:الكامل|الثلاثي"
        r"|الرباعي|و ?النسب|و ?اللقب|الشخصي|و ?العائلي|كاملا))*"
    ),
    (
        r"(?:su |tu |el )?nombres?(?: completo)?(?: y (?:sus? |tus? )?apellidos?)?(?: completo)?"
        r"|(?:su |tu )?apellidos?(?:,? (?:y )?nombres?)?"
    ),
    r"(?:seu |o seu |o )?nome(?: completo)?(?: e (?:sobrenome|apelido))?(?: do candidato)?(?: completo)?",
    (
        r"(?:ihr(?:em|en|e|es)? |dein(?:em|en)? )?(?:vor- und (?:nach|zu)name[ns]?|(?:vor|nach"
        r"|familien)?name[ns]?)|nome e cognome|(?:tuo |suo )?(?:nome|cognome)"
    ),
)
_POSTS: Final = (
    r"(?:poste|offre(?: d'emploi| de stage)?|emploi|stage|mission|fonction|annonce|these|metier"
    r"|sujet de (?:stage|these)|projet|profil|candidature|lot)s?"
)
_JOBS: Final = (
    r"(?:job|position|post|role|vacancy|internship|project|opportunity|opening|posting|assignment"
    r"|consultancy|job posting|job position)s?"
)
_SOUGHT: Final = (
    r"(?: (?:vise|souhaite|concerne|recherche|brigue|propose|choisi|postule|sollicite|convoite"
    r"|demande|desire)e?s?| (?:pour|a|sur) (?:lequel|laquelle|lesquels)[^,.;:]{0,50}?(?:postul\w+"
    r"|candidat\w+|interess\w+|souhait\w+)| auquel (?:vous|tu|il|le candidat|l'on) \S{1,20}"
    r"| qui vous interesse| en question| a pourvoir)?"
)
_WANTED: Final = (
    r"(?: (?:of interest|sought|desired|applied for|concerned|in question|(?:that |which )?(?:you"
    r"|they|he/she|the applicant|the candidate)(?: are| is|'re| wish to| want to"
    r"| would like to)? (?:appl\w+|interested)(?: for| in| to)?|(?:being )?appl(?:ied|ying) for"
    r"|for which (?:you|they) (?:are )?apply\w*|to which you (?:are )?apply\w*))"
)
TITLE_PARTS: Final = (
    (
        rf"(?:l'|le |la |du |de l')?(?:intitule|titre|nom|libelle|denomination"
        rf"|designation)s?(?: exacte?| precis)? (?:du |de l'|de la |de "
        rf"|des )?(?:votre )?{_POSTS}{_SOUGHT}"
    ),
    (
        r"(?:le |la |l'|du |un |de l')?(?:poste|stage|emploi|fonction|offre|profil|mission"
        r"|annonce) (?:vise|souhaite|concerne|recherche|brigue|propose|choisi|sollicite|convoite"
        r"|desire)e?s?\b|(?:le |la |l'|du )(?:poste|stage|emploi|fonction|offre|profil) (?:pour|a"
        r"|sur) (?:lequel|laquelle)[^,.;:]{0,50}?(?:postul\w+|candidat\w+|interess\w+)|(?:le "
        r"|du )poste auquel (?:vous|il|le candidat) \S{1,20}"
    ),
    (
        rf"(?:the |your )?(?:exact |specific |relevant )?(?:titles?|names?) of (?:the "
        rf"|your )?(?:desired )?{_JOBS}(?:{_WANTED})?"
    ),
    (
        rf"(?:the |your )?(?:exact |specific |relevant |desired |appropriate )?{_JOBS}(?:'s)?[ -](?:titles?"
        rf"|names?)(?:{_WANTED})?(?: as subject)?"
    ),
    (
        rf"(?:the |which |what )?(?:specific |relevant |desired "
        rf"|respective )?(?:name of )?(?:the )?(?:{_JOBS}|field|topic)(?: or {_JOBS})?{_WANTED}"
        rf"|(?:the )?(?:desired|relevant|intended) {_JOBS}|(?:the )?title of (?:this|the) (?:ad"
        rf"|announcement|advert\w*|call|project)"
    ),
    r"(?:le |la |l'|du |cette |ce )?(?:poste|offre|stage|mission|profil|metier) qui (?:vous|t') ?interess\w+",
    r"[وب]{0,2}(?:عنوان|اسم|مسمي) (?:ال)?(?:منصب|مهمه|مهنه|شاغر|فرصه|دور)|و?مسماها",
    (
        rf"[وب]{{0,2}}(?:ال)?مسمي (?:ال)?وظيف[يه](?: (?:ل|الخاص )\S{{1,12}})?{_SOUGHT_AR}"
        rf"|و?المسمي{_SOUGHT_AR}|[وب]{{0,2}}(?:اسم|عنوان|مسمي) الوظيفه{_SOUGHT_AR}"
        rf"|[وب]{{0,2}}(?:اسم )?(?:ال)?(?:وظيفه|منصب|مهنه)(?:{_SOUGHT_AR_MUST})"
        rf"|[وب]{{0,2}}(?:اسم )?(?:الوظيفه"
        r"|المنصب|الشاغر|المهنه|الفرصه|العمل المطلوب|الدور)(?: (?:المتقدم\w{0,2}|المراد\w?|المطلوب\w*"
        r"|المرغوب\w?|الشاغره|المعلن\w?|المعنيه|المتقدمه|المستهدف\w?|المناسبه|المقصوده"
        r"|التي|الذي)[^.,;:]{0,40}?(?=$|[.,;:]| في| علي))?"
    ),
    *IBERIAN_TITLES,
    (
        r"(?:die |der |den )?(?:stellenbezeichnung|stellentitel|berufsbezeichnung"
        r"|bezeichnung der stelle|gewunschten? (?:stelle|position))"
    ),
)
# Only where a subject is described, not quoted: "write your name and the position".
BARE_TITLE: Final = (
    (
        r"(?:the |their )(?:position|job|role|post|vacancy)(?! (?:of|as|in|for|at|de|ref\w*|number"
        r"|code|id|no)\b|:)"
    ),
    r"el (?:puesto|cargo)(?! (?:de|del|en)\b|:)|(?<=y[ ])(?:puesto|cargo)(?= ?$)",
    *IBERIAN_BARE_TITLES,
    r"(?:de |pour )?quel (?:poste|stage|profil)(?: [^.,;:()]{0,40})?",
    r"(?:le |l')(?:titre|intitule)(?= ?(?:et|ou)\b| ?$)",
    r"(?:die|der) (?:stelle|position)(?! (?:als|bei|im|in)\b|:)",
    r"(?:le |du )?poste(?! (?:de|d'|du|a|en)\b|:)",
)
_STUDIES: Final = (
    r"(?:semester|term|session|season|year|program(?:me)?|track|cohort|course|department|team|campus|branch"
    r"|area|field|lab|topic|theme|discipline|school|university|location)s?"
)
BARE_ANY: Final = (
    (
        r"(?:le |the |la )?(?:code|numero|number|n°|reference|ref\.?)(?: number)? (?:du |de l'|de la "
        r"|of the |des )(?:poste|offre|annonce|job|position|vacancy|concours|profil|mission|appel)"
    ),
    (
        r"و?(?:رقم|رمز|كود|مرجع) (?:ال)?(?:وظيفه|اعلان|مرجع\w*|شاغر|منصب|مناظره"
        r"|طلب)(?! ?[:(«\"]?\s?[\w-]{0,9}\d)"
        r"|و?(?:ال)?رقم (?:ال)?مرجعي(?! ?[:(«\"]?\s?[\w-]{0,9}\d)"
    ),
    (
        r"(?:the |your )?(?:vacancy|job|post|position|requisition|announcement|advert\w*|competition)"
        r" (?:reference|ref\.?|number|code|no\.?|id)(?: number| code| no\.?)?(?![\s:#°.]{0,3}[\w/-]{0,12}\d)"
        r"|(?:the )?reference (?:number|code)(?![\s:#°.]{0,3}[\w/-]{0,12}\d)"
    ),
    r"(?:the |your |la |le |votre )?(?:preferred )?(?:location|city|country|ville|pays|date|region|lieu)",
    *IBERIAN_BARE_ANYS,
    rf"(?:the |your )?{_STUDIES}{_WANTED}",
    (
        rf"(?:the |your )?(?:(?:desired|intended|current|academic|expected) )?{_STUDIES}"
        r" (?:of (?:your )?(?:stud(?:y|ies)|interest|choice|graduation|birth)|you (?:are|wish|want|would)\b"
        r"[^.,;:()]{0,40}?(?=$|[.,;:()]| and ))"
    ),
)
ANY_PARTS: Final = (
    (
        r"(?:votre |la |le |l'|ta )?(?:ville|lieu|region|localite|localisation|pays|specialite|domaine"
        r"|discipline|site|zone|antenne|periode|duree|niveau|etablissement|ecole|annee|date"
        r"|zone geographique|matiere|langue|commune|province)s? (?:souhaite|choisi|vise|concerne"
        r"|d'affectation|de votre choix|preferee?|desire|de disponibilite|d'etudes?|de stage)\w{0,3}"
    ),
    r"votre (?:ville|region|pays|specialite|domaine|discipline|niveau|ecole|etablissement|metier|matiere)",
    (
        r"(?:your )(?:location|city|country|department|field|university|institution|speciality"
        r"|specialty|nationality|area of \w+|preferred \w+|skills?|discipline|availability)"
        r"|(?:the )?(?:preferred|desired) (?:location|city|country|duty station|start date)"
        r"|(?:the )?(?:location|duty station|lot number|area of expertise|country of residence)"
    ),
    (
        r"و?ال(?:تخصص|مدينه|بلد|محافظه|ولايه|جهه|فرع|منطقه|دوله|جنسيه|ماده|قسم|مجال|رقم الوطني)(?![\w])"
        r"|و?(?:مكان|موقع|مقر) (?:ال)?(?:عمل|اقامه|سكن)(?!\w)|و?رقم (?:ال)?(?:هاتف|جوال)\w?(?!\w)"
        r"|و?(?:مدينت|تخصص|جنسيت|بلد|مادت|منطقت)(?:ك|كم)(?!\w)"
    ),
    r"x{3,}|\.{4,}|…{1,}|_{3,}",
    *IBERIAN_ANYS,
    (
        r"(?:the |your )?(?:institution|university|college|school|department|company|organi[sz]ation|track"
        r"|program(?:me)?|course|team|club|lab|project group|group|degree|major)(?:'s)? names?"
        r"|(?:qualification|degree|level|diploma|position|role|track)s?"
        r" \([^()/|]{1,30}(?:/[^()/|]{1,30}){1,4}\)"
    ),
)
TITLE_WORDS: Final = wording(
    r"\b(?:poste|offre|intitule|job|position|title|role|titre|vacancy|stage|puesto|vaga|stelle|cargo|vacante"
    r"|funcao|posicao|posicion|plaza|empleo|emprego)\b"
)
TITLE_ONLY: Final = wording(
    (
        r"(?:votre |le |l'|the |your |exact )?(?:poste|position|role|job|job title|intitule|title"
        r"|puesto|cargo|vacante|vaga|funcao|posicao|posicion|plaza"
        r"|position title)(?: (?:vise|souhaite|choisi|concerne|desire|brigue|propose|recherche"
        r"|applied|applying|you |that |for which|sought|desired|interest|title|name|auquel|pour lequel"
        r"|qui |convoite).{0,40})?|"
    )
    + "|".join(TITLE_PARTS)
)
ANY_ONLY: Final = wording(
    r"ville|lieu|pays|region|specialite|date|discipline|domaine|location|city|country|duty station"
    r"|university|speciali[sz]ation|departement|department|ciudad|cidade|ort|area|degree|institution|major"
    r"|semester|term|nationality|annee|niveau|etablissement|especialidade?|municipio|sede|departamento"
    r"|universi(?:dad|dade|te)|carrera|curso"
)
# In brackets: what each writes for themselves, however it begins.
SLOT: Final = wording(
    r"(?:your|votre|ta|ton|su|tu|sua|seu|ihre?|dein|preferred|desired|target|chosen|selected|intended|insert"
    r"|choisir|enter)\b.{2,}"
    r"|(?:areas?|fields?|area|domaine|topic|track|programme?|program|course|team|departement|department|setor"
    r"|sector|ramo)s? (?:of|de|d'|da|do) (?:su |tu |seu |sua |your |votre |l')?(?:interest|interesse?|interet"
    r"|study|studies|expertise|choice|choix|atuacao|speciali[sz]ation|formacao|formacion)"
    r"|(?:track|program(?:me)?|course|team|institution|university|college|school|department|company"
    r"|organi[sz]ation|club|lab|group|field|area|topic|project|city|country|region|semester|month|location"
    r"|degree)s?(?: names?| year)?"
)
# Names, but of no person: "track name".
THINGS: Final = wording(
    r"\b(?:track|program(?:me)?|course|team|institution|university|college|school|department|company"
    r"|organi[sz]ation|club|lab|group|field|area|topic|city|country|etablissement|ecole|universi\w+|empresa"
    r"|instituicao|institucion|curso|escola|escuela)\b"
)
NAME_WORDS: Final = wording(r"\b(?:nom|prenom|name|surname|nombre|nome|firstname|lastname|اسم\w*|الاسم)\b")
# The number of a post, not its name: <position code>.
CODE_WORDS: Final = wording(r"\b(?:id|code|ref\.?|reference|number|no\.?|numero|n°)(?!\w)|رقم|رمز|كود")
