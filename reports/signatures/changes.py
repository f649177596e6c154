"""What was added behind a PDF may show signatures and what belongs to them, and change nothing else.

Every object of the issued file is looked up in the file as it reads now and must be the same, but for:

- the catalogue: it may get a form, a store of what signatures are checked by, extensions, a later version
- the form: further fields, signatures all of them
- a page: further annotations, fields of signatures all of them
- the document's properties (Info, XMP), which signing programs stamp with the time

Objects that were not there before are reached through these places only.

A signature may show a stamp, and what the stamp paints is the signatory's business: it may stand anywhere. It is held
to what one recognises as a stamp: only the field of a sound signature shows one, on one page, together with the others
on a page on no more than STAMPS_OF_PAGE of it, and it looks as it did when it was signed.
"""

from collections.abc import Collection, Iterable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

Key = tuple[int, int]  # number and generation of an object

STAMPS_OF_PAGE = 1 / 6  # of the area of a page
RESIZED = 8 | 16  # flags of annotations that are not drawn as large as their place: NoZoom, NoRotate
CATALOGUE_MAY = {"/AcroForm", "/DSS", "/Extensions", "/Version", "/Metadata"}
FORM_MAY = {"/Fields", "/SigFlags", "/DA", "/DR"}


class Changed(Exception):
    """Something else was changed; `str()` is for developers."""


class TooLarge(Changed):
    """The stamps on a page cover too much of it."""


def check_unchanged(issued: bytes, copy: bytes, sound: Collection[Key], *, is_whole: bool) -> dict[Key, bytes]:
    """How the stamp of each signature looks, by the signature's key. `sound` has the keys of those that are sound.

    `is_whole`: this is the copy itself, where every field that was added is signed; else it is its beginning, up to one
    of the signatures, and fields may wait for later ones. Raises Changed unless `copy`, which begins with `issued`,
    differs as above only.
    """
    try:
        with pikepdf.open(BytesIO(issued)) as old, pikepdf.open(BytesIO(copy)) as new:
            if new.is_encrypted or new.Root.objgen != old.Root.objgen or new.get_warnings():
                raise Changed("trailer")
            fields = _check_form(old.Root.get("/AcroForm"), new.Root.get("/AcroForm"))
            _check_keys(old.Root, new.Root, CATALOGUE_MAY)
            _check_objects(old, new, fields)
            added = [new.get_object(key) for key in fields]
            for field in added:
                _check_signed(field, sound, is_whole=is_whole)
            looks = _looks(field for field in added if "/V" in field)
            _check_stamps(new, fields)
            return looks
    except Changed:
        raise
    except Exception as error:  # what was added is a stranger's: it fails in many ways
        raise Changed("unreadable") from error


def _looks(fields: Iterable[Object]) -> dict[Key, bytes]:
    """How each signed field looks, by the key of its signature, which no other field bears."""
    found: dict[Key, bytes] = {}
    for field in fields:
        if field["/V"].objgen in found:
            raise Changed("form: two fields with one signature")
        found[field["/V"].objgen] = _look({key: field[key] for key in field.keys() - {"/P", "/V"}}, set())
    return found


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


def _check_signed(field: Object, sound: Collection[Key], *, is_whole: bool) -> None:
    """A field may show something when it bears a sound signature; others wait for theirs, or hold a time stamp."""
    value = field.get("/V")
    if value is not None and value.objgen in sound:
        return
    is_stamp_of_time = isinstance(value, Dictionary) and value.get("/Type") == Name.DocTimeStamp
    if (value is None and is_whole) or (value is not None and not is_stamp_of_time):
        raise Changed("form: a field without a sound signature")
    if _area(field) and any(len(field.get(key, {})) for key in ("/AP", "/MK")):
        raise Changed("form: a field that shows something without a signature")


def _check_stamps(new: Pdf, fields: set[Key]) -> None:
    """Each added field is shown once, and those of a page leave most of it free."""
    shown: list[Key] = []
    for page in new.pages:
        added = [item for item in page.obj.get("/Annots", ()) if item.objgen in fields]
        shown += [item.objgen for item in added]
        left, bottom, right, top = map(float, page.mediabox)
        if sum(map(_area, added)) > abs((right - left) * (top - bottom)) * STAMPS_OF_PAGE:
            raise TooLarge(f"page {page.index}: stamps")
        if any(int(item.get("/F", 0)) & RESIZED for item in added):
            raise Changed(f"page {page.index}: a stamp that is not as large as it says")
    if len(shown) != len(set(shown)):
        raise Changed("a stamp on several pages")


def _area(field: Object) -> float:
    """Of a field's place, in square points; what an appearance paints stays within."""
    left, bottom, right, top = map(float, field.get("/Rect", (0, 0, 0, 0)))
    return abs((right - left) * (top - bottom))


def _look(value, seen: set[Key]) -> bytes:
    """Everything a value says, and what it refers to."""
    if isinstance(value, Object) and value.is_indirect:
        if value.objgen in seen:
            return repr(value.objgen).encode()
        seen.add(value.objgen)
    if isinstance(value, Array):
        return b"[%s]" % b" ".join(_look(item, seen) for item in value)
    if not isinstance(value, Dictionary | Stream | dict):
        return _content(value)[0]
    parts = [b"%s %s" % (key.encode(), _look(value[key], seen)) for key in sorted(value.keys())]
    return b"<<%s>>" % b" ".join(parts) + (value.read_raw_bytes() if isinstance(value, Stream) else b"")


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
