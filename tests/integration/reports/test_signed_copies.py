"""Copies signed elsewhere, kept beside the issued paper; and papers signed when they are issued."""

from functools import cache
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations.enums import Assessor
from evaluations.exceptions import Invalid, WrongState
from files.models import StoredFile
from history.models import Entry
from jobs.actions import retry
from jobs.models import Job
from reports import pdf
from reports.actions.signed_copies import add_copy, withdraw_copy
from reports.models import Edition, SignedCopy
from tests import uploads
from tests.certificates import PASSWORD, pkcs12_of, signed
from tests.factories import NOW, EvaluationFactory, actor, fill, person
from tests.integration.evaluations.people import everybody
from tests.integration.files.contents import stored
from tests.integration.reports.edition_case import asked, issued, quarter, sheet
from tests.integration.reports.test_edition_views import ISSUERS, READERS, enter, statuses, text
from tests.integration.reports.test_verification import send, verdict
from tests.jobs import run_jobs
from tests.threads import at_once
from tests.uploads import sent
from units.roles import Role

pytestmark = pytest.mark.django_db


@cache
def paper() -> bytes:
    return pdf.write('<html lang="id"><title>LHE</title><h1>LHE</h1></html>', "reports/report.css", [])


@cache
def copied(who: str = "Sekretaris Daerah") -> bytes:
    return signed(paper(), who)


@pytest.fixture
def edition(instrument):
    period = quarter()
    return issued(period, content=paper(), paper="lhe", unit=sheet(period, "07").unit)


def keep(edition, content: bytes | None = None, by=None) -> SignedCopy:
    by = actor(by or person(Role.SUPERVISOR))
    return add_copy(edition=edition, upload=sent("lhe-ttd.pdf", content or copied()), by=by, now=NOW)


def test_a_copy_is_kept_with_its_signatories(edition):
    copy = keep(edition)
    assert (copy.signatories, copy.added_at, copy.file.name) == ("Sekretaris Daerah", NOW, "lhe-ttd.pdf")
    with copy.file.opened() as file:
        assert file.read() == copied()
    entry = Entry.objects.filter(subject="edition").first()
    assert (entry.verb, entry.new["penanda tangan"]) == ("salinan bertanda tangan diunggah", "Sekretaris Daerah")


def test_the_same_copy_is_kept_once_at_a_time(edition):
    copy = keep(edition)
    with pytest.raises(Invalid, match="sudah diunggah"):
        keep(edition)
    withdraw_copy(copy=copy, by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert keep(edition).pk != copy.pk
    assert len(stored()) == 3


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_one(edition):
    people = [person(Role.SUPERVISOR), person(Role.SUPERVISOR)]
    results = at_once(*(lambda user=user: keep(edition, by=user) for user in people))
    assert sorted(type(result).__name__ for result in results) == ["Invalid", "SignedCopy"]
    assert (SignedCopy.objects.count(), StoredFile.objects.count()) == (1, 2)


def test_what_is_no_copy_is_not_kept(edition):
    with pytest.raises(Invalid) as refused:
        keep(edition, signed(uploads.pdf(text="Lain"), "Sekretaris Daerah"))
    assert refused.value.field == "berkas"
    assert (SignedCopy.objects.count(), len(stored())) == (0, 1)


def test_a_copy_is_withdrawn_once_and_stays(edition):
    copy, by = keep(edition), actor(person(Role.SUPERVISOR))
    withdraw_copy(copy=copy, by=by, now=NOW)
    copy.refresh_from_db()
    assert (copy.withdrawn_at, copy.withdrawn_by) == (NOW, by.user)
    with pytest.raises(WrongState, match="sudah ditarik"):
        withdraw_copy(copy=copy, by=by, now=NOW)
    assert len(stored()) == 2


def test_what_is_not_issued_takes_no_copy(edition):
    other = asked(edition.period, paper="surat-pengantar")
    with pytest.raises(WrongState, match="belum terbit"):
        keep(other)


# --- screens --------------------------------------------------------------------------------------
def post(client, edition, content: bytes):
    return client.post(f"/terbitan/{edition.pk}/salinan/", {"berkas": SimpleUploadedFile("ttd.pdf", content)})


def test_who_may_do_what_with_copies(client, edition):
    copy = keep(edition)
    people = everybody(edition.unit)
    own = {"member", "head"}
    url = f"/terbitan/{edition.pk}/salinan/{copy.pk}/"
    reads = {name: 200 if name in READERS | own else 404 for name in people} | {"inactive head": 404}
    assert statuses(client, people, lambda client: client.get(f"{url}berkas/")) == reads
    knows = {name: 403 if name in READERS | own else 404 for name in people}
    issuers = ISSUERS - {"supervisor and member"}
    writes = knows | dict.fromkeys(issuers, 302) | {"inactive head": 302}
    assert statuses(client, people, lambda client: client.post(f"{url}tarik/")) == writes
    other = copied("Gubernur")
    assert statuses(client, people, lambda client: post(client, edition, other)) == writes


def test_the_page_shows_copies_and_what_was_withdrawn(client, edition):
    copy = keep(edition)
    enter(client, person(Role.SUPERVISOR))
    address = f"/terbitan/{edition.pk}/"
    assert "Sekretaris Daerah" in text(client.get(address))
    assert client.post(f"{address}salinan/{copy.pk}/tarik/").status_code == 302
    page = text(client.get(address))
    assert "Ditarik: salinan bertanda tangan Sekretaris Daerah" in page
    assert "Belum ada salinan yang ditandatangani secara elektronik." in page
    assert client.get(f"{address}salinan/{copy.pk}/berkas/").status_code == 404
    enter(client, person(Role.UNIT_HEAD, edition.unit))
    assert "Ditarik:" not in text(client.get(address))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Pilih berkas PDF yang sudah ditandatangani."),
        ({"berkas": SimpleUploadedFile("a.docx", b"x")}, "PDF"),
        ({"berkas": SimpleUploadedFile("a.pdf", b"bukan pdf")}, "PDF"),
        ({"berkas": SimpleUploadedFile("a.pdf", paper())}, "Berkas ini adalah berkas terbitan itu sendiri"),
    ],
    ids=["nothing", "word", "rubbish", "unsigned"],
)
def test_what_is_no_copy_is_told(client, edition, data, sentence):
    enter(client, person(Role.SUPERVISOR))
    response = client.post(f"/terbitan/{edition.pk}/salinan/", data)
    assert response.status_code == 422
    assert sentence in text(response).partition("Salinan bertanda tangan")[2]


@pytest.mark.parametrize(("method", "end"), [("get", ""), ("get", "{pk}/tarik/"), ("post", "{pk}/berkas/")])
def test_wrong_methods(client, edition, method, end):
    copy = keep(edition)
    enter(client, person(Role.SUPERVISOR))
    assert getattr(client, method)(f"/terbitan/{edition.pk}/salinan/{end.format(pk=copy.pk)}").status_code == 405


def test_the_public_page_knows_copies(client, edition):
    copy = keep(edition)
    assert verdict(send(client, edition, copied())) == "copy"
    assert verdict(send(client, edition, copied()[:-1])) == "different"
    withdraw_copy(copy=copy, by=actor(person(Role.SUPERVISOR)), now=NOW)
    assert verdict(send(client, edition, copied())) == "different"


# --- signing while issuing ------------------------------------------------------------------------
@pytest.fixture
def waiting(instrument):
    period = quarter()
    sheet = EvaluationFactory(period=period, state="approved")
    fill(sheet, Assessor.UNIT)
    fill(sheet, Assessor.TPI)
    return asked(period, dated=timezone.localdate(), now=timezone.now())


def test_the_hash_is_that_of_the_signed_file(client, waiting, settings, tmp_path):
    path = tmp_path / "kantor.p12"
    path.write_bytes(pkcs12_of("Inspektur Contoh"))
    settings.SIGN_PKCS12, settings.SIGN_PASSWORD = str(path), PASSWORD
    run_jobs()
    edition = Edition.objects.select_related("file").get()
    (content,) = stored().values()
    assert edition.signatory == "Inspektur Contoh"
    assert b"/ETSI.CAdES.detached" in content
    with pikepdf.open(BytesIO(content)) as document:
        assert (document.check_pdf_syntax(), document.open_metadata().pdfa_status) == ([], "3A")
    assert verdict(send(client, edition, content)) == "identical"


def test_with_a_certificate_that_does_not_open_nothing_is_issued(waiting, settings, tmp_path):
    path = tmp_path / "kantor.p12"
    path.write_bytes(pkcs12_of("Inspektur Contoh"))
    settings.SIGN_PKCS12, settings.SIGN_PASSWORD = str(path), "salah"
    run_jobs(failing=True)
    job = Job.objects.get(kind="issue-paper")
    assert (job.state, job.error) == (
        "failed",
        "Sertifikat pada SIGN_PKCS12 tidak dapat dibuka: SIGN_PASSWORD salah, atau berkasnya bukan PKCS#12. "
        "Belum ada yang terbit; hubungi administrator.",
    )
    assert (Edition.objects.get().is_issued, stored()) == (False, {})
    settings.SIGN_PASSWORD = PASSWORD
    retry(job=job, by=waiting.asked_by, now=timezone.now())
    run_jobs()
    assert Edition.objects.get().signatory == "Inspektur Contoh"
