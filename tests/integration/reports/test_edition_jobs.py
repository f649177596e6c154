"""The job that draws and issues a paper: begun twice it issues once, and a failure leaves nothing half done."""

import errno
import os
import signal
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connections
from django.utils import timezone

from evaluations.enums import Assessor
from evaluations.models import Period
from files.models import StoredFile
from files.sweep import sweep
from inbox.models import Message
from jobs import attempts
from jobs.actions import retry
from jobs.models import Job
from jobs.worker import run_due
from reports.actions.editions import cancel
from reports.models import Edition
from tests.factories import EvaluationFactory, actor, answer, fill, grant, person
from tests.integration.files.contents import stored
from tests.integration.reports.edition_case import asked, quarter
from tests.jobs import run_jobs
from units.models import RoleGrant
from units.roles import Role

NOW = timezone.now()
KIND = "issue-paper"


class Deadly(FileSystemStorage):
    """A storage whose process is killed: when nothing is written yet, or when all is."""

    def __init__(self, *, written: bool, **options):
        super().__init__(**options)
        self.written = written

    def _save(self, name, content):
        if self.written:
            super()._save(name, content)
        os.kill(os.getpid(), signal.SIGKILL)


class Full(FileSystemStorage):
    """A disk with room for a thousand bytes more."""

    def _save(self, name, content):
        super()._save(name, ContentFile(content.read(1000)))
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def edition(instrument, private_folder):
    """A quarterly report of one unit, asked for today."""
    period = quarter()
    sheet = EvaluationFactory(period=period, state="approved")
    fill(sheet, Assessor.UNIT, "A")
    fill(sheet, Assessor.TPI, "A")
    return asked(period, dated=timezone.localdate(NOW), now=NOW, number="700.1/12/ITPROV")


def text(content: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def job() -> Job:
    return Job.objects.get(kind=KIND)


@pytest.mark.django_db
def test_the_paper_is_drawn_and_issued(edition):
    run_jobs(NOW)
    row = Edition.objects.select_related("file", "period").get()
    ((name, content),) = stored().items()
    assert (row.file.content.name, row.file.size, row.period.state) == (name, len(content), "reported")
    pages = text(content)
    assert row.file.pages == len(pages)
    assert "700.1/12/ITPROV" in pages[0]
    assert not any("DRAF" in page for page in pages)
    assert (job().state, job().result, job().done, job().total) == ("done", {"edition": row.pk}, 3, 3)


@pytest.mark.django_db
def test_the_file_is_a_sound_pdf_with_tags_outline_and_embedded_fonts(edition):
    run_jobs(NOW)
    with pikepdf.open(Edition.objects.get().file.opened()) as document:
        assert document.check_pdf_syntax() == []
        assert document.open_metadata().pdfa_status == "3A"
        assert document.Root.MarkInfo.Marked
        assert len(document.open_outline().root) > 3
        fonts = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
        descriptors = [font.get("/DescendantFonts", [font])[0].FontDescriptor for font in fonts]
        assert all(any(f"/FontFile{kind}" in one for kind in ("", "2", "3")) for one in descriptors)


@pytest.mark.django_db
def test_run_again_it_changes_nothing(edition):
    run_jobs(NOW)
    before, contents = Edition.objects.values().get(), stored()
    Job.objects.filter(kind=KIND).update(state="queued", finished_at=None, due_at=NOW)
    run_jobs(NOW)
    assert (Edition.objects.values().get(), stored()) == (before, contents)
    assert Message.objects.filter(event="report_issued").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("written", [False, True])
def test_killed_in_the_middle_and_run_again_there_is_one_file(edition, private_folder, use_storage, settings, written):
    usual = settings.STORAGES["private"]
    use_storage({"BACKEND": f"{__name__}.Deadly", "OPTIONS": {"location": private_folder, "written": written}})
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            run_due(NOW)
        finally:
            os._exit(0)  # not reached: the storage kills the process
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (job().state, Edition.objects.get().is_issued, StoredFile.objects.count()) == ("running", False, 0)
    assert len(stored()) == (1 if written else 0)

    use_storage(usual)
    assert attempts.bury(job(), now=NOW)
    run_jobs(NOW)
    assert (job().state, job().attempts, Edition.objects.get().is_issued) == ("done", 2, True)
    sweep(now=timezone.now() + timedelta(days=2))
    assert list(stored()) == [StoredFile.objects.get().content.name]
    assert Message.objects.filter(event="report_issued").count() == 1


@pytest.mark.django_db
def test_without_room_nothing_is_issued_and_later_it_is(edition, private_folder, use_storage, settings):
    usual = settings.STORAGES["private"]
    use_storage({"BACKEND": f"{__name__}.Full", "OPTIONS": {"location": private_folder}})
    run_jobs(NOW, failing=True)
    assert (job().state, job().error) == (
        "failed",
        "Ruang penyimpanan server penuh, sehingga terbitan tidak tersimpan. Hubungi administrator, lalu coba lagi.",
    )
    assert (Edition.objects.get().is_issued, StoredFile.objects.count(), stored()) == (False, 0, {})
    assert Period.objects.get().state == "locked"
    use_storage(usual)
    retry(job=job(), by=edition.asked_by, now=NOW)
    run_jobs(NOW)
    assert Edition.objects.get().is_issued


@pytest.mark.django_db
def test_who_lost_the_role_issues_nothing_any_more(edition):
    RoleGrant.objects.filter(user=edition.asked_by).delete()
    run_jobs(NOW, failing=True)
    sentence = "Peminta terbitan ini tidak lagi berwenang menerbitkan laporan."
    assert (job().state, job().error, Edition.objects.get().is_issued) == ("failed", sentence, False)


@pytest.mark.django_db
def test_what_was_given_up_is_not_drawn(edition):
    Job.objects.filter(kind=KIND).update(state="failed", error="Gagal.", finished_at=NOW)
    cancel(edition=edition, by=actor(person(Role.SUPERVISOR)), now=NOW)
    retry(job=job(), by=edition.asked_by, now=NOW)
    run_jobs(NOW, failing=True)
    assert (job().state, job().error, stored()) == ("failed", "Terbitan ini sudah dibatalkan.", {})


@pytest.mark.django_db
def test_the_paper_says_the_same_whoever_issued_it(edition):
    """Also when the supervisor belongs to a unit whose values its people may not see."""
    sheet = EvaluationFactory(period=edition.period, state="in_review")
    fill(sheet, Assessor.UNIT, "A")
    answer(sheet, "A.I.1.i.a", Assessor.TPI, "Tidak", note="Surat keputusan belum ada.")
    grant(edition.asked_by, Role.UNIT_MEMBER, sheet.unit)
    run_jobs(NOW)
    with Edition.objects.get().file.opened() as file:
        assert any("Surat keputusan belum ada." in page for page in text(file.read()))
