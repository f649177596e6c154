"""Paths inside an archive of evidence: unique, short, and such that every system can unpack them."""

import re
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.evidence import FILE, Paths

PART, CODE, QUESTION = "Area 1 Manajemen Perubahan", "A.I.1.i.a", "Apakah unit kerja telah membentuk tim?"
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def path(title: str, paths: Paths | None = None, extension: str = "pdf", question: str = QUESTION) -> str:
    return (paths or Paths()).of(PART, CODE, question, title, extension)


def test_folders_are_named_by_area_and_question_files_by_title():
    assert path("SK Tim ZI 2024") == (
        "Area 1 Manajemen Perubahan/A.I.1.i.a Apakah unit kerja telah membentuk tim/SK Tim ZI 2024.pdf"
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("SK Tim ZI.pdf", "SK Tim ZI.pdf"),
        ("a/b\\c", "a-b-c.pdf"),
        ("../../etc/passwd", "-..-etc-passwd.pdf"),
        ('a<b>c:d"e|f?g*h', "a-b-c-d-e-f-g-h.pdf"),
        ("baris\nkedua", "baris kedua.pdf"),
        ("CON", "CON_.pdf"),
        ("titik...", "titik.pdf"),
        ("  ", "berkas.pdf"),
        ("Foto \N{CAMERA} kegiatan", "Foto \N{CAMERA} kegiatan.pdf"),
        ("x" * 300, "x" * (FILE - 4) + ".pdf"),
        ("kata " * 60, "kata " * 14 + "kata.pdf"),
    ],
)
def test_titles_become_names(title, name):
    assert path(title).rpartition("/")[2] == name


def test_equal_names_are_counted_whatever_their_capitals():
    paths = Paths()
    assert [path(title, paths).rpartition("/")[2] for title in ("Foto", "foto", "Foto (2)", "FOTO")] == [
        "Foto.pdf",
        "foto (2).pdf",
        "Foto (2) (2).pdf",
        "FOTO (3).pdf",
    ]


def test_names_that_are_taken_are_not_given():
    assert path("A", Paths([path("A")])).endswith("/A (2).pdf")


@given(titles=st.lists(st.text(max_size=300), max_size=20), question=st.text(max_size=200))
def test_any_title_makes_a_path_of_its_own_that_unpacks_anywhere(titles, question):
    paths = Paths()
    made = [path(title, paths, question=question) for title in titles]
    assert len({one.casefold() for one in made}) == len(titles)
    for one in made:
        parts = one.split("/")
        assert len(parts) == 3
        assert list(PureWindowsPath(one).parts) == parts
        assert len(one) <= 192
        assert [
            part for part in parts if not part or len(part) > 120 or part != part.strip(" ") or part[-1] == "."
        ] == []
        assert [part for part in parts if RESERVED.fullmatch(part) or re.search(r'[<>:"|?*\x00-\x1f]', part)] == []
