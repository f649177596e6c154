"""Is a file a signed copy of an issued one: the same underneath, with signatures behind it and nothing else?

Three things are asked. The issued bytes are the beginning of the file. Whatever was added behind them changes nothing
that is seen (`changes`), neither in what was signed nor in the end. Every added signature is sound in itself: what it
covers was not changed after it, and it was made with the key of its certificate. Whether that certificate can be
trusted is not asked: it needs the lists of those who gave it out. Nor is it asked what a signature's stamp paints, and
over what: only whose it is, how large, and that it still looks as it did when it was signed.

pyHanko's own analysis of differences is not used: it walks every path through the document's structure, and for a
tagged report of 130 pages that takes hours. Ours is stricter and knows the document that stands underneath; a test
holds both against each other.
"""

import logging
from collections.abc import Sequence
from io import BytesIO

from pyhanko.pdf_utils.generic import IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from reports.signatures.changes import Changed, Key, TooLarge, check_unchanged
from reports.signatures.names import name_of

# That no chain of certificates leads to anybody trusted is no news: nobody is.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)

NOT_UNDERNEATH = (
    "Berkas ini tidak memuat berkas terbitan secara utuh. Tanda tangani berkas PDF yang diunduh dari halaman ini, "
    "tanpa mencetak, memindai, atau menyimpannya ulang dengan aplikasi lain."
)
IDENTICAL = "Berkas ini adalah berkas terbitan itu sendiri, tanpa tanda tangan tambahan."
UNREADABLE = "Bagian yang ditambahkan pada berkas ini tidak dapat dibaca sebagai PDF."
UNSIGNED = "Berkas ini tidak memuat tanda tangan elektronik tambahan."
BROKEN = "Tanda tangan elektronik dalam berkas ini tidak utuh: isinya berubah sesudah ditandatangani."
LARGE_STAMP = (
    "Gambar tanda tangan pada berkas ini menutupi lebih dari seperenam halaman. Tanda tangani ulang berkas terbitan "
    "dengan gambar yang lebih kecil."
)
OTHER_CHANGES = "Selain tanda tangan, berkas ini memuat perubahan lain terhadap berkas terbitan."


class NotACopy(Exception):
    """The file is no signed copy; `str()` is a sentence for the person."""


def signatories(issued: bytes, copy: bytes) -> list[str]:
    """Whom the signatures behind the issued file name, in their order. Raises NotACopy."""
    if copy == issued:
        raise NotACopy(IDENTICAL)
    if not copy.startswith(issued):
        raise NotACopy(NOT_UNDERNEATH)
    added = _added(copy, len(issued))
    _check_changes(issued, copy, added)
    return [name_of(signature.signer_cert) for signature in added]


def _check_changes(issued: bytes, copy: bytes, added: Sequence[EmbeddedPdfSignature]) -> None:
    """As each signatory saw it, and as it is now. Raises NotACopy."""
    keys = {_key(signature): _end(signature) for signature in added}
    looks: dict[Key, bytes] = {}
    try:
        for end in sorted({*keys.values()} | {len(copy)}):
            found = check_unchanged(issued, copy[:end], keys.keys(), is_whole=end == len(copy))
            looks |= {key: look for key, look in found.items() if keys.get(key) == end}  # as it was signed
            if any(found.get(key) != look for key, look in looks.items()):
                raise Changed("a stamp that looks otherwise than when it was signed")
    except TooLarge as error:
        raise NotACopy(LARGE_STAMP) from error
    except Changed as error:
        raise NotACopy(OTHER_CHANGES) from error


def _key(signature: EmbeddedPdfSignature) -> Key:
    """The number and generation of the object that holds it. Raises NotACopy when it is none of its own."""
    reference = signature.sig_field.raw_get("/V")
    if not isinstance(reference, IndirectObject):
        raise NotACopy(UNREADABLE)
    return reference.idnum, reference.generation


def _added(copy: bytes, length: int) -> list[EmbeddedPdfSignature]:
    """The signatures that stand behind the first `length` bytes, all of them sound."""
    try:
        reader = PdfFileReader(BytesIO(copy))
        found = [signature for signature in reader.embedded_regular_signatures if _end(signature) > length]
        sound = [_is_sound(signature) for signature in found]
    except Exception as error:  # whatever was added is a stranger's: it fails in many ways
        raise NotACopy(UNREADABLE) from error
    if not found:
        raise NotACopy(UNSIGNED)
    if not all(sound):
        raise NotACopy(BROKEN)
    return found


def _end(signature: EmbeddedPdfSignature) -> int:
    """Where that which a signature covers ends, in bytes from the start."""
    _, _, start, length = (int(number) for number in signature.byte_range)
    return start + length


def _is_sound(signature: EmbeddedPdfSignature) -> bool:
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    return status.intact and status.valid and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
