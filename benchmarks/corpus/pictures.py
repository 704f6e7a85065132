"""PDFs → pictures of their pages, as scanners and telephones take them."""

from __future__ import annotations

import io
from random import Random
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageEnhance, ImageFilter

_POINTS: Final = 72
_MAX_PAGES: Final = 8
_TURNS: Final = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
_ORIENTATION: Final = 0x0112  # the EXIF tag


def sheets(data: bytes, dpi: int) -> list[Image.Image]:
    """Draw the pages of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        count = min(len(document), _MAX_PAGES)
        return [
            document[number].render(scale=dpi / _POINTS).to_pil().convert("RGB") for number in range(count)
        ]
    finally:
        document.close()


def scan(data: bytes, rng: Random) -> bytes:
    """Make a PDF of pictures of a PDF's pages: askew, noisy, grey, compressed."""
    dpi = rng.choice((120, 150, 150, 200))
    skew, noise, light = rng.uniform(-2.0, 2.0), rng.choice((0, 8, 16)), rng.choice((255, 255, 235, 205))
    coloured = rng.random() < 0.3  # noqa: PLR2004
    pages = []
    for page in sheets(data, dpi):
        image = page.rotate(skew + rng.uniform(-0.4, 0.4), Image.Resampling.BICUBIC, fillcolor="white")
        image = _noisy(_tinted(image, light), noise)
        pages.append(image if coloured else image.convert("L"))
    out = io.BytesIO()
    quality = rng.randint(35, 80)
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)
    return out.getvalue()


def photos(data: bytes, rng: Random) -> list[bytes]:
    """Take a photo (JPEG) of each page: from the side, unevenly lit, sometimes turned by its EXIF tag."""
    turn, quality = rng.choice((1, 1, 1, 3, 6, 6, 8)), rng.randint(45, 85)
    return [_photo(page, rng, turn, quality) for page in sheets(data, rng.choice((140, 170, 200)))]


def pngs(data: bytes, rng: Random) -> list[bytes]:
    """Make a clean picture (PNG) of each page, as a screenshot is."""
    found = []
    for page in sheets(data, rng.choice((96, 120, 150))):
        out = io.BytesIO()
        page.convert("L").save(out, "PNG")
        found.append(out.getvalue())
    return found


def logo(rng: Random) -> bytes:
    """Make the small picture below a signature."""
    image = Image.new("RGB", (rng.randint(90, 220), rng.randint(40, 90)), "white")
    image.paste((rng.randrange(256), 60, 120), (8, 8, 60, 32))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _photo(page: Image.Image, rng: Random, turn: int, quality: int) -> bytes:
    image = _tinted(_seen_from_aside(page, rng), rng.choice((250, 230, 210)))
    shade = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(image.size)
    dark = rng.choice((0.0, 0.25, 0.4))
    image = ImageChops.multiply(image, shade.point(lambda each: int(255 - dark * each)).convert("RGB"))
    image = image.filter(ImageFilter.GaussianBlur(rng.choice((0, 0.5, 0.9))))
    image = _noisy(image, rng.choice((4, 9)))
    exif = Image.Exif()
    if turn != 1:
        exif[_ORIENTATION] = turn
    back = _TURNS[turn]
    image = image.transpose(back) if back is not None else image
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def _seen_from_aside(page: Image.Image, rng: Random) -> Image.Image:
    """Show a page on a table: smaller at one end, and a little askew."""
    width, height = page.size
    border = int(width * 0.05)
    table = Image.new(
        "RGB", (width + 2 * border, height + 2 * border), rng.choice(("#6b5a48", "#333a40", "#b9b4aa"))
    )
    table.paste(page, (border, border))
    far = [rng.uniform(0, 0.03) for _ in range(8)]
    full, high = table.size
    corners = [
        (full * -far[0], high * -far[1]), (full * (1 + far[2]), high * -far[3]),
        (full * (1 + far[4]), high * (1 + far[5])), (full * -far[6], high * (1 + far[7])),
    ]  # fmt: skip
    tilt = rng.uniform(-1.5, 1.5)
    seen = table.transform(table.size, Image.Transform.QUAD, [
        value for corner in (corners[0], corners[3], corners[2], corners[1]) for value in corner
    ], Image.Resampling.BICUBIC, fillcolor="#555049")  # fmt: skip
    return seen.rotate(tilt, Image.Resampling.BICUBIC, fillcolor="#555049")


def _tinted(image: Image.Image, light: int) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(light / 255)


def _noisy(image: Image.Image, strength: int) -> Image.Image:
    if not strength:
        return image
    noise = Image.effect_noise(image.size, strength).convert(image.mode)
    return ImageChops.add(image, noise, 1.0, -128)
