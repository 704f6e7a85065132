"""What is said of one document: what it was taken for, or why it could not be read (`reading`)."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

# --- what it was taken for (reading/papers/kinds, reading/dossier) -----------------------------

EVIDENCE: Final = Sentence(en="{sort}: {evidence}", fr="{sort} : {evidence}", ar="{sort}: {evidence}")
EVIDENCE_ON: Final = Sentence(
    en="{sort} (page {pages}): {evidence}",
    fr="{sort} (page {pages}) : {evidence}",
    ar="{sort} (الصفحة {pages}): {evidence}",
)
MAY_BE: Final = Sentence(
    en="may be {guess:the_kind} ({chance}), but it cannot be told for sure: {evidence}",
    fr="probablement {guess} ({chance}), mais ce n’est pas sûr : {evidence}",
    ar="الأرجح: {guess} ({chance})، لكن دون تأكد: {evidence}",
)
ITS_NAME: Final = Sentence(
    en="its name says {kinds:or_kinds}", fr="son nom indique : {kinds}", ar="يدل اسم الملف على: {kinds}"
)
SAID_TWICE: Final = Sentence(
    en="{kind}: its name and its few words both say so",
    fr="{kind} : son nom et ses quelques mots le disent tous deux",
    ar="{kind}: يدل على ذلك اسم الملف وكلماته القليلة معاً",
)
NONE_ASKED: Final = Sentence(
    en="none of the papers that are asked for",
    fr="aucun des documents demandés",
    ar="ليس من الوثائق المطلوبة",
)
MERE_NOTE: Final = Sentence(
    en="a mail without files, whose text is a mere note",
    fr="un courriel sans fichier, dont le texte n’est qu’un mot d’accompagnement",
    ar="رسالة بدون ملفات، نصها مجرد كلمة مرافقة",
)
MEANT_AS_LETTER: Final = Sentence(
    en="may be meant as a letter: {because:reason}",
    fr="sert peut-être de lettre de motivation : {because}",
    ar="قد يكون المقصود به رسالة تحفيز: {because}",
)
FOREIGN: Final = Sentence(
    en="is written in words that we do not know",
    fr="écrit avec des mots que nous ne connaissons pas",
    ar="مكتوب بكلمات لا نعرفها",
)
TOO_FEW_WORDS: Final = Sentence(
    en="holds too few words to tell", fr="trop peu de mots pour le dire", ar="كلماته أقل من أن تكفي للتحديد"
)
PAGE_UNREAD: Final = Sentence(
    en="page {pages} could not be read", fr="page {pages} illisible", ar="تعذّرت قراءة الصفحة {pages}"
)
BY_OCR: Final = Sentence(
    en="read by OCR", fr="lu par reconnaissance de caractères", ar="قُرئ بالتعرف الضوئي على الحروف"
)
PAGE_BY_OCR: Final = Sentence(
    en="page {pages} read by OCR",
    fr="page {pages} lue par reconnaissance de caractères",
    ar="قُرئت الصفحة {pages} بالتعرف الضوئي على الحروف",
)
PAGES_BY_OCR: Final = Sentence(
    en="pages {pages} read by OCR",
    fr="pages {pages} lues par reconnaissance de caractères",
    ar="قُرئت الصفحات {pages} بالتعرف الضوئي على الحروف",
)
MISNAMED: Final = Sentence(
    en="named .{extension:code} but is {found:format}",
    fr="son nom finit par .{extension}, mais c’est {found}",
    ar="اسمه ينتهي بـ ‎.{extension} لكنه {found}",
)
MISNAMED_UNKNOWN: Final = Sentence(
    en="named .{extension:code} but is of an unknown format",
    fr="son nom finit par .{extension}, mais son format est inconnu",
    ar="اسمه ينتهي بـ ‎.{extension} لكن صيغته غير معروفة",
)
CORRECTED: Final = Sentence(
    en="corrected by {actor:text}: was {kinds:taken} ({confidence:chance}; {because:reason})",
    fr="corrigé par {actor} : auparavant {kinds} ({confidence} ; {because})",
    ar="صححه {actor}: النوع السابق {kinds} ({confidence}؛ {because})",
)

# --- why it could not be read ------------------------------------------------------------------

UNREAD: Final = Sentence(
    en="could not be read: {why:reason}", fr="n’a pas pu être lu : {why}", ar="تعذّرت قراءته: {why}"
)
TOO_BIG: Final = Sentence(en="it is too big", fr="il est trop gros", ar="حجمه أكبر من اللازم")
TOO_BIG_TO_READ: Final = Sentence(
    en="it is too big to be read", fr="il est trop gros pour être lu", ar="حجمه أكبر من أن يُقرأ"
)
OTHERS_TOOK_TOO_LONG: Final = Sentence(
    en="the files before it in the mail took too long",
    fr="les fichiers qui le précèdent dans le message ont pris trop de temps",
    ar="استغرقت الملفات التي قبله في الرسالة وقتاً طويلاً",
)
TOOK_TOO_LONG: Final = Sentence(
    en="reading it took too long", fr="sa lecture a pris trop de temps", ar="استغرقت قراءته وقتاً طويلاً"
)
READING_FAILED: Final = Sentence(en="reading it failed", fr="sa lecture a échoué", ar="فشلت قراءته")
TOO_DEEP: Final = Sentence(
    en="it lies too deep in containers inside containers",
    fr="il se trouve trop profond, dans des archives imbriquées",
    ar="يقع في عمق مفرط داخل أرشيفات متداخلة",
)
TOO_MUCH_IN_ALL: Final = Sentence(
    en="it carries too many files, or too much, in all",
    fr="il contient en tout trop de fichiers, ou des fichiers trop gros",
    ar="يتضمن في المجموع ملفات كثيرة جداً أو كبيرة جداً",
)
DAMAGED: Final = Sentence(en="it is damaged", fr="il est endommagé", ar="هو تالف")
DAMAGED_IN_PART: Final = Sentence(
    en="it is damaged, and perhaps not all that it holds was found",
    fr="il est endommagé, et son contenu n’a peut-être pas été trouvé en entier",
    ar="هو تالف، وربما لم يُعثر على كل ما يتضمنه",
)
SCAN: Final = Sentence(
    en="it is a scan without legible text",
    fr="c’est un document numérisé sans texte lisible",
    ar="هو مستند ممسوح ضوئياً بدون نص مقروء",
)
SCAN_NO_OCR: Final = Sentence(
    en="it is a scan, and Tesseract is not installed to read it",
    fr="c’est un document numérisé, et Tesseract n’est pas installé pour le lire",
    ar="هو مستند ممسوح ضوئياً، وبرنامج Tesseract غير مثبت لقراءته",
)
IMAGE: Final = Sentence(
    en="it is an image without legible text",
    fr="c’est une image sans texte lisible",
    ar="هو صورة بدون نص مقروء",
)
IMAGE_NO_OCR: Final = Sentence(
    en="it is an image, and Tesseract is not installed to read it",
    fr="c’est une image, et Tesseract n’est pas installé pour la lire",
    ar="هو صورة، وبرنامج Tesseract غير مثبت لقراءتها",
)
IMAGE_TOO_LARGE: Final = Sentence(
    en="it is an image of too many pixels, which is refused",
    fr="c’est une image de trop grandes dimensions, qui est refusée",
    ar="هو صورة ذات أبعاد أكبر من المسموح به",
)
IMAGE_HEIC: Final = Sentence(en="it is an image (HEIC)", fr="c’est une image HEIC", ar="هو صورة HEIC")
IMAGE_AVIF: Final = Sentence(en="it is an image (AVIF)", fr="c’est une image AVIF", ar="هو صورة AVIF")
NEEDS_HEIF: Final = Sentence(
    en="reading it needs intake's extra 'heif'",
    fr="pour la lire, il faut le complément « heif » d’intake",
    ar="تتطلب قراءتها المكوّن الإضافي «heif» لبرنامج intake",
)
HEIC_INSIDE: Final = Sentence(
    en="it is an image (HEIC), which is not read inside another file",
    fr="c’est une image HEIC, qui n’est pas lue à l’intérieur d’un autre fichier",
    ar="هو صورة HEIC لا تُقرأ داخل ملف آخر",
)
APPLE: Final = Sentence(
    en="it is an Apple document, of which only a picture of its first page can be read",
    fr="c’est un document Apple, dont seule une image de la première page est lisible",
    ar="هو مستند Apple لا يُقرأ منه سوى صورة صفحته الأولى",
)
ADOBE_FORM: Final = Sentence(
    en="it is a form that only Adobe's programs show (XFA)",
    fr="c’est un formulaire XFA, que seuls les logiciels d’Adobe affichent",
    ar="هو استمارة XFA لا تعرضها سوى برامج Adobe",
)
EMPTY_ARCHIVE: Final = Sentence(en="it is an empty archive", fr="c’est une archive vide", ar="هو أرشيف فارغ")
NO_TEXT: Final = Sentence(en="it holds no text", fr="il ne contient pas de texte", ar="لا يتضمن أي نص")
PASSWORD: Final = Sentence(
    en="it needs a password", fr="il est protégé par un mot de passe", ar="هو محمي بكلمة مرور"
)
LINK_FILE: Final = Sentence(
    en="it is a link instead of a file", fr="c’est un lien au lieu d’un fichier", ar="هو رابط بدل ملف"
)
ENCRYPTED: Final = Sentence(
    en="it is encrypted ({how:text})", fr="il est chiffré au format {how}", ar="هو مشفّر بصيغة {how}"
)
OTHER_FORMAT: Final = Sentence(en="it is {format}", fr="c’est {format}", ar="هو {format}")
UNKNOWN_FORMAT: Final = Sentence(
    en="it is of an unknown format", fr="son format est inconnu", ar="صيغته غير معروفة"
)
NOT_THIS_VERSION: Final = Sentence(
    en="this kind of file is not read by this version",
    fr="cette version ne lit pas ce type de fichier",
    ar="لا تقرأ هذه النسخة هذا النوع من الملفات",
)
TOO_MANY_FILES: Final = Sentence(
    en="it is an archive of more than {most:number} files, which is refused",
    fr="c’est une archive de plus de {most} fichiers, qui est refusée",
    ar="هو أرشيف يتجاوز عدد ملفاته الحد المسموح به ({most})",
)
UNPACKS_TO_TOO_MUCH: Final = Sentence(
    en="it is an archive that unpacks to too much, which is refused",
    fr="c’est une archive dont le contenu est trop gros, qui est refusée",
    ar="هو أرشيف يتجاوز حجم محتواه الحد المسموح به",
)
PACKED_OTHERWISE: Final = Sentence(
    en="it is packed in a way that is not read by this version",
    fr="sa méthode de compression n’est pas lue par cette version",
    ar="مضغوط بطريقة لا تقرأها هذه النسخة",
)
WORD_IN_PIECES: Final = Sentence(
    en="it is a Word file of before 1997, saved in pieces, which is not read by this version",
    fr="c’est un fichier Word d’avant 1997, enregistré par morceaux, que cette version ne lit pas",
    ar="هو ملف Word من قبل 1997 محفوظ على أجزاء، لا تقرأه هذه النسخة",
)
TOO_MANY_PAGES: Final = Sentence(
    en="it has more than {most:number} pages, which is refused",
    fr="il a plus de {most} pages, ce qui est refusé",
    ar="يتجاوز عدد صفحاته الحد المسموح به ({most})",
)
CARRIES_TOO_MANY: Final = Sentence(
    en="it carries more than {most:number} files, which is refused",
    fr="il contient plus de {most} fichiers, ce qui est refusé",
    ar="يتجاوز عدد الملفات المضمّنة فيه الحد المسموح به ({most})",
)
CARRIES_TOO_BIG: Final = Sentence(
    en="it carries files that are too big, which is refused",
    fr="il contient des fichiers trop gros, ce qui est refusé",
    ar="يتضمن ملفات أكبر من الحجم المسموح به",
)
MAILS_IN_MAILS: Final = Sentence(
    en="it holds mails in mails in mails, which is refused",
    fr="il contient des courriels imbriqués trop profondément, ce qui est refusé",
    ar="يتضمن رسائل متداخلة أكثر من المسموح به",
)
MAIL_OF_MANY_PARTS: Final = Sentence(
    en="it is a mail of too many parts, which is refused",
    fr="c’est un courriel de trop nombreuses parties, qui est refusé",
    ar="هو رسالة يتجاوز عدد أجزائها الحد المسموح به",
)
MAIL_NESTED: Final = Sentence(
    en="it is a mail whose parts are nested too deeply, which is refused",
    fr="c’est un courriel dont les parties sont imbriquées trop profondément, qui est refusé",
    ar="هو رسالة أجزاؤها متداخلة أكثر من المسموح به",
)
SIGNATURE_ALONE: Final = Sentence(
    en="it is a signature (S/MIME) without the file that it is of",
    fr="c’est une signature S/MIME sans le fichier signé",
    ar="هو توقيع S/MIME بدون الملف الموقَّع",
)
NEEDS_LIBARCHIVE: Final = Sentence(
    en="it is an archive of a kind that is read only where libarchive is installed",
    fr="c’est une archive d’un type qui n’est lu que si libarchive est installé",
    ar="هو أرشيف من نوع لا يُقرأ إلا إذا كانت مكتبة libarchive مثبتة",
)
