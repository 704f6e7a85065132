"""What a refusal of our account by its server means (`domain/refusal_words`, `domain/token_refusals`)."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence


def _of(en: str, fr: str, ar: str) -> Sentence:
    """A refusal, with the server's words behind it where they are told."""
    return Sentence(en=en + "{words:tail}", fr=fr + "{words}", ar=ar + "{words}", stop=True)


SESSION_ENDED: Final = _of(
    "{who} ended the session: its token has run out",
    "{who} a mis fin à la session : son jeton a expiré",
    "أنهى {who} الجلسة لانتهاء صلاحية رمزها",
)
NO_RIGHT_OF_APPLICATION: Final = _of(
    "Authenticated but not connected: the application lacks IMAP.AccessAsApp on this mailbox",
    "identifié mais pas connecté : l’application n’a pas IMAP.AccessAsApp sur cette boîte",
    "سُجّل الدخول دون اتصال: ينقص التطبيقَ الإذن IMAP.AccessAsApp على هذا الصندوق",
)
NO_RIGHT: Final = _of(
    "Authenticated but not connected: this user has no right to the mailbox",
    "identifié mais pas connecté : cet utilisateur n’a pas de droit sur la boîte",
    "سُجّل الدخول دون اتصال: ليس لهذا المستخدم حق على الصندوق",
)
LOCKED: Final = _of("{who} has locked this account", "{who} a verrouillé ce compte", "أقفل {who} هذا الحساب")
CONNECTIONS: Final = _of(
    "Too many simultaneous connections: {who} takes no further one of this account",
    "trop de connexions simultanées : {who} n’en accepte plus de ce compte",
    "اتصالات متزامنة أكثر من اللازم: لا يقبل {who} المزيد من هذا الحساب",
)
CONNECTIONS_FOR_LETTERS: Final = _of(
    "Too many simultaneous connections: {who} takes no further letter of this account",
    "trop de connexions simultanées : {who} n’accepte plus d’envoi de ce compte",
    "اتصالات متزامنة أكثر من اللازم: لا يقبل {who} المزيد من رسائل هذا الحساب",
)
LOGINS: Final = _of(
    "{who} has seen too many logins of this account",
    "{who} a vu trop d’identifications de ce compte",
    "سجّل {who} عدداً مفرطاً من عمليات دخول هذا الحساب",
)
WRONG_PASSWORDS: Final = _of(
    "{who} refuses this account after too many wrong passwords",
    "{who} refuse ce compte après trop de mots de passe erronés",
    "يرفض {who} هذا الحساب بعد كلمات مرور خاطئة كثيرة",
)
LEAVE_ALONE: Final = _of(
    "{who} wants to be left alone for a while",
    "{who} demande qu’on le laisse tranquille un moment",
    "يطلب {who} عدم الاتصال به لبعض الوقت",
)
USED_UP_READING: Final = _of(
    "The account has used up what {who} lets it ask or download",
    "le compte a épuisé ce que {who} lui permet de demander ou de télécharger",
    "استنفد الحساب ما يسمح له {who} بطلبه أو تنزيله",
)
USED_UP: Final = _of(
    "The account has used up what {who} grants it",
    "le compte a épuisé ce que {who} lui accorde",
    "استنفد الحساب ما يمنحه له {who}",
)
ASK_LESS: Final = _of(
    "{who} wants to be asked less often",
    "{who} demande à être sollicité moins souvent",
    "يطلب {who} تقليل وتيرة الطلبات",
)
NO_LOGINS_NOW: Final = _of(
    "{who} takes no logins now",
    "{who} n’accepte pas d’identification pour le moment",
    "لا يقبل {who} تسجيل الدخول حالياً",
)
NOT_NOW: Final = _of(
    "{who} cannot serve this account now",
    "{who} ne peut pas servir ce compte pour le moment",
    "لا يستطيع {who} خدمة هذا الحساب حالياً",
)
PASSWORD: Final = _of("{who} refused the password", "{who} a refusé le mot de passe", "رفض {who} كلمة المرور")
PASSWORD_NEVER: Final = _of(
    "{who} refused the password: it takes none over IMAP, and soon none over SMTP",
    "{who} a refusé le mot de passe : il n’en accepte plus par IMAP, et bientôt plus par SMTP",
    "رفض {who} كلمة المرور: لم يعد يقبلها عبر IMAP، وقريباً لن يقبلها عبر SMTP",
)
BROWSER: Final = _of(
    "{who} wants a login in a browser first",
    "{who} demande d’abord une identification dans un navigateur",
    "يطلب {who} تسجيل الدخول أولاً عبر متصفح",
)
IMAP_OFF: Final = _of(
    "IMAP is switched off for this account",
    "IMAP est désactivé pour ce compte",
    "بروتوكول IMAP معطّل لهذا الحساب",
)
SMTP_OFF: Final = _of(
    "Sending by SMTP is switched off for this mailbox, or for the whole organisation",
    "l’envoi par SMTP est désactivé pour cette boîte ou pour toute l’organisation",
    "الإرسال عبر SMTP معطّل لهذا الصندوق أو للمؤسسة كلها",
)
POLICY: Final = _of(
    "A policy of the organisation forbids this login",
    "une règle de l’organisation interdit cette identification",
    "تمنع سياسة المؤسسة تسجيل الدخول هذا",
)
NO_PASSWORDS: Final = _of(
    "{who} takes no passwords any more",
    "{who} n’accepte plus de mot de passe",
    "لم يعد {who} يقبل كلمات المرور",
)
TLS_ONLY: Final = _of(
    "{who} takes logins over TLS only",
    "{who} n’accepte l’identification que par TLS",
    "لا يقبل {who} تسجيل الدخول إلا عبر TLS",
)
TOKEN: Final = _of("{who} refused the token", "{who} a refusé le jeton", "رفض {who} رمز الدخول")
LOGIN: Final = _of("{who} refuses the login", "{who} refuse l’identification", "يرفض {who} تسجيل الدخول")
SENDING_LIMIT: Final = _of(
    "The account has sent as many letters as {who} lets it",
    "le compte a envoyé autant de messages que {who} le permet",
    "أرسل الحساب كل ما يسمح به {who} من رسائل",
)
SENDING_BLOCKED: Final = _of(
    "{who} lets this account send nothing more",
    "{who} ne laisse plus ce compte envoyer de messages",
    "لم يعد {who} يسمح لهذا الحساب بالإرسال",
)
NO_LETTERS_BY_PASSWORD: Final = _of(
    "{who} takes no letters of who signed in with a password any more",
    "{who} n’accepte plus de messages envoyés après une identification par mot de passe",
    "لم يعد {who} يقبل رسائل من سجّل الدخول بكلمة مرور",
)
SEND_LESS: Final = _of(
    "{who} wants to be sent less at a time",
    "{who} demande qu’on lui envoie moins à la fois",
    "يطلب {who} إرسال عدد أقل في المرة الواحدة",
)
NO_LETTERS_NOW: Final = _of(
    "{who} takes no letters now",
    "{who} n’accepte pas de messages pour le moment",
    "لا يقبل {who} الرسائل حالياً",
)
REFUSED: Final = _of("{who} refused", "{who} a refusé", "رفض {who} الطلب")
NO_TOKEN: Final = Sentence(  # why, is for the admins, whom an alarm tells
    en="{who:word} gives no token: {meaning:text} ({sign:text})",
    fr="{who} ne donne pas de jeton à notre compte ({sign})",
    ar="لا يمنح {who} حسابنا رمز دخول ({sign})",
    stop=True,
)
