"""The wordings with which ads ask for applications by mail, a form, the post …; over folded text."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.way.wordings import wording

_APPLYING: Final = (
    r"postul\w+|candidat(?:er|ez|ure|ures|uras?)|formalis\w+|appl(?:y|ying)|applications? (?:should"
    r"|must|are|can|may"
    r"|will|to|via|through|by|only|form)"
    r"|submi\w+|send|sent|soum\w+|depos\w+|envo[iy]\w+|adress(?:er|ez|ees)|transm\w+|inscri\w+"
    r"|register|enregistr\w+|parvenir"
    r"|candidatar\w*|enviar|envi[ae]\w*|bewerb\w+|melden|solicitud\w*|postular\w*|aplicar|remit\w+"
    r"|inscricoes|inscripciones|sollicit\w+|(?:ال|لل|ب)?(?:تقديم|تقدم|ترشح|تسجيل)|قدم(?:وا|ي|/ي)?|ترسل"
    r"|ارسال|ارسل\w*"
)
# Here an ad asks for applications.
ASKS: Final = wording(
    r"\bpostul(?:er|ez|e|ation)\b|\bcandidat(?:er|ez)\b"
    r"|\b(?:votre|vos|les|leur|des|de|une?|toute) (?:dossiers? de )?candidatures?\b"
    r"|\bcv\b|\bcurriculum|\blettre de motivation|\bto apply\b|\bapply\b"
    r"|\bapplications? (?:\w+ ){0,3}(?:should|must|will|can|to|by|are|is|form|deadline)"
    r"|\byour (?:application|resume|cv|c\.v\.|letter)|\bsend\b[^.]{0,80}\b(?:resume|application"
    r"|materials|letter)"
    r"|\binterested (?:candidates?|applicants?|persons?|parties|students?)|\bcover letter|\bresume\b"
    r"|\bقدم(?:وا|ي|/ي)? (?:الان|هنا|طلبك\w*|علي)\b|\bسجل(?:وا|ي)? (?:الان|هنا|طلبك\w*)\b"
    r"|\b(?:formalis\w+|depos\w+|faire|enregistr\w+) (?:votre|vos|sa|ta|leurs?) (?:demandes?|dossiers?)\b"
    r"|\bbewerb(?:en|ung|ungen)\b|\bbewerbungsunterlagen|\blebenslauf|\bpostular\b|\benviar\b|\benvie\b"
    r"|\bcandidatura|\bcurriculo|\bhoja de vida|\binscricoes|\binscripciones"
    r"|\binscrev\w+|\binscrib\w+|\binscricao\b|\bcandidat(?:e|ar)-se\b"
    r"|\b(?:ال|لل|ب)?(?:تقديم|تقدم|ترشح|ترشيح)\b|السيره|ترسل|\bارسال"
)
# Without one of these a sentence is about something else that is sent or filled in.
STRONG: Final = wording(
    r"\bpostul\w+|\bcandidat\w+|\bappl(?:y|ying|ications?|icants?)\b|\bcv\b|\bresumes?\b"
    r"|\bcurricul\w+|\bbewerb\w+"
    r"|\binscri\w+|\binteress\w+|\brecrutement\b|\bvacanc\w+|\bsolicitud|\bpostular|\baplicar"
    r"|\binterested|\bposition\b|\bformalis\w+ (?:votre|leur|sa|ta|la|une) demande\b"
    r"|\bsollicit\w+|\b(?:و|ف)?(?:ال|لل|ب)?(?:تقديم|تقدم|ترشح|تسجيل)\b|السيره|سيرتك|\bقدم(?:وا|ي|/ي)?\b"
)
DOSSIER: Final = wording(
    r"\bdossiers? (?:complets? )?(?:sont|doi(?:ven)?t|devr\w+|est|sera|seront|a deposer|a envoyer)\b"
)
MAIL: Final = wording(
    r"\b(?:par|via|by|per|por|through|a l'aide de|en)\s(?:un |une |an? )?(?:e-?mails?|mails?"
    r"|courriels?|courrier electronique"
    r"|voie electronique|correo(?: electronico)?|message electronique)\b(?! list)"
    r"|\b(?:adresse|address)\s(?:e-?mail|mail|electronique|courriel|internet)"
    r"|\b(?:e-?mail|email|electronic mail)\s(?:address|adresse)\b|\bcorreo electronico"
    r"|\bcorreio eletronico|\bper e-mail"
    r"|\be-?mail (?:your|us|the|a|to)\b|\bmailto:(?![\w%])|\bsubject (?:line|of (?:the"
    r"|your) (?:e-?mail|message))"
    r"|\b(?:en|dans l') ?objet\b|\bobjet du (?:mail|courriel|message)|البريد الا?لكتروني|الايميل|\bايميل"
)
_URL: Final = r"(?:https?://|www\.|\bbit\.ly|\]\((?!mailto))"
_PORTAL: Final = (
    r"en ligne|online|portails?|portals?|plate-?formes?|platforms?|formulaires?|web ?forms?"
    r"|(?:google )?forms?(?! of )"
    r"|site (?:web|internet)|sites?|websites?|web ?sites?|web ?pages?|liens?|links?"
    r"|(?:our|your|this|the|la|notre|votre|cette|careers?|jobs?|facebook|linkedin|following|recruitment"
    r"|vacancy"
    r"|vacancies|application|candidature) pages?"
    r"|(?:recruitment|application|recruiting|tracking|hr) systems?|enlace|formulario|pagina|sitio"
    r"|plataforma|\w*formular"
    r"|qr[ -]?codes?|codes? qr|(?:رمز|كود) qr|kontaktformular|formulaire de contact|contact form|online-\w+"
    r"|karriere\w+|bewerbungsportal"
    r"|here|ici|hier|aqui|button|bouton"
    r"|(?:ب|ل)?(?:ال)?(?:رابط|موقع|نموذج|استماره|منصه|بوابه)|هنا"
)
_TO: Final = (
    r"via|through|sur|on|at|using|par|dans|depuis|a partir|a l'adresse|au moyen|by|here|ici|in|en"
    r"|under|uber|auf|por"
    r"|em|no|na|atraves|mediante|desde|with|to|into|the|a|عبر|من خلال|علي|في"
)
FORMS: Final = (
    wording(
        rf"\b(?:{_APPLYING})\b(?:[^.;!?\n@]"
        rf"|\n(?![\s•*-])){{0,140}}?\b(?:{_TO})\s(?:[^\s@]*[^\s@.;!?]\s){{0,5}}?(?:{_PORTAL})\b"
    ),
    wording(
        r"\b(?:click|cliqu\w+|klick\w+|clic\w*|scan\w*|flash(?:er|ez)|اضغط\w*|انقر|امسح\w*)\b(?:[^.;!?\n]"
        r"|\n(?![\s•*-])){0,60}"
        r"\b(?:appl(?:y|ication)\w*|postul\w+|candidat\w+|bewerb\w+|inscri\w+|للتقديم|التقديم)"
        r"|\b(?:postul\w+|apply|candidat\w+|للتقديم|التقديم|bewerb\w+)(?:[^.;!?\n]|\n(?![\s•*-])){0,60}"
        r"\b(?:click|cliqu\w+|clic|klick\w+|اضغط|انقر)"
    ),
    wording(
        r"\b(?:remplir|remplissez|rempli(?:ssant|e)?|completez|completer|renseign(?:er|ez|ant)|saisi(?:r"
        r"|ssez|ssant)"
        r"|fill(?:ing)? (?:in|out|up)?|complete"
        r"|completing|ausfullen|llenar|complet(?:ar|e)|preencher|preench\w+|[وب]?تعبئه|[وب]?ملء|عب[يو]ا?"
        r"|املا|املاوا|يملا"
        r"|ملئ)\b(?:[^.;!?\n]|\n(?![\s•*-])){0,60}"
        r"\b(?:formulaires?|online|form|application form|questionnaire|formular|formulario"
        r"|(?:ال|هذا ال|هذه ال)?نموذج|(?:ال|هذه ال)?استماره|الفورم)\b"
    ),
    wording(
        r"\b(?:or|ou|oder|او) (?:directly |directement |apply |postuler |postulez )?(?:via|through|on|sur"
        r"|par|using|uber"
        r"|عبر|من خلال|علي) (?:our |the |this |notre |le |la |ce |das |ال)?(?:online |application "
        r"|following )?"
        r"(?:formulaire|form|portail|portal|plate-?forme|platform|site (?:web|internet)|website|lien|link"
        r"|رابط|نموذج"
        r"|استماره|منصه|بوابه|موقع)\b"
    ),
    wording(
        rf"\b(?:apply|postuler|candidater) (?:now|online|here|today|en ligne|ici"
        rf"|maintenant)\b[^.\n]{{0,40}}{_URL}"
    ),
)
# The application is awaited online, though no page is named.
AWAITED: Final = wording(
    r"\b(?:recev\w*|accept\w*|attend\w*|receive|awaits?|take|welcome|look forward to"
    r"|freuen uns auf)\b[^.;!?@\n]{0,60}"
    r"\b(?:candidatures?|dossiers?|applications?|bewerbung\w*)\b[^.;!?@\n]{0,40}"
    r"\b(?:en ligne|online|par internet|via internet)\b(?![ -]?(?:tests?|interviews?|marketing|session))"
)
FILLED: Final = FORMS[2]  # a form is filled in: it may stand elsewhere what for
# Behind a link may be a form, or only the ad once more.
PAGES: Final = (
    wording(
        r"\b(?:postul\w+|apply|candidatez|candidater|applications?|candidatures?|bewerben|للتقديم|التقديم)\b"
        rf"[^.;!?@]{{0,120}}?{_URL}"
    ),
    wording(r"\b(?:postul(?:er|ez)|candidat(?:er|ez)|apply|jetzt|bewerben) (?:en ligne|online|bewerben)\b"),
)
# Something is sent to what stands behind.
SENT_HERE: Final = wording(
    r"\b(?:send|e-?mail|submit|forward|envoy\w+|adress(?:er|ez)|transmett\w+|enviar|envie|senden|schicken"
    r"|ارسال|ارسل\w*"
    r"|ترسل|يرسل)\b[^.;!?]{0,140}[\s\[(<]\Z"
)
# A paper is sent by mail, in as many words.
BY_MAIL: Final = wording(
    r"\b(?:send|submit|e-?mail|envo[iy]\w*|adress(?:er|ez|ees)|transm\w+|enviar|envie"
    r"|senden)\b[^.;!?]{0,120}\b(?:cv|resume|curriculum|applications?|candidatures?|dossiers?"
    r"|letters?|lettres?|curriculo|lebenslauf)\b[^.;!?]{0,120}\b(?:by|par|via|por|per) (?:e-?mail"
    r"|mail|courriel|courrier electronique|correo electronico)"
    r"|\b(?:documents?|materials?|applications?|dossiers?|candidatures?|cvs?|resumes?"
    r"|pieces)\b[^.;!?]{0,120}?"
    r"\b(?:must|should|shall|can|may|will|to|doi(?:ven)?t|devr(?:a|ont)|peu(?:ven)?t|sont a|est a"
    r"|ser(?:a|ont))"
    r" (?:all |then )?(?:be |etre )?(?:e-?mailed\b|(?:sent|submitted|made|adress\w+|envoy\w+"
    r"|transmis\w*|soumis\w*"
    r"|deposee?s?)\b (?:\w+ ){0,3}?(?:by|par|via|per) (?:un )?(?:e-?mail|courriel|mail"
    r"|courrier electronique|message electronique))"
    r"|\b(?:send|envo[iy]\w*|enviar|envie)\b[^.;!?]{0,40}\b(?:an? |un "
    r"|uma? )e-?mail\b[^.;!?]{0,120}\b(?:cv|resume|curricul\w+|application|candidatur\w+)\b"
)
# Hosts of forms and of recruiters.
HOSTS: Final = wording(
    r"forms\.gle|docs\.google\.com/(?:forms|a/\S{1,60}/forms)|typeform\.com|jotform"
    r"|airtable\.com/(?:shr|app\S{1,40}/shr)"
    r"|framaforms|forms\.office|surveymonkey|kobotoolbox|limesurvey|tally\.so|cognitoforms"
    r"|formstack|wufoo|workable\.com"
    r"|greenhouse\.io|lever\.co\b|smartrecruiters|taleo\.net|myworkdayjobs|welcometothejungle"
    r"|recruitee|teamtailor"
    r"|bamboohr|breezy\.hr|jobvite|icims\.com|ashbyhq|academicjobsonline|mathjobs|interfolio"
    r"|emploi\.cnrs\.fr/offres"
    r"|jobs\.inria\.fr|applitrack|paylocity|adum\.fr|recruitmentplatform|varbi\.com|jobbnorge"
    r"|taleez|peopleadmin"
    r"|csod\.com|successfactors|personio\.(?:de|com)|bewerbungsportal"
)
# The sentence tells where to read more, or where a paper is to be had.
READING: Final = wording(
    r"\b(?:more|further|additional|full|plus d(?:e |')|detailed|complete) ?(?:informations?|infos?"
    r"|details?|description)"
    r"|\b(?:informations?|renseignements|details|en savoir|learn more|find out|read more"
    r"|job description|fiche de poste"
    r"|annonce|termes de reference|terms of reference|tdr)\b[^.]{0,60}$"
    r"|\b(?:telecharg\w+|download\w*|retirer|obtain\w*|consult\w+|voir|see|available|disponible)\b"
)
CALL: Final = wording(
    r"\btelecharg\w+|\bdownload|\bappel a (?:candidatures?|projets?)|\bbourses?\b|\bfellowships?\b"
    r"|\bgrants?\b|\bvisas?\b"
)
# A form that goes back by mail is a document, not a way.
MAILED: Final = wording(
    r"[^@\n]{0,160}\b(?<!\bor[ ])(?<!\bou[ ])(?<!او[ ])(?:r?envo[iy]\w*|retourn\w*|send\w*|return\w*"
    r"|e-?mail\w*|enviar\w*|envi\w+"
    r"|remit\w+|ارسال\w*)\b"
    r"[^@\n]{0,80}@"
)
PAPER_FORM: Final = wording(
    r"\b(?:download|telecharg\w+)\b[^.;\n]{0,60}$|\b(?:download|telecharg\w+)\b[^.;\n]{0,12}"
    r"\b(?:fill|complet\w+|rempl\w+)|\b(?:pdf|word|excel)\b[^.;\n]{0,30}\bform|\bform\w*[^.;\n]{0,4}"
    r"\b(?:attached|below|ci-joint|en annexe|annexed|enclosed)\b"
)
# A form is one of the papers: "applications must include a complete application form".
FORM_SENT: Final = wording(
    r"\b(?:includ\w+|contain\w*|consist\w* of|compris\w+|compren\w+|conten\w+|contien\w+"
    r"|comport\w+)\b[:\s]{0,3}"
    r"(?:[-•*–] ?|\(?\w[.)] )?(?:\w+ ){0,5}(?:forms?|formulaires?)\Z"
    r"|\b(?:an?|the|your|one) complete (?:\w+ ){0,2}form\Z"
)
# What is clicked on opens a mail, as the link behind it shows.
POINTED: Final = wording(
    r"\b(?:click\w*|cliqu\w+|klick\w+|clic\w*|buttons?|boutons?|links?|liens?|here|ici|below"
    r"|ci-dessous)\b|اضغط|انقر|رابط|هنا"
)
TO_MAILTO: Final = re.compile(r"(?:(?!https?:|www\.|@)[\s\S]){0,160}?\bmailto:")
DOWNLOAD: Final = wording(r"[^\s)]{0,200}\.(?:pdf|docx?|odt|rtf)\b")

# "… (postal address, e-mail, phone)": how somebody is reached, not where the papers go.
_REACHED: Final = (
    r"(?:,|/|,? (?:et|and|&)) ?(?:the |an? |l'|une? )?(?:adresse )?"
    r"(?:e-?mail|courriel|tel|phone|mobile|numero|electroni)"
)
POST: Final = (
    wording(
        r"\bpar (?:courrier(?! ?(?:electronique|electr|e-?mail))|voie postale|la poste|poste"
        r"|pli)\b|\bvoie postale\b"
        rf"|\bcourrier postal|\badresse postale(?!{_REACHED})|\bsous plis? (?:ferme|confidentiel)s?"
        r"|\bplis? fermes?\b|\benveloppes?\b"
        r"|\b(?:par )?(?:depot|remise|voie|version|format|support|envoi) (?:physique|papier)\b"
        r"|\b(?:dossiers?|candidatures?|depot|depose\w*"
        r"|remis\w*)\b[^.;@\n]{0,60}\b(?:sur (?:support )?papier|en version papier)\b"
        r"|\ben mains? propres?|\bcachet de la poste|\brecommande avec|\bbureau d'ordre"
    ),
    wording(
        r"\bdepos\w+(?: physique\w*)?[^.;@\n]{0,80}"
        r"\b(?:au (?:siege|secretariat|bureau|service|greffe|guichet|niveau)|a l'accueil"
        r"|a la (?:direction|mairie|reception|loge)|aux? bureaux?|aupres (?:du|de la|de l'))"
    ),
    wording(
        r"\bby (?:regular |postal |registered |surface |air )?(?:post|courier)\b|\bby mail (?:to"
        r"|or in person)\b(?! \S{1,64}@)"
        r"|\bby (?:hand|snail mail)\b|\bhand (?:it|them|your cv) in\b|\bhand[- ]?deliver\w*"
        r"|\bin person (?:at|to)\b|\benvelopes?\b"
        rf"|\bpostal (?:address(?!{_REACHED})|mail|application)|\bpaper (?:copies|applications?)"
        rf"|\bhard cop(?:y"
        r"|ies)|\bpostmarked"
        r"|\bregistered post|\bpost or e-?mail\b|\b(?:physical|manual|walk-in) (?:submissions?"
        r"|applications?)\b"
        r"|\b(?:submi\w+|deliver\w*|drop\w*|hand\w*|bring\w*|appl(?:y"
        r"|ications?)\b)[^.;@\n]{0,60}\b(?:physically|manually"
        r"|in hard copy)\b|\b(?:or|and) (?:physically|in person|manually|by hand|in hard copy)\b"
        r"|\bor by fax\b|\bor fax(?: to)? ?:?"
    ),
    wording(
        r"\bper post\b|\bpostalisch|\bauf dem postweg|\bpor (?:correo (?:postal|certificado"
        r"|ordinario)|correio(?! eletron))"
        r"|\bvia postal\b|\bmodo presencial|\bpresencial(?:mente)?\b|\bcorreios\b"
        r"|\bregistro general|\bsobre cerrado"
        r"|\bمظروف|\bظرف مغلق|\bبالبريد العادي|البريد المضمون|\bعن طريق البريد(?! الا?لكتروني)|\bباليد\b"
        r"|\bتسليم\w* (?:\S+ ){0,3}الي مقر|\b[تي]ودع\w*|\b[وب]?ايداع (?:ال)?(?:ملف|طلب|ترشيح)|\bب?مكتب الضبط"
    ),
)
# Applications go to a place with a street, a box or a postal code.
STREET: Final = wording(
    r"\b(?:r?envo(?:y|i)\w*|adress(?:er|ez|ees)|sent|send|submitted|submit|posted|mailed|addressed"
    r"|forward(?:ed)?(?: it| them)? (?:directly )?to|mail(?: it| them)? to|enviar|richten|senden)\b"
    r"[^@]{0,260}?(?:\bp\.? ?o\.? ?box\b|\b(?:b\.?p\.?|private bag|postfach|apartado) ?(?:n°? ?)?\d"
    r"|\b\d{1,4},? ?(?:bis,? )?(?:rue|avenue|av\.|boulevard|bd|place|impasse|chemin|route|quai|allee)\b"
    r"|\b\d{1,4} [a-z]+ (?:street|road|avenue|drive|lane|st\.|rd\.|dr\.|ave\.|blvd)(?!\w)"
    r"|\b[a-z-]*(?:stra(?:s|ss)e|str\.|weg|platz) ?\d{1,4}[a-z]?\b)"
)
# A name and a place stand where the papers go, with the code that a letter needs there, and no mail address.
_CODE: Final = (
    r"(?:(?:se|dk|de|d|ch|a|at|nl|b|f|fr|fi|fin|no|n|l|i|it|es|e|pt|p|pl|cz|hu|si|gr)-\d{4,5}\b"
    r"|\bse-\d{3} \d{2}\b"
    r"|[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|[a-z]\d[a-z] \d[a-z]\d\b|, [a-z]{2}\.? \d{5}(?:-\d{4})?\b)"
)
CODE: Final = wording(rf"\b{_CODE}")
# What stands before such a place: the papers, and "to".
TO_PLACE: Final = wording(
    r"\b(?:applications?|cvs?|resumes?|letters?|referees|references|dossiers?|documents?"
    r"|materials?)\b[^.;:!?@\n]{0,90}"
    r"\b(?:to|at|an|a):? (?!\S{1,64}@)[^@!?;]{3,200}\Z"
)
PLACE: Final = (
    wording(
        r"\b(?:envo[iy]\w*|adress(?:er|ez|ees)|transmettre|transmises?|deposer|deposees?|remettre"
        r"|parvenir)\b[^.;:!?@]{0,60}"
        r"\b(?:dossiers?|candidatures?|demandes?|plis?|offres?|cv)\b[^.;:!?@]{0,60}"
        r"\b(?:au|a la|a l'|aux|a) ?(?:secretariat|siege|bureau\w*|direction|service|mairies?"
        r"|prefecture|rectorat|delegation"
        r"|accueil|cabinet|greffe|guichet)\b[^;:!?@]{0,60}\b(?:situee?s?|sise?s?|sis a|se trouvant"
        r"|localisee?s?)\b"
    ),
    wording(
        r"\b(?:dossiers?|candidatures?|demandes?|plis?)\b[^.;:!?@]{0,40}"
        r"\b(?:deposee?s?|remise?s?|a deposer|a remettre|recue?s?)\b[^.;:!?@]{0,30}"
        r"\b(?:dans|aux|a la|au|a l'|aupres d\w+) ?(?:les |la |le |des )?(?:mairies?|communes?|sieges?"
        r"|bureaux?|agences?"
        r"|prefectures?|delegations?|directions?|secretariats?|centres?|locaux|antennes?|accueil)\b"
    ),
)
# "… at the address above, or by mail": the one before is another way.
OR_MAIL: Final = wording(
    r"\b(?:ou|soit|et/ou) (?:(?:bien )?(?:par|via)|directement par) (?:e-?mail|mail|courriel"
    r"|courrier electronique"
    r"|voie electronique)|\bor (?:(?:alternatively )?(?:by|via|through|per)) e-?mail"
    r"|\b(?:oder|gerne|auch)(?: auch| gerne)? (?:per|als|via) (?:e-?)?mail|\bo (?:por|al"
    r"|via) (?:correo electronico|e-?mail)"
    r"|\bor (?:by |via )?e-?mail(?: to)? ?:|\bou (?:par )?(?:e-?mail|courriel) ?:"
    r"|\bou (?:por|pelo|via|para o) e-?mail|\bاو (?:عبر|علي|عن طريق) (?:البريد|الايميل)"
)
NO_ALTERNATIVE: Final = wording(
    r"\b(?:telephon\w*|phone|tel|appel\w*|call\w*|whats ?app|sms|permanence|contact\w*"
    r"|questions?)\b[^.;]{0,40}$"
)
REFUSED: Final = wording(
    r"\bne pas\b|"
    r"\bne (?:sera|seront|sont|est|peu\w+|doi\w+|devr\w+)\b[^.;]{0,30}\b(?:pas|plus|aucun\w*)\b"
    r"|\baucune? (?:candidature|dossier)|\bpas de (?:candidature|dossier)|\bnot (?:be )?(?:accept"
    r"|consider|review|process|acknowledg)\w*"
    r"|\b(?:do not|don't|cannot|please no|will not)\b|\bno (?:phone|hard|paper|hand|postal"
    r"|e-?mailed|faxed)\b|\bلن\b|\bلا (?:يقبل|تقبل|يلتفت)|\bno se (?:acept|recib)\w+"
    r"|\bnao (?:serao|sera|se)\b|\bnicht (?:berucksichtigt|angenommen)"
)
# The fields of a form on the page itself.
FIELDS: Final = re.compile(
    r"(?m)^[ ]*(?:(?:votre|your) )?(?:nom|prenom|nom complet|noms?|name|first name|last name"
    r"|full name|e-?mail|adresse e-?mail|email address|telephone|phone(?: number)?|(?:votre "
    r"|your )?message|cv|resume|lettre de motivation|cover letter|fichier"
    r"|attach(?: resume)?)\s?[*:]{1,3}[ ]*$"
)
SUBMIT: Final = re.compile(
    r"(?m)^[ ]*(?:envoyer(?: ma candidature)?|submit(?: application)?|soumettre|send|postuler|valider"
    r"|apply)[ ]*$"
)
OTHER: Final = wording(
    r"\b(?:whats ?app|telegram|messenger)\b|\b(?:ال|ع)?واتس ?اب|\bواتساب|\bالواتس|\bpostul\w+ par telephone\b"
    r"|\bapply by (?:tele)?phone\b|\bpresentez-vous\b|\bse presenter (?:au|a la|a l'|directement|avec|munis?)"
    r"|\bزيارتنا|\bالحضور (?:الي|شخصيا)"
)
