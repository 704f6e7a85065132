"""Documents in the console: drawn or read, never run; handed out under names that are harmless."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from email.utils import encode_rfc2231
from urllib.parse import unquote

import pytest
from builders import documents as make
from builders.mails import mail
from PIL import Image
from rigs.clamd import Pretender
from rigs.console import opened
from rigs.office import CV, FULL, IN_TIME, LETTER

from intake.adapters.sandbox import Reader
from intake.domain.drawing import MOST_PAGES, Drawn
from intake.reading import wire
from intake.reading.files.drawing import draw

BASE = "/applications/OMP-2026-0001"
RLO = "\u202e"
HTML = b"<!doctype html><title>CV</title><h1>Curriculum vitae</h1><script>alert(1)</script><p>Formation</p>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>Curriculum vitae</text></svg>'
HARMLESS = ("default-src 'none'", "sandbox")


def of(office, file: str) -> str:
    rows = office.sql("SELECT sha256 FROM document WHERE file = :file", file=file)
    return f"{BASE}/documents/{rows[0].sha256}"


def apply(office, *files, **changes):
    office.apply(files, **changes)
    office.poll_at(IN_TIME)


# --- drawn ---


def test_a_pdf_is_drawn_page_by_page(office, console):
    apply(office, ("CV.pdf", make.pdf([make.CV_FR] * 6)))
    nadia = console.recruiter()
    page = nadia.get(of(office, "CV.pdf"))
    assert 'sandbox=""' in page.page
    assert f"Pages 1 to {MOST_PAGES} of 6" in page.text
    frame = nadia.get(of(office, "CV.pdf") + "/view?page=5")
    assert frame.page.count("data:image/png;base64,") == 2
    assert "Page 5 of 6" in frame.text
    picture = nadia.get(of(office, "CV.pdf") + "/pages/6.png?width=400")
    image = Image.open(io.BytesIO(picture.content))
    assert (image.format, image.width) == ("PNG", 400)
    assert len(image.convert("L").getcolors()) > 2, "there is something on it"


@pytest.mark.parametrize("page", ["7.png", "0.png", "-1.png", "x.png", "999999999999.png"])
def test_there_is_no_picture_of_a_page_that_is_not_there(office, console, page):
    apply(office, ("CV.pdf", make.pdf([make.CV_FR] * 6)))
    assert console.recruiter().get(of(office, "CV.pdf") + f"/pages/{page}").status == 404


@pytest.mark.parametrize("width", ["999999", "0", "-5", "x", ""])
def test_no_picture_is_wider_than_we_draw(office, console, width):
    apply(office, CV)
    picture = console.recruiter().get(of(office, "CV.pdf") + f"/pages/1.png?width={width}")
    assert 200 <= Image.open(io.BytesIO(picture.content)).width <= 1600


def test_who_cannot_see_the_pictures_reads_the_words(office, console):
    apply(office, CV)
    nadia = console.recruiter()
    page = nadia.get(of(office, "CV.pdf") + "?as=words")
    assert "/view?as=words" in page.page
    frame = nadia.get(of(office, "CV.pdf") + "/view?as=words")
    assert "CHARGÉE DE PROJET" in frame.text
    assert "data:image" not in frame.page


def test_what_is_shown_fetches_and_runs_nothing(office, console):
    apply(office, CV)
    nadia = console.recruiter()
    for path in ("/view", "/pages/1.png", "/download"):
        headers = nadia.get(of(office, "CV.pdf") + path).headers
        assert all(each in headers["content-security-policy"] for each in HARMLESS), path
        assert "script" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "private, no-store"
    assert (
        "frame-ancestors 'self'"
        in nadia.get(of(office, "CV.pdf") + "/view").headers["content-security-policy"]
    )


def test_the_style_of_a_frame_is_the_one_that_its_policy_names(office, console):
    apply(office, CV)
    frame = console.recruiter().get(of(office, "CV.pdf") + "/view")
    style = re.search(r"<style>(.*?)</style>", frame.page)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in frame.headers["content-security-policy"]


def test_a_picture_is_drawn_anew(office, console):
    image = Image.new("RGB", (900, 1200), "white")
    exif = image.getexif()
    exif[0x010E] = "HIDDEN"
    out = io.BytesIO()
    image.save(out, format="JPEG", exif=exif)
    photo = out.getvalue() + b"<script>alert(1)</script>" + bytes(30_000)
    apply(office, CV, ("photo.jpg", photo))
    picture = console.recruiter().get(of(office, "photo.jpg") + "/pages/1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert b"HIDDEN" not in picture.content
    assert b"script" not in picture.content


@pytest.mark.parametrize(("name", "data"), [("cv.html", HTML), ("cv.svg", SVG)])
def test_what_could_run_is_shown_as_words_or_not_at_all(office, console, name, data):
    apply(office, CV, (name, data))
    nadia = console.recruiter()
    frame = nadia.get(of(office, name) + "/view")
    assert frame.headers["content-type"].startswith("text/html")
    assert "<script" not in frame.page
    assert "<svg" not in frame.page
    assert "<h1" not in frame.page
    assert nadia.get(of(office, name) + "/pages/1.png").status == 404
    got = nadia.get(of(office, name) + "/download")
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"].startswith("attachment; ")


def test_an_office_file_is_shown_as_its_words(office, console):
    apply(office, ("Lettre.docx", make.docx(make.LETTER_FR)))
    frame = console.recruiter().get(of(office, "Lettre.docx") + "/view")
    assert "Votre annonce pour le poste" in frame.text


def test_what_cannot_be_drawn_is_said(office, console):
    apply(office, CV, ("broken.pdf", b"%PDF-1.7\n" + b"rubbish " * 100))
    frame = console.recruiter().get(of(office, "broken.pdf") + "/view")
    assert "cannot be shown here" in frame.text


def test_a_document_inside_another_file_is_shown_and_handed_out(office, console):
    apply(office, ("dossier.zip", make.zip_of({"cv.pdf": CV[1], "lettre.pdf": LETTER[1]})))
    nadia = console.recruiter()
    inside = of(office, "dossier.zip/cv.pdf")
    assert "data:image/png" in nadia.get(f"{inside}/view").page
    assert nadia.get(f"{inside}/download").content == CV[1]


def test_a_document_whose_mail_is_lost_is_said_to_be(office, console):
    apply(office, CV)
    ((sha256,),) = office.sql("SELECT sha256 FROM message")
    console.desk.blobs.delete(sha256)
    nadia = console.recruiter()
    assert "cannot be found any more" in nadia.get(of(office, "CV.pdf") + "/view").text
    assert nadia.get(of(office, "CV.pdf") + "/download").status == 404
    assert nadia.get(of(office, "CV.pdf")).status == 200


# --- the drawing process ---


def test_the_process_draws_as_the_function_does():
    data = make.pdf([make.CV_FR, make.LETTER_FR])
    with Reader() as reader:
        assert reader.confined
        assert reader.draw(data, first=1, count=4, width=600) == draw(data, 1, 4, 600)
        assert reader.draw(b"%PDF-1.4 rubbish", first=1, count=1, width=600).problem
        assert reader.draw(data, first=3, count=1, width=600) == Drawn(first=3, total=2)


@pytest.mark.parametrize("pages", [10_000, -1, 0])
def test_a_page_as_big_as_a_house_is_drawn_small(pages):
    data = make.pdf(["x"]).replace(b"595.2756 841.8898", b"14400 14400")
    drawn = draw(data, 1, pages, 10**6)
    assert drawn.total == 1
    assert max(Image.open(io.BytesIO(drawn.pages[0])).size) <= 9600


@pytest.mark.parametrize(
    "line",
    [
        b'{"sizes":[4],"first":1,"total":1,"problem":null}\n',  # no PNG
        b'{"sizes":[99],"first":1,"total":1,"problem":null}\n',  # cut
        b'{"sizes":[1,1,1,1,1],"first":1,"total":1,"problem":null}\n',
        b'{"sizes":[99999999],"first":1,"total":1,"problem":null}\n',
        b'{"sizes":[],"first":0,"total":1,"problem":null}\n',
        b'{"sizes":[],"first":1,"total":1,"problem":null,"more":1}\n',
        b'{"sizes":[],"first":1,"total":1,"problem":null}',
        b"[]\n",
    ],
)
def test_the_parent_takes_no_picture_that_is_none(line):
    with pytest.raises(ValueError, match=r"."):
        wire.parse_drawn(line, io.BytesIO(b"GIF8"))


def test_the_parent_takes_no_picture_of_a_size_that_nobody_asked_for():
    out = io.BytesIO()
    Image.new("1", (20_000, 10)).save(out, format="PNG")
    page = out.getvalue()
    line = b'{"sizes":[%d],"first":1,"total":1,"problem":null}\n' % len(page)
    with pytest.raises(ValueError, match="no picture of ours"):
        wire.parse_drawn(line, io.BytesIO(page))


# --- handed out ---


NAMES = (
    "../../etc/passwd.pdf", 'a".pdf\r\nX-Evil: 1', f"cv{RLO}fdp.exe", "<script>alert(1)</script>.pdf",
    "x" * 500 + ".pdf",
    "سيرة ذاتية.pdf", "CON.pdf", "=cmd|' /C calc'!A0.pdf", "a\nb.pdf", "'; DROP TABLE document.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_strangers_are_shown_and_handed_out_harmless(office, console, name):
    raw = mail(files=[CV]).replace(
        b'filename="CV.pdf"', b"filename*=" + encode_rfc2231(name, "utf-8").encode()
    )
    office.receive(raw)
    office.poll_at(IN_TIME)
    ((digest,),) = office.sql("SELECT sha256 FROM document WHERE file <> '(message text)' LIMIT 1")
    nadia = console.recruiter()
    for path in (BASE, f"{BASE}/documents/{digest}", "/messages/1"):
        page = nadia.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.page
    got = nadia.get(f"{BASE}/documents/{digest}/download")
    said = got.headers["content-disposition"]
    assert "x-evil" not in got.headers
    assert re.fullmatch(r"attachment; filename=\"[\w .()+-]+\"; filename\*=UTF-8''[\w%.~-]+", said), said
    plain = unquote(said.rpartition("''")[2])
    assert plain.startswith("OMP-2026-0001 - ")
    assert plain.endswith(".pdf")
    assert RLO not in plain
    assert "/" not in plain
    assert got.content == CV[1]


@pytest.mark.parametrize(
    ("subject", "sender"),
    [
        (
            "Candidature_chargé(e) de projet_OMP <img src=x onerror=alert(1)>",
            '"<b>Eve</b>" <eve@example.com>',
        ),
        (f"Candidature_chargé(e) de projet_OMP {RLO}gro", f"Eve {RLO}evE <eve@example.com>"),
        ("Candidature_chargé(e) de projet_OMP " + "x" * 500, "x" * 500 + " <eve@example.com>"),
        ("Candidature_chargé(e) de projet_OMP {{ 7*7 }}{% raw %}", '"{{ csrf }} %(who)s" <eve@example.com>'),
    ],
)
def test_names_and_subjects_of_strangers_are_shown_as_they_are(office, console, subject, sender):
    apply(office, CV, subject=subject, sender=sender)
    nadia = console.recruiter()
    letters = [f"{BASE}/letters/{row.id}" for row in office.sql("SELECT id FROM letter")]
    for path in (*((BASE, f"{BASE}/decide/spam") if office.applications() else ()), "/messages/1", *letters):
        page = nadia.get(path)
        assert page.status == 200, path
        assert "<img" not in page.page
        assert "<b>Eve" not in page.page
        assert "49" not in re.sub(r"[0-9a-f]{12,}|\d{3,}", "", page.text)
        for at in [found.start() for found in re.finditer(RLO, page.page)]:
            before = page.page[:at]
            assert before.rfind("<bdi>") > before.rfind("</bdi>") or "<pre" in before[-5000:], "isolated"


def test_a_dossier_is_handed_out_whole(office, console):
    apply(office, *FULL)
    got = console.recruiter().get(f"{BASE}/dossier.zip")
    assert got.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(got.content)).namelist()
    assert sum(name.endswith(".pdf") for name in names) == 3
    assert any(name.endswith(".eml") for name in names)
    assert [row.action for row in office.sql("SELECT action FROM audit WHERE action = 'export'")] == [
        "export"
    ]


def test_the_original_mail_is_handed_out_as_it_came(office, console):
    raw = office.apply(FULL)
    office.poll_at(IN_TIME)
    got = console.recruiter().get("/messages/1/raw")
    assert got.content == raw
    assert got.headers["content-type"] == "application/octet-stream"
    assert 'filename="OMP-2026-0001 1.eml"' in got.headers["content-disposition"]


# --- viruses ---


@pytest.fixture
def infected(office):
    """A dossier with an infected CV."""
    with Pretender(b"stream: Eicar-Test FOUND\0") as clamd:
        office.configure(antivirus={"clamd": clamd.where})
        office.apply([CV])
        office.poll_at(IN_TIME)
    office.configure()


def test_an_infected_document_is_not_shown_and_handed_out_to_an_admin_who_insists(office, infected, console):
    path = of(office, "CV.pdf")
    nadia, anna = console.recruiter(), console.admin()
    assert "This file is infected" in nadia.get(path).text
    assert "data:image" not in nadia.get(f"{path}/view").page
    for other in ("/pages/1.png", "/download"):
        assert anna.get(path + other).status == 404
    assert anna.get("/messages/1/raw").status == 404
    nadia.get(path)
    assert nadia.post(f"{path}/infected", sure="1").status == 404
    anna.get(path)
    assert anna.post(f"{path}/infected").status == 422
    got = anna.get(path).post(f"{path}/infected", sure="1")
    assert got.headers["content-type"] == "application/octet-stream"
    assert "infected" in got.headers["content-disposition"]
    assert '.bin"' in got.headers["content-disposition"]
    assert got.content == CV[1]
    raw = anna.get("/messages/1").post("/messages/1/raw", sure="1")
    assert raw.status == 200
    done = office.sql("SELECT action FROM audit WHERE action = 'infected handed out'")
    assert len(done) == 2
    packed = zipfile.ZipFile(io.BytesIO(anna.get(f"{BASE}/dossier.zip").content)).namelist()
    assert not any(name.endswith((".pdf", ".eml")) for name in packed)


def test_an_infected_document_cannot_be_corrected(office, infected, console):
    digest = of(office, "CV.pdf").rpartition("/")[2]
    page = console.admin().get(f"{BASE}/decide/correct?document={digest}&kind=cv")
    assert "stays what it is" in page.text


def test_what_no_scanner_has_seen_is_said(office):
    apply(office, CV)
    office.configure(antivirus={"clamd": "127.0.0.1:9"})
    with opened(office) as console:
        nadia = console.recruiter()
        assert "not checked for viruses yet" in nadia.get(BASE).text
        assert "No virus scanner has looked" in nadia.get(of(office, "CV.pdf")).text


# --- files of mails that no dossier has ---


@pytest.fixture
def unclaimed(office):
    """A mail that no posting claims, with a PDF of six pages."""
    office.apply([("CV.pdf", make.pdf([make.CV_FR] * 6))], subject="Bonjour")
    office.poll_at(IN_TIME)


def test_a_file_of_an_unmatched_mail_is_shown_and_handed_out(office, unclaimed, console):
    nadia = console.recruiter()
    path = re.search(r'href="(/messages/1/files/\d+)"', nadia.get("/messages/1").page)[1]
    assert "Pages 1 to 4 of 6" in nadia.get(path).text
    assert "data:image/png" in nadia.get(f"{path}/view?page=5").page
    got = nadia.get(f"{path}/download")
    assert got.content.startswith(b"%PDF")
    assert got.headers["content-disposition"].startswith('attachment; filename="CV.pdf"')
    for stranger in ("", "/view", "/download"):
        assert console.recruiter("lab@example.org").get(path + stranger).status == 404
    assert nadia.get("/messages/1/files/99").status == 404


def test_the_scanner_looks_at_such_a_file_before_it_is_handed_out(office, unclaimed):
    with Pretender(b"stream: Eicar-Test FOUND\0") as clamd:
        office.configure(antivirus={"clamd": clamd.where})
        with opened(office) as console:
            nadia = console.recruiter()
            path = re.search(r'href="(/messages/1/files/\d+)"', nadia.get("/messages/1").page)[1]
            assert "is infected, and is not handed out" in nadia.get(f"{path}/download").text


# --- pictures of every kind ---


def saved(image: Image.Image, format_: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, format=format_, **options)
    return out.getvalue()


BLACK = Image.new("RGB", (300, 400), "black")
PICTURES = {
    "png": saved(BLACK, "PNG"),
    "16 bits": saved(Image.new("I;16", (300, 400), 0), "PNG"),
    "1 bit": saved(Image.new("1", (300, 400), 0), "PNG"),
    "transparent": saved(Image.new("RGBA", (300, 400), (0, 0, 0, 255)), "PNG"),
    "palette": saved(BLACK.quantize(2), "GIF"),
    "jpeg": saved(BLACK, "JPEG"),
    "cmyk": saved(BLACK.convert("CMYK"), "JPEG"),
    "bmp": saved(BLACK, "BMP"),
    "webp": saved(BLACK, "WEBP"),
    "tiff": saved(BLACK, "TIFF"),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_of_any_kind_is_drawn_as_it_looks(kind):
    with Reader() as reader:  # as confined as ever: nothing may be imported any more
        drawn = reader.draw(PICTURES[kind], first=1, count=4, width=600)
    assert (drawn.total, drawn.problem) == (1, None)
    (darkest, brightest), *_ = Image.open(io.BytesIO(drawn.pages[0])).convert("RGB").getextrema()
    assert (darkest < 60, brightest < 80) == (True, True), kind


def test_what_is_transparent_is_white_as_paper_is():
    drawn = draw(saved(Image.new("RGBA", (30, 40), (0, 0, 0, 0)), "PNG"), 1, 1, 400)
    assert Image.open(io.BytesIO(drawn.pages[0])).convert("L").getextrema() == (255, 255)


def test_the_frames_of_a_scan_are_its_pages():
    frames = [Image.new("L", (100 + n, 100), 255 - n) for n in range(6)]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    drawn = draw(data, 5, 4, 1000)
    assert (drawn.first, drawn.total) == (5, 6)
    assert [Image.open(io.BytesIO(page)).width for page in drawn.pages] == [104, 105]


def test_a_picture_of_too_many_pixels_is_refused():
    data = saved(Image.new("1", (30_000, 30_000)), "PNG")
    assert "too many pixels" in (draw(data, 1, 1, 1000).problem or "")
