"""What broken uploads left is removed at night; nothing that a row names, and nothing when something is wrong."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from files.previews import page_picture
from files.sweep import FEW, TooMany, sweep
from jobs.actions import enqueue_repeating
from jobs.enums import JobState
from jobs.models import Job
from tests import uploads
from tests.factories import UserFactory
from tests.integration.files.contents import stored
from tests.jobs import run_jobs
from tests.uploads import store

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1, minutes=1)
NOTHING = {"contents": 0, "uploads": 0, "kept": 0}


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


def keep():
    return store(upload=uploads.sent("sk.pdf", uploads.pdf()), by=UserFactory(), now=timezone.now())


def lose(count: int = 1) -> list[str]:
    """Contents without a row."""
    return [storages["private"].save(f"ab/{n:032x}", ContentFile(b"isi")) for n in range(count)]


def test_only_what_no_row_names_goes_and_only_after_a_day(incoming):
    file = keep()
    page_picture(file, 1)
    kept = set(stored())
    (lost,) = lose()
    (incoming / "x.upload").write_bytes(b"half")
    now = timezone.now()
    assert sweep(now=now) == NOTHING
    assert set(stored()) == kept | {lost}
    assert sweep(now=now + LATER) == {"contents": 1, "uploads": 1, "kept": 0}
    assert (set(stored()), list(incoming.iterdir())) == (kept, [])
    assert sweep(now=now + LATER) == NOTHING


def test_pictures_go_after_a_month_and_contents_stay():
    file = keep()
    page_picture(file, 1)
    assert sweep(now=timezone.now() + timedelta(days=31)) == {**NOTHING, "kept": 1}
    assert set(stored()) == {file.content.name}


def test_a_database_that_does_not_belong_to_the_folder_costs_no_content(capsys):
    """Somebody starts the application with an empty database beside the real folder."""
    lost = lose(FEW + 1)
    for name in lost:
        os.utime(storages["private"].path(name), (0, 0))
    with pytest.raises(TooMany):
        sweep(now=timezone.now())
    with pytest.raises(CommandError, match=rf"{FEW + 1} isi berkas tidak mempunyai catatan .* --paksa"):
        call_command("sweep_files")
    assert set(stored()) == set(lost)
    call_command("sweep_files", "--paksa")
    assert stored() == {}
    said = f"Dihapus: {FEW + 1} isi berkas tanpa catatan, 0 sisa unggahan, 0 pratinjau atau hasil lama.\n"
    assert capsys.readouterr().out == said


def test_the_nightly_job_says_why_it_did_nothing():
    for name in lose(FEW + 1):
        os.utime(storages["private"].path(name), (0, 0))
    enqueue_repeating(kind="sweep-files", due="2024-08-22", now=timezone.now())
    run_jobs(failing=True)
    job = Job.objects.get()
    assert (job.state, job.error.partition(";")[0]) == (
        JobState.FAILED,
        f"{FEW + 1} isi berkas tidak mempunyai catatan dalam basis data",
    )


def test_a_storage_that_is_no_folder(use_storage):
    use_storage({"BACKEND": "django.core.files.storage.InMemoryStorage"})
    file = keep()
    (lost,) = lose()
    assert sweep(now=timezone.now() + LATER) == {**NOTHING, "contents": 1}
    storage = storages["private"]
    assert (storage.exists(file.content.name), storage.exists(lost)) == (True, False)
