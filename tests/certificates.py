"""Certificates made for a test: an authority of our own, and what it gives out as PKCS#12."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext

PASSWORD = "rahasia-sertifikat"


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _certificate(subject: str, key, issuer: x509.Name, issuer_key, years: tuple[int, int], *, is_authority: bool):
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    usage = dict.fromkeys(("data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
    usage |= {"key_encipherment": False, "digital_signature": not is_authority, "content_commitment": not is_authority}
    usage |= {"key_cert_sign": is_authority, "crl_sign": is_authority}
    builder = x509.CertificateBuilder().subject_name(_name(subject)).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(first).not_valid_after(last)
    builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
    return builder.add_extension(x509.KeyUsage(**usage), critical=True).sign(issuer_key, hashes.SHA256())


@cache
def _authority():
    """The key and the certificate of the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    return key, _certificate("Otoritas Uji", key, _name("Otoritas Uji"), key, (2000, 2100), is_authority=True)


@cache
def pkcs12_of(person: str, years: tuple[int, int] = (2000, 2099)) -> bytes:
    """A PKCS#12 file for that person, under PASSWORD, valid from the first of the years to the last."""
    authority_key, authority = _authority()
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(person, key, authority.subject, authority_key, years, is_authority=False)
    encryption = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(person.encode(), key, certificate, [authority], encryption)


def trust() -> ValidationContext:
    """What a verifier needs who trusts our authority."""
    root = asn1.Certificate.load(_authority()[1].public_bytes(serialization.Encoding.DER))
    return ValidationContext(trust_roots=[root], allow_fetching=False)


def time_stamper() -> DummyTimeStamper:
    """Somebody who stamps the time, without a network."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = _name("Cap Waktu Uji")
    certificate = _certificate("Cap Waktu Uji", key, name, key, (2000, 2099), is_authority=False)
    encoded = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    return DummyTimeStamper(own, PrivateKeyInfo.load(encoded))


def signed(content: bytes, person: str, *, field: str = "TTD", box: tuple | None = None) -> bytes:
    """The PDF signed by that person with a program that is not ours; `box` makes the signature seen."""
    signer = SimpleSigner.load_pkcs12_data(pkcs12_of(person), [], PASSWORD.encode())
    metadata = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    out = BytesIO()
    where = SigFieldSpec(field, box=box) if box else None
    sign_pdf(IncrementalPdfFileWriter(BytesIO(content)), metadata, signer, new_field_spec=where, output=out)
    return out.getvalue()
