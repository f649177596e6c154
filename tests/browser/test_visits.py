"""A visit from the plan to the advice in the unit's inbox, as its people do it."""

import pytest
from playwright.sync_api import expect

from evaluations.models import Recommendation
from tests import uploads
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import WorkUnitFactory, person
from tests.integration.visits.visit_case import evaluator
from units.roles import Role
from visits.models import Visit, VisitPhoto

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visit_from_plan_to_advice(open_page, sign_in, db):
    unit = WorkUnitFactory(code="07", name="RSUD Uji")
    user, head = evaluator(unit, full_name="Ibu Evaluator"), person(Role.UNIT_HEAD, unit)
    page = open_page(DESKTOP, accept_downloads=True)
    sign_in(page, user)
    page.goto("/pendampingan/")
    page.get_by_role("link", name="Rencanakan kegiatan").first.click()
    page.get_by_label("Topik").fill("Penguatan pengawasan")
    page.get_by_label("Tanggal", exact=False).first.fill("2024-08-14")
    page.get_by_label("Tempat").fill("Ruang rapat")
    page.get_by_label("07 – RSUD Uji").check()
    page.get_by_role("button", name="Rencanakan").click()

    page.get_by_role("link", name="Catat hasil").click()
    page.get_by_label("Peserta").fill("Kepala unit")
    page.get_by_label("Temuan").fill("Pengawasan belum berkala.")
    page.get_by_label("Saran").first.fill("Susun jadwal pengawasan.")
    page.get_by_role("button", name="Tambah saran").click()
    page.locator("[name='saran-1-text']").fill("Umumkan jadwalnya.")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("Catatan disimpan.")).to_be_visible()
    visit = Visit.objects.get()
    assert [row.text for row in Recommendation.objects.order_by("pk")] == [
        "Susun jadwal pengawasan.",
        "Umumkan jadwalnya.",
    ]

    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": uploads.jpeg((400, 300))}
    page.get_by_label("Tambah foto").set_input_files(photo)
    page.get_by_role("button", name="Unggah").click()
    picture = page.get_by_role("img", name="Foto 1 kegiatan")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Berita acara (PDF)").click()
    assert download.value.suggested_filename == "berita-acara-2024-08-14-penguatan-pengawasan.pdf"

    phone = open_page(PHONE)
    sign_in(phone, head)
    phone.goto("/kotak-masuk/")
    message = phone.get_by_role("listitem").filter(has_text="rekomendasi baru 07/R-1")
    message.get_by_role("button", name="Buka").click()
    expect(phone.get_by_text("Susun jadwal pengawasan.").first).to_be_visible()
    phone.goto(f"/pendampingan/{visit.pk}/")
    expect(phone.get_by_text("Pengawasan belum berkala.")).to_be_visible()
    expect(phone.get_by_role("link", name="Perbaiki catatan")).to_have_count(0)

    page.get_by_role("button", name="Hapus foto 1").click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus foto").click()
    expect(page.get_by_text("Belum ada foto.")).to_be_visible()
    assert VisitPhoto.objects.get().removed_by == user
