"""Bagaimana jika in a browser: a change moves the figures at once, and what is kept is there again."""

import pytest
from playwright.sync_api import expect

from insights.models import Scenario
from tests.browser.conftest import DESKTOP
from tests.factories import answer, person
from tests.integration.evaluations.sheet_case import CHOICE, INDEX, make_sheet
from tests.integration.insights.scenario_case import PAGE, reality
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
CONTROL = "#c-A-I-1-i-b"


@pytest.fixture
def sheet(instrument):
    sheet = make_sheet()
    answer(sheet, CHOICE, "unit", "B")
    return sheet


def test_trying_keeping_and_coming_back(desktop, sign_in, complaints, sheet):
    before = reality()
    sign_in(desktop, person(Role.UNIT_MEMBER, sheet.unit))
    desktop.goto(PAGE)
    total = desktop.locator("#nilai-coba")
    expect(total).to_have_text("0,13")
    trips = []
    desktop.on("request", lambda request: request.method == "POST" and trips.append(request))
    desktop.locator(CONTROL).select_option("A")
    expect(total).to_have_text("0,25")
    assert len(trips) == 1
    assert "A.I.1.i.a.v" not in trips[0].post_data  # only what was changed travels
    desktop.locator("#c-B-I-a-indeks").press_sequentially("3,6")
    expect(total).to_have_text("16,00")
    desktop.locator("#c-B-I-a-indeks").press("Enter")
    expect(desktop.locator("#banding")).to_contain_text("Yang berubah (2)")

    desktop.get_by_label("Hanya yang berubah").check()
    expect(desktop.locator(".try-line:visible")).to_have_count(2)

    desktop.locator("#c-B-I-a-indeks").fill("9")
    expect(desktop.locator("#bilah")).to_contain_text("melebihi nilai tertinggi 4")
    desktop.locator("#c-B-I-a-indeks").fill("3,6")
    expect(desktop.locator("#bilah")).not_to_contain_text("melebihi")
    complaints.clear()  # the refusal was asked for

    desktop.get_by_label("Nama skenario").fill("Dengan survei")
    desktop.get_by_label("Nama skenario").press("Enter")
    desktop.wait_for_url(f"**{PAGE}*/")
    desktop.reload()
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Dengan survei")
    expect(total).to_have_text("16,00")
    expect(desktop.locator(CONTROL)).to_have_value("A")
    assert Scenario.objects.get().answers == {CHOICE: "A", INDEX: {"indeks": "3.6"}}
    assert reality() == before


def test_trying_without_script(open_page, sign_in, sheet):
    page = open_page(DESKTOP, java_script_enabled=False)
    sign_in(page, person(Role.UNIT_MEMBER, sheet.unit))
    page.goto(PAGE)
    page.locator(CONTROL).select_option("A")
    page.get_by_role("button", name="Hitung").click()
    expect(page.locator("#nilai-coba")).to_have_text("0,25")
    page.get_by_role("button", name="Terlemah dahulu").click()
    expect(page.locator(CONTROL)).to_have_value("A")
    page.get_by_label("Nama skenario").fill("Tanpa skrip")
    page.get_by_role("button", name="Simpan sebagai skenario").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tanpa skrip")
