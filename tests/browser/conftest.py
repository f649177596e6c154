"""Browser tests: Debian's Chromium against a real server, on a laptop's and on a phone's screen.

A test asks for `desktop` or `phone` and gets a page. When it ends, anything the browser complained about
(script errors, refusals by the Content-Security-Policy, failed loads) and every request to another host fails it.
A test that provokes an error page on purpose says so: `complaints.clear()`.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Nothing that reaches for the network or a GPU; the sandbox needs rights a container does not give.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}

# What a test waits for comes at once, or late on a machine with other work; nothing waits this long without a fault.
expect.set_options(timeout=20_000)
PATIENT = 120_000  # milliseconds; some 120 pages are drawn on a busy machine
# Playwright keeps an event loop in this thread; Django would take every query for one inside async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; every test gets contexts of its own."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> Iterator[None]:
    """Static files as in production: collected, compressed, served by WhiteNoise and not by the test server.

    Its handler for uploaded files must go too: without a MEDIA_ROOT it serves the project folder.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    with pytest.MonkeyPatch.context() as patch:
        for handler in ("_StaticFilesHandler", "_MediaFilesHandler"):
            patch.setattr(f"django.test.testcases.{handler}", lambda application: application)
        yield


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about so far."""
    return []


@pytest.fixture
def open_page(chromium: Browser, live_server, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(DESKTOP)`: a page in a context (cookies, storage) of its own; options as for a Playwright context."""
    contexts: list[BrowserContext] = []

    def open_(screen: dict, **options) -> Page:
        context = chromium.new_context(
            **{"base_url": live_server.url, "locale": "id-ID", "timezone_id": "Asia/Jakarta", **screen, **options}
        )
        contexts.append(context)
        _listen(context, live_server.url, complaints)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(context: BrowserContext, home: str, complaints: list[str]) -> None:
    def refuse(route) -> None:
        complaints.append(f"request to another host: {route.request.url}")
        route.abort()

    context.route(lambda url: not url.startswith((home + "/", "data:", "blob:")), refuse)
    context.on("console", lambda message: message.type == "error" and complaints.append(f"console: {message.text}"))
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))


@pytest.fixture
def desktop(open_page) -> Page:
    """A page on an office laptop, 1366 x 768."""
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page) -> Page:
    """A page on a small phone, 360 x 740, with touch."""
    return open_page(PHONE)


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, object], None]:
    """`sign_in(page, user)` without the form, which has tests of its own."""

    def sign_in_(page: Page, user) -> None:
        client = Client()
        client.force_login(user, backend="accounts.backends.Backend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return sign_in_


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`assert axe(page) == []`: what axe-core finds against WCAG 2.1 AA, one line per element."""
    # Evaluated through the debugger, which the page's Content-Security-Policy does not govern.
    source = AXE.read_text(encoding="utf-8")
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    options = {"runOnly": rules, "resultTypes": ["violations"]}

    def run(page: Page) -> list[str]:
        page.evaluate(source)
        # The violations alone cross over to Python: what passed is most of the result, and most of the time.
        found = page.evaluate("options => axe.run(document, options).then((result) => result.violations)", options)
        return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]

    return run
