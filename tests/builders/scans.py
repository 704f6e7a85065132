"""Pictures of pages, as scanners and telephones make them: drawn with Pillow, then spoilt."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4_AT_150: tuple[int, int] = (1240, 1754)
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",  # Debian and Ubuntu: fonts-dejavu-core
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",  # Fedora
    "/Library/Fonts/Arial Unicode.ttf",
)


def font(size: int) -> ImageFont.FreeTypeFont:
    """A font with Arabic letters; Pillow's own has none."""
    for file in _FONTS:
        if Path(file).exists():
            return ImageFont.truetype(file, size)
    raise FileNotFoundError("no DejaVu font: `make test` installs it, or apt-get install fonts-dejavu-core")


def page(text: str, *, size: tuple[int, int] = A4_AT_150) -> Image.Image:
    """A clean scan of a page; a line with Arabic letters begins at the right."""
    image = Image.new("L", size, "white")
    draw, width = ImageDraw.Draw(image), size[0]
    step = min(width // 30, (size[1] - width // 10) // max(text.count("\n") + 1, 1))
    letters = font(min(width // 52, int(step / 1.3)))
    for number, line in enumerate(text.splitlines()):
        y = width // 14 + number * step
        if any("\u0600" <= letter <= "\u06ff" for letter in line):
            draw.text((width * 0.93, y), line, "black", letters, "ra", direction="rtl", language="ar")
        else:
            draw.text((width * 0.07, y), line, "black", letters)
    return image


def photo(image: Image.Image) -> Image.Image:
    """What a telephone makes of a page: out of true, a little blurred, a shadow over it, JPEG's blocks."""
    width, height = image.size
    corners = (-30, -20, 20, height + 30, width + 40, height - 20, width - 30, 30)
    bent = image.filter(ImageFilter.GaussianBlur(0.8)).transform(
        image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=200
    )
    light = Image.linear_gradient("L").resize(image.size).point(lambda value: 110 + int(value * 0.57))
    return Image.open(io.BytesIO(data(ImageChops.multiply(bent, light), "JPEG", quality=60)))


def skewed(image: Image.Image, degrees: float = 2.5) -> Image.Image:
    """A page that was laid askew."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)


def noisy(image: Image.Image) -> Image.Image:
    """A page from a bad scanner."""
    return ImageChops.add(image, Image.effect_noise(image.size, 30), 1, -128)


def data(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pdf_of(images: Sequence[Image.Image], stamp: str = "") -> bytes:
    """A PDF of scanned pages, with a line of text printed over each."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for image in images:
        canvas.drawImage(ImageReader(image), 0, 0, *A4)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(400, 12, stamp)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
