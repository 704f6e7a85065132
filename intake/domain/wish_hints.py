"""Words that hint at a withdrawal or a request about one's data, and subjects that say it by themselves."""

from __future__ import annotations

import re
from typing import Final

from intake.domain.wish_pieces import Kind, whole, words

# --- said with hints: a person should look ---------------------------------------------------------

HINTED: Final[dict[Kind, re.Pattern[str]]] = {
    "withdrawal": words(r"""
        (retir|annul|abandonn|retract|supprim|renonc)\w* (a )?<few>(<cand>|mon dossier de candidature\
            |la candidature d\w*|mes candidatures)
        (retrait|annulation|desistement) (de |a |pour )?<cand>
        <cand> (est|a ete) (retiree|annulee)|<app> (is|was|has been) (withdrawn|cancelled)
        (je )?(me |m )(suis )?desist\w*|mon desistement
        je ne suis <few>plus (disponible|interesse\w*) <few><job>(?! (publique|prive|actuel))
        ne (souhaite|desire|veux) <few>plus (poursuivre|postuler|donner suite)<there>
        ne (pas |plus )?(tenir compte|prendre en compte) (de )?<cand>
        j ai (deja |depuis |entre temps |finalement )*(accepte|trouve|signe|obtenu) (un|une) (autre (offre\
            |poste|emploi|travail|opportunite)|emploi\
            |travail|cdi)(?! (en|depuis|a l age))
        (withdr|cancel|retract|disregard|ignor)\w* <few>(<app>|my (old |other |first \
            |previous )*application|from <few>(process|recruitment))
        (an|one s|the) application withdraw\w*
        no longer (interested|available) <few>(position|role|job|post)
        i (have |ve |just )*(accepted|taken|found) (another|a different|a new) (job |position |post \
            |role )?(offer|job|position|post|role)\
            (?! (in|at|as|where|from|and led) )
        (سحب|الغاء|سحبت|الغيت|اسحب|الغي|نسحب) (<tarshih>|(ملف|ملفي) ?(ترشيحي|ترشحي|الترشيح)?)
        (تنازلت|انسحبت|تراجعت|اتنازل|انسحب) (عن|من) (<tarshih>|<mansib>)
        (قبلت|وجدت) (عرضا|عملا|وظيفه|منصبا) (اخر|اخري|جديد\w*)
        لم اعد (مهتم\w*|ارغب) <few><mansib>
    """),
    "erasure": words(r"""
        (supprim|suprim|effac|detrui|retir|enlev)\w* <few>(<mine>|mon (cv|dossier|profil|compte)(?! (au\
            |a la|a l) (guichet|accueil|secretariat|siege)))
        (suppression|effacement) (de |d )(<mine>|mon (cv|dossier))
        (combien|jusqu|pourquoi|quand) <gap>(conserv|gard)\w* <few><mine>
        mon droit (a l oubli|a l effacement|d opposition)
        (delet|eras|remov|destroy)\w* <few>(<data>|my (cv|resume|file|profile|account))
        <data> (be )?(deleted|erased|removed)
        (how long|why|until when) <gap>(keep|store|retain|hold) <data>
        my right (to be forgotten|to erasure)
        <hadf> (<bayanat>|<few>(سيرتي الذاتيه|ملفي))
    """),
    "access": words(r"""
        (acces|acceder|copie) (a |de |d )?(<mine>|mon dossier de candidature)
        (demande|demander|obtenir|recevoir) <few>(copie|acces) <few><mine>
        mon droit d acces
        (copy of|access to|access) <data>
        subject access request
        my right (of access|to access)
        (نسخه من|الولوج الي|الوصول الي) <bayanat>
    """),
    "rectification": words(r"""
        (?<!ai )(?<!avons )(corrig|rectifi|modifi)\w* (<mine>|<few><self>)
        (?<!ai )(mettre a jour|changer) (<mine>|<few><self>)
        j ai (recemment |aussi |egalement )*(change (de |d )(numero|adresse|telephone|mail|email|tel|nom)\
            |demenage)
        <self>(?: [^ ]+){0,4}? (mal (orthographie|ecrit|saisi|enregistre)\w*|errone\w*|incorrect\w*|fau(x\
            |sse)|a change)
        vous avez mal (orthographie|ecrit|saisi) <few><self>|you (misspelled|misspelt\
            |mis spelled) <few><own>
        (une |l )?(erreur|faute) (dans|sur|a|de) (l orthographe de )?<self>
        mon droit de rectification
        (correct|update|rectify|amend|change|fix) (<own>|<data>)
        <own> (is|has been|was) (mis ?spelled|mis ?spelt|wrong|incorrect|misspelled|changed)
        <own> has changed|i have (a new (phone|email|e mail|address|number)|moved to)
        (mistake|error|typo) in <own>
        my right to rectification
        (اصحح|تصحيح|تغيير|تعديل|تحديث) <few><nafs>
        (غيرت|تغير) <nafs>|<nafs> (فيه خطا|مكتوب|مكتوبه|تغير|خاطي|خطا)
    """),
}

# A hint together with one of these, in whichever sentence, is a request.
ASKED_FOR: Final[dict[Kind, re.Pattern[str]]] = {
    "rectification": words(r"""
        <vous> <gap>(corriger|rectifier)(?= ,|$| svp| merci| ;)
        <vous> <gap>(la |le |les |l )(corriger|rectifier|modifier|mettre a jour|changer|actualiser)
        <vous> <gap>(mettre a jour|actualiser) (mon dossier|votre fichier|vos fichiers|votre base)
        <you> <gap>(correct|fix|update|change|amend) (it|this|that)
        <ana> <gap>(التصحيح|التعديل|تصحيحه|تغييره|تعديله|تحديثه|تصحيحها|تصحيح ذلك)
    """),
}

# --- subjects that say it by themselves ------------------------------------------------------------

SUBJECTS: Final[dict[Kind, re.Pattern[str]]] = {
    "withdrawal": whole(r"""
        (lettre de |avis de |demande de |demande d |notification de |je confirme le )?(mon )?(retrait\
            |annulation|desistement|renonciation)\
            (( a| de| pour)? (ma |la |)(candidature|postulation)( .*)?|( ,)? ((au|du|pour le|pour ce\
            |a ce) )?(poste|recrutement|concours)( .*)?)
        (lettre de |avis de |demande de \
            |notification de )?(mon )?desistement( candidature| candidat| candidate)?( .*candidature.*)?
        (notice of |request for |request to |letter of )?(withdraw|withdrawal|withdrawing|cancel\
            |cancellation|cancelling)( of| from)?( my| job| the)? \
            (job )?(application|candidacy|candidature|position|recruitment process|selection process)( .*)?
        (application|candidacy) (withdrawal|withdrawn|cancellation)( .*)?
        (طلب |رساله )?(سحب|الغاء|التنازل عن|الانسحاب من) (طلب )?(الترشيح|الترشح|ترشيحي|ترشحي|طلبي\
            |طلب التوظيف|طلب العمل|المباراه)( .*)?
    """),
    "erasure": whole(r"""
        (demande (de |d )|rgpd ,? ?)*(suppression|effacement) (de |des |d )(mes |mon |)(donnees\
            |informations|cv)( a caractere)?( personnel\w*)?( .{0,60})?
        (demande .{0,20}|exercice .{0,20})?droit (a l |d )(oubli|effacement|opposition)( .{0,60})?
        (gdpr ,? ?)?(request for |right to )*(erasure|deletion)( request)?( of (my )?(personal )?(data\
            |information))?( gdpr)?
        (gdpr ,? ?)?(personal )?data (deletion|erasure|removal)( request)?( .{0,60})?\
            |right to be forgotten( request)?|delete my (personal )?data
        (طلب )?(حذف|محو|مسح) (بياناتي|معطياتي|البيانات|المعطيات|معلوماتي)( الشخصيه)?( .{0,60})?
    """),
    "access": whole(r"""
        (demande .{0,20}|exercice .{0,20})?droit d acces( .{0,60})?
        demande d acces (a|aux) (mes )?(donnees|informations)( a caractere)?( personnel\w*)?( .{0,60})?
        (gdpr ,? ?)?(data )?(subject )?access request( .{0,60})?\
            |request for access to (my )?(personal )?data|right of access( request)?
        (طلب )?(حق )?(ال)?(ولوج|اطلاع|وصول)( (الي|علي) (بياناتي|معطياتي|البيانات|المعطيات)( الشخصيه)?)?
    """),
    "rectification": whole(r"""
        (demande .{0,20}|exercice .{0,20})?droit de rectification( .{0,60})?
        (demande de )?(rectification|correction) (de |des )(mes )?(donnees|informations\
            |coordonnees)( a caractere)?( personnel\w*)?( .{0,60})?
        (request for )?rectification of (my )?(personal )?data( .{0,60})?|right (to\
            |of) rectification( request)?
        (طلب |حق )?(ال)?تصحيح( (بياناتي|معطياتي|البيانات|المعطيات|اسمي)( الشخصيه)?)?
    """),
}
