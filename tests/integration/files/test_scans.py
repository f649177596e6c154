"""With a virus scanner a file is shown only once it was found clean."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from files import registry, scans
from files.enums import ScanState
from files.exceptions import NotShown
from files.models import StoredFile
from files.serving import download
from history import log
from inbox.events import Event
from inbox.models import Message
from jobs.enums import JobState
from jobs.models import Job
from tests import uploads
from tests.factories import UserFactory
from tests.integration.files.clamd import EICAR, LARGEST, Clamd
from tests.jobs import run_jobs
from tests.uploads import store

pytestmark = pytest.mark.django_db
VIRUS = uploads.mp4(EICAR)


@pytest.fixture
def clamd(settings, tmp_path):
    """Starts a scanner that the settings name; `clamd(says=...)` has it answer that."""
    started = []

    def start(says: bytes | None = None) -> Clamd:
        settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
        started.append(Clamd(tmp_path / "clamd.ctl", says))
        return started[-1]

    yield start
    for scanner in started:
        scanner.stop()


@pytest.fixture
def told(monkeypatch) -> list:
    """Who was told of which file, by a handler as other apps register."""
    calls = []
    monkeypatch.setattr(registry, "HANDLERS", [])

    @registry.on_infected
    def tell(*, file, now):
        calls.append((file.pk, file.threat, now))

    return calls


def keep(content=None):
    upload = uploads.sent("kegiatan.mp4", content or uploads.mp4())
    return store(upload=upload, by=UserFactory(), now=timezone.now())


def scanned(file) -> tuple[str, str]:
    file.refresh_from_db()
    return file.scan, file.threat


def test_a_file_waits_and_is_found_clean(clamd, told, rf):
    scanner = clamd()
    file = keep()
    assert (file.scan, file.is_shown) == (ScanState.WAITING, False)
    with pytest.raises(NotShown):
        download(rf.get("/"), file)
    now = timezone.now()
    assert run_jobs(now) == 1
    assert (scanned(file), file.scanned_at, file.is_shown) == ((ScanState.CLEAN, ""), now, True)
    assert (scanner.heard, told) == ([uploads.mp4()], [])


def test_a_virus_is_noted_and_told_and_never_shown(clamd, told, rf):
    clamd()
    file = keep(VIRUS)
    now = timezone.now()
    run_jobs(now)
    assert (scanned(file), file.scanned_at) == ((ScanState.INFECTED, "Eicar-Signature"), now)
    assert told == [(file.pk, "Eicar-Signature", now)]
    found = [(entry.verb, entry.by, entry.new) for entry in log.about(file)]
    assert found[0] == ("virus ditemukan", None, {"threat": "Eicar-Signature"})
    with pytest.raises(NotShown):
        download(rf.get("/"), file)


def test_whoever_uploaded_it_finds_it_in_their_inbox(clamd):
    clamd()
    file = keep(VIRUS)
    run_jobs()
    told = Message.objects.values_list("user", "event", "title", "url")
    assert list(told) == [
        (file.stored_by_id, Event.FILE_REFUSED, "Berkas “kegiatan.mp4” ditolak pemindai virus", "/"),
    ]
    assert Message.objects.get().text.startswith(
        "Pemindai virus menemukan ancaman (Eicar-Signature) dalam berkas yang Anda unggah"
    )


def test_scanning_twice_tells_once(clamd, told):
    clamd()
    file = keep(VIRUS)
    scans.ask(file=file, now=timezone.now())
    assert run_jobs() == 2
    assert (len(told), log.about(file).count()) == (1, 2)


def test_without_an_answer_it_is_asked_again_and_the_file_waits(settings, tmp_path, clamd):
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    file = keep()
    now = timezone.now()
    run_jobs(now, failing=True)
    job = Job.objects.get()
    assert (job.state, job.attempts, scanned(file)) == (JobState.QUEUED, 1, (ScanState.WAITING, ""))
    clamd()
    run_jobs(now + timedelta(minutes=2), failing=True)
    assert scanned(file) == (ScanState.CLEAN, "")


@pytest.mark.parametrize("says", [b"", b"stre"], ids=["nothing", "half a word"])
def test_a_scanner_that_hangs_up_has_not_said_clean(clamd, says):
    clamd(says)
    file = keep()
    run_jobs(failing=True)
    assert (scanned(file), Job.objects.get().state == JobState.DONE) == ((ScanState.WAITING, ""), False)


@pytest.mark.parametrize(
    ("content", "says", "sentence"),
    [
        (
            uploads.mp4(b"f" * 2 * LARGEST),
            None,
            "Pemindai virus tidak dapat memindai berkas ini: INSTREAM size limit exceeded. ERROR",
        ),
        (None, b"UNKNOWN COMMAND\0", "Pemindai virus tidak dapat memindai berkas ini: UNKNOWN COMMAND"),
    ],
    ids=["too large for it", "not understood"],
)
def test_what_the_scanner_refuses_is_not_shown(clamd, content, says, sentence):
    clamd(says)
    file = keep(content)
    run_jobs(failing=True)
    job = Job.objects.get()
    assert (job.state, job.error, scanned(file)) == (JobState.FAILED, sentence, (ScanState.WAITING, ""))


def test_a_scanner_that_was_taken_away(clamd, settings):
    clamd()
    file = keep()
    settings.CLAMD_SOCKET = ""
    run_jobs(failing=True)
    sentence = "Pemindai virus tidak diatur lagi (CLAMD_SOCKET), sehingga berkas ini tetap menunggu."
    assert (Job.objects.get().error, scanned(file)) == (sentence, (ScanState.WAITING, ""))


def test_asking_again_by_hand(settings, capsys):
    before = keep()
    settings.CLAMD_SOCKET = "/nowhere"
    waiting = keep()
    settings.CLAMD_SOCKET = ""
    with pytest.raises(CommandError, match="CLAMD_SOCKET belum diatur"):
        call_command("scan_files")
    settings.CLAMD_SOCKET = "/nowhere"
    call_command("scan_files")
    assert (scanned(before), scanned(waiting)) == ((ScanState.UNSCANNED, ""), (ScanState.WAITING, ""))
    call_command("scan_files", "--semua")
    assert set(StoredFile.objects.values_list("scan", flat=True)) == {ScanState.WAITING}
    assert capsys.readouterr().out == "1 berkas menunggu pemindaian.\n2 berkas menunggu pemindaian.\n"


def test_without_a_scanner_nothing_is_queued():
    file = keep()
    assert (file.scan, Job.objects.count()) == (ScanState.UNSCANNED, 0)
