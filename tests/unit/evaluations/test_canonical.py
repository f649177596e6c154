"""Recorded documents have one form as bytes."""

import hashlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.canonical import LARGEST, canonical, check, sha256

KEYS = st.text(st.characters(max_codepoint=127), max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


def test_the_form():
    document = {"b": [1, True, None, "é “—”"], "a": {"tanda": 'kutip " garis \\ baris\nbaru \u0001'}, "B": {}}
    assert canonical(document) == (
        '{"B":{},"a":{"tanda":"kutip \\" garis \\\\ baris\\nbaru \\u0001"},"b":[1,true,null,"é “—”"]}'.encode()
    )


def test_the_digest_is_sha256():
    assert sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(PLAIN)
def test_what_is_read_back_has_the_same_bytes(document):
    """However a database keeps JSON (order of keys, spaces, escapes), the bytes come out alike."""
    check(document)
    stored = json.dumps(document, indent=2, ensure_ascii=True)
    assert canonical(json.loads(stored)) == canonical(document)


UNKNOWN = [1.5, float("nan"), Decimal("1.5"), LARGEST + 1, -LARGEST - 1, b"a", (1,), {1: "a"}, {"ü": 1}, [{"a": 0.5}]]


@pytest.mark.parametrize("value", UNKNOWN)
def test_what_has_no_form_is_refused(value):
    with pytest.raises(TypeError):
        check({"isi": value})
