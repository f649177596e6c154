"""The one way to turn a recorded document into bytes, so that anybody can recompute its SHA-256.

The form is that of RFC 8785 (JSON Canonicalization Scheme) for the values we allow: texts, whole numbers, true, false,
null, lists and objects; never a float, points are decimal text. UTF-8, no space outside texts, keys in the order of
their code points, nothing escaped but the quote, the backslash and control characters.
"""

import hashlib
import json
from typing import Any

LARGEST = 2**53 - 1  # beyond it readers that know doubles only would see another number


def canonical(document: Any) -> bytes:
    """The document as bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(content: bytes) -> str:
    """The digest as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def check(document: Any) -> None:
    """Raise TypeError for a value or key that the form has no place for; asked before a document is stored."""
    if document is None or isinstance(document, str | bool):
        return
    if isinstance(document, int) and abs(document) <= LARGEST:
        return
    if isinstance(document, dict) and all(isinstance(key, str) and key.isascii() for key in document):
        document = list(document.values())
    if not isinstance(document, list):
        raise TypeError(f"{type(document).__name__} has no canonical form")
    for item in document:
        check(item)
