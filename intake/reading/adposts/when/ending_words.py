"""How ads say that they have no end, one that counts from another day, or that they are over."""

from __future__ import annotations

from typing import Final

from intake.reading.adposts.phrases import phrases

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
# Before such a status: it is not one yet.
UNLESS: Final = phrases(
    """
    until / once / when / if / unless / after / jusqu'à ce que / tant que / dès que / lorsque / si / bis
    hasta / até
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
