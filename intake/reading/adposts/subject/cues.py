"""The wordings with which ads prescribe the subject of the mail, by language; all over folded text."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.subject.arabic import ARABIC_AFTER, ARABIC_BARE, ARABIC_BETWEEN, ARABIC_ENDS
from intake.reading.adposts.subject.iberian import IBERIAN_LEAD, IBERIAN_SENT, IBERIAN_THEN
from intake.reading.adposts.way.wordings import wording

_MAIL: Final = (
    r"(?:\s(?:du|de votre|de ton|de l'|de leur|de vos|de la|de|d'|au|dans le|of (?:the|your|their|an?)"
    r"|of|(?:del?|do) (?:su|tu|seu)|del?|do|da|ihrer|der|su|tu|seu)?\s?(?:e-?mails?|mails?|courriels?"
    r"|messages?"
    r"|courriers?(?: electroniques?)?|email|message|application|candidature|correo(?: electronico)?"
    r"|mensaje|mensagem|envoi|lettre|correspondance|nachricht|bewerbung)\b"
    r"|\s(?:et|and|&)\s(?:(?:le |du |au |the )?(?:nom (?:du|de|des|de votre) ?)(?:fichiers?|documents?|pdf)"
    r"|(?:the |your )?(?:file|document|pdf)[ -]?(?:names?|title))\b){0,2}+"
)
_FR_IS: Final = (
    r"(?:\s(?:suivante?|ci-apres|a respecter|est|sera|seront|doit etre|devra etre"
    r"|doit (?:comporter|mentionner|indiquer"
    r"|contenir|comprendre)|devra (?:comporter|mentionner|indiquer|contenir|comprendre)|(?:a"
    r"|de) (?:preciser|indiquer|mentionner|rappeler)|obligatoire(?:ment)?|imperatif|imperativement"
    r"|precise?|uniquement|les mots?|la phrase|le texte|le code|devra|doit|commencer par|debuter par"
    r"|reprendre|rappeler"
    r"|faire (?:apparaitre|figurer|mention de)|libellee?|ainsi|comme suit|imperativement etre"
    r"|obligatoirement etre"
    r"|commencera par|debutera par|commencant par|debutant par|sera libelle|s'intituler|portera|comportera"
    r"|contiendra|mentionnera|indiquera|inclura|la mention|devra porter"
    r"|doit porter|doit inclure|devra inclure|reprendra|pourra etre|est a libeller|indiquant|mentionnant"
    r"|precisant)\b)*+"
)
_EN_IS: Final = (
    r"(?:,?\s(?:in the (?:following )?(?:format|form)(?: of)?"
    r"|should|must|shall|will|needs? to|has to|to|be|is|as|reads?|reading|states?|stating"
    r"|begin|begins with|start|bear(?:ing)?|say(?:s|ing)?|contain(?:s|ing)?|include|includes|including|of"
    r"|with|like|following|the following"
    r"|that (?:includes|contains|reads|says|starts|begins|states)|formatted"
    r"|in the (?:following )?format(?: of)?|indicating|using|starts?|begins?|beginning|starting"
    r"|having|set to|being|specified as|clearly|marked|quoting|mention(?:s|ing)?)\b)*+"
)
_WORDS: Final = (
    r"(?:\s(?:the )?(?:words?|phrase|text|code|following|keywords?|reference(?: number| code)?"
    r"|ref(?:erence)?\.?(?: no\.?)?|tag)(?!\w))*+"
)

# Of a mail, or of an application on a site.
UNDER_REFERENCE: Final = wording(
    r"\bsous (?:la )?(?:reference|ref\.?)(?: suivante)?\s?[:n°]{0,3}(?=\s?[:«\"'\[]"
    r"|\s\S{0,20}[\d_/-])"
)
ONLINE: Final = wording(
    r"\b(?:via|sur|par|depuis|avec) (?:le |la |l'|notre |votre |ce |un |son )?(?:liens?|site|bouton"
    r"|plateforme|page|formulaire|espace|portail|application)\b|\ben ligne\b|\bcliqu\w+"
)

# Behind these stands the subject.
AFTER: Final = (
    # French
    wording(
        rf"\b(?:en|dans l'|dans le champ|dans le|comme|pour|avec|sous|ayant|portant|l'|(?:avec"
        rf"|ayant) (?:pour|en|comme|l'|le)|sous l'|au|le|et en|d'un|un|mettre en|champ"
        rf"|ligne d')\s?(?:objet|sujet)(?:\s(?:de )?(?:mail|e-mail|courriel"
        rf"|message))?{_MAIL}{_FR_IS}(?=[\s:,.«\"'\[(=-]|$)"
    ),
    wording(
        rf"(?:(?<![\w'])|(?<=\bl'))(?:objet|sujet|titre|intitule)\s(?:du|de votre|de l'|de"
        rf"|dans le)\s?(?:e-?mail|mail"
        rf"|courriel|message|courrier electronique|candidature){_FR_IS}(?:\s?[:=]|\s?(?=[«\"]))"
    ),
    wording(
        rf"\b(?:e-?mail|mail|courriel|message|courrier electronique|objet)s?\s(?:(?:doit|devra"
        rf"|devront|sera|est)\s(?:etre\s)?)?(?:avec|portant|sous|comportant|mentionnant|precisant"
        rf"|indiquant)?\s?(?:intitulee?s?|titree?s?|(?:l'|pour |comme |en )(?:intitule|titre|entete"
        rf"|en-tete)){_FR_IS}(?=[\s:«\"'\[(])"
    ),
    wording(
        r"\b(?:intitul|titr|nomm|libell)(?:er|ez|ant) (?:bien |clairement |obligatoirement |imperativement )?"
        r"(?:votre|vos|le|l'|leur|ce|ton) ?(?:e-?mail|mail|courriel|message|envoi|candidature|courrier)s?"
        r"(?: electroniques?| de candidature)?(?: (?:comme suit|ainsi|de la (?:facon|maniere) suivante|par"
        r"|avec"
        r"|comme|:))*\s?:?(?=[\s«\"'\[(])"
        r"|\b(?:e-?mail|mail|courriel|message|courrier(?: electronique)?|candidature|envoi)s? (?:portera"
        r"|portant"
        r"|aura|comportera|doit porter|devra porter|doit avoir|devra avoir|recevra)(?: pour| comme"
        r"| en)? ?(?:l'|le )?"
        r"(?:intitule|titre|objet|sujet|mention)(?: suivante?)?\s?:?(?=[\s«\"'\[(])"
    ),
    wording(
        rf"\b(?:avec|sous|portant)\s(?:pour |comme )?(?:l'|le )?(?:intitule"
        rf"|titre)(?: suivant)?{_MAIL}{_FR_IS}(?=\s?[:«\"'\[(])"
    ),
    wording(
        r"\b(?:avec|portant|sous|ajoutant|indiquant|precisant|mentionnant|mettant|preciser|indiquer"
        r"|mettre|porter|comportant|ajouter|mentionner|inscrire)\s(?:bien |clairement "
        r"|obligatoirement |imperativement )?(?:comme |en |la |une |a la )?mention(?: suivante"
        r"| obligatoire)?(?=\s?[:«\"'\[]|\s[a-z0-9])"
    ),
    UNDER_REFERENCE,
    # English
    wording(
        rf"\b(?:with|using|use|under|in|as|put|include|including|add|write|state|the|by|have|has|e-?mail's"
        rf"|having|e-?mail|mail|message|specify|enter|mention|quote|quoting|indicate)\s(?:the |a "
        rf"|an |your |following |e-?mail )*subject(?: ?lines?| headings?| fields?| headers?"
        rf"| titles?)?\b(?! ?(?:to\b|matters?|areas?|knowledge|expert|specific|special|teach"
        rf"|of study)){_MAIL}{_EN_IS}{_WORDS}(?=[\s:,.\"'«\[(<-]|$)"
    ),
    wording(rf"(?<![\w-])subject ?line{_MAIL}{_EN_IS}{_WORDS}(?=[\s:,.\"'«\[(<-]|$)"),
    wording(
        r"\b(?:e-?mails?|mail|messages?|applications?)\s(?:should be |must be |to be "
        r"|clearly )*(?:entitled|titled|headed|labell?ed|with (?:the|a) (?:title|heading|header)"
        r"|under the (?:heading|title))\s?:?(?=\s?[\"'«\[])"
    ),
    wording(
        r"\bwith (?:the )?(?:title|heading|header)(?: of)?\s?:?(?=\s?[\"'«\[])|\bunder the (?:subject"
        r"|heading)(?=\s?:?\s?[\"'«\[A-Z])|\b(?:clearly )?marked(?: as)?\s?:?(?=\s?[\"'«\[])"
    ),
    wording(
        rf"\b(?:(?:e-?mail|mail|message) (?:title|heading|header)|(?:title|heading|header) of (?:the|your)"
        rf" (?:e-?mail|mail|message)){_EN_IS}\s?(?=[:=\"'«\[])"
    ),
    wording(
        r"\b(?:title|head|label|entitle|mark|caption) (?:your|the) (?:e-?mail|message|application|submission)"
        r"(?: clearly)?(?: as| with)?(?:\s?:|\s?:?(?=\s?[\"'«\[]))|\bheaded(?: as)?\s?:?(?=\s?[\"'«\[])"
    ),
    wording(
        r"@[\w-]{1,80}(?:\.[\w-]{1,40}){1,4}\s?[,;(]{0,2}\s?(?:subject(?: line)?(?! to )(?=\s)|re ?:"
        r"|(?:entitled|titled|marked|labell?ed) ?:?(?=\s?[\"'«\[]))"
    ),
    wording(
        r"\b(?:application|e-?mail|message)s? and (?:the )?subject(?: ?lines?)? (?:must|should|has to"
        r"|needs to) (?:contain|include"
        r"|bear|state|mention)(?=\s?[:(\"'«\[])"
    ),
    *ARABIC_AFTER,
    # Spanish, Portuguese, German, Italian, Dutch
    wording(
        r"@[\w-]{1,80}(?:\.[\w-]{1,40}){1,4}\s?,?\s?(?:com o titulo|con el titulo|intitulad[oa]"
        r"|titulad[oa])\s?:?(?=\s?[\"'«\[])"
        r"|\b(?:e-?mail|mensagem|mensaje|correo)\s(?:intitulad[oa]|titulad[oa])\s?:?(?=\s?[\"'«\[])"
    ),
    wording(
        rf"\b(?:(?:en el |con el |con |como |no |com o |com |el |o |no campo |en )?(?:asunto|assunto)"
        rf"|(?:no |com o )titulo|titulo(?= d\w{{1,2}} (?:e-?mail|correo"
        rf"|mens\w+) ?:)){_MAIL}(?:\s(?:debe|deve|debera|devera|ser|decir|dizer|indicar|indicando"
        rf"|conter|contener|llevar|incluir|siguiente|seguinte|es|sera|con|com|la referencia"
        rf"|a referencia))*\s?:?(?=[\s:=«\"'\[(]|{IBERIAN_THEN})"
    ),
    wording(
        r"\b(?:(?:im |mit (?:dem |der )?|unter (?:dem )?|als |der )?(?:betreff(?:zeile|s)?"
        r"|e-?mail-betreff|stichwort|kennwort))(?:\s(?:ihrer|der) (?:e-?mail|bewerbung"
        r"|nachricht))?(?:\s(?:lautet|bitte|mit))*\s?:?(?=[\s:«\"'\[(])"
    ),
    wording(
        r"\b(?:nell'oggetto|in oggetto|con oggetto|oggetto|onder vermelding van|o\.v\.v\."
        r"|onderwerp)(?:\s(?:della mail|dell'e-mail|la dicitura))*\s?:?(?=[\s:«\"'\[(])"
    ),
)

# These are also the heading of a notice: what stands before must speak of mail.
BARE: Final = (
    wording(
        rf"(?<![\w'])(?:objet|sujet|intitule)\s?(?:\((?:mail|e-mail|courriel)\)|(?:du |de (?:l'|votre )?)"
        rf"(?:e-?mail|mail|courriel|message))?{_FR_IS}(?:\s?[:=→]|\s-{{1,2}}>?(?=\s)|\s?(?=[«\"‹]))"
    ),
    wording(
        rf"(?<![\w-])subject ?(?:line|heading|field|header|title)?(?: format)?(?: of (?:the "
        rf"|your )?(?:e-?mail|mail"
        rf"|message))?{_EN_IS}{_WORDS}(?:\s?[:=→]|\s-{{1,2}}>?(?=\s)|\s?(?=[«\"]))"
    ),
    *ARABIC_BARE,
)
BEFORE_BARE: Final = wording(
    r"@|\be-?mails?\b|\bmails?\b|\bcourriels?\b|\bpostuler\b|\bcandidater\b|\bto apply\b|\bsend\b"
    r"|\benvoy\w+|\badress(?:er|ez)|البريد|ايميل|ارسال" + IBERIAN_SENT
)
_FR_PUT: Final = (
    r"(?:mentionn|indiqu|precis|not|inscri|rappel|specifi|ajout|ecri|port|rapport|stipul|renseign"
    r"|citer|citant|mett|faire figurer|avec|sous|comport|oubli|omett|inclu|inser|repren|repris|saisi"
    r"|apparaitre|figurer|contenir|contienn|contiendr|reprodui)\w*"
)
_EN_PUT: Final = (
    r"(?:mention|put|writ|insert|includ|stat|quot|indicat|specif|us(?:e|ing)|add|typ(?:e|ing)|with"
    r"|enter|note|noting|place|placing|give|provide|identify|having|have|contain|bear|carry|display|show"
    r"|list|referenc(?=(?:e|ing) (?:the|your)\b)|nam(?=(?:e|ing) (?:the|your)\b))\w*"
)
# Between the verb and the words that say where stands the subject.
BETWEEN: Final = (
    (
        wording(rf"\b{_FR_PUT}\b|\bref(?:erence)?\.? ?(?=[\w/-]{{0,20}}\d)"),
        wording(
            rf"\s?(?:,\s)?\b(?:en|dans l'|dans le|dans la|comme|pour|a l'|sur l')\s?(?:objet|sujet"
            rf"|intitule|titre|ligne (?:d'objet|objet)|en-tete|entete|champ (?:objet|sujet))\b{_MAIL}"
        ),
    ),
    (
        wording(rf"\b{_EN_PUT}\b"),
        wording(
            rf"\s?,?\s(?:clearly )?(?:in|as|on|for|to|into|at)\s(?:the (?:start|beginning|top|front) of )?"
            rf"(?:the |your |its |an? )?(?:e-?mail'?s? "
            rf"|mail )?(?:subject|title|heading|header|headline)(?: ?lines?| headings?| fields?"
            rf"| headers?)?\b(?: matter(?= of (?:the|your) (?:e-?mail|mail|message)))?(?! (?:matter|area"
            rf"|to)\b){_MAIL}"
        ),
    ),
    *ARABIC_BETWEEN,
    (
        wording(
            r"\b(?:indic|pon|poner|especific|mencion|con|escrib|coloc|inclu|identific|inform|escrev"
            r"|com|inser|inseri|citando|angabe|nennung|mit|bitte|angeben|vermerk|anot|sinaliz|senal|agreg"
            r"|ponie|ponga|adicion)\w*\b"
        ),
        wording(
            rf"\s(?:en el |no |no campo |in der |im |als |en |de )[\"'«]?(?:asunto|assunto|titulo"
            rf"|betreff(?:zeile)?)\b[\"'»]?{_MAIL}"
        ),
    ),
)

# "The title of the post shall stand in the subject."
STANDS: Final = wording(
    r",? (?:doit |devra |doivent |devront )?(?:obligatoirement |imperativement )?(?:figur|apparai"
    r"|etre )(?:er|era|eront|ent|e|tra|tre|ssent)?(?:indiquee?s?|mentionnee?s?|precisee?s?"
    r"|rappelee?s?)?$"
    r"|,? (?:sera|seront|est|sont|a) (?:a )?(?:indiquer|preciser|mentionner|rappeler|indiquee?s?"
    r"|mentionnee?s?|precisee?s?|rappelee?s?|saisir|inscrire|noter|ecrire|reporter|porter|inclure|inserer"
    r"|mettre|inscrite?s?|reporte?e?s?|inclus\w*)$"
    r"|,? (?:appears?|figures?|is|are)(?: clearly)?(?: (?:stated|mentioned|indicated|included|quoted|written"
    r"|given|specified|used|inserted|visible))?$|,? (?:apparaisse|figure|soi|es)n?t?(?: bien| clairement)?"
    r"(?: (?:indiquee?s?|mentionnee?s?|precisee?s?|rappelee?s?|inscrite?s?))?$"
    r"|,? (?:should|must|shall|is to|has to|to|needs to) (?:clearly )?(?:appear"
    r"|be (?:clearly )?(?:stated|mentioned|indicated|included|quoted|written|put|given|specified"
    r"|used|inserted))$"
)
# Of the subject of a mail, and of nothing else.
SPOKEN: Final = (
    wording(
        r"\b(?:objet|sujet|titre|intitule) (?:du|de votre|de l'|de ce|de ton) ?(?:e-?mail|mail|courriel"
        r"|message)\b"
        r"|\b(?:en|comme|dans l'|pour|avec|avec l'|preciser l'|ligne d') ?objet\b(?! (?:de |d'|social"
        r"|du contrat))"
        r"|\bsubject (?:line|field|heading|header|of (?:the|your) (?:e-?mail|mail|message))\b"
        r"|\b(?:e-?mail|mail|message)(?:'s)? subject\b"
        r"|(?<!\w)[وبفك]{0,2}(?:ال)?(?:عنوان|موضوع) (?:ال)?(?:رساله|رسالتك\w?|بريد|ايميل"
        r"|اميل)(?! الا?لكتروني ?[:\w@])"
        r"|(?<!\w)(?:ال)?(?:خانه|سطر|حقل) (?:ال)?(?:موضوع|عنوان)|\b(?:asunto|assunto|betreff(?:zeile)?)\b"
    ),
)
# Words that lead in: what they announce is the subject, not they.
LEAD: Final = wording(
    r"(?:[\s:=-]|,(?=\s?(?:[«\"'\[]|l'intitule|le (?:nom|titre|poste|numero)|la ref|votre nom|vos nom"
    r"|the (?:job|post|position|title|ref|vacancy)|your (?:full )?name|اسم|المسمي))"
    r"|,?\s?(?:merci (?:de |d')|veuillez |vous |please |kindly )?(?:precis(?:er|ez)|indiqu(?:er"
    r"|ez)|mentionn(?:er|ez)|mett(?:re|ez)|not(?:er|ez)|ecri(?:re|vez)|inscri(?:re|vez)|rappel(?:er|ez)"
    r"|ajout(?:er|ez)|repren(?:dre|ez)|port(?:er|ez)|use|type|enter|give|indicate|write|put|state|include"
    r"|mention"
    r"|specify|quote|add)(?=[\s:«\"'\[])"
    r"|(?:la mention|la reference(?: de l'offre| du poste| de l'annonce| suivante)?|la ref\.?"
    r"|le code|le numero(?: de concours| de reference| d'offre| de l'offre)?|the (?:vacancy"
    r"|competition|reference) number|les mots?(?:-cles?)?|le mot(?:-cle)?|la phrase|le texte"
    r"|l'intitule|le titre|l'objet|l'expression"
    r"|suivante?|obligatoirement|imperativement|clairement|uniquement|simplement|bien|:"
    r"|the words?|the phrase|the text|the code|the (?:job )?reference(?: number| code| id)?"
    r"|(?:job |vacancy )?reference(?: number| code)?|ref\.?|the following|the title|the keywords?"
    r"|the tag|the subject|either|only|your application as|"
    r"(?:رمز|كود|رقم) (?:ال)?وظيفه|(?:ال)?(?:عباره|جمله|نص|كلمه) (?:ال)?(?:تاليه|تالي|اتيه)|ما يلي"
    r"|عباره|كلمه|جمله|الرمز|رمز(?! المنصب| الاعلان)"
    r"|الكود|كود|وظيفه(?= ?[\"«(])|la referencia|a referencia|el codigo"
    r"|o codigo|las palabras|la palabra|a palavra|as palavras|das stichwort|den hinweis"
    r"|de[rs] (?:kennziffer|referenz|referenznummer"
    r"|stellennummer|stichworts?|kennworts?)|de la referencia|da referencia"
    r"|(?:ال)?مرجع|الرقم المرجعي|رقم (?:ال)?(?:اعلان|مرجع|وظيفه)"
    r"|die referenz|die kennziffer)(?=[\s:«\"'\[(])|" + IBERIAN_LEAD + ")*"
)
# Here the sentence goes on behind a subject without quotes.
ENDS: Final = wording(
    r"\s*[;\f•]|\s*\||\s*\n(?=\s*[^\n:]{1,30} ?:)|(?<!\bref)(?<!\bno)[.!?](?=\s|$)|,\s(?=[a-z\u0621-\u064a])"
    r"|\s(?:et|and|y"
    r"|e|und|و) (?=(?:de |d'|a "
    r"|to )?(?:racont|envo|joind|joign|nous|precis|indiqu|votre (?!nom|prenom|ville)|vos (?!nom"
    r"|prenom)|send|attach|includ|please|submit|tell|your (?!(?:full |last |first |sur|family "
    r"|given )?name)|the (?!position|job|title|post|role|name|vacancy|ref|location|city|country|semester"
    r"|term\b|session|program|track|course|department|area|field|school|team|campus|year|cohort|university|month|season"
    r"|topic|specialt|speciali)|in the|ein"
    r"|enviar|adjunt|anex"
    r"|accompagn|mention|mett|en |l'(?!intitule)|un |une |les |le (?!poste|nom)"
    r"|la (?!vaga\b|vacante|ciudad|cidade|area|plaza|posicion|sede|ville)|cc|copy|provid"
    r"|explain|describ|address|before|ideal|avant|au plus|adress))"
    r"|\s(?:a|au|par|vers|sur) (?:l'adresse|l'attention|l'email|l'e-mail|la direction|le mail"
    r"|courriel|mail|e-mail|:)|\s(?:avant|au plus tard|jusqu'au|d'ici|before|until|no later"
    r"|not later|by (?:the )?\d|by (?:mon|tues|wednes|thurs|fri|satur|sun|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec)|latest|antes del?|hasta"
    r"|ate (?:o|a|ao|dia|segunda|terca|quarta|quinta|sexta|\d)|bis zum|قبل|في موعد|الي البريد"
    r"|علي البريد|الي العنوان|على البريد)\b"
    r"|\s(?:accompagne|en joignant|avec (?:votre|un|une|en piece|cv|vos)|ainsi que|afin"
    r"|pour (?:que|nous|le |la |toute)|si |when |if |so that|as well|along with|together with"
    r"|with (?:your|the|a) |to (?:the |our |us|me|my|\S{1,64}@)|or (?:by|via|through)|when|stating"
    r"|including|in (?:the|your) (?:subject|e-?mail)|dans l'objet|en objet|comme objet|في الموضوع"
    r"|a la direccion|al correo|para o e-?mail|para \S{1,64}@|an \S{1,64}@|an die|a \S{1,64}@"
    r"|al? (?:siguiente|seguinte)|(?:anzugeben|angeben|an|ein)(?=\s*(?:[.,;\n]|$)))"
    + ARABIC_ENDS
    + r"|\s(?:et rien d'autre|obligatoire(?:ment)?(?=\s*(?:[.,;)\n]|$)))"
    r"|\s?\((?!(?:l'|le |la |the |your |votre |vos )?(?:noms?|prenoms?|intitule|titre|poste|job|position"
    r"|role|full name|name|post|vacancy)\b)(?=[a-z ]{12,}|ex\b|exemple|e\.g|eg\b|for example|i\.e"
    r"|par ex|por ej|p\.? ?ej|ej\b|ejemplo|por exemplo|p\.? ?ex|z\. ?b|مثال|مثلا)"
    r"|\s?[.!?]?\s?(?:</[a-z]|<br\b)"  # the text of a page's source
    r"|\s?[:,-]?\s?(?:<|\[|\()?(?:mailto:)?[\w.+-]{1,64}\s?@|\s?https?:|\s(?:email|e-mail|mail"
    r"|tel)\s?:"
)
QUOTES: Final = {
    "«": "»",
    '"': '"',
    "“": '”"',
    "„": '“”"',
    "‘": "’'",
    "'": "'’",
    "[": "]",
    "<": ">",
    "`": "`",
    "‹": "›",
    "”": "”",
    "’": "’",
    "*": "*",
    "_": "_",
    "(": ")",
}
OR: Final = wording(r"[\s,_*]*\b(?:or|ou|oder|o|أو|او)\b[\s,_*]*(?=[«\"“‘'\[])")
FOLLOWED: Final = wording(
    r"\s?,?(?:\+|/|-|&|,|\bet\b|\band\b|\bsuivie?s? (?:de|du|par)\b|\bfollowed by\b|\bplus\b"
    r"|\bainsi que\b|\bavec\b|\balong with\b|\bwith\b|\by\b|\be\b|\bund\b|\bو\b"
    r"|\bseguid[oa] (?:de|do|da|por)\b|\bgefolgt von\b)\s?"
)

# A subject does not begin so: the sentence goes on.
GOING_ON: Final = wording(
    r"(?:and|et|or|ou|of|du|des|to|when|before|on|y|und|e|de|so|if|si|pour|afin)\b(?! ?$)|و(?:ارسال|كتابه"
    r"|ارفاق|يرسل|ترسل|ذلك|سيتم|مع)"
)
# The subject is the reference that stands elsewhere in the ad.
REFERENCE: Final = wording(
    r"(?:,|\s)*(?:the |la |le |votre |l'|your )?(?:job |vacancy |position |post |relevant "
    r"|advertised )*(?:reference|ref\.?|numero|code|vacancy number|job id)(?: (?:number|code|no\.?"
    r"|id))?"
    r"(?: (?:de l'offre|du poste|de l'annonce|de la vacance|d'annonce|of the (?:job|position|post"
    r"|vacancy|advert\w*)))?\s*[.,;]?\s*"
    r"|\s*(?:der|die|das|des)? ?(?:o\.g\. )?(?:kennziffer|referenznummer|stellennummer|kennnummer"
    r"|ausschreibungsnummer|referenz)\s*"
    r"|\s*(?:el |la |a |o )?(?:numero de )?(?:referencia|codigo)(?: d[ea] (?:la )?(?:oferta|vacante|vaga"
    r"|plaza))?\s*"
    r"|\s*(?:الي )?(?:ال)?(?:رقم|رمز|مرجع|كود) ?(?:ال)?(?:مرجع|مرجعي|اعلان|وظيفه|شاغر)?\s*"
)
OWN_REFERENCE: Final = wording(
    r"\b(?:ref(?:erence)?|vacancy (?:no|number|ref\w*)|job (?:id|code|no|number|ref\w*)|(?:n°"
    r"|numero|reference) (?:de l')?(?:d')?offre|kennziffer|kenn-?nr|referenznummer|stellen-?nr"
    r"|codigo|رقم الاعلان|رقم المرجع|الرقم المرجعي|رمز الوظيفه|كود الوظيفه|رقم الوظيفه"
    r"|المرجع)\.?\s?(?:number|no|n°|code|id|du poste"
    r"|de l'offre)?\.?\s?[:#n°]{0,3}\s?(?P<code>[a-z0-9][\w./-]{0,40}\d[\w./-]{0,20})"
)
MAILING: Final = wording(
    r"@|\be-?mails?\b|\bmails?\b|\bcourriels?\b|\bcourrier electronique\b|\bpostul\w+"
    r"|\bcandidat\w+|\bappl(?:y|ications?)\b|\bcv\b|\bresume\b|\bsend\b|\benvoy\w+|\badress(?:er"
    r"|ez|ees)\b|البريد|ايميل|السيره|للتقديم|ارسال|\bcorreo\b|\benvi\w+|\bcurricul\w+|\bbewerb\w+"
    r"|\bdossier\b"
)
# "[email] with a useful subject line": said of the subject, and no subject.
EMPTY: Final = wording(
    r"(?:[وب]{0,2}(?:كتابه|ذكر|وضع|اضافه|تدوين|ادراج) )?(?:ال)?(?:عباره|جمله|كلمه|نص)(?: \w+)?|(?:(?:ما"
    r"|كما) يلي)|the following(?: \w+)?|(?:la |le )?(?:mention|texte"
    r"|phrase) suivante?|"
    r"(?:(?:un|une|a|an|the|le|la|l'|votre|your|el|un)\s)?(?:clear|useful|meaningful|descriptive"
    r"|appropriate|relevant|concise|clair|explicite|pertinent|precis)\b.*|(?:votre |your |the |la "
    r"|le )?(?:candidature|application|e-?mail|message|mail|courriel|demande|subject|objet)"
    r"|(?:line|du|de|of|field|heading|is|est)\b.*"
)
