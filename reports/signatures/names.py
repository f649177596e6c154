"""Whom a certificate names."""

from asn1crypto.x509 import Certificate

LENGTH = 200  # letters kept


def name_of(certificate: Certificate) -> str:
    """The common name of the subject, the whole subject where it has none."""
    name = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    text = ", ".join(name) if isinstance(name, list) else name
    return " ".join(text.split())[:LENGTH]
