"""The terms that reasons are made of, in French and Arabic, by their English: the words of the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from intake.domain.model import KINDS as _KINDS
from intake.domain.model import STATUSES as _STATUSES
from intake.domain.order_words import WORD_TO_WRITE
from intake.domain.terms import kinds_in, status_in

_FRENCH: Final = ((" :", "\u00a0:"), (" ;", "\u00a0;"), (" ?", "\u00a0?"), (" !", "\u00a0!"))
_QUOTES: Final = (("« ", "«\u00a0"), (" »", "\u00a0»"), (" %", "\u00a0%"), ("n° ", "n°\u00a0"))


@dataclass(frozen=True, slots=True)
class Term:
    """An English term of ours in the other two languages."""

    fr: str
    ar: str


Terms = Mapping[str, Term]


@cache
def french(text: str) -> str:
    """Put in the no-break spaces of French typography."""
    for plain, unbroken in (*_FRENCH, *_QUOTES):
        text = text.replace(plain, unbroken)
    return text


KINDS: Final[Terms] = {kind: Term(kinds_in([kind], "fr"), kinds_in([kind], "ar")) for kind in _KINDS}
STATUSES: Final[Terms] = {each: Term(status_in(each, "fr"), status_in(each, "ar")) for each in _STATUSES}
ORDERS: Final[Terms] = {
    word: Term(WORD_TO_WRITE["fr"][word], WORD_TO_WRITE["ar"][word]) for word in WORD_TO_WRITE["en"]
}
THE_KINDS: Final[Terms] = {
    "cv": Term("le CV", "السيرة الذاتية"),
    "letter": Term("la lettre de motivation", "رسالة التحفيز"),
    "references": Term("les références", "المراجع المهنية"),
    "diploma": Term("le diplôme", "الشهادة الدراسية"),
    "identity": Term("la pièce d’identité", "وثيقة الهوية"),
    "other": Term("un autre document", "وثيقة أخرى"),
}
# What `reading/papers/kinds` calls the sorts of papers that it tells apart.
SORTS: Final[Terms] = {
    **KINDS,
    "a recommendation": Term("lettre de recommandation", "رسالة توصية"),
    "a work certificate": Term("certificat de travail", "شهادة عمل"),
    "a transcript": Term("relevé de notes", "كشف نقط"),
    "a certificate of training": Term("attestation de formation", "شهادة تكوين"),
}
STATES: Final[Terms] = {
    "failed": Term("échec de l’envoi", "فشل الإرسال"),
    "unknown": Term("arrivée incertaine", "الوصول غير مؤكد"),
    "pending": Term("pas encore parti", "لم يُرسل بعد"),
    "held": Term("retenu", "محتجز"),
    "superseded": Term("remplacé", "استُبدل"),
    "sent": Term("envoyé", "أُرسل"),
}
# Letters as the outbox calls them.
LETTERS: Final[Terms] = {
    "digest": Term("résumé quotidien", "الملخص اليومي"),
    "alarm": Term("alerte", "التنبيه"),
    "canary": Term("message de contrôle", "رسالة المراقبة"),
    "invitation": Term("invitation", "دعوة"),
    "trial": Term("lettre d’essai", "رسالة تجريبية"),
}

# What speaks for a sort of paper (`reading/papers`: the clues, the shape, the referees).
EVIDENCE: Final[Terms] = {
    "the title": Term("le titre", "العنوان"),
    "an experience section": Term("une rubrique « expérience »", "قسم للتجارب المهنية"),
    "an education section": Term("une rubrique « formation »", "قسم للتكوين الدراسي"),
    "a skills section": Term("une rubrique « compétences »", "قسم للمهارات"),
    "a languages section": Term("une rubrique « langues »", "قسم للغات"),
    "an interests section": Term("une rubrique « centres d’intérêt »", "قسم للاهتمامات"),
    "a profile section": Term("une rubrique « profil »", "قسم للنبذة الشخصية"),
    "personal details": Term("des renseignements personnels", "معلومات شخصية"),
    "projects, courses or publications": Term(
        "des projets, formations ou publications", "مشاريع أو دورات أو منشورات"
    ),
    "a salutation": Term("une formule d’appel", "عبارة مخاطبة"),
    "a greeting": Term("une salutation", "تحية"),
    "a subject line": Term("une ligne d’objet", "سطر الموضوع"),
    "a closing formula": Term("une formule de politesse", "عبارة ختامية"),
    "a short closing": Term("une formule finale courte", "خاتمة قصيرة"),
    "words of motivation": Term("des mots de motivation", "عبارات تحفيز"),
    "the title of a recommendation": Term("le titre d’une recommandation", "عنوان رسالة توصية"),
    "words that recommend another person": Term(
        "des mots qui recommandent une autre personne", "عبارات توصي بشخص آخر"
    ),
    "a supervisor's view": Term("le point de vue d’un responsable", "رأي مسؤول مباشر"),
    "an open address": Term("la formule « à qui de droit »", "عبارة «إلى من يهمه الأمر»"),
    "words that confer it": Term("des mots qui le délivrent", "عبارات منحها"),
    "a jury or its marks": Term("un jury ou ses notes", "لجنة أو نقطها"),
    "a table of marks": Term("un tableau de notes", "جدول نقط"),
    "an academic authority": Term("une autorité académique", "سلطة أكاديمية"),
    "machine-readable lines": Term("des lignes lisibles par machine", "أسطر مقروءة آلياً"),
    "the fields of a card": Term("les champs d’une carte", "خانات بطاقة"),
    "the words of a job ad": Term("les mots d’une offre d’emploi", "عبارات إعلان توظيف"),
    "words that certify": Term("des mots qui attestent", "عبارات شهادة"),
    "an invoice or a payslip": Term("une facture ou un bulletin de paie", "فاتورة أو بيان أجر"),
    "sums and taxes": Term("des montants et des taxes", "مبالغ ورسوم"),
    "terms or a privacy notice": Term(
        "des conditions ou une notice de confidentialité", "شروط أو بيان خصوصية"
    ),
    "a newsletter's footer": Term("le pied d’une lettre d’information", "تذييل نشرة إخبارية"),
    "the title of an official paper": Term("le titre d’un document officiel", "عنوان وثيقة رسمية"),
    "a resignation": Term("une démission", "استقالة"),
    "a complaint or a request of another kind": Term(
        "une réclamation ou une demande d’un autre ordre", "شكاية أو طلب من نوع آخر"
    ),
    "an employer's answer": Term("la réponse d’un employeur", "رد مشغّل"),
    "terms of a contract": Term("les clauses d’un contrat", "بنود عقد"),
    "words that go with files": Term("des mots qui accompagnent des fichiers", "عبارات ترافق ملفات"),
    "a letter in another file": Term("une lettre dans un autre fichier", "رسالة في ملف آخر"),
    "names of papers": Term("des noms de documents", "أسماء وثائق"),
    "a heading": Term("un titre de rubrique", "عنوان قسم"),
    "people to ask and how to reach them": Term(
        "des personnes à consulter et leurs coordonnées", "أشخاص يمكن سؤالهم ووسائل الاتصال بهم"
    ),
    "several people to ask": Term("plusieurs personnes à consulter", "عدة أشخاص يمكن سؤالهم"),
    "another person's contact details": Term(
        "les coordonnées d’une autre personne", "معلومات الاتصال بشخص آخر"
    ),
    "several people's contact details": Term(
        "les coordonnées de plusieurs personnes", "معلومات الاتصال بعدة أشخاص"
    ),
    "on request": Term("des références « sur demande »", "مراجع «عند الطلب»"),
    "under 30 words": Term("moins de 30 mots", "أقل من 30 كلمة"),
    "under 80 words": Term("moins de 80 mots", "أقل من 80 كلمة"),
    "under 150 words": Term("moins de 150 mots", "أقل من 150 كلمة"),
    "over 300 words": Term("plus de 300 mots", "أكثر من 300 كلمة"),
    "over 600 words": Term("plus de 600 mots", "أكثر من 600 كلمة"),
    "running text": Term("un texte suivi", "نص متصل"),
    "short lines": Term("des lignes courtes", "أسطر قصيرة"),
    "sentences": Term("des phrases", "جمل"),
    "bullets": Term("des listes à puces", "قوائم نقطية"),
    "first person": Term("la première personne", "صيغة المتكلم"),
    "second person": Term("la deuxième personne", "صيغة المخاطب"),
    "third person": Term("la troisième personne", "صيغة الغائب"),
    "ranges of dates": Term("des périodes datées", "فترات مؤرخة"),
    "years": Term("des années", "سنوات"),
    "contact details at the top": Term("des coordonnées en tête", "معلومات اتصال في الأعلى"),
    "contact details": Term("des coordonnées", "معلومات اتصال"),
    "many contact details": Term("de nombreuses coordonnées", "معلومات اتصال كثيرة"),
    "sums of money": Term("des sommes d’argent", "مبالغ مالية"),
    "marks": Term("des notes", "نقط"),
    "a place and a date": Term("un lieu et une date", "مكان وتاريخ"),
    "colons": Term("des deux-points", "نقطتان رأسيتان"),
    "capitals": Term("des majuscules", "حروف كبيرة"),
    "the pages around it": Term("les pages voisines", "الصفحات المجاورة"),
}
WORDS_SUCH_AS: Final = Term("des mots tels que", "كلمات مثل")

# Formats of files, as `reading/files/formats` names them.
FORMATS: Final[Terms] = {
    "a PDF": Term("un PDF", "ملف PDF"),
    "a Word document": Term("un document Word", "مستند Word"),
    "an old Word document": Term("un ancien document Word", "مستند Word قديم"),
    "an OpenDocument text": Term("un texte OpenDocument", "نص OpenDocument"),
    "an RTF text": Term("un texte RTF", "نص RTF"),
    "plain text": Term("du texte brut", "نص عادي"),
    "a web page": Term("une page web", "صفحة ويب"),
    "a ZIP archive": Term("une archive ZIP", "أرشيف ZIP"),
    "a workbook": Term("un classeur", "جدول بيانات"),
    "a presentation": Term("une présentation", "عرض تقديمي"),
    "a mail": Term("un courriel", "رسالة بريد إلكتروني"),
    "an Outlook mail": Term("un courriel Outlook", "رسالة Outlook"),
    "an OpenDocument sheet": Term("un tableur OpenDocument", "جدول OpenDocument"),
    "an OpenDocument presentation": Term("une présentation OpenDocument", "عرض OpenDocument"),
    "a drawing": Term("un dessin", "رسم"),
    "an e-book": Term("un livre électronique", "كتاب إلكتروني"),
    "a Word document in XML": Term("un document Word en XML", "مستند Word بصيغة XML"),
    "an OpenDocument text in XML": Term("un texte OpenDocument en XML", "نص OpenDocument بصيغة XML"),
    "a saved web page": Term("une page web enregistrée", "صفحة ويب محفوظة"),
    "an Apple document": Term("un document Apple", "مستند Apple"),
    "an old workbook": Term("un ancien classeur", "جدول بيانات قديم"),
    "a Word file of before 1997, read as well as it goes": Term(
        "un fichier Word d’avant 1997, lu autant que possible", "ملف Word من قبل 1997، قُرئ قدر الإمكان"
    ),
    "an old presentation": Term("une ancienne présentation", "عرض تقديمي قديم"),
    "a winmail.dat": Term("un winmail.dat", "ملف winmail.dat"),
    "a RAR archive": Term("une archive RAR", "أرشيف RAR"),
    "a 7z archive": Term("une archive 7z", "أرشيف 7z"),
    "a gzip archive": Term("une archive gzip", "أرشيف gzip"),
    "a link": Term("un lien", "رابط"),
    "a tar archive": Term("une archive tar", "أرشيف tar"),
    "a bzip2 archive": Term("une archive bzip2", "أرشيف bzip2"),
    "an xz archive": Term("une archive xz", "أرشيف xz"),
    "an encrypted file (PGP)": Term("un fichier chiffré (PGP)", "ملف مشفّر (PGP)"),
    "an encrypted file (S/MIME)": Term("un fichier chiffré (S/MIME)", "ملف مشفّر (S/MIME)"),
    "a signed file": Term("un fichier signé", "ملف موقَّع"),
    "an encrypted Office file": Term("un fichier Office chiffré", "ملف Office مشفّر"),
    "a program": Term("un programme", "برنامج"),
    "an old Office file": Term("un ancien fichier Office", "ملف Office قديم"),
    "an image": Term("une image", "صورة"),
    "of an unknown format": Term("d’un format inconnu", "ملف بصيغة غير معروفة"),
}
