"""Scans and photos are read by Tesseract: in three languages, at every turn, and never at a mail's cost."""

from __future__ import annotations

import io
import re
import stat
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from builders import documents as make
from builders import scans
from builders.documents import CV_AR, CV_EN, CV_FR, DIPLOMA_FR, LETTER_FR, REFERENCES_FR
from PIL import Image, ImageChops
from pypdf.generic import NameObject, NumberObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from rigs.office import Office

from intake.adapters import tesseract
from intake.adapters.sandbox import Reader
from intake.adapters.tesseract import MAX_TEXT, Tesseract
from intake.reading import wire
from intake.reading.files import foreign, ocr
from intake.reading.files.formats import Extract, extract
from intake.reading.files.ocr import Way, read_picture, reading_of
from intake.reading.files.pictures import grey
from intake.reading.terms import MAX_PIXELS, REQUIRED, Picture

TESSERACT = Tesseract()
SCANS = {"fr": scans.page(CV_FR), "en": scans.page(CV_EN), "ar": scans.page(CV_AR)}
TEXTS = {"fr": CV_FR, "en": CV_EN, "ar": CV_AR}


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    if TESSERACT.lacks:
        pytest.fail("Tesseract is not installed: `make test` installs it, or see `intake check`")


def recognise(picture: Picture, question: ocr.Question) -> str | None:
    return TESSERACT.recognise(picture, question, seconds=60)


def share(text: str, truth: str) -> float:
    """The share of the words of a text that were read."""
    read, written = (Counter(re.findall(r"\w\w+", each.casefold())) for each in (text, truth))
    return (read & written).total() / written.total()


def read(data: bytes, recogniser: Callable[..., str | None] = recognise) -> Extract:
    return extract(data, None, recogniser)


# --- what comes out -----------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "spoil"),
    [
        ("fr", scans.photo),
        ("en", scans.photo),
        ("ar", scans.photo),
        ("fr", scans.noisy),
        ("fr", scans.skewed),
        ("fr", lambda image: image.rotate(90, expand=True)),
        ("en", lambda image: image.rotate(180)),
        ("ar", lambda image: image.rotate(270, expand=True)),
    ],
)
def test_the_words_of_a_page_are_read(language: str, spoil: Callable[[Image.Image], Image.Image]) -> None:
    found = read_picture(grey(spoil(SCANS[language])), recognise)
    assert found is not None
    assert found.legible
    assert share(found.text, TEXTS[language]) > (0.8 if language == "ar" else 0.93)


def test_a_page_in_both_scripts_is_read_in_both() -> None:
    arabic = "شهادة الماستر\nجامعة محمد الخامس بالرباط\nبناء على محضر لجنة المداولات\nتمنح للآنسة سميرة بناني"
    found = read(scans.data(scans.page(f"{DIPLOMA_FR}\n{arabic}")))
    assert share(found.pages[0], f"{DIPLOMA_FR}\n{arabic}") > 0.85
    assert share(found.pages[0], arabic) > 0.7


def test_the_pages_of_a_scan_are_read_and_named() -> None:
    data = make.merged_pdf(
        [
            scans.pdf_of([scans.page(CV_FR)]),
            make.pdf([LETTER_FR]),
            scans.pdf_of([scans.page(REFERENCES_FR(3))]),
        ]
    )
    found = read(data)
    assert (found.ocr, found.blank, found.problem) == ((1, 3), (), None)
    assert "Chargée de projet" in found.pages[0]
    assert "agréer" in found.pages[1]
    assert found.pages[2].count("@") == 3


def test_a_text_printed_over_a_scan_does_not_hide_it() -> None:
    data = scans.pdf_of([scans.page(LETTER_FR)], stamp="Scanned with CamScanner, the app for scans")
    assert extract(data, None).blank == (1,)
    found = read(data)
    assert found.ocr == (1,)
    assert "agréer" in found.pages[0]


def test_a_searchable_scan_is_not_read_again() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(scans.ImageReader(SCANS["fr"]), 0, 0, *A4)
    under = canvas.beginText(50, 800)
    under.setTextRenderMode(3)  # invisible, as programs for scanners write what they have read
    under.textLines(CV_FR)
    canvas.drawText(under)
    canvas.save()
    asked: list[str] = []
    found = read(out.getvalue(), lambda picture, question: asked.append(question))
    assert found.pages[0].startswith("Samira Bennani")
    assert (found.blank, asked) == ((), [])


def test_a_page_that_a_pdf_shows_small_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(scans.ImageReader(SCANS["en"]), 100, 300, 350, 495)
    canvas.save()
    assert share(read(out.getvalue()).pages[0], CV_EN) > 0.8


@pytest.mark.parametrize(
    "image",
    [
        Image.effect_noise((300, 400), 90),
        Image.radial_gradient("L").resize((800, 800)),
        scans.page("17"),
    ],
    ids=["noise", "a ball", "a number"],
)
def test_a_picture_without_words_stays_unread(image: Image.Image) -> None:
    found = read(scans.data(image))
    assert (found.ocr, found.blank) == ((), (1,))
    assert found.problem == "is an image without legible text"


def test_a_scan_without_words_says_so() -> None:
    scan = scans.pdf_of([scans.page("17")])
    assert read(scan).problem == "is a scan without legible text"


def test_a_tiff_of_pages_is_read_page_by_page() -> None:
    pages = [scans.page(CV_FR), Image.new("L", scans.A4_AT_150, "white"), scans.page(LETTER_FR)]
    data = scans.data(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = read(data)
    assert (found.ocr, found.blank, found.pages[1]) == ((1, 3), (), "")


@pytest.mark.parametrize("grey", [255, 238], ids=["white", "grey"])
@pytest.mark.parametrize("noise", [0, 12], ids=["clean", "noisy"])
def test_the_empty_back_of_a_sheet_is_no_page_that_could_not_be_read(grey: int, noise: int) -> None:
    size = scans.A4_AT_150
    back = ImageChops.add(Image.new("L", size, grey), Image.effect_noise(size, noise), offset=-128)
    found = read(scans.pdf_of([scans.page(CV_FR), back]))
    assert (found.ocr, found.blank, found.pages[1]) == ((1,), (), "")


def test_a_page_that_holds_but_a_few_words_is_not_empty() -> None:
    found = read(scans.pdf_of([scans.page(CV_FR), scans.page("Vu et approuvé")]))
    assert found.blank == (2,)


def test_a_picture_of_nothing_could_not_be_read() -> None:
    found = read(scans.data(Image.new("L", scans.A4_AT_150, "white")))
    assert (found.ocr, found.problem) == ((), "is an image without legible text")


# --- how far it looks ---------------------------------------------------------


class Counting:
    """Recognises, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[ocr.Question, int, int]] = []

    def __call__(self, picture: Picture, question: ocr.Question) -> str | None:
        """Answer as Tesseract does."""
        self.asked.append((question, picture.width, picture.height))
        return recognise(picture, question)


def test_the_top_of_a_page_is_enough_where_it_says_enough() -> None:
    recogniser, page = Counting(), grey(SCANS["fr"])
    found = read_picture(page, recogniser, lambda text: "EXPÉRIENCE" in text)
    assert found is not None
    assert [height for _, _, height in recogniser.asked] == [int(page.height * 0.45)]
    assert "CENTRES D" not in found.text
    whole = read_picture(page, recogniser, lambda text: False)
    assert whole is not None
    assert "CENTRES D" in whole.text
    assert len(recogniser.asked) == 3


def test_the_pages_of_a_file_are_looked_at_as_the_first_could_be_read() -> None:
    recogniser = Counting()
    turned = [grey(SCANS["en"].rotate(90, expand=True))] * 3
    texts = list(ocr.read_pages(turned, recogniser))
    assert all(text and "WORK EXPERIENCE" in text for text in texts)
    assert [question for question, _, _ in recogniser.asked] == ["latin", "turn", "latin", "latin", "latin"]


def test_of_a_long_scan_the_first_pages_are_read() -> None:
    small = scans.page("Expérience professionnelle et formation", size=(620, 877))
    found = read(scans.pdf_of([small] * (ocr.MAX_PAGES + 2)), lambda picture, question: table(CV_FR))
    assert found.ocr == tuple(range(1, ocr.MAX_PAGES + 1))
    assert found.blank == (ocr.MAX_PAGES + 1, ocr.MAX_PAGES + 2)


def table(text: str, sure: float = 95) -> str:
    """Tesseract's table of a text."""
    rows = [
        f"5\t1\t1\t1\t{line}\t{word}\t0\t0\t9\t9\t{sure}\t{letters}"
        for line, words in enumerate(text.splitlines())
        for word, letters in enumerate(words.split())
    ]
    return "\n".join(["level\tpage_num\t…", *rows])


def test_a_page_without_an_answer_costs_one_question() -> None:
    asked: list[str] = []
    assert read_picture(grey(SCANS["fr"]), lambda picture, question: asked.append(question)) is None
    assert asked == ["latin"]


def test_a_page_takes_five_questions_at_most() -> None:
    asked: list[str] = []

    def useless(picture: Picture, question: ocr.Question) -> str:
        asked.append(question)
        return "Rotate: 90\nScript: Cyrillic" if question == "turn" else table("x y z", sure=10)

    found = read_picture(grey(SCANS["fr"]), useless, lambda text: False)
    assert found is not None
    assert not found.legible
    assert asked == ["latin", "turn", "latin", "mixed", "mixed"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("", ""),
        ("5\t1\t1", ""),
        ("5\t1\t1\t1\t1\t1\t0\t0\t1\t1\tnan\tCurriculum", "Curriculum"),
        ("5\t1\t1\t1\t1\t1\t0\t0\t1\t1\tx\t|", ""),
        ("5\t1\t1\t1\t1\t1\t0\t0\t1\t1\t90\t\u200fالاسم\u200e", "الاسم"),
        (table("one two\nthree"), "one two\nthree"),
        ("5\t1\t1\t1\t1\t1\t0\t0\t1\t1\t90\ta\n5\t1\t2\t1\t1\t1\t0\t0\t1\t1\t90\tb", "a\n\nb"),
    ],
)
def test_whatever_the_table_holds_it_is_read_or_left(printed: str, text: str) -> None:
    found = reading_of(printed, Way())
    assert found.text == text
    assert 0 <= found.confidence <= 100


# --- the process that reads asks its parent -----------------------------------


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(recogniser=TESSERACT) as opened:
        yield opened


def test_a_dossier_of_photos_is_read_in_the_confined_process(reader: Reader) -> None:
    archive = make.zip_of(
        {
            "IMG_0001.jpg": scans.data(scans.photo(SCANS["fr"]), "JPEG"),
            "IMG_0002.pdf": scans.pdf_of([scans.page(LETTER_FR)]),
        }
    )
    found = reader.read_file(archive, "dossier.zip")
    assert [each.kinds for each in found] == [("cv",), ("letter",)]
    assert all("read by OCR" in each.because for each in found)
    assert found[0].language == "fr"


def fake(folder: Path, script: str) -> Tesseract:
    """A program in the place of Tesseract."""
    program = folder / "tesseract"
    listing = 'case "$1" in --list-langs) printf "fra\\nara\\nosd\\n"; exit;; esac\n'
    program.write_text(f"#!/bin/sh\n{listing}{script}\n")
    program.chmod(stat.S_IRWXU)
    return Tesseract(str(program))


def test_a_tesseract_that_hangs_costs_its_pages_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.adapters.sandbox._PICTURE_SECONDS", 1.2)
    monkeypatch.setattr("intake.adapters.sandbox._PICTURES_SECONDS", 3.0)
    hanging = fake(tmp_path, "sleep 60 & sleep 60")
    pids: list[int] = []
    limit = tesseract._limit
    monkeypatch.setattr(tesseract, "_limit", lambda pid, seconds: (pids.append(pid), limit(pid, seconds)))
    data = make.merged_pdf([make.pdf([CV_FR]), scans.pdf_of([scans.page("Page 2")] * 6)])
    started = time.monotonic()
    with Reader(recogniser=hanging, seconds=30) as reader:
        (document,) = reader.read_file(data, "cv.pdf")
    assert time.monotonic() - started < 15
    assert "cv" in document.kinds
    assert document.possible, "what could not be read may be anything"
    assert len(pids) == 2, "once its time is up, no further page is tried"
    assert not alive(pids)


def alive(groups: list[int]) -> list[str]:
    """The processes of these groups that still run."""
    rows = [path.read_text().rpartition(")")[2].split() for path in Path("/proc").glob("[0-9]*/stat")]
    return [state for state, _, group, *_ in rows if int(group) in groups and state != "Z"]


@pytest.mark.parametrize(
    "script", ["exit 1", "kill -9 $$", "cat >/dev/null", f"head -c {MAX_TEXT + 9} /dev/zero", "exec 0<&-"]
)
def test_a_tesseract_that_fails_leaves_the_page_unread(tmp_path: Path, script: str) -> None:
    with Reader(recogniser=fake(tmp_path, script)) as reader:
        (document,) = reader.read_file(scans.data(SCANS["fr"]), "cv.png")
        assert (document.kinds, document.possible) == ((), REQUIRED)
        assert document.because == "could not be read: it is an image without legible text"
        assert reader.read_file(CV_FR.encode(), "cv.txt")[0].kinds == ("cv",)


def test_tesseract_gets_nothing_of_ours_and_hard_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "hunter2")
    script = 'cat >/dev/null; env; ulimit -a; echo "$@"'
    printed = fake(tmp_path, script).recognise(
        Picture(width=2, height=2, pixels=bytes(4)), "mixed", seconds=9
    )
    assert printed is not None
    assert "hunter2" not in printed
    assert "OMP_THREAD_LIMIT=1" in printed
    assert "stdin stdout --dpi 150 -l fra+ara tsv" in printed
    if sys.platform == "linux":
        limits = dict(re.findall(r"^(\w+)\b.*\s(\S+)$", printed, re.MULTILINE))
        assert limits["file"] == "0"
        assert "unlimited" not in (limits["time"], limits["nofiles"])


def test_without_tesseract_nothing_is_asked_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    absent = Tesseract()
    assert absent.lacks == ("tesseract",)
    with Reader(recogniser=absent) as reader:
        (document,) = reader.read_file(scans.data(SCANS["fr"]), "cv.png")
        assert document.because.endswith("it is an image, and Tesseract is not installed to read it")
        (document,) = reader.read_file(scans.pdf_of([SCANS["fr"]]), "cv.pdf")
        assert (
            document.because == "could not be read: it is a scan, and Tesseract is not installed to read it"
        )


def test_without_arabic_the_rest_is_read(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo fra || { cat >/dev/null; echo "$@"; }\n')
    program.chmod(stat.S_IRWXU)
    poor = Tesseract(str(program))
    assert (poor.lacks, poor.ready) == (("ara", "osd"), True)
    dot = Picture(width=1, height=1, pixels=b"\0")
    assert "-l fra tsv" in (poor.recognise(dot, "mixed", seconds=9) or "")


def test_check_says_what_is_missing_and_how_to_install_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warned() -> list[dict[str, str]]:
        ran = office.run("check", "--json")
        assert ran.status == 0
        return [each for each in ran.json["findings"] if "Tesseract" in each["text"]]

    assert warned() == []
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    (finding,) = warned()
    assert (finding["level"], finding["where"]) == ("warning", "documents")
    for command in ("apt-get install", "dnf install", "brew install"):
        assert command in finding["remedy"]
    poor = tmp_path / "bin" / "tesseract"
    poor.write_text("#!/bin/sh\necho eng; echo fra; echo osd\n")
    poor.chmod(stat.S_IRWXU)
    (finding,) = warned()
    assert "Tesseract lacks data (Arabic, ara)" in finding["text"]


def test_check_says_which_files_wait_for_a_library(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        ran = office.run("check", "--json")
        assert ran.status == 0
        waiting = [each for each in ran.json["findings"] if "waits for a person" in each["text"]]
        return [f"{each['level']}: {each['remedy']}" for each in waiting]

    assert told() == []
    monkeypatch.setattr(foreign, "preload", lambda: None)
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    archives, heif = told()
    assert archives.startswith("info: pip install 'intake[archives]'")
    assert heif.startswith("info: pip install 'intake[heif]'")


# --- pages that would break a reader ------------------------------------------


def claiming(width: int, height: int, box: tuple[float, float] = A4) -> bytes:
    """A scan whose picture, or whose page, claims to be bigger than it is."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(scans.pdf_of([scans.page("x", size=(300, 400))])))
    (page,) = writer.pages
    (image,) = page["/Resources"]["/XObject"].values()
    image.get_object()[NameObject("/Width")] = NumberObject(width)
    image.get_object()[NameObject("/Height")] = NumberObject(height)
    page.mediabox.upper_right = box
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        claiming(60_000, 60_000),
        claiming(2**31 - 1, 2**31 - 1),
        claiming(-1, 400),
        claiming(300, 400, (2_000_000.0, 2_000_000.0)),
        claiming(300, 400, (1_000_000.0, 0.01)),
        claiming(300, 400, (0.0, 0.0)),
        claiming(300, 400, (1e30, 1e30)),
    ],
)
def test_a_scan_that_claims_to_be_huge_costs_no_more_than_itself(reader: Reader, data: bytes) -> None:
    started = time.monotonic()
    (document,) = reader.read_file(data, "scan.pdf")
    assert time.monotonic() - started < 40
    assert (document.kinds, document.possible) == ((), REQUIRED)
    assert reader.read_file(CV_FR.encode() + data[-9:], "next.txt")[0].kinds == ("cv",)


# --- a child that lies --------------------------------------------------------

QUESTION = b'{"question":"latin","width":%d,"height":%d}\n'


@pytest.mark.parametrize(
    ("line", "pixels"),
    [
        (QUESTION % (0, 5), b""),
        (QUESTION % (-1, -1), b""),
        (QUESTION % (MAX_PIXELS, 2), b""),
        (QUESTION % (50_000, 50_000), b""),
        (QUESTION % (10**30, 1), b""),
        (QUESTION % (4, 4), bytes(15)),
        (b'{"question":"exec","width":1,"height":1}\n', b"x"),
        (b'{"question":"latin","width":"1","height":1}\n', b"x"),
        (b'{"question":"latin","width":1.5,"height":1}\n', b"x"),
        (b'{"question":"latin","width":1,"height":1,"more":1}\n', b"x"),
        (b'{"question":"latin","width":1', b""),
        (b'{"question":' + b"[" * 100_000 + b"\n", b""),
    ],
)
def test_a_question_that_is_none_is_refused(line: bytes, pixels: bytes) -> None:
    with pytest.raises(ValueError, match=r"question is malformed|picture is"):
        wire.asked(line, io.BytesIO(pixels))


def test_a_question_comes_over_whole() -> None:
    picture = Picture(width=3, height=2, pixels=b"\n{}\0\xff ")
    said, replied = io.BytesIO(), io.BytesIO()
    wire.reply(replied, "été\nالاسم")
    replied.seek(0)
    assert wire.ask(replied, said, picture, "mixed") == "été\nالاسم"
    said.seek(0)
    assert wire.asked(said.readline(), said) == (picture, "mixed")
    assert wire.asked(b"[]\n", said) is None


def test_a_child_that_asks_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretender = tmp_path / "python"
    pretender.write_text(
        f"#!{sys.executable}\nimport sys\nout = sys.stdout.buffer\nout.write(b'{{\"confined\": true}}\\n')\n"
        f"while True:\n    out.write({QUESTION % (1, 1)!r} + b'x')\n    out.flush()\n"
    )
    pretender.chmod(stat.S_IRWXU)
    monkeypatch.setattr(sys, "executable", str(pretender))
    started = time.monotonic()
    with Reader(recogniser=fake(tmp_path, "cat >/dev/null"), seconds=5) as reader:
        (document,) = reader.read_file(CV_FR.encode(), "cv.txt")
    assert document.because.startswith("could not be read: reading it")
    assert time.monotonic() - started < 60


def test_nothing_is_asked_where_nothing_was_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretender = tmp_path / "python"
    question = (QUESTION % (1, 1)).decode().strip()
    pretender.write_text(f"#!/bin/sh\necho '{{\"confined\": true}}'\nprintf '%s\\nx' '{question}'\nsleep 9\n")
    pretender.chmod(stat.S_IRWXU)
    monkeypatch.setattr(sys, "executable", str(pretender))
    with Reader(seconds=5) as reader:
        (document,) = reader.read_file(CV_FR.encode(), "cv.txt")
    assert document.because == "could not be read: reading it failed"


def test_the_time_of_recognising_is_not_the_childs(tmp_path: Path) -> None:
    (tmp_path / "table").write_text(table(CV_FR))
    slow = fake(tmp_path, f'cat >/dev/null; sleep 1; exec cat "{tmp_path}/table"')
    with Reader(recogniser=slow, seconds=4) as reader:
        (document,) = reader.read_file(scans.pdf_of([scans.page("Page", size=(300, 400))] * 3), "cv.pdf")
    assert "cv" in document.kinds


def test_a_page_of_little_arabic_keeps_its_letters() -> None:
    lines = "\n".join(CV_AR.splitlines()[:4])
    image = Image.new("L", scans.A4_AT_150, "white")
    image.paste(scans.page(CV_AR).crop((0, 0, 1240, 88 + 4 * 40)), (0, 0))
    found = read(scans.data(image))
    assert share(found.pages[0], lines) > 0.6


def test_heavy_noise_hides_no_words() -> None:
    noise = Image.effect_noise(scans.A4_AT_150, 60)
    assert share(read(scans.data(ImageChops.add(SCANS["fr"], noise, 1, -128))).pages[0], CV_FR) > 0.8


def test_a_page_on_a_dark_table_is_read() -> None:
    table_top = Image.new("L", (1364, 1930), 58)
    few = scans.page("\n".join(CV_FR.splitlines()[:6]))
    table_top.paste(few.point(lambda value: int(value * 0.8)), (62, 88))
    found = read(scans.data(table_top.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=85)))
    assert share(found.pages[0], "\n".join(CV_FR.splitlines()[:6])) > 0.8


class Slow:
    """A recogniser that takes its second and is never sure."""

    lacks: tuple[str, ...] = ()
    ready = True

    def __init__(self) -> None:
        self.allowed: list[float] = []

    def recognise(self, picture: Picture, question: ocr.Question, *, seconds: float) -> str | None:
        """Give words that nobody is sure of."""
        self.allowed.append(seconds)
        time.sleep(0.7)
        return table("lost in noise", sure=20)


def test_a_page_takes_no_more_than_its_time_however_it_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.adapters.allowance._PAGE_SECONDS", 1.5)
    slow = Slow()
    with Reader(recogniser=slow) as reader:
        reader.read_file(scans.pdf_of([SCANS["fr"]]), "cv.pdf")
        first = len(slow.allowed)
        reader.read_file(scans.pdf_of([SCANS["en"]]), "cv.pdf")
    assert first < 5, "one page is asked about five times where there is time"
    assert len(slow.allowed) > first, "the next page has time of its own"
    assert max(slow.allowed) <= 1.5
