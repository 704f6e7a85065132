"""Why a mail is held for automatic, or for one that may not be answered."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

# --- automatic (domain/automatic, domain/machine_headers) ----------------------------------

AUTOMATIC: Final = Sentence(en="automatic mail", fr="message automatique", ar="رسالة آلية")
FROM_US: Final = Sentence(
    en="Sent from an address of this mailbox itself",
    fr="envoyé depuis une adresse de cette boîte elle-même",
    ar="أُرسلت من عنوان تابع لهذا الصندوق نفسه",
    stop=True,
)
DELIVERY_REPORT: Final = Sentence(
    en="A delivery report", fr="un avis de remise", ar="إشعار بشأن التسليم", stop=True
)
PROGRAM_REPORT: Final = Sentence(
    en="A report or a calendar answer made by a program",
    fr="un rapport ou une réponse d’agenda produits par un programme",
    ar="تقرير أو رد على موعد من إنشاء برنامج",
    stop=True,
)
DAEMON: Final = Sentence(
    en="Sent by a mail server or a list program",
    fr="envoyé par un serveur de messagerie ou un gestionnaire de listes",
    ar="أرسلها خادم بريد أو برنامج قوائم بريدية",
    stop=True,
)
NO_REPLY: Final = Sentence(
    en="Sent from an address that takes no reply",
    fr="envoyé depuis une adresse qui n’accepte pas de réponse",
    ar="أُرسلت من عنوان لا يستقبل الردود",
    stop=True,
)
PROGRAM: Final = Sentence(
    en="Sent from the address of a program",
    fr="envoyé depuis l’adresse d’un programme",
    ar="أُرسلت من عنوان برنامج",
    stop=True,
)
SUBJECT_AUTOMATIC: Final = Sentence(
    en="The subject says that it is an automatic reply",
    fr="l’objet indique une réponse automatique",
    ar="يدل الموضوع على أنها رد آلي",
    stop=True,
)
SUBJECT_FAILURE: Final = Sentence(
    en="The subject is that of a delivery report",
    fr="l’objet est celui d’un avis de remise",
    ar="الموضوع موضوع إشعار بشأن التسليم",
    stop=True,
)
SUBJECT_ABSENCE: Final = Sentence(
    en="The subject is that of an absence, a receipt, a calendar answer or an acknowledgement",
    fr="l’objet est celui d’une absence, d’un accusé de réception ou d’une réponse d’agenda",
    ar="الموضوع موضوع إشعار بغياب أو باستلام أو رد على موعد",
    stop=True,
)
OPENING_FAILURE: Final = Sentence(
    en="The first lines say that a mail was not delivered",
    fr="les premières lignes disent qu’un message n’a pas été remis",
    ar="تفيد الأسطر الأولى بأن رسالة لم تُسلَّم",
    stop=True,
)
OPENING_AUTOMATIC: Final = Sentence(
    en="The first lines are those of an automatic reply",
    fr="les premières lignes sont celles d’une réponse automatique",
    ar="الأسطر الأولى أسطر رد آلي",
    stop=True,
)
FUNCTION_ADDRESS: Final = Sentence(
    en="The sender's address is that of a function",
    fr="l’adresse de l’expéditeur est celle d’un service",
    ar="عنوان المرسل عنوان مصلحة لا عنوان شخص",
    stop=True,
)
UNSUBSCRIBE: Final = Sentence(
    en="Its end tells how to unsubscribe",
    fr="la fin du message explique comment se désabonner",
    ar="تشرح خاتمتها كيفية إلغاء الاشتراك",
    stop=True,
)
NO_SENDER: Final = Sentence(
    en="There is no usable sender to answer",
    fr="il n’y a pas d’expéditeur à qui répondre",
    ar="لا يوجد مرسل يمكن الرد عليه",
    stop=True,
)
SILENCE_ASKED: Final = Sentence(
    en="The mail asks for no automatic answer (X-Auto-Response-Suppress)",
    fr="le message demande qu’on n’y réponde pas automatiquement (X-Auto-Response-Suppress)",
    ar="تطلب الرسالة عدم الرد عليها آلياً (X-Auto-Response-Suppress)",
    stop=True,
)
AUTO_SUBMITTED: Final = Sentence(
    en="The header Auto-Submitted says that no person sent it",
    fr="l’en-tête Auto-Submitted indique qu’aucune personne ne l’a envoyé",
    ar="تفيد ترويسة Auto-Submitted بأنه لم يرسلها شخص",
    stop=True,
)
NULL_SENDER: Final = Sentence(
    en="The envelope sender is empty, as in delivery reports",
    fr="l’expéditeur d’enveloppe est vide, comme dans les avis de remise",
    ar="مرسل المغلف فارغ كما في إشعارات التسليم",
    stop=True,
)
PRECEDENCE: Final = Sentence(
    en="The header Precedence says bulk, list, junk or automatic reply",
    fr="l’en-tête Precedence indique un envoi en nombre, une liste ou une réponse automatique",
    ar="تفيد ترويسة Precedence بأنها إرسال جماعي أو قائمة بريدية أو رد آلي",
    stop=True,
)
LIST: Final = Sentence(
    en="It came through a mailing list or is a newsletter",
    fr="il vient d’une liste de diffusion, ou c’est une lettre d’information",
    ar="وصلت عبر قائمة بريدية أو هي نشرة إخبارية",
    stop=True,
)
RESPONDER: Final = Sentence(
    en="A header of an automatic responder or a mail server is there",
    fr="un en-tête de répondeur automatique ou de serveur de messagerie y figure",
    ar="تتضمن ترويسة مجيب آلي أو خادم بريد",
    stop=True,
)
SYSTEM: Final = Sentence(
    en="A header of a ticket system or another program that writes by itself is there",
    fr="un en-tête de système de tickets ou d’un autre programme qui écrit de lui-même y figure",
    ar="تتضمن ترويسة نظام تذاكر أو برنامج آخر يراسل من تلقاء نفسه",
    stop=True,
)
NAMED_RESPONDER: Final = Sentence(
    en="A header names an automatic responder",
    fr="un en-tête nomme un répondeur automatique",
    ar="تذكر إحدى الترويسات مجيباً آلياً",
    stop=True,
)
BULK: Final = Sentence(
    en="It was sent by a system for many recipients",
    fr="il a été envoyé par un système d’envoi en nombre",
    ar="أرسلها نظام إرسال جماعي",
    stop=True,
)

# --- authentication (RFC 8601) ---------------------------------------------------------------

NO_RESULTS: Final = Sentence(
    en="Not authenticated: the mailbox's server left no Authentication-Results",
    fr="expéditeur non authentifié : le serveur de la boîte n’a laissé aucun Authentication-Results",
    ar="لم تثبت هوية المرسل: لم يترك خادم الصندوق نتيجة تحقق (Authentication-Results)",
    stop=True,
)
FAILS_DMARC: Final = Sentence(
    en="Not authenticated: the sender's domain fails DMARC",
    fr="expéditeur non authentifié : le domaine de l’expéditeur échoue au contrôle DMARC",
    ar="لم تثبت هوية المرسل: لم يجتز نطاقه فحص DMARC",
    stop=True,
)
NOTHING_PASSES: Final = Sentence(
    en="Not authenticated: neither DMARC nor an aligned SPF or DKIM result passes",
    fr="expéditeur non authentifié : ni DMARC, ni un résultat SPF ou DKIM concordant ne le confirme",
    ar="لم تثبت هوية المرسل: لا تؤكدها نتيجة DMARC ولا نتيجة SPF أو DKIM متوافقة",
    stop=True,
)
