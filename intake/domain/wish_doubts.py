"""What turns the sense of a wish, or makes it another thing: negations, conditions, consents, corrections."""

from __future__ import annotations

import re
from typing import Final

from intake.domain.wish_pieces import spelled, words
from intake.domain.wording import folded

NEGATIONS: Final = folded(
    "ne|n|pas|jamais|sans|aucunement|nullement|aucune|not|never|don|doesn|didn|cannot|without"
    "|لا|لم|لن|ليس|لست|دون|بدون",
)
CLAUSE_ENDS: Final = folded(",|et|donc|car|mais|puis|and|so|therefore|but|then|thus|لكن|لذلك|لذا")

# The writer agrees to something, or tells that such a right exists.
CONSENTS: Final = words(r"""
    j autorise|j accepte (que|le traitement|la conservation|l utilisation)
    je (consens|donne <few>(accord|consentement))
    i (hereby |also |fully |expressly )*(consent|agree|authori[sz]e)|i <few>give <few>(consent|permission)
    اوافق|نوافق
""")
RIGHTS: Final = words(r"""
    pris connaissance|(suis|ete) (bien )?informee?|je (dispose|beneficie)|j ai (bien )?(le droit\
            |ete informee?)|je (peux|pourrai)|peuvent|a tout moment
    (i|you) <few>(have the right|am aware|understand|may|can|know that)|at any time|aware
    يحق لي|في اي وقت|علي علم
""")
# That which is told after `that` is our writer's own only if it is told to us.
THAT: Final = folded("que|qu|that|ان|اني|انني|بان|باني|بانني")
TELLS: Final = words(r"""
    (inform|annonc|confirm|signal|notifi|avis|precis|communiqu|preven)\w*|savoir|dire|noter?|part|regret\
            |declare
    inform|informed|advised?|know|confirm|notice|say|tell|state|notify|note
    اخبركم|اعلمكم|ابلغكم|احيطكم|علما|اعلن|ابلاغكم|اخباركم|اعلامكم|اصرح|يوسفني
""")
# Asked, supposed or put off.
OPEN: Final = words(r"""
    (dans ce|en ce) cas|in that case|si(?! (possible|vous plait|vous (le )?(permettez|voulez)|te plait\
            |ce n est|tot|vite|tard|bien|longtemps))|s il(?! (vous|te) plait)|s ils|s elle
    au cas|en cas|dans le cas|dans l hypothese|sinon|a moins|sauf si|peut etre|eventuellement|envisag\w*\
            |hesit\w*|(je|j y) pens\w*|comment|puis je
    est ce que|dois je|faut il|pourrais je|(est|serait) il possible|une fois|j aurais
    avant (de|que|qu)|lorsque|quand je|a condition|before i|until|when i|provided|بعد ان|قبل ان|بشرط
    if(?! (possible|you (could|would|please)))|unless|in case|whether|how|can i|may i|could i|should i\
            |do i|i might|i may|maybe|perhaps|thinking|considering|is it possible
    once|would it be
    اذا|ان كان|في حال\w*|كيف|هل يمكنني|هل (?!(يمكنكم|بامكانكم|ممكن|تستطيعون))|ربما|افكر|لو (?!(سمحتم\
            |تكرمتم))
""")
LATER: Final = words(r"""
    a l issue|plus tard|apres (le|la) (recrutement|concours|selection)|au bout|a la fin|au plus tot\
            |dans (un|deux|trois|six|\d+) (mois|ans?)
    after (the )?(recruitment|selection|process)|at the end|later|next (year|month)|بعد انتهاء|لاحقا\
            |فيما بعد
""")
POLITE: Final = words(r"""
    (pouvez|pourriez|pourrez|voudriez|voulez|auriez|puissiez|pouriez|pourrier) vous|(could|can|would\
            |will) (you|u)|please
    (هل )?(يمكنكم|بامكانكم|تستطيعون|ممكن)
""")
# Straight after the words: something else than the application to us.
ELSEWHERE: Final = re.compile(
    r" (?:[^ ]+ ){0,2}?(?:(?:"
    + spelled(r"""
        de la liste d attente|(au|en) master|a la formation|a l ecole|aupres(?! de (vous|votre|vos))\
            |de (la societe|l entreprise)\
            |chez(?! vous)|ailleurs|(a|de) la (mairie|commune|prefecture|banque)
        (au|a|pour|de|du|d un|d une|a un|a une|pour un|pour une|de l|pour l|à l) (?:[^ ]+ )?(?:autre\
            |second|deuxieme|precedent)\w*
        (at|with|for|from|in) (?:[^ ]+ )?(?:another|other)|elsewhere|at(?! (your|this|present|any\
            |the moment))
        (من|في|لدي|ب) (?:[^ ]+ )?(?:اخر|اخري|الاخر|الاخري)
    """)
    + r"))(?![^ ])"
)

# --- said anywhere in the mail: it may be something else -------------------------------------------

APPLIES: Final = words(r"""
    (ci joint\w*|ci apres|pieces? jointes?|pj|trouver|trouverez|trouvez|attached|attach|enclosed|enclose\
            |joins|transmets|voici) <gap>(cv|curriculum|resume|dossier|candidature\
        |motivation|diplomes?|references|cover letter|version|bonne?)
    (cv|curriculum|resume|dossier|candidature|motivation|cover letter) <few>(ci joint\w*|en piece|attached\
            |enclosed)
    je (vous )?(postule|presente|soumets|propose|adresse|candidate|me porte) <few>(candidat\w*|au poste|ma\
            |mon|pour)(?! (desistement|retrait|demande))
    (am|m|would like|d like|d prefer|would prefer|prefer|wish|writing) (writing )?(to )?(apply\
            |applying) (for|to)
    i (hereby )?(submit|present) my (application|candidacy)
    (مرفق\w*|رفقته|طيه|تجدون|ارفق\w*) <few>(سيرتي|السيره|ملف|ملفي|شهاد\w*|رساله|وثائق\w*|الملف)
    (اتقدم|التقدم) <few>(بترشيحي|بطلب الترشح|بطلب ترشيح)
""")
REPLACES: Final = words(r"""
    remplac\w*|a la place|(bonne|nouvelle|derniere) version|version (corrigee|definitive|finale|complete)\
            |le bon(?! (deroulement|suivi))|la bonne(?! (reception|prise|suite))|(par|une|d) erreur|trompee?
    doublons?|en double|deux fois|renvo\w*|ren?voie|mauvais\w*|celle ci|celui ci|precedent\w*\
            |premiere? (candidature|envoi|dossier|cv|mail)|ancien\w*
    un (nouveau|autre)(?= ,|$| dossier| cv| mail| fichier)|vous en (re)?envo\w*|nouveau (dossier|cv\
            |fichier)|nouvelle candidature|ma (candidature|demande) (d hier|de ce matin|envoyee)
    (corrected|new|right|final|updated|wrong|latest) (version|cv|resume|file|one|application|document)\
            |instead|by (mistake|error|accident)|accidentally|mistakenly
    duplicate\w*|twice|re ?send\w*|re ?submit\w*|previous|earlier|(first|old) (application|cv|resume\
            |version)|replace\w*|use this
    (ب|عن طريق ال)?(الخطا|خطا)|مكرر\w*|السابق\w*|القديم\w*|الاول|الصحيح\w*|الجديد\w*|بدلا
""")
KEEPS: Final = words(r"""
    (et|vais|je) (la |les |le )?(postule(?! plus)|postulerai|refaire|recommencer)|repostul\w*|transfer\w*\
            |basculer
    (postul|envo|candidat|depos|soumet)\w* <few>(a|de) nouveau|je vous (envoie|transmets|joins)(?! (ce|cet\
            |mes) )
    (apply|send|submit|try) <few>again|re ?apply|consider me|will (send|apply|submit)|i (apply|refuse)
    (veux|souhaite|voudrais|prefere) rester|(want|like) to stay|je refuse|c est faux|(is|are) (false|wrong\
            |not true)|plaisant\w*|كنت (اريد|ارغب|انوي|اود)|غيرت رايي|(my|the) (second|duplicate\
            |last) application|ساعيد|سارسل|من جديد|مره اخري|ارفض
    (?<!ne )maintiens (celle|ma|mon)|maintenir (celle|ma candidature)(?<!plus maintenir ma candidature)\
            |reste (toujours )?candidate?|reactiv\w*|ignor\w*
    reste <few>interessee? par (le|ce|votre|l) (poste|offre)|toujours interessee?|annul\w* (mon\
            |ma demande de|le) (desistement|retrait)|c est une erreur
    mon autre|mes autres|ma (deuxieme|seconde|premiere|autre)|l autre (candidature|poste)|gard\w* (celle\
            |l autre|ma)|uniquement|seulement|sauf
    mais (pas|non|je (maintiens|garde|reste))|but (not|keep|please keep|i keep)|keep my\
            |still interested in (the|this|your) (position|post|job|role)
    (n ai|je n avais) jamais|n ai pas (ecrit|envoye|demande|retire|dit|annule)|pas moi|i never|(did not\
            |didn t) (write|send|ask|withdraw|request|say|cancel)
    (suite au|apres le) desistement (d|de la|du)|je suis (toujours )?(disponible|interessee?)(?! (par\
            |a) (d|un))|لم اطلب|لم اسحب
    reinstat\w*|changed my mind|my other|other application|ignore|only|لكن احتفظ|الاخر|فقط|مازلت مهتم\w*\
            |لازلت مهتم\w*
""")

# Naming the law says nothing of what is asked, and stands between the words that do.
LAW: Final = re.compile(
    r"(?:, )?(?<![^ ])(?:"
    + spelled(r"""
        conformement|en vertu|en application|sur la base|sur le fondement|au titre|dans le cadre|selon\
            |under|pursuant|in accordance|according|based on
        طبقا|بناء|وفقا|تطبيقا|بموجب|وفق
    """)
    + r") (?:[^ ]+ ){0,9}?(?:rgpd|gdpr|09 08|0908|08 09|2016 679|ccpa)(?: ,)?(?![^ ])"
)
# A request that is taken back.
TAKES_BACK: Final = words(r"""
    (retir|annul|ignor|oubli)\w* (ma|cette|mon) (demande|requete|mail|message)(?! d emploi)
    (withdraw|cancel|ignore|disregard|forget) (my|this|that) <few>(request|e mail|email|message)
    (الغاء|سحب|تجاهل|الغي|اسحب) (طلب|طلبي) (حذف|بحذف|الحذف|تصحيح|بتصحيح)
""")
