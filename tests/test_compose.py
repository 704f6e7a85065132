"""A letter as bytes on the wire, read again the way a receiver reads it."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.adapters import compose
from intake.adapters.letters import Rendered
from intake.domain.letter import Enclosure
from intake.domain.model import Address

LETTER = Rendered(
    subject="[OMP-2026-0007] Candidature complète",
    text="Bonjour Salma,\n\nDossier reçu.\n.\nFrom here\n",
    html="<p>Dossier reçu : é " + "x" * 2000 + "</p>\n",
)
ARABIC = Rendered(subject="اكتمل ملف ترشيحكم [OMP-2026-0007]", text="تحية طيبة\n", html="<p>تحية طيبة</p>\n")
PARENT = "<parent@example.org>"


def answer(**changes):
    arguments = {
        "rendered": LETTER,
        "sender_name": "Association Exemple",
        "sender_address": "jobs@example.org",
        "recipient": "salma@example.org",
        "message_id": "<1@example.org>",
        "date": datetime(2026, 5, 3, 13, 5, tzinfo=UTC),
        "in_reply_to": PARENT,
        "references": ("<first@example.org>",),
        "reference": "OMP-2026-0007",
    }
    return compose.acknowledgement(**(arguments | changes))


def read(raw):
    return message_from_bytes(raw, policy=policy.default)


def test_an_acknowledgement_carries_what_the_contract_and_rfc_3834_ask_for():
    mail = read(answer())
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["In-Reply-To"] == PARENT
    assert mail["References"] == f"<first@example.org> {PARENT}"
    assert mail["Message-ID"] == "<1@example.org>"
    assert mail["Date"].datetime == datetime(2026, 5, 3, 13, 5, tzinfo=UTC)
    assert mail["From"] == "Association Exemple <jobs@example.org>"
    assert mail["To"] == "salma@example.org"
    assert mail["Subject"] == LETTER.subject
    assert mail.get_content_type() == "multipart/alternative"


def test_a_digest_is_generated_and_answers_nothing():
    mail = read(
        compose.notice(
            rendered=LETTER,
            sender_name="Association Exemple",
            sender_address="jobs@example.org",
            recipient=Address(name="Direction", email="direction@example.org"),
            message_id="<d@example.org>",
            date=datetime(2026, 5, 3, tzinfo=UTC),
        )
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "direction@example.org"
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


@pytest.mark.parametrize("letter", [LETTER, ARABIC])
def test_both_forms_survive_as_seven_bit_lines_of_bounded_length(letter):
    raw = answer(rendered=letter)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    plain, html = read(raw).iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert plain.get_content().replace("\r\n", "\n") == letter.text
    assert html.get_content().replace("\r\n", "\n") == letter.html


def test_the_same_letter_is_the_same_bytes_at_every_retry():
    assert answer() == answer()


def test_the_reference_is_put_into_a_subject_that_lacks_it():
    plain = Rendered(subject="Merci", text="x\n", html="<p>x</p>")
    assert read(answer(rendered=plain))["Subject"] == "[OMP-2026-0007] Merci"
    assert read(answer(rendered=plain, reference=None))["Subject"] == "Merci"


INJECTIONS = [
    "a\r\nBcc: x@example.org",
    "a\nBcc: x@example.org",
    "a\rBcc: x@example.org",
    "=?utf-8?q?a=0ABcc:x@example.org?=",
    "=?utf-8?q?a=0D=0ABcc:x@example.org?= é",
    "=?utf-8?b?YQpCY2M6IHhAZXhhbXBsZS5vcmc=?=",
    "a\u2028Bcc: x@example.org",
    "a\x0bBcc: x\x0cBcc: x\x85Bcc: x",
    '"a" <x@example.org>, b',
    "a\\",
    "x" * 5000,
    "é" * 5000,
    "\ud800",
]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("field", ["subject", "sender_name"])
def test_no_text_can_add_a_header_or_a_recipient(text, field):
    if field == "subject":
        raw = answer(rendered=Rendered(subject=text, text="x\n", html="<p>x</p>"))
    else:
        raw = answer(sender_name=text)
    mail = read(raw)
    expected = (
        "From To Subject Date Message-ID Auto-Submitted In-Reply-To References X-Auto-Response-Suppress"
        " X-Intake-Letter"
    )
    assert set(mail.keys()) == {*expected.split(), "Content-Type", "MIME-Version"}
    assert [a.addr_spec for a in mail["From"].addresses] == ["jobs@example.org"]
    assert [a.addr_spec for a in mail["To"].addresses] == ["salma@example.org"]
    assert not re.search(rb"(?im)^bcc", raw)


@settings(max_examples=150, deadline=None)
@given(subject=st.text(max_size=300), name=st.text(max_size=200))
def test_any_subject_and_name_read_back_as_one_line(subject, name):
    mail = read(
        answer(
            rendered=Rendered(subject=subject, text="x\n", html="<p>x</p>"), sender_name=name, reference=None
        )
    )
    assert len(mail.get_all("Subject")) == 1
    assert "\n" not in mail["Subject"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["jobs@example.org"]


@pytest.mark.parametrize(
    "text", ["Candidature – é", "=?utf-8?q?x?=", "أكاديمية الرباط " * 12, "a" * 200, "Plain"]
)
def test_a_subject_and_a_sender_s_name_arrive_as_written(text):
    letter = Rendered(subject=text, text="x\n", html="x")
    mail = message_from_bytes(answer(rendered=letter, sender_name=text, reference=None))
    subject, sender = (str(make_header(decode_header(mail[name]))) for name in ("Subject", "From"))
    assert subject == text.strip()
    assert parseaddr(sender) == (text.strip(), "jobs@example.org")


@pytest.mark.parametrize(
    ("parent", "earlier", "in_reply_to", "references"),
    [
        (None, (), None, None),
        (None, ("<a@x.org>",), None, "<a@x.org>"),
        ("<b@x.org>", (), "<b@x.org>", "<b@x.org>"),
        ("<b@x.org>", ("<b@x.org>", "<a@x.org>", "<a@x.org>"), "<b@x.org>", "<a@x.org> <b@x.org>"),
        ("<[x@microsoft.com]>", ("<a@x.org>",), None, "<a@x.org>"),
        ("<no at sign>", ("junk", "<a b@x>", "<é@x.org>"), None, None),
        ("<b@x.org>\r\nBcc: x", ("<a@x.org>\n",), None, None),
        ("<" + "b" * 300 + "@x.org>", (), None, None),
    ],
)
def test_a_thread_holds_well_formed_message_ids_only(parent, earlier, in_reply_to, references):
    mail = read(answer(in_reply_to=parent, references=earlier))
    assert mail["In-Reply-To"] == in_reply_to
    assert mail["References"] == references


@pytest.mark.parametrize("length", [5, 100, 230])
def test_a_long_thread_keeps_its_start_and_its_end(length):
    earlier = tuple(f"<{i:03}{'x' * length}@x.org>" for i in range(60))
    kept = read(answer(references=earlier))["References"].split()
    assert kept[0] == earlier[0]
    assert kept[-2:] == [earlier[-1], PARENT]
    assert len(kept) <= 20
    assert len(" ".join(kept)) <= 900


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("salma@exämple.org", "salma@xn--exmple-cua.org"),
        ("Salma.B+1@EXAMPLE.org", "Salma.B+1@example.org"),
        (Address(name='x" <evil@example.org>', email="salma@example.org"), "salma@example.org"),
    ],
)
def test_a_recipient_is_one_bare_address(address, written):
    assert read(answer(recipient=address))["To"] == written


@pytest.mark.parametrize(
    "address",
    [
        "", "salma", "@example.org", "salma@", "a@b@c", "a b@example.org", "a@exa mple.org",
        "a,b@example.org",
        "<a@example.org>", "a@example.org\r\nBcc: b@example.org", "a@example.org\n", "sälma@example.org",
        "a@straße.de", "a@-x.org", "a@x..org", "a..b@x.org", "a@" + "x" * 64 + ".org", "x" * 65 + "@x.org",
        "a@[127.0.0.1]", "a@example.org, b@example.org", "a@" + "é" * 300,
    ],
)  # fmt: skip
def test_an_address_that_is_not_one_plain_address_is_refused(address):
    with pytest.raises(compose.UnsendableError):
        answer(recipient=address)


NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  # refused, as the test says


@pytest.mark.parametrize("changes", [{"message_id": "x"}, {"message_id": "<a@b>\n"}, {"date": NAIVE}])
def test_a_bad_message_id_or_a_naive_date_is_refused(changes):
    with pytest.raises(compose.UnsendableError):
        answer(**changes)


def test_a_new_message_id_is_made_of_a_unique_part_and_an_ascii_domain():
    assert compose.new_message_id("Exämple.org", "omp.7-a") == "<omp.7-a@xn--exmple-cua.org>"
    for unique in ("", "a b", "a@b", "a\n", "é", "x" * 200):
        with pytest.raises(compose.UnsendableError):
            compose.new_message_id("example.org", unique)


# --- files, and where answers go ---


def enclosed(name="liste.xlsx", content_type="application/pdf", data=b"%PDF \x00\xff\r\n.\r\nFrom me"):
    return Enclosure(name=name, content_type=content_type, data=data)


def digest(**changes):
    arguments = {
        "rendered": LETTER,
        "sender_name": "Association Exemple",
        "sender_address": "jobs@example.org",
        "recipient": "direction@example.org",
        "message_id": "<d@example.org>",
        "date": datetime(2026, 5, 3, tzinfo=UTC),
    }
    return compose.notice(**(arguments | changes))


@pytest.mark.parametrize("write", [answer, digest])
def test_files_go_with_a_letter_behind_both_of_its_forms(write):
    files = (enclosed(), enclosed(name="rapport.pdf", data=b""))
    raw = write(attachments=files)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    mail = read(raw)
    assert mail.get_content_type() == "multipart/mixed"
    texts, *rest = mail.iter_parts()
    assert texts.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in texts.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content_disposition() for part in rest] == ["attachment"] * 2
    assert [part["Content-Transfer-Encoding"] for part in rest] == ["base64"] * 2
    assert [part.get_filename() for part in rest] == ["liste.xlsx", "rapport.pdf"]
    assert [part.get_content() for part in rest] == [file.data for file in files]


def test_a_letter_with_files_is_the_same_bytes_at_every_retry():
    assert digest(attachments=(enclosed(),)) == digest(attachments=(enclosed(),))
    boundaries = re.findall(rb'boundary="([^"]+)"', digest(attachments=(enclosed(),)))
    assert len(set(boundaries)) == 2


def test_a_letter_without_files_is_written_as_ever():
    assert digest(attachments=()) == digest()
    assert read(digest()).get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("cv.pdf", "cv.pdf"),
        ("Procès-verbal d’ouverture.pdf", "Procès-verbal d’ouverture.pdf"),
        ("محضر فتح الترشيحات.pdf", "محضر فتح الترشيحات.pdf"),
        ('a"b\\c.pdf', "a_b_c.pdf"),
        ("a.pdf\r\nBcc: x@example.org", "a.pdf__Bcc_ x@example.org"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\a.pdf", "C__a.pdf"),
        ("=?utf-8?q?a=0D=0ABcc:x?=.pdf", "=_utf-8_q_a=0D=0ABcc_x_=.pdf"),
        ("a;b='c'*0*=%0d.pdf", "a;b='c'_0_=%0d.pdf"),
        ("a" * 300 + ".xlsx", "a" * 95 + ".xlsx"),
        ("م" * 300 + ".xlsx", "م" * 95 + ".xlsx"),
        ("😀" * 300, "😀" * 100),
        ("a" * 300, "a" * 100),
        ("x." + "y" * 300, "x." + "y" * 98),
        ("\ud800.pdf", "pdf"),
        (" . ", "file"),
        ("", "file"),
    ],
)
def test_a_file_s_name_is_one_plain_name_whatever_it_was(name, given):
    raw = digest(attachments=(enclosed(name=name),))
    mail = read(raw)
    assert [part.get_filename() for part in mail.iter_attachments()][-1] == given
    assert "Bcc" not in mail
    assert not re.search(rb"(?im)^bcc", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=300))
def test_any_file_s_name_reads_back_on_one_line(name):
    (*_, part) = read(digest(attachments=(enclosed(name=name),))).iter_parts()
    assert set(part.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Content-Disposition",
    }  # fmt: skip
    assert 1 <= len(part.get_filename()) <= 100
    assert not re.search(r'[\x00-\x1f/\\"\u202a-\u202e]', part.get_filename())


@pytest.mark.parametrize(
    ("content_type", "written"),
    [
        ("text/csv", "text/csv"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",) * 2,
        ("application/pdf\r\nBcc: x", "application/octet-stream"),
        ("application/pdf; x=y", "application/octet-stream"),
        ("pdf", "application/octet-stream"),
        ("", "application/octet-stream"),
        ("message/rfc822", "application/octet-stream"),
        ("multipart/mixed", "application/octet-stream"),
    ],
)
def test_a_file_s_type_is_one_type_or_that_of_unknown_bytes(content_type, written):
    (*_, part) = read(digest(attachments=(enclosed(content_type=content_type),))).iter_parts()
    assert part.get_content_type() == written
    assert part.get_payload(decode=True) == enclosed().data


def test_a_digest_can_be_answered_to_another_address_and_stands_in_a_thread():
    mail = read(
        digest(reply_to="jobs+abc@exämple.org", in_reply_to=PARENT, references=("<first@example.org>",))
    )
    assert mail["Reply-To"] == "jobs+abc@xn--exmple-cua.org"
    assert mail["In-Reply-To"] == PARENT
    assert mail["References"] == f"<first@example.org> {PARENT}"
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("address", ["", "jobs", "a@x.org, b@x.org", "a@x.org\r\nBcc: b@x.org"])
def test_answers_go_to_one_plain_address_or_there_is_no_letter(address):
    with pytest.raises(compose.UnsendableError):
        digest(reply_to=address)
