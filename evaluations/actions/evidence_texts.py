"""Reading what a person wrote about a piece of evidence: its title, its place, the address of a link."""

import unicodedata
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.encoding import iri_to_uri, punycode

from evaluations.actions.texts import clean_text
from evaluations.exceptions import Invalid

TITLE_LIMIT = 200
PLACE_LIMIT = 100
URL_LIMIT = 1_000
NOTE_LIMIT = 2_000
SCHEMES = ("http", "https")
# Marks that turn the direction of what follows them: a name could be shown otherwise than it is.
TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
NO_LINK = "Tautan tidak sah. Salin alamat lengkapnya dari peramban, misalnya https://drive.google.com/…"
is_web = URLValidator(schemes=SCHEMES)


def one_line(text: str) -> str:
    """The text on one line: line ends and other control characters become spaces, runs of spaces one."""
    shown = text.translate(TURNING)
    return " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in shown).split())


def clean_title(text: str, default: str = "") -> str:
    """A title as it is stored; `default` when nothing was written. Raises Invalid when that is nothing or too long."""
    title = clean_text(one_line(text), "Judul", "title", TITLE_LIMIT) or one_line(default)[:TITLE_LIMIT].strip()
    if not title:
        raise Invalid("Tulis judul data dukung.", "title")
    return title


def clean_place(text: str) -> str:
    """Where in the document the proof stands, as it is stored. Raises Invalid when too long."""
    return clean_text(one_line(text), "Letak bukti", "place", PLACE_LIMIT)


def clean_url(text: str) -> str:
    """A link as it is stored: http or https, its host in ASCII (IDNA), the rest percent-encoded.

    So what is shown is where it leads. Nothing is fetched. Raises Invalid with the sentence for the person.
    """
    text = text.strip()
    if not text:
        raise Invalid("Tulis alamat tautan.", "url")
    if len(text) > URL_LIMIT:
        raise Invalid(f"Tautan terlalu panjang: {len(text)} huruf, paling banyak {URL_LIMIT}.", "url")
    if "\\" in text or any(letter.isspace() or unicodedata.category(letter).startswith("C") for letter in text):
        raise Invalid(NO_LINK, "url")
    try:
        url = _plain(urlsplit(text))
        is_web(url)
    except (ValueError, ValidationError) as error:  # a host, port or bracket that is none
        raise Invalid(NO_LINK, "url") from error
    if len(url) > URL_LIMIT:
        raise Invalid(f"Tautan terlalu panjang: {len(url)} huruf, paling banyak {URL_LIMIT}.", "url")
    return url


def _plain(parts: SplitResult) -> str:
    """The address put together anew. Raises Invalid, or ValueError for a port or host that is none."""
    if parts.scheme not in SCHEMES:
        raise Invalid("Tautan harus diawali http:// atau https://.", "url")
    if "@" in parts.netloc:
        raise Invalid("Tautan tidak boleh memuat nama pengguna atau kata sandi.", "url")
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else punycode(host)
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, netloc, *map(iri_to_uri, (parts.path, parts.query, parts.fragment))))
