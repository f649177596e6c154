"""What a person called their file is shown on one line and tells what it is, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.names import MAX_NAME, clean, extension_of, safe


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("SK Tim ZI 2024.pdf", "SK Tim ZI 2024.pdf"),
        ("Lap. TW III.PDF", "Lap. TW III.PDF"),
        ("surat/keluar\\masuk.pdf", "surat-keluar-masuk.pdf"),
        ("dua\r\nbaris\t.pdf", "dua baris.pdf"),
        ("tanda\u202eitamrof\u200b\u2066.pdf", "tandaitamrof.pdf"),
        ("nol\0.pdf", "nol.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("Rapat 😀👍🏽.jpg", "Rapat 😀👍🏽.jpg"),
        ("ꦲꦏ꧀ꦱꦫ.pdf", "ꦲꦏ꧀ꦱꦫ.pdf"),
        ('"kutip" & <b>.pdf', '"kutip" & <b>.pdf'),
        (".pdf", "berkas.pdf"),
        ("   .pdf", "berkas.pdf"),
        ("\u202e.pdf", "berkas.pdf"),
        ("", "berkas"),
        ("tanpa akhiran", "tanpa akhiran"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("a" * 300, "a" * 200),
    ],
)
def test_the_name_that_is_shown(name, shown):
    assert clean(name) == shown


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.pdf", "pdf"),
        ("A.PDF", "pdf"),
        ("a.pdf.exe", "exe"),
        ("a.pdf\u202e", "pdf"),
        ("a.pdf ", "pdf"),
        ("a", ""),
        ("a.", ""),
        ("a.\u202efdp.exe", "exe"),
    ],
)
def test_the_extension_is_what_the_browser_will_see(name, extension):
    assert extension_of(name) == extension


@given(st.text(max_size=400))
def test_whatever_the_name_it_can_be_shown(name):
    shown = clean(name)
    assert 0 < len(shown) <= MAX_NAME
    assert shown == clean(shown)
    assert not set(shown) & set("/\\\r\n\0\u202e\u200b")
    assert extension_of(name) == extension_of(shown)


@given(st.text(max_size=300), st.integers(min_value=1, max_value=120))
def test_whatever_the_text_it_is_a_name_for_a_folder(text, length):
    name = safe(text, length)
    assert 0 < len(name) <= max(length + 1, len("berkas"))
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.strip(" .")
