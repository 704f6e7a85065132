"""How programs word the subjects of their mails, in the languages they are met in.

Only words: what follows from them is decided in `automatic`. Each line is a regular expression in one
or a few languages; it is folded (no case, no accents) as the subject is that it is compared with.
"""

from __future__ import annotations

import re

from intake.domain.wording import fold

_LONGEST = 998  # characters of a subject that are looked at (RFC 5322 §2.1.1)


def alternatives(expressions: str) -> str:
    """Return one regular expression, folded, that matches what any line does; its groups capture nothing.

    A line may hold several expressions separated by `|`; one that ends in a backslash goes on in the next.
    """
    lines = re.sub(r"\\\n\s*", "", expressions).split("\n")
    joined = "|".join(line.strip() for line in lines if line.strip())
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", fold(joined))


_AUTOMATIC_REPLY = alternatives(r"""
    auto(matic|mated)?[ -]?(e-?mail )?(reply|response|responder|answer|notification)( from)?
    reponse (automatique|auto)|(message|mail|courriel|reponse) (d'absence )?automatique
    repondeur( automatique)?
    automatisch(e|es) (antwort|abwesenheit.*|e-?mail|nachricht)|autoantwort
    automatisch (antwoord|bericht)|respuesta automatica|contestacion automatica|autorespuesta
    resposta (automatica|autom)|auto-?resposta|risposta automatica|risponditore automatico
    autosvar|automatiskt? svar|automaattinen vastaus|automaatvastus|sjálfvirkt svar
    odpowiedz automatyczna|automatyczna odpowiedz|autoodpowiedz|automaticka odpoved
    automatikus valasz|raspuns automat|avtomatski odgovor|automatski odgovor|otomatik (yanit|cevap)
    автоответ(чик)?|автоматическ(ий|ое) (ответ|сообщение)|автоматична відповідь|автовідповідь
    автоматичен отговор|αυτόματη απάντηση|מענה אוטומטי|תשובה אוטומטית|הודעה אוטומטית
    自動(返信|応答|回覆|回复|答覆)(メール)?|自动(回复|答复)|자동 ?(회신|응답|답장)
    رد تلقائي|الرد التلقائي|رد آلي|الرد الآلي|رسالة (آلية|تلقائية)|پاسخ خودکار
    svar automatiskt|balas otomatis|balasan otomatis|tra loi tu dong|ตอบกลับอัตโนมัติ
""")
_AWAY = alternatives(r"""
    (i am |i'm |i will be |we are )?(currently )?out[ -]of[ -](the |my )?office\
        ( (auto[ -]?reply|notification|message|notice|response|alert))?
    ([\w.' -]{1,40} (is|will be) )(currently )?\
        (out of (the )?office|away from (the |my )?office|on (vacation|holiday|annual leave|leave))
    (on )?(vacation|holiday|annual leave|maternity leave)( (reply|notice|message|response|auto-?reply))
    (i am |i'm )?(currently )?(away from (the |my )?(office|desk|mail|e-?mail)\
        |on (vacation|holidays?|annual leave|maternity leave|leave))
    away (message|notice)|ooo|not in (the )?office|absence (notice|message|notification)
    (je suis |je serai |nous sommes )?(actuellement )?(absente?s?( du bureau)?|en conges?( annuels?)?)
    ([\w.' -]{1,40} est (absente?|en conges?))
    (absence|absent) (du|de mon|au) bureau|(message|avis|notification|notice) d'absence
    hors du bureau|en vacances|absence(?= ?:)
    abwesenheits.*|ich bin (nicht im|abwesend|im urlaub|derzeit)|abwesend|abwesenheit|(bin )?im urlaub
    (nicht im|ausser) (buro|haus)|ausser haus
    afwezig(heids.*)?|(ik ben )?(niet aanwezig|op vakantie|met vakantie|met verlof)
    (estoy )?(fuera de (la )?oficina|ausente|de vacaciones)|mensaje de ausencia|ausencia(?= ?:)
    (estou )?(ausente( do escritorio)?|fora do escritorio|de ferias)|aviso de ausencia
    (sono )?(fuori (sede|ufficio)|assente( dall'ufficio)?|in ferie)|messaggio di assenza
    franvarande|franvaro|ej pa kontoret|ikke pa kontoret|fravaer(ende)?|ikke til stede
    pa (ferie|semester)
    poissa( toimistosta)?|poissaolo.*|lomalla|poza biurem|nieobecn[\w ]*|na urlopie|urlop(?= ?:)
    mimo kancelar.*|nepritomn.*|na dovolene|hazon kivul|szabadsagon|in concediu|izvan ureda
    ofis disinda.*|ofiste degilim|izinde(yim)?|нет на месте|(я )?в отпуске|отсутств\w*|вне офиса
    поза офісом|(я )?у відпустці|εκτός γραφείου|απουσία|מחוץ למשרד|לא במשרד|בחופשה|היעדרות
    不在(通知|のお知らせ|連絡)?|外出中|休暇(中|のお知らせ)|休假|不在办公室|外出(通知)|부재( ?중| 알림)
    휴가
    خارج المكتب|غير متواجد.*|في إجازة|إجازة(?= ?:)|خارج أوقات (العمل|الدوام)
""")
_REPORTS = alternatives(r"""
    undeliver(able|ed)( (mail|message|e-?mail))?( returned to sender| notification)?
    ((e-?)?mail|message|notification)s?( status)? ?(-|:)? ?(is |was )?undeliver(able|ed)
    returned (e-?mail|to sender)|(e-?)?mail (was )?returned( to sender)?|return(ed)? message
    delivery status notification|delivery (notification|report|status|error|exception|incomplete)
    ([\w -]{0,12}(\be-?)?mail|message|e-mail)? ?(delivery|transmission|transport|sending|send) \
        (has |was )?(failed|failures?|failing|errors?|warning|delayed|delay|status|system|aborted\
        |unsuccessful|temporarily suspended|attempt failed)( (report|notice|notification|message|warning))?
    mail delivery problem(?=$)
    (failed|failure|delayed|unsuccessful)( mail| message| e-mail)? delivery( notice| notification| report)?
    (failure|bounce|nondelivery|non-delivery|mail failure|error) (notice|notification|report|message)
    non-?deliver(y|able|ed).*|mail system error|mail (failure|error)|(bounced|rejected) (mail|message)
    (e-?mail|message)s? (rejected|refused|blocked|bounced|not sent)|returned mail.*
    ((your )?(e-?mail|message)s?( .{0,100})?|.{0,60}) (could|can|was|has|is|were|have)( ?not|n't)( yet)?\
        ( been| be)? (delivered|sent)
    (e-?mail|message|mail) not (yet )?(been )?delivered
    warning: (could not send message|message .{0,80}delayed|.{0,80}user unknown|e-?mail).*
    message (you sent|status|delayed|delivery|error).*(?=$)|delayed (mail|message|delivery).*
    user (unknown|not found)|(unknown|no such|invalid) (user|recipient|address)
    address (not found|unknown)
    (mailbox|quota) (full|exceeded|unavailable|over ?quota)|over quota|returned due to.*
    non (remis|distribuable|delivre|distribue)|notification d'etat de (la )?(remise|distribution).*
    (echec|retard) (de|dans|lors de) (la |l')?(remise|distribution|livraison|acheminement)\
        ( (du|de votre|de) (message|mail|courriel|courrier)s?)?
    avis de (non[- ]?(remise|distribution)|retard)|retour( a l'|[- ]a?[- ]?l?'?)expediteur
    mail non distribue
    (votre )?(message|courriel|mail|e-?mail)( .{0,80})? \
        (non (distribue|delivre|remis|distribuable)\
        |n'a pas (pu etre|ete) (remis|distribue|delivre|envoye|livre|transmis).*)
    (e-?mail |nachricht |nachrichten )?unzustellbar(e .*|keit.*)?|nicht zustellbar.*
    zustell(ung|fehler).*
    (nachricht|mail|e-mail) (konnte )?nicht (zugestellt|zustellbar).*
    no se (puede|pudo|ha podido) entregar.*|no entregado|(correo|mensaje) (devuelto|no entregado).*
    (error|fallo) (de|en la) entrega.*|notificacion de (estado de )?entrega.*|imposible de entregar
    nao (foi possivel entregar|entregue|entregavel).*|(falha|erro) na entrega.*
    mensagem (nao entregue|devolvida)
    (messaggio |posta )?non recapitabile|(mancato recapito|errore di recapito|mancata consegna).*
    recapito non.*
    onbestelbaar.*|niet (bezorgd|afgeleverd|bestelbaar).*|(bezorging|aflevering) (mislukt|vertraagd).*
    kan (inte|ikke) leveres|(gick inte|det gar inte) att leverera.*|olevererbart.*|ikke leveret
    ej levererat
    ei voitu toimittaa|toimitus epaonnistui.*|nie(dostarczon|doreczaln|mozliwe do dostarczenia).*
    zwrot.{0,20}poczty
    nedorucit?elne.*|nelze dorucit.*|kezbesithetetlen.*|mesaj(ul)? nelivra(t|bil).*|iletilemedi
    teslim edilemedi.*
    (ваше )?(сообщение|письмо)( .{0,60})? не (было )?доставлен\w*.*|недоставлен\w*.*
    не удалось доставить.*
    (не доставлено|возврат почты|ошибка доставки).*
    не вдалося доставити.*|не доставлено|αδύνατη παράδοση.*|μη παραδοτέο.*|αποτυχία παράδοσης.*
    לא ניתן למסירה.*
    配信(不能|できません|エラー|不可).*|送信(エラー|できません).*|配送不能.*|エラーメール.*|退信.*
    无法(投递|送达).*|(系统|邮件)退信.*|未(送达|传递|傳遞).*|無法傳遞.*
    郵件(無法|退回).*|배달( ?되지|할 수| 실패).*|반송.*
    تعذر (التسليم|تسليم|إرسال|توصيل).*|لم يتم (التسليم|تسليم|إرسال).*|غير قابل للتسليم
    (فشل|إخفاق) (في )?(تسليم|التسليم|إرسال|توصيل).*|إشعار (بعدم|عدم) التسليم.*
""")
_SCANNED = alternatives(r"""
    ([\w ]{0,30} )?virus (found|detected|alert|warning|notice|notification|infected\
        |in (your|mail|message)).*
    (banned|blocked) (file|content|attachment|e-?mail|message|\().*|bad[- ]header.*
    spam (notice|notification).*
    (message|mail|e-?mail|attachment) (was |has been )?(quarantined|blocked|held|removed).*
    considered unsolicited bulk.*
    (your )?(message|post(ing)?|e-?mail|mail)( .{0,100})? \
        (awaits? moderator approval|rejected by .*|(is )?(held|waiting) for .*)
    post by non-member to .*
    abuse report|complaint about message.*|(email )?feedback report.*
""")
_RECEIPT = alternatives(r"""
    (not )?read( receipt)?|(non )?lu(e)?|accuse de (lecture|reception( de lecture)?)
    (confirmation|avis) de (lecture|reception)|return receipt( \(displayed\))?|(mail )?displayed
    (un)?gelesen|lesebestatigung|empfangsbestatigung|(no )?leido|confirmacion de lectura|(non )?letto
    (nao )?lida?|confirmacao de leitura|conferma di lettura|(niet )?gelezen|leesbevestiging
    przeczytane|potwierdzenie (przeczytania|odczytu)|(ikke )?laest|(ikke )?lest|(ej )?last|luettu|okundu
    precteno|elolvasva|citit|прочитано|прочитане|διαβάστηκε|נקרא|開封済み|開封確認.*|已读|已讀.*|읽음
    (تمت )?القراءة|تمت قراءة.*|مقروءة?|إيصال (قراءة|بالقراءة)
""")
_CALENDAR = alternatives(r"""
    (tentatively )?accepted|declined|tentative|new time proposed
    (updated )?invitation: .{1,300}@ .{1,100}
    meeting forward notification|(updated )?(event|meeting) (invitation|reminder|cancell?ed)
    cancell?ed event
    acceptee?|refusee?|provisoire(ment accepte)?|nouvel(le)? (heure|horaire) propose.*
    notification de transfert de reunion|acceptation provisoire|peut-etre
    zugesagt|angenommen|abgelehnt|mit vorbehalt|unter vorbehalt|neue uhrzeit vorgeschlagen
    aceptad[oa]|rechazad[oa]|provisional|aceite|aceito|recusad[oa]|provisorio|tentativa
    accettat[oa]|rifiutat[oa]|provvisori[oa]|geaccepteerd|afgewezen|geweigerd|voorlopig
    zaakceptowan[oey]|odrzucon[oey]|wstepn.{0,20}|prijato|odmitnuto|predbezn.|accepterat|avbojt
    preliminart?
    accepteret|afvist|forelobig|godtatt|akseptert|avslatt|hyvaksytty|hylatty|alustava|kabul edildi
    reddedildi
    elfogadva|elutasitva|acceptat|refuzat|принято|отклонено|под вопросом|прийнято|відхилено|αποδοχή
    απόρριψη
    התקבל|נדחה|承諾(済み)?|辞退|仮承諾|已接受|已(拒绝|谢绝)|暂定|已拒絕|수락(됨|함)?|거절(됨|함)?
    (تم )?(القبول|قبول|الرفض|رفض)|مقبول|مرفوض|مبدئي
""")
_ACKNOWLEDGED = alternatives(r"""
    (your )?(request|ticket|case|inquiry|enquiry|e-?mail|message|support request)( .{0,60})? \
        (has been |was |is |been )?(received|created|registered|opened|logged|closed|resolved|updated)
    we( have|'ve) received your (request|message|e-?mail|mail|inquiry).*
    acknowledge?ment of receipt|thank you for contacting.*|ticket (id|number|received|#).*|case #?\d.*
    accuse de reception(?= ?:|$)
    (nous avons bien recu )?votre (demande|message|mail|courriel|requete)( .{0,60})? \
        (a (bien )?ete|est|bien) .*
    merci de nous avoir contacte.*
    ihre (anfrage|nachricht|e-?mail)\b.*|vielen dank fur ihre (anfrage|nachricht).*
    eingangsbestatigung.*
    (hemos recibido|gracias por contactar).*|recebemos (a sua|sua|o seu).*|acuse de recibo.*
    abbiamo ricevuto.*|ontvangstbevestiging.*
    potwierdzenie (otrzymania|przyjecia).*|ваш(е|а)? (запрос|обращение|заявка|сообщение).*|мы получили.*
    (تم استلام|استلمنا|لقد استلمنا|تم تسجيل|شكرا (لتواصلك|على تواصلك)).*
    (إشعار|تأكيد) (باستلام|استلام|الاستلام).*
    お問い合わせ.*(受付|ありがとう).*
    (please |you must )?(confirm|verify) (your )?(e-?mail|message|address).*
    (sender |e-?mail )?(verification|confirmation|authentication) (required|requested|request|needed).*
""")

# What may follow a phrase that begins a subject: nothing, a sign, or words of time and reference.
_END = (
    r"(?=\s*(?:$|[:;.,!(\[<\"'»–—\-/|\u060c\uff1a\u3010]"
    r"|(?:re|until|till|from|to|for|on|back|returning|jusqu|du|de|le|a partir|au|bis|vom|von|ab|hasta|desde"
    r"|ate|dal|fino|tot|van|fran|do|od|от|до|с|по)\b))"
)
_TAGS = re.compile(
    r"^(?:(?:\[[^\]]{0,60}\]|\*+[^*]{0,40}\*+|\{[^}]{0,40}\}|【[^】]{0,40}】|#\S{1,20}#?)\s*)+"
)
_BEGINS = re.compile(rf"(?:{_AUTOMATIC_REPLY}){_END}|auto: .{{0,200}}\b(?:out of|absent|away|abwesend)\b")
_ENCLOSED = re.compile(
    rf"^[(\[【<*]+(?:{_AUTOMATIC_REPLY}|{_AWAY})[)\]】>*]+|[(\[【<]+(?:{_AUTOMATIC_REPLY})[)\]】>]+$"
)
_ENDS = re.compile(rf"\s[-–—:|/] ?(?:{_AUTOMATIC_REPLY})$")
_REPORTED = re.compile(rf"(?:{_REPORTS}){_END}|.*: non remis \(delivery failed\)$")
_LIKELY = re.compile(
    rf"(?:{_AWAY}|{_SCANNED}|{_ACKNOWLEDGED}){_END}|(?:{_RECEIPT}|{_CALENDAR}) ?[:\uff1a]|(?:{_RECEIPT})$"
    r"|.* - (?:i am )?out of (?:the )?office$"
)


def _folded(subject: str) -> str:
    return " ".join(re.sub("[’‘`´]", "'", fold(subject[:_LONGEST])).split())


def surely_automatic(subject: str) -> bool:
    """Whether it calls itself an automatic reply: at its start, gateways' tags apart, or at its end.

    Behind a reply or forward prefix the words are a person's, who answers or forwards such a mail.
    """
    words = _folded(subject)
    return bool(_BEGINS.match(_TAGS.sub("", words)) or _ENCLOSED.search(words) or _ENDS.search(words))


def likely_automatic(subject: str) -> bool:
    """Whether it reads as an absence, a receipt, a calendar answer, a scanner's or a ticket system's."""
    return bool(_LIKELY.match(_TAGS.sub("", _folded(subject))))


def reports_failure(subject: str) -> bool:
    """Whether it reads as a delivery report; people write of undelivered mail, too."""
    return bool(_REPORTED.match(_TAGS.sub("", _folded(subject))))
