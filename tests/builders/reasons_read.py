"""Reasons as they are stored, and as a French and an Arabic reader are to read them."""

from intake.domain.model import Language
from intake.domain.reasons import telling

READ = """
en CV.pdf could be the cv or the letter: could not be read: it needs a password; missing: references
   (2 of 3)
fr « CV.pdf » : lecture impossible (il est protégé par un mot de passe), contenu possible : le CV ou
   la lettre de motivation ; il manque : références (2 sur 3)
ar تعذّرت قراءة «CV.pdf» (هو محمي بكلمة مرور)، وقد يتضمن السيرة الذاتية أو رسالة التحفيز؛ ينقص
   الملف: المراجع المهنية (2 من 3)

en (part 2) could be the diploma: may be diploma (0.52), but it cannot be told for sure: the title,
   a place and a date, words such as “faculte”, “licence”; page 2-3, 5 could not be read; its name
   says cv or letter
fr la pièce jointe n° 2 contient peut-être le diplôme : probablement le diplôme (0,52), mais ce
   n’est pas sûr : le titre, un lieu et une date, des mots tels que « faculte », « licence » ; page
   2-3, 5 illisible ; son nom indique : CV ou lettre de motivation
ar قد يتضمن المرفق رقم 2 الشهادة الدراسية: الأرجح: الشهادة الدراسية (0.52)، لكن دون تأكد: العنوان،
   مكان وتاريخ، كلمات مثل «faculte»، «licence»؛ تعذّرت قراءة الصفحة 2-3, 5؛ يدل اسم الملف على:
   السيرة الذاتية أو رسالة التحفيز

en a.eml/(message text) could be the letter: may be meant as a letter: letter (page 1): a greeting
fr le texte du message (« a.eml ») contient peut-être la lettre de motivation : sert peut-être de
   lettre de motivation : lettre de motivation (page 1) : une salutation
ar قد يتضمن نص الرسالة («a.eml») رسالة التحفيز: قد يكون المقصود به رسالة تحفيز: رسالة التحفيز
   (الصفحة 1): تحية

en received 0:12:00 after the cut-off; missing: letter
fr reçu 12 minutes après la date limite ; il manque : lettre de motivation
ar مدة التأخر بعد انقضاء الأجل: 12 دقيقة؛ ينقص الملف: رسالة التحفيز

en received 1 day, 2:00:00 after the cut-off, sent 0:03:00 before it by its Date header
fr reçu 1 jour et 2 heures après la date limite, envoyé 3 minutes avant celle-ci d’après son en-tête
   Date
ar مدة التأخر بعد انقضاء الأجل: يوم وساعتان، والإرسال سابق للأجل حسب التاريخ المدوَّن في الرسالة
   (بفارق: 3 دقائق)

en when applications closed, papers of two people: Salma Berrada (CV.pdf) and أمين العلوي (Lettre;
   2.pdf)
fr à la date limite : documents de deux personnes : Salma Berrada (« CV.pdf ») et أمين العلوي («
   Lettre; 2.pdf »)
ar عند انقضاء الأجل: وثائق لشخصين مختلفين: Salma Berrada («CV.pdf») وأمين العلوي («Lettre; 2.pdf»)

en the server's time is 2026-05-01 15:00 UTC, its Date header says 2026-04-30 09:30 UTC
fr reçu par le serveur le 1er mai 2026 à 15h00 (UTC), alors que son en-tête Date indique le 30 avril
   2026 à 09h30 (UTC)
ar استُلم حسب الخادم يوم 1 ماي 2026 على الساعة 15:00 (بالتوقيت العالمي)، بينما التاريخ المدوَّن في
   الرسالة هو 30 أبريل 2026 على الساعة 09:30 (بالتوقيت العالمي)

en no posting of this mailbox asks for this subject; no letter: mail that no posting claims is not
   answered
fr aucune annonce de cette boîte ne demande cet objet ; pas de réponse : un message sans annonce
   correspondante ne reçoit pas de réponse
ar لا يطلب أي إعلان في هذا الصندوق هذا الموضوع؛ لم يُرسل رد: لا يُرد على رسالة لا تطابق أي إعلان

en It was sent by a system for many recipients. Its end tells how to unsubscribe
fr il a été envoyé par un système d’envoi en nombre ; la fin du message explique comment se
   désabonner
ar أرسلها نظام إرسال جماعي؛ تشرح خاتمتها كيفية إلغاء الاشتراك

en could not be processed (KeyError), tried 4 times; its bytes are kept; try 'intake replay'
fr n’a pas pu être traité (KeyError), après 4 essais ; le message est conservé intact ; un
   administrateur peut essayer « intake replay »
ar تعذّرت معالجتها (KeyError)، عدد المحاولات: 4؛ حُفظت الرسالة كما هي؛ يمكن للمسؤول تجربة الأمر
   «intake replay»

en failed: 550 5.1.1 <x>: no such user; goodbye
fr échec de l’envoi : « 550 5.1.1 <x>: no such user; goodbye »
ar فشل الإرسال: «550 5.1.1 <x>: no such user; goodbye»

en failed: given up after 5 days: 451 4.7.1 Greylisted; try later
fr échec de l’envoi : abandonné après 5 jours d’essais : « 451 4.7.1 Greylisted; try later »
ar فشل الإرسال: تُرك الإرسال بعد محاولات دامت 5 أيام: «451 4.7.1 Greylisted; try later»

en unknown: the sender died, or the server's answer was lost, after the mail was handed over
fr arrivée incertaine : une fois le message remis, le programme d’envoi s’est arrêté ou la réponse
   du serveur s’est perdue
ar الوصول غير مؤكد: بعد تسليم الرسالة توقف برنامج الإرسال أو ضاع جواب الخادم
"""


def rows() -> list[list[str]]:
    """Each reason in English, French and Arabic."""
    found: list[list[str]] = []
    for block in READ.strip().split("\n\n"):
        lines = block.replace("\n   ", " ").split("\n")
        found.append([line[3:] for line in lines])
    return found


OTHERS: tuple[Language, ...] = ("fr", "ar")


def untold(text: str) -> list[str]:
    """The clauses of a reason that stay English for a French or an Arabic reader."""
    left: list[str] = []
    for language in OTHERS:
        teller = telling.Teller(language)
        teller.told(text)
        left += teller.unknown
    return left
