"""How ads name the deadline, and say that there is none: wordings by language."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.phrases import phrases

# Words that name the deadline itself; the date stands after them, or just before them.
LABEL: Final = phrases(
    """
    heure(s) limite(s) / date(s) lim. / date(s) lim / limite candidature(s) / limite inscription(s)
    cachet de la poste du / cachet de la poste au / cachet de la poste : / postmarked by / postmarked on
    dl candidature(s) / dl de candidature / dl dépôt / dl réception / dlc
    date(s) limite(s) / date(s) … limite(s) / date(s) butoir(s)
    date(s) de clôture
    date(s) de fermeture / date(s) de cloture / date de fin de candidature(s)
    date de fin de publication / date de fin d'affichage / date de fin de dépôt
    date de fin de réception / date de fin des candidatures / date d'expiration / date d'échéance
    fin de réception des candidatures / fin des candidatures / fin de publication / fin du dépôt
    fin de l'affichage / limite de dépôt / limite de candidature / limite de réception / limite d'envoi
    limite pour postuler / limite pour candidater / limite des candidatures / réponse souhaitée
    réponse attendue / réponses attendues / fin d'affichage / fin de l'appel / dernier délai
    dernière limite / délai(s) de candidature / délai de postulation / délai de dépôt / délai de rigueur
    délai de réponse
    délai de réception / délai d'inscription / délai pour postuler / délai pour le dépôt
    délai pour la réception / délai : / le délai … est fixé / candidatures ouvertes jusqu'au
    deadline(s) / dead line / dead-line / closing date(s) / close of applications / cut-off date
    cutoff date / cut-off / cutoff / cut off / apps close / apps due / last date
    end date for applications / applications close / application close(s)
    vacancy closes / due date / applications are due / apply by / apply before / apply until
    apply no later than / expiry date / expiration date / submit by
    آخر أجل / اخر اجل / آخر موعد / آخر ميعاد / آخر تاريخ / أقصى أجل / أجل أقصاه / موعد أقصاه
    الموعد الأقصى / أقصى تاريخ / أقصى موعد / المهلة النهائية / مهلة التقديم / مهلة الترشح / مهلة الترشيح
    أجل الترشيح / أجل الترشح / أجل الترشيحات / أجل التقدم / أجل تقديم / أجل استقبال / أجل إرسال
    أجل قبول / صلاحية الإعلان / صلاحية العرض / نهاية التسجيل / نهاية الترشح / نهاية الترشيح
    موعد الإغلاق / تاريخ الغلق / موعد الغلق / موعد انتهاء / أجل الإيداع / آجال الإيداع / تاريخ الاستحقاق
    انتهاء التقديم / انتهاء الترشح / انتهاء الترشيح / انتهاء استقبال / انتهاء تقديم
    انتهاء قبول / انتهاء فترة / انتهاء إيداع / نهاية تقديم / نهاية استقبال / تاريخ أقصاه / تاريخ الإغلاق
    تاريخ الاغلاق / تاريخ إغلاق / الموعد النهائي / موعد نهائي
    تاريخ الانتهاء / تاريخ انتهاء / تاريخ نهاية / تاريخ الإقفال / أجل إيداع / أجل التقديم / أجل وضع
    ينتهي التقديم / فترة التقديم / تاريخ التسليم / نهاية التقديم
    fecha límite / fecha de cierre / fecha tope / fecha máxima / fecha de vencimiento / data limite
    data-limite / data final / Bewerbungsschluss / Bewerbungsfrist
    Bewerbungsende / Einsendeschluss / Einsendefrist / Anmeldeschluss
    Ausschreibungsfrist / Ausschreibungsende / termine ultimo / sluitingsdatum
    """
)
# The same, but of many things: the date stands close by.
NEAR_LABEL: Final = phrases(
    """
    retour des candidatures / DL : / limite : / appel prend fin / annonce prend fin / prendra fin
    remise des offres / remise des plis / remise des candidatures / remise des dossiers
    dépôt des offres / dépôt des dossiers / dépôt des candidatures / envoi des candidatures
    envoi des dossiers / soumission des offres / soumission des candidatures / réception des offres
    réception des candidatures / réception des dossiers / end of application(s) / posting end date
    listing end date / abierta hasta / abierto hasta / aberta(s) até / abertas até / aberto até
    clôture / clôturé(e) / clôturées / clôturent / clôturera / clos le / close le / fermeture / échéance
    dernier jour / expire le / expiration / expires / expires on / closing / closing: / closing on
    fermé(e) le / fermée le / fermera / fermeront / se ferme / will close / closed on
    affiché* jusqu'au / stop accepting … on / stop … applications on / removal date
    closing time / closing day / close(s) on / close(s) at / closes / last day / due on / due by
    extended to / extended until / valid until / valid through / valable jusqu'au
    offre valable jusqu'au / annonce valable / open until / open till / ouvert* jusqu'au
    ouverte jusqu'à
    الإعلان مفتوح / الإعلان إلى غاية / الإعلان حتى / الإعلان لغاية / الإعلان إلى / ساري حتى / ساري إلى
    سارية حتى
    صالح إلى / صالح حتى / صالح لغاية
    ينتهي / تنتهي / يغلق / يغلق باب التقديم / يغلق باب التقديم بتاريخ / إغلاق باب / تغلق / يقفل
    plazo / cierre / vence / prazo / encerramento / Frist / entro il / final date / application date
    submission date / fin de diffusion / scadenza
    آخر يوم
    due: / are due / is due / applications due / application due / submissions due
    """
)
# Bounds of what holds or is shown: an ad, or a passport.
VALID: Final = phrases(
    """
    valid until / valid through / valable jusqu'au / open until / open till
    ouvert* jusqu'au / ouverte jusqu'à / ساري حتى / ساري إلى / سارية حتى / صالح إلى / صالح حتى / صالح لغاية
    """
)
ADVERT: Final = phrases(
    """
    offre / annonce / avis / appel / candidature* / recrutement / inscription(s) / dossier(s)
    ad / advert* / offer / posting / vacancy / vacancies / call / application* / listing / recruitment
    registration / portal / submission(s) / window
    الإعلان / إعلان / العرض / التقديم / الترشيح* / الترشح / التسجيل / باب / الباب
    """
)
# What is offered may stay open, too.
POST: Final = phrases(
    "poste / concours / position / post / job / role / opening / opportunity / form / الوظيفة"
)
# A word of an end and one of applications make a label: "Date de fin (candidatures)".
END: Final = phrases(
    """
    dépôt / envoi / remise / soumission / réception / submission / receipt
    fin / limite(s) / délai(s) / terme / échéance / clôture / fermeture / expiration / butoir / validité
    end / ends / close* / closing / deadline / last / due / cutoff / expiry / expires / finish
    انتهاء / نهاية / آخر / أقصى / إغلاق / أجل / مهلة / موعد / غلق
    """
)
# A day put off: the one before these words no longer holds.
MOVED: Final = phrases(
    """
    prolong* / prorog* / repouss* / reportée / reporté / étendu* / décalé* / remplacée
    moved / extended / pushed / postponed / deferred / changed / now / تمديد* / تأجيل* / مدد / أجل إلى
    """
)
# Words over a range of days in which to apply.
RANGE: Final = phrases(
    """
    الفترة / فترة التقديم / مدة الإعلان / مدة التقديم / مدة الإيداع / فترة الإيداع / فترة التسجيل
    مدة التسجيل / مدة الترشيح / مدة الترشح / فترة الترشح / فترة الترشيح
    aberto / aberta(s) / abierto / abierta / abertas / geöffnet / affichage / période d'affichage
    durée d'affichage / période de candidature / période de dépôt
    période d'inscription / période de réception / période de soumission / ouvert* / ouverture
    réception / open / opened / opens / accepted / accepting / application period / application window
    posting period / call period / período / Bewerbungszeitraum / Ausschreibungszeitraum
    """
)
# Those of them that are said of other things as well.
OPENED: Final = phrases(
    "open / opened / opens / ouvert* / ouverture / aberto / aberta(s) / abertas / abierto / abierta / الفترة"
)
# "At the latest", before or after the date.
LATEST: Final = phrases(
    """
    au plus tard / au + tard / passé le / passé la date du / passée la date du / au-delà du / reçu* au
    parvenu* au
    avez jusqu'au / as jusqu'au / ont jusqu'au / have until / has until / have up to / reçu* après
    parvenu* après / envoyé* après / déposé* après
    transmis* après / reçue après / received after / submitted after / sent after / arriving after
    arrive after / attendu* pour / parvenir pour / envoyer pour / remettre pour / retourner pour
    déposer pour / rendre pour / plus tard le / avant la date du / délai … au / no later than
    not later than / at the latest / by the latest / latest by / on or before / by or before
    on or prior to / latest
    الواردة بعد / الوارد بعد / المرسلة بعد / المتوصل بها بعد / تصل بعد / ترد بعد
    في أجل أقصاه / على أبعد تقدير / كأقصى تقدير / كحد أقصى / بحد أقصى / حد أقصى / أقصى حد / كأقصى أجل
    كآخر أجل / لا يتجاوز / لا يتعدى / أقصاه
    como máximo / a más tardar / o mais tardar / spätestens / bis spätestens / uiterlijk
    """
)
# The same where a PDF's spaces fell between letters.
BROKEN: Final = phrases(
    "plus tard / avant le / jusqu'au / date limite / no later than / deadline / before / until", loose=True
)
BROKEN_LATEST: Final = phrases("au plus tard / at the latest", loose=True)
# Words before a date that only bound something: it must be the applications.
LIMIT: Final = phrases(
    """
    avt le / avt / av. le / due / close / closes
    avant le / avant / jusqu'au / jusqu'à / jusque / jusqu' / d'ici le / d'ici au / d'ici / before / by
    until / up to / till / till the / prior to / through
    إلى / إلى حدود / إلى يوم / إلى تاريخ / إلى حدود يوم
    قبل / قبل يوم / قبل تاريخ / إلى غاية / إلى غاية يوم / لغاية / حتى / حتى تاريخ
    hasta / hasta el / antes del / antes de / até / até o dia / até ao dia / até dia / bis / bis zum
    bis einschließlich / vor dem / entro
    """
)
# A day after which nothing is taken, if the sentence refuses.
AFTER: Final = phrases("après le / après / after / past / later than / بعد / بعد تاريخ / بعد يوم")
REFUSED: Final = phrases(
    """
    aucun / aucune / ne … pas / ne sera / ne seront / ne pourra / ne pourront / ne peuvent / n'est / refusé*
    rejeté* / irrecevable(s) / exclu* / tardi* / hors délai / no application(s) / no cv / no submission(s)
    no longer / stop / ne … plus / plus accept* / not be / not accept* / not consider* / cannot / can't
    won't / will not / late / rejected / disregarded
    discarded / excluded / ineligible / nothing
    لن / لا / لم / ترفض / مرفوض* / ملغى / ملغاة / غير مقبول* / لاغي* / ملغي* / مستبعد* / تستبعد / يستبعد
    تهمل / يهمل
    """
)
# Words that say that the day is no end: applications are looked at from then on.
REVIEW: Final = phrases(
    """
    review … begin* / review … start* / review … commence* / reviewing … begin / reviewing … from
    reviewed … beginning / reviewed … starting / reviewed … from / begin reviewing / start reviewing
    begin to review / start to review / screening … begin* / screening … start* / consideration … begin*
    consideration … start* / evaluation … begin* / evaluation … start* / first considered
    begin considering / begin … consideration / considered from / considered as of / considered starting
    considered beginning / begin evaluating / start evaluating / begin interviewing
    examen des candidatures à partir / examen des candidatures … commence*
    étude des candidatures à partir / étude des candidatures … commence*
    candidatures … examinées à partir / candidatures … étudiées à partir
    """
)
# A day for those who want to be sure: later ones may still be looked at.
CONSIDERED: Final = phrases(
    """
    full consideration / fullest consideration / best consideration / assured consideration
    ensure consideration / assure consideration / guarantee* … consider* / priority deadline
    priority consideration / priority date / first consideration / early consideration / given priority
    initial deadline / full attention / considération prioritaire / examinées en priorité
    étudiées en priorité / priorité aux candidatures / priorité aux dossiers / priorité sera donnée
    priority will be / prioritise / prioritize / priority to applications / preference will be given
    preference to applications / traitées en priorité / traités en priorité
    étudiés en priorité / examinés en priorité
    """
)
# The label of an hour that stands apart from its date.
HOUR_LABEL: Final = phrases(
    """
    heure / heure limite / heure de clôture / heure de fermeture / à / avant / time / closing time
    hour / deadline time / time of closing / hora / hora límite / horário / Uhrzeit
    الساعة / التوقيت / ساعة الإغلاق
    """
)
# A day that was put off, or may be.
EXTENDED: Final = phrases(
    """
    prolongée / prolongé / prolongation / prorogée / prorogé / prorogation / repoussée / reportée
    étendue / nouvelle date limite / nouvelle date / extended / extension / new deadline / postponed
    تمديد / تم تمديد
    ampliado / prorrogado / verlängert
    """
)
EXTENDABLE: Final = phrases(
    """
    extendable / extensible / may be extended / might be extended / could be extended / can be extended
    possible extension / subject to extension / susceptible d'être prolong* / pourra être prolong*
    pourrait être prolong* / peut être prolong* / possibilité de prolongation / éventuellement prolong*
    """
)
# Bounds that, taken strictly, leave the day itself out.
BEFORE_THE_DAY: Final = phrases(
    """
    avant le / avant / before / prior to
    قبل
    antes del / antes de / vor dem
    """
)
# Words that a line cannot end with: it was cut.
CUT: Final = phrases(
    """
    avant / avant le / jusqu'au / jusqu'à / d'ici le / d'ici / au plus tard / plus tard le / le / au
    by / before / until / on / than / the / on or before / at / à / est / is / est fixée au
    قبل / إلى غاية / يوم
    hasta el / até / bis / bis zum
    """
)
# The closing day named again where its hour is given.
THE_DAY: Final = phrases(
    """
    on the closing date / of the closing date / on the closing day / on the deadline day / on that day
    on the day of the deadline / on the deadline / le jour de la date limite / le jour de la clôture
    jour de clôture / le jour de l'échéance / à la date limite / à cette date / de cette date / ce jour-là
    في آخر يوم / del último día / do último dia / am letzten Tag
    """
)
