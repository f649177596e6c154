"""Signing issued papers with the office's certificate (SIGN_PKCS12): PAdES, invisible, added behind the drawn file.

The drawn bytes stay as they are and the signature follows, so what made the file PDF/A stays true of it. Nothing is
fetched: neither a time stamp nor what a revocation service says; verifiers ask for these themselves.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from reports.signatures.names import name_of

FIELD = "Penerbitan"
UNREADABLE = "Berkas sertifikat pada SIGN_PKCS12 tidak dapat dibaca oleh server."
NOT_OPENED = "Sertifikat pada SIGN_PKCS12 tidak dapat dibuka: SIGN_PASSWORD salah, atau berkasnya bukan PKCS#12."
NO_KEY = "Berkas pada SIGN_PKCS12 tidak memuat sertifikat beserta kunci pribadinya."


class CannotSign(Exception):
    """The certificate is not one to sign with now; `str()` is a sentence for the administrator."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed file, and whom its signature names."""

    content: bytes
    signatory: str


def sign(content: bytes, *, now: datetime) -> Signed:
    """The PDF with the office's signature behind it. Raises CannotSign."""
    signer = load(now=now)
    metadata = PdfSignatureMetadata(
        field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason="Penerbitan"
    )
    out = BytesIO()
    sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), metadata, signer, output=out)
    return Signed(out.getvalue(), name_of(signer.signing_cert))


def load(*, now: datetime) -> SimpleSigner:
    """The certificate and its key. Raises CannotSign when they cannot be had, or when it is not valid at `now`."""
    try:
        data = Path(settings.SIGN_PKCS12).read_bytes()
    except OSError as error:
        raise CannotSign(UNREADABLE) from error
    password = settings.SIGN_PASSWORD.encode()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(data, password or None)
    except Exception as error:  # it says no in many ways
        raise CannotSign(NOT_OPENED) from error
    if key is None or certificate is None:
        raise CannotSign(NO_KEY)
    _check_validity(certificate.not_valid_before_utc, certificate.not_valid_after_utc, now)
    return SimpleSigner.load_pkcs12_data(data, [], password or None)


def _check_validity(first: datetime, last: datetime, now: datetime) -> None:
    if now > last:
        raise CannotSign(f"Sertifikat pada SIGN_PKCS12 sudah kedaluwarsa sejak {_day(last)}. Pasang yang berlaku.")
    if now < first:
        raise CannotSign(f"Sertifikat pada SIGN_PKCS12 baru berlaku mulai {_day(first)}.")


def _day(moment: datetime) -> str:
    return date_format(timezone.localdate(moment))
