"""Words around the name of an organisation, folded, a language after the other."""

from __future__ import annotations

import re
from typing import Final

# Words that the names of institutions are made of.
KIND: Final = re.compile(
    r"(?<!\w)(?:universit\w+|univ|institut\w*|laborato\w+|lab|labs|centre|center|centro|zentrum|ecole"
    r"|school|college|academy|academie|faculty|faculte|fakultat|departement|department|departamento"
    r"|hospital|hopital|clinique|clinic|museum|musee|association|asociacion|associacao|verein|fondation"
    r"|foundation|fundacao|fundacion|stiftung|ong|ngo|federation|comite|committee|council|conseil|agence"
    r"|agency|ministere|ministry|delegation|observatoire|observatory|societe|company|entreprise|groupe"
    r"|group|cabinet|studio|bureau|office|organisation|organization|reseau|network|alliance|collectif"
    r"|mission|programme|commission|chambre|mairie|commune|ville|region|municipality|trust|society|church"
    r"|parish|eglise|cooperative|mutuelle|banque|bank|ltd|limited|inc|gmbh|sarl|sas|asbl|e\.\s?v|llc|plc"
    r"|s\.a|cnrs|inria|inserm|inrae|cirad|ird|handicap|croix|croissant|care|oxfam|unicef|undp|pnud|unesco"
    r"|startup|start-up|librar\w+|bibliotheque|theatre|festival|club|praxis|kindergarten\w*"
    r"|kindertagesstatte|crous|consortium|technolog\w+|solutions|consulting|pharmaceutical\w*|escola"
    r"|escuela|instituto|facultad|empresa|grupo|research\s+group|equipe|team|ambassade|embassy|consulat\w*|embajada"
    r"|residence|ehpad|foyer|scp|selarl|eurl|scop|gie|comptoir|union|ligue|league|maison|domaine|ferme|farm|librairie|bookshop"
    r"|boulangerie|bakery|garage|pharmacie|pharmacy|ateliers?|riad|hotel|hostal|hostel|restaurant|cafe|brewery|radio|compagnie"
    r"|lycee|creche|nursery|clinica|\w{2,20}praxis|surgery|vets|partners|friends|fund|fonds|initiative|province|canton|prefecture|wilaya"
    r"|syndicat|fablab|moulin|editions|press|holding|priory|abbey|priest|diocese|auberge|inn|gasthaus|gasthof|kita|krankenhaus|backerei"
    r"|fabrik|werkstatt|panaderia|peluqueria|farmacia|hospicio|colegio|ayuntamiento|prefeitura|coop|coopératives?|cooperatives|conservatoire"
    r"|mutualite|caisse|regie|syndicat|mouvement|forum|plateforme|cercle|banques|assurances?|insurance|airlines|shipping|estates?|plantations?)(?!\w)"
    r"|(?:ال)?(?:روضه|عياده|صيدليه|ديوان|سفاره|قنصليه|نادي|مخبزه|مخبز|مقهي|مزرعه|ورشه|سوبرماركت|اكاديميه|حضانه|مصحه|صندوق|وكاله"
    r"|مجلس|نقابه|غرفه|مديريه|مقاوله|مجمع|متجر|معرض|صالون|جريده|قناه|اذاعه|مطبعه|استوديو|حاضنه|مبادره|مجله|مدارس|دار|وحده|مكتبه)(?!\w)"
    r"|(?:شركه|جمعيه|موسسه|وزاره|جامعه|مجموعه|منظمه|معهد|مركز|هييه|بنك|مستشفي|مدرسه|مكتب|اتحاد|شبكه|كليه"
    r"|بلديه|تعاونيه|مصنع|فندق|مطعم)"
)
FIELD: Final = re.compile(
    r"^\W{0,6}(?:employeur|employer|organi[sz]ation|organisme(?:\s+(?:d'accueil|recruteur))?"
    r"|structure(?:\s+(?:d'accueil|recruteuse))?|entreprise|societe|company(?:\s+name)?"
    r"|institution(?:\s+(?:name|d'accueil))?|host\s+(?:institution|organi[sz]ation|laboratory)|institute"
    r"|association|etablissement(?:\s+d'accueil)?|laboratoire(?:\s+d'accueil)?|laboratory|recruteur"
    r"|recruiter|client|unternehmen|arbeitgeber|empresa|entidad|instituicao|agency|ministere|department"
    r"|departement|nom\s+de\s+(?:l'organisation|l'organisme|l'association|l'entreprise|la\s+structure)"
    r"|hiring\s+organi[sz]ation|affiliation|school|university|universite"
    r"|الشركه|الموسسه|الجهه|اسم\s+(?:الشركه|الموسسه|الجهه|المنظمه)|المنظمه"
    r"|جهه\s+العمل)\s{0,3}[:|]\s{0,4}(?P<name>\S[^\n]{1,140})",
    re.MULTILINE,
)
# Who recruits: the words before these.
RECRUITS: Final = re.compile(
    r"(?<!\w)(?:(?:recrute|recherche|cherche|embauche|engage)(?:nt)?|(?:souhaite|entend|envisage|compte"
    r"|desire|veut|doit)(?:nt)?\s+(?:\w+\s+)?(?:recruter|engager|embaucher|s'attacher|renforcer)"
    r"|lance(?:nt)?\s+(?:un|le|la|ce|cet)\s|(?:est|sont)\s+(?:\w+\s+)?(?:a\s+la\s+recherche|en\s+quete)"
    r"|met\s+au\s+concours|ouvre(?:nt)?\s+(?:un|une|\d)|propose(?:nt)?\s+(?:un|une|des|\d)"
    r"|offre(?:nt)?\s+(?:un|une|des|\d)|invite\s+les|porte\s+a\s+la\s+connaissance|organise\s+un"
    r"|(?:is|are)\s+(?:currently\s+|now\s+|actively\s+|also\s+|presently\s+|once\s+again\s+)?(?:seeking"
    r"|recruiting|hiring|looking\s+(?:for|to)|searching\s+for|advertising|offering|inviting|pleased\s+to"
    r"|accepting|expanding|growing)|seeks?(?=\s+(?:to|an?|applic|qualif|one|two|three|its|motivat|the"
    r"|\w+ed))|invites?\s+(?:\w+\s+)?(?:applications?|candidates|expressions)|(?:wish|want|intend)(?:s"
    r"|es)?\s+to\s+(?:recruit|hire|appoint|engage|fill)|(?:would\s+like|plans?)\s+to\s+(?:recruit|hire"
    r"|appoint)|(?:has|have)\s+(?:an?\s+|opened?\s+|several\s+|two\s+|one\s+|three\s+|multiple\s+"
    r"|recently\s+){0,2}(?:\w+\s+)?(?:openings?|vacanc\w+|positions?|call|funding)|announces?"
    r"|offers?\s+(?:an?|\d|one|two|three|several)|requires?\s+(?:an?\s+|the\s+services)|hires"
    r"|busca|sucht|suchen|oferece|ofrece|abre|anuncia|contrata|torna\s+publico|convoca|esta\s+(?:com"
    r"|buscando)|requiere|necesita|precisa|procura|stellt"
    r"|تبحث|تطلب|تعلن|يعلن|ترغب|يرغب|تطرح|تود|تفتح|توظف|تعتزم|يعتزم|يعلم|تعلم|تنظم|ينظم|تستقطب|يطلب|يبحث|تنوي|ينوي|تدعو|يدعو|يفتح|يوظف|يود)(?!\w)"
)
ABOUT: Final = re.compile(
    r"^\W{0,6}(?:\w{1,4}[.)-]\s*)?(?:a\s+propos\s+d(?:e\s+(?:la\s+|l')?|u\s+|')|qui\s+(?:est"
    r"|sommes[ -]nous)\s*:?\s*|presentation\s+d(?:e\s+(?:la\s+|l')?|u\s+)(?:(?:structure|organisation"
    r"|association|employeur|entreprise|organisme|institution)\s*[:(]\s*)?|about\s+(?:the\s+)?|who\s+(?:is"
    r"|are)\s+(?:the\s+)?|background\s+on\s+|join\s+(?:the\s+)?|rejoignez\s+(?:le\s+|la\s+|l')?"
    r"|working\s+(?:at|for|with)\s+|travailler\s+(?:a|chez)\s+|uber\s+|نبذه\s+عن\s+|عن\s+(?=شركه|جمعيه"
    r"|موسسه|منظمه))(?P<name>[^\n:.!?]{2,110})"
)
IS_A: Final = re.compile(
    r"(?P<name>[^\n.;!?]{2,110}?)\s{1,3}(?:est|is|sont|are|ist|es|e)\s{1,3}(?:\w+\s){0,2}?(?:un|une|a|an"
    r"|l'un|l'une|one|la|le|l'|the|ein|eine|una|um|uma)[\s]{0,2}(?:\S{1,25}\s){0,5}?(?:association|ong|ngo"
    r"|organi[sz]ation|entreprise|societe|company|agence|agency|start-?up|cooperative|etablissement"
    r"|institution|institute?|fondation|foundation|charity|studio|cabinet|federation|reseau|network"
    r"|laboratoire|laboratory|group|groupe|collectif|editeur|firm|university|centre|center|bureau"
    r"|mouvement|non-?profit|provider|leader|collective|plateforme|platform|school|ecole|structure"
    r"|syndicat|groupement|media|gemeinschaftspraxis|verein|unternehmen|empresa|asociacion|firme|filiale"
    r"|theatre|museum|musee|college|hospital|church)"
)
INSIDE: Final = re.compile(
    r"(?:\bat\s+(?:the\s+)?|\bchez\s+|\bau\s+sein\s+(?:de\s+(?:la\s+|l')?|du\s+|d')|\bwithin\s+(?:the\s+)?"
    r"|\bin\s+the\s+|\bau\s+(?=(?:cri|cnrs|laboratoire|centre|departement))|\ba\s+l'(?=(?:universit"
    r"|institut|ecole|inria|agence))|\bof\s+the\s+|\bl'equipe\s+de\s+|\bnotre\s+structure\s+|@\s+"
    r"|\bpara\s+(?:la|a|o)\s+|ل(?=شركه|جمعيه|موسسه|منظمه|مجموعه))"
)
NOBODY: Final = re.compile(
    r"^(?:nous|on|we|i|je|you|vous|il|elle|ils|elles|they|it|he|she|who|qui|que|that|this|these|cette?|ce"
    r"|ces|the\s+(?:successful\s+|ideal\s+)?(?:candidate|applicant|position|post|role|job|project|company"
    r"|consultant|team|group|lab|department|organi[sz]ation|programme?|aim|position|selected|person"
    r"|student|researcher|fellow|university|school|institute|work|employer|client|foundation|association"
    r"|agency|centre|center)s?|l[ea]s?\s+(?:candidat\w*|poste|projet|titulaire|equipe|association"
    r"|entreprise|societe|structure|mission|consultant\w*|stagiaire|programme|cabinet|agence|organisme"
    r"|laboratoire|personne|fondation|organisation|groupe|centre|departement|service|responsable"
    r"|directe\w+|charge\w*|coordinat\w+)|l'(?:association|entreprise|equipe|organisation|agence|institut"
    r"|universite|objectif|employeur|ong|organisme|etablissement)|notre\s+(?:equipe|association|entreprise"
    r"|client|structure|agence|societe|organisation|laboratoire|cabinet|groupe)|our\s+(?:\w+\s+)?(?:client"
    r"|team|lab|group|company|department|laboratory|organi[sz]ation|church|school)|candidat\w*|applicants?"
    r"|poste|position\w*|wir|les|y|se|si|pour|if|when|please|merci|what|how|there|here|job|jobs|offres?"
    r"|emplois?|vacanc\w*|open|our|notre|nos|your|votre|stage|cdi|cdd|avis|titre|descri\w+(?:\s+\w+){0,3}"
    r"|presentation(?:\s+\w+){0,2}|lieu\b.*|local:.*|location:.*|salar\w+.*|competences.*|about"
    r"|habilidades.*|formacion|rate|requirements|responsib\w+|duties|duration|duree|report\s+to|contexte"
    r"|context|mission\w*|profil\w*|unser\w*|estamos|quem|que|nos|us|me|them|more|information|team"
    r"|l'equipe|both|all|each|some|candidates?|(?:direction|service|departement|department|pole|bureau)\s+(?:des\s+|of\s+)?(?:ressources\s+humaines|rh|human\s+resources"
    r"|recrutement|personnel)|human\s+resources\b.*|ressources\s+humaines|personnel\s+(?:office|department)|hr\b.*"
    r"|(?:مصلحه|قسم|اداره|مديريه|مكتب)\s+(?:الموارد|المستخدمين|شوون|التوظيف|التشغيل)(?:\s+\S+){0,3}|نحن|مطلوب|الشركه|الموسسه|التوظيف)\W*$"
)
CLIENT: Final = re.compile(
    r"\b(?:(?:pour|de)\s+(?:le\s+compte\s+d(?:e|'|u)\s*)?(?:l'un\s+de\s+|un\s+de\s+|notre\s+|nos\s+|son\s+"
    r"|ses\s+|leur\s+)(?:ses\s+|nos\s+)?clients?|notre\s+client|our\s+client|on\s+behalf\s+of\s+(?:our|its"
    r"|a)\s+client|one\s+of\s+our\s+clients|cabinet\s+de\s+recrutement|recruitment\s+agency"
    r"|agence\s+(?:d'emploi|d'interim|de\s+recrutement)|for\s+a\s+client)\b"
)
LEADING: Final = re.compile(
    r"^(?:as\s+(?:the|an?|our|part)|ce|cette|ces|votre|vos|te|tu|toi|vous|your|this|that|these|those|we|at|our\s+(?:ideal|new|next)"
    r"|if|why|how|what|where|presente?s?|implante\w*|reconnu\w*|specialis\w+|mettre|assurer|i|remuneration|salaire|travaillant|integration|experience|professor|prof|dr|etre|avoir|travail|dans|pour|afin|au|aux|en|depuis|suite"
    r"|basee?|in|for|to|with|within|avec|sous|par|during|since|following|due|located|founded|created"
    r"|fondee?|creee?|on|under|from|through|via|when|if|si|lors|face|forte?|apres|after|para|im|als|fur"
    r"|zur|and|et|mit|nach)\s",
)
PRONOUN: Final = re.compile(
    r"\b(?:we|i|nous|on|you|vous|they|he|she|it|il|elle|who|also|se|and|et|es|sie"
    r"|wir|qui)\W*$"
)
APPOSITION: Final = re.compile(r",\s|\s[–—-]\s|\s\(|\bqui\b|\bwhich\b|\bwho\b|\bet\s+ses\b|،|;")
# Before a name: a label, the head of a page, a verb in Arabic; and where a sentence goes on behind it.
LED: Final = re.compile(
    r"(?:empresa|nom|name|societe|organisation|organization|entreprise|employer|employeur|institution)\s?:\s*"
    r"|about\s+(?:the\s+)?|a\s+propos\s+d(?:e\s+(?:la\s+|l')?|u\s+|')|careers?\s+(?:at|with|-)\s+(?:the\s+)?"
    r"|join\s+(?:the\s+)?|description\s+de\s+fonction\s+|notre\s+(?:cabinet|association|entreprise|societe|structure|agence)\s+(?=\S)"
    r"|(?:[تي]علن|[تي]طلب|ترغب|[تي]بحث|انضم\s+الي(?:\s+عايله)?)\s+"
)
SAYS: Final = re.compile(
    r"(?<!\bde)(?<!\bla)(?<!\bet)(?<!&)\s+(?P<verb>(?:recrute|recherche|cherche|embauche)(?=\s+(?:une?|des|d'|son|sa|ses|\d|actuellement|pour)\b)"
    r"|(?:beneficie|propose|est|sont|a\s+besoin|connait|works(?=\s+(?:in|for|with|without|to|on|across)\b)|serves|is|are|has|have|never|keeps|offers|provides|announces|seeks|ist|sucht)(?=\s)"
    r"|(?:es|busca)(?=\s+(?:muy|una?|el|la|los)\b)|(?:تريد|[تن]بحث|[تي]علن|[تي]طلب|ترغب|تود|عن\s+حاجت\w*)(?!\w))"
)
# UTF-8 that was read as Latin-1 ("fÃ¼r"), and letters that were lost: a cut or mangled word is no name.
MANGLED: Final = re.compile("[ÃÂ][\u0080-\u00bf]|â€|Ã[\u0152-\u2122]|\ufffd")
# A duty: "Participer à l'élaboration"; a house that is called so goes on with a capital.
DUTY: Final = re.compile(r"[^\W\d_]{2,12}(?:er|ir)\s+(?:l[ae]s?\s|l['’]|une?\s|aux?\s|à\s)(?=[a-zà-ÿ])")
# A number of people that are no house: "3 ASV".
COUNTED: Final = re.compile(r"\d{1,2}\s[A-Z]{2,5}\W*$")
# Greetings; what begins a sentence, a line of a mail's head or a list of what is asked for.
NO_NAME: Final = re.compile(
    r"(?:bonjour|bonsoir|hello|hi|hey|dear|cher(?:e?s)?|mesdames|messieurs|madame|monsieur|hola|ola|hallo|liebe|sehr\s+geehrte"
    r"|السلام\s+عليكم|مرحبا|تحيه)(?!\w)"
    r"|(?:hierfur|dafur|dazu|daher|zudem|ausserdem|derzeit|aktuell|besides|additionally|furthermore|moreover|however|therefore|currently"
    r"|recently|also|thus|ainsi|aussi|enfin|ensuite|actuellement|aujourd'hui|desormais|egalement|par\s+ailleurs|de\s+plus"
    r"|en\s+outre|notamment|donc|ademas|actualmente|tambien|alem\s+disso|atualmente|inoltre)(?!\w)"
    r"|(?:objet|subject|asunto|assunto|betreff|الموضوع)\s?:"
    r"|(?:tres\s+)?bonne\s+(?:connaissance|maitrise)|est[\s-]ce\s+qu"
)
PERSON: Final = re.compile(r"(?:dr\.|prof\.|pr\.|mrs?\.|ms\.|mme|mlle|herr|frau)\s+\w")
PAPER: Final = re.compile(
    r"\b(?:(?:bachelor|master)\S{0,2}\s+degree|certificat\w*|curriculum|diplom\w+|licen[cs]e|lettre\s+de|cover\s+letter|curriculo)\b"
)
# "L'association intervenant dans", "a leading company", "منظمه دوليه", the number of a heading.
DESCRIBES: Final = re.compile(
    r"^\d{1,2}[.)]|^(?:l'|le |la |un |une |notre |the |a |an |our )?(?:association|organisation|organization"
    r"|entreprise|societe|structure|ong|ngo|company|cabinet|fondation|institution|agence)"
    r"(?: (?:intervenant|oeuvrant|agissant|basee?|situee?|specialisee?|internationale?|locale?|leader"
    r"|based|working|located|specialized|specialised)\b|$)"
    r"|^(?:a|an|une?) (?:leading|reputable|growing|grande?|jeune|importante?)\b"
    r"|^(?:importante|reconocid[ao]|prestigios[ao]|grande|renomad[ao]|leading|reputable|fuhrendes)\s+(?:empresa|compania|grupo|company|firma|unternehmen)\b"
    r"|^(?:منظمه|جمعيه|شركه|موسسه|عياده|مدرسه|مركز|مكتب|مطعم|مستشفي)"
    r"(?: (?:دوليه|وطنيه|محليه|رايده|كبري|كبيره|خاصه?|تعمل|مركزيه?|جديده?|معروفه?|انسانيه|حديثه?)(?: |$)|$)"
    r"|^(?:توظيف|مطلوب|الموقع|العنوان|المكان)"
)
# A part of a house, without the house: it rarely is who recruits.
PART: Final = re.compile(
    r"(?:the |le |la |l'|les )?(?:(?:department|departement|departamento|faculty|faculte|facultad|fakultat"
    r"|school|division|unit|service|equipe|team|pole)s?\s+(?:of|for|de|des|du|d'|fur)\b"
    r"|centre\s+de\s+recherches?$|research\s+cent(?:er|re)$|(?:كليه|قسم|مصلحه|اداره)\s)"
)
# Words of institutions that stand in much else: "Office Manager", "Company Driver", "Information Technology".
WEAK: Final = re.compile(r"office|bureau|mission|programme|team|equipe|region|company|group|technolog\w+")
