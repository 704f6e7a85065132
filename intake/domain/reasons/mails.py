"""What is said of mails that became no application: copies, quarantine, imports, reports on our letters."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

# --- copies ----------------------------------------------------------------------------------

SAME_BYTES: Final = Sentence(
    en="the same bytes as mail {id:number}",
    fr="identique au message {id}",
    ar="مطابقة تماماً للرسالة رقم {id}",
)
SAME_MAIL: Final = Sentence(
    en="the same as mail {id:number}, but for what a program changed as it kept it",
    fr="le même que le message {id}, à ce près qu’un programme l’a modifié en le conservant",
    ar="هي الرسالة رقم {id} نفسها، عدا ما غيّره برنامج عند حفظها",
)

# --- quarantine ------------------------------------------------------------------------------

NOT_PROCESSED: Final = Sentence(
    en="could not be processed ({error:code})",
    fr="n’a pas pu être traité ({error})",
    ar="تعذّرت معالجتها ({error})",
)
NOT_PROCESSED_AGAIN: Final = Sentence(
    en="could not be processed ({error:code}), tried {times:number} times",
    fr="n’a pas pu être traité ({error}), après {times} essais",
    ar="تعذّرت معالجتها ({error})، عدد المحاولات: {times}",
)
ENDED_WHILE_READING: Final = Sentence(
    en="intake ended while it read this mail",
    fr="intake s’est arrêté pendant la lecture de ce message",
    ar="توقف intake أثناء قراءة هذه الرسالة",
)
BYTES_KEPT: Final = Sentence(
    en="its bytes are kept", fr="le message est conservé intact", ar="حُفظت الرسالة كما هي"
)
BYTES_WOULD_BE_KEPT: Final = Sentence(
    en="its bytes would be kept", fr="le message serait conservé intact", ar="كانت الرسالة ستُحفظ كما هي"
)
TRIED_AGAIN: Final = Sentence(
    en="it is tried again by itself", fr="un nouvel essai aura lieu tout seul", ar="ستُعاد المحاولة تلقائياً"
)
TRY_REPLAY: Final = Sentence(
    en="try 'intake replay'",
    fr="un administrateur peut essayer « intake replay »",
    ar="يمكن للمسؤول تجربة الأمر «intake replay»",
)
NO_MAIL: Final = Sentence(
    en="no mail that can be read: {why:reason}",
    fr="ce n’est pas un message lisible : {why}",
    ar="ليست رسالة قابلة للقراءة: {why}",
)
MAIL_TOO_LARGE: Final = Sentence(
    en="it is larger than {size:number} MB", fr="il dépasse {size} Mo", ar="يتجاوز حجمها {size} ميغابايت"
)
MAIL_EMPTY: Final = Sentence(en="it is empty", fr="il est vide", ar="فارغ")
MAIL_WITHOUT_HEADER: Final = Sentence(
    en="it has no header of a mail", fr="il n’a pas d’en-tête de message", ar="لا ترويسة لها"
)
MAIL_TOO_DEEP: Final = Sentence(
    en="its parts are nested too deeply",
    fr="ses parties sont imbriquées trop profondément",
    ar="أجزاؤها متداخلة أكثر من اللازم",
)
MAIL_LINES: Final = Sentence(
    en="it has more than {most:number} lines",
    fr="il a plus de {most} lignes",
    ar="يتجاوز عدد أسطرها {most}",
)
MAIL_PARTS: Final = Sentence(
    en="it has more than {most:number} parts",
    fr="il a plus de {most} parties",
    ar="يتجاوز عدد أجزائها {most}",
)
MAIL_UNPARSED: Final = Sentence(
    en="it cannot be parsed ({error:code})",
    fr="sa structure est illisible ({error})",
    ar="بنيتها غير مقروءة ({error})",
)

# --- imports ---------------------------------------------------------------------------------

IMPORTED: Final = Sentence(en="imported", fr="importé", ar="مستوردة")
IMPORTED_RECEIVED: Final = Sentence(
    en="imported, received as its newest Received header says",
    fr="importé, reçu à l’heure de son en-tête Received le plus récent",
    ar="مستوردة، ووقت استلامها هو آخر ختم استلام فيها (Received)",
)
IMPORTED_FILED: Final = Sentence(
    en="imported, received as the mbox or Maildir says that kept it",
    fr="importé, reçu à l’heure que donne le fichier mbox ou Maildir d’où il vient",
    ar="مستوردة، ووقت استلامها كما دُوِّن في ملف mbox أو Maildir الذي حفظها",
)
IMPORTED_DATED: Final = Sentence(
    en="imported, received as its Date header says, for nothing else tells it",
    fr="importé, reçu à l’heure de son en-tête Date, faute d’autre indication",
    ar="مستوردة، ووقت استلامها هو التاريخ المدوَّن فيها لعدم وجود غيره",
)
IMPORTED_SAVED: Final = Sentence(
    en="imported, received before its file was last written, and nothing else tells when",
    fr="importé, reçu avant la dernière écriture de son fichier, sans autre indication",
    ar="مستوردة، استُلمت قبل آخر كتابة لملفها، ولا شيء آخر يدل على الوقت",
)
IMPORTED_NOW: Final = Sentence(
    en="imported, received at a time that nothing tells: it counts as received now",
    fr="importé, reçu à une heure que rien n’indique : il compte comme reçu à l’importation",
    ar="مستوردة، ولا شيء يدل على وقت استلامها: تُعدّ مستلمة وقت الاستيراد",
)

# --- delivery reports on our letters (services/bounces), the canary ----------------------------

REPORT_NOTICE: Final = Sentence(
    en="delivery report on our {kind:letter} (letter {id:number}): it did not reach its reader"
    " ({words:note})",
    fr="avis de remise pour notre envoi « {kind} » (n° {id}) : il n’est pas parvenu à son destinataire"
    " ({words})",
    ar="إشعار بشأن «{kind}» (الرسالة رقم {id}): لم تصل إلى قارئها ({words})",
)
REPORT_NOTICE_LATE: Final = Sentence(
    en="delivery report on our {kind:letter} (letter {id:number}): it is delayed ({words:note})",
    fr="avis de remise pour notre envoi « {kind} » (n° {id}) : il est retardé ({words})",
    ar="إشعار بشأن «{kind}» (الرسالة رقم {id}): تأخر تسليمها ({words})",
)
REPORT_STRAY: Final = Sentence(
    en="delivery report on letter {id:number}: the answer did not reach the mail's sender ({words:note})",
    fr="avis de remise pour l’envoi n° {id} : la réponse n’est pas parvenue à l’auteur du message ({words})",
    ar="إشعار بشأن الرسالة رقم {id}: لم يصل الرد إلى صاحب الرسالة ({words})",
)
REPORT_STRAY_LATE: Final = Sentence(
    en="delivery report on letter {id:number}: the answer is delayed ({words:note})",
    fr="avis de remise pour l’envoi n° {id} : la réponse est retardée ({words})",
    ar="إشعار بشأن الرسالة رقم {id}: تأخر تسليم الرد ({words})",
)
REPORT: Final = Sentence(
    en="delivery report on the letter of {reference}: the answer did not reach the candidate ({words:note})",
    fr="avis de remise pour {reference} : la réponse n’est pas parvenue à la personne candidate ({words})",
    ar="إشعار بشأن الملف {reference}: لم يصل الرد إلى المترشح ({words})",
)
REPORT_LATE: Final = Sentence(
    en="delivery report on the letter of {reference}: the answer is delayed ({words:note})",
    fr="avis de remise pour {reference} : la réponse est retardée ({words})",
    ar="إشعار بشأن الملف {reference}: تأخر تسليم الرد ({words})",
)
REPORT_WITHOUT_WORDS: Final = Sentence(en="without a reason", fr="sans motif", ar="دون ذكر السبب")
HANDED_OVER: Final = Sentence(
    en="so it had been handed over", fr="elle avait donc été remise au serveur", ar="فقد سُلِّم إذن إلى الخادم"
)
CANARY: Final = Sentence(
    en="canary: sent {sent:clock}, received {received:clock}, taken in {taken:clock}",
    fr="message de contrôle : envoyé à {sent}, reçu à {received}, pris en compte à {taken}",
    ar="رسالة مراقبة: أُرسلت {sent}، واستُلمت {received}، وعولجت {taken}",
)
