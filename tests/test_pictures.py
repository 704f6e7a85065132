"""Picture files → grey pixels: upright, of a size that can be read, bounded, and never out of the format."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from builders import documents as make
from builders import scans
from builders.documents import CV_FR
from PIL import Image

from intake.adapters.sandbox import Reader
from intake.reading.files import formats, pictures
from intake.reading.files.archives import RefusedError
from intake.reading.files.pictures import MAX_FRAMES, SHORT, grey, scale_of, top, turned
from intake.reading.terms import MAX_PIXELS, Picture

CLEAN = scans.page(CV_FR)
COLOURS = CLEAN.convert("RGB")


def only(data: bytes) -> Picture:
    """The one page of a picture file."""
    (picture,) = pictures.pictures(formats.sniff(data), data)
    assert picture is not None
    assert len(picture.pixels) == picture.width * picture.height <= MAX_PIXELS
    return picture


def ink(picture: Picture) -> float:
    """The share of a picture that is dark."""
    return sum(1 for value in picture.pixels if value < 100) / len(picture.pixels)


def transparent(image: Image.Image) -> Image.Image:
    """Black letters on nothing."""
    drawn = Image.new("RGBA", image.size, (0, 0, 0, 0))
    drawn.putalpha(image.point(lambda value: 255 - value))
    return drawn


@pytest.mark.parametrize(
    "data",
    [
        scans.data(CLEAN, "PNG"),
        scans.data(COLOURS.quantize(8), "PNG"),
        scans.data(COLOURS.convert("RGBA"), "PNG"),
        scans.data(transparent(CLEAN), "PNG"),
        scans.data(CLEAN.convert("I").point(lambda value: value * 256).convert("I;16"), "PNG"),
        scans.data(COLOURS, "JPEG"),
        scans.data(COLOURS.convert("CMYK"), "JPEG"),
        scans.data(COLOURS, "JPEG", progressive=True),
        scans.data(CLEAN, "GIF"),
        scans.data(CLEAN.convert("1"), "BMP"),
        scans.data(COLOURS, "WEBP"),
        scans.data(CLEAN.convert("1"), "TIFF", compression="group4"),
        scans.data(COLOURS, "TIFF", compression="tiff_lzw"),
        scans.data(COLOURS, "TIFF", compression="jpeg"),
    ],
)
def test_black_letters_on_white_come_out_of_every_format(data: bytes) -> None:
    picture = only(data)
    assert (picture.width, picture.height) == pytest.approx((SHORT, SHORT * 2**0.5), rel=0.03)
    assert ink(picture) == pytest.approx(ink(grey(CLEAN)), rel=0.25)


@pytest.mark.parametrize(("mark", "degrees"), [(6, 90), (3, 180), (8, 270)])
def test_the_mark_of_a_camera_turns_the_page_upright(mark: int, degrees: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = mark
    held = turned(pictures.picture_of(CLEAN), 360 - degrees)
    image = Image.frombytes("L", (held.width, held.height), held.pixels)
    picture = only(scans.data(image, "PNG", exif=exif))
    assert picture == only(scans.data(CLEAN, "PNG"))


def test_turning_goes_clockwise_and_four_times_round() -> None:
    picture = Picture(width=3, height=2, pixels=bytes([1, 2, 3, 4, 5, 6]))
    assert turned(picture, 90) == Picture(width=2, height=3, pixels=bytes([4, 1, 5, 2, 6, 3]))
    assert turned(turned(picture, 90), 270) == turned(turned(picture, 180), 180) == picture
    assert turned(picture, 0) is picture


def test_the_top_of_a_picture_is_its_first_rows() -> None:
    picture = Picture(width=2, height=4, pixels=bytes(range(8)))
    assert top(picture, 0.5) == Picture(width=2, height=2, pixels=bytes(range(4)))


def test_small_pictures_grow_and_big_ones_shrink() -> None:
    small = only(scans.data(scans.page(CV_FR, size=(595, 842))))
    assert small.width == 1190
    big = only(scans.data(scans.page(CV_FR, size=(4960, 7016))))
    assert SHORT <= big.width <= SHORT * 1.3
    wide = only(scans.data(Image.new("L", (30_000, 100), "white")))
    assert wide.width * wide.height <= MAX_PIXELS


def test_a_photo_of_fifty_megapixels_takes_little_time() -> None:
    data = scans.data(CLEAN.resize((6120, 8656)), "JPEG")
    started = time.monotonic()
    assert only(data).width < 2_000
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("width", "height"), [(595, 842), (842, 595), (200_000, 200_000), (1, 1), (0, 0), (200_000, 1)]
)
def test_no_size_that_a_page_may_claim_makes_a_picture_too_big(width: float, height: float) -> None:
    scale = scale_of(width, height)
    assert 0 < scale * max(width, 1) * scale * max(height, 1) <= MAX_PIXELS * 1.01


def test_a_tiff_has_a_page_for_each_frame() -> None:
    frames = [scans.page(f"page {n}", size=(300, 400)) for n in range(3)]
    data = scans.data(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert [page is not None for page in pictures.pictures("tiff", data)] == [True] * 3


def test_frames_beyond_the_limit_count_as_one_that_is_not_read() -> None:
    frames = [Image.new("L", (50, 50), "white")] * 40
    data = scans.data(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    found = list(pictures.pictures("tiff", data))
    assert len(found) == MAX_FRAMES + 1
    assert found[-1] is None


def test_of_an_animation_the_first_frame_is_taken() -> None:
    frames = [Image.new("L", (50, 50), n) for n in range(5)]
    data = scans.data(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert len(list(pictures.pictures("gif", data))) == 1


# --- hostile ------------------------------------------------------------------


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that claims a size, and keeps its word as far as it is read."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(30_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (2**31 - 1, 1), (1, 70_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(width: int, height: int) -> None:
    started = time.monotonic()
    with pytest.raises(RefusedError, match="too many pixels"):
        list(pictures.pictures("png", bomb(width, height)))
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_a_picture_that_is_cut_is_a_problem_and_no_error(kind: str) -> None:
    data = scans.data(CLEAN, kind)
    for length in (20, 200, len(data) // 2):
        found = formats.extract(data[:length], "page", lambda picture, question: "")
        assert found.problem is not None, length


def test_a_damaged_frame_costs_but_itself() -> None:
    whole = scans.data(CLEAN, "TIFF", save_all=True, append_images=[CLEAN], compression="tiff_lzw")
    with Image.open(io.BytesIO(whole)) as image:
        image.seek(1)
        (start, *_), (length, *_) = image.tag_v2[273], image.tag_v2[279]
    damaged = whole[:start] + b"\xff" * length + whole[start + length :]
    first, second = pictures.pictures("tiff", damaged)
    assert first == next(pictures.pictures("tiff", whole))
    assert second is None


def test_an_image_without_a_recogniser_says_what_is_missing() -> None:
    found = formats.extract(make.png("x"), "x.png")
    assert found.problem == "is an image, and Tesseract is not installed to read it"


# --- HEIC, whose decoder needs a thread ---------------------------------------


@pytest.fixture(scope="module")
def heic() -> bytes:
    pytest.importorskip("pi_heif")
    writer = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    writer.from_pillow(COLOURS).save(out, quality=60)
    return out.getvalue()


def test_a_photo_of_an_iphone_is_read(heic: bytes) -> None:
    with Reader(recogniser=Answering()) as reader:
        (document,) = reader.read_file(heic, "IMG_0001.HEIC")
        assert document.kinds == ("cv",)
        assert reader._child is None, "the process that may start threads reads nothing else"
        assert reader.read_file(CV_FR.encode(), "cv.txt")[0].kinds == ("cv",)
        assert reader._child is not None


def test_a_heic_inside_an_archive_harms_no_other_file(heic: bytes) -> None:
    with Reader(recogniser=Answering()) as reader:
        photo, text = reader.read_file(make.zip_of({"a.heic": heic, "cv.txt": CV_FR.encode()}), "d.zip")
    assert photo.because == "could not be read: it is an image (HEIC), which is not read inside another file"
    assert text.kinds == ("cv",)


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9])
def test_a_heic_that_is_cut_is_a_document_that_could_not_be_read(heic: bytes, kept: float) -> None:
    with Reader(recogniser=Answering()) as reader:
        (document,) = reader.read_file(heic[: int(len(heic) * kept)], "IMG_0001.HEIC")
    assert document.because.startswith("could not be read")


def test_heic_without_its_library_says_what_to_install(heic: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "pi_heif", None)
    found = formats.extract(heic, "a.heic", lambda picture, question: "")
    assert found.problem == "is an image (HEIC); reading it needs intake's extra 'heif'"
    avif = formats.extract(b"\0\0\0\x1cftypavif" + bytes(99), "a.avif", lambda picture, question: "")
    assert avif.problem == "is an image (AVIF); this kind of file is not read by this version"


class Answering:
    """Says of each picture that it shows a CV: Tesseract is not the point here."""

    lacks = ()
    ready = True

    def recognise(self, picture: Picture, question: str, *, seconds: float) -> str:
        """Give Tesseract's table."""
        assert 0.01 < ink(picture) < 0.5
        words = enumerate(CV_FR.split(" "))
        return "\n".join(f"5\t1\t1\t1\t1\t{n}\t0\t0\t1\t1\t95\t{word}" for n, word in words)
