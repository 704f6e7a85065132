"""How mail servers word that a mail was not delivered, in the languages they are met in.

Only words, as in `machine_sentences`: what follows from them is decided where the sender is known.
"""

from __future__ import annotations

import re

from intake.domain.machine_subjects import alternatives

# "Your message … could not be delivered": whose mail, and what became of it.
_YOURS = alternatives(r"""
    (your|the following|this|the original|the attached)( e-?mail| original| following)? \
        (e-?mail|mail|message)s?
    (?<!my )(e-?mail|message|mail)s? (that )?\
        (you sent|sent by you|you have sent|from you|addressed to|to|for)
""")
_NOT_DELIVERED = alternatives(r"""
    (could|can|was|has|is|did|were|have|will)( ?not|n't)( yet| be| been| to| able)* \
        (deliver|sent|reach|accept|relay|forward)
    (could not|couldn't|cannot|can't|was unable to|failed to|is unable to)( be)? \
        (process|transfer|receive|send|transmit)
    (was|is|has been|were|have been|are being|is being)( temporarily| permanently| automatically)? \
        (undeliver|bounced|returned|rejected|refused|delayed|deferred|postponed|blocked|undeliverable\
        |not delivered)
    (failed|bounced|undeliverable|encountered|generated|contained) ?\
        (delivery|to be delivered|errors?|permanent|because)?(?=[ :.;,]|$)
""")
_FAILED_ENGLISH = alternatives(r"""
    qmail-send program|mail delivery (software|system|subsystem)
    this is the .{0,40}(mail|delivery|postfix) .{0,20}at
    (this is|here is|message from|notification from|sent by) .{0,40}\
        (mail ?server|mail system|mailer|gateway|mail delivery)
    delivery (to|of|for) .{0,120} (fail|delay|not|reject|retr|unable|postpone|temporar|permanent)
    delivery (has|attempts?|status notification|failed|failure|was|will be) .{0,60}\
        (fail|delay|notif|retr|reject|success)
    delivery (failed|failure)|non-?delivery|(your|the) (e-?mail|mail|message)s? .{0,60}delivery status
    (unable|not able|wasn't able|not been possible|impossible|afraid i was) to \
        (deliver|send|relay|forward|complete delivery)
    could not (deliver|send) (the|your|a|this|mail|message)|failed to deliver
    (not|un)deliver(ed|able) (to|mail|message|report|because)|(were|was) undeliverable
    bounce (message|notification)
    did(n't| not) reach the following|not reach the following|your original message (follows|is)
    no further action is required
    (following|these|one or more|intended|some)( \w+){0,3} (recipient|address|destination)\
        (es|s|\(e?s\))? .{0,40}(had|has|have|were|was|could|cannot|failed|reject|invalid|permanent)
    (permanent|transient|temporary)(ly)? (fatal |delivery )?(errors?|failures?)|permanent error
    will (keep|continue) (trying|to try) to (deliver|send)
    (?<!an )(?<!a )(user unknown|unknown (user|recipient|address)\
        |no such (user|mailbox|recipient|address|account))
    (?<!my )(recipient|user|mailbox|account|address)('s)?( .{0,60})? \
        (is|was|has been|does|has|are|exceed\w*)( currently| already)? \
        (full|over ?quota|disabled|inactive|unknown|unavailable\
        |not (exist|found|valid|known|listed|accept)|exceeded)
    (?<!my )(mailbox|inbox|e-?mail|mail) (is )?(almost |currently )?full|over (its |their )?quota
    quota (has been )?exceed|not a valid (user|address)
    (exceed(s|ed|ing)?) (the |his |her |its |their )?(quota|mailbox|storage)|\b5\d\d[ -]5\.\d\.\d\b
    remote host said
""")
_FAILED = alternatives(r"""
    (votre|ce|cet) (e-?mail|mail|message|courriel|courrier)( .{0,160})? (n'a|n'est|ne|n'ont|n'aura)\
        ( pas| pu| encore| peut| etre| ete| toujours)* (etre |ete )?\
        (remis|distribu|delivre|livre|achemin|envoye|transmis|recu|parven)
    (votre|ce|cet) (e-?mail|mail|message|courriel|courrier)( .{0,160})? (est|a ete)( .{0,20})? \
        (non |rejete|refuse|retourne|bloque)
    (impossible|n'avons pas pu|n'a pas pu|n'a pas ete possible|ne peut pas?|sommes pas parvenus)( de| a)? \
        (remettre|distribuer|delivrer|acheminer)
    (echec|retard) (de|lors de|dans) (la |l')?(remise|distribution|livraison)|n'a pas abouti
    est revenu en erreur
    (?<!ma )(?<!mon )(destinataire|adresse|utilisateur|boite)s?( .{0,80})? \
        (inconnue?|introuvable|inexistante?|pleine|n'existe|non valide|invalide)
    (ihre|die|diese|folgende)( folgende| an)? (nachricht|e-?mail|mail)(en)?( .{0,160})? \
        (konnten?|kann|wurden?|ist)( .{0,60})? (nicht|unzustellbar|zuruck|abgelehnt|abgewiesen|verzogert)
    (zustellung|ubermittlung) .{0,80}(fehl|nicht|verzogert)|nicht zugestellt
    (empfanger|postfach|adresse|benutzer)( .{0,60})? \
        (unbekannt|nicht gefunden|voll\b|uberfullt|existiert nicht|nicht bekannt)
    (su|el|este|tu) (mensaje|correo|e-?mail)( .{0,160})? \
        (no (pudo|se pudo|se puede|ha podido|ha sido|se ha podido|fue)|ha sido (devuelto|rechazado))
    no (se pudo|se puede|se ha podido|fue posible|ha sido posible) (entregar|enviar)|no entregado
    (usuario|destinatario|direccion|buzon)( .{0,60})? (desconocid|no existe|no encontrad|llen)
    (sua|esta|seu|o seu) (mensagem|e-?mail)( .{0,160})? nao (pode|foi|pude)
    nao foi possivel (entregar|enviar)
    (suo|il|questo|tuo) (messaggio|e-?mail)( .{0,160})? non (e stato|ha|puo|e possibile)
    impossibile (recapitare|consegnare)|recapito .{0,60}non riuscito
    (uw|het|dit|je) (bericht|e-?mail)( .{0,160})? (kon|kan|is|werd) (helaas )?niet
    niet (worden )?(bezorgd|afgeleverd)
    (wiadomosc|przesylka|list)( .{0,120})? nie (mogla|moze|zostala)
    nie (mozna|udalo sie) (bylo )?dostarczyc
    (zprav|e-?mail)\w*( .{0,80})? (nelze|nebylo mozne|nemohla byt|nebyla) (byt )?doruc|nelze dorucit
    (uzenet|level)\w*( .{0,80})? (nem|kezbesit)
    (meddeland|meddelels|besked|melding|brev)\w*( .{0,120})? \
        (kunde inte|kunne ikke|har inte|kan inte|ble ikke)
    viesti\w*( .{0,100})? ei (voitu|voida)
    (ileti|mesaj|e-?posta)\w*( .{0,100})? (teslim edilemedi|iletilemedi|gonderilemedi)
    mesajul( .{0,100})? nu (a putut|poate)
    (ваше |это )?(сообщение|письмо)( .{0,120})? (не (может|могло|было|доставлен|удалось)|возвращ)
    не удалось доставить
    пользовател\w* .{0,40}не (найден|существует)|повідомлення( .{0,100})? не (може|вдалося|доставлен)
    μήνυμά?( .{0,100})? δεν (παραδόθηκε|ήταν|μπορ)
    ההודעה( .{0,80})? (לא נמסרה|לא ניתן)
    (メール|メッセージ)(は|を|が|の).{0,60}(配信|送信|配送|お届け|送達)(でき|されません|不能)
    宛先.{0,20}(見つかりません|不明|存在し)|(邮件|郵件|信件).{0,40}(无法|無法|未能|不能|被退回|退回)
    收件人.{0,20}(不存在|未知)|退信
    (메일|메시지).{0,60}(배달|전송|전달)(되지|하지|할 수)
    (تعذر|لم يتم|فشل|لم نتمكن من|لا يمكن) (تسليم|ارسال|توصيل|التسليم|الارسال)
    (رسالتك|الرساله|بريدك)( .{0,100})? (لم تصل|لم يتم|تعذر|مرفوضه)
    (العنوان|المستلم|صندوق البريد)( .{0,60})? (غير موجود|غير معروف|ممتلئ)
""")
# What a person may write as well: "my message could not be delivered".
_FAILED_OURS = alternatives(r"""
    undeliver|non[- ]deliver|failed recipient|delivery (problem|error)
    (could|can)( ?not|n't) be delivered|delivery (has )?failed|address not found|returned to sender
    (n'a|n'ont|n'avons)( pas| pu| ete)* (etre |ete )?(remis|distribu|delivre|livre|envoye|achemin)
    non[ -](remis|distribu|delivre)|impossible de (remettre|distribuer|delivrer)
    (echec|erreur) (de|lors de)
    (utilisateur|adresse|boite)( aux lettres| e-?mail)? (inconnue?|introuvable|inexistante?|pleine)
    (تعذر|لم يتم|فشل) (تسليم|ارسال|توصيل|التسليم|الارسال)
""")

# A Latin word is not found inside another; Arabic and Chinese words are joined to their neighbours.
_SAID = re.compile(
    rf"(?<![a-z])(?:(?:{_YOURS}).{{0,160}}? (?:{_NOT_DELIVERED})|{_FAILED_ENGLISH}|{_FAILED})",
)
_SAID_BY_A_MACHINE = re.compile(rf"(?<![a-z])(?:{_FAILED_OURS})")


def tells_of_failure(first: str, *, machine: bool = False) -> bool:
    """Whether folded first lines tell the reader that a mail of his was not delivered.

    Of a `machine`, any mention of a failed delivery is believed.
    """
    return bool(_SAID.search(first) or (machine and _SAID_BY_A_MACHINE.search(first)))
