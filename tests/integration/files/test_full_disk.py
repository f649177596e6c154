"""The disk is full in the middle: a sentence, and nothing left behind."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from files import drawing, receiving
from files.exceptions import NoRoom
from files.models import StoredFile
from files.previews import page_picture
from tests import uploads
from tests.factories import NOW, UserFactory
from tests.integration.files.contents import stored
from tests.uploads import store

pytestmark = pytest.mark.django_db
SENTENCE = "Ruang penyimpanan server penuh, sehingga berkas tidak tersimpan. Hubungi administrator, lalu unggah lagi."
SMALL = 256 * 1024  # bytes of the disk


class FullStorage(FileSystemStorage):
    """A folder on a disk with SMALL bytes of room: as the real one, it fails after it has written what fits."""

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = content.read(SMALL + 1)
        path.write_bytes(part[:SMALL])
        if len(part) > SMALL:
            raise OSError(28, os.strerror(28))
        return name


@pytest.fixture
def disk(tmp_path):
    """A real file system of SMALL bytes, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    options = f"size={SMALL}"
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "zi-test", place], capture_output=True).returncode:
        pytest.skip("no right to mount a small file system")
    yield place
    subprocess.run(["umount", place], check=True)


def keep(content):
    return store(upload=uploads.sent("kegiatan.mp4", content), by=UserFactory(), now=NOW)


def test_what_the_storage_has_no_room_for(use_storage, private_folder):
    use_storage({"BACKEND": f"{__name__}.FullStorage", "OPTIONS": {"location": private_folder}})
    with pytest.raises(NoRoom) as refusal:
        keep(uploads.mp4(b"f" * 2 * SMALL))
    assert (str(refusal.value), refusal.value.status) == (SENTENCE, 507)
    assert (stored(), StoredFile.objects.count()) == ({}, 0)
    kept = keep(uploads.mp4())
    assert set(stored()) == {kept.content.name}


def test_what_a_real_disk_has_no_room_for(disk, settings, use_storage):
    options = settings.STORAGES["private"]["OPTIONS"] | {"location": disk / "private"}
    use_storage(settings.STORAGES["private"] | {"OPTIONS": options})
    with pytest.raises(NoRoom):
        keep(uploads.mp4(b"f" * 2 * SMALL))
    assert (stored(), StoredFile.objects.count()) == ({}, 0)
    kept = keep(uploads.mp4(b"f" * 100_000))
    assert set(stored()) == {kept.content.name}


def test_what_the_incoming_folder_has_no_room_for(disk, settings):
    settings.FILE_UPLOAD_TEMP_DIR = disk
    handler = receiving.UploadHandler()
    handler.new_file("berkas", "kegiatan.mp4", "video/mp4", None)
    for start in range(0, 4 * SMALL, 64 * 1024):
        handler.receive_data_chunk(b"f" * 64 * 1024, start)
    upload = handler.file_complete(4 * SMALL)
    assert list(disk.iterdir()) == []
    with pytest.raises(NoRoom) as refusal:
        store(upload=upload, by=UserFactory(), now=NOW)
    assert (str(refusal.value), stored()) == (SENTENCE, {})


def test_no_room_to_look_at_a_file(disk, settings):
    (disk / "full").write_bytes(b"x" * (SMALL - 8192))
    settings.FILE_UPLOAD_TEMP_DIR = disk
    with pytest.raises(NoRoom):
        store(upload=uploads.sent("a.jpg", uploads.noise()), by=UserFactory(), now=NOW)
    assert {path.name for path in disk.iterdir()} == {"full"}


def test_without_room_a_page_is_shown_all_the_same(disk, settings, use_storage):
    options = settings.STORAGES["private"]["OPTIONS"] | {"location": disk / "private"}
    use_storage(settings.STORAGES["private"] | {"OPTIONS": options})
    file = store(upload=uploads.sent("sk.pdf", uploads.pdf()), by=UserFactory(), now=NOW)
    (disk / "full").write_bytes(b"x" * (SMALL - sum(f.stat().st_blocks * 512 for f in disk.rglob("*")) - 4096))
    picture = page_picture(file, 1)
    assert picture.content_type == drawing.CONTENT_TYPE
    assert page_picture(file, 1) == picture
    assert set(stored()) == {file.content.name}


def test_another_failure_leaves_nothing_either(use_storage, private_folder, monkeypatch):
    class Broken(File):
        """A disk that cannot be read any more."""

        def chunks(self, chunk_size=None):
            yield b"a piece"
            raise OSError(5, os.strerror(5))

    upload = uploads.sent("kegiatan.mp4", uploads.mp4())
    monkeypatch.setattr("files.actions.File", Broken)
    with pytest.raises(OSError, match="Input/output error"):
        store(upload=upload, by=UserFactory(), now=NOW)
    assert (stored(), StoredFile.objects.count()) == ({}, 0)
