"""A ZIP that is written while it is sent: right to the byte, whatever its size."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from files import archives
from files.archives import ArchiveEntry, length_of, pieces, safe_name, stream
from files.exceptions import Busy
from tests import uploads
from tests.factories import NOW, UserFactory
from tests.uploads import store

GIGABYTE = 10**9


def entry(path: str, content: bytes = b"isi", at=NOW) -> ArchiveEntry:
    return ArchiveEntry(path, None, content, at)


@pytest.mark.django_db
def test_an_archive_of_stored_files_and_its_index(rf):
    pdf, film = uploads.pdf(2), uploads.mp4(b"film" * 500_000)
    files = [
        store(upload=uploads.sent(name, content), by=UserFactory(), now=NOW)
        for name, content in (("sk.pdf", pdf), ("kegiatan.mp4", film))
    ]
    entries = [
        entry("indeks.html", b"<html></html>"),
        ArchiveEntry("A.I.1 Tim “ZI”/sk.pdf", files[0], None, NOW),
        ArchiveEntry("A.I.1 Tim “ZI”/kegiatan.mp4", files[1], None, datetime(2024, 1, 1, 20, 0, 31, tzinfo=UTC)),
    ]
    response = stream(rf.get("/"), entries, name="bukti unit 07.zip")
    content = b"".join(response.streaming_content)
    response.close()
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="bukti unit 07.zip"'
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == {
            "indeks.html": b"<html></html>",
            "A.I.1 Tim “ZI”/sk.pdf": pdf,
            "A.I.1 Tim “ZI”/kegiatan.mp4": film,
        }
        assert [info.date_time for info in archive.infolist()] == [  # local time, every other second
            (2024, 8, 21, 9, 0, 0),
            (2024, 8, 21, 9, 0, 0),
            (2024, 1, 2, 3, 0, 30),
        ]


def test_nothing_in_it():
    content = b"".join(pieces([]))
    assert length_of([]) == len(content)
    assert zipfile.ZipFile(BytesIO(content)).namelist() == []


def test_more_members_than_the_old_format_counts():
    entries = [entry(f"{number}.txt", b"") for number in range(65_536)]
    content = b"".join(pieces(entries))
    assert length_of(entries) == len(content)
    assert len(zipfile.ZipFile(BytesIO(content)).infolist()) == 65_536


def test_more_bytes_than_the_old_format_counts(monkeypatch):
    """Three gigabytes: the length is right and the list at the end finds the last member."""
    zeros = bytes(50_000_000)
    entries = [entry(f"{number}.bin", zeros) for number in range(60)] + [entry("terakhir.txt", b"halo")]
    at, tail = 0, b""
    for piece in pieces(entries):
        at += len(piece)
        tail = (tail + piece)[-60_000:] if len(piece) < 60_000 else piece[-60_000:]
    assert at == length_of(entries) > 3 * GIGABYTE
    with zipfile.ZipFile(_Tail(at, tail)) as archive:
        assert len(archive.infolist()) == 61
        assert archive.read("terakhir.txt") == b"halo"


class _Tail(BytesIO):
    """A large file of which only the end is at hand."""

    def __init__(self, size: int, tail: bytes):
        super().__init__(tail)
        self._before = size - len(tail)

    def seek(self, place, whence=0):
        return super().seek(place - self._before if whence == 0 else place, whence) + self._before

    def tell(self):
        return super().tell() + self._before


@pytest.mark.django_db
def test_a_content_that_is_gone_breaks_the_download(rf):
    file = store(upload=uploads.sent("sk.pdf", uploads.pdf()), by=UserFactory(), now=NOW)
    file.content.storage.delete(file.content.name)
    response = stream(rf.get("/"), [ArchiveEntry("sk.pdf", file, None, NOW)], name="a.zip")
    with pytest.raises(FileNotFoundError):
        list(response.streaming_content)
    response.close()


def test_equal_paths_get_a_number(rf):
    paths = ["a/sk.pdf", "a/SK.pdf", "a/sk.pdf", "b/sk.pdf", "a/sk (2).pdf", "tanpa", "tanpa", ".x", ".x"]
    response = stream(rf.get("/"), [entry(path) for path in paths], name="a.zip")
    content = b"".join(response.streaming_content)
    response.close()
    assert zipfile.ZipFile(BytesIO(content)).namelist() == [
        "a/sk.pdf",
        "a/SK (2).pdf",
        "a/sk (3).pdf",
        "b/sk.pdf",
        "a/sk (2) (2).pdf",
        "tanpa",
        "tanpa (2)",
        ".x",
        ".x (2)",
    ]
    assert response["Content-Length"] == str(len(content))


def test_only_a_few_are_sent_at_once_and_a_broken_one_gives_its_place_back(rf):
    entries = [entry("a.txt")]
    one, two = (stream(rf.get("/"), entries, name="a.zip") for _ in range(2))
    with pytest.raises(Busy) as refusal:
        stream(rf.get("/"), entries, name="a.zip")
    assert (str(refusal.value), refusal.value.status) == (archives.WAITED, 503)
    next(iter(one.streaming_content))  # sent in part, then the line broke
    one.close()
    one.close()
    three = stream(rf.get("/"), entries, name="a.zip")
    for response in (two, three):
        response.close()


def test_head_tells_the_length_only(rf):
    response = stream(rf.head("/"), [entry("a.txt")], name="a.zip")
    assert (list(response.streaming_content), response["Content-Length"]) == ([], str(length_of([entry("a.txt")])))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A.I.1 Tim kerja", "A.I.1 Tim kerja"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a<b>:"c|d?e*', "a-b-c-d-e-"),
        ("dua\nbaris\u202e", "dua baris"),
        ("CON", "CON_"),
        ("lpt1.txt", "lpt1.txt_"),
        ("akhir. ", "akhir"),
        ("", "berkas"),
        ("...", "berkas"),
        ("x" * 300, "x" * 100),
    ],
)
def test_names_that_every_system_takes(text, name):
    assert safe_name(text) == name
