"""Files that hold files: archives, mails, and office documents of every make."""

from __future__ import annotations

import pytest
from builders import containers as box
from builders import documents as make
from builders import outlook, scans
from builders.documents import CV_AR, CV_EN, CV_FR, LETTER_FR
from builders.mails import mail

from intake.adapters.sandbox import Reader
from intake.adapters.tesseract import Tesseract
from intake.reading.dossier import Context, read_file
from intake.reading.files import foreign
from intake.reading.files.formats import extract, sniff
from intake.reading.terms import REQUIRED

SAMIRA = Context(email="samira.bennani@example.org", candidate="Samira Bennani")
CV, LETTER = make.pdf([CV_FR]), make.docx(LETTER_FR)
FILES = {"Dossier/CV Amélie.pdf": CV, "lettre.docx": LETTER}
NOTE = "Bonjour,\n\nVeuillez trouver ci-joint mon CV.\n\nCordialement,\nSamira Bennani\n"
PHOTO = box.photo()


def flat(text):
    return " ".join(text.split())


def kinds(data, name="x", context=SAMIRA):
    return {each.file: each.kinds for each in read_file(data, name, context)}


# --- archives ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (box.tar(FILES), "tar"),
        (box.PACKERS["gz"](box.tar(FILES)), "gzip"),
        (box.PACKERS["bz2"](box.tar(FILES)), "bzip2"),
        (box.PACKERS["xz"](box.tar(FILES)), "xz"),
        (box.seven_zip(FILES), "7z"),
        (box.rar(FILES), "rar"),
        (box.rar5(FILES), "rar"),
    ],
    ids=["tar", "tar.gz", "tar.bz2", "tar.xz", "7z", "rar", "rar5"],
)
def test_an_archive_of_any_make_gives_its_files(data, kind):
    found = extract(data, "dossier")
    assert (found.format, found.problem) == (kind, None)
    assert dict(found.members) == FILES


@pytest.mark.parametrize("packer", box.PACKERS)
def test_one_packed_file_is_named_after_its_archive(packer):
    assert extract(box.PACKERS[packer](CV), f"cv.pdf.{packer}").members == (("cv.pdf", CV),)


def test_a_packed_file_has_the_name_that_its_archive_says():
    found = extract(box.named_gzip("CV été.pdf".encode("latin-1"), CV), "x.gz")
    assert found.members == (("CV été.pdf", CV),)


def test_links_and_names_that_climb_lead_nowhere():
    data = box.tar({"../../etc/cv.txt": b"text", "._cv.txt": b"x"}, links={"passwd": "/etc/passwd"})
    assert extract(data, "x.tar").members == (("etc/cv.txt", b"text"),)


def test_an_archive_with_a_password_says_so():
    assert extract(box.rar({"cv.txt": b"secret"}, locked=True), "x.rar").problem == "needs a password"


def test_without_libarchive_a_rar_is_told_as_such(monkeypatch):
    monkeypatch.setattr(foreign, "preload", lambda: None)
    (document,) = read_file(box.rar(FILES), "x.rar", SAMIRA)
    assert "only where libarchive is installed" in document.because
    assert document.possible == REQUIRED


@pytest.mark.parametrize("page", ["cp850", "cp1252", "cp1256", "utf-8"])
@pytest.mark.parametrize("name", ["CV été à Noël.pdf", "Élodie Lefèvre.docx", "DIPLÔME.pdf", "ça.txt"])
def test_french_names_of_any_charset_are_read(name, page):
    try:
        data = box.legacy_zip(name, page)
    except UnicodeEncodeError:
        pytest.skip("that page has no such letter")
    assert extract(data, None).members == ((name, b"x"),)


@pytest.mark.parametrize("page", ["cp1256", "cp720", "utf-8"])
@pytest.mark.parametrize("name", ["السيرة الذاتية.pdf", "CV_محمد.pdf", "رسالة تحفيزية 2026.docx"])
def test_arabic_names_of_any_charset_are_read(name, page):
    assert extract(box.legacy_zip(name, page), None).members == ((name, b"x"),)


def test_an_archive_inside_an_archive_is_opened():
    data = make.zip_of(
        {"scans.zip": make.zip_of({"cv.pdf": CV}), "suite.tgz": box.PACKERS["gz"](box.tar(FILES))}
    )
    assert kinds(data, "dossier.zip") == {
        "dossier.zip/scans.zip/cv.pdf": ("cv",),
        "dossier.zip/suite.tgz/Dossier/CV Amélie.pdf": ("cv",),
        "dossier.zip/suite.tgz/lettre.docx": ("letter",),
    }


def test_archives_in_archives_are_bounded_in_all():
    many = make.zip_of({f"{number}.txt": b"x" for number in range(50)})
    documents = read_file(make.zip_of({f"{number}.zip": many for number in range(50)}), "x.zip", SAMIRA)
    assert len(documents) < 300
    assert "too many files" in documents[-1].because
    assert documents[-1].possible == REQUIRED


# --- mails -------------------------------------------------------------------


def test_a_winmail_dat_gives_its_files_by_their_long_names_and_no_logo():
    logo = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x80\0\0\0\x20" + bytes(9_000)
    data = outlook.tnef(
        [("Curriculum vitæ de Samira.pdf", CV), ("رسالة.docx", LETTER)],
        body=NOTE,
        inline=[("logo.png", logo)],
    )
    assert kinds(data, "winmail.dat") == {
        "winmail.dat/Curriculum vitæ de Samira.pdf": ("cv",),
        "winmail.dat/رسالة.docx": ("letter",),
    }


def test_a_winmail_dat_of_a_mere_note_is_no_document():
    assert read_file(outlook.tnef(body=NOTE), "winmail.dat", SAMIRA) == ()


@pytest.mark.parametrize(
    "data",
    [
        outlook.tnef([("cv.pdf", b"")], body=NOTE),
        outlook.msg(NOTE, [("cv.pdf", b"")]),
        mail(text=NOTE, files=[("cv.pdf", b"")]),
    ],
    ids=["winmail.dat", "msg", "eml"],
)
def test_a_file_that_a_mail_only_names_could_be_anything(data):
    """Outlook attaches links to a drive so."""
    (document,) = read_file(data, "x", SAMIRA)
    assert (document.file, document.possible) == ("x/cv.pdf", REQUIRED)


@pytest.mark.parametrize("data", [b"\x78\x9f\x3e\x22" + bytes(300), outlook.tnef([("cv.pdf", CV)])[:-900]])
def test_a_damaged_winmail_dat_could_hold_anything(data):
    assert read_file(data, "winmail.dat", SAMIRA)[0].possible == REQUIRED


def test_a_letter_written_in_a_winmail_dat_is_read():
    documents = read_file(outlook.tnef(body=LETTER_FR.replace("’", "'")), "winmail.dat", SAMIRA)
    assert [(each.file, each.kinds) for each in documents] == [("winmail.dat/(message text)", ("letter",))]


def test_a_mail_in_a_winmail_dat_is_opened():
    data = outlook.tnef(mails={"TR - dossier": outlook.tnef([("cv.pdf", CV)])})
    assert kinds(data, "winmail.dat") == {"winmail.dat/TR - dossier/cv.pdf": ("cv",)}


def test_compressed_rtf_is_text(monkeypatch):
    rtf = make.rtf(CV_FR)
    stored = (len(rtf) + 12).to_bytes(4, "little") + len(rtf).to_bytes(4, "little") + b"MELA" + bytes(4) + rtf
    found = extract(outlook.tnef(rtf=stored), "winmail.dat")
    assert flat(found.bodies[0][1]) == flat(CV_FR)


def test_the_example_of_compressed_rtf_in_its_specification_is_unpacked():
    """[MS-OXRTFCP] 3.2.1: it refers to the dictionary that both sides know."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    from intake.reading.files.mapi import decompress

    assert decompress(packed) == rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"


def test_an_outlook_mail_gives_its_files_and_those_of_the_mails_inside():
    inner = outlook.mail_tree(LETTER_FR, [("réf.docx", make.docx(CV_EN))], inner=True)
    data = outlook.msg(
        NOTE, [("CV Samira.pdf", CV)], mails={"TR: dossier": inner}, inline=[("logo.png", b"\x89PNG")]
    )
    assert kinds(data, "mail.msg") == {
        "mail.msg/CV Samira.pdf": ("cv",),
        "mail.msg/TR: dossier/réf.docx": ("cv",),
        "mail.msg/TR: dossier/(message text)": ("letter",),
    }


def test_an_outlook_mail_in_an_arabic_code_page_is_understood():
    found = extract(outlook.msg(CV_AR, [("السيرة.pdf", CV)], page=1256), "x.msg")
    assert found.members == (("السيرة.pdf", CV),)
    assert flat(found.bodies[0][1]) == flat(CV_AR)


def test_a_mail_in_a_file_gives_its_files_and_a_letter_that_it_is():
    data = mail(text=LETTER_FR, files=[("cv.pdf", CV), ("carte.vcf", b"BEGIN:VCARD")])
    assert kinds(data, "TR.eml") == {"TR.eml/cv.pdf": ("cv",), "TR.eml/(message text)": ("letter",)}


def test_a_mail_in_a_mail_in_a_file_is_opened():
    from email import message_from_bytes, policy

    outer = message_from_bytes(mail(text=NOTE), policy=policy.default)
    outer.add_attachment(
        message_from_bytes(mail(subject="Dossier", files=[("cv.pdf", CV)]), policy=policy.default)
    )
    assert kinds(outer.as_bytes(), "x.eml") == {"x.eml/Dossier/cv.pdf": ("cv",)}


@pytest.mark.parametrize("data", [mail(text=NOTE), outlook.msg(NOTE)], ids=["eml", "msg"])
def test_a_mail_in_a_file_that_is_but_a_note_is_nothing_required(data):
    (document,) = read_file(data, "x", SAMIRA)
    assert (document.kinds, document.possible) == (("other",), ())


def test_names_of_a_mail_are_decoded_however_they_are_written():
    body = b"".join(
        b"--b\r\nContent-Type: application/x\r\nContent-Disposition: attachment; "
        + name
        + b"\r\n\r\nsome content\r\n"
        for name in (
            b"filename*=UTF-8''CV%20%C3%A9t%C3%A9.pdf",
            b'filename="=?utf-8?B?Q1Ygw6l0w6kucGRm?="',
            'filename="CV été.pdf"'.encode(),
            'filename="CV été.pdf"'.encode("cp1252"),
        )
    )
    head = b'From: a@example.org\r\nReceived: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    assert {name for name, _ in extract(head + body + b"--b--\r\n", "x.eml").members} == {"CV été.pdf"}


@pytest.mark.parametrize("chunks", [0, 100])
def test_a_signed_file_is_opened(chunks):
    found = extract(box.signed(CV, chunks=chunks), "cv.pdf.p7m")
    assert (found.format, found.members) == ("signed", (("cv.pdf", CV),))


def test_a_signed_mail_is_opened():
    entity = mail(text=NOTE, files=[("cv.pdf", CV)]).partition(b"MIME-Version")
    assert kinds(box.signed(entity[1] + entity[2]), "smime.p7m") == {"smime.p7m/cv.pdf": ("cv",)}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (box.enveloped(), "is encrypted (S/MIME)"),
        (b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQ==\r\n", "is encrypted (PGP)"),
        (bytes.fromhex("845e039147bb8068f6ffd712010740") + bytes(90), "is encrypted (PGP)"),
        (bytes.fromhex("8c0d04090302c4b18d3637dd401fffd2") + bytes(90), "is encrypted (PGP)"),
        (box.signed(b""), "is a signature (S/MIME) without the file that it is of"),
    ],
)
def test_what_is_sealed_is_told_as_such(data, problem):
    (document,) = read_file(data, "cv.pdf", SAMIRA)
    assert document.because.startswith(f"could not be read: it {problem}")
    assert document.possible == REQUIRED


# --- office documents ----------------------------------------------------------


NOTICE = """Please wait...

If this message is not eventually replaced by the proper contents of
the document, your PDF viewer may not be able to display this type of document."""
WEBLOC = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>URL</key><string>https://we.tl/t-x</string></dict></plist>"""
ROWS = [["Karim Tazi", "directeur"], ["Helen Marsh", "head of research"]]


@pytest.mark.parametrize(
    ("data", "kind", "text"),
    [
        (box.pptx([CV_FR, LETTER_FR]), "pptx", CV_FR + LETTER_FR),
        (box.odp([CV_FR, LETTER_FR]), "odp", CV_FR + LETTER_FR),
        (box.xlsx(ROWS), "xlsx", "Karim Tazi directeur Helen Marsh head of research"),
        (box.ods(ROWS), "ods", "Karim Tazi directeur Helen Marsh head of research"),
        (box.epub([CV_EN, CV_FR]), "epub", CV_EN + CV_FR),
        (box.word_xml(CV_AR), "wordxml", CV_AR),
        (box.flat_odt(CV_AR), "fodt", CV_AR),
        (box.mht(make.html(CV_FR)), "mht", CV_FR),
        (outlook.ole({"WordDocument": box.word_95(CV_EN)}), "word95", CV_EN),
    ],
    ids=["pptx", "odp", "xlsx", "ods", "epub", "word-2003-xml", "flat-odt", "mht", "word-95"],
)
def test_the_text_of_rarer_documents_is_read(data, kind, text):
    found = extract(data, None)
    assert (found.format, found.problem) == (kind, None)
    assert flat(" ".join(found.pages)) == flat(text)


def test_a_word_file_of_before_1997_is_read_and_marked():
    (document,) = read_file(outlook.ole({"WordDocument": box.word_95(CV_EN)}), "cv.doc", SAMIRA)
    assert document.kinds == ("cv",)
    assert "a Word file of before 1997" in document.because


def test_each_slide_is_a_page():
    assert len(extract(box.pptx([CV_FR, LETTER_FR]), None).pages) == 2
    assert len(extract(box.odp([CV_FR, LETTER_FR]), None).pages) == 2


@pytest.mark.parametrize("name", ["cv.doc", "cv.docx"])
@pytest.mark.parametrize(
    "data", [box.mht(make.html(CV_FR)), box.word_xml(CV_FR), make.html(CV_FR), make.rtf(CV_FR)]
)
def test_a_word_file_that_is_none_is_read_by_its_content_and_that_is_told(data, name):
    (document,) = read_file(data, name, SAMIRA)
    assert document.kinds == ("cv",)
    assert f"named .{name.rpartition('.')[2]} but is" in document.because


def test_a_document_with_macros_is_a_word_document():
    assert (
        sniff(make.zip_of({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}))
        == "docx"
    )
    assert extract(make.docx(CV_FR), "cv.docm").mismatch is None


@pytest.mark.parametrize(
    "data",
    [
        box.docx_of_pictures([PHOTO, box.photo(seed=9)]),
        box.odt_of_pictures([PHOTO, box.photo(seed=9)]),
        box.pptx(["", ""], {"1.jpg": PHOTO, "2.jpg": box.photo(seed=9)}),
        box.mht(b"<html><body><img src=1></body></html>", {"1.jpg": PHOTO, "2.jpg": box.photo(seed=9)}),
    ],
    ids=["docx", "odt", "pptx", "mht"],
)
def test_pages_pasted_into_a_document_as_pictures_are_its_files(data):
    found = extract(data, None)
    assert [sniff(content) for _, content in found.members] == ["jpeg", "jpeg"]
    assert not any(flat(page) for page in found.pages)


def test_a_web_page_wrapped_up_as_a_word_document_is_its_file():
    parts = {
        "[Content_Types].xml": b"",
        "word/document.xml": b"<x/>",
        "word/afchunk.mht": box.mht(make.html(CV_FR)),
    }
    assert kinds(make.zip_of(parts), "cv.docx") == {"cv.docx/afchunk.mht": ("cv",)}


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": b"<x/>", "Documents/1/Pages/1.fpage": b"<x/>"},
        {"mimetype": b"application/vnd.oasis.opendocument.formula", "content.xml": b"<x/>"},
    ],
    ids=["xps", "odf"],
)
def test_a_package_of_another_program_is_no_archive(parts):
    (document,) = read_file(make.zip_of(parts), "cv.zip", SAMIRA)
    assert document.possible == REQUIRED


def test_a_portrait_in_a_document_with_text_is_decoration():
    data = box.docx_of_pictures([PHOTO], text=CV_FR)
    with Reader(recogniser=Tesseract()) as reader:
        (document,) = reader.read_file(data, "cv.docx")
    assert (document.kinds, document.possible) == (("cv",), ())


def test_a_scan_in_a_document_with_text_that_cannot_be_read_may_be_anything():
    scan = scans.data(scans.page(LETTER_FR), "PNG")
    *_, found = read_file(box.docx_of_pictures([scan], text=CV_FR), "cv.docx", Context())
    assert (found.kinds, found.possible) == ((), REQUIRED)


def test_a_scan_in_a_document_with_text_is_a_document_of_its_own():
    data = box.docx_of_pictures([scans.data(scans.page(LETTER_FR), "PNG")], text=CV_FR)
    with Reader(recogniser=Tesseract()) as reader:
        found = reader.read_file(data, "cv.docx")
    assert [document.kinds for document in found] == [("cv",), ("letter",)]
    assert found[1].file.startswith("cv.docx/")


def test_a_document_of_a_logo_holds_no_text():
    assert extract(box.docx_of_pictures([box.photo(120, 60)]), None).problem == "holds no text"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><img src='data:image/png;base64,AAAA'></body></html>",
        b"{\\rtf1{\\pict\\pngblip 89504e47}}",
    ],
)
def test_a_page_of_a_picture_alone_holds_no_text(data):
    assert extract(data, None).problem == "holds no text"


def test_an_apple_document_is_read_by_its_preview():
    assert kinds(box.pages({"QuickLook/Preview.pdf": CV, "preview.jpg": PHOTO}), "cv.pages") == {
        "cv.pages/Preview.pdf": ("cv",)
    }
    documents = read_file(box.pages({"preview.jpg": PHOTO}), "cv.pages", SAMIRA)
    assert [each.file for each in documents] == ["cv.pages", "cv.pages/preview.jpg"]
    assert "only a picture of its first page" in documents[0].because


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (box.locked_odt(), "needs a password"),
        (b"[InternetShortcut]\r\nURL=https://drive.google.com/file/d/1\r\n", "is a link instead of a file"),
        (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "is a link instead of a file"),
        (WEBLOC, "is a link instead of a file"),
        (b"L\0\0\0\x01\x14\x02\0" + bytes(200), "is a link instead of a file"),
        (outlook.ole({"WordDocument": box.word_95(CV_EN, flags=0x0100)}), "needs a password"),
        (
            outlook.ole({"WordDocument": box.word_95(CV_EN, flags=0x0004)}),
            "is a Word file of before 1997, saved in pieces, which is not read by this version",
        ),
        (
            outlook.ole({"Workbook": b"x"}),
            "is an old workbook; this kind of file is not read by this version",
        ),
        (
            make.pdf([NOTICE]),
            "is a form that only Adobe's programs show (XFA)",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data, problem):
    assert extract(data, None).problem == problem


@pytest.mark.parametrize("passwords", [("", "owner"), ("", "")])
def test_a_pdf_that_opens_without_a_password_is_read(passwords):
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(CV))
    writer.encrypt(*passwords, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert "Samira Bennani" in extract(out.getvalue(), "cv.pdf").pages[0]


# --- the confined process --------------------------------------------------------


EVERY = {
    "tar.gz": (box.PACKERS["gz"](box.tar({"cv.pdf": CV})), "/cv.pdf"),
    "tar.bz2": (box.PACKERS["bz2"](box.tar({"cv.pdf": CV})), "/cv.pdf"),
    "tar.xz": (box.PACKERS["xz"](box.tar({"cv.pdf": CV})), "/cv.pdf"),
    "7z": (box.seven_zip({"CV été.pdf": CV}), "/CV été.pdf"),
    "rar": (box.rar({"cv.pdf": CV}), "/cv.pdf"),
    "rar5": (box.rar5({"cv.pdf": CV}), "/cv.pdf"),
    "zip": (box.legacy_zip("السيرة.pdf", "cp1256", CV), "/السيرة.pdf"),
    "winmail.dat": (outlook.tnef([("cv.pdf", CV)], page=1256), "/cv.pdf"),
    "msg": (outlook.msg(NOTE, [("cv.pdf", CV)], page=1256), "/cv.pdf"),
    "eml": (mail(text=NOTE, files=[("CV été.pdf", CV)]), "/CV été.pdf"),
    "p7m": (box.signed(CV), "/cv"),
    "pptx": (box.pptx([CV_FR]), ""),
    "odp": (box.odp([CV_FR]), ""),
    "epub": (box.epub([CV_FR]), ""),
    "mht": (box.mht(make.html(CV_FR)), ""),
    "fodt": (box.flat_odt(CV_FR), ""),
    "doc": (outlook.ole({"WordDocument": box.word_95(CV_EN)}), ""),
}


@pytest.fixture(scope="module")
def reader():
    with Reader(seconds=30) as opened:
        yield opened


@pytest.mark.parametrize("kind", EVERY)
def test_a_container_of_any_kind_is_read_where_no_file_can_be_opened(reader, kind):
    data, inner = EVERY[kind]
    assert [(each.file, each.kinds) for each in reader.read_file(data, f"cv.{kind}")] == [
        (f"cv.{kind}{inner}", ("cv",))
    ]
