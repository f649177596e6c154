"""New people, from a workbook to their own password, each in a browser of their own."""

import csv

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import UserFactory, WorkUnitFactory, person
from tests.integration.units.import_case import line, workbook
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
OWN = "Kunci-Baru-Sekali-9"


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_people_come_from_a_workbook_and_choose_their_own_password(open_page, sign_in, axe, tmp_path, screen):
    WorkUnitFactory(code="07")
    UserFactory(username="ada", full_name="Ada")
    lines = [line(role="Anggota Tim ZI", unit="07"), line(full_name="Ada", username="ada"), line(username="dua kata")]
    (tmp_path / "pengguna.xlsx").write_bytes(workbook(*lines).getvalue())
    office = open_page(screen, accept_downloads=True)
    sign_in(office, person(Role.ADMINISTRATOR))

    office.goto("/pengelolaan/pengguna/")
    office.get_by_role("link", name="Impor dari Excel").click()
    office.get_by_label("Berkas Excel").set_input_files(tmp_path / "pengguna.xlsx")
    office.get_by_role("button", name="Unggah dan periksa").click()
    expect(office.get_by_text("1 dari 3 baris akan diimpor.")).to_be_visible()
    look(office, axe, screen)
    office.get_by_role("button", name="Impor 1 baris").click()
    expect(office.get_by_role("heading", name="Impor selesai")).to_be_visible()
    look(office, axe, screen)
    with office.expect_download() as download:
        office.get_by_role("link", name="Unduh daftar kata sandi").click()
    download.value.save_as(tmp_path / "daftar.csv")
    rows = list(csv.reader((tmp_path / "daftar.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [row[:2] for row in rows[1:]] == [["Rina Wati", "rina"]]

    rina = open_page(screen)
    enter(rina, rows[1][2])
    expect(rina.get_by_role("heading", name="Buat kata sandi Anda sendiri")).to_be_visible()
    look(rina, axe, screen)
    rina.get_by_label("Kata sandi yang diberikan").fill(rows[1][2])
    rina.get_by_label("Kata sandi baru", exact=False).first.fill(OWN)
    rina.get_by_label("Ulangi kata sandi baru").fill(OWN)
    rina.get_by_role("button", name="Simpan kata sandi baru").click()
    rina.wait_for_url("/")
    rina.goto("/akun/profil/")
    expect(rina.get_by_text("Anggota Tim ZI unit kerja").last).to_be_visible()


def enter(page: Page, password: str) -> None:
    page.goto("/akun/masuk/")
    page.get_by_label("Nama pengguna").fill("rina")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


def look(page: Page, axe, screen: dict) -> None:
    """Nothing axe complains about, nothing wider than the screen."""
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
