"""What is said of mails that withdraw, that ask about one's data, or by which a recruiter gives orders."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

# --- the candidate's (domain/wanted) --------------------------------------------------------

WITHDREW: Final = Sentence(
    en="the candidate withdrew the application",
    fr="la personne candidate a retiré sa candidature",
    ar="سحب المترشح ترشيحه",
)
MAY_WITHDRAW: Final = Sentence(
    en="the mail may withdraw the application",
    fr="le message retire peut-être la candidature",
    ar="قد تكون الرسالة سحباً للترشيح",
)
HAS_OTHERS: Final = Sentence(
    en="its sender has other applications",
    fr="son expéditeur a d’autres candidatures",
    ar="لمرسلها ترشيحات أخرى",
)
THE_OTHERS: Final = Sentence(
    en="they are {references:text}", fr="à savoir {references}", ar="وهي {references}"
)
NOT_HERE: Final = Sentence(
    en="the mail may withdraw an application that is not here",
    fr="le message retire peut-être une candidature qui n’est pas ici",
    ar="قد تكون الرسالة سحباً لترشيح غير موجود هنا",
)
FROM_CANDIDATE: Final = Sentence(
    en="from the candidate of {reference}",
    fr="de la personne candidate du dossier {reference}",
    ar="من صاحب الملف {reference}",
)
WROTE_AGAIN: Final = Sentence(
    en="the candidate wrote again after withdrawing",
    fr="la personne candidate a réécrit après son retrait",
    ar="كتب المترشح من جديد بعد سحب ترشيحه",
)
READ_IT: Final = Sentence(
    en="a person must read the mail",
    fr="une personne doit lire le message",
    ar="يجب أن يقرأ شخص الرسالة",
)
TOLD: Final = Sentence(
    en="its sender was told within 30 days",
    fr="son expéditeur a déjà été informé dans les 30 derniers jours",
    ar="أُخبر مرسلها بذلك خلال الثلاثين يوماً الأخيرة",
)
ACCESS: Final = Sentence(
    en="the mail asks for access to personal data",
    fr="le message demande l’accès à des données personnelles",
    ar="تطلب الرسالة الاطلاع على معطيات شخصية",
)
RECTIFICATION: Final = Sentence(
    en="the mail asks for the correction of personal data",
    fr="le message demande la rectification de données personnelles",
    ar="تطلب الرسالة تصحيح معطيات شخصية",
)
ERASURE: Final = Sentence(
    en="the mail asks for the erasure of personal data",
    fr="le message demande l’effacement de données personnelles",
    ar="تطلب الرسالة محو معطيات شخصية",
)
PERHAPS_ACCESS: Final = Sentence(
    en="the mail may ask for access to personal data",
    fr="le message demande peut-être l’accès à des données personnelles",
    ar="قد تكون الرسالة طلباً للاطلاع على معطيات شخصية",
)
PERHAPS_RECTIFICATION: Final = Sentence(
    en="the mail may ask for the correction of personal data",
    fr="le message demande peut-être la rectification de données personnelles",
    ar="قد تكون الرسالة طلباً لتصحيح معطيات شخصية",
)
PERHAPS_ERASURE: Final = Sentence(
    en="the mail may ask for the erasure of personal data",
    fr="le message demande peut-être l’effacement de données personnelles",
    ar="قد تكون الرسالة طلباً لمحو معطيات شخصية",
)
SENT_AGAIN: Final = Sentence(
    en="sent again as {reference}",
    fr="renvoyé depuis, devenu {reference}",
    ar="أُعيد إرسالها لاحقاً وأصبحت الملف {reference}",
)

# --- the recruiter's (services/orders, services/settle) ----------------------------------------

ORDER: Final = Sentence(
    en="an order by reply: {word:order} {reference}",
    fr="une instruction par réponse : {word} {reference}",
    ar="تعليمة عبر الرد: {word} {reference}",
)
CHANGED: Final = Sentence(en="{was:status} → {now:status}", fr="{was} → {now}", ar="من «{was}» إلى «{now}»")
NO_ORDER: Final = Sentence(
    en="a recruiter's reply that changes nothing: {why:reason}",
    fr="une réponse de recruteur qui ne change rien : {why}",
    ar="رد من مسؤول التوظيف لا يغيّر شيئاً: {why}",
)
SAME_ORDER: Final = Sentence(
    en="the same order as mail {id:number}",
    fr="la même instruction que le message {id}",
    ar="التعليمة نفسها الواردة في الرسالة رقم {id}",
)
TOLD_HOW: Final = Sentence(
    en="the answer to the order before tells how",
    fr="la réponse à l’instruction précédente explique comment faire",
    ar="يشرح الرد على التعليمة السابقة كيفية ذلك",
)
NONE: Final = Sentence(en="no order is in it", fr="il ne contient pas d’instruction", ar="لا يتضمن أي تعليمة")
TWO: Final = Sentence(en="it orders two things", fr="il donne deux instructions", ar="يتضمن تعليمتين")
DOUBT: Final = Sentence(
    en="it denies or doubts", fr="il contient une négation ou un doute", ar="يتضمن نفياً أو شكاً"
)
QUESTION: Final = Sentence(en="it asks", fr="il pose une question", ar="يتضمن سؤالاً")
LONG: Final = Sentence(
    en="it says more than an order", fr="il dit plus qu’une instruction", ar="يقول أكثر من تعليمة"
)
DOSSIERS: Final = Sentence(
    en="it names several dossiers", fr="il nomme plusieurs dossiers", ar="يذكر عدة ملفات"
)
NO_DOSSIER: Final = Sentence(en="it names no dossier", fr="il ne nomme aucun dossier", ar="لا يذكر أي ملف")
UNKNOWN: Final = Sentence(
    en="it names no dossier of this recruiter",
    fr="il ne nomme aucun dossier de ce recruteur",
    ar="لا يذكر أي ملف تابع لهذا المسؤول عن التوظيف",
)
FOREIGN: Final = Sentence(
    en="its token is another recruiter's, or another dossier's",
    fr="son jeton est celui d’un autre recruteur ou d’un autre dossier",
    ar="رمزه يعود لمسؤول توظيف آخر أو لملف آخر",
)
EXPIRED: Final = Sentence(en="its token is too old", fr="son jeton est trop ancien", ar="رمزه قديم جداً")
SAME: Final = Sentence(en="that is how it stands already", fr="c’est déjà le cas", ar="هذه هي حالته أصلاً")
NOT_LATE: Final = Sentence(en="it is not late", fr="il n’est pas tardif", ar="ليس متأخراً")
SETTLED: Final = Sentence(
    en="it is withdrawn or spam: 'undo' takes that back first",
    fr="il est retiré ou indésirable : « annuler » doit d’abord revenir là-dessus",
    ar="هو مسحوب أو مزعج: يجب أولاً التراجع عن ذلك بكلمة «إلغاء»",
)
NOTHING_MISSING: Final = Sentence(
    en="nothing is surely missing", fr="rien ne manque avec certitude", ar="لا شيء ناقص على وجه اليقين"
)
OVER: Final = Sentence(
    en="its posting closed more than 30 days ago",
    fr="son annonce est close depuis plus de 30 jours",
    ar="أُغلق إعلانه منذ أكثر من 30 يوماً",
)
NEVER_ANSWERED: Final = Sentence(
    en="its candidate cannot be written to by itself",
    fr="on ne peut pas écrire automatiquement à la personne candidate",
    ar="لا يمكن مراسلة المترشح آلياً",
)
ASKED_LATELY: Final = Sentence(
    en="its candidate was asked less than a day ago",
    fr="la personne candidate a été relancée il y a moins d’un jour",
    ar="ذُكّر المترشح قبل أقل من يوم",
)
NOTHING_TO_UNDO: Final = Sentence(
    en="no person and no candidate has decided anything",
    fr="ni une personne ni le candidat n’a rien décidé",
    ar="لم يقرر شخص ولا المترشح شيئاً",
)
POSTING_GONE: Final = Sentence(
    en="its posting is configured no more",
    fr="son annonce n’est plus configurée",
    ar="لم يعد إعلانه ضمن الإعدادات",
)
