"""Pictures of pages → grey pixels that a recogniser of words can read: turned upright, evenly lit, bounded.

The formats are decoded by Pillow, HEIC by pi-heif where it is installed (extra `heif`). Each class of
Pillow is named here: what `Image.open` would look for cannot be imported once the process is confined.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageChops,
    ImageFilter,
    ImageOps,
    ImageStat,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from intake.reading.files.archives import RefusedError
from intake.reading.terms import HEIC, MAX_PIXELS, Picture

try:
    import pi_heif
except ImportError:  # an extra
    pi_heif = None
else:
    pi_heif.options.DECODE_THREADS = 1

# The short side of a page in pixels: A4 at 154 dpi. Measured on French, English and Arabic pages, more
# costs time and reads no better; below 1,000 pixels (A4 at 120 dpi) words are lost.
SHORT: Final = 1270
MAX_FRAMES: Final = 15
_MAX_DECODED: Final = 80_000_000  # pixels: an A3 sheet at 600 dpi
_MAX_REDUCED: Final = 250_000_000  # pixels of a JPEG, which is made smaller while it is decoded
_MAX_SIDE: Final = 60_000
_MAX_GROWTH: Final = 2.0
_SPECKLED: Final = 9  # mean difference to what surrounds a pixel; dense text has 3, a noisy scan 7
_SAMPLE: Final = 700  # pixels wide and high, where noise is measured
_INK: Final = 12  # shades; a cell of paper is not as much darker than the rest
_FEW_CELLS: Final = 10
_RIM: Final = 0.04
_LEAST: Final = 24  # pixels; nothing smaller holds a word
_BIG: Final = 1.25  # times SHORT; a photo shows a rim of table around its page
_REDUCED_COPY: Final = 254, 1  # TIFF 6.0, NewSubfileType: a thumbnail of another page


def pictures(kind: str, data: bytes) -> Iterator[Picture | None]:
    """Give the pages of a picture file, whose format `formats.sniff` has told; None for one too many.

    A TIFF has a page for each frame; of an animation only the first frame is taken.
    Raises RefusedError for one that is too big, or that needs a library which is not installed, and
    whatever Pillow raises for a damaged one.
    """
    for image in frames(kind, data):
        yield None if image is None else _taken(image, alone=kind != "tiff")


def _taken(image: Image.Image, *, alone: bool) -> Picture | None:
    """Read a frame; None if it is damaged: of several, that costs but this one."""
    try:
        return grey(image)
    except (RefusedError, MemoryError):
        raise
    except Exception:  # decoders of foreign bytes raise whatever they like
        if alone:
            raise
        return None


def frames(kind: str, data: bytes, *, wide: int | None = None) -> Iterator[Image.Image | None]:
    """Give the frames of a picture file as they are, for `pictures`; with `wide` in their colours.

    A JPEG is decoded smaller where it is much wider than that.
    """
    if kind == "heif":
        yield _heif(data)
        return
    image = _READERS[kind](io.BytesIO(data))
    if kind != "tiff":
        _bound(image)
        side = wide or SHORT * 2
        image.draft("RGB" if wide else "L", (side, side))  # a JPEG is then decoded smaller
        yield image
        return
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if number == MAX_FRAMES:
            yield None
        elif not _is_copy(image):
            yield _frame(image)


def _frame(image: Image.Image) -> Image.Image | None:
    """Decode one of several frames; None if it is damaged, which costs but this one."""
    try:
        _bound(image)
        return image.copy()
    except (RefusedError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - decoders of foreign bytes raise whatever they like
        return None


_READERS: Final[dict[str, Callable[[io.BytesIO], Image.Image]]] = {
    "png": PngImagePlugin.PngImageFile,
    "jpeg": JpegImagePlugin.JpegImageFile,
    "gif": GifImagePlugin.GifImageFile,
    "tiff": TiffImagePlugin.TiffImageFile,
    "bmp": BmpImagePlugin.BmpImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
}


def grey(image: Image.Image) -> Picture:
    """Make any picture one to be recognised: upright by its EXIF mark, sized, grey and evenly lit."""
    with suppress(Exception):  # a broken mark turns nothing
        ImageOps.exif_transpose(image, in_place=True)
    shades = _sized(_shades(image))
    return replace(picture_of(_despeckled(_evenly_lit(shades))), empty=_is_empty(shades))


def _is_empty(image: Image.Image) -> bool:
    """Whether a page is as light all over, but for its rim, where scanners leave the sheet's edge.

    Looked at in cells of 8 by 8 pixels, by which noise is evened out, and before shadows are taken away,
    which takes away what is out of focus, too. A word of ten letters darkens some thirty cells.
    """
    if min(image.size) < SHORT // 2:
        return False
    cells = image.reduce(8)
    rim = int(min(cells.size) * _RIM)
    inner = cells.crop((rim, rim, cells.width - rim, cells.height - rim))
    paper = ImageStat.Stat(inner).median[0]
    return sum(inner.histogram()[: max(0, paper - _INK)]) < _FEW_CELLS


def picture_of(image: Image.Image) -> Picture:
    """Give the pixels of a picture that is grey already."""
    return Picture(width=image.width, height=image.height, pixels=image.tobytes())


def scale_of(width: float, height: float) -> float:
    """By what a page of this size is to be enlarged to have the pixels that are needed, and no more."""
    width, height = max(width, 1.0), max(height, 1.0)
    by_area = math.sqrt(MAX_PIXELS / (width * height))
    return min(SHORT / min(width, height), by_area, _MAX_SIDE / max(width, height))


def turned(picture: Picture, degrees: int) -> Picture:
    """Turn a picture clockwise by 0, 90, 180 or 270 degrees."""
    if degrees not in _TURNS:
        return picture
    return picture_of(_image(picture).transpose(_TURNS[degrees]))


_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def top(picture: Picture, share: float) -> Picture:
    """Cut off the upper part of a picture."""
    height = max(1, int(picture.height * share))
    return Picture(width=picture.width, height=height, pixels=picture.pixels[: picture.width * height])


def _image(picture: Picture) -> Image.Image:
    return Image.frombytes("L", (picture.width, picture.height), picture.pixels)


def _bound(image: Image.Image) -> None:
    limit = _MAX_REDUCED if image.format == "JPEG" else _MAX_DECODED
    if image.width * image.height > limit or max(image.size) > _MAX_SIDE:
        raise RefusedError("is an image of too many pixels, which is refused")


def _is_copy(image: Image.Image) -> bool:
    tag, bit = _REDUCED_COPY
    subfile = getattr(image, "tag_v2", {}).get(tag, 0)
    return isinstance(subfile, int) and bool(subfile & bit)


def _heif(data: bytes) -> Image.Image:
    if not HEIC.match(data):
        raise RefusedError("is an image (AVIF); this kind of file is not read by this version")
    if pi_heif is None:
        raise RefusedError("is an image (HEIC); reading it needs intake's extra 'heif'")
    if not _may_start_threads():
        raise RefusedError("is an image (HEIC), which is not read inside another file")
    found = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    if found.size[0] * found.size[1] > _MAX_DECODED:
        raise RefusedError("is an image of too many pixels, which is refused")
    image: Image.Image = found.to_pillow()
    return image


def _may_start_threads() -> bool:
    thread = threading.Thread(target=int)
    try:
        thread.start()
    except RuntimeError:
        return False
    thread.join()
    return True


def _shades(image: Image.Image) -> Image.Image:
    """Give shades of grey; what is transparent is white, as paper is."""
    if image.mode == "L":
        return image
    if image.mode.startswith("I"):  # 16 bits a pixel
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("L")
    return image.convert("L")


def _sized(image: Image.Image) -> Image.Image:
    """Make it as big as a page needs to be read, within limits."""
    if min(image.size) < _LEAST:
        return image
    scale = scale_of(*image.size)
    if scale < 1:
        scale = min(1.0, max(scale, min(scale * _BIG, math.sqrt(MAX_PIXELS / (image.width * image.height)))))
    scale = min(scale, _MAX_GROWTH)
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _evenly_lit(image: Image.Image) -> Image.Image:
    """Take away shadows: what is around each spot at its brightest counts as paper.

    Letters are closed (dilation, then erosion), so that a table's edge throws no rim; there is no
    stretching, which makes blobs of the letters on a page of little ink. Of the words of the synthetic
    pages, in scans .90 became .97, in photos .82 became .92, under a hard shadow .70 became .92 by both.
    """
    if min(image.size) < _LEAST:
        return image
    paper = image.reduce(8).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5))
    around = paper.filter(ImageFilter.BoxBlur(3)).resize(image.size, Image.Resampling.BILINEAR)
    return ImageChops.add(image, ImageChops.invert(around))


def _despeckled(image: Image.Image) -> Image.Image:
    """Take away heavy noise, which costs the recogniser long and all words; letters suffer a little."""
    width, height = image.size
    middle = image.crop(
        ((width - _SAMPLE) // 2, (height - _SAMPLE) // 2, (width + _SAMPLE) // 2, (height + _SAMPLE) // 2)
    )
    middle = middle if min(image.size) > _SAMPLE else image
    smooth = middle.filter(ImageFilter.MedianFilter(3))
    if ImageStat.Stat(ImageChops.difference(middle, smooth)).mean[0] < _SPECKLED:
        return image
    return image.filter(ImageFilter.MedianFilter(3))
