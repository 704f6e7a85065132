"""Words that are the name of a person, as papers write it: "Salma Berrada", "BERRADA Salma", "سلمى برادة".

A candidate for a name is only a form; what makes it sure is a given name that is known, an e-mail address
that spells it, or the place where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from intake.domain.owners import PARTICLES
from intake.reading.folding import fold, unaccent
from intake.reading.people.given_names import GIVEN_NAMES

MAX_NAME: Final = 60  # characters
_FEWEST, _MOST = 2, 5  # words

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
_CAPITAL: Final = re.compile(r"[^\W\d_]")
_ARABIC: Final = re.compile(r"[\u0621-\u064a]")
_ELIDED: Final = re.compile(r"[dl]['’](?=[^\W\d_a-zà-ÿ])")  # d'Aubigné
_NOISE: Final = re.compile(r"~|(?<=[a-zà-ÿء-ي]{2})['’.,](?=[a-zà-ÿء-ي])")  # what bad scans strew into words
_ROMAN: Final = re.compile(r"[ivx]{1,4}")
_BONES: Final = 5  # consonants that tell a name
# Arabic letters by sound; the weak ones fall away as vowels do.
_LETTERS: Final = str.maketrans("بتثجخدذرزسشصضطظغفقكلمن", "bttgkddrssssdtdgfkklmn", "اويهحعءئؤ")
_TITLES: Final = re.compile(
    r"(?:m|mr|mrs|ms|miss|mme|mlle|mle|melle|monsieur|madame|mademoiselle|dr|pr|prof|professeur"
    r"|professor|docteur"
    r"|maitre|me|ing|eng|sir|السيده?|الانسه|الطالبه?|المترشحه?|الدكتوره?|الاستاذه?|المهندسه?|د|ذ|ا)"
)
_DEGREES: Final = re.compile(r"(?:phd|ph\.d|mba|md|msc|m\.sc|bsc|b\.sc|ma|ba|jr|sr|cpa|pmp|esq|ing|eng)\.?")
# Words of headings, professions, offices and places, which make a name of nothing that holds one.
_NO_NAME: Final = re.compile(
    unaccent(
        r"(?:a|an|the|and|et|ou|or|of|en|in|to|for|pour|avec|with|sur|au|aux|un|une|mon|ma|mes|my"
        r"|son|notre|votre|your|nos|vos"
        r"|cv|curriculum|vitae|resume|letter|lettre|cover|motivation|objet|subject|candidat\w*"
        r"|application|applicant"
        r"|profil\w*|summary|about|propos|contacts?|coordonnees|informations?|personal|personnel\w*"
        r"|details|donnees"
        r"|experiences?|professionn?el\w*|professional|work|education|formations?|diplom\w*|etudes"
        r"|skills?|competenc\w*"
        r"|langu\w*|interets?|interests?|loisirs|hobbies|references?|referees?|projets?|projects?"
        r"|certifica\w*|training"
        r"|objecti\w*|parcours|career|employment|histor\w*|annexes?|pieces?|jointes?|page|date"
        r"|tel\w*|phone|mobile|mail"
        r"|e-?mail|adresses?|address|linkedin|github|site|web|nationalit\w*|permis|celibataire|ans|nee?|born"
        r"|assoc\w*|fondation|foundation|observatoire|societe|entreprise|compan\w*|group\w*|sarl"
        r"|inc|ltd|llc|gmbh|banque"
        r"|bank|universit\w*|facult\w*|ecoles?|school|college|lycee|institut\w*|academ\w*|centre"
        r"|center|hopital|hospital"
        r"|clinique|cabinet|agence|agency|ministere|ministry|ministre|royaume|republique|kingdom"
        r"|republic|etat|state"
        r"|direct\w*|departement|department|services?|bureau|office|organi[sz]ation|ong|ngo"
        r"|collectif|reseau|network"
        r"|federation|union|comite|committee|conseil\w*|council|delegation|commune|province"
        r"|region\w*|prefecture"
        r"|rue|avenue|av|bd|blvd|boulevard|street|st\.|road|rd|lane|lot|lotissement|quartier|hay"
        r"|residence|imm\w*|appt"
        r"|place|route|allee|chemin|impasse|villa|etage|bp|cedex|city|ville|town"
        r"|maroc|morocco|france|tunisie|algerie|senegal|belgique|canada|suisse|london|paris|rabat"
        r"|casablanca|fes|fez"
        r"|marrakech|tanger|tangier|agadir|meknes|oujda|kenitra|tetouan|sale|temara|mohammedia|lyon"
        r"|marseille|dakar|tunis"
        r"|chef\w*|charge\w*|responsable|manager|gestion\w*|assistante?|coordinat\w*|coordonnat\w*"
        r"|consultante?"
        r"|developp\w*|developer|engineer\w*|ingenieur\w*|technicien\w*|comptable|accountant"
        r"|analyst\w*|officer"
        r"|conseiller\w*|advis[eo]r|specialist\w*|expert\w*|president\w*|secretaire|secretary"
        r"|infirmier\w*|nurse|medecin"
        r"|doctor|avocat\w*|lawyer|juriste|enseignant\w*|teacher|etudiant\w*|student|stagiaire"
        r"|intern|graduate|designer"
        r"|graphiste|commercial\w*|vendeu\w*|sales|marketing|digital\w*|software|web|data|full"
        r"|stack|senior|junior|lead"
        r"|human|humain\w*|droits?|rights|law|science\w*|art|arts|economi\w*|social\w*"
        r"|communication\w*|finance\w*"
        r"|ressources|resources|project|program\w*|programme|mission|equipe|team|head|recrut\w*"
        r"|recruit\w*|hiring"
        r"|dear|chere?|monsieur|madame|sincerely|faithfully|regards|respectfully|cordialement"
        r"|salutations|best|kind|yours"
        r"|veuillez|bonjour|hello|signature|signe|signed|cc|ps|pj|licence|master|bachelor|bac"
        r"|doctorat|baccalaureat|bts"
        r"|dut|english|french|arabic|anglais|francais|arabe|hotel|restaurant|cafe|janvier|fevrier"
        r"|mars|avril|mai|juin"
        r"|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june"
        r"|july|august|september"
        r"|october|november|december|microsoft|word|excel|python|java|adobe|google|test|sample"
        r"|exemple|example|nom|prenoms?"
        r"|name|surname|user|admin|template|copie|scan|document|untitled|sans|titre"
        r"|السيره|الذاتيه|سيره|ذاتيه|رساله|تحفيز\w*|طلب|الموضوع|معلومات|المعلومات|البيانات|بيانات"
        r"|شخصيه|الشخصيه|الخبرات"
        r"|خبرات|الخبره|المهنيه|التعليم|التكوين|المهارات|اللغات|الهوايات|الاسم|العنوان|الهاتف"
        r"|البريد|الالكتروني|تاريخ"
        r"|الميلاد|الجنسيه|الحاله|مكلفه?|مدير\w*|المدير\w*|رئيس\w*|مهندسه?|استاذه?|طالبه?|مساعده?"
        r"|منسقه?|محاسبه?|شركه"
        r"|جمعيه|مؤسسه|جامعه|كليه|معهد|مدرسه|وزاره|مكتب|مركز|مجلس|المملكه|المغربيه|المغرب|الرباط"
        r"|البيضاء|الدار|فاس|مراكش"
        r"|طنجه|شارع|زنقه|حي|عماره|رقم|مشروع|المراجع|مراجع|السلام|عليكم|تحيه|وبعد|المحترمه?|تفضلوا"
        r"|شهاده|دبلوم|الي|من|في"
        r"|مع|او|بطاقه|التعريف|الوطنيه|مؤسسات)"
    )
)

# Arabic has no capitals: words of courtesy, verbs and particles make no name, and those that begin or end
# as no name does: "your" (-kum), "for the" (lil-), "by the" (bil-), "and the" (wal-).
_NO_ARABIC: Final = re.compile(
    unaccent(
        r"(?:\w+(?:كم|كن|نني|تموه|تكم|ناه)|(?:لل|وال|فال|وب|ول|وان|فان|وقد|وفي|وعلي|وهذ|بال(?!حاج))\w+"
        r"|ان|انا|انت|انتم|نحن|هو|هي|هذا|هذه|ذلك|التي|الذي|ما|لا|لم|لن|قد|كل|كلها|بعد|قبل|عن|عند"
        r"|علي الاقل|حتي|ثم|اذا|لكن|اي"
        r"|كما|حيث|منذ|خلال|بين|حول|دون|بدون|غير|جدا|فقط|ايضا|هنا|الان|اليوم|غدا|يوم|ايام|مده|سنه"
        r"|سنوات|سنين|شهر|ساعه|عام"
        r"|شكرا|وشكرا|جزيل|جزيلا|مني|مع|خالص|الشكر|الامتنان|التقدير|الاحترام|احترامي|احتراماتي"
        r"|تحياتي|محبتي|مودتي|التحيه"
        r"|التحيات|تقبلوا|تفضل|سيدي|سيدتي|ساده|الساده|السيدات|سيادتكم|حضره|حضرات|الله|شاء|والله"
        r"|بالله|باذن|الموفق|ولي|التوفيق"
        r"|توفيق الله|يوفق\w*|وفق\w*|جزا\w*|وجزا\w*|بارك|يبارك|الحمد|بسم|الرحمن الرحيم|السلامه|خير"
        r"|خيرا|بخير|دمتم"
        r"|الجواب|جواب|انتظار|انتظر|وانتظر|ننتظر|اتصال|خلينا|اتصلوا|مستعد\w*|جاهز\w*|متوفر\w*|لفتره"
        r"|فتره|تجريبيه|المقابله"
        r"|مقابله|نصف|وثائق\w*|ووثائق\w*|سلمت|حرر\w*|الادلاء|الحاجه|حاجه|نبذه|حياه|سيرتي|الصفحه"
        r"|صفحه|المواليه|التاليه|السابقه"
        r"|امضاء|الامضاء|التوقيع|توقيع|المعني|المعنيه|بالامر|الامر|المخلص\w*|مقدم\w*|الطلب|خطاب"
        r"|ميزه|مشرف|مستحسن|ممتاز"
        r"|متوسط|جيد\w*|الخامس|السادس|الثاني|الثالث|الاول|الاولي|الثانيه|الثالثه|الرابعه|عياده"
        r"|صيدليه|مصحه|مستشفي|مقهي"
        r"|مطعم|فندق|ثانويه|اعداديه|الثانويه|مخبر|ورشه|شبكه|منظمه|هيئه|لجنه|اللجنه|الجمعيه|الشركه"
        r"|الاداره|المؤسسه|المجموعه"
        r"|مجموعه|وكاله|الوكاله|بلديه|جماعه|عماله|اقليم|ولايه|محكمه|مصلحه|قسم|مديريه|جهه|نيابه"
        r"|اكاديميه|الاكاديميه|فرع"
        r"|اكادير|وجده|مكناس|تطوان|صفاقس|الجزائر|تونس|وهران|القاهره|بيروت|دمشق|عمان|الرياض|دبي"
        r"|القنيطره|سلا|الجديده|اسفي"
        r"|العربيه|الفرنسيه|الانجليزيه|الامازيغيه|الاسبانيه|اللغه|لغه|دكتوراه|ماستر|اجازه|الاجازه"
        r"|باكالوريا|بكالوريا|ليسانس"
        r"|تقني\w*|مطور\w*|مصمم\w*|باحثه?|كاتبه?|عامله?|سائق\w*|ممرض\w*|معلمه?|مدرسه?|مستشار\w*"
        r"|محام\w*|خبير\w*|مسؤول\w*"
        r"|مسير\w*|مراقب\w*|مهتم\w*|موظف\w*|الموظف\w*|متصرف\w*|متطوع\w*|المتطوع\w*|ناشطه?|اعمال"
        r"|خدمات|عمل|العمل|مهنه|منصب"
        r"|وظيفه|التجربه|تجربه|التجارب|الدراسه|الشهادات|الشواهد|الهوايات|الكفاءات|القراءه|المطالعه"
        r"|رياضه|كره|القدم|السفر"
        r"|مغربيه?|تونسيه?|جزائريه?|عازبه?|متزوجه?|مطلقه?|اب|ام لطفل\w*|اعزب|عزباء|مولود\w*"
        r"|مزداد\w*|مواليد|الساكنه?|القاطنه?"
        r"|يشهد|نشهد|اشهد|اصرح|اعمل|عملت|اشتغلت|درست|حصلت|احب|ابحث|اكتب|ارجو|اتمني|اتقن|اعرف|ارغب"
        r"|اود|اريد|يسعدني|يشرفني"
        r"|احتفظ|اقبل|اتكلم|اسكن|ادرس|ادير|اقدم|اتقدم|اسمي|اسمه?|اخوكم|ابنكم|خادمكم|الموقع\w*|اسفله"
        r"|اعلاه|رفقته|طيه|مرفق\w*"
        r"|المسار|مسار\w*|رخصه|سياقه|السياقه|تواصل|للتواصل|اين|تجدني|ساكون|سعيد جدا|تدبير|التدبير"
        r"|ميزانيه|المشاريع|مشاريع|ميدان"
        r"|الدراسي|المهني|مهاراتي|المؤهل\w*|مؤهل\w*|المحصل|عليها|اجيد|مدخل|القانون|قانون|تنسيق"
        r"|تنشيط|تتبع|اعداد|تنظيم|تكوين\w*"
        r"|تقديم|ملخص|الملخص|المهني|الصنعه|تترك|دورات|الدورات|ورشات|تداريب|تدريب|التدريب|نهج|السيره"
        r"|نموذج|صوره|الصوره)"
    )
)
_NO_RAW: Final = frozenset({"على", "مني", "الى", "إلى", "متى", "حتى"})  # folding makes names of some of them


def name_in(text: str, *, loose: bool = False) -> str | None:
    """Give the name of a person if a cell holds that and nothing more, as written; titles are dropped.

    `loose` takes small letters, too: something else says that it is a name.
    """
    words = _words(text)
    if words is None or not _FEWEST <= len(words) <= _MOST:
        return None
    bare = [fold(word).strip(".'") for word in words]
    if any(_NO_NAME.fullmatch(word) for word in bare if word not in PARTICLES):
        return None
    whole = [word for word in bare if word not in PARTICLES and len(word) > 1]
    if not whole or len([word for word in bare if word not in PARTICLES]) < _FEWEST:
        return None
    if _ROMAN.fullmatch(bare[-1]) or sum(len(word) == 1 for word in bare) > 1:
        return None
    arabic = [bool(_ARABIC.search(word)) for word in words]
    if any(arabic) and not (all(arabic) and _may_be_arabic(words, bare)):
        return None
    if not any(arabic) and not loose and not all(_capital(word) for word in words):
        return None
    return " ".join(words)


def is_arabic(text: str) -> bool:
    """Whether a text holds Arabic letters."""
    return _ARABIC.search(text) is not None


def is_titled(text: str) -> bool:
    """Whether a cell begins with a form of address, as that of an addressee does."""
    first = fold(text).split()[:1]
    return bool(first) and _TITLES.fullmatch(first[0].strip(".")) is not None


def is_known(name: str) -> bool:
    """Whether a name holds a given name in common use; one in Arabic does so at an end."""
    if _ARABIC.search(name):
        words = re.sub(r"\bعبد (?=\w)", "عبد", fold(name)).split()
        return any(word in GIVEN_NAMES for word in (*words[:1], *words[-2:]))
    parts = [part for word in fold(name).split() for part in (word, *re.split(r"['\-.]", word))]
    return any(part in GIVEN_NAMES for part in parts)


def is_spelled(name: str, addresses: tuple[str, ...], *, whole: bool = False) -> bool:
    """Whether the local part of an e-mail address spells a word of the name, of four letters or more.

    `whole`: it spells every word. Arabic names are always spelled whole, by their consonants.
    """
    locals_ = [re.sub(r"[^a-z]", "", fold(address).partition("@")[0]) for address in addresses]
    if _ARABIC.search(name):
        bones = [skeleton(local) for local in locals_]
        mine = [bone for word in name.split() if (bone := skeleton(word))]
        return len("".join(mine)) >= _BONES and any(all(bone in local for bone in mine) for local in bones)
    words = [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    if whole:
        return any(all(word in local for word in words) for local in locals_)
    return any(len(word) > 3 and word in local for word in words for local in locals_)  # noqa: PLR2004


@lru_cache(4096)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, near enough for the same name in two scripts."""
    folded = re.sub(r"^ال(?=..)", "", fold(word))
    latin = folded.translate(_LETTERS)
    for sounds, sign in (
        ("kh", "k"),
        ("ch", "s"),
        ("sh", "s"),
        ("th", "t"),
        ("gh", "g"),
        ("dh", "d"),
        ("ou", ""),
    ):
        latin = latin.replace(sounds, sign)
    latin = latin.translate(str.maketrans("qczjv", "kssgf", "aeiouyhw'- ."))
    return re.sub(r"(.)\1+", r"\1", latin)


def clean(text: str) -> str:
    """A cell without the signs that a bad scan strews into words."""
    return _NOISE.sub("", text)


def _may_be_arabic(words: list[str], folded: list[str]) -> bool:
    """Whether no word is one of courtesy, a verb or a particle."""
    joined = re.sub(r"\bعبد (?=\w)", "عبد", " ".join(folded)).split()  # God's names are no courtesy in these
    return not (
        any(word in _NO_RAW for word in words)
        or any(_NO_ARABIC.fullmatch(word) for word in joined if word not in PARTICLES | GIVEN_NAMES)
    )


def _words(text: str) -> list[str] | None:
    """The words of a cell without titles and degrees; None where something else stands there."""
    text = " ".join(text.split()).strip(" ,،؛;:.-–—•*|_()\"«»~'’")
    if not text or len(text) > MAX_NAME:
        return None
    before, comma, after = text.partition(",")
    if comma:
        degree = all(_DEGREES.fullmatch(fold(word)) for word in after.replace(",", " ").split())
        single = len(before.split()) == len(after.split()) == 1
        text = before if degree else f"{before} {after.strip()}" if single else ""
    words = text.split()
    if not words or not all(_WORD.fullmatch(word) for word in words):
        return None
    while words and _TITLES.fullmatch(fold(words[0]).strip(".")) and len(words) > 1:
        words = words[1:]
    while len(words) > _FEWEST and _DEGREES.fullmatch(fold(words[-1])):
        words = words[:-1]
    return words


def _capital(word: str) -> bool:
    if fold(word).strip(".'") in PARTICLES:
        return True
    return word[0].isupper() or _ELIDED.match(word) is not None
