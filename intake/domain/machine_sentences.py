"""What programs write in the first lines of their mails, in the languages they are met in.

Only words: what follows from them is decided in `automatic`. Each line is a regular expression, folded
(no case, no accents) as the text is that it is searched in.
"""

from __future__ import annotations

import re

from intake.domain.machine_subjects import alternatives
from intake.domain.wording import fold

_LINES = 8
_CHARACTERS = 900
_READ = 4_000  # characters of a text that are looked at for its first lines

_ROBOT = alternatives(r"""
    this (is|was) an? (automatic|automated|auto)(ally)?[ -]?(generated|created|sent|e-?mail)?
    this (e-?mail|message|mail|reply|response|notification|notice) (was|is|has been|is being) (being )?\
        (sent|generated|created|produced)? ?(automatically|by an automat)
    (an|this) (automatic|automated) (e-?mail |mail )?(reply|response|message|notification)
    automatic(ally)? (generated )?(reply|response|answer)
    auto[ -]?(reply|response|responder) (from|to|message)
    (please )?do not (reply|respond) (directly )?to this|please do not reply
    unmonitored (mailbox|address|e-?mail)
    (mailbox|address|inbox|account) is (not|no longer|un) ?(being )?\
        (monitored|checked|read|in use|active|valid)
    (ceci|il s'agit|c'est|voici) (est )?(d')?une? \
        (reponse|message|mail|courriel|e-?mail|accuse|notification)( de reception| d'absence)? \
        (genere(e)? |envoyee? )?automati
    (ce|cet) (e-?mail|mail|message|courriel|courrier) (a ete |est |vous est |vous a ete )?\
        (envoye|genere|cree|adresse|emis)?e? ?(de facon |de maniere )?automati
    ^(reponse|(e-?mail|mail|message|courriel|courrier)) automatique
    ne (pas|peut etre) repon\w+ a (ce|cet|cette)
    message genere automatiquement
    merci de ne pas (y )?repondre|ne repondez pas a (ce|cet)
    dies(e|es)? (ist )?(eine? |e-?mail |mail |nachricht )?(wurde )?automati
    automatisch (generiert|erstellt|erzeugt|versand)
    (bitte )?(antworten sie|beantworten sie) (bitte )?(nicht )?(auf )?diese
    automatische (antwort|nachricht)
    (mensaje|correo|respuesta)( de respuesta)?( generad[oa]| enviad[oa])? automatic[oa]
    (no responda|favor de no responder)
    (messaggio|risposta|e-?mail|notifica) (generat[oa] |inviat[oa] )?(in )?automatic[oa]
    non rispond(ere|a) a quest
    (mensagem|resposta|e-?mail)( gerad[oa]| enviad[oa])? automatic[oa]
    (favor |por favor,? )?nao respond(a|er) (a |este)
    (automatisch (gegenereerd |verzonden )?(bericht|antwoord|e-?mail))
    (niet (te )?(be)?antwoorden op (deze|dit))
    (automatyczn[aey] (odpowiedz|wiadomosc))|wygenerowan[aey] automatycznie|prosimy nie odpowiadac
    automatick(a|y|ou) (odpoved|zprav|odpoved)
    (automatisk|automatiskt) (svar|meddelande|besked|melding|genereret|generert)
    automaattinen (vastaus|viesti)|otomatik (olarak |bir )?(yanit|cevap|mesaj|gonderil)
    automatikus (valasz|uzenet)
    (raspuns|mesaj) automat|(automatski|avtomatski) odgovor|создано автоматически|автоматическ(ое|ий|и)
    не отвечайте на это|автоматичн(е|а|ий|о)|αυτόματ(ο|η) (μήνυμα|απάντηση)|(מענה|הודעה|תשובה) אוטומטי
    自動(返信|送信|応答|配信|的に)|自动(回复|答复|发送|生成)|自動(回覆|發送)
    자동( ?으로)? ?(회신|응답|발송|답장)|发信专用|送信専用
    (رساله|الرساله|رد|الرد|هذا رد|بريد) (اليه|الي|تلقائيه?|التلقائي|الالي)
    (ارسلت|تم ارسال) .{0,40}تلقائيا
    (عدم|لا) (الرد|ترد|تقم بالرد) علي هذ
""")
_AWAY = alternatives(r"""
    (i am|i'm|i will be|i'll be|he is|she is|we are|currently|will be|is) (currently |presently |now )?\
        (out[ -]of[ -](the |my )?office|away (from|on|until|till|and|at)\
        |on (vacation|holidays?|annual leave|maternity leave|paternity leave|sick leave|leave\
        |business trip|sabbatical)|(travel+ing|unavailable) (until|from|and|with)|out until\
        |not in (the )?office|away(?=$|\.))
    out[ -]of[ -](the )?office (from|until|till|on|with|through|and|this|today|for)
    limited access to (my )?e-?mail|back in the office
    (return|be back) (to|in) (the |my )?office|(during|in) my absence
    will (respond|reply|answer).{0,60}(when i return|upon my return|on my return)
    no longer (works?|employed|working|with|at) |(has|have) left (the company|our|us)
    (e-?mail )?address (is|has been) (no longer|changed|closed|deactivated|disabled)
    (unable to read your|will (read|get) your (e-?mail|message) (when|on|after))
    je (suis|serai)( actuellement| presentement| donc)? \
        (absente?( du bureau| jusqu| du \d| pour | et |[.,;]|$)|en (conge|vacances|deplacement|arret)\
        |hors du bureau|indisponible|de retour le)
    (actuellement|momentanement) absente?
    (absente?|en conges?) (du bureau|jusqu|du \d|a partir|pour (cause|conge)|depuis|et de retour)
    de retour (au bureau|le \d|a partir)
    (pendant|durant|en) mon absence|ne fait plus partie|a quitte (la societe|l'entreprise|ses fonctions)
    ne travaille plus (chez|a|au|dans)(?<!je ne travaille plus chez)
    (cette|l'|votre) ?(adresse|boite)( e-?mail| mail| electronique| aux lettres)? \
        (n'est plus|est desactivee|n'existe plus|n'est pas consultee)
    ich (bin|werde)( ab| vom| bis| derzeit| zur ?zeit| momentan| aktuell| am| heute| im moment\
        | leider)*.{0,40}(nicht im (buro\
        |haus)|abwesend|im urlaub|ausser haus|nicht erreichbar|in elternzeit)
    (wahrend|in) meiner abwesenheit|nicht mehr (im unternehmen|bei uns|fur .{0,30} tatig|in unserem)
    wieder (im buro|erreichbar)
    (estoy|estare|me encuentro|encontrare)( actualmente)? \
        (fuera de (la |mi )?oficina|de vacaciones|ausente|de baja|de permiso|de viaje)
    durante mi ausencia
    (estou|estarei|encontro-me)( atualmente| actualmente)? \
        (ausente|fora do escritorio|de ferias|em viagem|de licenca)
    durante a minha ausencia
    (sono|saro)( attualmente)? (fuori (ufficio|sede)|in ferie|assente|in vacanza)
    (durante la|in) mia assenza
    ik ben (tot|van|momenteel|op|vanaf|helaas)?.{0,40}\
        (afwezig|met vakantie|op vakantie|niet aanwezig|niet op kantoor|met verlof)
    tijdens mijn afwezigheid
    (jestem|bede)( obecnie)? (na urlopie|poza biurem|nieobecn)|podczas mojej nieobecnosci
    (jsem|budu) (mimo kancelar|na dovolen|nepritomn)
    (jag ar|jag har|jeg er|jeg har)( for tiden| for narvarande| desvaerre)?.{0,40}\
        (semester|ferie|bortrest|inte pa kontoret|ikke (pa|til) (kontoret|stede)|franvarande|ledig\
        |fravaerende)
    (olen|olemme)( tavattavissa)? (vuosi)?(lomalla|poissa|matkoilla)
    (izindeyim|ofis disindayim|tatildeyim|yillik izin|ofiste (degilim|olmayacagim))
    (szabadsagon (vagyok|leszek)|nem vagyok az iroda|(sunt|voi fi) (in concediu|plecat|absent)\
        |(na godisnjem|izvan ureda))
    (я |буду |нахожусь )(сейчас |в настоящее время )?(в отпуске|в командировке|отсутств|вне офиса)
    во время моего отсутствия|(я |перебуваю )у відпустці
    (βρίσκομαι|είμαι|θα είμαι) (σε άδεια|εκτός γραφείου|σε διακοπές)|απουσιάζω
    (אני )?(נמצא(ת)? )?(בחופשה|מחוץ למשרד|לא במשרד|בחופש)
    (不在(に|と|で|の|いた)|休暇(中|を|の)|外出(中|して)|出張(中|の))
    (正在|目前|现在|我在|现)(休假|外出|出差|度假|不在)|不在办公室
    (부재 ?중|휴가 ?중|휴가로|출장 ?중)
    som (na dovolenke|mimo kancelarie)|esmu (atvalinajuma|prombutne)|(olen|viibin) puhkusel
    atostog(auju|ose)|na (dopuste|dopustu|godisnjem)
    (انا|ساكون|اكون|نحن)( حاليا)? (خارج المكتب|في اجازه|غير متواجد|مسافر|في عطله)
    (خارج المكتب|في اجازه)( حاليا)? (من|حتي|الي|لغايه)|فتره غيابي|اثناء غيابي
""")
_ACKNOWLEDGED = alternatives(r"""
    we( have|'ve)?( just)? received your (recent )?\
        ((e-?mail|mail|message)|request|inquiry|enquiry|query|ticket|support|question|feedback|submission\
        |case)
    your (recent )?((e-?mail|mail|message)|request|inquiry|enquiry|query|ticket|case|submission\
        |support request)( .{0,60})? (has|have) been (successfully )?(received|registered|logged|recorded\
        |assigned|created|opened|forwarded|submitted|resolved|closed|updated|deleted)
    a (new )?(support )?(ticket|case|request) (has been|was) (created|opened|logged|generated)
    (ticket|case|reference|tracking|request) (id|number|no\.?|#) ?(is|:|for)
    (one of our|a member of (our|the)|our) .{0,40}(will|shall) \
        (be in touch|respond|reply|contact you|get back|review)
    (i|we) (will|shall|aim to|endeavou?r to|try to) (endeavou?r to |try to )?\
        (respond|reply|answer|get back to you|be in touch)( .{0,40})? \
        (as soon as|within|shortly|in due course|at (my|our) earliest)
    type your (reply|response) above|reply above this line
    thank(s| you) for (contacting|getting in touch with|reaching out to) \
        (us|our|the|\w+ (support|team|customer))
    nous (avons bien recu|accusons (bonne )?reception de) (votre|de votre)? ?\
        ((e-?mail|mail|message|courriel|courrier)|demande|requete|sollicitation)
    (bonne )?reception de votre ((e-?mail|mail|message|courriel|courrier)|demande)
    votre ((e-?mail|mail|message|courriel|courrier)|demande|requete|ticket)( .{0,60})? \
        (a (bien )?ete|est) (bien )?(recue?|enregistree?|prise? en compte|transmise?|cree|prise? en charge\
        |arrive|traite|cloture|resolu)
    nous (vous repondrons|y repondrons|reviendrons vers vous|traiterons|allons traiter|mettons tout en)
    (sera|est) trait(e|ee) dans les (meilleurs|plus brefs)
    numero de (ticket|dossier|demande|suivi) (est|:)
    (wir haben ihre|ihre) (anfrage|nachricht|e-?mail|mail)( .{0,60})? \
        (erhalten|eingegangen|wurde|ist bei uns)
    wir werden (uns|ihre) .{0,60}(schnellstmoglich|bearbeiten|umgehend|so schnell)
    (hemos recibido|recibimos) (su|tu) (mensaje|correo|solicitud|consulta|peticion)
    (su|tu) (mensaje|solicitud|correo) ha sido (recibid|registrad)
    (recebemos|registramos) (a |o )?(sua|seu) (mensagem|solicitacao|e-?mail|pedido)
    abbiamo ricevuto (la tua|la sua|il tuo|il suo)|(la (sua|tua) richiesta e stata)
    (wij hebben|we hebben) (uw|je) (bericht|e-?mail|vraag|aanvraag).{0,40}ontvangen
    otrzymalismy (panstwa|twoja|twoje)
    ваш(е|а)? (обращение|запрос|письмо|сообщение|заявка)( .{0,40})? (получен|принят|зарегистр)
    (لقد )?(تلقينا|استلمنا|تم استلام|وصلتنا|تم تسجيل) (رسالت|بريد|طلبك|طلبكم|استفسار|رسالتكم)
    سن(رد|قوم بالرد|جيب|تواصل) (علي|معك|عليك)|شكرا (لتواصلك|لتواصلكم|علي تواصلك) معنا
    お問い合わせ(を|いただき|ありがとう).{0,30}(受け付け|ありがとう|受付)|我们已(经)?收到您的
    문의(가|를|해).{0,20}(접수|감사)
""")
_GUARDED = alternatives(r"""
    (to control|to prevent|to reduce|because of|due to) (unwanted |incoming )?spam
    (is |are )protected by (\w+ )?(spam|anti|bluebottle|boxbe|a )|challenge[ -]response|spam ?arrest
    boxbe
    uol ?antispam|mailblocks|qurb|sender verification
    (click|follow|visit|reply to|use) .{0,80}\
        (verify (yourself|your|that you)|confirm (your|that you)|be (added|delivered)|approved? senders?\
        |whitelist|allow(ed)? list|prove you)
    only (accepts?|allow|receives?|receive) .{0,40}(mail|messages) from
    (message|mail|e-?mail) (is|has been|was) (being |automatically )?\
        (held|quarantined|blocked|rejected|refused|discarded)
    (awaits?|awaiting|requires?|waiting for|pending) (moderator|your|sender|the sender's)? ?\
        (approval|confirmation|verification|authentication)
    you are not (allowed|authori[sz]ed|permitted) to (post|send)
    (found|detected|contains?|contained|infected with) (a |the |one or more )?(virus|malware|worm|trojan)
    virus (was |has been )?(found|detected|alert)|banned (file|attachment|name)
    (attachment|message) (was |has been )?(blocked|removed|deleted)
    (pour|afin) (que\
        |de) .{0,60}(votre (e-?mail|mail|message|courriel|courrier) \
        (soit|me parvienne|parvienne)|confirmer (votre|que vous))
    cliqu(er|ez) .{0,60}(valider|confirmer|authentifier) (votre|l'envoi)|mailinblack
    (message|text|mail) scanned|we do not accept|please (re-?send|resend) your
    mailing list .{0,40}(members|subscribers) only
""")
_APPLIES = alternatives(r"""
    (ma|mon|mes) (candidature|cv|c\.v\.|curriculum|dossier|lettre|documents?)|postul
    je (souhaite|voudrais|desire)
    je (me permets|vous (adresse|transmets|envoie|prie|ecris))|(veuillez|vous) trouver(ez)? (ci-|en )
    ci-joint
    my (application|cv|c\.v\.|resume|cover|documents?|candidacy|interest in)|(to|am) apply
    applying (for|to)
    (please )?find (attached|enclosed|my)|i (have )?attached|i am (writing|interested)|i would like
    i wish to
    (meine|meiner) (bewerbung|unterlagen|lebenslauf)|bewerbe mich
    mi (candidatura|cv|solicitud|curriculum)
    minha candidatura|la mia candidatura|mijn (sollicitatie|cv)|moje (cv|podanie)|мо[её] резюме
    سيرتي|السيرة الذاتية|أتقدم|اتقدم|ترشيحي|طلبي|مرفق|ارفق|أرفق|أرغب|أود
""")
_CLOSING = alternatives(r"""
    (bien )?cordialement|sinceres salutations|salutations|respectueusement|dans l'attente
    veuillez (agreer|recevoir)
    (best|kind|warm)?( ?regards|wishes)|sincerely|yours|cheers|mit freundlichen|(un )?saludos?
    atentamente
    مع (خالص )?(التحية|تحياتي|الشكر|الاحترام)|تحياتي|وتفضلوا|تقبلوا
""")

# A Latin word is not found inside another; Arabic and Chinese words are joined to their neighbours.
_SPOKEN = re.compile(rf"(?<![a-z])(?:{_ROBOT}|{_AWAY}|{_ACKNOWLEDGED}|{_GUARDED})")
_APPLIED = re.compile(rf"(?<![a-z])(?:{_APPLIES})")
_CLOSED = re.compile(rf"(?:{_CLOSING})(?![a-z])")
_UNSUBSCRIBE = re.compile(
    r"(?<![a-z])(?:unsubscribe|opt[ -]out|view (?:this|it) (?:e-?mail )?(?:in|online)|desabonner"
    r"|desinscription|desinscrire|abmelden|abbestellen|darse de baja|cancelar (?:la )?suscripcion|disiscriv"
    r"|cancelar (?:a )?inscricao|afmelden|uitschrijven|wypisz|отписаться|退订|配信停止)|"
    + fold("إلغاء الاشتراك")
)


def opening(text: str) -> str:
    """Return the first lines of a text, folded, on one line, up to the words that close a letter.

    A sentence about an absence below those belongs to a signature and says nothing of this mail.
    """
    lines: list[str] = []
    for line in fold(re.sub("[’‘`´]", "'", text[:_READ])).splitlines():
        words = " ".join(line.split()).lstrip("*>-=#| ")
        if words and lines and _CLOSED.match(words):
            break
        if words:
            lines.append(words)
        if len(lines) == _LINES:
            break
    return " ".join(lines)[:_CHARACTERS]


def speaks_as_a_machine(first: str) -> bool:
    """Whether the opening is that of an absence, an acknowledgement, a challenge or another robot."""
    return _SPOKEN.search(first) is not None


def speaks_as_a_candidate(first: str) -> bool:
    """Whether the opening speaks of the writer's own application."""
    return _APPLIED.search(first) is not None


def offers_to_unsubscribe(text: str) -> bool:
    """Whether the end of a text tells how to be taken off a list."""
    return _UNSUBSCRIBE.search(fold(text[-_READ:])) is not None
