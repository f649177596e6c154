"""Real small files, made in memory: what people upload, and what they should not.

`sent(name, content)` wraps any of them as Django hands an upload to a view.
"""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from openpyxl import Workbook
from PIL import Image

from files.actions import receive
from files.actions import store as store_received
from files.models import StoredFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD, SLIDES = f"{OFFICE}.wordprocessingml.document.main+xml", f"{OFFICE}.presentationml.presentation.main+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def sent(name: str, content: bytes, content_type: str = "application/octet-stream") -> UploadedFile:
    """An upload as a view gets it. `name` is cut at its last slash, as Django does."""
    return SimpleUploadedFile(name, content, content_type)


def store(*, upload: UploadedFile, by, now, **options) -> StoredFile:
    """Receive an upload and keep it, with nothing between."""
    with receive(upload, **options) as ready:
        return store_received(upload=ready, by=by, now=now)


# --- what is taken --------------------------------------------------------------------------------
def pdf(pages: int = 1, text: str = "", *, catalog: str = "", trailer: str = "") -> bytes:
    """A PDF of A4 pages, each with `text` and its number."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{4 + 2 * page} 0 R' for page in range(pages))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        drawn = f"BT /F1 24 Tf 72 700 Td ({text} {page + 1}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * page} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode("latin-1")


def png(size: tuple[int, int] = (64, 48), colour: str = "teal") -> bytes:
    """A PNG of one colour."""
    return _picture("PNG", size, colour)


def jpeg(size: tuple[int, int] = (64, 48), colour: str = "teal", *, orientation: int = 1, place: bool = False) -> bytes:
    """A photo of one colour; with an EXIF orientation, and with the coordinates where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    if place:
        exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 0.0)})
    return _picture("JPEG", size, colour, exif=exif)


def noise(side: int = 600) -> bytes:
    """A photo that no format makes small: about 300 kB."""
    out = BytesIO()
    Image.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


def docx(text: str = "Surat Keputusan", **members: bytes) -> bytes:
    """A Word document. `members` are further parts by their path."""
    body = f'{XML}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    body += f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    return office(WORD, "word/document.xml", body, members)


def xlsx(text: str = "Rencana aksi") -> bytes:
    """An Excel workbook."""
    book, out = Workbook(), BytesIO()
    book.active["A1"] = text
    book.save(out)
    return out.getvalue()


def pptx() -> bytes:
    """A PowerPoint presentation without slides."""
    body = f'{XML}<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
    return office(SLIDES, "ppt/presentation.xml", body, {})


def mp4(data: bytes = b"\0" * 1000, brand: bytes = b"isom") -> bytes:
    """The boxes of an MP4: nothing a player would play."""
    return (
        _box(b"ftyp", brand + b"\0\0\2\0isomiso2mp41") + _box(b"moov", _box(b"mvhd", b"\0" * 100)) + _box(b"mdat", data)
    )


# --- what is not ----------------------------------------------------------------------------------
def svg() -> bytes:
    return f'{XML}<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'.encode()


def html() -> bytes:
    return b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


def exe() -> bytes:
    """The head of a Windows program."""
    return b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\x4c\x01" + b"\0" * 200


def docm() -> bytes:
    """A Word document with macros; call it .docx and it is one in disguise."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return office(kind, "word/document.xml", f"{XML}<w/>", {"word/vbaProject.bin": OLE + b"\0" * 500})


def encrypted_docx() -> bytes:
    """What Word saves with a password: not a zip but an OLE file that holds an encrypted one."""
    return ole("EncryptedPackage")


def encrypted_pdf() -> bytes:
    """A PDF that opens with a password only."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return out.getvalue()


def zip_bomb_docx(size: int = 600_000_000) -> bytes:
    """A Word document of a few kilobytes that says it unpacks to `size` bytes, and would."""
    return _bomb(docx(), size, claimed=size)


def lying_bomb_docx(size: int = 50_000_000) -> bytes:
    """As above, but it claims to unpack to ten bytes."""
    return lying_bomb(docx(), size)


def lying_bomb(document: bytes, size: int = 50_000_000) -> bytes:
    """Any Office document with one more member, which claims to unpack to ten bytes."""
    return _bomb(document, size, claimed=10)


def ole(stream: str) -> bytes:
    """An OLE file whose directory names that stream."""
    return OLE + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 512


def locked_zip() -> bytes:
    """A Word document zipped with a password: its members say that they are encrypted."""
    content = bytearray(docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(sign, at + 4)
    return bytes(content)


def billion_laughs_docx() -> bytes:
    """A Word document whose list of contents has entities that multiply."""
    lines = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return zipped({"[Content_Types].xml": f'<!DOCTYPE x [<!ENTITY l0 "ha">{lines}]><Types>&l9;</Types>'})


def huge_png(side: int = 20_000) -> bytes:
    """A PNG of a few hundred bytes that says it has `side` by `side` pixels."""
    content = bytearray(png())
    content[16:24] = struct.pack(">II", side, side)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def nested_docx(content: bytes, depth: int = 1) -> bytes:
    """A Word document in a Word document ..., the innermost of which holds `content`."""
    for _ in range(depth):
        content = docx(**{"word/embeddings/Isi1.docx": content})
    return content


def office(kind: str, main: str, body: str, members: dict[str, bytes]) -> bytes:
    """An Office document whose main part has that content type."""
    types = f'<Override PartName="/{main}" ContentType="{kind}"/>'
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="' + main + '" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        main: body,
    }
    return zipped(parts | members)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip with these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


# --- inside ---------------------------------------------------------------------------------------
def _picture(form: str, size: tuple[int, int], colour: str, **how) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **how)
    return out.getvalue()


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _bomb(document: bytes, size: int, claimed: int) -> bytes:
    """The document and one more member of `size` zeros, whose headers claim another size."""
    packed, checksum = _zeros(size)
    name = b"word/media/bom.bin"
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, checksum, len(packed), claimed, len(name), 0)
    end = document.rindex(b"PK\x05\x06")
    count, length, start = struct.unpack("<H2I", document[end + 10 : end + 20])
    body, directory = document[:start], document[start : start + length]
    member = b"PK\x03\x04" + head + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    directory += entry
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory), start + len(member), 0)
    return body + member + directory + last


def _zeros(size: int) -> tuple[bytes, int]:
    """That many zeros deflated (without ever holding them), and their checksum."""
    packer, chunk, packed, checksum = zlib.compressobj(9, wbits=-15), b"\0" * 1_000_000, [], 0
    whole, rest = divmod(size, len(chunk))
    for piece in [*[chunk] * whole, chunk[:rest]]:
        packed.append(packer.compress(piece))
        checksum = zlib.crc32(piece, checksum)
    return b"".join([*packed, packer.flush()]), checksum
