"""Pictures that come with a contribution: decoded and written anew, so that nothing but the picture is kept.

What is no picture is found by decoding it, whatever its name says. Place, time and device (EXIF), comments, profiles
and anything hidden behind the picture do not survive. Kept by content: uploads/ab/<digest>.jpg.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from sozialraum.warehouse.store import replace_file

MOST, MOST_BYTES = 5, 10 * 1024 * 1024
LONGEST_SIDE = 2000
# What a good telephone takes. A JPEG is decoded at a fraction of its size; all else lies in memory as a whole.
MOST_MILLIONS = {"JPEG": 50, "PNG": 25, "WEBP": 25}
TYPES = "image/jpeg,image/png,image/webp"
_QUALITY = 85


class NoPicture(ValueError):
    """It can't be taken for a picture; the message says why, for whoever sent it, and the code names it."""

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    content: bytes = field(repr=False)
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @classmethod
    def as_kept(cls, content: bytes) -> Picture:
        """A picture that was written anew before."""
        return cls(content, *Image.open(BytesIO(content)).size)


def written_anew(file: BinaryIO, size: int) -> Picture:
    """The picture in a file that somebody sent, upright, at most 2000 pixels long, as JPEG. Raises NoPicture."""
    if size == 0:
        raise NoPicture(_("Die Datei ist leer."), "empty")
    if size > MOST_BYTES:
        raise NoPicture(_("Die Datei ist zu groß: höchstens 10 MB."), "too_large")
    try:
        image = Image.open(file, formats=tuple(MOST_MILLIONS))
    except Image.DecompressionBombError:
        raise NoPicture(_too_many(50), "too_large") from None
    except Exception as error:  # whatever a decoder says of it
        raise NoPicture(
            _("Das ist kein Bild, das wir lesen können. Möglich sind JPEG, PNG und WebP.")
        ) from error
    most = MOST_MILLIONS.get(str(image.format), 25)  # a JPEG with a second picture in it calls itself MPO
    if image.width * image.height > most * 1_000_000:
        raise NoPicture(_too_many(most), "too_large")
    try:
        return _encoded(_upright(image))
    except Exception as error:  # cut off, damaged, or made to do harm
        raise NoPicture(_("Das Bild ist beschädigt: Es lässt sich nicht ganz lesen.")) from error


def _too_many(millions: int) -> str:
    told = _("Das Bild hat zu viele Bildpunkte: höchstens %(most)d Millionen.")
    return told % {"most": millions}


def _upright(image: Image.Image) -> Image.Image:
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, so that no second copy of the large one is made
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        above = turned.convert("RGBA")
        ground = Image.new("RGB", above.size, "white")
        ground.paste(above, mask=above.getchannel("A"))
        return ground
    return turned.convert("RGB")


def _encoded(image: Image.Image) -> Picture:
    plain = Image.new("RGB", image.size)  # carries nothing over but pixels
    plain.paste(image)
    made = BytesIO()
    plain.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(made.getvalue(), plain.width, plain.height)


def path_of(digest: str) -> Path:
    """Where a picture lies."""
    return settings.CITY_FOLDER / "uploads" / digest[:2] / f"{digest}.jpg"


def keep(picture: Picture) -> None:
    """Write it beside its place, flush and rename: a reader sees the whole of it or nothing."""
    path = path_of(picture.digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, lambda file: file.write(picture.content))


def forget(digest: str) -> None:
    """Delete it from the disk."""
    path_of(digest).unlink(missing_ok=True)
