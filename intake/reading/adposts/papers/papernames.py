"""How job ads name the papers they ask for: wordings per kind, and where a text names one.

The wordings are patterns over folded text (see `ad.Ad.folded`); a space in them stands for any white space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from intake.domain.model import Kind
from intake.reading.adposts.papers.arabicnames import ARABIC
from intake.reading.adposts.papers.furthernames import FURTHER
from intake.reading.adposts.papers.morenames import MORE

Strength = Literal["strong", "weak"]
_Table = tuple[tuple[Kind, Strength, str], ...]

# Which wording wins where two overlap: the one that stands first. "strong" wordings hardly occur but in
# the words of how to apply; "weak" ones need a demand beside them.
_WORDINGS: Final[tuple[tuple[Kind, Strength, str], ...]] = (
    # Papers that speak of something else with the words of another kind.
    ("other", "weak", """
        (?:attestations?|certificats?)(?: et (?:attestations?|certificats?))? (?:de |d')(?:travail|stages?
        |services?|bonne|experiences?|emplois?|formations?|residence|nationalite|vie|moralite|visite|aptitude
        |employeurs?|participation|domicile|non[ -]\\w+)(?: et de (?:travail|stages?|services?))?
        |attestations? (?:professionnelles?|cnss|fiscales?)|certificats? (?:medica(?:l|ux)|medicale?s?)
        |(?:work|employment|experience|service|training|medical|birth|health|police|conduct|vaccination)
         (?:clearance )?certificates?|certificates? of (?:employment|service|experience|good|conduct|birth
        |work)
        |(?:birth|police) clearances?|arbeitszeugnisse?|certificados? (?:laborales?|de trabajo|medico)
        |شهاد(?:ه|ات) (?:ال)?(?:خبره|خبرات|عمل|ميلاد|تدريب|طبيه|السكني|سكني|حسن|اقامه|التدريب|الاقامه)
        |شهادات (?:الخبره|الخبرات)
        |(?:ال)?شواهد (?:ال)?(?:عمل|خبره|اداريه)|شهاده اثبات \\w+|شهاده ميلاد|عقد (?:ال)?(?:ازدياد|ولاده)"""),
    ("references", "strong", """
        (?:lettres?|courriers?) de (?:recommandations?|recommendations?|references?|soutien)
        |letters? of (?:recommendations?|references?|support)|(?:recommendation|reference|referee
        |support(?:ing)?)
         letters?|letters? of professional reference|رسا(?:له|يل) (?:ال)?(?:توصيه|توصيات|تزكيه)
        |رسالتي (?:ال)?توصيه|رسالتا توصيه
        |خطاب(?:ات|ي|ين)? (?:ال)?(?:توصيه|تزكيه)|cartas? de (?:recomendacion|recomendacao|referencias?
        |aval|apoyo)
        |empfehlungsschreiben|referenzschreiben|gutachten
        |letters? from (?:your |a |an |the )?(?:former |current |previous |two |three\\s
        |\\d )?(?:supervisors?|advisors?|referees|employers?)""")
        ,
    ("other", "weak", """
        lettres? d'(?:accueil|acceptation|admission|affectation)|letters? of (?:acceptance|admission
        |good standing)
        |lettre de (?:mission|cadrage|soumission|presentation de l')"""),
    ("letter", "strong", """
        lett?(?:re|er)s?(?: (?:simple|manuscrites?|courte|breve|signee))? (?:de |d')(?:motiv(?:ations?|e)?
        |candidatures?|intentions?|interets?
        |presentation|introduction|demande|couverture)|lettres? (?:explicative|manuscrite|expliquant
        |exposant|motivee|precisant|decrivant)
        |demandes? (?:manuscrites?|timbrees?|d'emploi|de candidature|motivees?|adressees?|de recrutement)
        |(?:notes?|textes?|courriers?|mails?|e-?mails?|courriels?|message|paragraphe
        |mots?) (?:de |d')(?:motivations?|intentions?|candidature|presentation)
        |\\bl\\.?m\\.?\\b(?=[ ,.+&/);]|$)|declaration d'interet|letter? de motivation|lettres? +motivation
        |exposes? (?:des|de vos) motivations?
        |(?:texte|courrier|message|mail|e-?mail|courriel|lettre|paragraphe|(?:quelques|deux|trois|cinq
        |dix) (?:lignes|mots|phrases))
          (?:\\w+ ){0,4}(?:expliquant|exposant|presentant|pourquoi|resumant|decrivant
        |sur) (?:[^\\s,;:]{1,30} ){0,5}(?:motivations?|interet|pourquoi|candidature|parcours)
        |(?:cover|covering|application|presentation|introduction|introductory)[ -](?:letters?|notes?
        |e-?mails?|statements?|page)|coverletters?
        |letters? of (?:motivation|interests?|application|intent|intention|inquiry|enquiry)
        |letter of introduction|statements? (?:as to |on |of )?why
        |motivation(?:al)?[ -](?:letters?|statements?|e-?mails?)
        |statements? of (?:interests?|motivation|purpose|intent|suitability)(?! in)|personal statements?
        |letters? (?:describing|explaining|stating|outlining|detailing|indicating|expressing
        |summari[sz]ing|motivating|addressing|highlighting)
        |supporting statements?|(?:paragraph|e-?mail|message|note|letter|statement|summary|introduction
        |description|(?:few|couple of) (?:lines|words|sentences|paragraphs))
          (?:[^\\s,;:]{1,30} ){0,4}(?:explaining|describing|outlining|stating|detailing|saying|telling
        |about|of|on
        |indicating|with) (?:[^\\s,;:]{1,30} ){0,5}(?:motivations?|why|interested|your interests?(?! in)
        |suitab\\w+
        |fit for)
        |anschreiben|motivations?schreiben|bewerbungsschreiben|carta de (?:motivacion|presentacion
        |intencion|interes|apresentacao|motivacao|candidatura|intencoes)
        |رساله (?:ال)?(?:دافع|دوافع|تحفيز|تحفيزيه|تقديم|تغطيه|حافز|تعريف|تعريفيه|تحفيزه|التحفيز|طلب|تغطيه)
        |خطاب (?:ال)?(?:دافع|دوافع|تقديم|تغطيه|نوايا|تعريف|تعريفي|النوايا|تحفيز|تحفيزي|مقدمه)
        |طلب خطي|طلب (?:ال)?(?:ترشيح|ترشح|توظيف|مشاركه) (?:خطي|موجه|باسم)|طلب موجه|طلبا خطيا|خطاب الطلب"""),
    ("cv", "strong", """
        curricul(?:um|a)(?:s)?(?:[ -]*vita[ei]?s?)?(?! (?:development|design|planning|review))
        |\\bc\\.? ?v\\.?(?:'?s)?(?![\\w])(?! (?:data ?base|data ?bank|bank|pool|library
        |workshops?|screening|writing)\\b)|\\bcurriculos?\\b|\\bcvs\\b(?! (?:database|bank|pool))
        |hojas? de vida|lebenslauf|lebenslaufe|tabellarischen werdegang|vitae\\b
        |(?:ال)?سير(?:ه|تك|تكم|ته|تها|تهم) (?:ال)?ذاتيه|سيره ذاتيه|(?:ال)?سي ?في\\b|السيرالذاتيه
        |السيرهالذاتيه|السير الذاتيه|نبذه مهنيه|نهج (?:ال)?سيره
        |(?:ال)?سيره (?:ال)?مهنيه|بيان (?:ال)?سيره"""),
    ("cv", "strong", "\\bresumes?\\b(?! (?:du|de|des|d'|non|la|le|les|en|operations?|work|normal)\\b)"),
    ("identity", "weak", """
        cartes? (?:nationales?|d'identite)(?: (?:nationale|d'identite))?(?: electronique)?|\\bcnie?b?\\b
        |\\bcin\\b|pieces? d'identites?|pieces? d'identification
        |passeports?|documents? d'identite|passports?(?! photo|-size|size)|identity (?:cards?|documents?
        |papers?)|\\bid[ -]cards?|(?:copy|copies|scan|photocopy) of (?:\\w+ ){0,3}ids?\\b
        |national ids?\\b|identification (?:card|document)s?|proof of identity|national identity
        |titre de sejour
        |البطاقه (?:الوطنيه|الشخصيه|المدنيه)|بطاق(?:ه|تك|تكم|ته) (?:ال)?(?:تعريف|هويه|وطنيه|شخصيه|احوال
        |مدنيه|الوطنيه|الشخصيه|الهويه|التعريف|الرقم القومي)|\\bالهويه(?: الوطنيه| الشخصيه)?\\b
        |جواز (?:ال)?سفر|الرقم القومي
        |\\bdni\\b|bilhete de identidade|cartao de cidadao|personalausweis|documentos? (?:oficial
        |de identificacao|de identida(?:d|de))
        |cedula de (?:identidad|ciudadania)|\\brg\\b e cpf"""),
    ("diploma", "weak", """
        (?:photo)?cop(?:ies?|y|ias?)(?: (?:certifiees?|conformes?|legalisees?|numerisees?|scannees?
        |certified|scanned|legali[sz]ed|simples?|authentifiees?|notari[sz]ed
        |attested))*(?: conformes?)?(?: a l'original)? (?:de |des |du |d'
        |of |de los |do |dos )(?:(?![-•*\\d])[^\\s;:.]{1,40} ){0,8}?(?:diplom[ae]s?|degrees?|certificates?
        |certificats?|titres?
        |attestations?
        |qualifications?|credentials?|testimonials?|titulos?|transcripts?)
        |releves? (?:de |des |du )?(?:notes?|bac)|bulletins? (?:de notes|scolaires?)
        |(?:academic |university |official |unofficial |study |college |degree |grade\\s
        |school )*transcripts?(?! of (?:interviews?|the))|notes (?:de|du|des) (?:master|licence|m1|m2|l
        3
        |cycle|deux|trois)
        |attestations? (?:de reussite|du diplome|de diplomes?|des diplomes|d'etudes?|du baccalaureat
        |de niveau|d'equivalence)|attestations? et diplomes?|diplomes? et attestations?
        |(?:degree|phd|master'?s?|bachelor'?s?|educational|education|academic|university|school|diploma
        |scholastic|professional
        |relevant|graduation|college) (?:certificates?|credentials?|records?|testimonials?)
        |(?:certificates?|copies|evidence|proof) of (?:\\w+ ){0,3}(?:qualifications?|degrees?|education
        |diplomas?|studies|graduation)|mark[ -]?sheets?|grade (?:sheets?|reports?|lists?)
        |record of studies|certificats? de scolarite
        |\\bdiplomes?\\b(?! (?:de niveau|bac|en|requis|minimum|d'ingenieur|d'etat|superieur
        |universitaire (?:en|de)))|\\bdiplomas?\\b(?! in\\b)|\\btestimonials\\b|\\bgrades\\b
        |\\bcertificates\\b|\\bcertificats\\b
        |(?:(?:ال)?شهادات|الشهاده|نسخ\\w* (?:من )?شهاد\\w+|شهادات\\w*)(?: (?:ال)?(?:علميه|دراسيه|جامعيه
        |مدرسيه|اكاديميه|العليا))?
        |(?:ال)?موهل(?:ات)? (?:ال)?(?:علميه?|دراسيه?|دراسي|علمي|اكاديميه)|كشو?ف (?:ال)?(?:نقاط|درجات|نقط
        |علامات)|(?:ال)?سجل (?:ال)?اكاديمي|(?:ال)?شواهد|بيان (?:ال)?(?:نقط|درجات)|(?:ال)?دبلوم(?:ات)?\\b
        |نسخ(?:ه)? من الموهل
        |\\bzeugniss?e?n?\\b|zeugniskopien|abschlusszeugnis(?:se)?|notenspiegel|nachweise?\\b|urkunden?
        |copias? (?:de |del )?titulo|expediente academico|historico escolar|certificado analitico
        |certidao de habilitacoes|certificado de (?:notas
        |estudios|habilitacoes)"""),
    ("references", "weak", """
        (?:contacts?|coordonnees|noms?|names?|details|emails?|e-mails?)(?: \\S+){0,8} (?:de|d'|des|of|for
        |from) (?:\\S+ ){0,4}(?:personnes?|persons?|people|individuals|academics|scientists
        |anciens? (?:employeurs?|responsables?|encadrants?)|responsables
        |(?:former |previous )?(?:supervisors|employers|advisors)|colleagues|professors|professeurs
        |enseignants)
        |(?:personnes?|contacts?) (?:de |en |a titre de )?references?|(?:person|people)s? (?:of|for
        |as) references?|personnes? (?:referentes?|ressources?)
        |personnes? (?:\\S+ ){0,4}(?:pouvant|susceptibles?|a contacter(?! en cas d')
        |qui (?:peuvent|pourraient|pourront)
        |aptes|recommandant|pouvant) (?:\\S+ ){0,6}(?:recommand\\w+|contact\\w+|referen\\w+|temoigner
        |renseigner|candidature)
        |(?:people|persons?|individuals|academics|scientists|researchers|professors) (?:who|willing|able
        |that|to) (?:\\S+ ){0,6}(?:recommend\\w*|contact(?:ed)?|references?|letters?)
        |\\breferees?\\b|\\brecommenders?\\b|\\breferents?\\b(?! (?:qualite|techniques?|informatiques?
        |numeriques?|handicap|pedagogiques?))
        |\\breferences(?! (?:bibliograph|de l'(?:offre|annonce)|du poste|de l'appel|suivantes
        |in (?:the|this) (?:ad|document|text)))
        |\\breferences? (?:checks?|contacts?|details|persons?|professionnelles?|academiques?|recentes?
        |list)|(?:professional|academic|work|job|employer|character|personal|confidential) references?\\b
        |\\brecommand?ations?\\b(?= (?:academiques?|professionnelles?|d'))|\\brecommendations\\b
        |\\bمعرفين\\b|\\bمعرفون\\b|\\bمراجع\\b|\\bمرجعيات\\b|\\bمرجعين\\b|\\bتوصيات\\b|جهات (?:مرجعيه
        |اتصال للرجوع)|اشخاص (?:مرجعيين|يمكن الرجوع)|\\breferencias\\b|\\brecomendaciones\\b
        |\\breferenzen\\b|\\breferenzpersonen\\b"""),
    ("other", "weak", """
        (?:extraits? (?:du |de |d')?)?casiers? judiciaires?|extraits? (?:d'actes? |d'|de )naissance
        |actes? de naissance|bulletin n|fiche anthropometrique|livret de famille|(?:criminal|police
        |disclosure) (?:record|clearance|check)s?
        |(?:recent )?pictures? of (?:you|yourself)|photos?(?:graph(?:ie|y)?s?)?(?: (?:d'identite|recentes?
        |size|format))?(?![\\w-])|passport[ -]size(?:d)? photo\\w*|portfolios?|port-?folios?
        |\\bpress-?book|\\bbook\\b(?=[ ,.;)]|$)|(?:demo|show) ?-?reels?|bandes? demo
        |(?:work|writing|code|coding|design|portfolio|publication|music|audio) samples?
        |samples? of (?:\\w+ ){0,4}(?:work|writing|code|publications?|papers?|reports?)
        |examples? of (?:\\w+ ){0,4}(?:works?|code|writing|projects?|publications?|portfolio)
        |exemples? (?:de |d')(?:\\w+ ){0,3}(?:travaux|realisations|code|articles|productions?|projets
        |rapports?|missions?)|echantillons? (?:de |d')(?:\\w+ ){0,3}\\w+
        |(?:liste? (?:des |de |of |de vos |of your )?|list of (?:\\w+ ){0,2}|copies? (?:of|de
        |des) (?:\\w+ ){0,4}|tires?-a-part
        |selected |key |best |relevant |recent |three |two |one |1 |sample |representative |five\\s
        |\\d )publications?|(?:p?re)?prints\\b
        |(?:research|teaching|diversity|dei|edi|equity|project|phd|work|doctoral|study) (?:and (?:teaching
        |research) )?(?:statements?|proposals?|plans?|philosophy|dossier|vision|outline
        |interests? statement)|statements? (?:of|on|about|describing|summari[sz]ing
        |outlining) (?:\\w+ ){0,3}(?:research|teaching|diversity|equity|experience|inclusion|career
        |future)|(?:summary|description|outline|overview|account) of (?:\\S+ ){0,4}(?:research|project
        |thesis|dissertation|teaching)(?: \\w+)?
        |(?:lettre|note|projet|programme|resume|descriptif|synthese|proposition) (?:de |du |d'
        |des |des travaux de )(?:recherches?|projet|these|enseignement|travaux|sujet|integration|memoire)
        |projet (?:professionnel|scientifique|pedagogique|artistique|doctoral)|(?:memoire
        |rapport)s? (?:de |du |d')(?:master|m2|these|stage|fin d'etudes|soutenance|pfe|recherche)
        |pre-?rapports?|(?:phd|msc|master|doctoral|bachelor)(?:'?s)? thesis(?! (?:advis|superv|project
        |position|topic))|(?:copy|pdf|abstract|summary) of (?:\\w+ ){0,4}(?:thesis|dissertation)s?
        |theses\\b(?= et)
        |(?:offres?|propositions?|propuestas?|notes?|soumissions?) (?:techniques?|financieres?
        |technico[ -]financieres?|methodologiques?|technique et financiere|de service
        |commerciales?)(?: et (?:financieres?|budgetaires?))?|(?:technical|financial|cost|price
        |methodology)(?: (?:and|&) (?:financial|technical))? (?:proposals?|offers?|bids?|quotes?
        |quotations?)|(?:proposition|note) (?:de |d')(?:methodologie|comprehension|prix|honoraires
        |services?)|methodologie(?= propos| detaill| d'| de)|chronogramme|plan de travail|devis\\b
        |\\bbudget detaille|work ?plans?|detailed (?:budget|proposal)
        |(?:application|candidate|candidature|employment|personal data|registration|history|p11|p-11
        |self-assessment|monitoring|data) forms?|formulaires? (?:de |d')(?:candidature|inscription|demande
        |renseignements)|formulaire (?:rempli|complete|dument)|fiches? (?:de |d')(?:candidature
        |renseignements?|inscription)|fiches? individuelles?|questionnaires?(?= (?:rempli|complete
        |dument))|(?:completed|filled)[ -](?:in )?(?:form|questionnaire)s?
        |\\brib\\b|permis de conduire|driv(?:er'?s?|ing) licen[cs]es?|certificates? of registration
        |registre de commerce|attestations?(?= (?:justifi|prouv|d'experience|delivre))
        |(?:cover )?videos?(?= (?:of|de|presentation|d'|introduc|present))
        |presentation video|extended abstract|scholarship proofs?|(?:proof|evidence) of (?:\\w+ ){0,4}\\w+
        |visas?(?= copy)|toefl|ielts|(?:language|english|proficiency) (?:test )?(?:scores?|certificates?
        |results?)
        |(?:justificatifs?|preuves?|tous? documents?|toutes? (?:autres? )?(?:pieces?|documents?)
        |autres? (?:pieces|documents)) (?:\\S+ ){0,4}(?:justifi\\w+|experience\\w*|utiles?|attestant
        |competences|qualification\\w*|probant\\w*|appui\\w*)
        |اعمال سابقه|نماذج (?:من )?(?:ال)?اعمال\\w*|معرض (?:ال)?اعمال\\w*|صور(?:ه|تين|تان)? (?:شخصيه|شمسي\\w*
        |فوتوغرافيه|حديثه)|صور شخصيه|السجل العدلي|شهاده عدم|سوابق|صحيفه (?:ال)?(?:سوابق|جناييه|حاله)
        |استماره (?:ال)?(?:طلب|ترشح|ترشيح|تقديم|توظيف)|نموذج (?:ال)?(?:طلب|توظيف|ترشيح|تقديم)
        |العرض (?:الفني|المالي)|عرض (?:فني|مالي)|خطه عمل|مقترح بحث\\w*|البورتفوليو|بورتفوليو
        |(?:carta|carteira) de conducao|(?:permiso|carnet|licencia) de conducir|registo criminal
        |antecedentes penales|plan de trabajo|plano de trabalho|liens? vers (?:\\S+ ){0,3}(?:depot|github
        |portfolio|realisations|travaux|code)
        |links? to (?:\\S+ ){0,4}(?:code|portfolio|repositor\\w+|projects?)|ترخيص مزاوله\\w*
        |portafolio|fotos?\\b|lichtbild
        |arbeitsproben|proyecto de investigacion|muestras? de trabajo
        |registro criminal"""),
    ("letter", "weak", """
        \\blettres?\\b(?= ?(?:[.,;)+&]|et (?:une? |votre |deux |trois |vos |des |les |la )
        |et (?:un |votre )?c\\.?v|a (?:adresser|envoyer|transmettre|faire parvenir|deposer|l'attention)
        |sont |doivent |pour |au plus tard |d'ici |a l'adresse|a \\S+@|par (?:e-?mail
        |courriel)|avant|$))
        |\\bletter\\b(?= ?(?:[.,;)+&]|and (?:a |your )?(?:cv|resume)|to \\S+@|by|$))|
        \\bmotivations?\\b(?=[ ,.;)]*(?:$|a l'adresse|et cv|a :|\\(|par (?:e-?mail|courriel)|a \\S+@))"""),
)  # fmt: skip
LINKED: Final = re.compile(r"linked ?in|git ?hub|viadeo|profil en ligne|online profile|لينكد ?ان")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A paper named in the text, and whether the words alone tell that it is to be sent."""

    kind: Kind
    strength: Strength
    span: tuple[int, int]


def _compiled(wording: str) -> re.Pattern[str]:
    """One line, no indentation; a space is any white space, a few at most (a hostile text has thousands)."""
    flat = re.sub(r"\n\s*\|", "|", wording.strip())
    flat = re.sub(r"\n\s+", " ", flat)
    flat = re.sub(r" +", " ", flat).replace(r"\S+", r"\S{1,40}").replace(r"\w+", r"\w{1,40}")
    flat = re.sub(r"(?<!\[)(?<!\[,) (?![+*?{])", r"\\s{1,4}", flat)
    flat = flat.replace("(?:ال)?", "(?:ال|لل|ل)?")
    return re.compile(flat if flat.startswith("\\b") else rf"(?<!\w){_PREFIXES}(?:{flat})(?!\w)")


def _joined(table: _Table) -> _Table:
    """The wordings of a table whose lines go on without a space."""
    return tuple((kind, strength, re.sub(r"\n\s+", "", wording)) for kind, strength, wording in table)


_PREFIXES: Final = "[وف]?[بلك]?"  # of Arabic words
_PATTERNS: Final = tuple(
    (kind, strength, _compiled(wording))
    for kind, strength, wording in (*_joined(FURTHER), *_joined(ARABIC), *_joined(MORE), *_WORDINGS)
)


def mentions(folded: str, *, language: str | None) -> tuple[Mention, ...]:
    """Give every paper that a folded text names, in order, none inside another."""
    taken = bytearray(len(folded))
    found: list[Mention] = []
    for kind, strength, pattern in _PATTERNS:
        if language == "fr" and "resumes" in pattern.pattern:  # "résumé" is a summary there
            continue
        at = 0
        while match := pattern.search(folded, at):
            start, end = match.span()
            free = end > start and not any(taken[start:end])
            at = end if free else start + 1  # another may begin inside one that is taken
            if free:
                taken[start:end] = b"\x01" * (end - start)
                found.append(Mention(kind=kind, strength=strength, span=(start, end)))
    return tuple(sorted(found, key=lambda mention: mention.span))


COUNTS: Final[Mapping[str, int]] = {
    word: number
    for number, words in {
        1: "un une one uno una um uma ein eine واحد واحده",
        2: "deux two dos dois duas zwei zweier both"
        " شخصان توصيتين توصيتان تزكيتين اسمين مرجعان معرفان"
        " رسالتان خطابي خطابا خطابين اثنين اثنان شخصين رسالتي رسالتين رسالتا",
        3: "trois three tres drei dreier ثلاث ثلاثه",
        4: "quatre four cuatro quatro vier اربع اربعه",
        5: "cinq five cinco funf خمس خمسه",
        6: "six seis sechs",
    }.items()
    for word in words.split()
}
