"""A paper from the button to the public page: issued by a supervisor, compared by somebody who never signs in."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from evaluations.enums import Assessor
from reports.models import Edition
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import EvaluationFactory, fill, person
from tests.integration.reports.edition_case import issued, quarter
from tests.jobs import run_jobs
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
SOON = 30_000  # milliseconds


def test_issued_on_the_screen_and_verified_by_anybody(open_page, sign_in, axe, complaints, instrument, tmp_path):
    sheet = EvaluationFactory(period=quarter(), state="approved")
    fill(sheet, Assessor.UNIT)
    fill(sheet, Assessor.TPI)
    page = open_page(DESKTOP, accept_downloads=True)
    sign_in(page, person(Role.SUPERVISOR))
    page.goto("/tw/2024-2/laporan/")
    page.get_by_role("link", name="Terbitkan Laporan triwulanan").click()
    page.get_by_label("Nomor").fill("700.1/12/ITPROV/2024")
    page.get_by_label("Tanggal terbit").fill("2024-08-20")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Tanggal terbit paling awal 21 Agustus 2024").first).to_be_visible()
    page.get_by_label("Tanggal terbit").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_role("heading", name="Sedang disiapkan")).to_be_visible()
    run_jobs()
    link = page.get_by_role("link", name="Unduh PDF")  # the page renews itself
    link.wait_for(timeout=SOON)
    with page.expect_download() as download:
        link.click()
    path = tmp_path / "laporan.pdf"
    download.value.save_as(path)
    edition = Edition.objects.select_related("file").get()
    expect(page.get_by_role("main")).to_contain_text(edition.file.sha256)
    page.goto("/periode/2024-2/buka-kembali/")
    expect(page.get_by_text("berstatus “Dilaporkan”")).to_be_visible()
    complaints.clear()  # both refusals were asked for

    changed = tmp_path / "berubah.pdf"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    for screen in (DESKTOP, PHONE):
        anybody = open_page(screen)
        anybody.goto(f"/verifikasi/{edition.token}/")
        expect(anybody.get_by_role("heading", level=1)).to_have_text(edition.title)
        for file, answer in ((path, "Identik"), (changed, "Berbeda")):
            anybody.get_by_label("Berkas PDF").set_input_files(file)
            anybody.get_by_role("button", name="Periksa").click()
            expect(anybody.locator(".alert-title")).to_have_text(re.compile(f"^{answer}$"))
            assert axe(anybody) == []
            assert anybody.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]


@pytest.mark.usefixtures("instrument")
def test_the_hash_is_copied_whole(open_page, sign_in):
    edition = issued(quarter())
    EvaluationFactory(period=edition.period)
    page = open_page(DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, person(Role.LEADER))
    page.goto("/tw/2024-2/laporan/")
    page.get_by_role("button", name="Salin SHA-256").click()
    expect(page.get_by_text("Tersalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == edition.file.sha256
