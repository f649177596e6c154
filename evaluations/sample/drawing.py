"""The sample's papers as files: a page that says what it stands for."""

import textwrap
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from evaluations.sample.papers import Kind

A4 = (620, 877)  # pixels at RESOLUTION
RESOLUTION = 75  # dots per inch
PHOTO = (800, 600)
LINE = 44  # letters
STAMP = "DOKUMEN CONTOH"


@lru_cache(maxsize=1000)  # drawn once, however often the sample is loaded in one process
def draw(kind: Kind, title: str, content: str) -> bytes:
    """A PDF of one page or a JPEG; equal arguments give equal bytes."""
    picture = Image.new("L", A4 if kind == Kind.PDF else PHOTO, 255 if kind == Kind.PDF else 225)
    pen = ImageDraw.Draw(picture)
    pen.text((60, 60), content, font=_font(16), fill=90)
    pen.multiline_text((60, 120), "\n".join(textwrap.wrap(title, LINE)), font=_font(22), fill=0, spacing=10)
    pen.text((60, picture.height - 80), STAMP, font=_font(16), fill=90)
    out = BytesIO()
    if kind == Kind.PDF:
        # No time of making inside: equal papers are equal files.
        picture.save(out, "PDF", resolution=RESOLUTION, creationDate=None, modDate=None)
    else:
        picture.save(out, "JPEG", quality=70)
    return out.getvalue()


@lru_cache(maxsize=2)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
