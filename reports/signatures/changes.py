"""What was added behind a PDF may show signatures and what belongs to them, and change nothing else.

Every object of the issued file is looked up in the file as it reads now and must be the same, but for:

- the catalogue: it may get a form, a store of what signatures are checked by, extensions, a later version
- the form: further fields, signatures all of them
- a page: further annotations, fields of signatures all of them
- the document's properties (Info, XMP), which signing programs stamp with the time

Objects that were not there before are reached through these places only.
"""

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

Key = tuple[int, int]  # number and generation of an object

CATALOGUE_MAY = {"/AcroForm", "/DSS", "/Extensions", "/Version", "/Metadata"}
FORM_MAY = {"/Fields", "/SigFlags", "/DA", "/DR"}


class Changed(Exception):
    """Something else was changed; `str()` is for developers."""


def check_unchanged(issued: bytes, copy: bytes) -> None:
    """Raises Changed unless `copy`, which begins with `issued`, differs as above only."""
    try:
        with pikepdf.open(BytesIO(issued)) as old, pikepdf.open(BytesIO(copy)) as new:
            if new.is_encrypted or new.Root.objgen != old.Root.objgen or new.get_warnings():
                raise Changed("trailer")
            fields = _check_form(old.Root.get("/AcroForm"), new.Root.get("/AcroForm"))
            _check_keys(old.Root, new.Root, CATALOGUE_MAY)
            _check_objects(old, new, fields)
    except pikepdf.PdfError as error:
        raise Changed("unreadable") from error


def _check_form(old: Object | None, new: Object | None) -> set[Key]:
    """The keys of the fields that were added, signatures all of them."""
    if new is None:
        if old is not None:
            raise Changed("form: removed")
        return set()
    before = old.Fields if old is not None and "/Fields" in old else Array()
    after = new.Fields if "/Fields" in new else Array()
    _check_keys(old if old is not None else Dictionary(), new, FORM_MAY)
    keys = [field.objgen for field in after]
    if keys[: len(before)] != [field.objgen for field in before]:
        raise Changed("form: fields removed")
    added = list(after)[len(before) :]
    if not all(_is_signature(field) for field in added):
        raise Changed("form: a field that is no signature")
    return {field.objgen for field in added}


def _is_signature(field: Object) -> bool:
    """A field for a signature that is its own annotation, without anything to run."""
    plain = field.is_indirect and isinstance(field, Dictionary) and field.get("/FT") == Name.Sig
    return plain and not {"/Kids", "/A", "/AA", "/Parent"} & set(field.keys())


def _check_objects(old: Pdf, new: Pdf, fields: set[Key]) -> None:
    pages = {page.obj.objgen for page in old.pages}
    arrays = {page.obj["/Annots"].objgen for page in old.pages if "/Annots" in page.obj}
    form, metadata, info = old.Root.get("/AcroForm"), old.Root.get("/Metadata"), old.trailer.get("/Info")
    free = {part.objgen for part in (old.Root, form, metadata, info) if part is not None}
    for number in range(1, int(old.trailer["/Size"])):
        was, now, key = old.get_object(number, 0), new.get_object(number, 0), (number, 0)
        if key in free or _content(was) == _content(now):
            continue
        if key in pages:
            _check_page(was, now, fields)
        elif key in arrays:
            _check_annotations(was, now, fields)
        else:
            raise Changed(f"object {number}")


def _check_page(old: Object, new: Object, fields: set[Key]) -> None:
    if not isinstance(new, Dictionary):
        raise Changed(f"page {old.objgen}")
    _check_keys(old, new, {"/Annots"})
    _check_annotations(old.get("/Annots", Array()), new.get("/Annots", Array()), fields)


def _check_annotations(old: Object, new: Object, fields: set[Key]) -> None:
    """Those that were there stay, in their order; added are fields of signatures."""
    before, after = [_written(item) for item in old], list(new)
    if [_written(item) for item in after[: len(before)]] != before:
        raise Changed("annotations: changed")
    if any(item.objgen not in fields for item in after[len(before) :]):
        raise Changed("annotations: one that is no signature")


def _check_keys(old: Object, new: Object, free: set[str]) -> None:
    """The same keys with the same values, but for the free ones."""
    for key in {*old.keys(), *new.keys()} - free:
        if key not in old or key not in new or _written(old[key]) != _written(new[key]):
            raise Changed(key)


def _written(value) -> bytes:
    """A value as it stands in a dictionary or an array: a reference by its number."""
    return value.unparse(resolved=False) if isinstance(value, Object) else repr(value).encode()


def _content(value) -> tuple[bytes, bytes]:
    """What an object says, references in it by their numbers; of a stream the bytes, too."""
    if isinstance(value, Stream):
        return value.stream_dict.unparse(resolved=True), value.read_raw_bytes()
    return value.unparse(resolved=True) if isinstance(value, Object) else repr(value).encode(), b""
