"""How big a picture is, by its first bytes, as every program writes them."""

from __future__ import annotations

import io

import pytest
from builders.containers import photo
from PIL import Image

from intake.domain.model import Attachment
from intake.reading.files import picture_size
from intake.reading.files.attached import is_document


def picture(form, size=(321, 123)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_the_size_of_a_picture_is_told(form):
    assert picture_size.size(picture(form)) == (321, 123)


def test_the_size_of_a_lossless_or_animated_webp_is_told():
    out = io.BytesIO()
    Image.new("RGB", (321, 123)).save(out, "WEBP", lossless=True)
    assert picture_size.size(out.getvalue()) == (321, 123)
    out = io.BytesIO()
    frames = [Image.new("RGB", (321, 123), color) for color in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert picture_size.size(out.getvalue()) == (321, 123)


def test_the_size_of_a_phones_photo_is_told_by_its_largest_part():
    def ispe(width, height):
        return b"\0\0\0\x14ispe\0\0\0\0" + width.to_bytes(4, "big") + height.to_bytes(4, "big")

    data = b"\0\0\0\x18ftypheic" + bytes(60) + ispe(512, 512) + ispe(4032, 3024) + ispe(320, 240)
    assert picture_size.size(data) == (4032, 3024)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\x02", b"RIFF"]
)
def test_what_hides_its_size_has_none(data):
    assert picture_size.size(data) is None


@pytest.mark.parametrize(
    ("data", "inline", "document"),
    [
        (photo(1200, 1600), True, True),
        (photo(1200, 1600), False, True),
        (photo(600, 200), True, False),
        (photo(600, 200), False, False),
        (photo(300, 300), True, False),
        (photo(300, 300), False, True),
        (picture("PNG", (1200, 1600)), True, False),
    ],
    ids=["photo-of-a-page", "attached", "banner", "attached-banner", "small", "attached-small", "one-colour"],
)
def test_a_picture_within_the_text_counts_if_it_is_as_big_as_a_page(data, inline, document):
    part = Attachment(position=2, name="IMG_1.jpeg", content_type="image/jpeg", payload=data, inline=inline)
    assert is_document(part) is document
