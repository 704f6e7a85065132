"""Papers → the files of word processors and editors: DOCX, ODT, RTF, HTML and plain text."""

from __future__ import annotations

import html as markup
import io
import zipfile
from collections.abc import Iterable, Sequence
from random import Random
from typing import Any, Final

import docx as python_docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import H, List, ListItem, P

from corpus import spoil
from corpus.blocks import Block, columns, linear, tables
from corpus.texts import Page

_ALIGNED: Final = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "centred": WD_ALIGN_PARAGRAPH.CENTER}
_LEVELS: Final = {"title": 1, "heading": 2}


def docx(pages: Sequence[Page], language: str, rng: Random) -> bytes:
    """Make a DOCX; a narrow column becomes a table of two cells or a box of text."""
    document = python_docx.Document()
    boxed, styled, arabic = rng.random() < 0.4, rng.random() < 0.6, language == "ar"  # noqa: PLR2004
    for number, page in enumerate(pages):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        found = columns(page)
        if found.side and boxed:
            document.add_paragraph()._p.append(_box(found.side))  # noqa: SLF001 - python-docx has no boxes
            _fill(document, found.main, styled=styled, arabic=arabic)
        elif found.side:
            cells = document.add_table(rows=1, cols=2).rows[0].cells
            _fill(cells[0], found.side, styled=False, arabic=arabic)
            _fill(cells[1], found.main, styled=False, arabic=arabic)
        else:
            _fill(document, found.main, styled=styled, arabic=arabic)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack named files, without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """Give the same package without the times of its members, so that one seed gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped((info.filename, archive.read(info)) for info in archive.infolist())


def _fill(into: Any, blocks: tuple[Block, ...], *, styled: bool, arabic: bool) -> None:
    for block in tables(blocks):
        if isinstance(block, list):
            width = max(len(row.cells) for row in block)
            table = into.add_table(len(block), width)
            for row, shown in zip(block, table.rows, strict=True):
                for text, cell in zip(row.cells, shown.cells, strict=False):
                    cell.text = text
            continue
        style = (
            {"bullet": "List Bullet", "title": "Title", "heading": "Heading 2"}.get(block.sort)
            if styled
            else None
        )
        mark = "" if styled or block.sort != "bullet" else "- "
        paragraph = into.add_paragraph(style=style)
        paragraph.alignment = _ALIGNED.get(block.sort)
        run = paragraph.add_run(mark + block.text)
        run.bold = block.sort in _LEVELS or None
        if arabic:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))  # noqa: SLF001


def _box(blocks: tuple[Block, ...]) -> Any:
    """Make a run with a box of text, as Word writes it for programs that know no other."""
    run = OxmlElement("w:r")
    inner = "".join(f"<w:p><w:r><w:t>{markup.escape(block.text)}</w:t></w:r></w:p>" for block in blocks)
    picture = parse_xml(
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:shape style="width:150pt;height:600pt">'
        f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    run.append(picture)
    assert run.tag == qn("w:r")
    return run


def odt(pages: Sequence[Page]) -> bytes:
    """Make an ODT with headings, lists and tables."""
    document = OpenDocumentText()
    fresh = Style(name="Fresh", family="paragraph")
    fresh.addElement(ParagraphProperties(breakbefore="page"))
    document.automaticstyles.addElement(fresh)
    for number, page in enumerate(pages):
        if number:
            document.text.addElement(P(stylename=fresh))
        for block in tables(linear(page)):
            document.text.addElement(_odf_table(block) if isinstance(block, list) else _odf(block))
    out = io.BytesIO()
    document.write(out)
    return undated(out.getvalue())


def _odf(block: Block) -> Any:
    if block.sort in _LEVELS:
        return H(outlinelevel=_LEVELS[block.sort], text=block.text)
    if block.sort == "bullet":
        item, bullets = ListItem(), List()
        item.addElement(P(text=block.text))
        bullets.addElement(item)
        return bullets
    return P(text=block.text)


def _odf_table(rows: Sequence[Block]) -> Any:
    table = Table()
    table.addElement(TableColumn(numbercolumnsrepeated=max(len(row.cells) for row in rows)))
    for row in rows:
        line = TableRow()
        for text in row.cells:
            cell = TableCell()
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    return table


def rtf(pages: Sequence[Page]) -> bytes:
    """Make an RTF."""
    body = "\\page\n".join("".join(map(_rtf, linear(page))) for page in pages)
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0\fs22 "
    return (head + body + "}").encode("ascii")


def _rtf(block: Block) -> str:
    if block.sort == "row":
        ends = "".join(rf"\cellx{2000 * number}" for number in range(1, len(block.cells) + 1))
        return (
            rf"\trowd{ends} " + "".join(rf"\intbl {_escaped(cell)}\cell " for cell in block.cells) + "\\row\n"
        )
    text = _escaped(block.text)
    if block.sort in _LEVELS:
        return rf"{{\b\fs28 {text}}}\par" + "\n"
    start = {"bullet": r"\bullet  ", "right": r"\qr ", "centred": r"\qc "}.get(block.sort, "")
    return rf"\pard {start}{text}\par" + "\n"


def _escaped(text: str) -> str:
    return "".join(
        "\\" + each if each in "\\{}" else each if each.isascii() else rf"\u{ord(each)}?" for each in text
    )


def txt(pages: Sequence[Page], language: str, rng: Random) -> bytes:
    """Make a plain text, in Unicode or in the code page of an old computer."""
    text = "\n\n\n".join(spoil.plain(page, rng) for page in pages)
    code = rng.choice(("utf-8", "utf-8-sig", "utf-16", "cp1256" if language == "ar" else "cp1252"))
    return text.replace("\n", rng.choice(("\n", "\r\n"))).encode(code, "replace")


def html(pages: Sequence[Page], language: str, rng: Random) -> bytes:
    """Make a web page, in paragraphs or in lines."""
    broken = rng.random() < 0.3  # noqa: PLR2004
    parts = [_html(block, broken=broken) for page in pages for block in tables(linear(page))]
    way = ' dir="rtl"' if language == "ar" else ""
    style = "<style>body{font-family:sans-serif;max-width:46em}td{padding:.3em}</style>"
    return (
        f'<!DOCTYPE html><html lang="{language}"{way}>'
        f'<head><meta charset="utf-8"><title></title>{style}</head>'
        f"<body>{chr(10).join(parts)}</body></html>"
    ).encode()


def _html(block: Block | list[Block], *, broken: bool) -> str:
    if isinstance(block, list):
        rows = ("".join(f"<td>{markup.escape(cell)}</td>" for cell in row.cells) for row in block)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    text = markup.escape(block.text)
    if broken or block.sort == "gap":
        return f"{text}<br>"
    tag = {"title": "h1", "heading": "h2", "bullet": "li"}.get(block.sort, "p")
    return f"<{tag}>{text}</{tag}>"
