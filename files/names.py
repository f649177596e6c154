"""What a person called their file, made safe to show and to write."""

import re
import unicodedata

MAX_NAME = 200  # characters, as StoredFile.name
UNNAMED = "berkas"
SEPARATORS = re.compile(r"[/\\]+")
# Windows takes none of these in a name, nor any of these as one.
FORBIDDEN = re.compile(r'[<>:"|?*]+')
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def clean(name: str) -> str:
    """`name` for showing: one line, nothing invisible (controls, bidi marks), no separators, its extension kept.

    At most MAX_NAME characters; letters of every script, emoji and punctuation stay.
    """
    stem, dot, extension = _plain(SEPARATORS.sub("-", name)).rpartition(".")
    if not dot:
        stem, extension = extension, ""
    extension = extension.strip()[:20]
    stem = stem.strip(" .-") or UNNAMED
    return f"{stem[: MAX_NAME - len(dot + extension)].rstrip()}{dot}{extension}"


def safe(text: str, length: int = 100) -> str:
    """`text` as one name in a folder of any system: as above, without what Windows refuses, cut to `length`."""
    name = FORBIDDEN.sub("-", _plain(SEPARATORS.sub("-", text)))[:length].strip(" .")
    return f"{name}_" if DEVICES.fullmatch(name) else name or UNNAMED


def extension_of(name: str) -> str:
    """The part after the last dot in lower case, without the dot; "" when there is none."""
    return clean(name).rpartition(".")[2].lower() if "." in name else ""


def _plain(text: str) -> str:
    """One line without signs that are not seen."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign for sign in line if not unicodedata.category(sign).startswith("C"))
