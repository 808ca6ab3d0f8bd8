"""Pictures as they may be published: of a known kind, of a sane size, and with nothing in them but the picture.

A photo from a telephone carries place, time, owner and often a small older version of itself. Editors photograph
workplaces; none of that may reach the public.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MAX_PIXELS = 50_000_000  # a 50 megapixel photo; above it a small file may unfold into all the memory there is


class NotAPicture(ValueError):
    """The bytes are not a JPEG, PNG or WebP picture, whatever the file is called."""


class TooManyPixels(ValueError):
    """The picture is larger than MAX_PIXELS."""


@dataclass(frozen=True)
class Picture:
    """A picture with its metadata gone."""

    data: bytes
    extension: str
    width: int
    height: int


def clean(data: bytes) -> Picture:
    """The same picture, drawn again without EXIF, XMP, IPTC, comments, thumbnails, colour profile or further frames.

    The orientation a camera wrote down is applied first and colours are brought to sRGB, so that the picture looks as
    it did. Raises NotAPicture or TooManyPixels.
    """
    try:
        with Image.open(BytesIO(data), formats=tuple(FORMATS)) as source:
            kind = source.format
            if source.width * source.height > MAX_PIXELS:
                raise TooManyPixels
            source.load()
            picture = _in_srgb(ImageOps.exif_transpose(source))
    except TooManyPixels:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise NotAPicture from error

    # Savers read these besides their arguments; only transparency is part of the picture.
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    out = BytesIO()
    if kind == "JPEG":
        picture.convert("L" if picture.mode == "L" else "RGB").save(out, "JPEG", quality=88, optimize=True, exif=b"")
    elif kind == "PNG":
        picture.save(out, "PNG", optimize=True, exif=b"")
    else:
        picture.save(out, "WEBP", quality=88, exif=b"", xmp=b"")
    return Picture(out.getvalue(), FORMATS[kind], picture.width, picture.height)


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in sRGB; a broken or foreign profile is dropped rather than trusted."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode)
        except (ImageCms.PyCMSError, OSError):
            return picture
    return picture
