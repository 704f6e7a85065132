"""The wordings that say what a mail address in an ad is for, by language; over folded text."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.adposts.way.wordings import wording

# What is sent, and the verbs of sending, by language; all over folded text.
_THINGS: Final = (
    r"cv|c\.v\.?|c\.v|curriculum|vitae|resumes?|lettres?|letters?|motivation|candidatures?"
    r"|candidacy|dossiers?"
    r"|applications?|materials?|statements?|proposals?|propositions?|offres?|soumissions?|documents?|pieces"
    r"|portfolio|book|expressions? of interest|eoi|manifestations? d'interet|transcripts?|quotations?|bids?"
    r"|tenders?|pitch|interest|lebenslauf|unterlagen|bewerbung\w*|anschreiben|motivationsschreiben"
    r"|hoja de vida"
    r"|solicitud\w*|candidatura\w*|curriculo|hv|السيره|سيرتك\w*|سيرتكم|السير|طلبات?|طلباتكم|ملفات?"
    r"|الملف|ترشيح\w*"
    r"|الوثائق|المستندات"
)
_VERBS: Final = (
    r"r?envo(?:y|i)\w*|adress(?:er|ez|ant|e[er]s?|es)|transm\w+|parvenir|soumet\w*|soumis\w*"
    r"|depos(?:er|ez|e|ees?|es)"
    r"|expedi\w+|retourn(?:er|ez|es?|ees?)|remett\w+|remis\w*|ecri(?:re|vez|s)|mail(?:er|ez)|communiquer"
    r"|send(?:ing)?|sent|submit\w*|submission|e-?mail(?:ed|ing)?|forward(?:ed|ing)?|direct(?:ed)?"
    r"|address(?:ed|ing)?"
    r"|return(?:ed|ing)?|deliver(?:ed)?|mail(?:ed)?|post(?:ed)?|contact(?:er|ez|ing)?|writ(?:e"
    r"|ing)|reply|respond"
    r"|shar(?:e|ing)|envi\w+|remit\w+|mand(?:ar|a|e|en)|llegar|encaminh\w+|remet\w+|send(?:en|e"
    r"|et)?|schick\w+|richt(?:en|e|et)"
    r"|mailen|invi\w+|stuur\w*|ارسال\w*|ارسل\w*|ترسل|يرسل|نرسل|ابعث\w*|توجه|يوجه|تقديم|تقدم"
    r"|موافاتنا|التواصل|ارفاق|مراسلتنا|راسلنا"
)
SEND: Final = wording(rf"\b(?:{_VERBS})\b")
THING: Final = wording(rf"\b(?:{_THINGS})\b")
# A paper that goes to somebody: CV and letter to Ms Doe …
HERE: Final = wording(
    r"\b(?:cv|c\.v\.|curriculum|vitae|resumes?|lettre de motivation|lm|cover letter|lebenslauf|curriculo)\b"
    r"[^.;?!]{0,90}?(?:\s(?:a|au|to|an|para|al|aupres de)\b|[:>])[^.;?!]{0,60}$"
)
# Whatever is to be sent, an address behind these takes it.
SEND_IT: Final = wording(
    r"\b(?:r?envo(?:y|i)(?:er|ez|e|ee|ees|es)|adress(?:er|ez)|transm(?:ettre|ettez)|send|sent"
    r"|submit|submitted|enviar|envie|envia|remitir|senden|schicken|sende|ارسال|ارسل\w*|ترسل)\b"
)
APPLY: Final = wording(
    r"\bpostul\w+|\bcandidat(?:er|ez|e[sr]? (?:a|aupres|par))\b|\bcandidatures?\b|\bcandidacy\b"
    r"|\bpour repondre\b"
    r"|\b(?:il|ils|elle|elles|le tout|l'ensemble|celui-ci|ceux-ci|celle-ci|celles-ci) (?:sera|seront"
    r"|doi(?:ven)?t|devr(?:a|ont)|est"
    r"|sont)(?: \w+){0,2}? (?:adress|envoy|transmi|depos|expedi|retourn|remi"
    r"|soumi)\w* (?:par (?:e-?mail|mail|courriel|voie electronique)"
    r"|a l'adresse|a )"
    r"|\b(?:it|they|these|this|everything|all of (?:this|these|it)) (?:should|must|can|may|will|shall"
    r"|has to|have to|are to|is to)"
    r"(?: then)? be (?:sent|e-?mailed|submitted|forwarded|addressed)\b"
    r"|\bto apply\b|\bapply(?:ing)?\b|\bapplications? (?:\w+ ){0,6}?(?:to|by|via|at|through|should"
    r"|must)\b|\bapplications?\s?[:(-]"
    r"|\binterested (?:candidates?|applicants?|persons?|parties|students?|individuals?|people"
    r"|in (?:applying|this|the|joining|working|our|doing|a))"
    r"|\b(?:if )?(?:you are|you're|you feel|this sounds?)? ?(?:very )?interested[?,]"
    r"|\binteresse(?:e|\(e\)|\.e|·e|es|s)?\b ?[?,(]|\bles (?:personnes|candidat\S{0,6}) interesse\w*"
    r"|\bsi (?:vous etes|tu es|cette (?:offre|mission)|ce (?:poste|stage)|l'offre"
    r"|l'aventure)[^.;]{0,40}interess\w+"
    r"|\bbewerb\w+|\bpostul(?:ar|arse|ate|ese)\b|\baplicar\b|\binteresad[oa]s?\b"
    r"|\binteressad[oa]s?\b|\binteressiert\w*\b|\bcandidatar\w*|\binscri\w+"
    r"|\bsollicit\w+|للتقديم|للتقدم|التقديم|التقدم|بالتقديم|بالتقدم|الترشح|الترشيح|للترشح"
    r"|المهتم\w*|الراغب\w*|للراغب\w*|لمن يرغب|يرجي التقدم|الانضمام الينا"
)
_QUESTION: Final = (
    r"renseignements?|(?:informations?|details?|precisions?|infos?)(?: (?:supplementaires?"
    r"|complementaires?))?|questions?|demandes? d'infos?\w*|interrogations?|en savoir (?:plus"
    r"|davantage)|(?:pour|de|d'|afin de) (?:discuter|echanger)"
    r"|inquir(?:y|ies|e|ing)|enquir(?:y|ies|e|ing)|inquires|quer(?:y|ies)|further details?"
    r"|more details?|(?:learn|know|find out|hear) more|clarifications?"
    r"|discuss(?:ion|ing)?|informal (?:chat|discussion|conversation)|consultas?|preguntas?|perguntas?"
    r"|dudas?|informacion(?:es)?|informacoes|duvidas?|esclarecimentos?|fragen|ruckfragen"
    r"|auskunft\w*|auskunfte|informationen|informazioni|vragen"
    r"|(?:و|ف)?(?:ل|ال|لل|ب)?(?:استفسار|استعلام|معلومات|اسئله|تساؤل|اسءله)\w*"
)
# Not the "contact information" of referees, nor "the following information" to send.
INQUIRY: Final = wording(
    r"(?<!contact[ ])(?<!following[ ])(?<!relevant[ ])(?<!necessary[ ])(?<!required[ ])"
    rf"\b(?:{_QUESTION})\b(?! suivante)"
)
# "questions about the application process" is no way to apply; "informations (CV, lettre)" is none to ask.
ABOUT: Final = wording(
    rf"\b(?:{_QUESTION})\b\s+(?:additional |particular )?(?:about|regarding|concerning|on|of"
    rf"|in relation to|relat\w+ (?:to|a|aux?)|related to|as to|with (?:your|the)|sur|concernant"
    rf"|quant|au sujet"
    r"|a propos|liees?|zum|zur|uber|sobre|acerca|referentes?|relativas?|حول|بخصوص|عن)\b[^;.:?!]{0,140}"
)
# A copy of a paper is one of the papers, not one of the mail.
_NO_PAPER: Final = (
    r"(?! (?:(?:certifi\w+|legalis\w+|scann\w+|simples?|numeri\w+|conform\w+|lisibles?|couleur|recente?"
    r"|clear|scanned) )*"
    r"(?:du|de la|de l'|des|de vos|de votre|de ton|de tes|de leur|de son|de ses|d'une?|de |d'(?!e)|cin|cni"
    r"|piece"
    r"|of (?!(?:the|your|this) (?:e-?mail|message|mail))|del|da|do|dos|das|de tu|de su|ihre\w|des|legalis"
    r"|certif))"
)
COPY: Final = wording(
    r"\b(?:copy|copying|copier|copiez|copie)\W{0,3}$|"
    r"(?:\b(?:en|avec|et|mettre|with|in|con|com|mit)\s+(?:une? |a |uma |en |the )?(?:copie|copy"
    rf"|copia|kopie)(?: (?:visible|cachee))?\b{_NO_PAPER}|\bcopie (?:a|au|aux)\b(?! l'origi)|\bcopie\s?:"
    r"|\bcop(?:y|ied|ying)(?: (?:it|them|in))? (?:to|in)\b|\bcopied\b|\b(?:b?cc|c\.c\.?|cci)\b|\bmit kopie"
    r"|نسخه (?:الي|منها? الي|من (?:ال|هذ)\S{0,4}(?:رساله|بريد|ايميل)))[^@]{0,60}$"
)
# The first letters of a name are no copy: "to Dr. Robert CC Mercer"; over the text as it is.
INITIALS: Final = re.compile(
    r"\b(?:[Dd]r|[Pp]rof(?:essor|esseure?)?|Mr|Mrs|Ms|Mme|Mlle|M|Pr)\b\.? ?(?:[A-ZÀ-Þ][\w'’-]* ){0,2}"
    r"(?P<cc>C\.?C\b\.?) (?=[A-ZÀ-Þ][a-zà-ÿ])"
)
COPY_AFTER: Final = wording(
    r"[\s)>\]]{0,3}[(,]?\s?(?:soit |being |mis(?:e)? )?(?:en copie|in (?:cc|copy)|on (?:cc|copy)"
    r"|(?:b?cc|cci)(?:['’]?ed)?\b|copied|as cc)[\s).;,]"
)
REFEREE: Final = wording(
    r"\b(?:referees?|recommenders?|referents?|recommandants?|references?|referencias?|letters?"
    r"|lettres?|lettre) ?(?:\(s\) )?(?:of (?:recommendation|reference|support)"
    r"|de (?:recommandation|reference|soutien)s?|writers?)?"
    r"[^.;:]{0,90}\b(?:sen[dt]|submit\w*|e-?mail\w*|mail\w*|forward\w*|arrive|upload\w*|provid\w+"
    r"|directly|directement|separately|separement|envoy\w+|adress\w+|transmis\w*"
    r"|parvenir)\b[^.;]{0,90}$"
    r"|\b(?:ask|request|arrange|have|demand\w+)\b[^.;]{0,60}\b(?:referees?|recommenders?"
    r"|references?|letters?|recommandants?|referents?)\b[^.;]{0,90}$"
)
OWN_LETTERS: Final = wording(
    r"\b(?:cv|c\.v\.|curriculum|vitae|resume|cover letter|application|candidature|motivation"
    r"|statement|dossier|lebenslauf|transcripts?)\b"
)
ASIDE: Final = wording(
    r"\bne (?:recevez|recevriez|recevait) (?:pas|aucune?)|\b(?:do|does|did) not (?:receive|hear)"
    r"|\b(?:haven't|not) heard\b|"
    r"مشكل\w* (?:تقني|فني)\w*|الدعم (?:الفني|التقني)|"
    r"\b(?:ne pas|n'(?:envoyez|adressez|ecrivez) pas|do not|don't|please no|nao|nicht|لا ترسل\w*"
    r"|الرجاء عدم)\b[^.;]{0,60}\b(?:send|e-?mail|envoy\w+|adress\w+|ecri\w+|candidatur\w+|appl\w+"
    r"|ارسال)\b[^.;]{0,60}$|"
    r"\bdonnees (?:personnelles|a caractere personnel)|\brgpd\b|\bgdpr\b|\bdata protection"
    r"|\bprotection des donnees|\bprivacy\b|\bdatenschutz|\bdroits? d'acces|\brectification\b"
    r"|\bpersonal data|\bunsubscri\w+|\bsubscri(?:be|ption)|\bdesinscri\w+|\bdesabonn\w+"
    r"|\bnewsletter|\bservice (?:de )?presse|\bpress (?:office|contact|inquir\w+|enquir\w+)"
    r"|\bcontact presse"
    r"|\btechnical (?:issue|problem|difficult|support|assist|help|question|quer)\w*"
    r"|\b(?:difficulte|probleme|souci)s? (?:technique|d'acces|de connexion|de depot)s?"
    r"|\btrouble (?:with|access)|\b(?:problem|issue|difficult\w+)s? (?:with|accessing|using"
    r"|submitting|when|in (?:submitting|applying|opening|downloading|completing)"
    r"|opening|downloading)"
    r"|\breport (?:any(?:one|body|thing)?|such|suspected|concerns?|incidents?|misconduct|abuse|this|it)\b"
    r"|\b(?:never|does not|do not) (?:asks?|charges?|requests?)\b[^.]{0,40}\b(?:money|payments?|fees?)\b"
    r"|\bwhistle\w+|\bsafeguarding (?:concern|team|officer|lead)|\bdenonc\w+|\bne (?:demande|percoit"
    r"|exige)\w* (?:jamais"
    r"|aucun\w*)\b|\barnaques?\b|للابلاغ|ابلغوا|\bالشكاوي\b|\bاحتيال"
    r"|\baccommodations?\b(?=[^.]{0,120}\b(?:disab|apply|appli|process|request|need|interview))"
    r"|\breasonable adjustments?|\bfraud\w*|\bscams?\b|\bsignaler\b|\bcomplaints?\b"
    r"|\breclamations?\b|\bequal opportunity (?:office|employer)|\btitle ix|\bwebmaster"
    r"|\b(?:appointments?|bookings?|reservations?|renewals?|orders?|sales|customer (?:service|care)"
    r"|rendez-vous"
    r"|commandes?|ventes|للحجز|المبيعات|للمبيعات|للشراكات|للطلبات|ventas|pedidos)\b[^.:;]{0,20}:\s*$"
    r"|\bcopyright|\bmentions legales"
    r"|\b(?:advertise|publish|announce|repost|poster?|publier|diffuser"
    r"|diffusion)\b[^.]{0,60}\b(?:jobs?|offres?|annonces?|vacanc\w+|ads?|listings?)\b"
    r"|\bsubmit (?:a|your) (?:job|listing|announcement)|\bpour annoncer|\bto post to (?:this"
    r"|the)\b|\bsend mail to\b"
)
# Behind an address: what goes there. "Email Fiona (address) with your CV."
PAPERS_BEHIND: Final = wording(
    r"[\s>)\]]{0,4}(?:(?:with|attaching|including|enclosing|along with) (?:your|a|an|the|us)"
    r"|avec (?:votre|vos|un|ton)|en joignant (?:votre|vos|un)|accompagnee? (?:de votre|d'un|de vos)"
    r"|مع (?:ارفاق )?(?:ال)?(?=سير|ملف)|con (?:tu|su|el)|mit (?:ihrem|ihren|deinem)) ?[^.;:@\n]{0,40}?"
    r"(?<!\w)(?:cv|c\.v\.|resume|curriculum|lebenslauf|application|candidature|cover(?:ing)? letter"
    r"|lettre de motivation|سيرتك\w*|سيره|ملفك\w*)(?!\w)"
)
ASIDE_NAMES: Final = wording(
    r"^(?:dpo|dpd|rgpd|gdpr|privacy|dataprotection|data-protection|noreply|no-reply|no_reply"
    r"|donotreply|webmaster|postmaster|abuse|press|presse|unsubscribe|listserv|majordomo|eeo"
    r"|accommodations?|titleix|subscribe|helpdesk|support|assistance)@"
    r"|^[\w.+-]+-(?:request|unsubscribe|subscribe|owner|bounces?)@"
)
# A letter that was sent on keeps its head: the addresses of people who wrote about the ad.
FROM_NAMES: Final = wording(
    r"(?:^|\n)[> ]{0,4}(?:from|sender|message-id|reply-to|cc|de|von) ?: [^\n]{0,200}$"
)
NEUTRAL: Final = wording(
    r"\b(?:contacts?|kontakt|contacto|contato|contact us|coordonnees|email|e-mail|mail|tel"
    r"|courriel|adresse)\b"
)
JOINING: Final = wording(
    r"[^@]{0,80}?\b(?:et|ou|and|or|y|o|e|ou|und|oder|and/or|et/ou|or to|and to|ou a|et a"
    r"|as well as|ainsi qu(?:'|e)a?)\b|[\s,;/|&<>()\[\]*•·-]*|\s?(?:و|او|أو)\s?"
)


# Interest alone is no application: whoever is interested may ask.
ASKING: Final = wording(r"in?quir|enquir|questions?|consulta")
MERELY: Final = wording(r"\binteress\w+|\binterest\w+|المهتم\w*|الراغب\w*")
TURN_TO: Final = wording(
    r"\bcontact\w*|\becri\w+|\badress\w+|\bsend\w*|\bappel\w+|\bjoindre\b|\be?-?mail\w*|\bcall\b"
    r"|\bwrit\w+|\breach\b|:\s*$|\bkontakt\w*|\bwend\w+|\benvi\w+|\bescrib\w+|التواصل|الاتصال"
    r"|مراسل\w*|للاستفسار"
)
HEADINGS: Final = (
    (
        wording(
            r"(?:\W|\d)*(?:(?:pour |comment |ou )?(?:postuler|candidater|candidature"
            r"|repondre)s?\b.*|.*\bcandidatures?\b.*|(?:modalites?|procedures?)\b.*|depot\b.*"
            r"|how to (?:apply|submit).*|.*\bto apply\b.*|apply.*|applications?\b.*"
            r"|.*\bapplication (?:process|procedure|instructions?|details|method|deadline)\b.*"
            r"|submission.*"
            r"|.*(?:التقديم|الترشح|التقدم).*|.*bewerb.*|.*(?:postular|aplicar|candidat|inscri).*)"
        ),
        "apply",
    ),
    (wording(rf"(?:\W|\d)*(?:\w+ )?(?:{_QUESTION})\b.*"), "inquiry"),
)
