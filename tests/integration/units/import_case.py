"""What the tests of importing users share: workbooks as people fill them, and uploading them."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

IMPORT = "/pengelolaan/pengguna/impor/"
PREVIEW = f"{IMPORT}pratinjau/"
HEADINGS = ["Nama lengkap", "Nama pengguna", "Surel", "NIP", "Jabatan", "Peran", "Kode unit", "Mulai", "Sampai"]
KEYS = ["full_name", "username", "email", "nip", "position", "role", "unit", "starts_on", "ends_on"]


def line(**cells) -> list:
    """A row of the workbook: a person named Rina unless said otherwise."""
    values = {"full_name": "Rina Wati", "username": "rina", **cells}
    return [values.get(key) for key in KEYS]


def workbook(*lines: list, headings=HEADINGS, title: str = "Pengguna") -> BytesIO:
    """An .xlsx with these rows below the headings."""
    book = Workbook()
    book.active.title = title
    for row in ([headings] if headings else []) + list(lines):
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> BytesIO:
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def with_member(file: BytesIO, name: str, content: bytes) -> BytesIO:
    """The same archive with one more member."""
    out = BytesIO(file.getvalue())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    out.seek(0)
    return out


def replaced(file: BytesIO, name: str, old: bytes, new: bytes) -> BytesIO:
    """The same archive with a piece of one member replaced."""
    out = BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, content.replace(old, new) if member == name else content)
    out.seek(0)
    return out


def upload(client, file: BytesIO | bytes, name: str = "pengguna.xlsx"):
    """Posts the file as the form does."""
    content = file if isinstance(file, bytes) else file.getvalue()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def fates(client, query: str = "") -> list[tuple]:
    """(row number, fate, reasons) of the preview's page."""
    page = client.get(f"{PREVIEW}?{query}").context["page"]
    return [(row.row.number, str(row.fate), row.reasons) for row in page]


def confirm(client, **fields):
    """Posts the confirmation of what the preview shows now."""
    digest = client.get(PREVIEW).context["seen"].digest
    return client.post(PREVIEW, {"digest": digest, **fields})
