"""The pieces of which the sentences in `wish_words`, `wish_hints` and `wish_doubts` are made.

Each line there is a regular expression over words as they are compared (`wording.words_of`), divided by
single spaces; a comma, a colon, a dash is the word `,`. Names in angle brackets stand for the pieces.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from intake.domain.machine_subjects import alternatives

Kind = Literal["withdrawal", "access", "rectification", "erasure"]

_PIECES: Final = {
    # Some words between a head and what it governs; none that turns the sense.
    "gap": r"(?:(?!(?:ne|n|pas|jamais|non|sans|savoir|si|comment|quand|ai|avais|avait|avoir|not|never|don"
    r"|how"
    r"|whether"
    r"|if|when|know|have|had|without|avant|apres|plutot|lieu|eviter|avez|ont|aviez|est|etait|ete|pourquoi"
    r"|raison|contester|comprendre|confirmer|confirmez|confirm|votre decision"
    r"|la decision|trouver|recevoir|donner|until|why|where|reason|contest|appeal|understand|your decision"
    r"|the decision|find|see|has|was|were|been|receive"
    r"|before|after|rather|instead|avoid|لا|لم|لن|ما|ليس|كيف"
    r"|اذا|متي|قبل|بعد|بدل|لماذا|سبب) )[^ ]+ ){0,9}?",
    "few": r"(?:[^ ]+ ){0,3}?",
    "some": r"(?:(?!(?:ne|n|not|don|never|no|may|can|could|might|cannot) )[^ ]+ ){0,2}?",
    "any": r"(?: [^ ]+){0,6}?",
    # --- French ---
    "cand": r"(?:ma|mon|cette|la presente) (?:[^ ,]+ )?(?:candidature|postulation|demande d emploi)",
    "process": r"(?:processus|procedure|recrutement|selection|course|concours|candidats|candidates|appel)",
    "there": r"(?=(?: (?:a|au|avec|dans|le|la|ce|cette|du|par|pour|des|l|en|votre|sur|de"
    r"|suite)){0,3} (?:<process>|<cand>|<job>(?! actuel)|ma candidature)"
    r"|$| ,| merci| svp| et | car )",
    "here": r"(?=(?: (?:with|in|for|the|this|my|your|a|on|any|to)){0,4} (?:(?!current "
    r"|present )[^ ]+ ){0,2}?(?:<work>|process|recruitment|selection|consideration)"
    r"|$| ,| thanks| thank| and | as | because )",
    "work": r"(?:position|role|job|post|vacancy|opportunity|offer|application|candidacy)",
    "job": r"(?:poste|offre|emploi|opportunite|proposition|mission|annonce|fonction|stage|place"
    r"|recrutement)",
    "je": r"(?:je (?:<some>)(?:souhait\w+|voudrai\w?|veux|veut|desire\w*|tiens a|prefere\w*|dois|doit"
    r"|aimerais|demande"
    r"|sollicite|exige|reclame|me permets de|me vois|suis (?:contraint|oblige|force|amene|decide"
    r"|dans l)\w*)"
    r"|j (?:ai (?:donc |finalement )?(?:decide|choisi|pris la decision|le regret)|aimerais|exige|entends)"
    r"|soussigne\w*|declare|(?:(?<!.)|(?<=, ))(?:souhaite|voudrais)|souhaitant|desirant|contrainte? de"
    r"|oblige de"
    r"|(?:ecri\w+|contact\w+|mail|message|courriel|courrier|presente?) <few>(?:afin de|pour))",
    "vous": r"(?:veuill\w+|veuiller|merci|priere|prie\w*|svp|s il vous plait|(?:pouvez|pourriez|pourrez"
    r"|voudriez|voulez"
    r"|puissiez|pouriez|pourrier) vous|saurai\w? gre|serai\w? (?:gre|reconnaissante?|oblige)|remercie\w*"
    r"|(?<!me )demande de"
    r"|vous demande|vous invite a|vous mets en demeure|auriez vous|ayez l|souhaite que vous|veux que vous"
    r"|voudrais que vous|aimerais que vous)",
    "all": r"(?:(?:l|d|de|du|des|a|aux|les|ensemble|totalite|integralite|toutes?|aussi|egalement"
    r"|immediatement|definitivement|completement|mon|cv|dossier"
    r"|nom|profil|compte|ainsi|que|et|,|all|of|any|the|also|and|permanently|my|resume|file|كل|جميع|كافه"
    r"|ملفي|سيرتي|الذاتيه|كذلك|ايضا) ){0,6}?",
    "mine": r"(?:<all>mes (?:donnees|donnes|infos?|informations?|coordonnees)(?! bancaires| mobiles)"
    r"(?: (?:a caractere )?(?:personnel\w*|perso|nominatives|privees))?"
    r"|(?:(?!plus )[^ ]+ ){0,4}?(?:donnees|infos|informations) (?:(?!me )[^ ]+ ){0,3}?"
    r"(?:me concernant(?! l)|qui me concernent|sur moi|a mon sujet|que vous (?:detenez|avez|conservez"
    r"|possedez)))",
    "exerce": r"(?<!ai )(?<!avoir )(?<!ayant )(?:exercer?|fai(?:s|re) (?:valoir|usage)|invoquer?"
    r"|demander?|sollicite|user?)",
    "base": r"(?:bases?|fichiers?|systemes?|registres?|serveurs?|archives|logiciel|plateforme|cvtheque)",
    "its": r"(?:(?:l|le|la|les|orthographe|ecriture|de|du|d|dans|sur|aussi|egalement|svp|erreur|faute|une"
    r"|et|mon|ma|nom|prenom|the|spelling|of|in"
    r"|also|mistake|error|خطا|في|كتابه|الخطا) ){0,5}?",
    "self": r"(?:mon (?:nom(?! d utilisateur)|prenom|adresse|numero|telephone|tel|gsm|etat civil|sexe"
    r"|(?:mail|email|e mail"
    r"|courriel)(?! (?:precedent|d hier|de ce|du|anterieur)))|ma (?:date de"
    r" naissance|civilite|cin|nationalite|situation familiale)|mes (?:nom|prenom|coordonnees))"
    r"(?! (?:dans|sur|de) (?:l|le|la|mon|ma|cette|cet) (?:attestation|convocation|certificat|cv|lettre))",
    # --- English ---
    "app": r"(?:my|this) (?:(?!old |other |first |second |last )[^ ,]+ )?(?:application|candidacy"
    r"|candidature"
    r"|appl?ication form)",
    "i": r"(?:i <some>(?:would like|d like|d prefer|would prefer|prefer|wish|want|wanna|need|must|request"
    r"|am requesting|m requesting|ask|require|demand|write|am writing"
    r"|m writing|decided|chosen|elected|am going|have to|regret|am contacting|insist)"
    r"|(?:writing|write) to)",
    "you": r"(?:please|pls|plz|kindly|(?:could|can|would|will) (?:you|u)|ask (?:that )?you"
    r"|request (?:that )?you"
    r"|like you|want you|(?:grateful|appreciate(?: it)?|thankful) if you (?:could|would)|grateful)",
    "data": r"(?:<all>my (?:[^ ]+ )?(?:data|information|info|details|personal records?)"
    r"|(?:(?!more |further )[^ ]+ ){0,4}?(?:data|information|info|details) (?:(?!(?:i|send|give"
    r"|to) )[^ ]+ ){0,4}?(?:about|on|of"
    r"|concerning|relating to|regarding)"
    r" me)",
    "store": r"(?:databases?|systems?|files?|records?|servers?|archives?|pool|platform)",
    "own": r"my (?:[^ ]+ )?(?:name|surname|address|phone (?:number|nb|no)|number|mobile|e mail|email"
    r"|email address"
    r"|e mail address|date of birth|birth date|birthday|gender|nationality|contact (?:details|information"
    r"|data))",
    # --- Arabic ---
    "first": r"(?:(?:ا|ن)رغب|اود|نود|اريد|ابغي|بغيت|احب|اطلب|التمس|اطالب)",
    "ana": r"(?:(?:ا|ن)?رغب|اود|نود|اريد|ابغي|بغيت|احب|اطلب|ارجو|نرجو|المرجو|يرجي|الرجاء|رجاء|التمس|قررت"
    r"|اتمني|اضطر|مضطر|مضطره"
    r"|راغب|راغبه|من فضلكم|لو سمحتم|عافاكم|هل (?:يمكنكم|بامكانكم|ممكن|تستطيعون)|يمكنكم|يشرفني|يوسفني"
    r"|اعلمكم|اخبركم|ابلغكم"
    r"|اعلن|نعلن|اصرح|اتقدم|اطالب|اكتب (?:اليكم|لكم)|اراسلكم)",
    "tarshih": r"(?:ب|ل)?(?:طلب |ال)?(?:ترشيحي|ترشحي|طلبي(?! (?:ل|ب)?(?:تاجيل|تغيير|حذف|تصحيح))"
    r"|الترشيح (?:الخاص بي|ديالي)|الطلب (?:الخاص بي"
    r"|ديالي)"
    r"|طلب (?:الترشيح|الترشح|التوظيف|العمل|الوظيفه)(?: الخاص بي| ديالي)?|كانديداتور ديالي"
    r"|لاكانديداتور ديالي)",
    "mansib": r"(?:ب|بال|ال|في ال|في|لل)?(?:هذا |هذه |بهذا |بهذه )?(?:ال|بال)?(?:منصب|وظيفه|عرض|ترشيح"
    r"|ترشح|مباراه|فرصه|شغل)(?! (?:في|الحالي|الحاليه|الحكومي|العمومي))",
    "bayanat": r"(?:<all>(?:ب|ل|ال)?(?:بياناتي|معطياتي|معلوماتي)(?: الشخصيه)?"
    r"|<few>(?:ال|ب|بال)?(?:بيانات|معطيات|معلومات) (?:[^ ]+ ){0,4}?(?:الخاصه بي|المتعلقه بي|ديالي|تخصني"
    r"|عني|حولي|عليا))",
    "nafs": r"(?:ل|ب)?(?:اسمي|لقبي|نسبي|عنواني|رقمي|هاتفي|رقم هاتفي|رقم الهاتف|بريدي|تاريخ (?:ميلادي"
    r"|ازديادي)|النمره ديالي|السميه ديالي"
    r"|رقم بطاقتي|بيانات الاتصال|معلومات الاتصال|كتابه اسمي)",
    "hadf": r"(?:ال|ل|ب)?(?:حذف|محو|مسح|ازاله|اتلاف|الغاء)",
    "tashih": r"(?:ب)?(?:تصحيح|تعديل|تحديث|تحيين|تغيير|نبدل|نصحح|تبدلو|تصححو|صححوا|عدلوا|حينوا)",
}


def spelled(lines: str) -> str:
    """Put the pieces in, those within pieces too."""
    while re.search(r"<[a-z]+>", lines):
        lines = re.sub(r"<([a-z]+)>", lambda found: _PIECES[found[1]], lines)
    return alternatives(lines)


def words(lines: str) -> re.Pattern[str]:
    """Compile lines to a pattern over whole words; an Arabic `و` or `ف` may stand before the first."""
    return re.compile(rf"(?<![^ ])[وف]?(?:{spelled(lines)})(?![^ ])")


def whole(lines: str) -> re.Pattern[str]:
    """Compile lines to a pattern over a whole subject."""
    return re.compile(rf"(?:{spelled(lines)})")
