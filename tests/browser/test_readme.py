"""The pictures README shows, made from the running application on the sample data.

`ZI_SCREENSHOTS=docs/screenshots ./test -- tests/browser/test_readme.py` writes them anew; otherwise they are made in a
temporary folder, and the test holds README and the committed files to the same names and sizes.
"""

import os
import re
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page

from accounts.models import User
from tests import sample
from tests.browser.conftest import DESKTOP, PHONE
from tests.conftest import ROOT
from tests.papers import quarterly

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = {  # file -> who, which screen, address, part to bring into view
    "board.png": ("leader", DESKTOP, "/tw/2024-2/", None),
    "lke.png": ("unit07", DESKTOP, "/tw/2024-3/unit/07/lke/", None),
    "verifikasi.png": ("evaluator", DESKTOP, "/tw/2024-3/unit/01/lke/", "#q-A-I-2-i-b"),
    "unit.png": ("leader", DESKTOP, "/tw/2024-2/unit/05/", None),
    "beranda-ponsel.png": ("unit07", PHONE, "/", None),
}
REPORT = "laporan.png"


def test_readme_shows_the_application_as_it_is(open_page, sign_in, tmp_path):
    sample.load(timezone.localdate())
    folder = Path(os.environ.get("ZI_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (username, screen, address, part) in SCREENS.items():
        page = open_page(screen)
        sign_in(page, User.objects.get(username=username))
        take(page, address, part, folder / name)
    draw_report(folder / REPORT)

    shown = re.findall(r"\]\(docs/screenshots/([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted([*SCREENS, REPORT])
    assert {name: size(ROOT / "docs" / "screenshots" / name) for name in shown} == {
        name: size(folder / name) for name in shown
    }


def take(page: Page, address: str, part: str | None, path: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if part:
        page.locator(part).scroll_into_view_if_needed()
    page.screenshot(path=path)


def draw_report(path: Path) -> None:
    """The page of the report on which all units stand side by side."""
    content = quarterly(User.objects.get(username="supervisor"))
    document = pypdfium2.PdfDocument(content)
    wide = next(sheet for sheet in document if sheet.get_width() > sheet.get_height())
    wide.render(scale=1.5).to_pil().save(path)


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size
