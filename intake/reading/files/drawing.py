"""PDF or picture → what its pages look like, drawn anew as PNG: nothing of the file itself is handed on.

It is drawn in colours, as a person reads it; `pictures` and `pdf` give what a recogniser of words reads.
"""

from __future__ import annotations

import io
import math
from contextlib import suppress
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

from intake.domain.drawing import MOST_PAGES, NARROWEST, WIDEST, Drawn
from intake.reading.files import pdf, pictures
from intake.reading.files.archives import RefusedError
from intake.reading.files.sniffing import IMAGES, sniff

MAX_PNG: Final = 6_000_000  # bytes of one page
_MAX_PIXELS: Final = 8_000_000  # of one page that is drawn
_TALLEST: Final = 6  # times as high as wide; a page beyond is drawn narrower
_GREYS: Final = 32
_COLOURS: Final = 256

Image.preinit()  # what saving a picture looks for cannot be imported once the process is confined


def draw(data: bytes, first: int, count: int, width: int) -> Drawn:
    """Draw pages of a PDF or of a picture, `width` pixels wide within limits. Never raises for the bytes."""
    width = min(max(width, NARROWEST), WIDEST)
    count = min(max(count, 1), MOST_PAGES)
    first = max(first, 1)
    kind = sniff(data)
    try:
        if kind == "pdf":
            return _pdf(data, first, count, width)
        if kind in IMAGES:
            return _picture(kind, data, first, count, width)
    except RefusedError as error:
        return Drawn(problem=str(error))
    except Exception:  # noqa: BLE001 - parsers of foreign bytes raise whatever they like
        return Drawn(problem="is damaged")
    return Drawn()


def _pdf(data: bytes, first: int, count: int, width: int) -> Drawn:
    with pdf.opened(data) as document:
        with suppress(pypdfium2.PdfiumError):
            document.init_forms()  # what was typed into fields is drawn, too
        total = len(document)
        numbers = range(first - 1, min(first - 1 + count, total))
        pages = tuple(_page(document, number, width) for number in numbers)
    return Drawn(pages=pages, first=first, total=total)


def _page(document: pypdfium2.PdfDocument, number: int, width: int) -> bytes:
    """Draw one page; empty where that cannot be, which costs but this one."""
    with suppress(pypdfium2.PdfiumError, ValueError, OverflowError):
        page = document[number]
        try:
            wide, high = (max(side, 1.0) for side in page.get_size())  # it may claim to be as big as a house
            scale = min(width / wide, width * _TALLEST / high, math.sqrt(_MAX_PIXELS / (wide * high)))
            return _png(page.render(scale=scale).to_pil())
        finally:
            page.close()
    return b""


def _picture(kind: str, data: bytes, first: int, count: int, width: int) -> Drawn:
    total, pages = 0, list[bytes]()
    for number, image in enumerate(pictures.frames(kind, data, wide=width * 2), start=1):
        total = number
        if first <= number < first + count:
            pages.append(_png(_sized(image, width)) if image else b"")
    return Drawn(pages=tuple(pages), first=first, total=total)


def _sized(image: Image.Image, width: int) -> Image.Image:
    with suppress(Exception):  # a broken EXIF mark turns nothing
        ImageOps.exif_transpose(image, in_place=True)
    image.thumbnail((width, width * _TALLEST))
    return image


def _png(image: Image.Image) -> bytes:
    """Write a picture as PNG of few colours, so that a photographed page is no ten megabytes."""
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    grey = image.mode in ("1", "L")
    few = image.convert("RGB").quantize(_GREYS if grey else _COLOURS, method=Image.Quantize.FASTOCTREE)
    out = io.BytesIO()
    few.save(out, format="PNG")
    return out.getvalue() if out.tell() <= MAX_PNG else b""
