"""What is said of a letter of ours that has not arrived: the notes of the outbox, and faults on its way.

A server's own words are quoted as they are.
"""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

STATE: Final = Sentence(en="{state}: {note}", fr="{state} : {note}", ar="{state}: {note}")
STATE_ALONE: Final = Sentence(en="{state}: None", fr="{state}", ar="{state}")

LOST: Final = Sentence(
    en="the sender died, or the server's answer was lost, after the mail was handed over",
    fr="une fois le message remis, le programme d’envoi s’est arrêté ou la réponse du serveur s’est perdue",
    ar="بعد تسليم الرسالة توقف برنامج الإرسال أو ضاع جواب الخادم",
)
GIVEN_UP: Final = Sentence(
    en="given up after {days} days: {note}",
    fr="abandonné après {days} d’essais : {note}",
    ar="تُرك الإرسال بعد محاولات دامت {days}: {note}",
)
RESTORED: Final = Sentence(
    en="restored from a backup: it may have gone out before that",
    fr="restauré depuis une sauvegarde : l’envoi a peut-être eu lieu avant",
    ar="استُعيدت من نسخة احتياطية، وربما أُرسلت قبل ذلك",
)
REPLAYED: Final = Sentence(
    en="the mail was replayed for a posting",
    fr="le message a été repris pour une annonce",
    ar="أُعيدت معالجة الرسالة لفائدة إعلان",
)
SUPERSEDED: Final = Sentence(
    en="a later mail changed the dossier",
    fr="un message ultérieur a changé le dossier",
    ar="غيّرت رسالة لاحقة الملف",
)
LOST_BEFORE: Final = Sentence(
    en="the answer to the letter before was lost",
    fr="la réponse du serveur au message précédent s’est perdue",
    ar="ضاع جواب الخادم عن الرسالة السابقة",
)
STUMBLED: Final = Sentence(
    en="intake stumbled on it ({error:code})",
    fr="intake a buté sur ce message ({error})",
    ar="تعثر intake في هذه الرسالة ({error})",
)
CAPPED: Final = Sentence(
    en="held back by a cap of 'limits' ({cap:code}: {rate:word})",
    fr="en attente : plafond d’envoi atteint (« limits », {cap} : {rate})",
    ar="في الانتظار: بُلغ الحد الأقصى للإرسال («limits»، {cap}: {rate})",
)
CAPPED_BY_PROVIDER: Final = Sentence(
    en="held back by the mail provider's limit ({most:number} letters a {period:code})",
    fr="en attente : limite du fournisseur de messagerie atteinte ({most} envois par {period})",
    ar="في الانتظار: بُلغ حد مزود البريد ({most} رسالة، {period})",
)

# --- the server of ours (adapters/smtp) ---------------------------------------------------------

LOST_ON_THE_WAY: Final = Sentence(
    en="the connection was lost before the letter was whole ({error:code})",
    fr="la connexion a été perdue avant la fin de l’envoi ({error})",
    ar="انقطع الاتصال قبل اكتمال الإرسال ({error})",
)
OUT_OF_ORDER: Final = Sentence(
    en="the mail server answered out of order",
    fr="le serveur de messagerie a répondu à contretemps",
    ar="أجاب خادم البريد في غير محله",
)
ANSWER_LOST: Final = Sentence(
    en="the answer to the whole letter was lost ({error:code})",
    fr="la réponse du serveur à l’envoi complet s’est perdue ({error})",
    ar="ضاع جواب الخادم عن الرسالة الكاملة ({error})",
)
ANSWER_ODD: Final = Sentence(
    en="the answer to the whole letter makes no sense: {words:quote}",
    fr="la réponse du serveur à l’envoi complet n’a pas de sens : {words}",
    ar="جواب الخادم عن الرسالة الكاملة غير مفهوم: {words}",
)
NOT_ASCII: Final = Sentence(
    en="the address is not in ASCII, and our mail server cannot send to such (no SMTPUTF8)",
    fr="l’adresse contient des caractères accentués, et notre serveur ne sait pas y écrire (pas de SMTPUTF8)",
    ar="يتضمن العنوان حروفاً غير لاتينية بسيطة، وخادم بريدنا لا يرسل إلى مثله (بدون SMTPUTF8)",
)
LETTER_TOO_BIG: Final = Sentence(
    en="the letter has {size:number} bytes, and our mail server takes {most:number} at most",
    fr="le message pèse {size} octets, et notre serveur en accepte au plus {most}",
    ar="حجم الرسالة {size} بايت، ولا يقبل خادم بريدنا أكثر من {most}",
)
NO_ADDRESS: Final = Sentence(
    en="the address cannot be written to",
    fr="on ne peut pas écrire à cette adresse",
    ar="لا يمكن مراسلة هذا العنوان",
)
NO_DOMAIN: Final = Sentence(
    en="the address has a domain that cannot exist",
    fr="le domaine de l’adresse ne peut pas exister",
    ar="لا يمكن أن يوجد نطاق هذا العنوان",
)
NO_CONNECTION: Final = Sentence(
    en="there is no connection to {server:word}: in vain",
    fr="pas de connexion à {server} : aucune réponse",
    ar="لا اتصال بالخادم {server}: دون جواب",
    stop=True,
)
NO_CONNECTION_WHY: Final = Sentence(
    en="there is no connection to {server:word}: {words:quote}",
    fr="pas de connexion à {server} : {words}",
    ar="لا اتصال بالخادم {server}: {words}",
    stop=True,
)
NO_SERVICE: Final = Sentence(
    en="{server:word} does not serve us: {words:quote}",
    fr="{server} ne nous sert pas : {words}",
    ar="لا يخدمنا الخادم {server}: {words}",
    stop=True,
)
NO_STARTTLS: Final = Sentence(
    en="{server:word} offers no STARTTLS, or somebody on the way removed the offer",
    fr="{server} ne propose pas STARTTLS, ou la proposition a été retirée en chemin",
    ar="لا يعرض {server} ميزة STARTTLS، أو حُذف العرض في الطريق",
    stop=True,
)
CERTIFICATE: Final = Sentence(
    en="the certificate of {server:word} does not verify: {words:quote}",
    fr="le certificat de {server} n’est pas valable : {words}",
    ar="شهادة {server} غير صالحة: {words}",
    stop=True,
)
NO_TLS: Final = Sentence(
    en="{server:word} speaks no TLS that we can accept ({words:text})",
    fr="{server} ne propose pas de TLS acceptable ({words})",
    ar="لا يعرض {server} اتصال TLS مقبولاً ({words})",
    stop=True,
)
WITHOUT_TLS: Final = Sentence(
    en="{server:word} would be talked to without TLS",
    fr="la connexion à {server} se ferait sans TLS",
    ar="سيكون الاتصال بالخادم {server} بدون TLS",
    stop=True,
)
BROKE_AT_LOGIN: Final = Sentence(
    en="the connection broke at the login",
    fr="la connexion s’est rompue à l’identification",
    ar="انقطع الاتصال عند تسجيل الدخول",
    stop=True,
)
NO_PASSWORD_SET: Final = Sentence(
    en="the SMTP account has a user name and no password",
    fr="le compte SMTP a un nom d’utilisateur mais pas de mot de passe",
    ar="لحساب SMTP اسم مستخدم وليست له كلمة مرور",
    stop=True,
)
NO_PASSWORDS: Final = Sentence(
    en="the server takes no password here: {words:quote}",
    fr="le serveur n’accepte pas de mot de passe ici : {words}",
    ar="لا يقبل الخادم كلمة مرور هنا: {words}",
    stop=True,
)
NO_OAUTH: Final = Sentence(
    en="the server takes no sign-in with OAuth2 (neither XOAUTH2 nor OAUTHBEARER) on this connection",
    fr="le serveur n’accepte pas d’identification OAuth2 (ni XOAUTH2 ni OAUTHBEARER) sur cette connexion",
    ar="لا يقبل الخادم تسجيل الدخول بواسطة OAuth2 (لا XOAUTH2 ولا OAUTHBEARER) على هذا الاتصال",
    stop=True,
)
CA_FILE: Final = Sentence(
    en="the file of authorities {file:text} cannot be read",
    fr="le fichier d’autorités de certification {file} est illisible",
    ar="تعذّرت قراءة ملف سلطات التصديق {file}",
    stop=True,
)

# --- its password (settings/secrets) --------------------------------------------------------------

NOT_SET: Final = Sentence(
    en="The environment variable {name:word} is not set",
    fr="la variable d’environnement {name} n’est pas définie",
    ar="متغير البيئة {name} غير معرَّف",
    stop=True,
)
EMPTY: Final = Sentence(
    en="The environment variable {name:word} is empty",
    fr="la variable d’environnement {name} est vide",
    ar="متغير البيئة {name} فارغ",
    stop=True,
)
FILE_EMPTY: Final = Sentence(
    en="The secret file {name:text} is empty",
    fr="le fichier de mot de passe {name} est vide",
    ar="ملف كلمة المرور {name} فارغ",
    stop=True,
)
FILE_UNREAD: Final = Sentence(
    en="The secret file {name:text} cannot be read: {words:quote}",
    fr="le fichier de mot de passe {name} est illisible : {words}",
    ar="تعذّرت قراءة ملف كلمة المرور {name}: {words}",
    stop=True,
)
NO_KEYRING_ENTRY: Final = Sentence(
    en="The keyring has no entry {name:text}",
    fr="le trousseau de clés n’a pas d’entrée {name}",
    ar="لا يتضمن مخزن كلمات المرور المدخل {name}",
    stop=True,
)
KEYRING_UNREAD: Final = Sentence(
    en="The keyring cannot be read ({error:code})",
    fr="le trousseau de clés est illisible ({error})",
    ar="تعذّرت قراءة مخزن كلمات المرور ({error})",
    stop=True,
)
