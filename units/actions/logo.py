"""The organisation's logo: what somebody uploads is read as a picture and written anew."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

LARGEST_BYTES = 1024 * 1024
LARGEST_SIDE = 4_000  # pixels; a small file can unpack to a huge picture
FORMATS = ("PNG", "JPEG")


def clean_logo(upload: UploadedFile) -> ContentFile:
    """The picture without anything hidden in its file. Raises ValidationError unless it is a PNG or JPEG up to 1 MB."""
    if upload.size > LARGEST_BYTES:
        raise ValidationError("Logo terlalu besar; paling besar 1 MB.")
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            return _rewritten(picture)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("Logo harus berupa gambar PNG atau JPEG.") from error


def _rewritten(picture: Image.Image) -> ContentFile:
    if max(picture.size) > LARGEST_SIDE:
        raise ValidationError(f"Logo terlalu besar; sisi terpanjang paling banyak {LARGEST_SIDE} piksel.")
    out = BytesIO()
    if picture.format == "PNG":
        picture.save(out, format="PNG")
        return ContentFile(out.getvalue(), name="logo.png")
    # Phones turn pictures by a note (Exif) and put several into one file (MPO): the first, as every viewer shows it.
    ImageOps.exif_transpose(picture).convert("RGB").save(out, format="JPEG")
    return ContentFile(out.getvalue(), name="logo.jpg")
