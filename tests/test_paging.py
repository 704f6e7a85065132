"""What a page holds and where it ends: right-to-left lines, filled forms, page breaks of every format."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest
from builders import documents as make
from builders import scans
from pypdf.generic import BooleanObject, NameObject, TextStringObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from intake.reading.files.formats import extract
from intake.reading.files.righttoleft import logical

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "style": "style", "text": "text", "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def pages(data: bytes) -> list[str]:
    return [" ".join(page.split()) for page in extract(data, None).pages]


# --- right to left ------------------------------------------------------------


def printed(*runs: str) -> bytes:
    """A PDF with a line as browsers print it: its runs from the right, each letter from the left, by name."""
    pdfmetrics.registerFont(TTFont("Arabic", scans.font(12).path))
    out = io.BytesIO()
    canvas = Canvas(out)
    right = 560.0
    for run in runs:
        arabic = not run.strip().isascii() or run == ": "
        right -= pdfmetrics.stringWidth(run, "Arabic", 12)
        text = canvas.beginText()
        text.setFont("Arabic", 12)
        text.setTextTransform(1, 0, 0, 1, right, 700)
        for letter in run[::-1] if arabic else [run]:
            named = not letter.isascii()
            if named:
                text._code.append(f"/Span <</ActualText <FEFF{ord(letter):04X}>>> BDC")
            text.textOut(letter)
            if named:
                text._code.append("EMC")
        canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def test_arabic_that_stands_right_on_paper_is_read_in_its_order() -> None:
    runs = ("محمد ", "الوزاني ", "الهاتف", ": ", "06.79.37.55.73", " ", "البريد", ": ", "sami.b@example.org")
    data = printed(*runs)
    given = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "محمد" not in given, "PDFium turns it round"
    assert pages(data) == ["محمد الوزاني الهاتف: 06.79.37.55.73 البريد: sami.b@example.org"]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("دمحم", "محمد"),
        ("2018 ىلإ 2015/03/12 نم", "من 2015/03/12 إلى 2018"),
        ("Microsoft Excel يف", "في Microsoft Excel"),
        ("2018 - 2015 ةنس", "سنة 2015 - 2018"),
        ("+212 6 61 22 33 44 فتاهلا", "الهاتف +212 6 61 22 33 44"),
        ("06 79 37 55 73 :فتاهلا", "الهاتف: 06 79 37 55 73"),
        (")مألا ةغللا( ةيبرعلا", "العربية (اللغة الأم)"),
        ("(مألا ةغللا) ةيبرعلا", "العربية (اللغة الأم)"),
        ("Name: ينازولا دمحم, engineer", "Name: محمد الوزاني, engineer"),
        ("plain words", "plain words"),
        ("", ""),
    ],
)
def test_words_numbers_and_brackets_keep_their_own_direction(seen: str, read: str) -> None:
    assert logical(seen, mostly=True) == read


# --- forms --------------------------------------------------------------------


@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "not drawn"])
def test_what_was_typed_into_a_form_is_read(drawn: bool) -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 800, "Formulaire de candidature : nom et prénom")
    canvas.acroForm.textfield(name="n", value="Samira Bennani", x=100, y=700, width=200, height=20)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(out))
    if not drawn:  # the program leaves it to the reader
        field = writer.pages[0]["/Annots"][0].get_object()
        del field["/AP"]
        field[NameObject("/V")] = TextStringObject("Samira Bennani")
        writer.root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)
    out = io.BytesIO()
    writer.write(out)
    plain = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    assert "Bennani" not in plain
    assert "Samira Bennani" in pages(out.getvalue())[0]


# --- page breaks --------------------------------------------------------------


def docx(body: str, styles: str = "") -> bytes:
    members = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode(),
    }
    return make.zip_of(members)


def words(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (words("one") + words("two", "<w:pageBreakBefore/>"), ["one", "two"]),
        (words("one") + words("two", '<w:pageBreakBefore w:val="0"/>'), ["one two"]),
        (words("one") + words("two", '<w:pStyle w:val="Own"/>'), ["one", "two"]),
        (words("one", "<w:sectPr/>") + words("two") + "<w:sectPr/>", ["one", "two"]),
        (words("one", "<w:sectPr/>") + words("two") + '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>',
         ["one", "two"]),
        (words("one", "<w:sectPr/>") + words("two") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
         ["one two"]),
    ],
)  # fmt: skip
def test_a_word_paragraph_or_section_begins_a_page(body: str, read: list[str]) -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:pageBreakBefore/></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
    )
    assert pages(docx(body, styles)) == read


@pytest.mark.parametrize(
    ("style", "read"),
    [
        ('><style:paragraph-properties fo:break-before="page"/>', ["one", "two three"]),
        ('><style:paragraph-properties fo:break-after="page"/>', ["one two", "three"]),
        ('><style:paragraph-properties fo:break-before="column"/>', ["one two three"]),
        (' style:master-page-name="Landscape">', ["one", "two three"]),
        (' style:parent-style-name="Chapter">', ["one", "two three"]),
    ],
)
def test_an_opendocument_style_begins_or_ends_a_page(style: str, read: list[str]) -> None:
    named = (
        '<style:style style:name="Chapter" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    automatic = f'<style:style style:name="P1" style:family="paragraph"{style}</style:style>'
    body = '<text:p>one</text:p><text:p text:style-name="P1">two</text:p><text:p>three</text:p>'
    members = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "styles.xml": f"<office:document-styles {ODF}>{named}</office:document-styles>".encode(),
        "content.xml": f"<office:document-content {ODF}>{automatic}{body}</office:document-content>".encode(),
    }
    assert pages(make.zip_of(members)) == read


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (r"one\par\page two", ["one", "two"]),
        (r"one\par\sect\sectd\pard two", ["one", "two"]),
        (r"one\par\sect\sectd\linex0\sbknone\pard two", ["one two"]),
        (r"one\par\pard\pagebb two", ["one", "two"]),
        (r"{\stylesheet{\s1\pagebb Heading;}}one\par two", ["one two"]),
    ],
)
def test_an_rtf_page_section_or_paragraph_begins_a_page(source: str, read: list[str]) -> None:
    assert pages(rf"{{\rtf1\ansi {source}\par}}".encode()) == read


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('one<p style="page-break-before: always">two', ["one", "two"]),
        ('one<p style="page-break-before: avoid">two', ["one two"]),
        ('one<hr class="page">two', ["one", "two"]),
        ("one<hr>two", ["one two"]),
        ("<style>.sheet { break-after: page }</style><div class=sheet>one<div>and</div></div>two",
         ["one and", "two"]),
        ("<style>h1, h2 {page-break-before:always}</style>one<h2>two</h2>", ["one", "two"]),
    ],
)  # fmt: skip
def test_a_style_of_a_web_page_begins_or_ends_a_page(source: str, read: list[str]) -> None:
    assert pages(f"<html><body>{source}</body></html>".encode()) == read
