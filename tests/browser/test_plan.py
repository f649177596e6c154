"""A unit's plan in the browser: shared out, written, done; on a laptop and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluations.queries.area_owners import owners
from plans.models import Action
from tests.browser.conftest import PHONE
from tests.factories import ActionFactory, WorkUnitFactory, person
from units.roles import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("instrument")]
PLAN = "/unit/07/rencana/"


@pytest.fixture
def unit():
    return WorkUnitFactory(code="07", name="RSUD Contoh")


def test_a_unit_plans_from_its_areas_to_what_is_done(desktop: Page, sign_in, unit):
    head = person(Role.UNIT_HEAD, unit, full_name="Rina Wati")
    member = person(Role.UNIT_MEMBER, unit, full_name="Ahmad Fauzi")
    sign_in(desktop, head)
    desktop.goto("/unit/07/pokja/")
    desktop.get_by_role("link", name="Ubah pembagian").click()
    desktop.get_by_role("group", name="2. Penataan Tatalaksana").get_by_label("Ahmad Fauzi").check()
    desktop.get_by_role("button", name="Simpan pembagian").click()
    expect(desktop.get_by_text("Pembagian Pokja disimpan.")).to_be_visible()
    assert owners(unit) == {2: [member]}

    desktop.get_by_role("link", name="Daftar").click()
    desktop.get_by_role("link", name="Tambah rencana aksi").first.click()
    desktop.get_by_label("Apa yang akan dikerjakan").fill("Petakan proses bisnis")
    desktop.get_by_label("Penanggung jawab").select_option(str(member.pk))
    desktop.get_by_label("Batas waktu").fill((timezone.localdate() + timedelta(days=3)).isoformat())
    desktop.get_by_label("Area perubahan").select_option("2")
    desktop.get_by_role("button", name="Simpan rencana aksi").click()
    row = desktop.get_by_role("row").filter(has_text="Petakan proses bisnis")
    expect(row).to_contain_text("Ahmad Fauzi")
    expect(row).to_contain_text("3 hari lagi")

    desktop.context.clear_cookies()
    sign_in(desktop, member)
    desktop.goto("/kotak-masuk/")
    desktop.get_by_role("button", name="RSUD Contoh: Anda ditunjuk mengerjakan rencana aksi").click()
    desktop.get_by_role("button", name="Mulai kerjakan").click()
    desktop.get_by_role("button", name="Tandai selesai").click()
    expect(desktop.get_by_role("button", name="Kerjakan lagi")).to_be_visible()
    assert Action.objects.get().state == "done"


def test_an_action_is_dropped_with_a_reason_on_a_phone(phone: Page, sign_in, unit):
    action = ActionFactory(unit=unit, text="Pasang papan maklumat")
    sign_in(phone, action.owner)
    phone.goto(f"/rencana/{action.pk}/")
    phone.get_by_role("button", name="Batalkan", exact=True).click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("Mengapa rencana aksi ini dibatalkan?").fill("Sudah dipasang.")
    dialog.get_by_role("button", name="Batalkan rencana aksi").click()
    expect(phone.get_by_text("“Sudah dipasang.”")).to_be_visible()
    assert Action.objects.get().state == "dropped"


def test_the_calendar_is_a_list_of_days_on_a_phone(open_page, sign_in, unit):
    action = ActionFactory(unit=unit, text="Susun SOP")
    page = open_page(PHONE)
    sign_in(page, action.owner)
    page.goto(PLAN + "?tampil=kalender&triwulan=2099-3")
    visible = page.locator(".day:visible")
    expect(visible).to_have_count(1)
    expect(visible).to_contain_text("Minggu, 20 September")
    expect(visible).to_contain_text("Susun SOP")
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator(".day:visible")).to_have_count(92)
