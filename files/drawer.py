"""Opens a PDF or a picture and draws it, in a process of its own that lives for one page or for a few of ours.

What people upload may be made to break the libraries that read it. So these run here, with little memory and time, and
without Django, the database or the settings: when they break, the server does not. Started by files/drawing.py as

    python -I drawer.py pages | page NUMBER | print FIRST LAST | check | picture    < FILE  > ANSWER

Libraries are imported where they are used: after the limits, and never by the server, which reads the codes below.
The file comes on standard input, a real file. The exit code tells how it went (the names below).
"""

import resource
import sys
from io import BytesIO
from math import sqrt

OK, ENCRYPTED, BROKEN, TOO_LARGE, NO_SUCH_PAGE = 0, 10, 11, 12, 13
MEMORY, SECONDS, ANSWER = 1024**3, 20, 20 * 1024**2  # bytes, seconds of processor time, bytes
MAX_PAGES = 20_000
MAX_PIXELS = 120_000_000  # of a picture as it comes: the best phones make 108 million
PAGE_DPI, PRINT_DPI, PAGE_PIXELS = 150, 200, 4_000_000
PICTURE_SIDE = 1600
QUALITY = 80


def limit() -> None:
    """From here on this process can neither grow, nor go on for long, nor write much, nor leave a core behind."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def pages(file) -> int:
    """Writes the number of pages; the first one can be loaded."""
    document = _document(file)
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        sys.exit(BROKEN)
    document[0]
    sys.stdout.write(str(count))
    return OK


def page(file, number: int) -> int:
    """Writes page `number`, counted from 1, as WebP."""
    _write(_drawn(_with_forms(file), number, PAGE_DPI))
    return OK


def printed(file, first: int, last: int) -> int:
    """Writes the pages from `first` to `last` as PNG, sharp enough for a printer, each behind a line with its size."""
    document = _with_forms(file)
    for number in range(first, last + 1):
        made = BytesIO()
        _drawn(document, number, PRINT_DPI).convert("RGB").save(made, "PNG", dpi=(PRINT_DPI, PRINT_DPI))
        sys.stdout.buffer.write(b"%d\n" % made.tell() + made.getvalue())
    return OK


def check(file) -> int:
    """Can all of this picture be decoded?"""
    _picture(file)
    return OK


def picture(file) -> int:
    """Writes the picture as WebP: upright, at most PICTURE_SIDE high and wide, without what the camera noted."""
    from PIL import ImageOps  # noqa: PLC0415 - see above

    image = ImageOps.exif_transpose(_picture(file))
    image.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
    _write(image)
    return OK


def _with_forms(file):
    document = _document(file)
    document.init_forms()  # what was filled in is drawn too
    return document


def _drawn(document, number: int, dpi: int):
    if not 0 < number <= len(document):
        sys.exit(NO_SUCH_PAGE)
    sheet = document[number - 1]
    width, height = sheet.get_size()  # points
    return sheet.render(scale=min(dpi / 72, sqrt(PAGE_PIXELS / (width * height)))).to_pil()


def _document(file):
    import pypdfium2  # noqa: PLC0415 - see above

    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        sys.exit(ENCRYPTED if "password" in str(error).lower() else BROKEN)


def _picture(file):
    from PIL import Image  # noqa: PLC0415 - see above

    Image.MAX_IMAGE_PIXELS = None  # counted below
    image = Image.open(file, formats=["JPEG", "PNG"])
    if image.width * image.height > MAX_PIXELS:
        sys.exit(TOO_LARGE)
    image.verify()  # a PNG's checksums, to its end; afterwards it must be opened anew
    file.seek(0)
    image = Image.open(file, formats=["JPEG", "PNG"])
    image.draft("RGB", (PICTURE_SIDE, PICTURE_SIDE))  # a JPEG is decoded no larger than needed
    image.load()
    return image


def _write(image) -> None:
    from PIL import Image  # noqa: PLC0415 - see above

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        shown = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(shown, mask=shown)
    clean = Image.new("RGB", image.size)  # the pixels and nothing else
    clean.paste(image.convert("RGB"))
    clean.save(sys.stdout.buffer, "WEBP", quality=QUALITY)


def main(what: str, *numbers: str) -> int:
    """Exit code of one piece of work."""
    limit()
    try:
        return {"pages": pages, "page": page, "print": printed, "check": check, "picture": picture}[what](
            sys.stdin.buffer, *map(int, numbers)
        )
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # these libraries raise nearly anything about a file that is not what it should be
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return BROKEN


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
