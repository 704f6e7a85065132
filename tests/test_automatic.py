"""What is automatic mail and who may be answered, as tables of small messages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.automatic import verdict
from intake.domain.model import Address, Message

OURS = frozenset({"jobs@example.org", "emploi@example.org"})
SERVER = "mx.example.org"
SALMA = "salma@mail.example.com"
RESULTS = "authentication-results"


def mail(*headers, subject="Candidature", sender=SALMA, name="Salma Berrada", bounce=False, report=False):
    """Build a message of a person that says nothing but what the arguments say."""
    return Message(
        sha256="0" * 64,
        size=1000,
        received_at=datetime(2026, 5, 1, tzinfo=UTC),
        message_id="<1@example.com>",
        date=None,
        sender=None if sender is None else Address(name=name, email=sender),
        subject=subject,
        text="",
        attachments=(),
        in_reply_to=None,
        references=(),
        recipients=("jobs@example.org",),
        forwarded=None,
        headers=headers,
        bounce=bounce,
        report=report,
        encrypted=False,
        links=(),
    )


def judge(message, authserv_id=None):
    """Judge for our two addresses."""
    return verdict(message, ours=OURS, authserv_id=authserv_id)


@pytest.mark.parametrize(
    "header",
    [
        ("auto-submitted", "auto-replied"),
        ("auto-submitted", "auto-generated"),
        ("auto-submitted", 'auto-notified; owner-email="x@example.com"'),
        ("auto-submitted", " Auto-Replied ; a=b"),
        ("auto-submitted", "AUTO-GENERATED"),
        ("auto-submitted", "(a comment) auto-replied (vacation)"),
        ("auto-submitted", "(no) auto-replied"),
        ("auto-submitted", '"auto-replied"'),
        ("auto-submitted", "yes"),
        ("return-path", "<>"),
        ("return-path", "< >"),
        ("return-path", " <> (null)"),
        ("return-path", "<<>>"),
        ("return-path", '<"">'),
        ("return-path", ""),
        ("return-path", "<MAILER-DAEMON>"),
        ("return-path", "<postmaster@example.net>"),
        ("return-path", "<owner-list@example.net>"),
        ("return-path", "<list-bounces@example.net>"),
        ("precedence", "bulk"),
        ("precedence", "List"),
        ("precedence", "junk"),
        ("precedence", "auto_reply (vacation)"),
        ("list-id", "<list.example.net>"),
        ("list-post", "NO"),
        ("list-unsubscribe", "<mailto:leave@example.net>"),
        ("list-unsubscribe-post", "List-Unsubscribe=One-Click"),
        ("list-help", "<https://example.net>"),
        ("list-owner", "<mailto:owner@example.net>"),
        ("x-autoreply", "yes"),
        ("x-autorespond", "Candidature"),
        ("x-autoresponder", "1"),
        ("x-auto-reply-from", "a@example.net"),
        ("delivered-to", "Autoresponder"),
        ("x-post-messageclass", "9; Autoresponder"),
        ("x-failed-recipients", "a@example.net"),
    ],
)
def test_a_robots_header_makes_mail_automatic(header):
    """One such header suffices, and automatic mail is never answered."""
    found = judge(mail(header))
    assert (found.automatic, found.may_answer) == (True, False)
    assert (found.reason or "").endswith(".")


@pytest.mark.parametrize(
    "header",
    [
        ("auto-submitted", "no"),
        ("auto-submitted", "No (by hand)"),
        ("auto-submitted", "no; x=auto-replied"),
        ("auto-submitted", ""),
        ("auto-submitted", "(auto-replied)"),
        ("return-path", f"<{SALMA}>"),
        ("return-path", "<bounces+77-jobs=example.org@sendgrid.example.net>"),
        ("precedence", "first-class"),
        ("precedence", "normal"),
        ("x-autoreply", "no"),
        ("x-auto-response-suppress", "None"),
        ("x-auto-response-suppress", "DR, RN, NRN"),
        ("x-loop", "salma"),
        ("feedback-id", "1.eu-west-1:AmazonSES"),
        ("reply-to", "other@example.net"),
        ("delivered-to", "jobs@example.org"),
        ("x-ms-exchange-organization-autoforwarded", "false"),
    ],
)
def test_an_ordinary_header_leaves_a_person_a_person(header):
    """A person is answered, and no reason is given for it."""
    found = judge(mail(header))
    assert (found.automatic, found.may_answer, found.reason) == (False, True, None)


@pytest.mark.parametrize(
    "value", ["All", "OOF", "AutoReply", "DR, OOF, AutoReply", "dr,rn,nrn,oof,autoreply"]
)
def test_a_wish_for_silence_alone_is_a_persons_and_is_respected(value):
    """Exchange lets people send X-Auto-Response-Suppress."""
    found = judge(mail(("x-auto-response-suppress", value)))
    assert (found.automatic, found.may_answer) == (False, False)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("MAILER-DAEMON@example.net", None),
        ("mailerdaemon@example.net", None),
        ("Postmaster@example.net", None),
        ("daemon@example.net", None),
        ("list-request@example.net", None),
        ("owner-list@example.net", None),
        ("bounce@example.net", None),
        ("x@example.net", "Mail Delivery Subsystem"),
        ("x@example.net", "Mail Delivery System"),
        ("x@example.net", "MAILER-DAEMON"),
        ("x@example.net", '"Postmaster"'),
        ("x@example.net", "Administrateur  système"),
        ("noreply@example.net", None),
        ("no-reply@example.net", None),
        ("No_Reply@example.net", None),
        ("jobs-noreply@example.net", None),
        ("noreply+77@example.net", None),
        ("donotreply@example.net", None),
        ("do-not-reply@example.net", None),
        ("dontreply@example.net", None),
        ("ne-pas-repondre@example.net", None),
        ("nepasrepondre@example.net", None),
        ("no-responder@example.net", None),
        ("jobs@example.org", "Nous"),
        ("Emploi@Example.org", "Nous"),
        ("jobs+tag@example.org", "Nous"),
    ],
)
def test_a_machines_or_our_own_address_makes_mail_automatic(sender, name):
    """Daemons, lists, addresses that take no reply, and we ourselves."""
    assert judge(mail(sender=sender, name=name)).automatic


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("bruno.reply@example.com", "Bruno Reply"),
        ("daemonology@example.com", "Damon"),
        ("salma@auto-ecole.example.com", "Auto Ecole"),
        ("salma@noreply.example.com", None),
        ("recruteur@example.com", "Bounce Records"),
        ("jobs@example.com", None),
        ("shop-owner@example.com", None),
        ("postmasters.union@example.com", None),
        ("سلمى@example.com", "سلمى"),
    ],
)
def test_a_person_with_a_machine_like_name_is_a_person(sender, name):
    """Only the whole local part, or a no-reply word at a boundary, tells a machine."""
    assert judge(mail(sender=sender, name=name)).may_answer


@pytest.mark.parametrize(
    "raw", ["MAILER-DAEMON", "Mail Delivery System <>", "postmaster <a", '"Mail Delivery System" <x>']
)
def test_a_daemon_without_a_usable_address_is_known_by_the_raw_header(raw):
    """From lines of mail servers often hold no address at all."""
    found = judge(mail(("from", raw), sender=None))
    assert (found.automatic, found.may_answer) == (True, False)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Candidature",
        "[EXTERNAL] Automatic reply: Candidature",
        "***SPAM*** Undeliverable: Candidature",
        "Auto-Reply: Candidature",
        "AutoReply",
        "Réponse automatique : Candidature",
        "Réponse automatique\u00a0: Candidature",
        "REPONSE AUTOMATIQUE",
        "Re\u0301ponse automatique: Candidature",
        "[Réponse automatique] Re: Candidature",
        "RE: Candidature (Automatic Response)",
        "Candidature [Auto-Reply]",
        "Out of office",
        "Out of Office AutoReply: Candidature",
        "Out of the office until 5 May",
        "I am out of the office",
        "AUTO: Salma Berrada is out of the office (returning 04/05/2026)",
        "Absence du bureau",
        "Absence du bureau : Candidature",
        "Absente du bureau jusqu’au 12 mai",
        "Message d'absence",
        "Abwesenheitsnotiz: Candidature",
        "Automatische Antwort: Candidature",
        "Respuesta automática: Candidature",
        "Resposta automática: Candidature",
        "Risposta automatica: Candidature",
        "Automatisch antwoord: Candidature",
        "Автоматический ответ: Candidature",
        "رد تلقائي: ترشيح",
        "الرد التلقائي : ترشيح",
        "خارج المكتب",
        "Undeliverable: Candidature",
        "Undelivered Mail Returned to Sender",
        "Delivery Status Notification (Failure)",
        "Mail delivery failed: returning message to sender",
        "Returned mail: see transcript for details",
        "failure notice",
        "Non remis : Candidature",
        "Échec de la remise du message",
        "Unzustellbar: Candidature",
        "تعذر التسليم: ترشيح",
        "Read: Candidature",
        "Not read: Candidature",
        "Lu : Candidature",
        "Non lu : Candidature",
        "Gelesen: Candidature",
        "Accusé de lecture : Candidature",
    ],
)
def test_a_robots_subject_makes_mail_automatic(subject):
    """In many languages, at the start or in brackets at either end."""
    assert judge(mail(subject=subject)).automatic


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "Candidature_chargé(e) de projet_OMP",
        "Delivery problem with my application",
        "Delivery driver application",
        "Problème d'envoi : ma candidature est revenue",
        "TR: Undelivered Mail Returned to Sender",
        "Fwd: Undeliverable: Candidature",
        "Re: Automatic reply: Candidature",
        "Candidature – réponse automatique reçue ?",
        "Out of office hours support technician",
        "Automatic reply systems engineer",
        "Automatisation – candidature",
        "Autonomous vehicles engineer",
        "AUTO: mécanicien, candidature",
        "Absence de réponse à ma candidature",
        "Reading coach application",
        "Lucie Martin : candidature",
        "Postmaster position",
        "رد: ترشيح لمنصب مدير",
    ],
)
def test_a_persons_subject_that_only_sounds_so_is_a_persons(subject):
    """Forwards and answers of such mails are people's, and so are words in the middle."""
    assert judge(mail(subject=subject)).may_answer


@pytest.mark.parametrize("kind", ["bounce", "report"])
def test_a_report_is_automatic(kind):
    """As the reader of the mail found it: multipart/report, a receipt, a calendar answer."""
    assert judge(mail(**{kind: True})).automatic


@pytest.mark.parametrize("sender", [None, "salma", "@example.com", "salma@", ""])
def test_without_a_usable_sender_a_person_is_not_answered(sender):
    """The mail is kept; there is nobody to write to."""
    found = judge(mail(sender=sender))
    assert (found.automatic, found.may_answer) == (False, False)


GMAIL = (
    "mx.example.org; dkim=pass header.i=@mail.example.com header.s=20230601 header.b=Ab+/=; "
    "spf=pass (mx.example.org: domain of salma@mail.example.com designates 192.0.2.1 as permitted sender) "
    "smtp.mailfrom=salma@mail.example.com; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) "
    "header.from=mail.example.com"
)


@pytest.mark.parametrize(
    "results",
    [
        GMAIL,
        "mx.example.org; dmarc=pass",
        "MX.example.ORG 1; DMARC=Pass header.from=mail.example.com",
        '"mx.example.org"; dmarc=pass header.from=mail.example.com',
        "(c) mx.example.org (c (d)) ; dmarc (c) = pass (p=none) header.from=mail.example.com",
        "mx.example.org; dmarc/1=pass header.from=example.com",
        "mx.example.org; spf=pass smtp.mailfrom=mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=x@bounce.mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=example.com; dmarc=none",
        'mx.example.org; spf=pass smtp.mailfrom="a;b"@mail.example.com',
        "mx.example.org; dkim=pass header.d=mail.example.com",
        "mx.example.org; dkim=pass header.i=@mail.example.com",
        "mx.example.org; dkim=fail header.d=mail.example.com; dkim=pass header.d=example.com",
        'mx.example.org; dkim=pass reason="good; signature" header.d=mail.example.com',
        "mx.example.org; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=mail.example.com; dmarc=none",
    ],
)
def test_a_sender_proved_by_our_server_is_answered(results):
    """A DMARC pass, or an aligned SPF or DKIM pass where DMARC does not fail (RFC 8601)."""
    assert judge(mail((RESULTS, results)), SERVER).reason is None


@pytest.mark.parametrize(
    "results",
    [
        "mx.example.org; none",
        "mx.example.org",
        "",
        ";;;",
        "mx.example.org; dmarc=fail header.from=mail.example.com",
        "mx.example.org; dmarc=fail; dkim=pass header.d=mail.example.com",
        "mx.example.org; dmarc=pass header.from=evil.example",
        "mx.example.org; dmarc=temperror header.from=mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example",
        "mx.example.org; spf=pass smtp.mailfrom=notmail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=com",
        "mx.example.org; spf=pass smtp.mailfrom=",
        "mx.example.org; spf=pass smtp.helo=mail.example.com",
        "mx.example.org; spf=softfail smtp.mailfrom=mail.example.com",
        "mx.example.org; dkim=neutral header.d=mail.example.com",
        "mx.example.org; dkim=pass",
        "mx.example.org; auth=pass smtp.auth=salma@mail.example.com",
        "mx.example.org; arc=pass header.from=mail.example.com",
        "mx.other.example; dmarc=pass header.from=mail.example.com",
        "mx.example.org.evil.example; dmarc=pass header.from=mail.example.com",
        "dmarc=pass header.from=mail.example.com",
        "mx.example.org; spf=fail (; dmarc=pass header.from=mail.example.com) smtp.mailfrom=evil.example",
        "mx.example.org; spf=fail (\\); dmarc=pass) smtp.mailfrom=evil.example",
        'mx.example.org; spf=pass smtp.mailfrom="x; dmarc=pass"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom="a smtp.mailfrom=b@mail.example.com"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom="b@mail.example.com"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom=a"b@evil.example (x; dmarc=pass)',
        'mx.example.org; dkim=pass reason="header.d=mail.example.com" header.d=evil.example',
        "mx.example.org; spf=pass smtp.mailfrom=evil.example ((; dmarc=pass",
    ],
)
def test_a_sender_not_proved_by_our_server_is_not_answered(results):
    """The mail is a person's still; only the answer is withheld."""
    found = judge(mail((RESULTS, results)), SERVER)
    assert (found.automatic, found.may_answer) == (False, False)
    assert (found.reason or "").startswith("Not authenticated")


PASS = (RESULTS, "mx.example.org; dmarc=pass header.from=mail.example.com")
FAIL = (RESULTS, "mx.example.org; dmarc=fail header.from=mail.example.com")
OTHER = (RESULTS, "mx.other.example; dmarc=fail header.from=mail.example.com")


@pytest.mark.parametrize(
    ("headers", "server", "answered"),
    [
        ([], None, True),
        ([FAIL], None, True),
        ([], SERVER, False),
        ([PASS], SERVER, True),
        ([PASS], " MX.Example.org ", True),
        ([PASS, FAIL], SERVER, True),
        ([FAIL, PASS], SERVER, False),
        ([OTHER, PASS], SERVER, True),
        ([OTHER], SERVER, False),
        ([PASS, ("reply-to", "x@evil.example")], SERVER, True),
        ([("arc-authentication-results", f"i=1; {PASS[1]}")], SERVER, False),
        ([(RESULTS, "spf=pass smtp.mailfrom=mail.example.com; dmarc=none")], "mx.microsoft.com", True),
        ([(RESULTS, "spf=fail; dmarc=fail action=none"), PASS], "mx.microsoft.com", False),
        ([OTHER, (RESULTS, "dmarc=pass")], "mx.microsoft.com", False),
        ([(RESULTS, "dmarc=pass")], "notmicrosoft.com", False),
    ],
)
def test_only_the_topmost_results_of_the_named_server_are_believed(headers, server, answered):
    """Without a server's name no authentication is asked for; Microsoft 365 writes none of its own."""
    assert judge(mail(*headers), server).may_answer is answered


NAMES = ["auto-submitted", "return-path", "precedence", "x-auto-response-suppress", "from", RESULTS]
STRANGE = st.text(st.characters(exclude_categories=()), max_size=80)
ANY_TEXT = STRANGE | st.text('()"\\;=<>@ .-apsfmx', max_size=80)


@given(
    headers=st.lists(st.tuples(st.sampled_from(NAMES), ANY_TEXT), max_size=6),
    subject=ANY_TEXT,
    sender=st.none() | ANY_TEXT,
    name=st.none() | ANY_TEXT,
    server=st.none() | ANY_TEXT | st.just(SERVER),
)
def test_any_mail_is_judged_without_an_exception(headers, subject, sender, name, server):
    """Whatever strangers write, and never both automatic and answered."""
    found = judge(mail(*headers, subject=subject, sender=sender, name=name), server)
    assert not (found.automatic and found.may_answer)
    assert (found.reason is None) == found.may_answer


@given(ANY_TEXT)
def test_a_result_inside_a_comment_is_never_believed(text):
    """A stranger chooses what a server puts into its comments."""
    comment = "".join(c for c in text if c not in "()\\")
    results = f"mx.example.org; spf=fail (helo {comment}; dmarc=pass header.from=mail.example.com)"
    assert not judge(mail((RESULTS, results)), SERVER).may_answer


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["(", '"', "\\", "a=b ", "a=", ";", "spf=pass ", "[", "* ", "auto: out ", "-", "re "]
)
def test_the_work_is_bounded_for_hostile_mail(piece):
    """Headers, subjects and names of any length are cut before they are looked at."""
    long = piece * 100_000
    headers = [(name, f"mx.example.org; {long}" if name == RESULTS else long) for name in NAMES[2:]]
    found = judge(mail(*headers, subject=long, sender=f"{long}@example.com", name=long), SERVER)
    assert not found.may_answer
