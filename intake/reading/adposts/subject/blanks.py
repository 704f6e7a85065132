"""The blanks of a prescribed subject: "Nom + Prénom", "the job title" → {name}, {title}, {any}."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.ad import fold_in_place
from intake.reading.adposts.way.wordings import wording

_OPEN: Final = r"(?:[\[({<«\"]\s?)?"
_CLOSE: Final = r"(?:\s?[\])}>»\"])?"
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
_OR_NONE: Final = (
    r"(?: ?(?:ou|or|/) ?(?:une |an? )?(?:(?:candidature|application) )?"
    r"(?:spontanee?|speculative|unsolicited|spontaneous|general|open)(?: (?:application|candidature))?)?"
)
# Each over folded text; the first that fits at a place is taken, so the longer wordings stand first.
_NAME_PARTS: Final = (
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
_TITLE_PARTS: Final = (
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
        rf"(?:the |your )?(?:exact |specific |relevant |desired |appropriate )?{_JOBS}[ -](?:titles?"
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
    (
        r"(?:el |la )?(?:nombre|titulo|denominacion) (?:del? (?:la )?|de la )(?:puesto|cargo|vacante"
        r"|plaza|posicion|oferta)(?: (?:al?|para el|a la) (?:que|cual)[^.,;:]{0,40})?|(?:el "
        r"|la )(?:puesto|cargo|vacante|posicion|plaza) (?:al? (?:que|cual)|a la (?:que|cual)"
        r"|de interes|deseado|que)[^.,;:]{0,40}"
    ),
    (
        r"(?:o |a )?(?:nome|titulo|codigo) (?:da|do|de) (?:vaga|cargo|posicao|funcao)(?: (?:pretendid"
        r"|desejad)[oa]| de interesse)?|(?:o |a )?(?:vaga|cargo|funcao|posicao) (?:pretendid[oa]"
        r"|desejad[oa]|de interesse|a qual|que)[^.,;:]{0,30}"
    ),
    (
        r"(?:die |der |den )?(?:stellenbezeichnung|stellentitel|berufsbezeichnung"
        r"|bezeichnung der stelle|gewunschten? (?:stelle|position))"
    ),
)
# Only where a subject is described, not quoted: "write your name and the position".
_BARE_TITLE: Final = (
    (
        r"(?:the |their )(?:position|job|role|post|vacancy)(?! (?:of|as|in|for|at|de|ref\w*|number"
        r"|code|id|no)\b|:)"
    ),
    r"el (?:puesto|cargo)(?! (?:de|del|en)\b|:)|(?<=y[ ])(?:puesto|cargo)(?= ?$)",
    r"(?:le |du )?poste(?! (?:de|d'|du|a|en)\b|:)",
)
_BARE_ANY: Final = (
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
)
_ANY_PARTS: Final = (
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
)
_GAPS: Final = wording(
    r"\s*(?:,?\s(?:et|and|ainsi que|suivie?s?(?: (?:de|du|par|des))?(?: (?:votre|vos|l'|le))?"
    r"|followed by(?: (?:your|the))?|along with|together with|as well as|plus|with|avec|y|e|und"
    r"|sowie|و|ثم|متبوعا ب|مع|يليه|seguido de(?: (?:su|tu))?|\+|,)\s|\s?[+,]\s?)\s*",
)


def _whole(parts: tuple[str, ...]) -> str:
    return "|".join(f"(?:{part})" for part in parts)


def _blanks(*, described: bool) -> re.Pattern[str]:
    titles = f"(?:{_whole((*_TITLE_PARTS, *(_BARE_TITLE if described else ())))}){_OR_NONE}"
    others = _whole((*_ANY_PARTS, *(_BARE_ANY if described else ())))
    parts = f"(?P<title>{_OPEN}(?:{titles}){_CLOSE})|(?P<name>{_OPEN}(?:{_whole(_NAME_PARTS)}){_CLOSE})"
    return wording(rf"(?<![^\W_]|{{)(?:{parts}|(?P<any>{_OPEN}(?:{others}){_CLOSE}))(?![^\W_]|}})")


_QUOTED: Final = _blanks(described=False)
_DESCRIBED: Final = _blanks(described=True)
# What stands in brackets in small letters is a blank, too: [ville], <role>.
_BRACKET: Final = wording(r"(?:\[|<|\{)\s?([^\[\]<>{}]{2,60}?)\s?(?:\]|>|\})")
_TITLE_WORDS: Final = wording(
    r"\b(?:poste|offre|intitule|job|position|title|role|titre|vacancy|stage|puesto|vaga|stelle)\b"
)
_TITLE_ONLY: Final = wording(
    (
        r"(?:votre |le |l'|the |your |exact )?(?:poste|position|role|job|job title|intitule|title"
        r"|position title)(?: (?:vise|souhaite|choisi|concerne|desire|brigue|propose|recherche"
        r"|applied|applying|you |that |for which|sought|desired|interest|title|name|auquel|pour lequel"
        r"|qui |convoite).{0,40})?|"
    )
    + "|".join(_TITLE_PARTS)
)
_ANY_ONLY: Final = wording(
    r"ville|lieu|pays|region|specialite|date|discipline|domaine|location|city|country|duty station"
    r"|university|speciali[sz]ation"
    r"|departement|department|ciudad|cidade|ort"
)
_GENERIC: Final = wording(
    r"(?:candidature|application|cv|recrutement|recruitment|job|emploi|bewerbung|vaga)s?"
)
_PIECE: Final = wording(r"((?:^|[-–—_/|,:+])\s?)([^-–—_/|,:+{}]{3,30}?)(\s?(?=$|[-–—_/|,:+]))")
_TELLS: Final = wording(
    r"(?:indiqu|precis|inser|inscri|ajout|mentionn|ecri|mett)(?:er|ez|re|it) |(?:insert|enter|add"
    r"|specify|put|state|write|include) "
    r"|(?:votre|vos|your|ton|اكتب|ضع) "
)
_NAME_WORDS: Final = wording(r"\b(?:nom|prenom|name|surname|nombre|nome|firstname|lastname|اسم\w*|الاسم)\b")
# The number of a post, not its name: <position code>.
_CODE_WORDS: Final = wording(r"\b(?:id|code|ref\.?|reference|number|no\.?|numero|n°)(?!\w)|رقم|رمز|كود")
# Between fixed words and a blank: "Cook followed by your name".
_LINK: Final = wording(
    r"\s?,?\s(?:suivie?s? (?:de|du|par|d')|followed by|then|متبوعا? ?ب?|متبوعه ب?|يليه|ثم|وبعده"
    r"|seguido (?:de|do|por)|"
    r"gefolgt von)\s?(?:the |your |votre |vos |le |ال)?(?=\{)"
)
# "the number of the post (AB-12)": what the blank stands for is given.
_CODE: Final = re.compile(r"\{any\}\s*[(:«\"]\s*(?P<code>[\w./-]{0,40}\d[\w./-]{0,40})\s*[)»\"]?")
_LONGEST: Final = 250  # characters of a subject


def with_blanks(text: str, *, described: bool = False) -> str:
    """Put {name}, {title} and {any} for the blanks; `described`: the text only tells what to write."""
    text = text[:_LONGEST]
    text = _BRACKET.sub(_bracketed, text)
    folded = fold_in_place(text)
    out, at = [], 0
    for match in (_DESCRIBED if described else _QUOTED).finditer(folded):
        kind = match.lastgroup or "any"
        start, end = match.span()
        if kind == "name" and _no_blank(text, match):
            continue
        while start < end and text[start] == " ":
            start += 1
        out += [text[at:start], "{" + kind + "}"]
        at = end
    rule = _joined("".join([*out, text[at:]]))
    return _PIECE.sub(lambda match: _piece(match, rule), rule) if "{" in rule else rule


def _piece(match: re.Match[str], rule: str) -> str:
    """Read a piece beside another blank: "Full name – Position", but not "Poste – Cuisinier – Nom"."""
    word = fold_in_place(match[2])
    kind = "title" if _TITLE_ONLY.fullmatch(word) else "any" if _ANY_ONLY.fullmatch(word) else ""
    others = [fold_in_place(each[2]) for each in _PIECE.finditer(rule) if each[2] != match[2]]
    if kind == "title" and not all(
        _GENERIC.fullmatch(other) or _ANY_ONLY.fullmatch(other) for other in others
    ):
        return match[0]
    return f"{match[1]}{{{kind}}}{match[3]}" if kind else match[0]


def _bracketed(match: re.Match[str]) -> str:
    inner = fold_in_place(match[1]).strip()
    told = _TELLS.match(inner)
    inner = inner[told.end() :] if told else inner
    small = match[1].islower() or told is not None
    if any(sign.isdigit() for sign in inner):
        return match[0]
    if _CODE_WORDS.search(inner) and not _NAME_WORDS.search(inner):
        return "{any}"
    if _NAME_WORDS.search(inner) and not _TITLE_WORDS.search(inner):
        return "{name}"
    if _TITLE_ONLY.fullmatch(inner) or (_TITLE_WORDS.search(inner) and small):
        return "{title}"
    return "{any}" if small else match[0]


def _no_blank(text: str, match: re.Match[str]) -> bool:
    """Whether a word that could stand for a name is a part of the wording: "au nom de", "domain name"."""
    before = fold_in_place(text[max(0, match.start() - 12) : match.start()])
    after = fold_in_place(text[match.end() : match.end() + 5])
    return re.search(r"\b(?:au|domain|brand|user|file|e)[ _-]?$", before) is not None or after.startswith(
        (" de ", " of ")
    )


def _joined(text: str) -> str:
    """Write blanks that follow each other with what is between them as a separator; names once."""
    text = re.sub(r"\{name\}(?:" + _GAPS.pattern + r"|\s?[-_/.]?\s?)\{name\}", "{name}", text)
    text = re.sub(r"(?<=\})" + _GAPS.pattern + r"(?=\{)", " ", text)
    coded = _CODE.fullmatch(text)
    text = coded["code"] if coded else text
    text = _LINK.sub(" ", text) if text[:1] != "{" else text
    return " ".join(text.split())
