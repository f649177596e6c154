"""The slides of TW II 2024 as one shows them: from the first to the last by keys, by touch, and without a script."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from tests import sample
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

SLIDES = "/tw/2024-2/paparan/"
# What stands below the foot of the slide shown, or beyond its edges.
BEYOND = """() => {
  const page = document.querySelector(".slide:not([hidden]) .slide-page");
  const foot = page.querySelector(".slide-foot").getBoundingClientRect().top;
  const inner = [...page.querySelectorAll("table, ol, ul, svg, p:not(.slide-foot)")];
  return inner.filter((one) => one.getBoundingClientRect().bottom > foot).length + page.scrollWidth - page.clientWidth;
}"""


@pytest.fixture
def opened(open_page, sign_in, db):
    sample.load(timezone.localdate())

    def open_(screen: dict, **options) -> Page:
        page = open_page(screen, **options)
        sign_in(page, User.objects.get(username="leader"))
        page.goto(SLIDES)
        return page

    return open_


def test_from_start_to_end_with_the_keyboard(opened, axe):
    page = opened(DESKTOP)
    slides = page.locator(".slide")
    count = slides.count()
    assert count == 22
    found = {}
    for number in range(1, count + 1):
        expect(page.locator(".slide:not([hidden])")).to_have_id(f"salindia-{number}")
        if page.evaluate(BEYOND):
            found[number] = "does not fit"
        if complaint := axe(page):
            found[number] = complaint
        page.keyboard.press(["ArrowRight", "ArrowDown", "PageDown", " "][number % 4])
    assert found == {}
    expect(page.locator("#salindia-22")).to_be_visible()  # the last stays
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#salindia-21")).to_be_visible()
    page.keyboard.press("Home")
    expect(page.locator("#salindia-1")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator("#salindia-22")).to_be_visible()
    expect(page.get_by_role("button", name="Berikutnya")).to_be_disabled()
    assert page.url.endswith("#salindia-22")
    page.reload()
    expect(page.locator("#salindia-22")).to_be_visible()


def test_notes_and_full_screen(opened):
    page = opened(DESKTOP)
    notes = page.locator("#salindia-1 .slide-notes p").first
    expect(notes).to_be_hidden()
    page.keyboard.press("n")
    expect(notes).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#salindia-2 .slide-notes p").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("#salindia-2 .slide-notes p").first).to_be_hidden()
    page.keyboard.press("f")
    expect(page.locator("[data-slides]:fullscreen")).to_have_count(1)
    page.keyboard.press("f")
    expect(page.locator("[data-slides]:fullscreen")).to_have_count(0)


def test_on_a_phone_by_touch(opened):
    page = opened(PHONE)
    swipe = """([from, to]) => {
      const target = document.querySelector(".slide:not([hidden]) h2");
      const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 300 });
      target.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], bubbles: true }));
      target.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(to)], bubbles: true }));
    }"""
    page.evaluate(swipe, [300, 60])
    expect(page.locator("#salindia-2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Salindia sebelumnya").click()
    expect(page.locator("#salindia-1")).to_be_visible()


def test_without_a_script_they_stand_one_below_the_other(opened):
    page = opened(DESKTOP, java_script_enabled=False)
    slides = page.locator(".slide")
    assert [slides.nth(place).is_visible() for place in (0, 11, 21)] == [True, True, True]
    expect(page.get_by_role("button", name="Berikutnya")).to_be_hidden()
