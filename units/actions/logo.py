"""The organisation's logo: what somebody uploads is read as a picture and written anew."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

LARGEST_BYTES = 1024 * 1024
LARGEST_SIDE = 4_000  # pixels; a small file can unpack to a huge picture
FORMATS = {"PNG": "png", "JPEG": "jpg"}


def clean_logo(upload: UploadedFile) -> ContentFile:
    """The picture without anything hidden in its file. Raises ValidationError unless it is a PNG or JPEG up to 1 MB."""
    if upload.size > LARGEST_BYTES:
        raise ValidationError("Logo terlalu besar; paling besar 1 MB.")
    try:
        with Image.open(upload, formats=list(FORMATS)) as picture:
            return _rewritten(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("Logo harus berupa gambar PNG atau JPEG.") from error


def _rewritten(picture: Image.Image) -> ContentFile:
    if max(picture.size) > LARGEST_SIDE:
        raise ValidationError(f"Logo terlalu besar; sisi terpanjang paling banyak {LARGEST_SIDE} piksel.")
    out = BytesIO()
    picture.save(out, format=picture.format)
    return ContentFile(out.getvalue(), name=f"logo.{FORMATS[picture.format]}")
