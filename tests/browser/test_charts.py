"""Charts on a screen follow its theme, stay within it, and can be reached without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT, DARK = "rgb(255, 255, 255)", "rgb(15, 28, 49)"
READ = "element => getComputedStyle(element).fill"


def gallery(page: Page, sign_in, theme: str) -> Page:
    sign_in(page, UserFactory())
    page.emulate_media(color_scheme=theme)
    page.goto("/galeri/")
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
    return page


@pytest.mark.parametrize(
    ("theme", "palest", "darkest"), [("light", LIGHT, "rgb(8, 53, 117)"), ("dark", DARK, "rgb(192, 215, 249)")]
)
def test_colours_follow_the_theme(desktop, sign_in, axe, theme, palest, darkest):
    page = gallery(desktop, sign_in, theme)
    fills = {
        name: set(page.locator(f".{name}").evaluate_all("all => all.map(one => getComputedStyle(one).fill)"))
        for name in ("chart-shade-0", "chart-shade-4", "chart-ground")
    }
    assert fills == {"chart-shade-0": {palest}, "chart-shade-4": {darkest}, "chart-ground": {palest}}
    assert axe(page) == []


def test_paper_has_the_light_colours_in_every_theme(desktop, sign_in):
    page = gallery(desktop, sign_in, "dark")
    page.emulate_media(media="print")
    assert page.locator(".chart-shade-4").first.evaluate(READ) == "rgb(8, 53, 117)"


def test_a_wide_chart_scrolls_inside_its_frame(phone, sign_in):
    page = gallery(phone, sign_in, "light")
    frame = page.get_by_role("group", name="Capaian enam area terhadap nilai minimal", exact=True)
    frame.focus()
    expect(frame).to_be_focused()
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    radar = page.locator("#radar-title").locator("xpath=ancestor::div[1]")
    assert radar.evaluate("frame => frame.scrollWidth - frame.clientWidth") == 0


def test_the_table_behind_a_chart_opens_without_a_script(open_page, sign_in):
    page = open_page({"viewport": {"width": 1366, "height": 768}}, java_script_enabled=False)
    sign_in(page, UserFactory())
    page.goto("/galeri/")
    figure = page.locator("figure", has=page.locator("#batang-title"))
    expect(figure.get_by_role("table")).to_be_hidden()
    figure.locator("summary").click()
    expect(figure.get_by_role("row", name="5. Penguatan Pengawasan 42,00 % di bawah WBK")).to_be_visible()
