"""Ordinary people's mail that sounds like a machine's, and must be answered all the same."""

from __future__ import annotations

import pytest
from builders.mails import RECEIVED, mail

from intake.adapters.mime import parse
from intake.domain.automatic import Automatic, verdict

CV = ("CV_Berrada.pdf", b"%PDF-1.4 x")
SUBJECT = "Candidature_chargé(e) de projet_OMP"


def judge(raw: bytes) -> Automatic:
    return verdict(parse(raw, RECEIVED), ours=frozenset({"jobs@example.org"}), authserv_id=None)


WITHOUT_A_FILE = [
    "Bonjour,\n\nMerci pour votre message. Je vous enverrai la lettre demain.\n\nSalma",
    "Bonjour,\nJ'ai bien reçu votre accusé de réception, merci beaucoup.\nSalma",
    "Bonjour, mon message d'hier m'est revenu. L'avez-vous reçu ?",
    "Bonjour,\nJe crains que mon mail de lundi n'ait pas été distribué, je vous renvoie un lien.",
    "Bonjour, je suis actuellement en congé maternité et je souhaite postuler au poste.",
    "Bonjour,\nActuellement en congé parental, je vous adresse ma candidature.",
    "Je serai absente le 12 mai pour l'entretien, est-il possible de le reporter ?",
    "Bonjour, quelle est la date limite ?",
    "Bonjour, le poste est-il encore ouvert ? Cordialement, Omar",
    "Votre réponse automatique me dit qu'il manque une lettre, la voici : https://we.tl/t-abc",
    "Bonjour, j'ai reçu un message automatique me demandant trois références. Les voici.",
    "Bonjour, merci de confirmer la réception de mon dossier.",
    "Madame, je retire ma candidature. Avec mes remerciements.",
    "Ma boîte mail était pleine, avez-vous essayé de m'écrire ?",
    "Mon adresse e-mail a changé, merci d'utiliser celle-ci.",
    "Je ne travaille plus chez Exemple depuis mars, mon CV n'est pas à jour sur ce point.",
    "Hello,\n\nThank you for your email. I will send the missing letter tomorrow.\n\nBest, Salma",
    "Hi, did you receive my application? I got no answer.",
    "Hello, my mail to you was rejected twice. Is this the right address?",
    "Hi, the message could not be sent because the file was too big.",
    "Delivery was my main task in my last job. Is the post still open? I will keep trying.",
    "Bonjour, le mail que je vous ai envoyé hier n'a pas été distribué.",
    "Hello, my first mail bounced, so I try again from another address.",
    "Dear team, I have received your message and will come back to you with the diploma.",
    "Hello, I am writing about the vacancy. Is it possible to work remotely?",
    "I am on vacation in Morocco and would like to apply for the position.",
    "Please find my CV here: https://drive.google.com/file/d/1",
    "Dear Sir, I left the company Example in 2024. I am available from June.",
    "Hello, I could not attach the file, it is too big. How can I send it?",
    "Thanks!",
    "Merci.",
    "ok",
    "",
    "Sent from my iPhone",
    "السلام عليكم، هل توصلتم بطلبي؟ لم أتلق أي جواب.",
    "شكرا جزيلا على ردكم، سأرسل الوثائق غدا.",
    "أود التقدم لهذا المنصب، هل ما زال متاحا؟",
    "لم يتم إرفاق الملف سابقا، أعيد إرسال سيرتي الذاتية عبر الرابط.",
    "Hallo, haben Sie meine Bewerbung erhalten?",
    "Hola, ¿han recibido mi candidatura?",
    "Buongiorno, la posizione è ancora aperta?",
]


@pytest.mark.parametrize("text", WITHOUT_A_FILE)
def test_a_few_words_of_a_candidate_are_a_persons(text: str) -> None:
    """Short mails without a document, where wording is all that there is."""
    found = judge(mail(subject=f"Re: {SUBJECT}", text=text))
    assert (found.automatic, found.reason) == (False, None)


@pytest.mark.parametrize(
    "subject",
    [
        "Candidature_chargé(e) de projet_OMP (problème de livraison)",
        "Problème de livraison : ma candidature",
        "Delivery problem: my application",
        "Delivery problem",
        "Erreur d'envoi : candidature",
        "Non reçu ? Candidature chargé de projet",
        "Absence de réponse à ma candidature",
        "Absence prolongée : report de l'entretien",
        "Rappel : candidature",
        "Annulation : candidature",
        "Refus de poste",
        "Accusé de réception demandé - candidature",
        "Demande d'accusé de réception",
        "Automaticien : candidature",
        "Autonomie et précarité : candidature",
        "Lecture publique - candidature",
        "Lu et approuvé",
        "Read me first",
        "Vacances scolaires : animateur",
        "Holiday representative",
        "Mail carrier application",
        "Postmaster",
        "Delivery manager",
        "Returning to work: application",
        "Virus et bactéries : technicien de laboratoire",
        "Virologist position",
        "Received your letter",
        "Thank you for your email",
        "Merci pour votre message",
        "Bounce studio : graphiste",
        "Message from Salma",
        "Invitation à un entretien ?",
        "Ticket restaurant",
        "طلب ترشيح",
        "رد: ترشيح",
        "تعذر علي إرسال الملف",
        "Fwd: Undeliverable: Candidature",
        "TR: Réponse automatique : Candidature",
        "RE: Out of office: Candidature",
    ],
)
def test_a_candidates_subject_that_sounds_so_is_a_persons(subject: str) -> None:
    assert judge(mail(subject=subject, text="Salma Berrada")).may_answer


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("no.reyes@example.com", "Norberto Reyes"),
        ("ben@example.com", "Noreply Ben"),
        ("noreen.plyler@example.com", "Noreen"),
        ("salma@auto-ecole.example.com", "Auto École Atlas"),
        ("salma@autoreply.example.com", None),
        ("bot.alain@example.com", "Alain Bot"),
        ("cron.julie@example.com", "Julie Cron"),
        ("mohamed.bounce@example.com", "M. Bounce"),
        ("newsom@example.com", "Newsom"),
        ("alerte.rouge@example.com", "A. Rouge"),
        ("info@salma.example", "Salma"),
        ("contact@salma.example", "Salma"),
        ("admin@salma.example", "Salma"),
        ("support@salma.example", "Salma"),
    ],
)
def test_a_candidates_address_that_looks_so_is_a_persons(sender: str, name: str | None) -> None:
    written = f"{name} <{sender}>" if name else sender
    assert judge(mail(sender=written, files=[CV])).may_answer
    assert judge(mail(sender=written)).may_answer


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Mailer": "PHPMailer 6.0"},
        {"X-Originating-IP": "[192.0.2.1]", "X-Mailer": "YahooMailClassic"},
        {"X-Priority": "1", "Importance": "high", "Disposition-Notification-To": "salma@example.com"},
        {"X-Spam-Status": "Yes", "X-Spam-Flag": "YES"},
        {"Feedback-ID": "1.eu-west-1:AmazonSES"},
        {"X-SG-EID": "x"},
        {"X-MS-Exchange-Inbox-Rules-Loop": "salma@example.com"},
        {"X-Forwarded-To": "jobs@example.org", "X-Forwarded-For": "a@example.com jobs@example.org"},
        {"Auto-Submitted": "no"},
        {"Precedence": "normal"},
        {"X-Autoreply": "no"},
        {"X-Antivirus": "Avast (VPS 260420-2)", "X-Antivirus-Status": "Clean"},
        {"Return-Path": "<bounces+77-jobs=example.org@mail.example.net>"},
        {"Return-Receipt-To": "salma@example.com"},
        {"X-MC-Unique": "x", "X-Mimecast-Spam-Score": "0"},
        {"X-Report-Abuse": "abuse@example.net"},
        {"X-RTL": "1"},
    ],
)
def test_a_candidates_odd_headers_are_a_persons(headers: dict[str, str]) -> None:
    assert judge(mail(headers=headers)).reason is None


PASTED = (
    "\n\n> Delivery has failed to these recipients: jobs@example.org\n"
    "> This is an automatically generated message.\n"
)
OURS = (
    "\n\nLe lun. 20 avr. 2026 à 10:00, OMP <jobs@example.org> a écrit :\n\n"
    "> Nous avons bien reçu votre message.\n> Ce message est envoyé automatiquement.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"Bonjour, voici la lettre qui manquait.{OURS}",
        f"Merci.{OURS}",
        f"Bonjour, voici ce que j'ai reçu :{PASTED}",
        "Bonjour, voici mon dossier.\n\nSalma\n-- \nI am out of the office on Fridays.",
        "Bonjour,\nVoici la lettre.\nBien cordialement,\nSalma\nAbsente du bureau le vendredi.",
        "Dear team, here is the letter.\nKind regards\nSalma\nPlease do not reply to this address after May.",
    ],
)
def test_our_own_letter_and_a_signature_below_are_not_the_candidates_words(text: str) -> None:
    assert judge(mail(subject=f"Re: {SUBJECT}", text=text)).may_answer


@pytest.mark.parametrize(
    "text",
    [
        "Je suis absent du bureau jusqu'au 12 mai. Vous trouverez mon dossier en pièce jointe.",
        "Ceci est une réponse automatique... non, c'est bien moi !",
        "Votre message n'a pas pu être remis, dit le serveur ; je renvoie donc tout ici.",
        "I am out of the office this week, reach me by phone.",
    ],
)
def test_wording_alone_never_outweighs_a_document(text: str) -> None:
    assert judge(mail(text=text, files=[CV])).may_answer
    assert parse(mail(text=text, files=[CV]), RECEIVED).bounce is None
