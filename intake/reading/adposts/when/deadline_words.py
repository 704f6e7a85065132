"""How ads name the deadline, and say that there is none: wordings by language."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.phrases import phrases

# Words that name the deadline itself; the date stands after them, or just before them.
LABEL: Final = phrases(
    """
    heure(s) limite(s) /     date(s) limite(s) / date(s) … limite(s) / date(s) butoir(s)
    date(s) de clôture
    date(s) de fermeture / date(s) de cloture / date de fin de candidature(s)
    date de fin de publication / date de fin d'affichage / date de fin de dépôt
    date de fin de réception / date de fin des candidatures / date d'expiration / date d'échéance
    fin de réception des candidatures / fin des candidatures / fin de publication / fin du dépôt
    fin de l'affichage / limite de dépôt / limite de candidature / limite de réception / limite d'envoi
    limite pour postuler / limite pour candidater / limite des candidatures / réponse souhaitée
    réponse attendue / réponses attendues / fin d'affichage / fin de l'appel / dernier délai
    dernière limite / délai(s) de candidature / délai de postulation / délai de dépôt / délai de rigueur
    délai de réception / délai d'inscription / délai pour postuler / délai pour le dépôt
    délai pour la réception / délai : / le délai … est fixé / candidatures ouvertes jusqu'au
    deadline(s) / dead line / dead-line / closing date(s) / close of applications / cut-off date
    cutoff date / last date / end date for applications / applications close / application close(s)
    vacancy closes / due date / applications are due / apply by / apply before / apply until
    apply no later than / expiry date / expiration date / submit by
    آخر أجل / اخر اجل / آخر موعد / آخر ميعاد / آخر تاريخ / أقصى أجل / أجل أقصاه / موعد أقصاه
    تاريخ أقصاه / تاريخ الإغلاق / تاريخ الاغلاق / تاريخ إغلاق / الموعد النهائي / موعد نهائي
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
    closing time / closing day / close(s) on / close(s) at / closes / last day / due on / due by
    extended to / extended until / valid until / valid through / valable jusqu'au
    offre valable jusqu'au / annonce valable / open until / open till / ouvert* jusqu'au
    ouverte jusqu'à
    ينتهي / تنتهي / يغلق / يغلق باب التقديم / يغلق باب التقديم بتاريخ / إغلاق باب / تغلق / يقفل
    plazo / cierre / vence / prazo / encerramento / Frist / entro il / final date / application date
    submission date / fin de diffusion / scadenza
    آخر يوم
    due: / are due / is due / applications due / application due / submissions due
    """
)
# Words over a range of days in which to apply.
RANGE: Final = phrases(
    """
    الفترة / فترة التقديم / مدة الإعلان / مدة التقديم
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
    au plus tard / au + tard / passé le / passé la date du / passée la date du / au-delà du / reçu* après
    parvenu* après / envoyé* après / déposé* après
    transmis* après / reçue après / received after / submitted after / sent after / arriving after
    arrive after / attendu* pour / parvenir pour / envoyer pour / remettre pour / retourner pour
    déposer pour / rendre pour / plus tard le / avant la date du / délai … au / no later than
    not later than / at the latest / by the latest / latest by / on or before / by or before
    on or prior to / latest
    الواردة بعد / الوارد بعد / المرسلة بعد / المتوصل بها بعد / تصل بعد / ترد بعد
    في أجل أقصاه / على أبعد تقدير / كأقصى تقدير / كحد أقصى / كآخر أجل / لا يتجاوز / لا يتعدى / أقصاه
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
    avant le / avant / jusqu'au / jusqu'à / jusque / jusqu' / d'ici le / d'ici au / d'ici / before / by
    until / up to / till / till the / prior to / through
    قبل / قبل يوم / قبل تاريخ / إلى غاية / إلى غاية يوم / لغاية / حتى / حتى تاريخ
    hasta / hasta el / antes del / antes de / até / até o dia / até ao dia / até dia / bis / bis zum
    bis einschließlich / vor dem / entro
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
    étudiées en priorité / priorité aux candidatures
    """
)
# Whole ads without an end.
OPEN_ENDED: Final = phrases(
    """
    until filled / until … filled / until the position is filled / until the post is filled
    until positions are filled / until all positions are filled / until a suitable candidate
    until … candidate is found / open until … filled
    no deadline / no fixed deadline / deadline: rolling / deadline: ongoing
    deadline: open / deadline : rolling / deadline : open / closing date: open / closing date: ongoing
    jusqu'à ce que le poste soit pourvu / jusqu'à ce que … pourvu / jusqu'à ce que le poste soit comblé
    jusqu'à ce que … comblé
    jusqu'à pourvoi / jusqu'à … pourvoir / jusqu'au recrutement / jusqu'à … recrutement
    tant que le poste
    sans date limite / pas de date limite
    حتى شغل / إلى حين شغل / مفتوح طوال
    hasta cubrir / hasta que se cubra / até o preenchimento / até preenchimento / bis die Stelle besetzt
    """
)
# The same, if they are said of applications.
ROLLING: Final = phrases(
    """
    rolling basis / on a rolling / at any time / accepted continuously / au fur et à mesure
    au fil de l'eau / à tout moment
    toute l'année / en permanence / jederzeit / open-ended / until … found / candidatures en continu
    """
)
# A bound without a day of the calendar.
COUNTED: Final = phrases(
    """
    dans un délai de / dans un délai maximum de / dans les … jours / jours à compter de
    jours à partir de / jours après la publication / jours suivant la publication / jours qui suivent
    within … days / within … weeks / days of publication / days from the date / days after publication
    weeks of publication / weeks from
    يوم عمل / أيام عمل / يوما ابتداء / أيام ابتداء / خلال … يوما / خلال … أيام
    """
)
# A status over the ad.
OVER: Final = phrases(
    """
    position closed / position filled / position is filled / position is now filled / position is closed
    position is now closed / position has been filled / positions have been filled
    post has been filled / position is no longer available / job is no longer available
    no longer accepting / not accepting applications
    applications are closed / applications are now closed / applications closed
    applications have closed / application is closed / application closed / vacancy closed
    vacancy is closed / vacancy is now closed / vacancy has closed / call closed / call is closed
    call is now closed / job closed / this job is closed / this job has expired / job expired
    this offer has expired / this listing has expired
    this posting has expired / vacancy is no longer available
    this position has expired / offre expirée / annonce expirée / offre clôturée
    offre close / offre pourvue / offre fermée / offre terminée / poste pourvu / poste est pourvu
    poste a été pourvu / poste a été comblé / a été comblé / a été pourvu / poste est comblé
    role has been filled
    vacancy has been filled / job has been filled / poste déjà pourvu / n'est plus disponible
    n'est plus d'actualité
    candidatures closes / candidatures sont closes / candidatures clôturées
    candidatures sont clôturées / candidatures terminées / candidatures sont terminées
    candidatures fermées / recrutement clos / recrutement terminé / appel clos
    انتهى التقديم / انتهت فترة التقديم / تم إغلاق / الإعلان منتهي
    """
)
# The same as a line of its own.
STATUS: Final = phrases(
    """
    closed / expired / filled / clôturé(e) / clôturée / clos / fermé / expiré / expirée / pourvu
    pourvue / terminé / terminée
    منتهي / مغلق
    cerrado / encerrado / encerrada
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
# Before such a status: it is not one yet.
UNLESS: Final = phrases(
    """
    until / once / when / if / unless / after / jusqu'à ce que / tant que / dès que / lorsque / si / bis
    hasta / até
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
# The day may come earlier, or later ones may be looked at: it is firm enough to be taken.
LOOSE_END: Final = phrases(
    """
    close … early / close this vacancy early / close this advert early / close the vacancy early
    close the advert early / right to close / droit de clôturer / droit de clore / clôturer … avant
    late applications may / late applications might / late applications could / interview as applications
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
