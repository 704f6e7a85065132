"""The words by which recruiters order something, in three languages, as `wording.fold` leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from intake.domain.model import Language
from intake.domain.wording import folded

Word = Literal["accept", "ask", "spam", "withdraw", "undo"]

# Each form of the verb or noun is one word; Arabic ones stand without their article.
ORDERS: Final[Mapping[Word, frozenset[str]]] = {
    "accept": folded(
        "accept|accepts|accepted|accepting|acceptance"
        "|accepter|accepte|acceptée|acceptés|acceptées|acceptez|acceptons|accepterai|acceptation"
        "|قبول|يقبل|يقبلوا|نقبل|أقبل|اقبل|اقبلوا|اقبله|اقبلها|نقبله|نقبلها|قبوله|قبولها|مقبول|مقبولة|قبلت|قبلناه|قبلناها"
    ),
    "ask": folded(
        "ask|remind|reminds|reminder|chase"
        "|relancer|relance|relancé|relancée|relances|relancez|relançons|redemander|redemande|redemandez"
        "|réclamer|réclame|réclamez|rappel"
        "|تذكير|ذكر|ذكره|ذكرها|ذكروه|ذكروها|نذكر|تذكيره|تذكيرها|اطلب|اطلبوا|مطالبة|طالبوه|طالبوها|استكمال"
    ),
    "spam": folded(
        "spam|spams|junk"
        "|indésirable|indésirables|pourriel|pourriels"
        "|مزعج|مزعجة|سبام|دعاية|إزعاج"
    ),
    "withdraw": folded(
        "withdraw|withdraws|withdrew|withdrawn|withdrawal"
        "|retirer|retire|retiré|retirée|retirez|retrait|désistement|désister|désisté|désistée"
        "|سحب|اسحب|اسحبوا|سحبت|مسحوب|مسحوبة|انسحاب|انسحب|انسحبت|منسحب|منسحبة|سحبه|سحبها"
    ),
    "undo": folded(
        "undo|undone|revert|cancel|cancelled|canceled"
        "|annuler|annule|annulé|annulée|annulez|annulons|annulation|rétablir|rétablis|rétablissez"
        "|إلغاء|ألغ|ألغي|ألغوا|الغ|الغي|نلغي|تراجع|تراجعوا|ألغيت"
    ),
}  # fmt: skip

# The word to write, as a letter tells it.
WORD_TO_WRITE: Final[Mapping[Language, Mapping[Word, str]]] = {
    "fr": {
        "accept": "accepter",
        "ask": "relancer",
        "spam": "indésirable",
        "withdraw": "retirer",
        "undo": "annuler",
    },
    "en": {"accept": "accept", "ask": "ask", "spam": "spam", "withdraw": "withdraw", "undo": "undo"},
    "ar": {"accept": "قبول", "ask": "تذكير", "spam": "مزعج", "withdraw": "سحب", "undo": "إلغاء"},
}

# Together they accept: "ok retard". Neither does alone.
YES: Final = folded("ok|okay|oui|yes|accord|موافق|نعم|حسنا")
LATE: Final = folded("retard|late|lateness|tardif|tardive|délai|تأخير|تأخر|متأخر|متأخرة")

# What makes of an order something else: a negation, a condition, a doubt, a wish to wait.
DOUBTS: Final = folded(
    "ne|n|pas|non|jamais|aucun|aucune|ni|sauf|si|s|peut-être|peut|attendre|attends|attendez|attente|pensez"
    "|pense|hésite|avant|après|demain|plutôt|pourquoi|doute|sans|faut|faudrait|devons|dois|plus|tard|inutile"
    "|impossible|réserve|condition|conditions|seulement|uniquement|lorsque|dès|puis|ensuite|refus|quel|quelle|personne|mais"
    "|question|cependant"
    "|not|no|don|dont|doesn|never|cannot|can|couldn|won|isn|unless|if|maybe|perhaps|wait|hold|later|tomorrow"
    "|before|after|until|instead|rather|why|should|unsure|without|would|wouldn|shouldn|didn|hasn|haven|need"
    "|do|did|does|only|provided|when|once|then|never|nobody|useless|refusal|which|who|but|however|except"
    "|لا|لن|لم|ليس|ليست|ما|غير|دون|إذا|اذا|لو|إن|ربما|انتظر|انتظروا|غدا|بعد|قبل|هل|لماذا|بشرط|شرط|عندما|رفض|لكن|سؤال"
)  # fmt: skip

# With a word that accepts, these make a doubt; "refuser comme spam" is clear.
REFUSALS: Final = folded(
    "refuser|refuse|refusé|refusée|refusez|rejeter|rejeté|rejetée|rejetez|reject|rejected|decline"
)

# Who thanks for something orders nothing.
THANKS_FOR: Final = folded("merci pour|merci de votre|thanks for|thank you for|شكرا على|شكرا ل")

# Politeness, and what goes with an order without changing it.
COURTESY: Final = folded(
    "svp|stp|merci|bonjour|bonsoir|salut|madame|monsieur|cordialement|bien|très|beaucoup|d|à|a|au|aux|toutes"
    "|tous|chère|cher|chers|collègue|collègues|équipe|mesdames|messieurs|veuillez|prière|vous|je|nous|on"
    "|please|pls|thanks|thank|you|hello|hi|dear|all|kindly|regards|best|team|colleagues|we|i|good|morning|day"
    "|شكرا|لكم|جزيلا|من|فضلك|فضلكم|رجاء|الرجاء|يرجى|مرحبا|السلام|عليكم|تحية|طيبة|وبعد|سيدي|سيدتي|السيد|السيدة"
)  # fmt: skip
BESIDE: Final = folded(
    "le|la|les|l|un|une|ce|cet|cette|ces|du|de|des|en|pour|par|comme|malgré|quand|même|et|est|être|elle|il"
    "|dossier|dossiers|candidature|candidatures|candidat|candidate|retard|tardif|tardive|nouveau|encore"
    "|dernier|dernière|décision|ordre|courrier|message|mail|pièce|pièces|document|documents|manquant|manquants"
    "|manquante|manquantes|téléphone|sa|son|ma|mon|c|bon|mme|mlle|m|mr|a|envoyer|envoyez|rejet|svp|ok|oui|demande|demander|marquer|classer"
    "|the|this|that|it|its|as|in|of|for|to|an|a|and|is|late|lateness|spite|despite|anyway|application"
    "|applications|dossier|candidate|file|last|decision|order|again|missing|document|documents|papers|mark|yes"
    "|her|him|them|she|he|has|was|been|by|phone|telephone|go|ahead|send|sent"
    "|mail|message|my|one|ms|mrs"
    "|على|في|عن|هذا|هذه|الملف|ملف|الطلب|طلب|الترشيح|ترشيح|المترشح|المترشحة|المرشح|المرشحة|رغم|تأخير"
    "|بريد|القرار|قرار|الأخير|الوثائق|وثائق|الناقصة|نعم|موافق|أرسلوا|تم|رسالة|ترشيحه|ترشيحها|الأخيرة"
)  # fmt: skip
# Phrases of which single words would mean something else.
PHRASES: Final = folded(
    "s il vous plaît|s il te plaît|s est|s v p|d accord|من فضلك|من فضلكم|sans problème|no problem"
)


def order_word(word: Word, language: Language) -> str:
    """The word to write for an order, in a reader's language."""
    return WORD_TO_WRITE[language][word]
