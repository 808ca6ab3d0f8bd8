"""A published picture holds the picture and nothing else."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cms.pages.domain import pictures


def seen(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_place_owner_and_time_are_gone(photo, kind):
    dirty = photo(kind).read()
    assert b"Demogaard" in dirty
    clean = pictures.clean(dirty).data
    assert b"Demogaard" not in clean
    assert b"hemmelig" not in clean
    assert not dict(seen(clean).getexif())


def test_comments_in_a_png_are_gone():
    note = PngInfo()
    note.add_text("Author", "Ole Prøvesen")
    note.add_itxt("Description", "hemmelig")
    out = BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 4)).save(out, "PNG", pnginfo=note, dpi=(72, 72))
    clean = pictures.clean(out.getvalue())
    assert b"hemmelig" not in clean.data
    assert seen(clean.data).info == {}


def test_what_is_seen_through_stays_so():
    out = BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(out, "PNG")
    assert seen(pictures.clean(out.getvalue()).data).getpixel((0, 0)) == (10, 20, 30, 0)


def test_a_photo_held_sideways_is_turned_before_the_note_about_it_goes(photo):
    clean = pictures.clean(photo(size=(60, 40), orientation=6).read())
    assert (clean.width, clean.height) == (40, 60)
    assert seen(clean.data).size == (40, 60)


def test_a_colour_profile_is_applied_and_dropped():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = BytesIO()
    Image.new("RGB", (4, 4), (200, 30, 40)).save(out, "JPEG", icc_profile=profile, quality=95)
    clean = seen(pictures.clean(out.getvalue()).data)
    assert "icc_profile" not in clean.info
    assert all(abs(a - b) < 8 for a, b in zip(clean.getpixel((1, 1)), (200, 30, 40), strict=True))


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload='alert(1)'/>", b"GIF89a" + b"\0" * 40, b"%PDF-1.7", b"\xff\xd8\xff\xe0 broken"]
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(data):
    with pytest.raises(pictures.NotAPicture):
        pictures.clean(data)


def test_a_picture_that_unfolds_into_all_memory_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    out = BytesIO()
    Image.new("1", (11, 10)).save(out, "PNG")
    with pytest.raises(pictures.TooManyPixels):
        pictures.clean(out.getvalue())
