"""What programs write, in many languages, is told from what people write: whole mails, no other sign."""

from __future__ import annotations

import pytest
from builders.mails import RECEIVED, mail

from intake.adapters.mime import parse
from intake.domain.automatic import Automatic, verdict

RE = "Re: Candidature_chargé(e) de projet_OMP"


def judge(raw: bytes) -> Automatic:
    return verdict(parse(raw, RECEIVED), ours=frozenset({"jobs@example.org"}), authserv_id=None)


ABSENT = [
    "Bonjour,\n\nJe suis absent du bureau du 2 au 12 mai inclus.\n\nCordialement,\nPaul Martin",
    "Bonjour,\n\nMerci de votre message. Je suis actuellement en congés et serai de retour le 12 mai.",
    "Je serai absente jusqu'au 15 mai. En mon absence, merci de contacter le secrétariat.",
    "Madame, Monsieur,\nActuellement en déplacement, je suis absent du bureau et vous lirai à mon retour.",
    "Paul Martin ne fait plus partie de nos effectifs. Merci d'écrire à contact@example.net.",
    "Cette adresse n'est plus utilisée.",
    "Hello,\n\nThank you for your email. I am out of the office until Monday.\n\nRegards,\nJohn",
    "Hi, I'm currently on vacation and will be back on May 12th.",
    "I will be on annual leave from 2 May and return to the office on 12 May.",
    "I am away from my desk and will respond to your message when I return.",
    "Please note that John Smith is no longer with the company.",
    "I am on maternity leave until September. Please contact my colleague.",
    "شكرا على رسالتكم. أنا خارج المكتب حاليا وسأعود يوم 12 ماي.",
    "السلام عليكم، أنا في إجازة إلى غاية 12 مايو.",
    "Sehr geehrte Damen und Herren,\n\nich bin bis zum 12. Mai nicht im Büro.",
    "Vielen Dank für Ihre Nachricht. Ich bin derzeit im Urlaub und ab dem 12. Mai wieder erreichbar.",
    "Hola:\n\nEstoy fuera de la oficina hasta el 12 de mayo. Un saludo",
    "Estaré de vacaciones hasta el lunes. Durante mi ausencia pueden escribir a Ana.",
    "Gentile mittente, sono in ferie fino al 12 maggio.",
    "Sono fuori ufficio, risponderò al mio rientro.",
    "Olá, estou de férias até 12 de maio.",
    "Encontro-me ausente do escritório até dia 12.",
    "Beste,\n\nIk ben op vakantie tot en met 12 mei.",
    "Tijdens mijn afwezigheid kunt u contact opnemen met Jan.",
    "Dzień dobry,\n\nJestem na urlopie do 12 maja.",
    "Dobrý den, do 12. května jsem na dovolené.",
    "Hej,\n\nJag är på semester till den 12 maj.",
    "Hej, jeg er på ferie til den 12. maj.",
    "Hei, jeg er ikke på kontoret før 12. mai.",
    "Olen vuosilomalla 12.5. saakka.",
    "Merhaba, 12 Mayıs'a kadar yıllık izindeyim.",
    "Здравствуйте! Я в отпуске до 12 мая.",
    "Добрий день! Я у відпустці до 12 травня.",
    "Γεια σας, βρίσκομαι σε άδεια έως τις 12 Μαΐου.",
    "שלום, אני בחופשה עד 12 במאי.",
    "申し訳ございませんが、5月12日まで休暇を取っております。",
    "您好，我正在休假，将于5月12日返回。",
    "안녕하세요. 5월 12일까지 휴가 중입니다.",
    "Bună ziua, sunt în concediu până pe 12 mai.",
    "Jelenleg szabadságon vagyok május 12-ig.",
    "Esmu atvaļinājumā",
    "Do 12. mája som na dovolenke.",
    "Olen puhkusel kuni 12. maini.",
    "Na godišnjem sam do 12. svibnja.",
    "Jsem mimo kancelář.",
]


@pytest.mark.parametrize("text", ABSENT)
def test_an_absence_told_in_the_first_lines_makes_a_mail_automatic(text: str) -> None:
    assert judge(mail(subject=RE, text=text)).automatic


ROBOTS = [
    "Ceci est une réponse automatique.",
    "Bonjour,\n\nCe message est généré automatiquement, merci de ne pas y répondre.",
    "Nous avons bien reçu votre message et nous vous répondrons dans les meilleurs délais.",
    "Votre demande a bien été enregistrée sous le numéro 4711.",
    "Nous accusons réception de votre courriel.",
    "This is an automatic reply.",
    "This is an automatically generated message, please do not reply.",
    "Your request (#4711) has been received and is being reviewed by our support staff.",
    "A ticket has been created for your request. Ticket ID: 4711",
    "##- Please type your reply above this line -##\n\nYour request has been received.",
    "Thank you for contacting us. A member of our team will get back to you within two days.",
    "I apologize for this automatic reply to your email.",
    "To control spam, I now allow incoming messages only from senders I have approved beforehand.",
    "This account is protected by SpamArrest. Please click the link below to verify your address.",
    "Your message to the list awaits moderator approval.",
    "You are not allowed to post to this mailing list.",
    "A virus was found in the message that you sent.",
    "هذه رسالة آلية، المرجو عدم الرد عليها.",
    "لقد استلمنا رسالتكم وسنرد عليكم في أقرب وقت.",
    "Dies ist eine automatisch erstellte Nachricht.",
    "Wir haben Ihre Anfrage erhalten und werden uns schnellstmöglich bei Ihnen melden.",
    "Este es un mensaje automático, por favor no responda.",
    "Hemos recibido su mensaje.",
    "Questo è un messaggio automatico, si prega di non rispondere.",
    "Esta é uma resposta automática.",
    "Dit is een automatisch gegenereerd bericht.",
    "To jest automatyczna odpowiedź.",
    "Detta är ett automatiskt svar.",
    "Bu otomatik bir yanıttır.",
    "Это автоматический ответ.",
    "このメールは自動送信されています。",
    "这是一封自动回复邮件。",
    "본 메일은 자동 발송된 메일입니다.",
]


@pytest.mark.parametrize("text", ROBOTS)
def test_a_robot_that_says_so_in_the_first_lines_is_automatic(text: str) -> None:
    assert judge(mail(subject=RE, text=text)).automatic


FAILURES = [
    "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to",
    "This message was created automatically by mail delivery software.",
    "   ----- The following addresses had permanent fatal errors -----\n<salma@example.com>",
    "Your message to salma@example.com couldn't be delivered.",
    "Delivery has failed to these recipients or groups:\n\nsalma@example.com",
    "The following message to <salma@example.com> was undeliverable.",
    "Your mail to salma@example.com has not yet been delivered. We will keep trying.",
    "Sorry, the mailbox of salma@example.com is full.",
    "This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you",
    "Votre message n'a pas pu être remis à salma@example.com.",
    "Votre courriel du 20 avril n'est pas parvenu à son destinataire.",
    "L'adresse salma@example.com est introuvable.",
    "تعذر تسليم رسالتك إلى salma@example.com",
    "Ihre Nachricht an salma@example.com konnte nicht zugestellt werden.",
    "No se ha podido entregar su mensaje a salma@example.com",
    "Su mensaje no pudo ser entregado.",
    "Il suo messaggio non è stato consegnato.",
    "Não foi possível entregar a sua mensagem.",
    "Uw bericht kon niet worden bezorgd.",
    "Wiadomość nie mogła zostać dostarczona.",
    "К сожалению, Ваше письмо не может быть доставлено.",
    "メールを配信できませんでした。",
    "您的邮件无法投递。",
    "메일이 배달되지 않았습니다.",
]


@pytest.mark.parametrize("text", FAILURES)
def test_a_failed_delivery_told_as_a_server_tells_it_is_a_bounce(text: str) -> None:
    message = parse(mail(sender="Relais <relay@example.net>", subject=RE, text=text), RECEIVED)
    assert message.bounce is not None
    assert verdict(message, ours=frozenset(), authserv_id=None).automatic


SUBJECTS = [
    "Accepted: Candidature",
    "Accepté : Candidature",
    "Declined: Candidature",
    "Refusé: Candidature",
    "Tentative: Candidature",
    "Zugesagt: Candidature",
    "Aceptado: Candidature",
    "Accettato: Candidature",
    "Geaccepteerd: Candidature",
    "Zaakceptowano: Candidature",
    "Принято: Candidature",
    "مقبول: ترشيح",
    "Lue : Candidature",
    "Gelezen: Candidature",
    "Read: Candidature",
    "تمت القراءة: ترشيح",
    "Mail could not be delivered",
    "Mail Not Delivered",
    "Message status - undeliverable",
    "Your message to salma@example.com could not be delivered.",
    "Warning: salma@example.com - User unknown!",
    "Warning: message delayed 2 days",
    "[Postmaster] Email Delivery Failure",
    "Delivery Failure",
    "Message non distribué",
    "Avis de non-remise : Candidature",
    "Nicht zustellbar: Candidature",
    "Correo devuelto: Candidature",
    "Falha na entrega",
    "Mancato recapito: Candidature",
    "Niet bezorgd: Candidature",
    "Недоставленное сообщение",
    "配信不能",
    "系统退信",
    "فشل تسليم الرسالة",
    "Salma Berrada is out of the office",
    "On annual leave: Candidature",
    "Abwesend: Candidature",
    "Fuori sede: Candidature",
    "Poza biurem",
    "В отпуске",
    "不在通知",
    "Votre demande a bien été enregistrée",
    "Your request has been received: Candidature",
    "[Ticket#4711] Your ticket has been created",
    "Virus found in mail from you",
    "VIRUS IN YOUR MAIL",
    "Your message to projets awaits moderator approval",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_programs_subject_suffices_where_no_document_is_there(subject: str) -> None:
    assert judge(mail(subject=subject, text="Paul Martin")).automatic


@pytest.mark.parametrize("subject", SUBJECTS)
def test_with_a_document_such_a_subject_is_a_persons(subject: str) -> None:
    raw = mail(subject=subject, text="Salma", files=[("CV.pdf", b"%PDF-1.4 x")])
    assert judge(raw).may_answer


REPLIES = [
    "Automatic reply: Candidature",
    "Automatic Response from Paul: Candidature",
    "Auto Response: Candidature",
    "Automated reply: Candidature",
    "Re: Candidature - Automatic reply",
    "Réponse automatique de Paul : Candidature",
    "[Automatyczna odpowiedź] Candidature",
    "Autosvar: Candidature",
    "Automatická odpověď: Candidature",
    "Otomatik yanıt: Candidature",
    "Αυτόματη απάντηση: Candidature",
    "תשובה אוטומטית: Candidature",
    "自動返信: Candidature",
    "自动回复: Candidature",
    "자동 회신: Candidature",
    "Răspuns automat: Candidature",
    "Automatikus válasz: Candidature",
    "Автоответ: Candidature",
    "الرد التلقائي: ترشيح",
    "(Auto-Reply) Candidature",
]


@pytest.mark.parametrize("subject", REPLIES)
def test_a_subject_that_calls_itself_an_automatic_reply_suffices(subject: str) -> None:
    raw = mail(subject=subject, text="Paul", files=[("brochure.pdf", b"%PDF-1.4 x")])
    assert judge(raw).automatic


@pytest.mark.parametrize("text", [*ABSENT, *ROBOTS, *FAILURES])
def test_what_stands_below_the_candidates_greeting_says_nothing(text: str) -> None:
    """A signature tells of absences; pasted text of what a server said."""
    below = f"Madame,\nVous recevrez mon diplôme demain.\n\nCordialement,\nSalma\n\n{text}"
    assert judge(mail(subject=RE, text=below)).may_answer
