"""What is said of an application and of the mail it came by: assess, decide, route, owners, virus, clocks."""

from __future__ import annotations

from typing import Final

from intake.domain.reasons.sentence import Sentence

# --- what the dossier amounts to ----------------------------------------------------

COULD_BE: Final = Sentence(
    en="{file} could be the {the_kinds}: {because:reason}",
    fr="{file} contient peut-être {the_kinds} : {because}",
    ar="قد يتضمن {file} {the_kinds}: {because}",
)
COULD_BE_UNREAD: Final = Sentence(
    en="{file} could be the {the_kinds}: could not be read: {why:reason}",
    fr="{file} : lecture impossible ({why}), contenu possible : {the_kinds}",
    ar="تعذّرت قراءة {file} ({why})، وقد يتضمن {the_kinds}",
)
ALL_THERE: Final = Sentence(
    en="every required document is there",
    fr="tous les documents demandés sont là",
    ar="جميع الوثائق المطلوبة متوفرة",
)
MISSING: Final = Sentence(
    en="missing: {lacking}",
    fr="il manque : {lacking}",
    ar="ينقص الملف: {lacking}",
)
WHEN_CLOSED: Final = Sentence(
    en="when applications closed, {doubt:reason}",
    fr="à la date limite : {doubt}",
    ar="عند انقضاء الأجل: {doubt}",
)
LATE: Final = Sentence(
    en="received {late:span} after the cut-off",
    fr="reçu {late} après la date limite",
    ar="مدة التأخر بعد انقضاء الأجل: {late}",
)
LATE_SENT_IN_TIME: Final = Sentence(
    en="received {late:span} after the cut-off, sent {before:span} before it by its Date header",
    fr="reçu {late} après la date limite, envoyé {before} avant celle-ci d’après son en-tête Date",
    ar="مدة التأخر بعد انقضاء الأجل: {late}، والإرسال سابق للأجل حسب التاريخ المدوَّن في الرسالة"
    " (بفارق: {before})",
)
ACCEPTED: Final = Sentence(
    en="accepted all the same by a person",
    fr="accepté malgré tout par une personne",
    ar="قبله شخص رغم ذلك",
)
IN_GRACE: Final = Sentence(
    en="within the grace that is given",
    fr="dans la tolérance accordée",
    ar="ضمن مهلة التسامح الممنوحة",
)
SPAM: Final = Sentence(
    en="a person said that it is spam",
    fr="une personne l’a signalé comme indésirable",
    ar="صنّفه شخص على أنه غير مرغوب فيه",
)
PAPERS_OF_TWO: Final = Sentence(
    en="papers of two people: {one:text} ({file}) and {other:text} ({another:file})",
    fr="documents de deux personnes : {one} ({file}) et {other} ({another})",
    ar="وثائق لشخصين مختلفين: {one} ({file}) و{other} ({another})",
)
FILE_INFECTED: Final = Sentence(
    en="{file} is infected: {virus:quote}",
    fr="virus trouvé dans {file} : {virus}",
    ar="عُثر على فيروس في {file}: {virus}",
)
INFECTED: Final = Sentence(
    en="infected: {virus:quote}", fr="virus trouvé : {virus}", ar="عُثر على فيروس: {virus}"
)
UNCHECKED: Final = Sentence(
    en="not checked for viruses yet",
    fr="pas encore contrôlé par l’antivirus",
    ar="لم يُفحص بعد بمضاد الفيروسات",
)

# --- what the mail is ------------------------------------------------------------------

ADDS_NOTHING: Final = Sentence(
    en="adds nothing to {reference}",
    fr="n’ajoute rien au dossier {reference}",
    ar="لا يضيف شيئاً إلى الملف {reference}",
)
CHANGES_NOTHING: Final = Sentence(
    en="it changes nothing in the dossier",
    fr="cela ne change rien au dossier",
    ar="لا يغيّر ذلك شيئاً في الملف",
)
QUESTION: Final = Sentence(
    en="the mail asks a question", fr="le message pose une question", ar="تتضمن الرسالة سؤالاً"
)
ANSWER_QUESTION: Final = Sentence(
    en="a person must answer the question",
    fr="une personne doit répondre à la question",
    ar="يجب أن يجيب شخص عن السؤال",
)
STAYS_LATE: Final = Sentence(
    en="the dossier stays late", fr="le dossier reste tardif", ar="يبقى الملف متأخراً"
)
LINK: Final = Sentence(
    en="a link instead of a file: {host:word}",
    fr="un lien au lieu d’un fichier : {host}",
    ar="رابط بدل ملف: {host}",
)
ENCRYPTED: Final = Sentence(
    en="the mail is encrypted and could not be read",
    fr="le message est chiffré et n’a pas pu être lu",
    ar="الرسالة مشفّرة وتعذّرت قراءتها",
)
CLOCK_DATE: Final = Sentence(
    en="the server's time is {server:moment} UTC, its Date header says {said:moment} UTC",
    fr="reçu par le serveur le {server} (UTC), alors que son en-tête Date indique le {said} (UTC)",
    ar="استُلم حسب الخادم يوم {server} (بالتوقيت العالمي)، بينما التاريخ المدوَّن في الرسالة هو {said}"
    " (بالتوقيت العالمي)",
)
CLOCK_RECEIVED: Final = Sentence(
    en="the server's time is {server:moment} UTC, its newest Received header says {said:moment} UTC",
    fr="reçu par le serveur le {server} (UTC), alors que son en-tête Received le plus récent indique"
    " le {said} (UTC)",
    ar="استُلم حسب الخادم يوم {server} (بالتوقيت العالمي)، بينما يشير آخر ختم استلام فيه (Received) إلى {said}"
    " (بالتوقيت العالمي)",
)
CLOCK_WRONG: Final = Sentence(
    en="its Date header cannot be right: '{written:quote}'",
    fr="son en-tête Date ne peut pas être juste : {written}",
    ar="لا يمكن أن يكون التاريخ المدوَّن في الرسالة صحيحاً: {written}",
)

# --- whose it is, and which posting it is for --------------------------------------------

ASSIGNED: Final = Sentence(
    en="assigned to {posting:text} by a person",
    fr="attribué à l’annonce {posting} par une personne",
    ar="ألحقه شخص بالإعلان {posting}",
)
SUBJECT_NEAR: Final = Sentence(
    en="the subject is close to that of {posting:text}, but not the same ({score:number} of 100)",
    fr="l’objet ressemble à celui de l’annonce {posting} sans être le même ({score} sur 100)",
    ar="الموضوع قريب من موضوع الإعلان {posting} دون أن يطابقه ({score} من 100)",
)
SUBJECT_NEAR_BARE: Final = Sentence(
    en="the subject is close to that of {posting:text} ({score:number} of 100), without any document",
    fr="l’objet ressemble à celui de l’annonce {posting} ({score} sur 100), mais sans aucun document",
    ar="الموضوع قريب من موضوع الإعلان {posting} ({score} من 100)، لكن دون أي وثيقة",
)
SUBJECT_OF_SEVERAL: Final = Sentence(
    en="the subject fits several postings: {postings:text}",
    fr="l’objet convient à plusieurs annonces : {postings}",
    ar="الموضوع يطابق عدة إعلانات: {postings}",
)
NONE_ASKS: Final = Sentence(
    en="no posting of this mailbox asks for this subject",
    fr="aucune annonce de cette boîte ne demande cet objet",
    ar="لا يطلب أي إعلان في هذا الصندوق هذا الموضوع",
)
NO_POSTING: Final = Sentence(
    en="no posting to hold them against: name one with --posting",
    fr="aucune annonce à laquelle les comparer : indiquez-en une avec --posting",
    ar="لا إعلان لمقارنتها به: يرجى تحديد إعلان بواسطة --posting",
)
TOO_EARLY: Final = Sentence(
    en="received before {posting:text} opens",
    fr="reçu avant l’ouverture de l’annonce {posting}",
    ar="استُلم قبل فتح باب الترشيح للإعلان {posting}",
)
REPLY_OF_CANDIDATE: Final = Sentence(
    en="a reply in the thread of {reference}, from its candidate",
    fr="une réponse dans le fil de {reference}, de la personne candidate",
    ar="رد في سياق الملف {reference} من صاحب الترشيح",
)
REPLY_OF_COLLEAGUE: Final = Sentence(
    en="a colleague's mail in the thread of {reference}: not an application",
    fr="un message d’un collègue dans le fil de {reference} : ce n’est pas une candidature",
    ar="رسالة من أحد الزملاء في سياق الملف {reference}: ليست ترشيحاً",
)
REPLY_OF_STRANGER: Final = Sentence(
    en="a reply in the thread of {reference}, from another address than its candidate's",
    fr="une réponse dans le fil de {reference}, d’une autre adresse que celle de la personne candidate",
    ar="رد في سياق الملف {reference} من عنوان غير عنوان صاحب الترشيح",
)
FORWARDED: Final = Sentence(
    en="forwarded by a colleague", fr="transféré par un collègue", ar="أعاد توجيهها أحد الزملاء"
)
FORWARDED_TO_SEE: Final = Sentence(
    en="forwarded by a colleague: a person must say whether the mail inside is an application",
    fr="transféré par un collègue : une personne doit dire si le message transféré est une candidature",
    ar="أعاد توجيهها أحد الزملاء: يجب أن يحدد شخص هل الرسالة المعاد توجيهها ترشيح",
)
SUBJECT_AGREES: Final = Sentence(
    en="The subject agrees with the rule (similarity {score:number} of 100)",
    fr="l’objet est conforme à la règle (similitude de {score} sur 100)",
    ar="الموضوع مطابق للقاعدة (درجة التشابه {score} من 100)",
    stop=True,
)

# --- why nobody is answered --------------------------------------------------------------

NO_LETTER: Final = Sentence(en="no letter: {why:reason}", fr="pas de réponse : {why}", ar="لم يُرسل رد: {why}")
NO_ANSWER_TO_AUTOMATIC: Final = Sentence(
    en="automatic mail is never answered",
    fr="un message automatique ne reçoit jamais de réponse",
    ar="لا يُرد أبداً على الرسائل الآلية",
)
NO_ANSWER_TO_UNCLAIMED: Final = Sentence(
    en="mail that no posting claims is not answered",
    fr="un message sans annonce correspondante ne reçoit pas de réponse",
    ar="لا يُرد على رسالة لا تطابق أي إعلان",
)
NO_ANSWER_TO_FORWARD: Final = Sentence(
    en="a colleague's forward is not answered",
    fr="le transfert d’un collègue ne reçoit pas de réponse",
    ar="لا يُرد على رسالة أعاد توجيهها أحد الزملاء",
)
NO_ANSWER_TO_COLLEAGUE: Final = Sentence(
    en="a colleague's mail is not answered",
    fr="le message d’un collègue ne reçoit pas de réponse",
    ar="لا يُرد على رسالة أحد الزملاء",
)
WITHDREW: Final = Sentence(en="the candidate withdrew", fr="la candidature a été retirée", ar="سُحب الترشيح")
NO_USABLE_SENDER: Final = Sentence(
    en="the mail has no usable sender",
    fr="le message n’a pas d’expéditeur utilisable",
    ar="ليس للرسالة مرسل يمكن الرد عليه",
)
MAY_NOT_BE_ANSWERED: Final = Sentence(
    en="this sender may not be answered",
    fr="il ne faut pas répondre à cet expéditeur",
    ar="لا ينبغي الرد على هذا المرسل",
)
IMPORTED_SILENTLY: Final = Sentence(
    en="the mail was imported, and no answers were asked for",
    fr="le message a été importé sans demande de réponse",
    ar="استُوردت الرسالة دون طلب الرد عليها",
)
TAKEN_SILENTLY: Final = Sentence(
    en="a person took the mail in, and no answer was wanted",
    fr="une personne a pris le message en compte sans demander de réponse",
    ar="قبل شخص هذه الرسالة دون طلب الرد عليها",
)
OLDER_THAN_SINCE: Final = Sentence(
    en="the mail is older than the mailbox's 'since'",
    fr="le message est antérieur à la mise en service de la boîte (« since »)",
    ar="الرسالة سابقة لبدء العمل بالصندوق («since»)",
)
BEFORE_RESTORE: Final = Sentence(
    en="the mail came before a backup was restored, and may have been answered then",
    fr="le message est arrivé avant la restauration d’une sauvegarde et a peut-être déjà reçu une réponse",
    ar="وصلت الرسالة قبل استعادة نسخة احتياطية، وربما أُجيب عنها حينها",
)
RELEASED: Final = Sentence(
    en="a person released the letter",
    fr="une personne a autorisé l’envoi de la réponse",
    ar="أذن شخص بإرسال الرد",
)
