"""Pages and photos as images, drawn apart from the server and only once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from PIL import Image

from files import drawer, drawing, keeping
from files.exceptions import Busy, Rejected
from files.previews import page_picture
from tests import uploads
from tests.factories import NOW, StoredFileFactory, UserFactory
from tests.integration.files.contents import stored
from tests.uploads import store

pytestmark = pytest.mark.django_db
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


def keep(name, content):
    return store(upload=uploads.sent(name, content), by=UserFactory(), now=NOW)


def drawn(picture) -> Image.Image:
    assert picture.content_type == "image/webp"
    return Image.open(BytesIO(picture.content))


@pytest.mark.parametrize("storage", ["folder", "memory"])
def test_each_page_of_a_pdf(storage, use_storage):
    if storage == "memory":
        use_storage(MEMORY)
    file = keep("sk.pdf", uploads.pdf(2, "Halaman"))
    one, two = page_picture(file, 1), page_picture(file, 2)
    assert drawn(one).size == drawn(two).size == (1240, 1755)  # A4 at 150 dots per inch
    assert one.content != two.content
    assert drawn(one).convert("L").getextrema() != (255, 255)  # something is on it


def test_pages_for_the_printer_come_in_their_order():
    content = BytesIO(uploads.pdf(4, "Halaman"))
    made = drawing.printed(content, 2, 4)
    assert [Image.open(BytesIO(one)).format for one in made] == ["PNG"] * 3
    assert len(set(made)) == 3
    assert made[1:] == drawing.printed(content, 3, 4)
    with pytest.raises(Rejected, match=NO_PAGE):
        drawing.printed(content, 4, 5)


def test_a_page_is_drawn_once(monkeypatch):
    file = keep("sk.pdf", uploads.pdf())
    first = page_picture(file, 1)
    monkeypatch.setattr(drawer, "__file__", "/nowhere")  # drawing it again would fail
    assert page_picture(file, 1) == first


def test_a_photo_stands_upright_and_tells_nothing(tmp_path):
    content = uploads.jpeg((400, 200), orientation=6, place=True)
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)  # it does tell where it was taken
    image = drawn(page_picture(keep("foto.jpg", content), 1))
    assert image.size == (200, 400)
    assert (dict(image.getexif()), image.info.get("exif"), image.info.get("xmp")) == ({}, None, None)


@pytest.mark.parametrize(
    ("name", "content"), [("a.jpg", uploads.jpeg((4000, 3000))), ("a.png", uploads.png((4000, 3000)))]
)
def test_a_large_picture_becomes_small(name, content):
    assert drawn(page_picture(keep(name, content), 1)).size == (1600, 1200)


def test_a_see_through_picture_lies_on_white():
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert drawn(page_picture(keep("a.png", out.getvalue()), 1)).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_an_enormous_page_is_drawn_small():
    content = uploads.pdf().replace(b"[0 0 595 842]", b"[0 0 9000 9000]")
    assert drawn(page_picture(keep("peta.pdf", content), 1)).size == (2000, 2000)


NO_PAGE = "Dokumen ini tidak mempunyai halaman itu."
NO_PICTURE = "Berkas ini tidak mempunyai pratinjau; unduh untuk membukanya."


@pytest.mark.parametrize(
    ("row", "page", "sentence"),
    [
        ({"kind": "pdf", "pages": 2}, 0, NO_PAGE),
        ({"kind": "pdf", "pages": 2}, 3, NO_PAGE),
        ({"kind": "jpeg", "pages": None}, 2, NO_PAGE),
        ({"kind": "docx", "pages": None}, 1, NO_PICTURE),
        ({"kind": "mp4", "pages": None}, 1, NO_PICTURE),
    ],
)
def test_what_has_no_picture_says_so(row, page, sentence):
    with pytest.raises(Rejected) as refusal:
        page_picture(StoredFileFactory(**row), page)
    assert (str(refusal.value), refusal.value.status) == (sentence, 422)


def test_a_drawing_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    """A PDF that sends its reader round in circles costs some seconds, not the server."""
    endless = tmp_path / "drawer.py"
    endless.write_text("while True: pass")
    file = keep("sk.pdf", uploads.pdf())
    monkeypatch.setattr(drawer, "__file__", str(endless))
    monkeypatch.setattr(drawing, "TIME", 0.5)
    with pytest.raises(Rejected) as refusal:
        page_picture(file, 1)
    assert str(refusal.value) == drawing.BROKEN
    assert set(stored()) == {file.content.name}


@pytest.mark.parametrize(
    "greedy",
    ["bytearray(2 * drawer.MEMORY)", "sys.stdout.buffer.write(bytes(2 * drawer.ANSWER))", "os.abort()"],
    ids=["memory", "disk", "crash"],
)
def test_a_drawing_that_breaks_its_reader_breaks_nothing_else(monkeypatch, tmp_path, greedy):
    own = tmp_path / "drawer.py"
    own.write_text(f"import os, sys; sys.path.insert(0, {drawer.__file__.rpartition('/')[0]!r}); import drawer\n")
    with own.open("a") as program:
        program.write(f"drawer.limit()\n{greedy}\n")
    file = keep("sk.pdf", uploads.pdf())
    monkeypatch.setattr(drawer, "__file__", str(own))
    with pytest.raises(Rejected) as refusal:
        page_picture(file, 1)
    assert str(refusal.value) == drawing.BROKEN


def test_only_a_few_are_drawn_at_once(monkeypatch):
    file = keep("sk.pdf", uploads.pdf())
    monkeypatch.setattr(drawing, "PATIENCE", 0)
    with drawing._turn(), drawing._turn(), pytest.raises(Busy) as refusal:
        page_picture(file, 1)
    assert (str(refusal.value), refusal.value.status) == (drawing.WAITED, 503)
    assert drawn(page_picture(file, 1)).width == 1240


def test_pictures_are_forgotten_after_a_month_and_drawn_again():
    file = keep("sk.pdf", uploads.pdf())
    picture = page_picture(file, 1)
    storage = storages["private"]
    drawn_at = storage.get_modified_time(next(name for name in stored() if name.startswith("previews/")))
    assert keeping.forget(storage, drawn_at + timedelta(days=30)) == 0
    assert keeping.forget(storage, drawn_at + timedelta(days=30, seconds=1)) == 1
    assert set(stored()) == {file.content.name}
    assert page_picture(file, 1) == picture
