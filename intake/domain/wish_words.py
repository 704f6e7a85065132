"""How candidates say plainly that they withdraw, or ask for their data, in French, English and Arabic.

Only words: with the head that makes them an act or a request. What follows from them is decided in `wishes`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from intake.domain.wish_pieces import Kind, words

_PLAIN: Final[dict[Kind, str]] = {
    "withdrawal": r"""
        (<je>|<vous>) <gap>(retir|annul|supprim|suprim|enlev|abandonn|retract)(er|e|ez|ee) <cand>
        (<je>|<vous>) <gap>(me |m )?(retir|desist)(er|e|ez) (du |de la |de ce |de cette )<few><process>
        (<je>) <gap>(me |m )?desist(er|e|ez)(?! (d un|de l autre|d une|de mon))
        (<je>) <gap>renoncer a (<cand>|(ce|cet|cette|votre|le) <job>|poursuivre|postuler)
        (<je>|<vous>) <gap>(mettre|mettez) (fin|un terme) a <cand>
        (<je>|<vous>) <gap>ne (plus|pas) (tenir compte|prendre en compte|prendre en consideration\
            |considerer|traiter\
            |donner suite|examiner|retenir|etudier) (de |a )?<cand>
        (<je>|<vous>) <gap>(considerer|considerez|tenir) <cand> comme <few>(nulle|retiree|annulee|caduque\
            |sans objet)
        (<je>) <gap>(de )?ne (plus|pas) (poursuivre|donner suite|continuer|maintenir|participer\
            |postuler)<there>
        je <few>(inform|annonc|fai|communiqu|confirm)\w* <few>ma decision (de |d )(me desister|(retirer\
            |annuler) <cand>)
        <vous> <gap>(le |mon )?(retrait|desistement|annulation) de <cand>
        (<vous>) <gap>(acte|note|compte) (de |du |mon )?(mon desistement|(mon |ce )?retrait (de <cand>\
            |du <process>)|desistement)
        je <gap>(inform|annonc|signal|notifi|communiqu|confirm|present|fai\
            |adress)\w* <gap>(de )?mon desistement
        je <gap>(inform|annonc|signal|notifi|communiqu|confirm|demand|sollicit|souhait|fai|adress)\w*\
            <gap>(le |du |un |d un )?(retrait|annulation) de <cand>
        (je|j|et|donc|par consequent|(et|donc|egalement) vous) (vous |en |donc |par la presente \
            |par consequent )*\
            (retire|annule|abandonne|retracte) (donc |par la presente |par consequent |ainsi \
            |officiellement \
            |definitivement )*<cand>
        je (vous )?me desiste(?! (d un|d une|de l autre|de l|de mon|de mes|du (poste|stage|travail\
            |cdi) que))
        je me retire (donc )?(du |de la |de ce |de cette )<few><process>
        je renonce (donc |par la presente )?a (<cand>|(ce|cet|cette|votre) <job>|postuler\
            |poursuivre <few><process>)
        je ne (souhaite|desire|veux|compte|veut) (donc )?plus (poursuivre|postuler|donner suite|continuer\
            |maintenir\
            |participer|etre candidate?|faire partie|avancer)<there>
        je ne (donne|donnerai|maintiens|maintient|poursuis) (donc |plus |pas \
            |finalement )*(suite )?(a )?<cand>
        je ne suis (donc |malheureusement |finalement )*plus (interesse\w*|candidate?|partante?\
            |motive\w*) (pour|par|a|au) \
            (le|ce|cet|cette|la|l|votre|present) ?<job>(?! (publique|prive|actuel|que j))
        je ne suis (donc |malheureusement |finalement )*plus (interesse\w*|candidate?|partante?)(?= ,\
            |$| merci| svp| desole)
        (<vous>|<je>|je vous (inform|confirm)\w*) <gap>que <cand> (est\
            |doit etre) (donc )?(consideree comme )?(retiree|annulee|caduque)
        je ne (pourrai|peux|vais|compte) (malheureusement |donc |finalement )*(pas|plus) (donner suite\
            |poursuivre|continuer|maintenir) \
            (a |avec |dans )?(<cand>|<few><process>)
        (<vous>|<je>) <gap>(retir|enlev|supprim)(er|e|ez) (mon nom|ma personne|moi) (de|du\
            |des) <few>(candidats|candidates|candidatures|postulants|processus)
        (<vous>|<je>) <gap>class(er|ez) <cand> sans suite
        (?<!de )(?<!me )(?<!l )(annulez|retirez) <cand>
        (bghit|bghite|bit) <few>(nsheb|n annuler|nannuler|nselli|nhyed|nlghi|retirer\
            |annuler) <few>candidature
        <you> <gap>(withdraw|cancel|retract|remove|delete|close|disregard) <app>
        <i> <gap>(withdraw|cancel|retract|rescind|discontinue) <app>(?! (at|to) (your|the))
        (<i>|<you>) <gap>(withdraw|remove|take|pull) (my name |me |myself |my candidacy |my application )?\
            (from|out of|off) <few>(consideration|process|recruitment|selection|competition|candidates\
            |applicants|shortlist)
        i (hereby |now |therefore |thus |am |must |m |also |regretfully )*(withdraw|withdrawing|retract\
            |cancel|cancelling) \
            (hereby )?<app>
        (and|so|therefore|hereby) (i )?(hereby |now |therefore )*(withdraw|am withdrawing) <app>
        i (hereby |now |therefore |am )*(withdraw|withdrawing) (myself )?from <few>(consideration|process\
            |recruitment|selection)
        i (am|m) (therefore |sadly |unfortunately )?no longer (interested in|interested in pursuing\
            |a candidate for|available for consideration for|\
            pursuing|applying for) ((the|this|your|that|my) (?:(?!kind |type |of \
            |other )[^ ]+ ){0,3}?<work>)
        i (am|m) no longer (interested|a candidate)(?= ,|$| thanks| thank| sorry)
        i no longer (wish|want|would like|desire|intend) to (be considered|proceed|pursue|continue|apply\
            |take part|go on)<here>
        i (do not|don t|would not) (wish|want|like) to <few>(proceed|pursue|continue|be considered) <gap>\
            (any further|further|anymore|any more|any longer|with <app>|<app>)
        <i> <gap>not (to )?(proceed|pursue|continue|go (on|ahead|further)) (with |on with )?<app>
        (<you>|<i>) <gap>(consider|treat|regard) <app> (as |to be )?(withdrawn|cancelled|canceled|void\
            |closed)
        <you> <gap>(do not|don t|no longer|stop|not) (consider|considering|process|processing\
            |proceed with) <app> ?\
            (any ?further|further|anymore|any ?more|any ?longer)?
        (<you>|<i>|note|advised|informed) <gap>that <app> is (hereby )?(withdrawn|cancelled|canceled)
        i (will not|won t|can not|cannot|can t|am unable to|m unable to) (be able to )?(continue|proceed\
            |go on) (with |in )(<app>|<few>(process|recruitment|selection))
        <ana> <gap>(ان )?(سحب|لسحب|الغاء|لالغاء|بسحب|نسحب|نلغي|نحيد|اسحب|الغي|تسحبوا|تلغوا|بالغاء\
            |سحبت) <tarshih>
        <ana> <gap>(ب)?(التنازل|التراجع|العدول|الانسحاب) (عن|من) (<tarshih>|<few>(المباراه|الانتقاء|الترشح\
            |الترشيح|المسار|التوظيف))
        <ana> <gap>(ب)?(التخلي) عن <tarshih>
        <ana> <gap>(ب)?عدم (اخذ|اعتبار|النظر في|دراسه|معالجه|متابعه|الاستمرار في|مواصله) (<tarshih>\
            |<few><process>)
        <ana> <gap>(ب)?(عدم|صرف) (متابعه|مواصله|النظر عن) <tarshih>
        <ana> <gap>(عن )?(انسحابي|بانسحابي|تنازلي|بتنازلي) (من|عن) <few>(<tarshih>|الترشح|الترشيح|المباراه\
            |<mansib>)
        (اسحب|الغي|ساسحب|نسحب) <tarshih>
        (اتنازل|اتراجع|اتخلي|انسحب) (عن|من) (<tarshih>|المباراه|هذه المباراه|هذا الترشيح|هذا المنصب\
            |هذه الوظيفه|عمليه الانتقاء|مسار التوظيف)
        (لم|ما) اعد (مهتما|مهتمه|مهتم|راغبا|راغبه|راغب|ارغب|اود|اريد|معنيا|معنيه) (ب|في|بهذا\
            |بهذه)? ?<few>(<tarshih>|<mansib>)
        (لم اعد|ما بقيتش) (مهتما|مهتمه|مهتم|مهتما|باغي|باغيه) <few>(<mansib>|<tarshih>|هاد الخدمه)
        (لا|لم اعد|لن) (ارغب|اريد|اود|استطيع|يمكنني|اتمكن) (في |من )?(ال)?(استمرار|متابعه|مواصله\
            |اكمال)( في| من)? <few>(<tarshih>|عمليه|مسطره|مباراه|المباراه|الترشيح|\
            الترشح|التوظيف|الانتقاء)
        (اعتبروا|اعتبار) <tarshih> (ملغيا|ملغي|لاغيا|لاغي|مسحوبا|منسحبا)
    """,
    "erasure": r"""
        (<je>|<vous>) <gap>(supprim|suprim|effac|elimin|detrui|retir|enlev|radi|purg|oubli|ras)(er|re|e|ez\
            |ee|ir) <mine>
        (<je>|<vous>) <gap>(supprim|suprim|effac|elimin|detrui|retir|enlev|radi)(er|re|e|ez) <few>mon (cv\
            |dossier|profil|compte|nom|mail\
            |adresse)<any> (de|dans|du|sur|de la|des) (votre |vos |la |le |les )?<base>
        (<je>|<vous>) <gap>(supprim|suprim|effac|elimin|detrui)(er|re|e|ez) (completement |definitivement \
            |integralement )?\
            mon (dossier|profil|compte)
        (<je>|<vous>) <gap>(suppression|effacement|destruction) ((definiti|immediat|complet|total\
            |integral)\w* )?(de |d |du |des )<mine>
        (<je>|<vous>) <gap>(suppression|effacement|destruction) <few>de mon (cv|dossier|profil|compte)
        (<je>|<vous>) <gap>que <mine> <few>(soi(en)?t) (toutes |donc |bien |definitivement |completement \
            |rapidement )*(supprim|effac|detrui|elimin)\w+
        que vous (supprimiez|effaciez|detruisiez|supprimez) (<mine>|mon (dossier|profil|compte))
        (supprimez|effacez|detruisez) <mine>
        (<je>|<vous>) <gap>ne (plus|pas) (conserver|garder|traiter|utiliser|stocker) <mine>
        (<exerce> <gap>(de )?mon|<je> <gap><exerce> (le|du)) droit (a l |d |a la |de )(oubli|effacement\
            |opposition|suppression)
        je m oppose <few>(au traitement|a la conservation|a l utilisation|a ce que) <few>(de )?(<mine>\
            |mon cv|mon dossier)
        (je|et) (retire|revoque|annule) (donc |par la presente )?mon (consentement|accord\
            |autorisation) <few>(traitement|conservation\
            |utilisation) <few><mine>
        (<je>) <gap>(retirer|revoquer) mon (consentement|accord|autorisation) <few>(traitement\
            |conservation|utilisation)
        (<i>|<you>) <gap>(delete|erase|remove|destroy|wipe|purge|deletion of|erasure of|removal of) <data>
        (<i>|<you>) <gap>(delete|erase|remove|destroy|wipe|purge|deletion of|erasure of|removal of) <few>\
            my (cv|resume|file|profile|account|name|records?|details)<any> (from|in|on) (your |the \
            |all )<few><store>
        (<i>|<you>) <gap>(delete|erase|destroy|deletion of|erasure of) my (file|profile|account|records?)
        (<i>|<you>) <gap>(my|all my) <few>(data|information|details|file|profile|cv\
            |resume) <some>(be )?(deleted|erased|removed|destroyed)
        (^|, )(delete|erase) (all )?<data>
        (<you>|<i>) <gap>(stop|no longer|cease) (process\w*|stor\w*|us\w*|hold\w*|keep\w*) <data>
        (exercis\w+|invok\w+|claim\w*|us\w+|assert\w*|request\w*) <gap>(my|the) right (to be forgotten\
            |to erasure|to object|to deletion|of erasure)
        i (hereby |also |therefore )*object to <few>(processing|storage|retention|use|keeping) of <data>
        i (hereby |also |therefore )*(withdraw|revoke) my consent (to|for) <few>(processing|storage\
            |retention|use|keeping) of <data>
        <i> <gap>(withdraw|revoke) my consent (to|for) <few>(processing|storage|retention|use\
            |keeping) of <data>
        <ana> <gap>(ان )?(<hadf>|تحذفوا|تمسحوا|تمسحو|تحذفو|نمسح|بحذف|بمحو|بمسح) <bayanat>
        <ana> <gap>(ان )?(<hadf>|تحذفوا|تمسحوا|تمسحو|بحذف) <few>(سيرتي الذاتيه|ملفي|حسابي|اسمي)<any> (من\
            |في) <few>(قاعده|قواعد|نظام|نظامكم|سجلاتكم|سجلات|ارشيف\w*|عندكم|قاعدتكم)
        (احذفوا|امسحوا|امحوا|احذفو|مسحو) (<bayanat>|<few>(سيرتي الذاتيه|ملفي)<any> من <few>(قاعده|قواعد\
            |نظام|نظامكم|سجلاتكم|سجلات|عندكم))
        (ممارسه|امارس|استعمال|استعمل|اطالب ب|اطلب) <few>(ب)?(حق|الحق|حقي|بحقي|بحق) (في )?(ال)?(نسيان|محو\
            |حذف|تعرض|اعتراض|مسح)
        (اعترض|اتعرض|اعارض) علي (معالجه|استعمال|استخدام|الاحتفاظ|حفظ) <bayanat>
        (اسحب|الغي) (موافقتي|قبولي) (علي|ل) <few><bayanat>
    """,
    "access": r"""
        (<je>|<vous>) <gap>((avoir|recevoir|obtenir) )?(une |la )?(copie|la communication) (de |d |a |des \
            |aux )?<mine>
        <je> <gap>(avoir )?(l acces|acces|acceder|accede|consulter|recevoir|obtenir|recuperer\
            |connaitre) (de |d |a |des |aux )?(?!mes coordonnees)<mine>
        (<je>|<vous>) <gap>(me |m )(communiquer|faire parvenir|transmettre|envoyer|fournir|adresser\
            |remettre|donner acces a) (?!mes coordonnees)<mine>
        (<je>|<vous>) <gap>copie <few>(donnees|informations) (personnelles )?que vous (detenez|avez\
            |conservez|possedez|traitez)
        quelle?s? (sont )?(toutes )?(les |mes )?(donnees|donnes|informations\
            |infos)( personnelles| perso)? (que )?<few>(detenez|avez|conservez|possedez\
            |stockez|traitez|gardez|stockees?|collectees?|gardees?|conservees?) <few>(sur moi\
            |me concernant|a mon sujet|sur ma personne|de moi)
        quelles (donnees|informations) personnelles (detenez|conservez|possedez|stockez|traitez) vous
        quelles donnees (detenez|conservez|possedez|stockez|traitez) vous
        (<exerce> <gap>(de )?mon|<je> <gap><exerce> (le|du)) droit (d |a l )acces(?! (aux? (?!(mes\
            |donnees))|a (?!mes)))
        (<je>|<vous>) <gap>savoir (quelles|les) (donnees|informations|infos) <few>(avez|detenez|conservez\
            |traitez|possedez|stockez|gardez) <few>\
            (sur moi|me concernant|a mon sujet)
        (<i>|<you>) <gap>(copy of|copies of) (?!my details)<data>
        <i> <gap>(access to|access|receive|obtain|see) (?!my details)<data>
        <you> <gap>(send|give|provide|share with|show|email|tell) me <few><data>
        <you> <gap>(provide|disclose|share|send) <few>(data|information|info|details) <few>(about|on|of\
            |concerning|relating to) me
        (<i>|<you>) <gap>copy of <few>(data|information) (that )?you (hold|have|store|keep|stored)
        (making|make|submit\w*|file|request|this is) <few>(data )?subject access request
        what (is the |are the |kind of |kinds of |all )?(personal )?(data|information|info|details) (do \
            |that |have )?(you|u) (do )?<few>(hold|have|store\
            |stored|keep|process|collected|collect|got) <few>(about|on|of|concerning|regarding) me
        (which|what) (personal )?(data|information|info) (of mine )?(you|u|do you|do u) (hold|have|store\
            |keep|process|collected) <few>(about|on|of|regarding) me
        (exercis\w+|invok\w+|claim\w*|us\w+|assert\w*) <gap>(my|the) right (of access|to access\
            |of information)
        <ana> <gap>(ب)?(نسخه (من|عن)|الحصول علي|تزويدي|موافاتي|بموافاتي|بتزويدي|امدادي\
            |تمكيني من (الاطلاع علي|الولوج الي)) <bayanat>
        (<first>) <gap>(الاطلاع علي|الولوج الي|الوصول الي|الاطلاع|معرفه) <bayanat>
        (ما|ماهي|شنو|شنو هي|ما هي|اش من) (هي )?(كل )?(ال)?(بيانات|معطيات|معلومات)( الشخصيه)? (التي|اللي\
            |الي)? ?<few>(تحتفظون|تتوفرون|لديكم|تملكون|بحوزتكم|عندكم\
            |تخزنون|تخزنونها|جمعتم|جمعتموها|تملكونها|تعالجونها|تعالجون) <few>(عني|حولي|تخصني|بشاني|عليا\
            |علي|المتعلقه بي)
        (ما|ماهي|شنو) (هي )?(بياناتي|معطياتي|معلوماتي) <few>(تحتفظون|تتوفرون|لديكم|عندكم|بحوزتكم)
        (ممارسه|امارس|استعمال|استعمل|اطالب ب|اطلب) <few>(ب)?(حق|الحق|حقي|بحقي|بحق) (في )?(ال)?(ولوج|اطلاع\
            |وصول|نفاذ)
    """,
    "rectification": r"""
        (<je>|<vous>) <gap>(rectifier|rectifie|corriger|corrige|modifier|modifie|mettre a jour\
            |mise a jour de|actualiser|changer|change|remplacer\
            |la rectification de|la correction de|la modification de|de la rectification de) (<mine>\
            |<its><self>|mon ancien (numero|mail|email))
        (<je>|<vous>) <gap>(rectifier|corriger|modifier) <few>(orthographe|ecriture|l erreur|une erreur\
            |faute) <few>(<self>|<mine>)
        (<exerce> <gap>(de )?mon|<je> <gap><exerce> (le|du)) droit (de|a la) (rectification|correction)
        (corrigez|rectifiez|modifiez|changez) (<mine>|<its><self>)
        <you> <gap>(correct|update|rectify|amend|change|fix|modify|edit) (<data>|<its><own>)
        <i> <gap>(correct|update|rectify|amend|change|fix|modify|rectification of|correction of) (<data>\
            |<its><own>)
        <i> <gap>(have )?(<data>|<own>) (be )?(corrected|rectified|updated|changed)
        (exercis\w+|invok\w+|claim\w*|us\w+|assert\w*) <gap>(my|the) right (to|of) (rectification\
            |correction)
        <ana> <gap>(ان )?<tashih> (<bayanat>|<its><nafs>)
        (صححوا|عدلوا|غيروا|حينوا) (<bayanat>|<few><nafs>)
        (ممارسه|امارس|استعمال|استعمل|اطالب ب|اطلب) <few>(ب)?(حق|الحق|حقي|بحقي|بحق) (في )?(ال)?(تصحيح|تعديل)
    """,
}


@cache
def plain(kind: Kind) -> re.Pattern[str]:
    """How a kind is said plainly; compiled by the first mail, for that takes some 0.2 s."""
    return words(_PLAIN[kind])
